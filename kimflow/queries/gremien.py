"""What is read of gremien."""
