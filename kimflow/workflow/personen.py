"""Acts on personen."""
