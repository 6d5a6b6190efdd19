"""Acts on massnahmen."""
