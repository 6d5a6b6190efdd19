"""What is read of stellungnahmen."""
