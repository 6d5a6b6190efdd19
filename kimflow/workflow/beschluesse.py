"""Acts on beschluesse."""
