"""The show of hands as one form for the room: a word for everybody who is there, and the exceptions."""

from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from kimflow import queries
from kimflow.models import Abstimmung, Stimmabgabe, Stimmwort, Zusage
from kimflow.web.forms import NICHT_ANGEBOTEN, Formular, absatz
from kimflow.workflow.acts import lesbar
from kimflow.workflow.stimmzettel import GRUND_LAENGE, Stimmzettel, maengel

WIE_OBEN, OHNE = "wie_oben", "ohne"


class HandzeichenForm(Formular):
    """Whoever has voted already keeps that vote; an absent Sitz has none."""

    abstimmung: Abstimmung

    def einrichten(self, abstimmung: Abstimmung) -> None:
        self.abstimmung = abstimmung
        roll = queries.runden.verzeichnis(abstimmung)
        self.offene = [one for one in roll if not _steht_fest(one)]
        self.feste = [one for one in roll if _steht_fest(one)]
        words = [SelectChoice(word.value, lesbar(word.value)) for word in abstimmung.methode.worte]
        general = [choice for choice in words if choice.value != Stimmwort.EINWAND]
        none = SelectChoice(OHNE, "nichts vorgeben")
        self.ergaenzen("vorgabe", _Vorgabe("Alle anwesenden Sitze", choices=[*general, none]))
        for one in self.offene:
            self.ergaenzen(f"sitz-{one.id}", _wahl(one, words))
            self.ergaenzen(f"grund-{one.id}", absatz(f"Begründung von {one.sitz}", GRUND_LAENGE))

    def vorbelegen(self, abstimmung: Abstimmung) -> None:
        answers = queries.runden.zusagen(abstimmung)
        here = queries.runden.eingetragene(abstimmung)
        self["vorgabe"].data = abstimmung.methode.worte[0].value
        for one in self.offene:
            absent = one.sitz_id not in here if here else answers.get(one.sitz_id) is Zusage.ENTSCHULDIGT
            self[f"sitz-{one.id}"].data = OHNE if absent or one.abgegeben else WIE_OBEN

    def felder(self) -> Iterator[tuple[Any, Any]]:
        """The choice and the reason of every Sitz that can still be recorded."""
        for one in self.offene:
            yield self[f"sitz-{one.id}"], self[f"grund-{one.id}"]

    def zettel(self) -> dict[int, Stimmzettel]:
        """The ballots of the room, by the place on the roll."""
        found = {}
        for one in self.offene:
            chosen = self[f"sitz-{one.id}"].data
            word = self["vorgabe"].data if chosen == WIE_OBEN else chosen
            if word != OHNE:
                reason = "" if chosen == WIE_OBEN else self[f"grund-{one.id}"].data
                found[one.id] = Stimmzettel(wort=Stimmwort(word), begruendung=reason or "")
        return found

    def angaben(self) -> dict[str, Any]:
        return {"zettel": self.zettel()}

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        given = self.zettel()
        if not given:
            self.form_errors.append("Es ist noch für keinen Sitz eine Stimme gewählt.")
        for id, ballot in given.items():
            for mangel in maengel(self.abstimmung, ballot):
                field = self[f"grund-{id}" if mangel.feld == "begruendung" else f"sitz-{id}"]
                field.errors = [*field.errors, mangel.grund]
        return not self.errors


def _steht_fest(stimmabgabe: Stimmabgabe) -> bool:
    return stimmabgabe.befangen or (stimmabgabe.abgegeben and stimmabgabe.person_id is not None)


def _wahl(stimmabgabe: Stimmabgabe, words: Sequence[SelectChoice]) -> Any:
    none = SelectChoice(OHNE, "unverändert lassen" if stimmabgabe.abgegeben else "keine Stimme")
    return _Wahl(str(stimmabgabe.sitz), choices=[SelectChoice(WIE_OBEN, "wie oben"), *words, none])


class _Angeboten:
    """Refuse what was not offered with one German sentence."""

    def pre_validate(self, form: Any) -> None:
        if self.data not in {choice.value for choice in self.choices}:  # type: ignore[attr-defined]  # WTForms leaves the type open
            raise ValidationError(NICHT_ANGEBOTEN)


class _Wahl(_Angeboten, RadioField):
    pass


class _Vorgabe(_Angeboten, SelectField):
    pass
