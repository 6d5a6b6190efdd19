"""The ballot as a form: its fields come from the round, what is valid from workflow/stimmzettel.py."""

import hashlib
from collections.abc import Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectField
from wtforms.fields.choices import Choice, SelectChoice

from kimflow.columns import canonical
from kimflow.models import Abstimmung, Abstimmungsoption, Methode, Stimmabgabe, Stimmentwurf, Stimmwort
from kimflow.web.forms import NICHT_ANGEBOTEN, Formular, absatz, haken, wort, zahl
from kimflow.workflow.stimmzettel import (
    GRUND_AB,
    GRUND_LAENGE,
    WIDERSTAND_BIS,
    Feld,
    Stimmzettel,
    maengel,
    zettel_aus,
)

ENTHALTUNG = Stimmwort.ENTHALTUNG
_FREMD = "Etwas davon gehört nicht zu dieser Abstimmung. Bitte laden Sie die Seite neu."
_DOPPELT = "Etwas davon wurde doppelt gesendet. Bitte laden Sie die Seite neu."


class StimmzettelForm(Formular):
    """The ballot of one Sitz; its fields come from the round, in an order that is the Sitz's own."""

    gemischt = True
    """Whether the Themen come in another order for every Sitz; paper and results keep that of the round."""

    abstimmung: Abstimmung
    optionen: Sequence[Abstimmungsoption]
    entwurf: Stimmentwurf | None = None
    """The draft that stands in the fields; None if they show what has been cast."""

    def einrichten(self, stimmabgabe: Stimmabgabe) -> None:
        self.abstimmung = stimmabgabe.abstimmung
        offered = self.abstimmung.optionen
        self.optionen = _gemischt(offered, stimmabgabe) if self.gemischt else offered
        self.eigene = _felder(self.abstimmung, self.optionen)
        for name, field in self.eigene.items():
            self.ergaenzen(name, field)

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        self.gesendet = MultiDict(formdata or {})
        super().process(formdata, *args, **kwargs)

    def vorbelegen(self, stimmabgabe: Stimmabgabe) -> None:
        cast = zettel_aus(stimmabgabe)
        self._ausfuellen(cast)
        draft = next(iter(stimmabgabe.entwuerfe), None)
        if draft is None or (stimmabgabe.abgegeben_am and draft.gespeichert_am <= stimmabgabe.abgegeben_am):
            return
        for name in self.eigene:
            self[name].process(MultiDict(draft.inhalt))
        self.entwurf = None if self.zettel() == cast else draft

    def _ausfuellen(self, zettel: Stimmzettel) -> None:
        if "wort" in self:
            self["wort"].data = zettel.wort
            if "begruendung" in self:
                self["begruendung"].data = zettel.begruendung
            return
        self["enthaltung"].data = zettel.wort is ENTHALTUNG
        for option in self.optionen:
            abstains = option.id in zettel.enthaltungen
            nothing = 0 if self.abstimmung.methode is Methode.PUNKTE else None
            self.wahl(option).data = ENTHALTUNG if abstains else zettel.werte.get(option.id, nothing)
            if reason := self.grund(option):
                reason.data = zettel.gruende.get(option.id, "")

    def wahl(self, option: Abstimmungsoption) -> Any:
        """The field in which this option gets its points, its place or its resistance."""
        return self[_name(option.id)]

    def grund(self, option: Abstimmungsoption) -> Any:
        """The field for the reason of this option's resistance; None where none is asked."""
        return self._fields.get(_name(("grund", option.id)))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        ballot = {name for name in self.gesendet if name.startswith(("option-", "grund-")) or name in _GANZE}
        if ballot - set(self.eigene):
            self.form_errors.append(_FREMD)
        if any(len(self.gesendet.getlist(name)) > 1 for name in ballot):
            self.form_errors.append(_DOPPELT)
        if not valid or self.form_errors:
            return False
        found = maengel(self.abstimmung, self.zettel())
        for mangel in found:
            self._anmerken(mangel.feld, mangel.grund)
        return not found

    def _anmerken(self, feld: Feld, grund: str) -> None:
        name = "enthaltung" if feld == "wort" and "enthaltung" in self else _name(feld)
        if name not in self:
            self.form_errors.append(grund)
        else:
            self[name].errors = [*self[name].errors, grund]

    def zettel(self) -> Stimmzettel:
        """What was filled in. Zero points are no points."""
        if "wort" in self:
            reason = self["begruendung"].data if "begruendung" in self else ""
            return Stimmzettel(wort=self["wort"].data, begruendung=reason or "")
        given = {option.id: self.wahl(option).data for option in self.optionen}
        is_points = self.abstimmung.methode is Methode.PUNKTE
        return Stimmzettel(
            werte={o: v for o, v in given.items() if isinstance(v, int) and (v or not is_points)},
            wort=ENTHALTUNG if self["enthaltung"].data else None,
            enthaltungen=frozenset(o for o, v in given.items() if v is ENTHALTUNG),
            gruende={o.id: f.data for o in self.optionen if (f := self.grund(o)) is not None and f.data},
        )

    def angaben(self) -> dict[str, Any]:
        return {"zettel": self.zettel()}

    def inhalt(self) -> dict[str, str]:
        """What was sent, valid or not, as a draft keeps it."""
        sent = {name: canonical(self.gesendet[name], lines=True) for name in self.eigene if name in self.gesendet}
        return {name: text[:GRUND_LAENGE] for name, text in sent.items() if text}

    @property
    def bilanz(self) -> str:
        """How far one has come, in words: what is left to give, or what is missing."""
        if "wort" in self:
            return "Noch nichts gewählt" if self["wort"].data is None else ""
        if self["enthaltung"].data:
            return "Enthaltung"
        return _BILANZEN[self.abstimmung.methode](self.abstimmung, self.zettel())


