"""What a valid ballot is, in one place: the form shows these reasons at its fields, the acts refuse with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kimflow.columns import canonical
from kimflow.models import Abstimmung, Methode, Stimmabgabe, Stimme, Stimmwort

K = Stimmwort
WIDERSTAND_BIS = 10
GRUND_AB = 8
GRUND_LAENGE = 2000
ERKLAERUNGEN: Mapping[Stimmwort, str] = {
    K.ZUSTIMMUNG: "Wir tragen das mit.",
    K.BEDENKEN: "Wir tragen es mit. Die Bedenken werden festgehalten und hindern nicht.",
    K.EINWAND: "So geht es nicht. Bitte begründen; ohne Lösung kommt keine Zustimmung zustande.",
    K.VORBEHALT: "Wir stimmen zu, wenn auch unser eigenes Gremium zustimmt.",
    K.JA: "Wir sind dafür.",
    K.NEIN: "Wir sind dagegen.",
    K.ENTHALTUNG: "Wir äußern uns nicht.",
}
"""What each word means, beside it on every ballot."""

Feld = int | str | tuple[str, int] | None


@dataclass(frozen=True)
class Stimmzettel:
    """One ballot as it was filled in.

    werte: points, place or resistance by option id. wort: of konsens and mehrheit; in a Priorisierung only the
    Enthaltung of the whole ballot. enthaltungen: options of widerstand one abstains from, which is not the same as
    not rating them. gruende: reasons of widerstand by option id.
    """

    werte: Mapping[int, int] = field(default_factory=dict)
    wort: Stimmwort | None = None
    begruendung: str = ""
    enthaltungen: frozenset[int] = frozenset()
    gruende: Mapping[int, str] = field(default_factory=dict)

    def als_angaben(self) -> dict[str, Any]:
        """As JSON can hold it, always with the same keys and in the same order whoever filled it in."""
        return {
            "werte": {str(option): value for option, value in sorted(self.werte.items())},
            "wort": self.wort.value if self.wort else None,
            "begruendung": self.begruendung,
            "enthaltungen": sorted(self.enthaltungen),
            "gruende": {str(option): reason for option, reason in sorted(self.gruende.items()) if reason},
        }

    @classmethod
    def aus(cls, inhalt: Mapping[str, Any]) -> "Stimmzettel":
        """The ballot that als_angaben() wrote down. ValueError for an unknown field or word; rules are maengel()'s."""
        if set(inhalt) - set(cls.__dataclass_fields__):
            raise ValueError("Der Stimmzettel enthält unbekannte Angaben.")
        wort = inhalt.get("wort")
        return cls(
            werte={int(option): value for option, value in inhalt.get("werte", {}).items()},
            wort=None if wort is None else Stimmwort(wort),
            begruendung=inhalt.get("begruendung", ""),
            enthaltungen=frozenset(inhalt.get("enthaltungen", ())),
            gruende={int(option): reason for option, reason in inhalt.get("gruende", {}).items()},
        )


@dataclass(frozen=True)
class Mangel:
    """Why a ballot is not valid. feld: option id, "wort", "begruendung", ("grund", option id) or None for the whole."""

    feld: Feld
    grund: str


def maengel(abstimmung: Abstimmung, zettel: Stimmzettel) -> list[Mangel]:
    """Everything that keeps `zettel` from being counted in `abstimmung`; empty if it is valid."""
    if unreadable := list(_form(abstimmung, zettel)):
        return unreadable
    if abstimmung.methode in (Methode.KONSENS, Methode.MEHRHEIT):
        return [*_wort(abstimmung, zettel), *_begruendung(abstimmung, zettel)]
    return [*_enthaltung(abstimmung, zettel), *_METHODEN[abstimmung.methode](abstimmung, zettel)]


