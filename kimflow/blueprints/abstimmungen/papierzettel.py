"""Ballots to fill in by hand: the fields of the ballot on a screen, as boxes on paper. A page of its own per Sitz."""

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any, cast

from kimflow.blueprints.abstimmungen.stimmzettel import StimmzettelForm
from kimflow.exports.bloecke import Bild, Block, Seitenumbruch
from kimflow.exports.papierteile import absatz, angaben, kasten, ueberschrift
from kimflow.exports.qr import qr_png
from kimflow.mail.briefe import adresse
from kimflow.models import Abstimmung, Abstimmungsoption, Methode, Stimmabgabe
from kimflow.web.ergebnisse import gross
from kimflow.web.filters import zeitpunkt
from kimflow.workflow.auszaehlung import regel, regel_sichtbarkeit
from kimflow.workflow.stimmzettel import ERKLAERUNGEN

ZEILE, GRUND, KREUZ = 1.1, 1.3, 0.9
"""How high a box is to write a number, a reason or a cross into, in centimetres."""


class Vordruck(StimmzettelForm):
    """The ballot of a round before anybody fills it in, with the Themen in the order of the round."""

    gemischt = False


def vordruck(abstimmung: Abstimmung) -> Vordruck:
    form = Vordruck(formdata=None)
    form.einrichten(cast("Stimmabgabe", SimpleNamespace(abstimmung=abstimmung)))
    form.process(None)
    return form


def papierzettel(abstimmung: Abstimmung, fehlende: Sequence[Stimmabgabe]) -> list[Block]:
    """A sheet for the office, a ballot for every Sitz in `fehlende`, and one without a Sitz; with code and address."""
    form = vordruck(abstimmung)
    found = [*_begleitblatt(abstimmung, fehlende)]
    for one in fehlende:
        way = adresse(f"/abstimmungen/{abstimmung.nummer}/papier/{one.id}")
        found += [Seitenumbruch(), *_zettel(form, str(one.sitz)), *_code(way, str(one.sitz))]
    way = adresse(f"/abstimmungen/{abstimmung.nummer}")
    return [*found, Seitenumbruch(), *_zettel(form, ""), *_code(way, "")]


def _begleitblatt(abstimmung: Abstimmung, fehlende: Sequence[Stimmabgabe]) -> Iterator[Block]:
    yield angaben(
        [
            ("Frage", abstimmung.frage),
            ("Gremium", str(abstimmung.gremium)),
            ("Ende", zeitpunkt(abstimmung.endet_am) if abstimmung.endet_am else "wenn sie geschlossen wird"),
        ]
    )
    yield ueberschrift("Für ‹die Koordination:akk›")
    yield absatz(
        "Dieses Blatt bleibt im Büro. Danach kommt ein Stimmzettel für jeden Sitz, der noch nicht abgestimmt hat, und "
        "zuletzt einer ohne Sitz, falls ein Blatt verloren geht. Was zurückkommt, erfasst eine Person, eine zweite "
        "bestätigt es, ohne die erste Eingabe zu sehen. Der Code auf dem Blatt öffnet nach der Anmeldung genau diesen "
        "Schritt. Stimmt der Sitz inzwischen selbst ab, gilt das."
    )
    rows = [[str(one.sitz), "", "", "", ""] for one in fehlende]
    yield kasten(["Sitz", "Ausgegeben", "Zurück", "Erfasst", "Bestätigt"], rows, KREUZ, breiten=(36, 18, 14, 14, 18))


