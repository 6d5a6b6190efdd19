"""Form of the own choice: one box per kind of letter."""

from typing import Any, ClassVar

from wtforms import HiddenField
from wtforms.validators import Length

from kimflow import queries
from kimflow.mail.briefarten import WORTE
from kimflow.models import Briefart, Person
from kimflow.web.forms import Formular, haken
from kimflow.web.ohne_cookie import OhneCookieFormular

ANGEBOTEN = [art for art in Briefart if art.ist_abbestellbar]


class MailsForm(Formular):
    """It carries which boxes were ticked when it was opened: only what somebody ticked or unticked here changes."""

    immer: ClassVar[list[tuple[str, str]]] = [
        (WORTE[art].titel, WORTE[art].satz) for art in Briefart if not art.ist_abbestellbar
    ]
    """What nobody switches off, and why."""

    vorher = HiddenField(validators=[Length(max=200)])

    def einrichten(self, thing: Any) -> None:
        for art in ANGEBOTEN:
            self.ergaenzen(art.value, haken(WORTE[art].titel, hilfe=WORTE[art].satz))

    def vorbelegen(self, thing: Person) -> None:
        off = queries.abbestellungen.arten(thing.id)
        for art in ANGEBOTEN:
            self[art.value].data = art not in off
        self.vorher.data = " ".join(art.value for art in ANGEBOTEN if art not in off)

    def angaben(self) -> dict[str, Any]:
        before = set((self.vorher.data or "").split())
        return {
            "aus": [art for art in ANGEBOTEN if art.value in before and not self[art.value].data],
            "an": [art for art in ANGEBOTEN if art.value not in before and self[art.value].data],
        }


class LinkForm(OhneCookieFormular):
    """The one button of the page behind the link."""
