"""Forms around passwords: shape of input, and that a password is not one of those tried first."""

from typing import Any

from wtforms import PasswordField, ValidationError
from wtforms.validators import DataRequired, Email, Length

from kimflow.models import Person
from kimflow.web.forms import PFLICHT, Formular, zeile
from kimflow.workflow.passwoerter import HOECHSTENS, MINDESTENS, schwaeche

SATZ = (
    f"Mindestens {MINDESTENS} Zeichen. Am besten ein Satz oder vier Wörter, die nur Sie zusammenbringen; "
    "Leerzeichen sind erlaubt, Ziffern und Sonderzeichen nicht nötig."
)


def passwortfeld(label: str, autocomplete: str, hilfe: str = "") -> Any:
    """A password; nothing is cut off, whatever its length."""
    return PasswordField(
        label,
        [DataRequired(PFLICHT), Length(max=HOECHSTENS, message=f"Höchstens {HOECHSTENS} Zeichen.")],
        description=hilfe,
        render_kw={"autocomplete": autocomplete},
    )


class PasswortVergessenForm(Formular):
    mail = zeile(
        "E-Mail-Adresse",
        200,
        pflicht=True,
        validators=[Email("Bitte eine vollständige E-Mail-Adresse eingeben.")],
        render_kw={"type": "email", "autocomplete": "username"},
    )


class NeuesPasswortForm(Formular):
    passwort = passwortfeld("Neues Passwort", "new-password", SATZ)
    passwort_wiederholt = passwortfeld("Neues Passwort noch einmal", "new-password")

    person: Person

    def validate_passwort(self, field: Any) -> None:
        if reason := schwaeche(field.data, self.person):
            raise ValidationError(reason)

    def validate_passwort_wiederholt(self, field: Any) -> None:
        if field.data != self.passwort.data:
            raise ValidationError("Die beiden Eingaben sind verschieden.")


class PasswortAendernForm(NeuesPasswortForm):
    passwort_bisher = passwortfeld("Bisheriges Passwort", "current-password")
