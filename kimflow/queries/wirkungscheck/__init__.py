"""Does it still break? Statistics, quarters, verdicts and statements, and in pruefung.py who may know what of it."""
