"""The result of a round as a paper: the words and tables of its page and its files, in the same order."""

from collections.abc import Iterator

from kimflow.exports.bloecke import Block
from kimflow.exports.papierteile import absatz, angaben, tabelle, ueberschrift
from kimflow.models import Abstimmung
from kimflow.queries.ergebnisse import Ergebnis
from kimflow.web.ergebnisse import saetze, tabellen, umstaende
from kimflow.web.filters import zeitpunkt


def ergebnispapier(abstimmung: Abstimmung, ergebnis: Ergebnis) -> list[Block]:
    """Everything the page says but the bars, whose numbers stand in the table."""
    return list(_bloecke(abstimmung, ergebnis))


def _bloecke(abstimmung: Abstimmung, ergebnis: Ergebnis) -> Iterator[Block]:
    top = abstimmung.top
    yield angaben(
        [
            ("Frage", abstimmung.frage),
            ("Gremium", abstimmung.gremium.name),
            ("Verfahren", f"{top.sitzung.nummer} {top}" if top else "Umlauf, ohne Sitzung"),
            ("Geschlossen am", zeitpunkt(abstimmung.geschlossen_am)),
            ("Stand", "" if abstimmung.ist_festgestellt else "ausgezählt, aber noch nicht festgestellt"),
        ]
    )
    yield ueberschrift("Ergebnis")
    yield absatz(ergebnis.satz, fett=True)
    main, *others = tabellen(ergebnis)
    yield tabelle(main)
    yield angaben([*saetze(ergebnis), *umstaende(abstimmung, ergebnis)])
    for other in others:
        yield ueberschrift(other.titel)
        yield tabelle(other)
