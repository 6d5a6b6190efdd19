"""What is read of sitzungen."""
