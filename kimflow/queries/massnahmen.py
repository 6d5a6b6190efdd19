"""What is read of massnahmen."""
