"""What is read of abstimmungen."""
