"""Forms of Meldungen: the Meldebogen, what is decided about it, and pasting several. Shape of input only."""

from typing import Any, ClassVar

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Email, Length

from kimflow import queries
from kimflow.columns import canonical
from kimflow.models import Meldung
from kimflow.web.forms import PFLICHT, Aenderungsformular, Formular, absatz, eins, haken, zeile
from kimflow.web.ohne_cookie import OhneCookieFormular
from kimflow.workflow.meldungseinfuegung import HOECHSTENS_ZEICHEN, SPALTEN

OHNE_PERSONENBEZUG = "Keine Namen, keine Geburtsdaten, keine Anschriften, keine Aktenzeichen."
UNBEKANNT = "weiß ich nicht"


class Meldebogen(Formular):
    """What is asked about a hurdle, with an account and without."""

    waechter: ClassVar[bool] = True

    titel = zeile(
        "Kurz gesagt: Was ging schief?",
        160,
        pflicht=True,
        hilfe=f"Zum Beispiel: Nach dem Umzug war sechs Wochen lang niemand zuständig. {OHNE_PERSONENBEZUG}",
    )
    von_institutionstyp = eins("Von welcher Stelle …", pflicht=True)
    zu_institutionstyp = eins("… zu welcher Stelle?", pflicht=True, hilfe="Zwischen welchen beiden hakte es?")
    handlungsfeld = eins("Worum ging es?", pflicht=True)
    schilderung = absatz("Was ist geschehen?", 2000, hilfe=f"In wenigen Sätzen. {OHNE_PERSONENBEZUG}")
    vorschlag = absatz("Was würde helfen?", 1000)
    ursache = eins("Woran lag es vor allem?", leer=UNBEKANNT)
    von_rechtskreis = eins("Aus welchem Rechtskreis …", leer=UNBEKANNT)
    zu_rechtskreis = eins("… in welchen Rechtskreis?", leer=UNBEKANNT, hilfe="Zum Beispiel vom AsylbLG ins SGB II.")
    phase = eins("Phase des Case Managements", leer=UNBEKANNT)
    kommune = eins("Kommune", leer="ganzer Kreis oder unbekannt", hilfe="Genauer wird der Ort nicht.")

    def einrichten(self, thing: Any) -> None:
        offered = queries.meldungen.angebot()
        for name, words in offered.items():
            self[name].optionen = words


class OeffentlichForm(Meldebogen, OhneCookieFormular):
    unbewacht: ClassVar[frozenset[str]] = frozenset({"mail", "webseite"})

    mail = zeile(
        "Ihre E-Mail-Adresse",
        200,
        hilfe=(
            "Freiwillig: Dann schreiben wir Ihnen, was daraus wird. Sie wird mit der Meldung gelöscht. Löschen wir den "
            "Text, weil er von einer Person handelt, kommt deshalb kein Brief mehr; Ihr Link sagt es Ihnen."
        ),
        validators=[Email("Bitte eine vollständige E-Mail-Adresse eingeben.")],
        render_kw={"type": "email", "autocomplete": "email"},
    )
    # People never see it; programs that fill in everything do.
    webseite = zeile(
        "Dieses Feld bitte frei lassen",
        200,
        validators=[Length(max=0, message="Bitte lassen Sie dieses Feld frei.")],
        render_kw={"autocomplete": "off", "tabindex": "-1"},
    )

    def angaben(self) -> dict[str, Any]:
        return {name: value for name, value in super().angaben().items() if name != "webseite"}


class AntwortForm(Formular):
    waechter: ClassVar[bool] = True
    antwort = absatz("Ihre Antwort", 2000, pflicht=True, hilfe=OHNE_PERSONENBEZUG)


class AntwortOhneKontoForm(AntwortForm, OhneCookieFormular):
    pass


class AnnehmenForm(Formular):
    thema = eins(
        "Thema", pflicht=True, hilfe="Themen desselben Handlungsfelds stehen oben. Passt keins, brechen Sie ab."
    )

    def einrichten(self, meldung: Meldung) -> None:
        self.thema.optionen = queries.meldungen.themen_fuer(meldung)


class NachfragenForm(Formular):
    waechter: ClassVar[bool] = True
    frage = absatz("Ihre Frage", 1000, pflicht=True, hilfe="Fragen Sie nicht nach der Person, sondern nach dem Ablauf.")


class NichtWeiterverfolgenForm(Formular):
    waechter: ClassVar[bool] = True
    begruendung = absatz("Begründung", 1000, pflicht=True, hilfe="Wer gemeldet hat, liest sie.")


class VerlaengernForm(Formular):
    waechter: ClassVar[bool] = True
    begruendung = absatz("Warum wird der Text noch gebraucht?", 500, pflicht=True)


class EinordnenForm(Aenderungsformular):
    von_institutionstyp = eins("von Stelle", leer="unbekannt")
    zu_institutionstyp = eins("zu Stelle", leer="unbekannt")
    von_rechtskreis = eins("von Rechtskreis", leer="unbekannt")
    zu_rechtskreis = eins("zu Rechtskreis", leer="unbekannt")
    handlungsfeld = eins("Handlungsfeld", leer="unbekannt")
    ursache = eins("Ursache", leer="unbekannt")
    phase = eins("Phase", leer="unbekannt")
    kommune = eins("Kommune", leer="ganzer Kreis oder unbekannt")

    def einrichten(self, meldung: Meldung) -> None:
        for name, words in queries.meldungen.angebot().items():
            chosen = getattr(meldung, name)
            self[name].optionen = words + ([chosen] if chosen is not None and chosen not in words else [])


def _zellen(text: Any) -> Any:
    """Every cell in canonical form where it stood; an empty one at the edge is a cell too."""
    if not isinstance(text, str):
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("\t".join(canonical(cell) for cell in line.split("\t")) for line in lines)


class EinfuegenForm(Formular):
    waechter: ClassVar[bool] = True
    zeilen = TextAreaField(
        "Zeilen aus der Tabelle",
        [DataRequired(PFLICHT), Length(max=HOECHSTENS_ZEICHEN, message=f"Höchstens {HOECHSTENS_ZEICHEN} Zeichen.")],
        filters=[_zellen],
        description=(
            f"Zellen kopieren und hier einfügen. Spalten: {', '.join(SPALTEN.values())}. {OHNE_PERSONENBEZUG}"
        ),
        render_kw={"rows": 12},
    )
    auslassen = haken("Zeilen, die so nicht gehen, auslassen")
