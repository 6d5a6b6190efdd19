"""What deletes itself when its time is over: every noun with a period has its step here (FACH §7)."""

from collections.abc import Callable

from kimflow.workflow import meldungen

SCHRITTE: tuple[tuple[str, Callable[[], int]], ...] = (("Meldungen", meldungen.fristen),)
"""Name of what goes, and the function that clears what is due and returns how many."""
