"""How often one network or one key may ask. Kept in memory for a minute, nowhere else."""

from collections import Counter
from datetime import datetime

from kimflow import clock

HOECHSTENS = 10_000
"""Askers that are told apart; beyond that everybody waits for the next minute."""


class Takt:
    """Counts the questions of the running minute in this process."""

    def __init__(self, je_minute: int) -> None:
        self.je_minute = je_minute
        self.minute: datetime | None = None
        self.gezaehlt: Counter[str] = Counter()

    def ist_zu_schnell(self, wer: str) -> bool:
        now = clock.now().replace(second=0, microsecond=0)
        if now != self.minute:
            self.minute, self.gezaehlt = now, Counter()
        if wer not in self.gezaehlt and len(self.gezaehlt) >= HOECHSTENS:
            return True
        self.gezaehlt[wer] += 1
        return self.gezaehlt[wer] > self.je_minute
