"""Generating sections: figures are replaced, what people wrote is never touched."""

from collections.abc import Mapping
from dataclasses import dataclass

from kimflow import clock, queries
from kimflow.db import session
from kimflow.models import Bericht, Berichtsabschnitt, Berichtszahl, Berichtszeile, Person
from kimflow.queries import bezeichnungen
from kimflow.queries.berichte import Bestand, Rahmen
from kimflow.workflow.berichte.abschnittsarten import erzeugt
from kimflow.workflow.berichte.arten import ARTEN, Art
from kimflow.workflow.berichte.teile import Ding, Erzeugt, Zahl, in_worten


def rahmen(bericht: Bericht) -> Rahmen:
    return Rahmen(bericht.von, bericht.bis, bericht.stichtag)


def alle(art: Art, bestand: Bestand) -> dict[str, Erzeugt]:
    """Section key → what it would say, in the order of the kind."""
    return {one.schluessel: erzeugt(one, bestand) for one in art.abschnitte}


def einrichten(bericht: Bericht, person: Person) -> None:
    """Give a new report all sections of its kind."""
    kind, bestand = ARTEN[bericht.art], Bestand(person, rahmen(bericht))
    for position, one in enumerate(kind.abschnitte, 1):
        title = bezeichnungen.eingesetzt(one.titel)
        section = Berichtsabschnitt(position=position, schluessel=one.schluessel, titel=title, text=one.vorgabe)
        _eintragen(section, erzeugt(one, bestand), {})
        bericht.abschnitte.append(section)


def erneuern(abschnitt: Berichtsabschnitt, bestand: Bestand) -> None:
    """Generate one section anew and keep, beside each figure, what it was before."""
    kind = ARTEN[abschnitt.bericht.art].abschnitt(abschnitt.schluessel)
    if kind is None:
        return
    before = {zahl.schluessel: zahl.wert for zahl in abschnitt.zahlen}
    abschnitt.zahlen.clear()
    session().flush()  # the old keys go before the new ones come
    _eintragen(abschnitt, erzeugt(kind, bestand), before)
    abschnitt.bericht.aenderungen += 1


def _eintragen(abschnitt: Berichtsabschnitt, neu: Erzeugt, before: Mapping[str, int]) -> None:
    abschnitt.erzeugt, abschnitt.erzeugt_am = bezeichnungen.eingesetzt(neu.text), clock.now()
    abschnitt.zahlen.extend(
        _zahl(position, zahl, before.get(zahl.schluessel)) for position, zahl in enumerate(neu.zahlen, 1)
    )


def _zahl(position: int, zahl: Zahl, vorher: int | None) -> Berichtszahl:
    return Berichtszahl(
        position=position,
        schluessel=zahl.schluessel,
        name=bezeichnungen.eingesetzt(zahl.name),
        einheit=zahl.einheit,
        wert=zahl.wert,
        vorher=vorher,
        verdeckt_unter=zahl.verdeckt_unter,
        zeilen=[_zeile(place, ding) for place, ding in enumerate(zahl.dinge, 1)],
    )


def _zeile(position: int, ding: Ding) -> Berichtszeile:
    return Berichtszeile(
        position=position,
        sorte=ding.sorte,
        gegenstand_id=ding.id,
        adresse=ding.adresse,
        nummer=ding.nummer,
        titel=ding.titel[:300],
        angabe=ding.angabe[:300],
        beitrag=ding.beitrag,
    )


@dataclass(frozen=True)
class Unterschied:
    """A figure that would be another one today; an end that is empty was or will not be there."""

    name: str
    im_entwurf: str
    jetzt: str


def unterschiede(abschnitte: list[Berichtsabschnitt], bestand: Bestand) -> list[Unterschied]:
    """Which figures of these sections (of one report) would change if they were generated now."""
    found = []
    for section in abschnitte:
        kind = ARTEN[section.bericht.art].abschnitt(section.schluessel)
        if kind is None:
            continue
        then = {z.schluessel: (z.name, in_worten(z.wert, z.einheit, z.verdeckt_unter)) for z in section.zahlen}
        new = erzeugt(kind, bestand).zahlen
        now = {z.schluessel: (z.name, in_worten(z.wert, z.einheit, z.verdeckt_unter)) for z in new}
        for key in {**then, **now}:
            name = now.get(key, then.get(key, ("", "")))[0]
            old, current = then.get(key, ("", ""))[1], now.get(key, ("", ""))[1]
            if old != current:
                found.append(Unterschied(name, old, current))
    return found


def vergleich(bericht: Bericht, person: Person) -> list[Unterschied]:
    """The same for a whole report with its sections and figures."""
    return unterschiede(list(bericht.abschnitte), queries.berichte.Bestand(person, rahmen(bericht)))
