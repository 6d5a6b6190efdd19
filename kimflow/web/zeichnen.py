"""The form to sign with: the wording it is about, the code from the mail, and a reservation."""

from typing import Any

from flask import url_for
from wtforms.validators import Regexp

from kimflow.models import Beitrag
from kimflow.web.forms import Formular, tag, zeile
from kimflow.workflow.zielvereinbarungen import wortlaut

_SECHS_ZIFFERN = Regexp(r"\d{6}$", message="Der Code hat sechs Ziffern.")


class ZeichnenForm(Formular):
    code = zeile(
        "Code aus der Mail",
        12,
        pflicht=True,
        hilfe="Sechs Ziffern, 15 Minuten gültig.",
        validators=[_SECHS_ZIFFERN],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )
    vorbehalt = zeile(
        "Unter dem Vorbehalt dieses Gremiums",
        200,
        hilfe="Nur, wenn ein Gremium noch zustimmen muss: der Kreistag …",
    )
    vorbehalt_bis = tag("Das Gremium entscheidet bis", hilfe="Nur mit Vorbehalt.")

    wortlaut: str
    anfordern: Formular
    ziel_anfordern: str

    def einrichten(self, beitrag: Beitrag) -> None:
        self.wortlaut = wortlaut(beitrag)
        self.anfordern = Formular(formdata=None)
        self.ziel_anfordern = url_for(
            "zielvereinbarungen.zeichnungscode_anfordern", nummer=beitrag.zielvereinbarung.nummer, id=beitrag.id
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """A reservation names the body and the day."""
        return bool(super().validate(extra_validators)) and vorbehalt_ist_ganz(self)


def vorbehalt_ist_ganz(form: Any) -> bool:
    """Both or none; says at the field what is missing."""
    if bool(form.vorbehalt.data) == bool(form.vorbehalt_bis.data):
        return True
    missing = form.vorbehalt_bis if form.vorbehalt.data else form.vorbehalt
    missing.errors = ["Zu einem Gremienvorbehalt gehören das Gremium und der Tag."]
    return False
