"""Forms that edit some fields of a row which others change in other ways while somebody types."""

import hashlib
from typing import Any

from wtforms import HiddenField
from wtforms.validators import Length

from kimflow.web.forms import Aenderungsformular

_OHNE_TEXT = ("csrf_token", "marke", "version", "gelesen")


class Feldformular(Aenderungsformular):
    """Nobody was faster as long as the fields of this form are saved as they were when it was opened.

    `gelesen` tells how they were. An answer to the invitation or an item that is moved is no conflict with it.
    """

    gelesen = HiddenField(validators=[Length(max=64)])

    def einrichten(self, thing: Any) -> None:
        super().einrichten(thing)
        self.thing = thing

    def vorbelegen(self, thing: Any) -> None:
        super().vorbelegen(thing)
        self.gelesen.data = self._abdruck(thing)

    def angaben(self) -> dict[str, Any]:
        given = super().angaben()
        if given.pop("gelesen") == self._abdruck(self.thing):
            given["version"] = self.thing.version
        return given

    def vergleicht(self, field: Any, thing: Any) -> bool:
        return field.name not in _OHNE_TEXT and super().vergleicht(field, thing)

    def erneuern(self, thing: Any) -> None:
        super().erneuern(thing)
        self.gelesen.data = self._abdruck(thing)

    def _abdruck(self, thing: Any) -> str:
        """A fingerprint of what is saved at `thing` in the fields of this form."""
        names = [field.name for field in self if self.vergleicht(field, thing)]
        saved = [(name, getattr(thing, name)) for name in names]
        words = [(name, str(getattr(value, "id", value))) for name, value in saved]
        return hashlib.sha256(repr(words).encode()).hexdigest()
