"""Everything a report counts, as the Koordination sees it: each kind of row in one statement, if a section asks."""

from functools import cached_property
from typing import Any

from sqlalchemy import func, null, select

from kimflow.db import german_key, session
from kimflow.models import (
    Gremienart,
    Gremium,
    Institution,
    Institutionstyp,
    Kommune,
    Protokollfassung,
    Sitz,
    Sitzung,
    SitzungStatus,
    Thema,
)
from kimflow.models.gremien import sitz_institution
from kimflow.queries import einstellungen, gremien, sitzungen
from kimflow.queries.berichte.arbeit import Arbeit
from kimflow.queries.berichte.mittel import Mittel
from kimflow.queries.berichte.zeilen import Gremienzeile, Sitzungszeile, Sitzzeile
from kimflow.queries.wirkungscheck.reihen import je_thema


class Bestand(Arbeit, Mittel):
    """The rows of one report. `person` is the Koordination, `rahmen` the period."""

    @cached_property
    def gremien(self) -> list[Gremienzeile]:
        """Those that existed on a day of the period, by name."""
        rows: Any = gremien.sichtbar_fuer(self.person).where(Gremium.von <= self.rahmen.ende)
        columns = (Gremium.id, Gremium.name, Gremium.art, Gremium.von, Gremium.bis)
        found = [Gremienzeile(*row) for row in session().execute(rows.options().with_only_columns(*columns))]
        there = [row for row in found if row.bis is None or row.bis >= self.rahmen.von]
        return sorted(there, key=lambda row: german_key(row.name))

    @cached_property
    def sitze(self) -> list[Sitzzeile]:
        """The Sitze of Lenkungsgruppen on the stichtag, in their order."""
        day = self.rahmen.stichtag
        rows: Any = session().execute(
            select(
                Sitz.id,
                Gremium.id,
                Gremium.name,
                Sitz.bezeichnung,
                Sitz.stimmrecht,
                Institution.typ_id,
                Institution.kommune_id,
            )
            .join(Gremium, Gremium.id == Sitz.gremium_id)
            .outerjoin(sitz_institution, sitz_institution.c.sitz_id == Sitz.id)
            .outerjoin(Institution, Institution.id == sitz_institution.c.institution_id)
            .where(
                Gremium.art == Gremienart.LENKUNGSGRUPPE,
                Sitz.von <= day,
                (Sitz.bis.is_(None)) | (Sitz.bis >= day),
            )
            .order_by(Gremium.name, Sitz.reihenfolge, Sitz.id)
        )
        heads: dict[int, Any] = {}
        kinds: dict[int, set[int]] = {}
        towns: dict[int, set[int]] = {}
        for *head, kind, town in rows:
            heads[head[0]] = head
            kinds.setdefault(head[0], set()).update(() if kind is None else (kind,))
            towns.setdefault(head[0], set()).update(() if town is None else (town,))
        return [Sitzzeile(*(*head, frozenset(kinds[id]), frozenset(towns[id]))) for id, head in heads.items()]

    @cached_property
    def sitzungen(self) -> list[Sitzungszeile]:
        """Those that were opened within the period, in their order."""
        approved = (
            select(func.min(Protokollfassung.genehmigt_am))
            .where(Protokollfassung.sitzung_id == Sitzung.id)
            .correlate(Sitzung)
            .scalar_subquery()
        )
        rows: Any = (
            sitzungen.sichtbar_fuer(self.person)
            .join(Gremium, Gremium.id == Sitzung.gremium_id)
            .where(Sitzung.eroeffnet_am < self.rahmen.moment)
            .order_by(Sitzung.eroeffnet_am)
            .with_only_columns(Sitzung.id, Sitzung.nummer, Gremium.art, Gremium.name, Sitzung.eroeffnet_am, approved)
        )
        found = [Sitzungszeile(*row) for row in session().execute(rows)]
        return [row for row in found if row.eroeffnet_am in self.rahmen]

    @cached_property
    def naechste_sitzung(self) -> Sitzungszeile | None:
        """The first one of a Lenkungsgruppe that begins after the stichtag and was not called off."""
        rows: Any = (
            sitzungen.sichtbar_fuer(self.person)
            .join(Gremium, Gremium.id == Sitzung.gremium_id)
            .where(
                Gremium.art == Gremienart.LENKUNGSGRUPPE,
                Sitzung.beginn >= self.rahmen.moment,
                Sitzung.status != SitzungStatus.ABGESAGT,
            )
            .order_by(Sitzung.beginn)
            .limit(1)
            .with_only_columns(Sitzung.id, Sitzung.nummer, Gremium.art, Gremium.name, Sitzung.beginn, null())
        )
        row = session().execute(rows).first()
        return Sitzungszeile(*row) if row else None

    @cached_property
    def kommunen(self) -> dict[int, str]:
        """Id → name, by name."""
        rows = session().execute(select(Kommune.id, Kommune.name))
        return dict(sorted(((id, name) for id, name in rows), key=lambda row: german_key(row[1])))

    @cached_property
    def institutionstypen(self) -> dict[int, str]:
        """Id → word, in the order of the vocabulary, retired ones too."""
        rows = select(Institutionstyp.id, Institutionstyp.kurz).order_by(
            Institutionstyp.reihenfolge, Institutionstyp.kurz
        )
        return {row[0]: row[1] for row in session().execute(rows)}

    @cached_property
    def wirkungszahlen(self) -> dict[int, tuple[int, int, int, int]]:
        """Thema id → cases and broken cases before, the same after, by the quarters up to the stichtag."""
        done = {m.thema_id for m in self.massnahmen if self.rahmen.kennt(m.umgesetzt_am)}
        later = {m.thema_id for m in self.massnahmen if m.umgesetzt_am and not self.rahmen.kennt(m.umgesetzt_am)}
        rows = session().execute(select(je_thema(Thema.id.in_(done - later), self.rahmen.stichtag)))
        return {id: (int(a), int(b), int(c), int(d)) for id, a, b, c, d in rows}

    @cached_property
    def keine_personen(self) -> frozenset[str]:
        """Words that the Datenschutz-Wächter takes for no name here."""
        return einstellungen.keine_personen()
