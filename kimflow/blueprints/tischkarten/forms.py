"""What whoever sits down without an account says: shape of input only."""

from wtforms.validators import Email

from kimflow import queries
from kimflow.models import Sitzung
from kimflow.web.forms import Formular, eins, zeile


class TischForm(Formular):
    name = zeile("Ihr Name", 120, pflicht=True, render_kw={"autocomplete": "name"})
    funktion = zeile("Ihre Funktion", 120, pflicht=True, hilfe="Zum Beispiel: Teamleitung.")
    mail = zeile(
        "Ihre dienstliche E-Mail-Adresse",
        200,
        pflicht=True,
        validators=[Email("Bitte eine vollständige E-Mail-Adresse eingeben.")],
        render_kw={"type": "email", "autocomplete": "email"},
    )


class AbmeldenForm(Formular):
    wen = eins("Wer hat sich angemeldet?", pflicht=True)

    def einrichten(self, sitzung: Sitzung) -> None:
        self.wen.optionen = [b.person for b in queries.tischkarten.am_tisch(sitzung)]
