"""Everything that happens. One module per noun, one function per verb; acts.py is the kernel."""

from kimflow.workflow import (
    abstimmungen,
    anmeldungen,
    beschluesse,
    einzellinks,
    ereignisse,
    fallrekonstruktionen,
    gremien,
    institutionen,
    massnahmen,
    personen,
    post,
    sitzungen,
    stellungnahmen,
    themen,
    vokabeln,
    zielvereinbarungen,
)

__all__ = [
    "abstimmungen",
    "anmeldungen",
    "beschluesse",
    "einzellinks",
    "ereignisse",
    "fallrekonstruktionen",
    "gremien",
    "institutionen",
    "massnahmen",
    "personen",
    "post",
    "sitzungen",
    "stellungnahmen",
    "themen",
    "vokabeln",
    "zielvereinbarungen",
]
