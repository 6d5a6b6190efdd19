"""Acts on anmeldungen."""
