"""The letter about what comes up again: one per person and day, each thing with its link."""

from collections.abc import Sequence

from kimflow import clock
from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Person
from kimflow.queries.wiedervorlagen import Vorlage, Wiedervorlage

HOECHSTENS = 40
"""How many things one letter lists; the start page holds the rest."""

_WORTE: dict[Vorlage, tuple[str, str]] = {
    Vorlage.THEMA: ("Thema {nummer}: Wiedervorlage", "/themen/{nummer}"),
    Vorlage.WEITERGABE: ("Weitergabe zu {nummer} nachfassen", "/themen/{nummer}#weitergaben"),
    Vorlage.RUHENDE: ("Maßnahme {nummer} wieder aufnehmen", "/massnahmen/{nummer}"),
    Vorlage.WIRKUNG: ("Wirkung der Maßnahme {nummer} prüfen", "/massnahmen/{nummer}"),
    Vorlage.BESCHLUSS: ("Beschluss {nummer}: Gremienvorbehalt klären", "/beschluesse/{nummer}"),
    Vorlage.VORBEHALT: (
        "Zielvereinbarung {nummer} ({wort}): Gremienvorbehalt klären",
        "/zielvereinbarungen/{nummer}",
    ),
    Vorlage.ZEICHNUNG: ("Zielvereinbarung {nummer}: Zeichnungen fehlen", "/zielvereinbarungen/{nummer}"),
    Vorlage.MESSUNG: ("Messung zu {nummer} eintragen", "/indikatoren/{id}/messwert_erfassen"),
    Vorlage.UEBERPRUEFUNG: ("Zielvereinbarung {nummer} überprüfen", "/ueberpruefungen/{id}/festhalten"),
    Vorlage.PFLICHT: ("Pflicht gegenüber dem Land: {wort}, Frist {frist:%d.%m.%Y}", "/pflichten/{id}"),
    Vorlage.MASSNAHME: ("Maßnahme {nummer} ist überfällig", "/massnahmen/{nummer}"),
}
"""What a letter says of it, and its page."""


def anstehende(an: Person, found: Sequence[Wiedervorlage]) -> Brief:
    """To one who has to look. The mark is the moment: what was told is kept elsewhere."""
    return schreiben(
        an,
        _was(found[0]) if len(found) == 1 else f"Wiedervorlagen: {len(found)} Punkte",
        "wiedervorlagen",
        clock.now().isoformat(),
        zeilen=[(_was(one), one.tag, adresse(_seite(one))) for one in found[:HOECHSTENS]],
        weitere=len(found[HOECHSTENS:]),
        start=adresse("/"),
        heute=clock.today(),
    )


def _was(one: Wiedervorlage) -> str:
    return _WORTE[one.art][0].format(nummer=one.nummer, wort=one.wort, frist=one.frist)


def _seite(one: Wiedervorlage) -> str:
    return _WORTE[one.art][1].format(nummer=one.nummer, id=one.id)
