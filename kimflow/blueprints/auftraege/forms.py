"""Forms of Aufträge: shape of input only."""

from kimflow import queries
from kimflow.models import Auftrag, Top
from kimflow.web.forms import Aenderungsformular, Formular, absatz, eins, tag


class ErteilenForm(Formular):
    waechter = True
    text = absatz("Auftrag", 2000, pflicht=True, hilfe="Was ist zu tun? Ein Satz mit Verb.")
    verantwortlich = eins("Verantwortlich", leer="noch offen", hilfe="Genau eine Person; sie wird gefragt.")
    faellig_am = tag("Fällig am")

    def einrichten(self, thing: Top | Auftrag) -> None:
        self.verantwortlich.optionen = queries.personen.waehlbare()


class AuftragForm(ErteilenForm, Aenderungsformular):
    def einrichten(self, auftrag: Auftrag) -> None:  # type: ignore[override]  # the form of the thing itself
        chosen = [auftrag.verantwortlich] if auftrag.verantwortlich else []
        offered = queries.personen.waehlbare()
        self.verantwortlich.optionen = offered + [one for one in chosen if one not in offered]


class ErledigenForm(Formular):
    waechter = True
    ergebnis = absatz("Was ist dabei herausgekommen?", 2000, pflicht=True)


class BegruendungForm(Formular):
    waechter = True
    begruendung = absatz("Begründung", 2000, pflicht=True)
