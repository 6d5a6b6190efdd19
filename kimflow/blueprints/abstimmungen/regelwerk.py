"""The rules of a round as a form, while it is prepared: in a Sitzung, as Umlauf, and changed afterwards."""

from collections.abc import Sequence
from typing import Any

from wtforms.fields.choices import SelectChoice

from kimflow import queries
from kimflow.models import (
    Abstimmung,
    Geheimhaltung,
    Gleichstand,
    Gremium,
    Mehrheitsregel,
    Methode,
    Quorum,
    Thema,
    Top,
    Wahlberechtigte,
    Zielvereinbarung,
)
from kimflow.web.forms import Aenderungsformular, Formular, haken, mehrere, wort, zahl, zeile
from kimflow.workflow.abstimmungsregeln import Regeln
from kimflow.workflow.auszaehlung import empfohlene_punkte

# By field: the same word means something else in another one.
_WORTE: dict[str, dict[str, str]] = {
    "methode": {
        Methode.PUNKTE: "Punkte: Jeder Sitz verteilt Punkte auf mehrere Themen",
        Methode.RANG: "Rang: Jeder Sitz setzt seine wichtigsten Themen auf Plätze",
        Methode.WIDERSTAND: "Widerstand: Jeder Sitz sagt von 0 bis 10, wie viel gegen ein Thema spricht",
        Methode.KONSENS: "Konsens: Es gilt, solange kein schwerer Einwand steht",
        Methode.MEHRHEIT: "Mehrheit: Ja oder Nein",
    },
    "geheimhaltung": {
        Geheimhaltung.OFFEN: "offen: Nach dem Schließen sehen alle im Gremium, wie jeder Sitz gestimmt hat",
        Geheimhaltung.VERTRAULICH: "vertraulich: Sichtbar werden nur Summen und Begründungen ohne Namen",
        Geheimhaltung.GEHEIM: "geheim: verschlossene Urne, endgültig; was sie schützt, steht über dem Stimmzettel",
    },
    "mehrheit": {
        Mehrheitsregel.EINFACH: "einfach: mehr Ja als Nein",
        Mehrheitsregel.ABSOLUT: "absolut: mehr als die Hälfte aller stimmberechtigten Sitze",
        Mehrheitsregel.ZWEI_DRITTEL: "zwei Drittel der Stimmen",
    },
    "quorum": {
        Quorum.OHNE: "keine Mindestbeteiligung",
        Quorum.HAELFTE: "mehr als die Hälfte der stimmberechtigten Sitze",
        Quorum.ZWEI_DRITTEL: "mindestens zwei Drittel der stimmberechtigten Sitze",
    },
    "gleichstand": {
        Gleichstand.GETEILT: "Der Platz wird geteilt; bei Ja und Nein ist der Vorschlag nicht angenommen",
        Gleichstand.VORSITZ: "Der Vorsitz entscheidet",
        Gleichstand.STICHRUNDE: "Eine Stichrunde entscheidet",
    },
    "wahlberechtigte": {
        Wahlberechtigte.ALLE: "alle stimmberechtigten Sitze",
        Wahlberechtigte.ANWESENDE: "nur die Sitze, die beim Öffnen anwesend sind",
    },
}
# What only some methods ask for. Whatever stands in the fields of the others does not matter.
NUR_BEI: dict[str, Sequence[Methode]] = {
    "punkte": (Methode.PUNKTE,),
    "hoechstens": (Methode.PUNKTE,),
    "plaetze": (Methode.RANG,),
    "mehrheit": (Methode.MEHRHEIT,),
    "enthaltungen_zaehlen": (Methode.MEHRHEIT,),
    "handelnde_noetig": (Methode.KONSENS, Methode.MEHRHEIT),
    "gleichstand": tuple(m for m in Methode if m is not Methode.KONSENS),
}


def _ausgeschrieben(field: Any, words: Sequence[Any] | None = None) -> None:
    """Say at every choice what it means; offer only `words` if given."""
    offered = [value for value, *_ in field.choices if words is None or value in words]
    field.choices = [SelectChoice(value, _WORTE[field.name][value]) for value in offered]


