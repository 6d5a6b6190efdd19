"""What is read of themen."""
