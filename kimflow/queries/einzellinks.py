"""What is read of einzellinks."""
