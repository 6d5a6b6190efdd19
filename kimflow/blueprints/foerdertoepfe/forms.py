"""Forms of Fördertöpfe: shape of input only."""

from typing import Any

from kimflow import clock, queries
from kimflow.geld import euro
from kimflow.models import Deckungsfaehig, Foerderjahr
from kimflow.web.access import me
from kimflow.web.forms import Aenderungsformular, Formular, absatz, wort, zahl, zeile
from kimflow.web.geldfelder import betrag


class TopfForm(Formular):
    waechter = True
    jahr = zahl("Jahr", 2000, 2100, pflicht=True)
    baustein = zahl("Baustein", 1, 3, pflicht=True)
    name = zeile("Name des Topfes", 160, pflicht=True, hilfe="Wie im Bescheid, zum Beispiel „Veranstaltungsformate“.")
    deckel = betrag("Deckel in Euro", hilfe="Was Ihr Bescheid für das Jahr höchstens gibt. Leer heißt: nicht bekannt.")
    einheit = zeile("Bemessung", 200, hilfe="Zum Beispiel: 57.000 Euro je Vollzeitstelle.")
    deckungsfaehig = wort(
        "Gegenseitig deckungsfähig?",
        Deckungsfaehig,
        hilfe="Ob Geld zwischen Töpfen wandern darf. Ohne „ja“ geht Umbuchen nur mit einer benannten Ausnahme.",
    )
    quelle = zeile("Quelle", 300, hilfe="Bescheid oder Richtlinie mit Datum.")
    notiz = absatz("Anmerkung", 1000)

    def vorbelegen(self, thing: Any) -> None:
        self.jahr.data, self.deckungsfaehig.data = clock.today().year, Deckungsfaehig.UNBEKANNT


class TopfBearbeitenForm(TopfForm, Aenderungsformular):
    jahr = None

    def vorbelegen(self, thing: Any) -> None:
        Aenderungsformular.vorbelegen(self, thing)

    def fassungen(self, field: Any, thing: Any) -> tuple[Any, Any]:
        mine, saved = super().fassungen(field, thing)
        if field.name != "deckel":
            return mine, saved
        return tuple("" if cents is None else euro(cents) for cents in (mine, saved))  # type: ignore[return-value]


class UebernehmenForm(Formular):
    """Nothing to fill in; it shows what will be copied."""

    def einrichten(self, jahr: Foerderjahr) -> None:
        self.vorschau = queries.foerdertoepfe.fehlende_im_folgejahr(jahr.jahr)


class AbschliessenForm(Formular):
    """Nothing to fill in; it shows what will be kept."""

    def einrichten(self, jahr: Foerderjahr) -> None:
        self.vorschau = queries.foerdertoepfe.liste(me(), jahr.jahr)
