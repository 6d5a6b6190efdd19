"""Forms of minutes: shape of input only."""

from typing import Any

from flask import request

from kimflow import queries
from kimflow.models import Einwendung, EinwendungStatus, Genehmigung, Protokollfassung, Sitzung, Top
from kimflow.web.aenderungen import Feldformular
from kimflow.web.forms import Aenderungsformular, Formular, eins, wort, zahl
from kimflow.web.forms import absatz as mehrzeilig
from kimflow.workflow.einwendungen import BEHANDELT
from kimflow.workflow.protokolle import HOECHSTENS

_MARKDOWN = "Absätze durch eine Leerzeile trennen. **fett**, - Aufzählung, 1. Nummern."


class NiederschreibenForm(Feldformular):
    waechter = True
    niederschrift = mehrzeilig("Verlauf der Beratung", 20_000, hilfe=_MARKDOWN)

    def einrichten(self, top: Top) -> None:
        super().einrichten(top)
        self.niederschrift.render_kw = {"rows": 16}


class AbrundenForm(Feldformular):
    waechter = True
    schlusswort = mehrzeilig("Schlusswort", 4000, hilfe=_MARKDOWN)


class GenehmigenForm(Formular):
    beschluss = eins(
        "Genehmigt durch Beschluss",
        leer="keinen",
        hilfe="Wenn eine spätere Sitzung das Protokoll genehmigt hat. Sonst leer lassen.",
    )

    def einrichten(self, sitzung: Sitzung) -> None:
        self.beschluss.optionen = queries.protokolle.beschluesse_darueber(sitzung.id)

    def vorbelegen(self, sitzung: Sitzung) -> None:
        self.beschluss.data = next(iter(reversed(self.beschluss.optionen)), None)


class UeberarbeitenForm(Formular):
    begruendung = mehrzeilig("Warum wird überarbeitet?", 2000, pflicht=True, hilfe="Steht im Verlauf der Sitzung.")


class ProtokollBerichtigenForm(Aenderungsformular):
    text = mehrzeilig("Text des Protokolls", HOECHSTENS, pflicht=True, hilfe="Ändern Sie nur, was falsch ist.")
    begruendung = mehrzeilig(
        "Was wird berichtigt, und warum?", 2000, pflicht=True, hilfe="Steht bei der neuen Fassung."
    )
    genehmigung = wort("Wer hat die Berichtigung genehmigt?", [Genehmigung.VORSITZ, Genehmigung.SITZUNG])
    beschluss = eins("Beschluss der Sitzung", leer="keiner")

    def einrichten(self, sitzung: Sitzung) -> None:
        self.beschluss.optionen = queries.protokolle.beschluesse_darueber(sitzung.id)
        self.text.render_kw = {"rows": 30}

    def vorbelegen(self, sitzung: Sitzung) -> None:
        super().vorbelegen(sitzung)
        self.text.data = _gespeichert(sitzung)

    def vergleicht(self, field: Any, sitzung: Sitzung) -> bool:
        return field.name == "text"

    def fassungen(self, field: Any, sitzung: Sitzung) -> tuple[Any, Any]:
        return field.data, _gespeichert(sitzung)


def _gespeichert(sitzung: Sitzung) -> str:
    newest = queries.protokolle.neueste(sitzung.id)
    return newest.text if newest else ""


class ErhebenForm(Formular):
    waechter = True
    absatz = zahl("Absatz", 1, 99_999, pflicht=True, hilfe="Die Nummer steht neben dem Text.")
    text = mehrzeilig("Was stimmt nicht, und wie soll es heißen?", 2000, pflicht=True)

    def einrichten(self, fassung: Protokollfassung) -> None:
        self.absaetze = queries.niederschrift.absaetze(fassung.text)

    def vorbelegen(self, fassung: Protokollfassung) -> None:
        asked = request.args.get("absatz", "")
        self.absatz.data = int(asked) if asked.isdecimal() and len(asked) < 6 else None

    @property
    def worum(self) -> str:
        """The paragraph objected to, once it is known."""
        number = self.absatz.data
        return self.absaetze[number - 1] if number and 1 <= number <= len(self.absaetze) else ""


class BehandelnForm(Formular):
    waechter = True
    status = wort("Wie wird entschieden?", BEHANDELT)
    antwort = mehrzeilig("Antwort", 2000, hilfe="Beim Zurückweisen nötig. Lesen alle, die das Protokoll abstimmen.")

    def einrichten(self, einwendung: Einwendung) -> None:
        paragraphs = queries.niederschrift.absaetze(einwendung.fassung.text)
        self.worum, self.einwendung = paragraphs[einwendung.absatz - 1], einwendung
        self.status.choices = [
            (EinwendungStatus.BERUECKSICHTIGT.value, "Berücksichtigen: Das Protokoll wird geändert"),
            (EinwendungStatus.ZURUECKGEWIESEN.value, "Zurückweisen"),
        ]
