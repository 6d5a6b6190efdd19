"""Dates of one's own Maßnahmen and Aufträge while they are open."""

from datetime import date

from sqlalchemy import func, select

from kimflow.models import Auftrag, Beschluss, Massnahme, MassnahmeStatus, Meilenstein, Person, Sitzung, Top
from kimflow.queries.aufgaben import Auswahl, Fund
from kimflow.queries.auftraege import OFFEN, kurz
from kimflow.queries.kalender.fristen import tag
from kimflow.queries.kalender.termine import Termin
from kimflow.queries.massnahmen.sichtbarkeit import verantwortet


def massnahmen(person: Person, since: date) -> list[Auswahl[Termin]]:
    """Open milestones, the deadline, and the end of waiting, of what `person` is responsible for."""
    own = (verantwortet(person), Massnahme.status.in_(Massnahme.LAUFENDE))
    number = {"nummer": Massnahme.nummer, "zahl": Massnahme.id}
    steps = (
        select(Meilenstein.id)
        .join(Massnahme, Massnahme.id == Meilenstein.massnahme_id)
        .where(*own, Meilenstein.erreicht_am.is_(None), Meilenstein.geplant_am >= since)
    )
    due = select(Massnahme.id).where(*own, Massnahme.frist >= since)
    waits = select(Massnahme.id).where(*own, Massnahme.status == MassnahmeStatus.WARTET, Massnahme.wartet_bis >= since)
    titled = {"id": Massnahme.id, "text": Massnahme.titel}
    return [
        Auswahl(
            steps,
            number | {"id": Meilenstein.id, "text": Meilenstein.titel, "tag": Meilenstein.geplant_am},
            lambda fund: _an_der_massnahme(fund, "meilenstein", "Meilenstein zu"),
        ),
        Auswahl(
            due,
            number | titled | {"tag": Massnahme.frist},
            lambda fund: _an_der_massnahme(fund, "massnahmenfrist", "Frist von"),
        ),
        Auswahl(
            waits,
            number | titled | {"tag": Massnahme.wartet_bis},
            lambda fund: _an_der_massnahme(fund, "wartezeit", "Ende des Wartens:"),
        ),
    ]


def _an_der_massnahme(fund: Fund, art: str, wort: str) -> Termin:
    return tag(fund, art, f"{wort} {fund.nummer}", f"/massnahmen/{fund.nummer}", ("massnahme", fund.zahl))


def auftraege(person: Person, since: date) -> list[Auswahl[Termin]]:
    """The own open ones that have a day."""
    rows = (
        select(Auftrag.id)
        .outerjoin(Top, Top.id == Auftrag.top_id)
        .outerjoin(Sitzung, Sitzung.id == Top.sitzung_id)
        .outerjoin(Beschluss, Beschluss.id == Auftrag.beschluss_id)
        .where(Auftrag.verantwortlich_id == person.id, Auftrag.status.in_(OFFEN), Auftrag.faellig_am >= since)
    )
    was = {
        "id": Auftrag.id,
        "nummer": func.coalesce(Sitzung.nummer, Beschluss.nummer),
        "text": Auftrag.text,
        "tag": Auftrag.faellig_am,
        "zahl": Auftrag.id,
    }
    return [Auswahl(rows, was, _auftrag)]


def _auftrag(fund: Fund) -> Termin:
    short = fund._replace(text=kurz(fund.text or ""))
    return tag(short, "auftrag", f"Auftrag aus {fund.nummer}", f"/auftraege/{fund.id}", ("auftrag", fund.zahl))
