"""Votes that do not come from a device: by phone, on paper, as a show of hands."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.abstimmungen import bp
from kimflow.blueprints.abstimmungen.handzeichen import HandzeichenForm
from kimflow.blueprints.abstimmungen.stimmzettel import StimmzettelForm
from kimflow.models import Abstimmung, Kanal, Stimmabgabe
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular, absatz, wort
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act
from kimflow.workflow.stimmen import ERFASSBAR


class BestaetigenForm(StimmzettelForm):
    """Typed again from the paper or the call; what was written down first is not shown."""

    gemischt = False

    def vorbelegen(self, stimmabgabe: Stimmabgabe) -> None:
        """Nothing: neither what stands recorded nor anybody's draft."""


class ErfassenForm(BestaetigenForm):
    kanal = wort("Wie kam die Stimme?", ERFASSBAR)

    def angaben(self) -> dict[str, Any]:
        return super().angaben() | {"kanal": Kanal(self.kanal.data)}


class VerwerfenForm(Formular):
    begruendung = absatz("Begründung", 500, pflicht=True, hilfe="Steht im Verlauf. Nichts darüber, wie gestimmt wurde.")


def _stimmabgabe(nummer: str, id: int) -> Stimmabgabe:
    recordable = queries.abstimmungen.erfassbare_fuer(me()).join(Stimmabgabe.abstimmung)
    return fetch(recordable.where(Stimmabgabe.id == id, Abstimmung.nummer == nummer))


def _abstimmung(nummer: str) -> Abstimmung:
    return fetch(queries.abstimmungen.ganz(me()).where(Abstimmung.nummer == nummer))


def _zur_abstimmung(thing: Stimmabgabe | Abstimmung) -> str:
    abstimmung = thing if isinstance(thing, Abstimmung) else thing.abstimmung
    return url_for("abstimmungen.show", nummer=abstimmung.nummer)


def _fuer_einen_sitz(act: Act[..., Any], form: type[Formular], **kw: Any) -> None:
    rule = f"/abstimmungen/<nummer>/stimme/<int:id>/{act.verb}"
    handlung(bp, rule, act, form, fetch=_stimmabgabe, ziel=_zur_abstimmung, **kw)


_fuer_einen_sitz(workflow.stimmen.erfassen, ErfassenForm, teil="abstimmungen/_erfassen.html")
_fuer_einen_sitz(workflow.stimmen.bestaetigen, BestaetigenForm, teil="abstimmungen/_erfassen.html")
_fuer_einen_sitz(workflow.stimmen.verwerfen, VerwerfenForm)
handlung(
    bp,
    "/abstimmungen/<nummer>/handzeichen",
    workflow.stimmen.handzeichen,
    HandzeichenForm,
    fetch=_abstimmung,
    ziel=_zur_abstimmung,
    teil="abstimmungen/_handzeichen.html",
)
