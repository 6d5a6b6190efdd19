"""Acts on zielvereinbarungen."""
