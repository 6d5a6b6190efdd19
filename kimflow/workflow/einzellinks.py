"""Acts on einzellinks."""