def _zettel(form: Vordruck, sitz: str) -> Iterator[Block]:
    abstimmung = form.abstimmung
    yield ueberschrift(f"Stimmzettel für {sitz}" if sitz else "Stimmzettel ohne eingetragenen Sitz")
    if not sitz:
        yield kasten(["Sitz, für den dieser Stimmzettel gilt"], [[""]], ZEILE)
    yield absatz(f"{abstimmung.nummer}: {abstimmung.frage}", fett=True)
    yield absatz(regel(abstimmung))
    yield absatz(
        f"{regel_sichtbarkeit(abstimmung)} Dieses Blatt lesen die zwei Personen, die es erfassen und bestätigen."
    )
    yield from _FELDER[abstimmung.methode](form)
    if abstimmung.methode.ist_priorisierung:
        box = form["enthaltung"]
        yield kasten([box.description, "Kreuz"], [[box.label.text, ""]], KREUZ, breiten=(85, 15))
    whose = f"Für {sitz}: Name, Funktion" if sitz else "Name, Funktion"
    yield kasten([whose, "Datum", "Unterschrift"], [["", "", ""]], GRUND, breiten=(40, 20, 40))
    until = f" bis {zeitpunkt(abstimmung.endet_am)}" if abstimmung.endet_am else ""
    yield absatz(f"Bitte zurück an ‹die Koordination:akk›{until}.")


def _punkte(form: Vordruck) -> Iterator[Block]:
    most, total = form.abstimmung.hoechstens, form.abstimmung.punkte
    rows = [*([option.text, ""] for option in form.optionen), [f"Zusammen höchstens {total}", ""]]
    yield kasten(["Thema", f"Punkte, je höchstens {most}"], rows, ZEILE, breiten=(78, 22))


def _rang(form: Vordruck) -> Iterator[Block]:
    places = form.abstimmung.plaetze or 0
    heading = "Platz 1" if places == 1 else f"Platz 1 bis {places}"
    yield kasten(["Thema", heading], [[option.text, ""] for option in form.optionen], ZEILE, breiten=(78, 22))


def _widerstand(form: Vordruck) -> Iterator[Block]:
    yield absatz("0 = kein Einwand, 10 = auf keinen Fall. Bitte ein Kreuz je Thema; ohne Kreuz ist es nicht bewertet.")
    for option in form.optionen:
        yield ueberschrift(option.text, 2)
        yield from _skala(form, option)


def _skala(form: Vordruck, option: Abstimmungsoption) -> Iterator[Block]:
    if option.ist_null:
        yield absatz("Zum Vergleich, bitte immer bewerten: Was ist schlechter, als nichts zu ändern?")
    steps = [choice.label for choice in form.wahl(option).choices if choice.value]
    yield _kreuze(steps)
    reason: Any = form.grund(option)
    yield kasten([f"Begründung. {reason.description}"], [[""]], GRUND)


def _kreuze(stufen: Sequence[str]) -> Block:
    """A box under each step; a word takes more room than a number."""
    words = sum(not step.isdecimal() for step in stufen)
    number = (100 - 20 * words) // (len(stufen) - words)
    widths = [number if step.isdecimal() else 20 for step in stufen]
    return kasten(stufen, [[""] * len(stufen)], KREUZ, breiten=widths)


def _worte(form: Vordruck) -> Iterator[Block]:
    field, reason = form["wort"], form["begruendung"]
    yield absatz(form.optionen[0].text, fett=True)
    rows = [[f"{gross(choice.label)}: {ERKLAERUNGEN[choice.value]}", ""] for choice in field.choices]
    yield kasten(["Wie stimmt Ihr Sitz? Bitte ein Kreuz.", "Kreuz"], rows, KREUZ, breiten=(85, 15))
    yield kasten([f"Begründung. {reason.description}"], [[""]], 2 * GRUND)


_FELDER = {
    Methode.PUNKTE: _punkte,
    Methode.RANG: _rang,
    Methode.WIDERSTAND: _widerstand,
    Methode.KONSENS: _worte,
    Methode.MEHRHEIT: _worte,
}


def _code(way: str, sitz: str) -> Iterator[Block]:
    yield Bild(qr_png(way), f"QR-Code: diesen Stimmzettel erfassen, {sitz}" if sitz else "QR-Code: zur Abstimmung", 2.2)
    yield absatz(f"Zum Erfassen: {way}")
