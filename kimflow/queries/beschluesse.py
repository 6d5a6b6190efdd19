"""What is read of beschluesse."""
