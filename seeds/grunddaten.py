"""Words, settings and known Fördertöpfe every installation starts with. Repeatable: what an office has changed stays as it is."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select

from kimflow.db import session, transaction
from kimflow.models import (
    VOKABULARE,
    Deckungsfaehig,
    Einstellung,
    Foerderjahr,
    FoerderjahrStatus,
    Foerdertopf,
    FoerdertopfStatus,
    Vokabel,
)
from kimflow.workflow.einstellungen import EINSTELLUNGEN

VOKABULAR = Path(__file__).with_name("vokabular.json")
FOERDERUNG = Path(__file__).with_name("foerderung.json")
_DECKUNGSFAEHIG = {True: Deckungsfaehig.JA, False: Deckungsfaehig.NEIN, None: Deckungsfaehig.UNBEKANNT}


def grunddaten() -> None:
    """Add what is missing. A vocabulary that has words already is the office's own and is left alone."""
    words = json.loads(VOKABULAR.read_text(encoding="utf-8"))
    with transaction() as s:
        begun = set(s.scalars(select(Vokabel.art).distinct()))
        for art in VOKABULARE.keys() - begun:
            for place, kurz in enumerate(words[art], 1):
                s.add(VOKABULARE[art](kurz=kurz, lang="", reihenfolge=place * 10, aktiv=True))
        known = set(session().scalars(select(Einstellung.schluessel)))
        s.add_all(Einstellung(schluessel=key, wert="") for key in EINSTELLUNGEN if key not in known)
        _toepfe()


def _toepfe() -> None:
    """The known values as drafts: what one post is worth is not yet what this Kreis gets. Years begun stay alone."""
    begun = set(session().scalars(select(Foerderjahr.jahr)))
    known = json.loads(FOERDERUNG.read_text(encoding="utf-8"))["toepfe"]
    for jahr in sorted({jahr for one in known for jahr in one["jahre"]} - begun):
        foerderjahr = Foerderjahr(jahr=jahr, status=FoerderjahrStatus.OFFEN)
        for one in known:
            if jahr in one["jahre"]:
                session().add(_topf(foerderjahr, one))


def _topf(foerderjahr: Foerderjahr, one: dict[str, Any]) -> Foerdertopf:
    return Foerdertopf(
        foerderjahr=foerderjahr,
        baustein=one["baustein"],
        name=one["topf"],
        status=FoerdertopfStatus.ENTWURF,
        deckel=one["deckel"] * 100 if one["deckel"] else None,
        einheit=one["einheit"],
        deckungsfaehig=_DECKUNGSFAEHIG[one["deckungsfaehig"]],
        quelle="Quelle " + ", ".join(one["quelle"]),
        notiz=one["notiz"],
    )
