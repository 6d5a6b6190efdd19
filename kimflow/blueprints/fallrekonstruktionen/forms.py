"""Forms of cases: shape of input only. There is no field for the person, and each free text says so."""

from typing import Any

from wtforms import SubmitField

from kimflow import clock, queries
from kimflow.blueprints.fallrekonstruktionen.zeilen import (
    OHNE_PERSONENBEZUG,
    BruchstelleZeile,
    StationZeile,
    Zeilen,
    auswahl,
)
from kimflow.models import Anonymitaet, Fallrekonstruktion
from kimflow.web.forms import Aenderungsformular, Formular, absatz, eins, haken, mehrere, wort, zahl, zeile
from kimflow.workflow.fallrekonstruktionen import PRUEFLISTE


class FallForm(Formular):
    waechter = True
    titel = zeile("Titel", 160, pflicht=True, hilfe=f"Worum geht es, in wenigen Worten? {OHNE_PERSONENBEZUG}")
    jahr = zahl("Jahr", 2000, 2100, pflicht=True, hilfe="In dem das Entscheidende geschah.")
    quartal = zahl("Quartal", 1, 4, pflicht=True, hilfe="1 bis 4 statt eines Datums.")
    herkunft = eins("Herkunft", hilfe="Aus welcher Beratung kommt der Fall?")
    altersband = eins("Altersband")
    aufenthaltsgruppe = eins("Aufenthaltsgruppe")
    kommune = eins("Kommune", leer="ganzer Kreis", hilfe="Genauer wird der Ort nicht.")
    schilderung = absatz(
        "Schilderung", 10_000, hilfe=f"Was ist geschehen? {OHNE_PERSONENBEZUG} Jahr und Quartal statt Tagesdaten."
    )

    def einrichten(self, thing: Any) -> None:
        self.mit_auswahl(auswahl())

    def mit_auswahl(self, words: Any) -> None:
        for name in ("herkunft", "altersband", "aufenthaltsgruppe", "kommune"):
            self[name].optionen = words.get(name, ())


class AnlegenForm(FallForm):
    def vorbelegen(self, thing: Any) -> None:
        today = clock.today()
        self.jahr.data, self.quartal.data = today.year, (today.month + 2) // 3


class BearbeitenForm(FallForm, Aenderungsformular):
    stationen = Zeilen(
        "Stationen",
        StationZeile,
        description=f"Der Reihe nach, Dauer in Wochen. Leere Zeilen zählen nicht. {OHNE_PERSONENBEZUG}",
    )
    weitere_station = SubmitField("Weitere Zeilen für Stationen")
    bruchstellen = Zeilen(
        "Bruchstellen",
        BruchstelleZeile,
        description=f"Wo ging es nicht weiter, und warum? Leere Zeilen zählen nicht. {OHNE_PERSONENBEZUG}",
    )
    weitere_bruchstelle = SubmitField("Weitere Zeilen für Bruchstellen")

    def mit_auswahl(self, words: Any) -> None:
        super().mit_auswahl(words)
        self.stationen.anbieten(words)
        self.bruchstellen.anbieten(words)

    def validate(self, extra_validators: Any = None) -> bool:
        """Asking for more rows is not sending: everything typed comes back with room for more."""
        for button, rows in ((self.weitere_station, self.stationen), (self.weitere_bruchstelle, self.bruchstellen)):
            if button.data:
                rows.weitere()
                return False
        return super().validate(extra_validators)

    def angaben(self) -> dict[str, Any]:
        return {name: value for name, value in super().angaben().items() if not name.startswith("weitere_")}

    def fassungen(self, field: Any, thing: Fallrekonstruktion) -> tuple[Any, Any]:
        if isinstance(field, Zeilen):
            return field.saetze(getattr(thing, field.name))
        return super().fassungen(field, thing)


class EinreichenForm(Formular):
    anonymitaet = wort(
        "Warum darf der Fall erzählt werden?",
        Anonymitaet,
        hilfe="kimflow bewahrt keine Einwilligung auf; sie liegt beim Träger, der den Fall einbringt.",
    )


class FreigebenForm(Formular):
    ohne_namen = haken(PRUEFLISTE["ohne_namen"], pflicht=True)
    ohne_daten = haken(PRUEFLISTE["ohne_daten"], pflicht=True)
    ohne_orte = haken(PRUEFLISTE["ohne_orte"], pflicht=True)
    ohne_kennzeichen = haken(PRUEFLISTE["ohne_kennzeichen"], pflicht=True)
    nicht_wiedererkennbar = haken(PRUEFLISTE["nicht_wiedererkennbar"], pflicht=True)


class ZurueckgebenForm(Formular):
    waechter = True
    begruendung = absatz("Was ist noch zu ändern?", 2000, pflicht=True, hilfe=OHNE_PERSONENBEZUG)


class LesendeForm(Formular):
    lesende = mehrere("Diese Fachkräfte dürfen den Fall lesen")

    def einrichten(self, fall: Fallrekonstruktion) -> None:
        self.lesende.optionen = queries.fallrekonstruktionen.benennbare()

    def vorbelegen(self, fall: Fallrekonstruktion) -> None:
        self.lesende.data = [recht.person for recht in fall.lesende]
