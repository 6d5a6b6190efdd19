"""Reports as pages and files: a figure is a link on the page and a word in the file, and both are the same one."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for
from markupsafe import Markup

from kimflow import queries, workflow
from kimflow.exports import berichtszahlen, tabelle_csv
from kimflow.exports.berichtszahlen import JSON, Kontrollzahl
from kimflow.exports.bloecke import mit_titel
from kimflow.exports.papiere import Papier
from kimflow.models import Bericht, Berichtsabschnitt, Berichtsart, Berichtszahl, Berichtszeile, Einheit, Person
from kimflow.queries.berichte import SORTEN, Rahmen
from kimflow.queries.niederschrift.worte import freitext
from kimflow.web import bezeichnungen
from kimflow.web.dateien import CSV
from kimflow.web.dokumente import FORMATE, Datei
from kimflow.web.filters import markdown
from kimflow.web.tabellen import dateiname, mitgenommen
from kimflow.workflow.berichte import ARTEN, EINHEITEN, PLATZ, eingesetzt, in_worten


@dataclass(frozen=True)
class Zahlenzeile:
    """A figure as the page lists it; `vorher` is empty unless it changed when it was generated anew."""

    name: str
    wert: str
    einheit: str
    vorher: str
    url: str


def worte(zahl: Berichtszahl) -> str:
    return in_worten(zahl.wert, zahl.einheit, zahl.verdeckt_unter)


def zahlen(bericht: Bericht, abschnitt: Berichtsabschnitt) -> list[Zahlenzeile]:
    """The figures of a section with the pages of what they count."""
    return [
        Zahlenzeile(zahl.name, worte(zahl), EINHEITEN[zahl.einheit], _vorher(zahl), zur_zahl(bericht, zahl.schluessel))
        for zahl in abschnitt.zahlen
    ]


def _vorher(zahl: Berichtszahl) -> str:
    """While it is a draft: two counts beside each other tell of a small number what none of them does."""
    if zahl.vorher is None or zahl.vorher == zahl.wert or zahl.verdeckt_unter is not None:
        return ""
    return in_worten(zahl.vorher, zahl.einheit, None)


def zur_zahl(bericht: Bericht, schluessel: str) -> str:
    return url_for("berichte.zahl", nummer=bericht.nummer, schluessel=schluessel)


def erzeugter_text(bericht: Bericht, abschnitt: Berichtsabschnitt) -> Markup:
    """The generated part as HTML, each figure a link to what it counts."""
    places = {zahl.schluessel: f"{PLATZ[0]}{number}{PLATZ[1]}" for number, zahl in enumerate(abschnitt.zahlen)}
    shown = markdown(eingesetzt(abschnitt.erzeugt, places), 1)
    for zahl in abschnitt.zahlen:
        link = Markup('<a class="kern-link" href="{}">{}</a>').format(zur_zahl(bericht, zahl.schluessel), worte(zahl))
        shown = shown.replace(places[zahl.schluessel], link)
    return _gerahmt(shown, abschnitt.titel)


def _gerahmt(html: Markup, titel: str) -> Markup:
    """Each table in a frame that scrolls by itself, with touch and keyboard, on a narrow screen."""
    first, *tables = html.split("<table>")
    frame = Markup('<div class="kf-tabellenrahmen" role="region" tabindex="0" aria-label="{}, Tabelle {}"><table>')
    ends = (table.replace(Markup("</table>"), Markup("</table></div>")) for table in tables)
    return first + Markup("").join(frame.format(titel, number) + table for number, table in enumerate(ends, 1))


def eigener_text(abschnitt: Berichtsabschnitt) -> Markup:
    """What people wrote, its headings below that of the section as in the file."""
    return markdown(freitext(abschnitt.text), 1)


def zur_sache(zeile: Berichtszeile) -> str:
    """The page of one thing a figure counts."""
    endpoint, argument = SORTEN[zeile.sorte].seite
    values: dict[str, Any] = {argument: zeile.adresse}
    return url_for(endpoint, **values)


def bericht_datei(bericht: Bericht, format: str) -> Datei:
    """The report as a file. A closed one is made of what was laid down, a draft of what stands there now."""
    closed = not bericht.ist_entwurf
    text = bericht.text if closed else workflow.berichte.text(bericht)
    letterhead = bericht.briefkopf if closed else workflow.berichte.briefkopf()
    write, kind = FORMATE[format]
    title, blocks = mit_titel(text)
    head = f"{bericht.nummer}, {ARTEN[bericht.art].name}{'' if closed else ', Entwurf'}"
    content = write(Papier(title or bericht.nummer, blocks, head, letterhead, eng=ARTEN[bericht.art].eng))
    name = dateiname(bericht.nummer, ARTEN[bericht.art].name, "" if closed else "Entwurf")
    return content, kind, f"{name}.{format}"


def vermerkt(gefunden: Datei) -> Datei:
    """The same, once it is written down that it is taken along."""
    mitgenommen(gefunden[2].rpartition(".")[0], gefunden[2].rpartition(".")[2], 1)
    return gefunden


def zahlen_json(bericht: Bericht) -> Datei:
    """The figures of a report for machines."""
    head = {"bericht": bericht.nummer, "art": bericht.art.value, **_kopf(workflow.berichte.rahmen(bericht))}
    return berichtszahlen.als_json(head, _kontrollzahlen(bericht)), JSON, f"{bericht.nummer}-Zahlen.json"


def zahlen_csv(bericht: Bericht) -> Datei:
    """The same as a table."""
    table = berichtszahlen.als_tabelle(bericht.nummer, bericht.stichtag, _kontrollzahlen(bericht))
    return tabelle_csv.schreiben(table), CSV, f"{bericht.nummer}-Zahlen.csv"


def laufende_zahlen(rahmen: Rahmen, person: Person) -> list[Kontrollzahl]:
    """The figures of a Sachbericht as they would be today, without a report."""
    art = ARTEN[Berichtsart.SACHBERICHT]
    made = workflow.berichte.alle(art, queries.berichte.Bestand(person, rahmen))
    return [
        _kontrollzahl(one.titel, z.schluessel, z.name, z.wert, z.einheit, z.verdeckt_unter)
        for one in art.abschnitte
        for z in made[one.schluessel].zahlen
    ]


def laufende_json(rahmen: Rahmen, person: Person) -> Datei:
    """The same for machines."""
    found = berichtszahlen.als_json(_kopf(rahmen), laufende_zahlen(rahmen, person))
    return found, JSON, f"Controlling-{rahmen.jahr}.json"


def laufende_csv(rahmen: Rahmen, person: Person) -> Datei:
    """The same as a table."""
    table = berichtszahlen.als_tabelle(f"Controlling {rahmen.jahr}", rahmen.stichtag, laufende_zahlen(rahmen, person))
    return tabelle_csv.schreiben(table), CSV, f"Controlling-{rahmen.jahr}.csv"


def _kopf(rahmen: Rahmen) -> dict[str, str]:
    days = {"von": rahmen.von, "bis": rahmen.bis, "stichtag": rahmen.stichtag}
    return {name: day.isoformat() for name, day in days.items()}


def _kontrollzahlen(bericht: Bericht) -> list[Kontrollzahl]:
    return [
        _kontrollzahl(section.titel, zahl.schluessel, zahl.name, zahl.wert, zahl.einheit, zahl.verdeckt_unter)
        for section in bericht.abschnitte
        for zahl in section.zahlen
    ]


_TEILER = {Einheit.EURO: Decimal("0.01"), Einheit.STELLEN: Decimal("0.01"), Einheit.MONATE: Decimal("0.1")}


def _kontrollzahl(
    abschnitt: str, kennung: str, name: str, wert: int, einheit: Einheit, verdeckt_unter: int | None
) -> Kontrollzahl:
    value: int | Decimal | None = wert * _TEILER[einheit] if einheit in _TEILER else wert
    shown = in_worten(wert, einheit, verdeckt_unter)
    abschnitt, name = bezeichnungen.eingesetzt(abschnitt), bezeichnungen.eingesetzt(name)
    return Kontrollzahl(
        kennung, abschnitt, name, None if verdeckt_unter is not None else value, EINHEITEN[einheit], shown
    )
