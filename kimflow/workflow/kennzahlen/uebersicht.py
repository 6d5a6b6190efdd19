"""The tables of the page Kennzahlen, by key and in order."""

from collections.abc import Callable, Sequence
from datetime import date

from kimflow.models import Massnahme, ZielvereinbarungStatus
from kimflow.queries.gremien import LAUFENDE
from kimflow.queries.kennzahlen import Bestand
from kimflow.workflow.acts import lesbar
from kimflow.workflow.auslastung import auslastung
from kimflow.workflow.kennzahlen.massnahmen import ampeln, geschehen, klasse, kommunen, mit_termin, verzuege
from kimflow.workflow.kennzahlen.tafeln import Fenster, Zahlentafel, Zeile, Zelle, gezaehlt, thema, vereinbarung
from kimflow.workflow.kennzahlen.themen import warten
from kimflow.workflow.kennzahlen.wege import wege


def vereinbarungen(bestand: Bestand) -> Zahlentafel:
    return Zahlentafel(
        "zielvereinbarungen",
        "Zielvereinbarungen nach Stand",
        "Stand heute.",
        "Stand",
        {"anzahl": "Zielvereinbarungen"},
        [
            Zeile(
                one.value,
                lesbar(one),
                [gezaehlt(vereinbarung(row) for row in bestand.vereinbarungen if row.status is one)],
            )
            for one in ZielvereinbarungStatus
        ],
        ("anzahl",),
        "Noch gibt es keine Zielvereinbarung.",
    )


def projektgruppen(bestand: Bestand, heute: date) -> Zahlentafel:
    """What each Projektgruppe of today carries; a figure of the group, not of who is in it."""
    rows = []
    for group in bestand.lasten:
        running = [t for t in bestand.themen if t.projektgruppe_id == group.id and t.status in LAUFENDE]
        measures = [m for m in bestand.massnahmen if m.projektgruppe_id == group.id and m.status in Massnahme.LAUFENDE]
        late = [m for m in measures if klasse(m, heute).ist_ueberfaellig]
        rows.append(
            Zeile(
                str(group.id),
                group.name,
                [
                    gezaehlt(thema(t, lesbar(t.status)) for t in running),
                    Zelle(group.hoechstlast),
                    Zelle(auslastung(group, heute).wort),
                    gezaehlt(mit_termin(measures)),
                    gezaehlt(mit_termin(late)),
                ],
            )
        )
    return Zahlentafel(
        "projektgruppen",
        "Auslastung ‹der Projektgruppen:gen›",
        "Stand heute. Themen, die beauftragt, als Vorschlag eingereicht oder vereinbart sind, und die Grenze, die "
        "‹bei der Projektgruppe:dat› eingetragen ist. In die Auslastung gehen auch Fristen, überfällige "
        "Meilensteine und die Zahl der Mitglieder ein; die Regel steht auf der Seite ‹der Projektgruppe:gen›. "
        "Alphabetisch, keine Rangfolge.",
        "‹Projektgruppe:nom›",
        {
            "themen": "Laufende Themen",
            "grenze": "Grenze",
            "last": "Auslastung",
            "massnahmen": "Laufende Maßnahmen",
            "ueberfaellig": "Davon überfällig",
        },
        rows,
        ("themen",),
        "Noch trägt ‹keine Projektgruppe:nom› ein Thema.",
    )


TAFELN: dict[str, Callable[[Bestand, Fenster, date], Zahlentafel]] = {
    "warten": lambda bestand, fenster, heute: warten(bestand, heute),
    "wege": lambda bestand, fenster, heute: wege(bestand, fenster),
    "zeitraum": lambda bestand, fenster, heute: geschehen(bestand, fenster),
    "ampel": lambda bestand, fenster, heute: ampeln(bestand, heute),
    "verzug": lambda bestand, fenster, heute: verzuege(bestand, heute),
    "kommunen": lambda bestand, fenster, heute: kommunen(bestand),
    "zielvereinbarungen": lambda bestand, fenster, heute: vereinbarungen(bestand),
    "projektgruppen": lambda bestand, fenster, heute: projektgruppen(bestand, heute),
}
"""Key in the address → the function that counts."""


def tafel(schluessel: str, bestand: Bestand, fenster: Fenster, heute: date) -> Zahlentafel:
    return TAFELN[schluessel](bestand, fenster, heute)


def tafeln(bestand: Bestand, fenster: Fenster, heute: date) -> Sequence[Zahlentafel]:
    """All of them; the rows are read once."""
    return [count(bestand, fenster, heute) for count in TAFELN.values()]
