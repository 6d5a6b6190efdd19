"""What is read of zielvereinbarungen."""
