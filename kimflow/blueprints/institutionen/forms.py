"""Forms of institutions: shape of input only."""

from typing import Any

from kimflow import queries
from kimflow.models import Institution, Institutionstyp
from kimflow.web.forms import Aenderungsformular, Formular, eins, haken, zeile


class InstitutionForm(Formular):
    name = zeile("Name", 160, pflicht=True)
    kurzname = zeile("Kurzname", 40, pflicht=True, hilfe="So steht die Institution in Tabellen.")
    typ = eins("Art der Institution", pflicht=True)
    kommune = eins("Kommune", leer="keine bestimmte", hilfe="Nur, wenn sie zu genau einer Kommune gehört.")

    def einrichten(self, institution: Institution | None) -> None:
        self.typ.optionen = queries.vokabeln.aktive(Institutionstyp)
        self.kommune.optionen = queries.institutionen.aktive_kommunen()


class InstitutionBearbeitenForm(InstitutionForm, Aenderungsformular):
    aktiv = haken("Kann ausgewählt werden")

    def einrichten(self, institution: Institution | None) -> None:
        super().einrichten(institution)
        if institution is not None:
            self.typ.optionen = _auch(self.typ.optionen, institution.typ)
            self.kommune.optionen = _auch(self.kommune.optionen, institution.kommune)


def _auch(angebotene: list[Any], gewaehlt: Any) -> list[Any]:
    """What is chosen already stays to be chosen, offered or not."""
    return angebotene if gewaehlt is None or gewaehlt in angebotene else [*angebotene, gewaehlt]
