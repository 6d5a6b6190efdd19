"""Forms of Buchungen: shape of input only."""

from typing import Any

from kimflow import queries
from kimflow.models import Buchung, Buchungsart, Massnahme
from kimflow.web.access import me
from kimflow.web.forms import Formular, absatz, haken, wort, zeile
from kimflow.web.geldfelder import betrag, toepfe_anbieten, topf


def _erlaubt_von() -> Any:
    text = "Nur wenn der Topf nicht reicht: Name und Funktion der Person, die es erlaubt."
    return zeile("Ausnahme erlaubt von", 160, hilfe=text)


def _erlaubt_weil() -> Any:
    return absatz("Begründung der Ausnahme", 1000)


class _MitAusnahme(Formular):
    waechter = True
    # Who allows something stands here with name and function: that is what the field asks for.
    unbewacht = frozenset({"ausnahme_von"})


class BuchenForm(_MitAusnahme):
    foerdertopf = topf("Fördertopf")
    art = wort("Wie weit ist es?", Buchungsart, hilfe="Alles zählt gegen den Deckel, auch Geplantes.")
    betrag = betrag("Betrag in Euro", pflicht=True)
    zweck = zeile("Wofür", 200, pflicht=True)
    ausnahme_von = _erlaubt_von()
    ausnahme_grund = _erlaubt_weil()

    def einrichten(self, massnahme: Massnahme) -> None:
        toepfe_anbieten(self.foerdertopf, queries.foerdertoepfe.bebuchbare(me()))


class WeiterbuchenForm(_MitAusnahme):
    art = wort("Wie weit ist es jetzt?", (Buchungsart.GEBUNDEN, Buchungsart.AUSGEGEBEN))
    betrag = betrag("Betrag in Euro", pflicht=True)
    rest_bleibt = haken("Der Rest bleibt stehen", hilfe="Sonst wird frei, was nicht gebraucht wird.")
    ausnahme_von = _erlaubt_von()
    ausnahme_grund = _erlaubt_weil()

    def vorbelegen(self, buchung: Buchung) -> None:
        self.betrag.data = buchung.betrag
        planned = buchung.art is Buchungsart.GEPLANT
        self.art.data = Buchungsart.GEBUNDEN if planned else Buchungsart.AUSGEGEBEN


class UmbuchenForm(_MitAusnahme):
    foerdertopf = topf("Auf welchen Topf?")
    begruendung = absatz("Begründung", 1000, pflicht=True)
    ausnahme_von = _erlaubt_von()
    ausnahme_grund = _erlaubt_weil()

    def einrichten(self, buchung: Buchung) -> None:
        same_year = [
            zeile
            for zeile in queries.foerdertoepfe.bebuchbare(me())
            if zeile.topf.jahr == buchung.foerdertopf.jahr and zeile.topf.id != buchung.foerdertopf_id
        ]
        toepfe_anbieten(self.foerdertopf, same_year)


class StornierenForm(Formular):
    waechter = True
    begruendung = absatz("Begründung", 1000, pflicht=True, hilfe="Was war falsch, oder warum wird es nicht gebraucht?")
