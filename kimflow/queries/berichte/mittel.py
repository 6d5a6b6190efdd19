"""Posts, pots, bookings and duties, as rows of one report."""

from functools import cached_property
from typing import Any

from sqlalchemy import or_

from kimflow.db import german_key, session
from kimflow.models import Buchung, Foerdertopf, FoerdertopfStatus, Massnahme, Pflicht, Stelle
from kimflow.queries import buchungen, foerdertoepfe, pflichten, stellen
from kimflow.queries.berichte.spur import Spur
from kimflow.queries.berichte.zeilen import Buchungszeile, Pflichtzeile, Topfzeile


class Mittel(Spur):
    """What the Land pays for, each kind of row in one statement, if asked."""

    @cached_property
    def stellen(self) -> list[Stelle]:
        """With their occupancies; those that existed on a day of the period, by Baustein, Träger and name."""
        there = stellen.ganz(self.person).where(
            Stelle.von <= self.rahmen.ende, or_(Stelle.bis.is_(None), Stelle.bis >= self.rahmen.von)
        )
        return sorted(
            session().scalars(there),
            key=lambda one: (one.baustein, german_key(one.institution.kurzname), german_key(one.bezeichnung), one.id),
        )

    @cached_property
    def toepfe(self) -> list[Topfzeile]:
        """The released pots of the years of the period."""
        rows: Any = (
            foerdertoepfe.sichtbar_fuer(self.person)
            .where(
                Foerdertopf.status == FoerdertopfStatus.FREIGEGEBEN,
                Foerdertopf.jahr.between(self.rahmen.von.year, self.rahmen.bis.year),
            )
            .order_by(Foerdertopf.jahr, Foerdertopf.baustein, Foerdertopf.name)
        )
        columns = (Foerdertopf.id, Foerdertopf.jahr, Foerdertopf.baustein, Foerdertopf.name, Foerdertopf.deckel)
        found = session().execute(rows.options().with_only_columns(*columns, Foerdertopf.einheit))
        return [Topfzeile(*row) for row in found]

    @cached_property
    def buchungen(self) -> list[Buchungszeile]:
        """On those pots, as they stood on the stichtag: booked until then, and not cancelled until then."""
        pots = [pot.id for pot in self.toepfe]
        rows: Any = (
            buchungen.sichtbar_fuer(self.person)
            .join(Massnahme, Massnahme.id == Buchung.massnahme_id)
            .where(
                Buchung.foerdertopf_id.in_(pots),
                Buchung.gebucht_am <= self.rahmen.stichtag,
                or_(Buchung.storniert_am.is_(None), Buchung.storniert_am > self.rahmen.stichtag),
            )
            .order_by(Buchung.id)
            .with_only_columns(
                Buchung.id,
                Buchung.foerdertopf_id,
                Massnahme.id,
                Massnahme.nummer,
                Buchung.zweck,
                Buchung.art,
                Buchung.betrag,
                Buchung.gebucht_am,
                Buchung.storniert_am,
                Buchung.ausnahme_von != "",
            )
        )
        return [Buchungszeile(*row) for row in session().execute(rows)]

    @cached_property
    def pflichten(self) -> list[Pflichtzeile]:
        """All that were entered until the stichtag, by their day."""
        there = self.staende("pflicht")
        rows: Any = pflichten.sichtbar_fuer(self.person).order_by(Pflicht.bis, Pflicht.id)
        columns = (Pflicht.id, Pflicht.art, Pflicht.was, Pflicht.bis, Pflicht.erledigt_am)
        found = [Pflichtzeile(*row) for row in session().execute(rows.with_only_columns(*columns))]
        return [row for row in found if row.id in there]
