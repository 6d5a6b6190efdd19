"""Form of one setting; whether it is a line or a text depends on which."""

from wtforms.widgets import TextArea, TextInput

from kimflow.models import Einstellung
from kimflow.web.forms import Aenderungsformular, absatz
from kimflow.workflow.einstellungen import EINSTELLUNGEN


class EinstellungForm(Aenderungsformular):
    wert = absatz("Text", 20_000)

    def einrichten(self, einstellung: Einstellung) -> None:
        art = EINSTELLUNGEN[einstellung.schluessel]
        self.wert.label.text, self.wert.description = art.titel, art.hilfe
        self.wert.widget = TextArea() if art.mehrzeilig else TextInput()
        self.wert.render_kw = {"rows": 24} if art.mehrzeilig else None
