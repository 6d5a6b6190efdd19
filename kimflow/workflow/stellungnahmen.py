"""Acts on stellungnahmen."""
