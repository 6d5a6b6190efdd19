"""Acts on gremien."""
