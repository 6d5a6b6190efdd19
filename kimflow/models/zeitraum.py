"""The period that bodies, Sitze, memberships and rights carry: from a day to a last day, open if there is none."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped

from kimflow import clock


class Zeitraum:
    """Questions to von and bis, which every table declares itself: why they are kept differs."""

    if TYPE_CHECKING:
        von: Mapped[date]
        bis: Mapped[date | None]

    def gilt_am(self, tag: date) -> bool:
        return self.von <= tag and (self.bis is None or tag <= self.bis)

    @property
    def gilt_heute(self) -> bool:
        return self.gilt_am(clock.today())

    @property
    def ist_beendet(self) -> bool:
        return self.bis is not None and self.bis < clock.today()
