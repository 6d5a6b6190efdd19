"""Acts on abstimmungen."""
