"""Two years in order: steps are planned by days before today and then happen one after the other."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from kimflow import clock
from kimflow.db import session, transaction

Step = Callable[[], Any]
MORGENS = time(9)


class Zeitplan:
    """Collects steps and plays them in order with the clock turned, each in a transaction of its own."""

    def __init__(self) -> None:
        self.heute = clock.today()
        self.steps: list[tuple[int, time, int, Step]] = []
        self.order = count()

    def am(self, tage: int, step: Step, uhr: time = MORGENS) -> None:
        """Plan `step` for `tage` days from today (negative: in the past), some minutes after that time."""
        self.steps.append((tage, uhr, next(self.order), step))

    def am_tag(self, tag: date, step: Step) -> None:
        """Plan `step` for a day of the calendar, today at the latest."""
        self.am(min((tag - self.heute).days, 0), step)

    def tag(self, tage: int) -> date:
        return self.heute + timedelta(days=tage)

    def spielen(self, sagen: Callable[[int, int], None]) -> None:
        """Let everything happen; sagen(done, all) hears of the progress."""
        ordered = sorted(self.steps, key=lambda step: step[:3])
        then: Counter[tuple[int, time]] = Counter()
        for number, (tage, uhr, _, step) in enumerate(ordered, 1):
            then[tage, uhr] += 1
            moment = datetime.combine(self.tag(tage), uhr, tzinfo=clock.ZONE)
            moment += timedelta(minutes=2 * then[tage, uhr])
            with clock.turned_to(min(moment, clock.now())):
                with transaction():
                    step()
                session().expunge_all()
            sagen(number, len(ordered))
