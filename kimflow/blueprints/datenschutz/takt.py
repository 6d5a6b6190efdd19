"""How often one network may ask without a sign-in. Kept in memory for a minute, nowhere else."""

from collections import Counter
from datetime import datetime

from kimflow import clock
from kimflow.workflow import bremse

JE_MINUTE = 60
HOECHSTENS = 10_000
"""Networks that are told apart; beyond that everybody waits for the next minute."""


class Takt:
    """Counts the questions of the running minute."""

    def __init__(self) -> None:
        self.minute: datetime | None = None
        self.gezaehlt: Counter[str] = Counter()

    def ist_zu_schnell(self, adresse: str | None) -> bool:
        now = clock.now().replace(second=0, microsecond=0)
        if now != self.minute:
            self.minute, self.gezaehlt = now, Counter()
        network = bremse.netz(adresse)
        if network not in self.gezaehlt and len(self.gezaehlt) >= HOECHSTENS:
            return True
        self.gezaehlt[network] += 1
        return self.gezaehlt[network] > JE_MINUTE