class RegelnForm(Formular):
    """How a round asks and counts. Offered is what the settings of this installation switch on."""

    frage = zeile("Frage", 300, pflicht=True)
    methode = wort("Art der Abstimmung", Methode)
    punkte = zahl("Punkte je Sitz", 1, 100)
    hoechstens = zahl("Höchstens für ein Thema", 1, 100)
    plaetze = zahl("Plätze", 1, 50, hilfe="Wie viele Themen jeder Sitz auf Plätze setzt.")
    mehrheit = wort("Nötige Mehrheit", Mehrheitsregel, pflicht=False)
    enthaltungen_zaehlen = haken("Enthaltungen zählen mit", hilfe="Dann wirkt eine Enthaltung wie ein Nein.")
    handelnde_noetig = haken(
        "Wer handeln muss, muss zustimmen", hilfe="Bei einer Zielvereinbarung: Keine Mehrheit ersetzt diese Zustimmung."
    )
    geheimhaltung = wort("Wer sieht, wie abgestimmt wurde?", Geheimhaltung)
    gleichstand = wort("Bei Gleichstand", Gleichstand)
    quorum = wort("Beschlussfähigkeit", Quorum)

    def einrichten(self, thing: Any) -> None:
        things = _vorgelegtes(thing)
        switched_on = queries.einstellungen.methoden()
        fitting = [m for m in switched_on if m.ist_priorisierung == (len(things) > 1)] if things else switched_on
        _ausgeschrieben(self.methode, fitting or switched_on)
        secret = queries.einstellungen.ist_an("abstimmung.geheim")
        _ausgeschrieben(self.geheimhaltung, [g for g in Geheimhaltung if secret or g is not Geheimhaltung.GEHEIM])
        for field in (self.mehrheit, self.gleichstand, self.quorum):
            _ausgeschrieben(field)
        if not queries.einstellungen.ist_an("abstimmung.beschlussfaehigkeit"):
            del self.quorum
        if things and not any(isinstance(t, Zielvereinbarung) for t in things):
            del self.handelnde_noetig
        self.vorschlag = empfohlene_punkte(len(things) or 3)
        if len(things) > 1:
            total, most = self.vorschlag
            self.punkte.description = f"Vorschlag für {len(things)} Themen: {total}."
            self.hoechstens.description = (
                f"Vorschlag: {most}. Wer alle Punkte gibt, nennt damit {-(-total // most)} Themen."
            )

    def vorbelegen(self, thing: Any) -> None:
        things = _vorgelegtes(thing)
        offered = [Methode(value) for value, *_ in self.methode.choices]
        self.methode.data = (
            offered[0]
            if len(things) > 1
            else next((m for m in (Methode.KONSENS, Methode.MEHRHEIT) if m in offered), offered[0] if offered else None)
        )
        ranks = self.methode.data is not None and self.methode.data.ist_priorisierung
        self.frage.data = "Welche Themen gehen wir zuerst an?" if ranks else _frage(things)
        self.geheimhaltung.data = Geheimhaltung.VERTRAULICH if ranks else Geheimhaltung.OFFEN
        self.punkte.data, self.hoechstens.data = self.vorschlag
        self.plaetze.data = min(3, len(things) or 3)
        self.mehrheit.data, self.gleichstand.data = Mehrheitsregel.EINFACH, Gleichstand.GETEILT
        for name, value in (("quorum", Quorum.OHNE), ("handelnde_noetig", True)):
            if name in self:
                self[name].data = value

    def validate(self, extra_validators: Any = None) -> bool:
        for name, methods in NUR_BEI.items():
            if name in self and self.methode.data not in methods:
                self._spielt_keine_rolle(self[name])
        return bool(super().validate(extra_validators))

    def _spielt_keine_rolle(self, field: Any) -> None:
        field.data, field.process_errors, field.validators = field.default, [], []
        field.validate_choice = False

    def regeln(self) -> Regeln:
        given = {name: self[name].data for name in Regeln.__dataclass_fields__ if name in self}
        return Regeln(**{name: value for name, value in given.items() if value is not None})


def _vorgelegtes(thing: Any) -> list[Thema | Zielvereinbarung]:
    """What is to be voted on, as far as it is known before the form is filled in."""
    if isinstance(thing, Abstimmung):
        return [option.gegenstand for option in thing.optionen if option.gegenstand]
    if isinstance(thing, Top):
        return [one for g in thing.gegenstaende if (one := g.thema or g.zielvereinbarung)]
    return []


def _frage(things: Sequence[Thema | Zielvereinbarung]) -> str:
    return f"Stimmen wir zu: {things[0].titel}?" if len(things) == 1 else "Stimmen wir dem Vorschlag zu?"


class VorbereitenForm(RegelnForm):
    wahlberechtigte = wort("Wer stimmt ab?", Wahlberechtigte)

    def einrichten(self, thing: Any) -> None:
        super().einrichten(thing)
        _ausgeschrieben(self.wahlberechtigte)

    def vorbelegen(self, thing: Any) -> None:
        super().vorbelegen(thing)
        self.wahlberechtigte.data = Wahlberechtigte.ALLE

    def angaben(self) -> dict[str, Any]:
        return {"regeln": self.regeln(), "wahlberechtigte": self.wahlberechtigte.data}


class UmlaufForm(RegelnForm):
    themen = mehrere("Themen", hilfe="Mehrere Themen werden gereiht; zu einem einzelnen wird zugestimmt oder nicht.")
    zielvereinbarungen = mehrere("Eingereichte Zielvereinbarungen", hilfe="Immer eine für sich.")

    def einrichten(self, gremium: Gremium) -> None:
        super().einrichten(gremium)
        self.themen.optionen = queries.runden.themen_zum_umlauf()
        self.zielvereinbarungen.optionen = queries.sitzungen.zielvereinbarungen_zur_wahl()

    def angaben(self) -> dict[str, Any]:
        things = {name: self[name].data for name in ("themen", "zielvereinbarungen")}
        return {"regeln": self.regeln(), **things}


class BearbeitenForm(VorbereitenForm, Aenderungsformular):
    def einrichten(self, abstimmung: Abstimmung) -> None:
        super().einrichten(abstimmung)
        if abstimmung.ist_umlauf:
            del self.wahlberechtigte

    def vorbelegen(self, abstimmung: Abstimmung) -> None:
        RegelnForm.vorbelegen(self, abstimmung)
        for field in self:
            saved = getattr(abstimmung, field.name, None)
            if saved is not None:
                field.data = saved

    def angaben(self) -> dict[str, Any]:
        return {"regeln": self.regeln(), "version": self.version.data} | (
            {"wahlberechtigte": self.wahlberechtigte.data} if "wahlberechtigte" in self else {}
        )
