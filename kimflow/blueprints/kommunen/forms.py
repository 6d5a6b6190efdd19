"""Forms of Kommunen: shape of input only."""

from kimflow.web.forms import Aenderungsformular, Formular, haken, zeile


class KommuneForm(Formular):
    name = zeile("Name", 120, pflicht=True)


class KommuneBearbeitenForm(KommuneForm, Aenderungsformular):
    aktiv = haken("Kann ausgewählt werden")