def _form(abstimmung: Abstimmung, zettel: Stimmzettel) -> Iterator[Mangel]:
    """Types and options first: nothing after this has to wonder what it was given."""
    if zettel.wort is not None and zettel.wort not in abstimmung.methode.worte:
        yield Mangel("wort", "Diese Antwort gibt es in dieser Abstimmung nicht.")
    if not isinstance(zettel.begruendung, str) or not all(isinstance(r, str) for r in zettel.gruende.values()):
        yield Mangel(None, "Eine Begründung ist ein Text.")
    offered = {option.id for option in abstimmung.optionen}
    named = [*zettel.werte, *zettel.enthaltungen, *zettel.gruende]
    if any(type(option) is not int or option not in offered for option in named):
        yield Mangel(None, "Etwas davon gehört nicht zu dieser Abstimmung. Bitte laden Sie die Seite neu.")
    for option, value in zettel.werte.items():
        if type(value) is not int or value < 0:
            yield Mangel(option, "Bitte eine ganze Zahl ab 0 eingeben.")


def _wort(abstimmung: Abstimmung, zettel: Stimmzettel) -> Iterator[Mangel]:
    if zettel.werte or zettel.enthaltungen or zettel.gruende:
        yield Mangel(None, "In dieser Abstimmung werden keine Zahlen vergeben.")
    if zettel.wort is None:
        yield Mangel("wort", "Bitte wählen Sie eine Antwort.")
    if zettel.wort is K.EINWAND and not _text(zettel.begruendung):
        yield Mangel("begruendung", "Ein schwerer Einwand braucht eine Begründung.")


def _begruendung(abstimmung: Abstimmung, zettel: Stimmzettel) -> Iterator[Mangel]:
    text = _text(zettel.begruendung)
    if text and abstimmung.ist_geheim:
        yield Mangel("begruendung", _GEHEIM)
    elif len(text) > GRUND_LAENGE:
        yield Mangel("begruendung", _ZU_LANG)


def _enthaltung(abstimmung: Abstimmung, zettel: Stimmzettel) -> Iterator[Mangel]:
    """Of the whole ballot. A resistance of 0 is an answer; 0 points are none."""
    if _text(zettel.begruendung):
        yield Mangel("begruendung", "In dieser Abstimmung gibt es keine Begründung für den ganzen Stimmzettel.")
    is_rating = abstimmung.methode is Methode.WIDERSTAND
    given = bool(zettel.werte) if is_rating else any(zettel.werte.values())
    if zettel.wort is K.ENTHALTUNG and (given or zettel.enthaltungen):
        yield Mangel("wort", "Entweder Enthaltung oder eine Wertung der Themen, nicht beides.")


def _punkte(abstimmung: Abstimmung, zettel: Stimmzettel) -> Iterator[Mangel]:
    total, most = abstimmung.punkte or 0, abstimmung.hoechstens or 0
    yield from _nur_werte(zettel)
    for option, points in zettel.werte.items():
        if points > most:
            yield Mangel(option, f"Höchstens {most} für ein Thema.")
    given = sum(zettel.werte.values())
    if given > total:
        yield Mangel(None, f"Sie haben {given} Punkte vergeben, {total} sind möglich.")
    if not given and zettel.wort is None:
        yield Mangel(None, "Bitte vergeben Sie Punkte oder wählen Sie „Enthaltung“.")


def _rang(abstimmung: Abstimmung, zettel: Stimmzettel) -> Iterator[Mangel]:
    last = abstimmung.plaetze or 0
    yield from _nur_werte(zettel)
    for option, place in zettel.werte.items():
        if not 1 <= place <= last:
            yield Mangel(option, f"Es gibt die Plätze 1 bis {last}.")
        elif list(zettel.werte.values()).count(place) > 1:
            yield Mangel(option, f"Platz {place} ist mehrfach vergeben.")
    used = set(zettel.werte.values())
    if gap := next((place for place in range(1, max(used, default=0)) if place not in used), None):
        yield Mangel(None, f"Platz {gap} fehlt: Die Plätze werden von 1 an ohne Lücke vergeben.")
    if not used and zettel.wort is None:
        yield Mangel(None, "Bitte vergeben Sie mindestens Platz 1 oder wählen Sie „Enthaltung“.")


