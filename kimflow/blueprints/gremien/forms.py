"""Forms of bodies: shape of input only."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from kimflow import clock, queries
from kimflow.models import Amt, Gremienart, Gremium, Mitgliedschaft, Sitz, Stimmrecht
from kimflow.queries.offene_arbeit import Offenes
from kimflow.web.access import me
from kimflow.web.forms import Aenderungsformular, Formular, absatz, eins, mehrere, tag, wort, zahl, zeile

RAENGE = ("Mitglied", "erste Vertretung", "zweite Vertretung", "dritte Vertretung")


def _beginn() -> Any:
    return tag("Beginn", pflicht=True)


def _ende() -> Any:
    return tag("Ende", hilfe="Der letzte Tag. Leer lassen, wenn noch keiner feststeht.")


class _Zeitraum(Formular):
    """Expects von and bis, which each form puts where they are asked."""

    def vorbelegen(self, thing: Any) -> None:
        self.von.data = clock.today()

    def validate_bis(self, field: Any) -> None:
        if self.von.data and field.data and field.data < self.von.data:
            raise ValidationError("Das Ende liegt vor dem Beginn.")


class _Gremium(Formular):
    name = zeile("Name", 120, pflicht=True)
    frage = absatz("Frage", 2000, hilfe="Woran arbeitet das Gremium? Bei ‹einer Projektgruppe:dat› die eine Frage.")
    hoechstlast = zahl(
        "Höchstlast", 1, 99, pflicht=True, default=3, hilfe="Wie viele laufende Themen das Gremium zugleich trägt."
    )


class EinrichtenForm(_Gremium, _Zeitraum):
    art = wort("Art", Gremienart)
    kommune = eins("Kommune", leer="der ganze Kreis", hilfe="Nur, wenn das Gremium zu einer Kommune gehört.")
    von, bis = _beginn(), _ende()

    def einrichten(self, thing: Any) -> None:
        self.kommune.optionen = queries.institutionen.aktive_kommunen()


class BearbeitenForm(_Gremium, Aenderungsformular):
    bis = tag("Ende", hilfe="Der letzte Tag. Mit ihm enden Sitze und Mitgliedschaften; die Geschichte bleibt.")


class SitzForm(_Zeitraum):
    bezeichnung = zeile("Bezeichnung", 160, pflicht=True, hilfe="Zum Beispiel „AG Wohlfahrt“ oder „Jobcenter“.")
    institutionen = mehrere("Steht für", pflicht=True, hilfe="Eine oder mehrere Institutionen.")
    stimmrecht = wort("Stimmrecht", Stimmrecht)
    von, bis = _beginn(), _ende()

    def einrichten(self, thing: Any) -> None:
        self.institutionen.optionen = queries.institutionen.aktive()


class SitzBearbeitenForm(Aenderungsformular):
    bezeichnung = zeile("Bezeichnung", 160, pflicht=True)
    institutionen = mehrere("Steht für", pflicht=True, hilfe="Eine oder mehrere Institutionen.")
    stimmrecht = wort("Stimmrecht", Stimmrecht, hilfe="Gilt für Abstimmungen, die danach geöffnet werden.")
    bis = tag("Ende", hilfe="Der letzte Tag. Leer lassen, wenn keiner feststeht.")

    def einrichten(self, sitz: Sitz) -> None:
        offered = {i.id: i for i in [*queries.institutionen.aktive(), *sitz.institutionen]}
        self.institutionen.optionen = list(offered.values())

    def fassungen(self, field: Any, thing: Any) -> tuple[Any, Any]:
        mine, saved = super().fassungen(field, thing)
        if field.name != "institutionen":
            return mine, saved
        return sorted(mine, key=lambda i: i.name), sorted(saved, key=lambda i: i.name)


class UebergebenForm(Formular):
    wen = eins("An wen?", pflicht=True, hilfe="Auch wer den Sitz bisher vertritt; die Vertretung endet dann.")
    ab = tag("Ab wann?", pflicht=True, hilfe="Der erste Tag des neuen Mitglieds.")

    def einrichten(self, sitz: Sitz) -> None:
        self.wen.optionen = queries.personen.waehlbare()

    def vorbelegen(self, sitz: Sitz) -> None:
        self.ab.data = clock.today()
        deputies = [b.person for b in sitz.heutige_in(None) if b.ist_vertretung]
        self.wen.data = deputies[0] if deputies else None


class BesetzenForm(_Zeitraum):
    wen = eins("Person", pflicht=True)
    rang = RadioField(
        "Als",
        [InputRequired("Bitte wählen.")],
        choices=[SelectChoice(str(rang), text) for rang, text in enumerate(RAENGE)],
        description="Wer vertritt, darf abstimmen, wenn das Mitglied verhindert ist. Es zählt eine Stimme je Sitz.",
    )
    von, bis = _beginn(), _ende()

    def einrichten(self, thing: Any) -> None:
        self.wen.optionen = queries.personen.waehlbare()

    def angaben(self) -> dict[str, Any]:
        return super().angaben() | {"rang": int(self.rang.data)}


class AufnehmenForm(_Zeitraum):
    wen = eins("Person", pflicht=True)
    amt = wort("Als", Amt)
    von, bis = _beginn(), _ende()

    def einrichten(self, thing: Any) -> None:
        self.wen.optionen = queries.personen.waehlbare()


class BeendenForm(Formular):
    bis = tag("Letzter Tag", pflicht=True)

    def vorbelegen(self, thing: Any) -> None:
        self.bis.data = clock.today()


class MitgliedschaftBeendenForm(BeendenForm):
    """Shows what is open before it is confirmed."""

    offenes: Sequence[Offenes] = ()

    def einrichten(self, mitgliedschaft: Mitgliedschaft) -> None:
        self.offenes = queries.offene_arbeit.offenes(mitgliedschaft.person, me(), mitgliedschaft.gremium_id)


class GremiumBeendenForm(BeendenForm):
    waechter = True
    offenes: Sequence[Offenes] = ()
    verbleib = absatz(
        "Was wird aus der offenen Arbeit?", 2000, hilfe="Nötig, solange Themen laufen. Steht danach auf der Seite."
    )

    def einrichten(self, gremium: Gremium) -> None:
        self.offenes = queries.offene_arbeit.des_gremiums(gremium)
