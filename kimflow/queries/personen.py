"""What is read of personen."""
