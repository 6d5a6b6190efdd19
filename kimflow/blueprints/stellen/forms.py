"""Forms of Stellen: shape of input only."""

from typing import Any

from wtforms.validators import InputRequired

from kimflow import clock, queries
from kimflow.models import Stelle
from kimflow.web.filters import datum
from kimflow.web.forms import PFLICHT, Aenderungsformular, Eins, Formular, eins, haken, tag, zahl, zeile
from kimflow.web.geldfelder import stellenanteil
from kimflow.workflow.stellenanteile import komma


class StelleForm(Formular):
    waechter = True
    bezeichnung = zeile(
        "Bezeichnung", 160, pflicht=True, hilfe="Die Funktion, zum Beispiel „Case Management Seestadt“. Kein Name."
    )
    baustein = zahl("Baustein", 1, 3, pflicht=True)
    institution = eins("Träger", pflicht=True)
    kommunal = haken("Die Stelle ist beim KI oder bei einer Kommune")
    anteil = stellenanteil("Stellenanteil", ab=50, hilfe="1 ist eine volle Stelle, mindestens 0,5.")
    von = tag("Gefördert ab", pflicht=True)
    bis = tag("Gefördert bis", hilfe="Leer, solange kein Ende feststeht.")

    def einrichten(self, thing: Stelle | None) -> None:
        chosen = [thing.institution] if thing else []
        offered = queries.institutionen.aktive()
        self.institution.optionen = offered + [one for one in chosen if one not in offered]


class StelleBearbeitenForm(StelleForm, Aenderungsformular):
    def fassungen(self, field: Any, thing: Any) -> tuple[Any, Any]:
        mine, saved = super().fassungen(field, thing)
        return (komma(mine or 0), komma(saved)) if field.name == "anteil" else (mine, saved)


class BesetzenForm(Formular):
    anteil = stellenanteil("Besetzter Anteil", hilfe="Gemessen an einer vollen Stelle.")
    von = tag("Besetzt ab", pflicht=True)
    bis = tag("Besetzt bis", hilfe="Leer, solange sie besetzt ist.")

    def vorbelegen(self, stelle: Stelle) -> None:
        self.anteil.data, self.bis.data = stelle.anteil, stelle.bis


class _Besetzungswahl(Eins):
    def benennen(self, row: Any) -> str:
        return f"{komma(row.anteil)} seit {datum(row.von)}"


class BesetzungBeendenForm(Formular):
    besetzung = _Besetzungswahl("Welche Besetzung?", [InputRequired(PFLICHT)])
    bis = tag("Letzter Tag", pflicht=True)

    def einrichten(self, stelle: Stelle) -> None:
        self.besetzung.optionen = [b for b in stelle.besetzungen if b.bis is None]

    def vorbelegen(self, stelle: Stelle) -> None:
        self.besetzung.data, self.bis.data = next(iter(self.besetzung.optionen), None), clock.today()
