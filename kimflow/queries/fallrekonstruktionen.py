"""What is read of fallrekonstruktionen."""
