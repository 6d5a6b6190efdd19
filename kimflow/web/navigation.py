"""The main navigation: what this person may open, in the order of the chain."""

from dataclasses import dataclass

from flask import Flask, current_app, g, request, url_for

from kimflow import config, queries
from kimflow.permissions import Permission, can
from kimflow.web.access import me_or_none
from kimflow.workflow.acts import ACTS

# Groups in the order of the chain; a group is called like the first of its entries that the person may open.
GRUPPEN = (
    (("Start", "start.index", Permission.START_ANSEHEN),),
    (
        ("Fälle", "fallrekonstruktionen.index", Permission.FALLREKONSTRUKTION_AUFLISTEN),
        ("Meldungen", "meldungen.index", Permission.MELDUNG_AUFLISTEN),
        ("Landkarte", "landkarte.index", Permission.LANDKARTE_ANSEHEN),
    ),
    (
        ("Themen", "themen.index", Permission.THEMA_ANSEHEN),
        ("Weitergaben", "weitergaben.index", Permission.WEITERGABE_ANSEHEN),
    ),
    (
        ("Sitzungen", "sitzungen.index", Permission.SITZUNG_AUFLISTEN),
        ("Beschlüsse", "beschluesse.index", Permission.BESCHLUSS_ANSEHEN),
        ("Aufträge", "auftraege.index", Permission.AUFTRAG_AUFLISTEN),
    ),
    (
        ("Maßnahmen", "massnahmen.index", Permission.MASSNAHME_ANSEHEN),
        ("Zielvereinbarungen", "zielvereinbarungen.index", Permission.ZIELVEREINBARUNG_ANSEHEN),
        ("Förderung", "foerdertoepfe.index", Permission.FOERDERTOPF_ANSEHEN),
        ("Kennzahlen", "kennzahlen.index", Permission.KENNZAHL_ANSEHEN),
        ("Mein Haus", "haeuser.index", Permission.KENNZAHL_HAUS_ANSEHEN),
    ),
    (
        ("Gremien", "gremien.index", Permission.GREMIUM_ANSEHEN),
        ("Institutionen", "institutionen.index", Permission.INSTITUTION_ANSEHEN),
        ("Kommunen", "kommunen.index", Permission.KOMMUNE_ANSEHEN),
    ),
    (("Verwaltung", "verwaltung.index", Permission.VOKABEL_ANSEHEN),),
)

# Pages without an entry of their own belong to another one's.
_GEHOERT_ZU = {
    "abstimmungen": "sitzungen",
    "meine_sitzung": "sitzungen",
    "tischkarten": "sitzungen",
    "nachbereitung": "sitzungen",
    "stellungnahmen": "themen",
    "wirkungscheck": "themen",
    **dict.fromkeys(("buchungen", "stellen", "pflichten"), "foerdertoepfe"),
    **dict.fromkeys(
        ("personen", "importe", "vokabeln", "einstellungen", "post", "exporte", "datenschutz"), "verwaltung"
    ),
}


@dataclass(frozen=True)
class Eintrag:
    """One page of the menu; `aktiv` if the page shown is it or belongs to it."""

    text: str
    url: str
    aktiv: bool


@dataclass(frozen=True)
class Gruppe:
    """Entries that belong together; the first one stands for all of them."""

    eintraege: tuple[Eintrag, ...]

    @property
    def erster(self) -> Eintrag:
        return self.eintraege[0]

    @property
    def aktiv(self) -> bool:
        return any(eintrag.aktiv for eintrag in self.eintraege)


def navigation() -> list[Gruppe]:
    """The groups for the person asking; empty for nobody."""
    person = me_or_none()
    if person is None:
        return []
    here = (request.endpoint or "").partition(".")[0]
    here = _GEHOERT_ZU.get(here, here)
    groups = [
        tuple(
            Eintrag(text, url_for(endpoint), endpoint.partition(".")[0] == here)
            for text, endpoint, permission in group
            if endpoint in current_app.view_functions and can(person, permission)
        )
        for group in GRUPPEN
    ]
    return [Gruppe(entries) for entries in groups if entries]


def bezeichnung(wort: str) -> str:
    """The word this Kreis uses for a body or thing; identifiers stay."""
    if "bezeichnungen" not in g:
        g.bezeichnungen = queries.vokabeln.einstellungen("bezeichnung.")
    return str(g.bezeichnungen.get(f"bezeichnung.{wort}", wort))


def meldung(text: str) -> str:
    """A flash as people read it: "hat …" becomes "Sie haben …". The cookie holds only the act (ZUSAGEN K3)."""
    act = ACTS.get(text)  # type: ignore[call-overload]  # a word of the table, or any other text
    if act is None:
        return text
    return f"Sie haben {act.sentence.removeprefix('hat ')}."


def _context() -> dict[str, object]:
    person = me_or_none()
    return {
        "ich": person,
        "navigation": navigation() if person else [],
        "sucht": person is not None and can(person, Permission.SUCHE_ANSEHEN),
        "kreis": config.current().kreis,
    }


def init_app(app: Flask) -> None:
    app.context_processor(_context)
    app.jinja_env.globals["bezeichnung"] = bezeichnung
    app.jinja_env.globals["meldung"] = meldung
