"""Pots, Buchungen, posts and duties for tests, made with the acts by Kora."""

from datetime import date
from typing import Any

from kimflow import clock, workflow
from kimflow.db import transaction
from kimflow.models import Buchung, Buchungsart, Deckungsfaehig, Foerdertopf, Massnahme, Pflicht, Pflichtart, Stelle
from kimflow.workflow.dateien import Upload
from tests.bauen.dateien import PDF
from tests.bauen.massnahmen import in_tagen, laufende_massnahme
from tests.besetzung import Welt

AUSNAHME = {"ausnahme_von": "Mats, Vorsitz der Lenkungsgruppe", "ausnahme_grund": "Der Kreis trägt den Rest selbst."}


def topfentwurf(welt: Welt, **kw: Any) -> Foerdertopf:
    """Of this year with a cap of 1.000 €, not yet released."""
    angaben: dict[str, Any] = {
        "jahr": clock.today().year,
        "baustein": 1,
        "name": "Veranstaltungsformate",
        "deckel": 100_000,
        "einheit": "pauschal",
        "deckungsfaehig": Deckungsfaehig.NEIN,
        "quelle": "Bescheid",
    }
    with transaction():
        return workflow.foerdertoepfe.anlegen(welt.person("Kora"), **(angaben | kw))


def neuer_topf(welt: Welt, **kw: Any) -> Foerdertopf:
    """Released."""
    topf = topfentwurf(welt, **kw)
    with transaction():
        workflow.foerdertoepfe.freigeben(topf, welt.person("Kora"))
    return topf


def neue_buchung(
    welt: Welt, topf: Foerdertopf | None = None, massnahme: Massnahme | None = None, euro: int = 100, **kw: Any
) -> Buchung:
    """Planned euros for a running Maßnahme."""
    topf, massnahme = topf or neuer_topf(welt), massnahme or laufende_massnahme(welt)
    angaben: dict[str, Any] = {"art": Buchungsart.GEPLANT, "betrag": euro * 100, "zweck": "Druck der Bögen"}
    with transaction():
        return workflow.buchungen.buchen(massnahme, welt.person("Kora"), foerdertopf=topf, **(angaben | kw))


def neue_stelle(welt: Welt, **kw: Any) -> Stelle:
    """A full post of the Caritas in Baustein 2 since the beginning of last year."""
    angaben: dict[str, Any] = {
        "bezeichnung": "Case Management",
        "baustein": 2,
        "institution": welt.institution("Caritas"),
        "kommunal": False,
        "anteil": 100,
        "von": date(clock.today().year - 1, 1, 1),
    }
    with transaction():
        return workflow.stellen.einrichten(welt.person("Kora"), **(angaben | kw))


def besetzt(stelle: Stelle, welt: Welt) -> Stelle:
    """Filled since it exists."""
    with transaction():
        workflow.stellen.besetzen(stelle, welt.person("Kora"), anteil=stelle.anteil, von=stelle.von)
    return stelle


def neue_pflicht(welt: Welt, **kw: Any) -> Pflicht:
    """The Antrag, due in 60 days."""
    angaben: dict[str, Any] = {"art": Pflichtart.ANTRAG, "was": "Antrag für das Folgejahr", "bis": in_tagen(60)}
    with transaction():
        return workflow.pflichten.anlegen(welt.person("Kora"), **(angaben | kw))


def pflicht_mit_datei(welt: Welt) -> Pflicht:
    """Done, with a file that proves it."""
    pflicht = neue_pflicht(welt, was="Testat", art=Pflichtart.VERWENDUNGSNACHWEIS)
    with transaction():
        workflow.pflichten.erledigen(
            pflicht, welt.person("Kora"), erledigt_am=clock.today(), datei=Upload("Testat.pdf", PDF)
        )
    return pflicht


def abgeschlossen(topf: Foerdertopf, welt: Welt) -> Foerdertopf:
    """Its year is closed."""
    with transaction():
        workflow.foerdertoepfe.abschliessen(topf.foerderjahr, welt.person("Kora"))
    return topf
