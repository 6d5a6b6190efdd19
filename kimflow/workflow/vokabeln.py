"""Acts on vokabeln."""
