"""Forms of reports: shape of input only."""

from datetime import date
from typing import Any

from kimflow import clock, workflow
from kimflow.models import Bericht, Berichtsabschnitt
from kimflow.web.access import me
from kimflow.web.forms import Aenderungsformular, Formular, absatz, haken, tag, wort, zeile
from kimflow.workflow.berichte import ARTEN


class BerichtForm(Formular):
    waechter = True
    art = wort("Art", list(ARTEN))
    von = tag("Zeitraum von", pflicht=True)
    bis = tag("Zeitraum bis", pflicht=True)
    stichtag = tag(
        "Stichtag",
        hilfe="So, wie es an diesem Tag war, wird gezählt. Leer heißt: am Ende des Zeitraums, höchstens heute.",
    )
    titel = zeile("Titel", 200, hilfe="Leer heißt: der übliche Titel dieser Art von Bericht.")

    def vorbelegen(self, thing: Any) -> None:
        """The last full year."""
        year = clock.today().year - 1
        self.art.data = next(iter(ARTEN))
        self.von.data, self.bis.data = date(year, 1, 1), date(year, 12, 31)


class BerichtBearbeitenForm(Aenderungsformular):
    waechter = True
    titel = zeile("Titel", 200, pflicht=True)
    von = tag("Zeitraum von", pflicht=True)
    bis = tag("Zeitraum bis", pflicht=True)
    stichtag = tag("Stichtag", pflicht=True)


class SchreibenForm(Aenderungsformular):
    waechter = True
    text = absatz("Ihr Text", 20_000)

    def einrichten(self, abschnitt: Berichtsabschnitt) -> None:
        kind = ARTEN[abschnitt.bericht.art].abschnitt(abschnitt.schluessel)
        self.text.description = kind.hilfe if kind else ""


class ErneuernForm(Formular):
    """Nothing to fill in; it shows which figures will change."""

    def einrichten(self, bericht: Bericht) -> None:
        self.vorschau = workflow.berichte.vergleich(bericht, me())


class AbschliessenForm(Aenderungsformular):
    """What was read is what is closed: the version of the draft goes along."""

    freigegeben = haken(
        "Auch für Lesende freigeben",
        hilfe="Mitglieder ‹der Lenkungsgruppe:gen› lesen abgeschlossene immer, Lesende und Büros nur freigegebene. "
        "Zwei Berichte über fast denselben Zeitraum verraten zusammen kleine Zahlen.",
    )

    def einrichten(self, bericht: Bericht) -> None:
        self.vorschau = workflow.berichte.vergleich(bericht, me())

    def vorbelegen(self, bericht: Bericht) -> None:
        self.version.data = bericht.version


class BerichtigenForm(Formular):
    waechter = True
    begruendung = absatz("Warum wird der Bericht berichtigt?", pflicht=True, hilfe="Das steht im neuen Bericht.")
