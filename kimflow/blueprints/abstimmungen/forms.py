"""Forms of a round once its rules stand: opening, extending, closing, confirming, annulling."""

from datetime import datetime, time

from kimflow import clock, queries, workflow
from kimflow.models import Abstimmung, Gleichstand, Wahlberechtigte, Zusage
from kimflow.permissions import hat_den_vorsitz
from kimflow.web.access import me
from kimflow.web.forms import Formular, absatz, mehrere, tag
from kimflow.web.momente import moment

FEIERABEND = time(18)


class OeffnenForm(Formular):
    endet_am = moment("Ende", hilfe="Leer: bis Sie die Abstimmung schließen. Danach zählt keine Stimme mehr.")
    anwesende = mehrere("Anwesende Sitze", hilfe="Nur sie stimmen ab. Vorbelegt ist, wer da ist oder zugesagt hat.")
    auftrag_vorsitz_am = tag(
        "Der Vorsitz hat den Umlauf angeordnet am", pflicht=True, hilfe="Einen Umlauf beginnt der Vorsitz."
    )

    def einrichten(self, abstimmung: Abstimmung) -> None:
        if abstimmung.ist_umlauf:
            days = queries.einstellungen.zahl("umlauf.werktage")
            self.endet_am.description = (
                f"Vorgeschlagen sind {days} Werktage, 18 Uhr. Gezählt sind Montag bis Freitag; Feiertage bitte selbst "
                "dazurechnen."
            )
        if not abstimmung.ist_umlauf or hat_den_vorsitz(me(), abstimmung):
            del self.auftrag_vorsitz_am
        if abstimmung.wahlberechtigte is Wahlberechtigte.ALLE:
            del self.anwesende
        else:
            self.anwesende.optionen = [sitz for sitz in abstimmung.gremium.sitze if sitz.ist_stimmberechtigt]

    def vorbelegen(self, abstimmung: Abstimmung) -> None:
        if abstimmung.ist_umlauf:
            last = clock.working_days_after(clock.today(), queries.einstellungen.zahl("umlauf.werktage"))
            self.endet_am.data = clock.from_local(datetime.combine(last, FEIERABEND))
        if "anwesende" in self:
            answers = queries.runden.zusagen(abstimmung)
            coming = {id for id, answer in answers.items() if answer in (Zusage.KOMMT, Zusage.VERTRETUNG)}
            here = queries.runden.eingetragene(abstimmung) or coming
            self.anwesende.data = [sitz for sitz in self.anwesende.optionen if sitz.id in here]


class VerlaengernForm(Formular):
    endet_am = moment("Neues Ende", pflicht=True)

    def vorbelegen(self, abstimmung: Abstimmung) -> None:
        self.endet_am.data = abstimmung.endet_am


class SchliessenForm(Formular):
    """Asks once: who has not voted, what has not been confirmed."""

    def einrichten(self, abstimmung: Abstimmung) -> None:
        self.beteiligung = queries.abstimmungen.beteiligung(abstimmung, me())
        self.endet_am = abstimmung.endet_am if abstimmung.nimmt_stimmen_an else None


class FeststellenForm(Formular):
    gleichstand_entscheidung = absatz(
        "Wie hat der Vorsitz entschieden?", 2000, pflicht=True, hilfe="Es steht gleich; so sieht es die Regel vor."
    )

    def einrichten(self, abstimmung: Abstimmung) -> None:
        if not (workflow.ergebnisse.ist_gleichstand(abstimmung) and abstimmung.gleichstand is Gleichstand.VORSITZ):
            del self.gleichstand_entscheidung


class AnnullierenForm(Formular):
    begruendung = absatz("Begründung", 2000, pflicht=True, hilfe="Lesen alle, die die Abstimmung sehen.")


class SitzungVerlangenForm(Formular):
    begruendung = absatz(
        "Was soll in der Sitzung besprochen werden?", 1500, pflicht=True, hilfe="Lesen alle im Gremium."
    )
