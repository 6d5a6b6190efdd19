"""Themen, decisions and what follows from them, as rows of one report."""

from functools import cached_property
from typing import Any

from sqlalchemy import func, select

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Beschluss,
    Beschlusswirkung,
    Fallrekonstruktion,
    Gremium,
    Indikator,
    Institution,
    Mandat,
    Massnahme,
    Meldung,
    Messwert,
    Rueckmeldung,
    Thema,
    Weitergabe,
    Zielvereinbarung,
)
from kimflow.permissions import Permission
from kimflow.queries import (
    beschluesse,
    fallrekonstruktionen,
    indikatoren,
    mandate,
    massnahmen,
    meldungen,
    themen,
    weitergaben,
    zielvereinbarungen,
)
from kimflow.queries.berichte.spur import Spur
from kimflow.queries.berichte.zeilen import (
    Beschlusszeile,
    Falleingang,
    Indikatorzeile,
    Mandatszeile,
    Massnahmenzeile,
    Rueckmeldungszeile,
    Themenzeile,
    Vereinbarungszeile,
    Weitergabezeile,
    Wirkungszeile,
)


class Arbeit(Spur):
    """What the Gremien worked on, each kind of row in one statement, if asked."""

    @cached_property
    def themen(self) -> list[Themenzeile]:
        rows: Any = themen.sichtbar_fuer(self.person).order_by(Thema.nummer)
        return [
            Themenzeile(*row)
            for row in session().execute(
                rows.with_only_columns(Thema.id, Thema.nummer, Thema.titel, Thema.aufgenommen_am)
            )
        ]

    @cached_property
    def massnahmen(self) -> list[Massnahmenzeile]:
        rows: Any = (
            massnahmen.sichtbar_fuer(self.person)
            .outerjoin(Beschluss, Beschluss.id == Massnahme.beschluss_id)
            .join(Institution, Institution.id == Massnahme.institution_id)
            .order_by(Massnahme.nummer)
            .with_only_columns(
                Massnahme.id,
                Massnahme.nummer,
                Massnahme.titel,
                Massnahme.thema_id,
                Institution.typ_id,
                Beschluss.gefasst_am,
                Massnahme.umgesetzt_am,
                Massnahme.frist,
                Massnahme.verstetigt,
            )
        )
        return [Massnahmenzeile(*row) for row in session().execute(rows)]

    @cached_property
    def vereinbarungen(self) -> list[Vereinbarungszeile]:
        rows: Any = zielvereinbarungen.sichtbar_fuer(self.person).order_by(Zielvereinbarung.nummer)
        columns = (Zielvereinbarung.id, Zielvereinbarung.nummer, Zielvereinbarung.titel, Zielvereinbarung.in_kraft_am)
        return [Vereinbarungszeile(*row) for row in session().execute(rows.with_only_columns(*columns))]

    @cached_property
    def beschluesse(self) -> list[Beschlusszeile]:
        """Decided within the period, whenever they were written down."""
        rows: Any = (
            beschluesse.sichtbar_fuer(self.person)
            .join(Gremium, Gremium.id == Beschluss.gremium_id)
            .where(Beschluss.gefasst_am.between(self.rahmen.von, self.rahmen.ende))
            .order_by(Beschluss.gefasst_am, Beschluss.id)
            .with_only_columns(
                Beschluss.id,
                Beschluss.nummer,
                Beschluss.wortlaut,
                Beschluss.modus,
                Beschluss.gefasst_am,
                Gremium.art,
                Gremium.name,
            )
        )
        return [Beschlusszeile(*row) for row in session().execute(rows)]

    @cached_property
    def wirkungen(self) -> list[Wirkungszeile]:
        """What the Beschlüsse of the period did to Themen."""
        rows: Any = session().execute(
            select(Beschluss.nummer, Beschluss.gefasst_am, Beschlusswirkung.akt, Beschlusswirkung.thema_id)
            .join(Beschluss, Beschluss.id == Beschlusswirkung.beschluss_id)
            .where(
                Beschluss.gefasst_am.between(self.rahmen.von, self.rahmen.ende),
                Beschlusswirkung.thema_id.is_not(None),
            )
            .order_by(Beschluss.gefasst_am, Beschlusswirkung.id)
        )
        return [Wirkungszeile(*row) for row in rows]

    def entschieden(self, *akte: Permission) -> dict[int, Wirkungszeile]:
        """Thema id → the first Beschluss of the period that did one of these acts to it."""
        wanted = {akt.value for akt in akte}
        found: dict[int, Wirkungszeile] = {}
        for row in self.wirkungen:
            if row.akt in wanted:
                found.setdefault(row.thema_id, row)
        return found

    @cached_property
    def mandate(self) -> list[Mandatszeile]:
        """Given until the stichtag."""
        rows: Any = (
            mandate.sichtbar_fuer(self.person)
            .join(Thema, Thema.id == Mandat.thema_id)
            .join(Gremium, Gremium.id == Mandat.projektgruppe_id)
            .where(Mandat.erteilt_am <= self.rahmen.stichtag)
            .order_by(Mandat.erteilt_am, Mandat.id)
            .with_only_columns(
                Mandat.id,
                Thema.nummer,
                Thema.titel,
                Gremium.id,
                Gremium.name,
                Mandat.erteilt_am,
                Mandat.beendet_am,
                Mandat.frist,
            )
        )
        return [Mandatszeile(*row) for row in session().execute(rows)]

    @cached_property
    def weitergaben(self) -> list[Weitergabezeile]:
        rows: Any = (
            weitergaben.sichtbar_fuer(self.person)
            .join(Thema, Thema.id == Weitergabe.thema_id)
            .where(Weitergabe.am <= self.rahmen.stichtag)
            .order_by(Weitergabe.am, Weitergabe.id)
        )
        columns = (Weitergabe.id, Thema.nummer, Thema.titel, Weitergabe.an, Weitergabe.am, Weitergabe.antwort_am)
        found = session().execute(rows.with_only_columns(*columns, Weitergabe.abgeschlossen_am))
        return [Weitergabezeile(*row) for row in found]

    @cached_property
    def rueckmeldungen(self) -> list[Rueckmeldungszeile]:
        """Given within the period."""
        rows = session().execute(
            select(Rueckmeldung.id, Rueckmeldung.massnahme_id, Rueckmeldung.lage, Rueckmeldung.gemeldet_am)
            .where(Rueckmeldung.gemeldet_am < self.rahmen.moment)
            .order_by(Rueckmeldung.id)
        )
        found = [Rueckmeldungszeile(*row[:3], clock.local(row[3]).date()) for row in rows]
        return [row for row in found if row.tag in self.rahmen]

    @cached_property
    def indikatoren(self) -> list[Indikatorzeile]:
        """Those of Zielvereinbarungen, each with its last reading up to the stichtag as it was known then."""
        visible: Any = indikatoren.sichtbar_fuer(self.person).with_only_columns(Indikator.id)
        known = (
            select(Messwert)
            .where(Messwert.gemessen_am <= self.rahmen.stichtag, Messwert.erfasst_am < self.rahmen.moment)
            .subquery()
        )
        replaced = select(known.c.ersetzt_id).where(known.c.ersetzt_id.is_not(None))
        latest = func.row_number().over(
            partition_by=known.c.indikator_id, order_by=(known.c.gemessen_am.desc(), known.c.id.desc())
        )
        values = select(known, latest.label("platz")).where(known.c.id.not_in(replaced)).subquery()
        rows = session().execute(
            select(
                Indikator.id,
                Zielvereinbarung.id,
                Zielvereinbarung.nummer,
                Indikator.name,
                Indikator.einheit,
                Indikator.ausgangswert,
                Indikator.zielwert,
                values.c.wert,
                values.c.gemessen_am,
            )
            .join(Zielvereinbarung, Zielvereinbarung.id == Indikator.zielvereinbarung_id)
            .outerjoin(values, (values.c.indikator_id == Indikator.id) & (values.c.platz == 1))
            .where(Indikator.id.in_(visible))
            .order_by(Zielvereinbarung.nummer, Indikator.id)
        )
        return [Indikatorzeile(*row) for row in rows]

    @cached_property
    def faelle(self) -> dict[int, str]:
        """Id → number of the cases `person` may open."""
        rows: Any = fallrekonstruktionen.sichtbar_fuer(self.person)
        columns = (Fallrekonstruktion.id, Fallrekonstruktion.nummer)
        return {row[0]: row[1] for row in session().execute(rows.with_only_columns(*columns))}

    @cached_property
    def meldungen(self) -> list[Falleingang]:
        """Received within the period, whatever became of them."""
        rows: Any = meldungen.sichtbar_fuer(self.person).order_by(Meldung.nummer)
        columns = (Meldung.id, Meldung.nummer, Meldung.eingegangen_am)
        found = [
            Falleingang(id, number, clock.local(moment).date())
            for id, number, moment in session().execute(rows.with_only_columns(*columns))
        ]
        return [row for row in found if row.tag in self.rahmen]
