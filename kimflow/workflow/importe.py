"""The import of Themen and running Maßnahmen: all of it or nothing, by the acts a person would use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from textwrap import shorten
from typing import Any

from kimflow.models import Beschluss, Gremium, Person, Quellenart, Thema, ThemaStatus
from kimflow.permissions import Permission, can
from kimflow.workflow import beschluesse, massnahmen, themen
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.importdateien import Importzeile
from kimflow.workflow.importpruefung import Befund, Stand, Zuordnung, pruefen
from kimflow.workflow.wirkungen import Wirkung

_UNBEKANNTE_ANGABEN = (
    "wirkung_menschen",
    "wirkung_stellen",
    "warum_jetzt",
    "gefragt",
    "moeglichkeiten",
    "doppelstruktur",
)


@dataclass(frozen=True)
class Ergebnis:
    """What was imported."""

    themen: int
    massnahmen: int
    unveraendert: int
    ausgelassen: int

    def __str__(self) -> str:
        return (
            f"{self.themen} Themen und {self.massnahmen} Maßnahmen aufgenommen, "
            f"{self.unveraendert} Zeilen waren schon da, {self.ausgelassen} ausgelassen."
        )


def importieren(
    person: Person, zeilen: Iterable[Importzeile], zuordnung: Zuordnung, *, auslassen: bool = False
) -> Ergebnis:
    """Take everything in, or nothing: inside transaction(). Raises Obstructed unless hindered rows may be left out."""
    if not can(person, Permission.THEMA_IMPORTIEREN):
        raise Forbidden(Permission.THEMA_IMPORTIEREN)
    vorschau = pruefen(zeilen, zuordnung)
    if vorschau.gehindert and not auslassen:
        raise Obstructed(*(f"Zeile {b.zeile.nummer}: {' '.join(b.meldungen)}" for b in vorschau.gehindert[:20]))
    neue = [befund for befund in vorschau.befunde if befund.stand is Stand.NEU]
    aufnahme = _Aufnahme(person)
    for befund in neue:
        if befund.art == "thema":
            aufnahme.thema(befund, befund.titel, befund.beschreibung)
    aufnahme.massnahmen([befund for befund in neue if befund.art == "massnahme"])
    vorhandene = vorschau.anzahl(Stand.VORHANDEN)
    return Ergebnis(aufnahme.gezaehlt, aufnahme.nacherfasst, vorhandene, len(vorschau.befunde) - len(neue) - vorhandene)


@dataclass
class _Aufnahme:
    """One import being written, by the same acts a person would use."""

    person: Person
    neu: dict[str, Thema] = field(default_factory=dict)
    gezaehlt: int = 0
    nacherfasst: int = 0

    def thema(self, befund: Befund, titel: str, problem: str) -> Thema:
        werte = befund.werte
        thema = themen.aufnehmen(
            self.person,
            titel=titel,
            handlungsfeld=werte["handlungsfeld"],
            quellenart=Quellenart.ALTBESTAND,
            quelle=werte["quelle"],
            datum=werte["datum"],
        )
        leer = dict.fromkeys(_UNBEKANNTE_ANGABEN, "")
        themen.bearbeiten(
            thema,
            self.person,
            titel=titel,
            problem=problem,
            handlungsfeld=werte["handlungsfeld"],
            rechtskreise=werte["rechtskreise"],
            kommunen=werte["kommunen"],
            **leer,
        )
        self.neu.setdefault(titel, thema)
        self.gezaehlt += 1
        return thema

    def massnahmen(self, befunde: Sequence[Befund]) -> None:
        """Maßnahmen under their Themen, one Beschluss for all that one document decided."""
        groups: dict[tuple[int, date, str], list[Befund]] = {}
        for befund in befunde:
            werte = befund.werte
            groups.setdefault((werte["gremium"].id, werte["beschlossen_am"], werte["beschluss"]), []).append(befund)
        for group in groups.values():
            places = [(befund, self._ort(befund)) for befund in group]
            beschluss = self._beschluss(group[0].werte, [befund.titel for befund in group], [t for _, t in places])
            for befund, thema in places:
                self._massnahme(befund, thema, beschluss)

    def _ort(self, befund: Befund) -> Thema:
        """The Thema a Maßnahme stands under: found before, taken in just now, or made for it."""
        titel = befund.werte["thema"]
        return befund.werte["vorhanden"] or self.neu.get(titel) or self.thema(befund, titel, "")

    def _beschluss(self, werte: Mapping[str, Any], titel: Sequence[str], orte: Sequence[Thema]) -> Beschluss:
        gremium: Gremium = werte["gremium"]
        offene = {thema.id: thema for thema in orte if thema.status is ThemaStatus.GESAMMELT}
        return beschluesse.nacherfassen(
            gremium,
            self.person,
            wortlaut=shorten(f"Früherer Beschluss über: {'; '.join(titel)}", 3900, placeholder=" …"),
            gefasst_am=werte["beschlossen_am"],
            quelle=werte["beschluss"],
            wirkungen=[Wirkung(Permission.THEMA_VEREINBAREN, thema) for thema in offene.values()],
        )

    def _massnahme(self, befund: Befund, thema: Thema, beschluss: Beschluss) -> None:
        werte = befund.werte
        massnahmen.nacherfassen(
            thema,
            self.person,
            beschluss=beschluss,
            titel=befund.titel,
            beschreibung=befund.beschreibung,
            art=werte["massnahmeart"],
            institution=werte["institution"],
            verantwortlich=werte["verantwortlich"],
            frist=werte["frist"],
        )
        self.nacherfasst += 1
