"""Forms of schwere Einwände."""

from kimflow.models import Einwand
from kimflow.web.forms import Formular, absatz


class BeantwortenForm(Formular):
    antwort = absatz("Antwort ‹der Lenkungsgruppe:gen›", 2000, pflicht=True)

    def vorbelegen(self, einwand: Einwand) -> None:
        self.antwort.data = einwand.antwort
