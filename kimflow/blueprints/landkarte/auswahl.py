"""What the address of the map asks for, and the fields that write such an address."""

from typing import Any

from flask import request

from kimflow.queries.landkarte import Art, Ausschnitt, Filter, Frage, Paar, Quartal
from kimflow.queries.landkartenworte import TEILUNGEN, Worte

PAPIER = "lenkungsgruppe"
_WOERTER = ("handlungsfeld", "kommune", "ursache", "phase")
_NAMEN = ("ab", "bis", *_WOERTER, "ausschnitt", "fassung", "art", "von", "zu")


def frage(art: Art, worte: Worte) -> Frage:
    return Frage(art, _filter(), _ausschnitt(worte), request.args.get("fassung") == PAPIER)


def paar() -> Paar | None:
    """The Schnittstelle asked for, where both ends are given."""
    von, zu = _id("von"), _id("zu")
    return None if von is None or zu is None else Paar(von, zu)


def art() -> Art:
    return next((one for one in Art if one.value == request.args.get("art")), Art.RECHTSKREIS)


def adresse(filter: Filter) -> dict[str, Any]:
    """The filter as arguments of an address."""
    named = {name: getattr(filter, name) for name in ("ab", "bis", *_WOERTER)}
    return {name: str(wert) for name, wert in named.items() if wert is not None}


def behalten() -> dict[str, Any]:
    """What the address says now, known names only: an address made of it must not take orders from strangers."""
    return {name: request.args[name] for name in _NAMEN if request.args.get(name)}


def _filter() -> Filter:
    return Filter(_quartal("ab"), _quartal("bis"), **{name: _id(name) for name in _WOERTER})


def _ausschnitt(worte: Worte) -> Ausschnitt | None:
    name, _, wert = request.args.get("ausschnitt", "").partition("-")
    offered = [Ausschnitt(name, wort.id) for wort in worte.teile(name)] if name in TEILUNGEN else []
    return next((one for one in offered if str(one.wert) == wert), None)


def _id(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _quartal(name: str) -> Quartal | None:
    jahr, _, quartal = request.args.get(name, "").partition("-")
    known = jahr.isascii() and jahr.isdecimal() and len(jahr) == 4 and quartal in ("1", "2", "3", "4")
    return Quartal(int(jahr), int(quartal)) if known else None


def in_worten(frage: Frage, worte: Worte) -> str:
    """The Ausschnitt of a paper; a filter of exact numbers does not count there."""
    part = frage.ausschnitt
    if part is None:
        return "alles"
    texts = {wort.id: wort.text for wort in worte.teile(part.teilung)}
    return f"{TEILUNGEN[part.teilung].text}: {texts[part.wert]}"


# --- the fields -------------------------------------------------------------------------------------------------


def felder(frage: Frage, worte: Worte, *, genau: bool, wahl: bool) -> list[dict[str, Any]]:
    """Free filters for exact numbers, else one Ausschnitt at a time; `wahl`: which of the two may be chosen."""
    found = _genaue_felder(frage.filter, worte) if genau else [_ausschnittfeld(frage.ausschnitt, worte)]
    if wahl:
        choices = [("", "genau"), (PAPIER, "wie ‹die Lenkungsgruppe:nom› sie liest")]
        found.append({"name": "fassung", "text": "Zahlen", "wert": "" if genau else PAPIER, "optionen": choices})
    return found


def _genaue_felder(filter: Filter, worte: Worte) -> list[dict[str, Any]]:
    quarters = [(f"{jahr}-{quartal}", f"{quartal}. Quartal {jahr}") for jahr, quartal in reversed(worte.quartale)]
    return [
        _feld("ab", "Von", filter.ab, quarters, "Anfang"),
        _feld("bis", "Bis", filter.bis, quarters, "heute"),
        *(
            _feld(name, TEILUNGEN[name].text, getattr(filter, name), _optionen(name, worte, getattr(filter, name)))
            for name in _WOERTER
        ),
    ]


def _feld(name: str, text: str, wert: Any, optionen: list[tuple[Any, str]], alle: str = "alle") -> dict[str, Any]:
    return {"name": name, "text": text, "wert": "" if wert is None else str(wert), "optionen": [("", alle), *optionen]}


def _optionen(teilung: str, worte: Worte, gewaehlt: int | None = None) -> list[tuple[str, str]]:
    return [(str(wort.id), wort.text) for wort in worte.teile(teilung) if wort.aktiv or wort.id == gewaehlt]


def _ausschnittfeld(ausschnitt: Ausschnitt | None, worte: Worte) -> dict[str, Any]:
    groups = [
        (teilung.text, [(f"{name}-{id}", text) for id, text in _optionen(name, worte)])
        for name, teilung in TEILUNGEN.items()
    ]
    chosen = str(ausschnitt) if ausschnitt else ""
    return {
        "name": "ausschnitt",
        "text": "Ausschnitt",
        "wert": chosen,
        "optionen": [("", "alles")],
        "gruppen": [group for group in groups if group[1]],
    }
