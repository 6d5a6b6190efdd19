"""Acts on fallrekonstruktionen."""
