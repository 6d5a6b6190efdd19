"""What is read of post."""
