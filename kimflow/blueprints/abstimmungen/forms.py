"""Forms of rounds of voting: shape of input; what a valid ballot is stands in workflow/stimmzettel.py."""

from collections.abc import Iterable
from typing import Any

from kimflow.models import Abstimmung, Geheimhaltung, Konsensstimme, Methode, Stimmabgabe, Top, Topart
from kimflow.web.forms import Formular, absatz, haken, wort, zahl, zeile
from kimflow.web.momente import moment
from kimflow.workflow.stimmzettel import Stimmzettel, maengel


class VorbereitenForm(Formular):
    methode = wort(
        "Art der Abstimmung", Methode, hilfe="Punkte ordnen mehrere Themen. Konsens fragt nach Zustimmung zu einem."
    )
    frage = zeile("Frage", 300, pflicht=True)
    geheimhaltung = wort(
        "Wer sieht, wie abgestimmt wurde?",
        Geheimhaltung,
        hilfe="Offen: nach dem Schließen alle im Gremium. Vertraulich: niemand, sichtbar werden nur Summen.",
    )
    punkte = zahl("Punkte je Sitz", 1, 100, default=10, hilfe="Nur bei Punkten.")
    hoechstens = zahl("Höchstens für ein Thema", 1, 100, default=5, hilfe="Nur bei Punkten.")

    def vorbelegen(self, top: Top) -> None:
        ranks = top.art is Topart.PRIORISIERUNG
        self.methode.data = Methode.PUNKTE if ranks else Methode.KONSENS
        self.frage.data = "Welche Themen gehen wir zuerst an?" if ranks else "Stimmen wir dem Vorschlag zu?"
        self.geheimhaltung.data = Geheimhaltung.VERTRAULICH if ranks else Geheimhaltung.OFFEN


class OeffnenForm(Formular):
    endet_am = moment("Ende", hilfe="Leer: bis Sie die Abstimmung schließen. Danach zählt keine Stimme mehr.")


class AnnullierenForm(Formular):
    begruendung = absatz("Begründung", 2000, pflicht=True)


class StimmzettelForm(Formular):
    """The ballot of one Sitz; its fields come from the round."""

    abstimmung: Abstimmung

    def einrichten(self, stimmabgabe: Stimmabgabe) -> None:
        self.abstimmung = stimmabgabe.abstimmung
        for name, field in _felder(self.abstimmung).items():
            self.ergaenzen(name, field)

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        self.gesendet = set(formdata or ())
        super().process(formdata, *args, **kwargs)

    def vorbelegen(self, stimmabgabe: Stimmabgabe) -> None:
        for stimme in stimmabgabe.stimmen:
            if stimme.wort:
                self["wort"].data, self["begruendung"].data = stimme.wort, stimme.begruendung
            else:
                self[_feldname(stimme.option_id)].data = stimme.punkte
        if "enthaltung" in self and stimmabgabe.abgegeben_am and not stimmabgabe.stimmen:
            self["enthaltung"].data = True

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if {name for name in self.gesendet if name.startswith("option-")} - set(self._fields):
            self.form_errors.append("Der Stimmzettel gehört nicht zu dieser Abstimmung. Bitte laden Sie die Seite neu.")
            return False
        if not valid:
            return False
        found = maengel(self.abstimmung, self.zettel())
        for mangel in found:
            self._anmerken(mangel.feld, mangel.grund)
        return not found

    def _anmerken(self, feld: int | str | None, grund: str) -> None:
        name = _feldname(feld) if isinstance(feld, int) else feld
        name = "enthaltung" if name == "wort" and "enthaltung" in self else name
        if name is None or name not in self:
            self.form_errors.append(grund)
        else:
            self[name].errors = [*self[name].errors, grund]

    def zettel(self) -> Stimmzettel:
        """What was filled in."""
        if "wort" in self:
            return Stimmzettel(wort=self["wort"].data, begruendung=self["begruendung"].data or "")
        abstention = Konsensstimme.ENTHALTUNG if self["enthaltung"].data else None
        return Stimmzettel({option.id: self[_feldname(option.id)].data or 0 for option in self._optionen()}, abstention)

    def angaben(self) -> dict[str, Any]:
        zettel = self.zettel()
        return {"punkte": zettel.punkte, "wort": zettel.wort, "begruendung": zettel.begruendung}

    @property
    def rest(self) -> int:
        """Points not given yet; below zero if too many were."""
        given = (self[_feldname(option.id)].data for option in self._optionen())
        return (self.abstimmung.punkte or 0) - sum(points for points in given if isinstance(points, int))

    def _optionen(self) -> Iterable[Any]:
        return self.abstimmung.optionen


def _feldname(option_id: int) -> str:
    return f"option-{option_id}"


def _felder(abstimmung: Abstimmung) -> dict[str, Any]:
    if abstimmung.methode is Methode.KONSENS:
        return {
            "wort": wort("Wie stimmt Ihr Sitz?", Konsensstimme, pflicht=False),
            "begruendung": absatz("Begründung", 2000, hilfe="Nötig bei einem schweren Einwand."),
        }
    most = abstimmung.hoechstens or 0
    points = {_feldname(o.id): zahl(f"Punkte für {o.text}", 0, most, default=0) for o in abstimmung.optionen}
    return points | {"enthaltung": haken("Wir enthalten uns", hilfe="Statt Punkten.")}
