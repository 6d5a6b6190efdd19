"""Forms of Zielvereinbarungen: shape of input only."""

from typing import Any

from flask import request
from wtforms.validators import ValidationError

from kimflow import clock, queries
from kimflow.models import Beitrag, Beteiligung, Erfuellung, Vorbehaltsergebnis, Zielvereinbarung
from kimflow.web.dateifeld import datei
from kimflow.web.forms import Aenderungsformular, Formular, absatz, eins, tag, wort, zeile
from kimflow.web.zeichnen import vorbehalt_ist_ganz

BETEILIGUNG = (
    "Bundesbehörden können oft nicht zeichnen und wirken mit. Ein Haus, das zeichnet, braucht eine "
    "zeichnungsberechtigte Person; die Administration trägt sie unter Verwaltung → Personen ein."
)


class TitelForm(Formular):
    titel = zeile("Titel", 160, pflicht=True, hilfe="Das Ziel in wenigen Worten.")


class ZielvereinbarungForm(Aenderungsformular):
    titel = zeile("Titel", 160, pflicht=True)
    zielzustand = absatz(
        "Zielzustand", 4000, hilfe="Was ist anders, wenn das Ziel erreicht ist? Absätze und Listen sind möglich."
    )
    frist = tag("Frist", hilfe="Bis wann ist der Zielzustand erreicht?")


class BeitragForm(Formular):
    institution = eins("Institution", pflicht=True)
    beteiligung = wort("Beteiligung", Beteiligung, hilfe=BETEILIGUNG)
    text = absatz("Beitrag", 2000, hilfe="Was trägt das Haus im Rahmen der eigenen Zuständigkeit bei?")

    def einrichten(self, vereinbarung: Zielvereinbarung) -> None:
        schon = {beitrag.institution_id for beitrag in vereinbarung.beitraege}
        self.institution.optionen = [i for i in queries.institutionen.aktive() if i.id not in schon]


class BeitragAendernForm(Aenderungsformular):
    beteiligung = wort("Beteiligung", Beteiligung, hilfe=BETEILIGUNG)
    text = absatz("Beitrag", 2000)


class BeitragEntfernenForm(Formular):
    beitrag = eins("Partei", pflicht=True)

    def einrichten(self, vereinbarung: Zielvereinbarung) -> None:
        self.beitrag.optionen = vereinbarung.beitraege

    def vorbelegen(self, vereinbarung: Zielvereinbarung) -> None:
        self.beitrag.data = self.beitrag.rows.get(request.args.get("beitrag", ""))


class MassnahmeAufnehmenForm(Formular):
    massnahme = eins(
        "Maßnahme", pflicht=True, hilfe="Offene Maßnahmen des Themas, die zu keiner anderen Zielvereinbarung gehören."
    )

    def einrichten(self, vereinbarung: Zielvereinbarung) -> None:
        self.massnahme.optionen = queries.massnahmen.aufnehmbare(vereinbarung)


class ZeichnungErfassenForm(Formular):
    gezeichnet_von = eins("Gezeichnet von", pflicht=True, hilfe="Zeichnungsberechtigte dieser Institution.")
    gezeichnet_am = tag("Gezeichnet am", pflicht=True)
    scan = datei("Das unterschriebene Blatt", pflicht=True, hilfe="Eingescannt oder fotografiert.")
    vorbehalt = zeile("Unter dem Vorbehalt dieses Gremiums", 200)
    vorbehalt_bis = tag("Das Gremium entscheidet bis", hilfe="Nur mit Vorbehalt.")

    def einrichten(self, beitrag: Beitrag) -> None:
        self.gezeichnet_von.optionen = queries.personen.zeichnungsberechtigte(beitrag.institution_id)

    def validate_gezeichnet_am(self, field: Any) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError("Bitte einen Tag bis heute wählen.")

    def validate(self, extra_validators: Any = None) -> bool:
        """A reservation names the body and the day."""
        return bool(super().validate(extra_validators)) and vorbehalt_ist_ganz(self)


class BeitragNeuFassenForm(Formular):
    waechter = True
    text = absatz("Beitrag", 2000, pflicht=True, hilfe="Nur diese Partei wird noch einmal um ihre Zeichnung gebeten.")
    begruendung = absatz("Warum ändert sich der Beitrag?", 2000, pflicht=True)

    def vorbelegen(self, beitrag: Beitrag) -> None:
        self.text.data = beitrag.text


class VorbehaltAufloesenForm(Formular):
    ergebnis = wort("Hat das Gremium zugestimmt?", Vorbehaltsergebnis)
    am = tag("Entschieden am", pflicht=True)
    vermerk = absatz("Vermerk", 2000, hilfe="Nötig, wenn das Gremium nicht zugestimmt hat.")

    def validate(self, extra_validators: Any = None) -> bool:
        """A refusal is explained."""
        valid = bool(super().validate(extra_validators))
        if self.ergebnis.data is Vorbehaltsergebnis.VERSAGT and not self.vermerk.data:
            self.vermerk.errors, valid = ["Bitte sagen Sie, warum nicht."], False
        return valid


class BegruendungForm(Formular):
    begruendung = absatz("Begründung", 2000, pflicht=True)


class AbschliessenForm(Formular):
    erfuellung = wort("Ist das Ziel erreicht?", Erfuellung)
    gruende = absatz("Gründe", 2000, hilfe="Nötig, wenn das Ziel nur teilweise oder nicht erreicht ist.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Whatever falls short of the goal is explained."""
        valid = bool(super().validate(extra_validators))
        if self.erfuellung.data in (Erfuellung.TEILWEISE, Erfuellung.NICHT) and not self.gruende.data:
            self.gruende.errors, valid = ["Bitte nennen Sie die Gründe."], False
        return valid


class FortschreibenForm(Formular):
    waechter = True
    begruendung = absatz(
        "Warum wird fortgeschrieben?", 2000, pflicht=True, hilfe="Was hat sich geändert, was soll anders werden?"
    )


class KommentierenForm(Formular):
    waechter = True
    text = absatz("Kommentar", 2000, pflicht=True, hilfe="Was fehlt, was sollte anders sein? Bitte ohne Einzelfälle.")


class BeantwortenForm(Formular):
    waechter = True
    antwort = absatz("Antwort", 1000, pflicht=True, hilfe="Ein Satz: was daraus geworden ist oder warum nicht.")