def _nur_werte(zettel: Stimmzettel) -> Iterator[Mangel]:
    if zettel.enthaltungen or zettel.gruende:
        yield Mangel(None, "Enthaltungen und Begründungen zu einzelnen Themen gibt es in dieser Abstimmung nicht.")


def _widerstand(abstimmung: Abstimmung, zettel: Stimmzettel) -> Iterator[Mangel]:
    for option in abstimmung.optionen:
        if option.ist_null and option.id not in zettel.werte and zettel.wort is None:
            yield Mangel(option.id, f"Bitte bewerten Sie auch „{option.text}“.")
    for option_id, value in zettel.werte.items():
        if value > WIDERSTAND_BIS:
            yield Mangel(option_id, f"Der Widerstand reicht von 0 bis {WIDERSTAND_BIS}.")
        if option_id in zettel.enthaltungen:
            yield Mangel(option_id, "Entweder eine Enthaltung oder eine Bewertung, nicht beides.")
    yield from _gruende(abstimmung, zettel)


def _gruende(abstimmung: Abstimmung, zettel: Stimmzettel) -> Iterator[Mangel]:
    reasons = {option: _text(reason) for option, reason in zettel.gruende.items()}
    for option, reason in reasons.items():
        if reason and abstimmung.ist_geheim:
            yield Mangel(("grund", option), _GEHEIM)
        elif reason and option not in zettel.werte:
            yield Mangel(("grund", option), "Eine Begründung gehört zu einer Bewertung.")
        elif len(reason) > GRUND_LAENGE:
            yield Mangel(("grund", option), _ZU_LANG)
    for option, value in zettel.werte.items():
        if value >= GRUND_AB and not reasons.get(option) and not abstimmung.ist_geheim:
            yield Mangel(("grund", option), f"Ab {GRUND_AB} braucht der Widerstand eine kurze Begründung.")


_METHODEN = {Methode.PUNKTE: _punkte, Methode.RANG: _rang, Methode.WIDERSTAND: _widerstand}
_GEHEIM = "In einer geheimen Abstimmung gibt es keine Begründungen: Sie könnten verraten, wer sie schreibt."
_ZU_LANG = f"Höchstens {GRUND_LAENGE} Zeichen."


def _text(reason: str) -> str:
    """As the column will keep it: a reason of spaces or invisible characters is none."""
    return canonical(reason, lines=True)


def zettel_aus(stimmabgabe: Stimmabgabe) -> Stimmzettel:
    """The stored ballot of a Sitz; an empty one if it has not voted. Not for geheim, where the roll keeps none."""
    if not stimmabgabe.abgegeben:
        return Stimmzettel()
    rows = stimmabgabe.stimmen
    if not stimmabgabe.abstimmung.methode.ist_priorisierung:
        return Stimmzettel(wort=rows[0].wort, begruendung=rows[0].begruendung) if rows else Stimmzettel()
    return Stimmzettel(
        werte={row.option_id: row.wert for row in rows if row.wert is not None},
        wort=None if rows else K.ENTHALTUNG,
        enthaltungen=frozenset(row.option_id for row in rows if row.wort is K.ENTHALTUNG),
        gruende={row.option_id: row.begruendung for row in rows if row.begruendung},
    )


def stimmen_aus(abstimmung: Abstimmung, zettel: Stimmzettel) -> list[Stimme]:
    """The rows that keep a valid ballot. The Enthaltung of a whole Priorisierung has none."""
    if not abstimmung.methode.ist_priorisierung:
        option = abstimmung.optionen[0]
        return [Stimme(option_id=option.id, wort=zettel.wort, begruendung=_text(zettel.begruendung))]
    counts_zero = abstimmung.methode is Methode.WIDERSTAND
    rated = [
        Stimme(option_id=option, wert=value, begruendung=_text(zettel.gruende.get(option, "")))
        for option, value in zettel.werte.items()
        if value or counts_zero
    ]
    return rated + [Stimme(option_id=option, wort=K.ENTHALTUNG) for option in sorted(zettel.enthaltungen)]
