"""Form of the words that are nobody's name."""

from kimflow.models import Einstellung
from kimflow.web.forms import Aenderungsformular, absatz


class AusnehmenForm(Aenderungsformular):
    wert = absatz("Keine Personen", 20_000, hilfe="Ein Wort je Zeile, zum Beispiel der Name eines Projekts oder Ortes.")

    def einrichten(self, einstellung: Einstellung) -> None:
        self.wert.render_kw = {"rows": 16}
