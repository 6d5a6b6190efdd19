"""Acts on sitzungen."""
