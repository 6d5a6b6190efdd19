"""Words and settings every installation starts with. Repeatable: what an office has changed stays as it is."""

import json
from pathlib import Path

from sqlalchemy import select

from kimflow.db import session, transaction
from kimflow.models import VOKABULARE, Einstellung, Vokabel
from kimflow.workflow.einstellungen import EINSTELLUNGEN

VOKABULAR = Path(__file__).with_name("vokabular.json")


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
