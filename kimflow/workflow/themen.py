"""Acts on themen."""
