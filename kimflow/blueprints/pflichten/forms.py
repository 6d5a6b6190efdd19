"""Forms of Pflichten: shape of input only."""

from kimflow import clock, queries
from kimflow.models import Pflicht, Pflichtart
from kimflow.web.dateifeld import datei
from kimflow.web.forms import Aenderungsformular, Formular, absatz, eins, tag, wort, zeile
from kimflow.workflow.pflichten import ein_jahr_spaeter


class PflichtForm(Formular):
    waechter = True
    art = wort("Was für eine Pflicht?", Pflichtart)
    was = zeile("Was ist zu tun?", 200, pflicht=True, hilfe="Zum Beispiel: Antrag für das Folgejahr, Baustein 1 und 2.")
    bis = tag("Bis wann?", pflicht=True)
    wiedervorlage = tag("Wiedervorlage", hilfe="Ab wann die Startseite erinnert. Leer: 30 Tage vorher.")
    institution = eins("Träger", leer="keiner", hilfe="Wenn es um einen Träger geht, etwa bei Verträgen.")
    notiz = absatz("Anmerkung", 1000)

    def einrichten(self, thing: Pflicht | None) -> None:
        chosen = [thing.institution] if thing and thing.institution else []
        offered = queries.institutionen.aktive()
        self.institution.optionen = offered + [one for one in chosen if one not in offered]


class PflichtBearbeitenForm(PflichtForm, Aenderungsformular):
    pass


class ErledigenForm(Formular):
    waechter = True
    erledigt_am = tag("Erledigt am", pflicht=True)
    nachweis = absatz("Wo liegt der Nachweis?", 1000, hilfe="Aktenzeichen, Ablage oder Link.")
    datei = datei("Oder als Datei")

    def vorbelegen(self, pflicht: Pflicht) -> None:
        self.erledigt_am.data = clock.today()


class BegruendungForm(Formular):
    waechter = True
    begruendung = absatz("Begründung", 1000, pflicht=True)


class WeiterfuehrenForm(Formular):
    bis = tag("Bis wann im nächsten Jahr?", pflicht=True)
    wiedervorlage = tag("Wiedervorlage")

    def vorbelegen(self, pflicht: Pflicht) -> None:
        self.bis.data = ein_jahr_spaeter(pflicht.bis)
        self.wiedervorlage.data = ein_jahr_spaeter(pflicht.wiedervorlage) if pflicht.wiedervorlage else None