def _name(feld: Feld) -> str:
    if isinstance(feld, tuple):
        return f"grund-{feld[1]}"
    return f"option-{feld}" if isinstance(feld, int) else feld or ""


_GANZE = ("wort", "begruendung", "enthaltung")


def _gemischt(optionen: Sequence[Abstimmungsoption], stimmabgabe: Stimmabgabe) -> list[Abstimmungsoption]:
    """Another order for every Sitz, always the same for one: what stands first gets more. The Null-Lösung is last."""

    def key(option: Abstimmungsoption) -> tuple[bool, str]:
        place = f"{stimmabgabe.abstimmung_id}-{stimmabgabe.sitz_id}-{option.id}"
        return option.ist_null, hashlib.sha256(place.encode()).hexdigest()

    return sorted(optionen, key=key)


def _felder(abstimmung: Abstimmung, optionen: Sequence[Abstimmungsoption]) -> dict[str, Any]:
    if not abstimmung.methode.ist_priorisierung:
        return _zustimmung(abstimmung)
    fields: dict[str, Any] = {}
    for option in optionen:
        fields[_name(option.id)] = _wahl(abstimmung, option)
        if abstimmung.methode is Methode.WIDERSTAND and not abstimmung.ist_geheim:
            fields[_name(("grund", option.id))] = absatz(
                f"Begründung zu {option.text}", GRUND_LAENGE, hilfe=f"Nötig ab {GRUND_AB}."
            )
    return fields | {"enthaltung": haken("Wir enthalten uns ganz", hilfe="Statt einer Wertung.")}


def _zustimmung(abstimmung: Abstimmung) -> dict[str, Any]:
    about = abstimmung.optionen[0].text
    fields = {"wort": wort(f"Wie stimmt Ihr Sitz zu „{about}“?", abstimmung.methode.worte, pflicht=False)}
    if abstimmung.ist_geheim:
        return fields
    needed = "Nötig bei einem schweren Einwand." if Stimmwort.EINWAND in abstimmung.methode.worte else "Freiwillig."
    return fields | {"begruendung": absatz(f"Begründung zu {about}", GRUND_LAENGE, hilfe=needed)}


def _wahl(abstimmung: Abstimmung, option: Abstimmungsoption) -> Any:
    if abstimmung.methode is Methode.PUNKTE:
        return zahl(f"Punkte für {option.text}", 0, abstimmung.hoechstens or 0, default=0)
    if abstimmung.methode is Methode.RANG:
        return _Platz(f"Platz für {option.text}", abstimmung.plaetze or 0)
    return _Stufe(f"Widerstand gegen {option.text}", option)


class _Platz(SelectField):
    """The place of a Thema; data is its number or None."""

    def __init__(self, label: str, plaetze: int, **kw: Any) -> None:
        choices = [
            SelectChoice("", "kein Platz"),
            *(SelectChoice(str(n), f"Platz {n}") for n in range(1, plaetze + 1)),
        ]
        super().__init__(label, choices=choices, validate_choice=False, **kw)

    def iter_choices(self) -> Any:
        for one in self.choices or []:
            yield Choice(one.value, one.label, one.value == str(self.data or ""), {})

    def process_data(self, value: Any) -> None:
        self.data = value

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if text and not (text.isdecimal() and len(text) <= 3):
            raise ValueError(NICHT_ANGEBOTEN)
        self.data = int(text) if text else None


class _Stufe(RadioField):
    """The resistance against a Thema; data is a number, ENTHALTUNG or None for not rated."""

    def __init__(self, label: str, option: Abstimmungsoption, **kw: Any) -> None:
        steps = [SelectChoice(str(n), str(n)) for n in range(WIDERSTAND_BIS + 1)]
        apart = [SelectChoice(ENTHALTUNG.value, "Enthaltung"), SelectChoice("", "nicht bewerten")]
        others = [] if option.ist_null else apart
        super().__init__(label, choices=[*steps, *others], validate_choice=False, **kw)

    def iter_choices(self) -> Any:
        for one in self.choices or []:
            yield Choice(one.value, one.label, one.value == ("" if self.data is None else str(self.data)), {})

    def process_data(self, value: Any) -> None:
        self.data = value

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0] if valuelist else ""
        self.data = None
        if text and text not in {one.value for one in self.choices or []}:
            raise ValueError(NICHT_ANGEBOTEN)
        self.data = ENTHALTUNG if text == ENTHALTUNG.value else int(text) if text else None


def _uebrige_punkte(abstimmung: Abstimmung, zettel: Stimmzettel) -> str:
    total = abstimmung.punkte or 0
    left = total - sum(zettel.werte.values())
    return f"{-left} zu viel von {total} Punkten" if left < 0 else f"Noch {left} von {total} Punkten"


def _vergebene_plaetze(abstimmung: Abstimmung, zettel: Stimmzettel) -> str:
    return f"{len(zettel.werte)} von {abstimmung.plaetze} Plätzen vergeben"


def _bewertete(abstimmung: Abstimmung, zettel: Stimmzettel) -> str:
    rated = len(zettel.werte) + len(zettel.enthaltungen)
    null = next((o for o in abstimmung.optionen if o.ist_null), None)
    missing = f" · „{null.text}“ fehlt noch" if null and rated and null.id not in zettel.werte else ""
    return f"{rated} von {len(abstimmung.optionen)} bewertet{missing}"


_BILANZEN = {
    Methode.PUNKTE: _uebrige_punkte,
    Methode.RANG: _vergebene_plaetze,
    Methode.WIDERSTAND: _bewertete,
}
