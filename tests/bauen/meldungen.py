"""Meldungen for tests, made with the acts: reported by Fatma unless told otherwise."""

import secrets
from typing import Any

from sqlalchemy import select

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Einstellung, Meldung, Person
from kimflow.queries.einstellungen import JA, NEIN
from tests.besetzung import Welt


def angaben(welt: Welt, **kw: Any) -> dict[str, Any]:
    """The Meldebogen, filled in."""
    filled = {
        "titel": "Nach dem Umzug war wochenlang niemand zuständig",
        "schilderung": "Die eine Stelle hatte abgegeben, die andere noch nicht angenommen.",
        "vorschlag": "Eine gemeinsame Liste der Übergaben.",
        "von_institutionstyp": welt.vokabel("institutionstyp", "Sozialamt"),
        "zu_institutionstyp": welt.vokabel("institutionstyp", "Jobcenter"),
        "von_rechtskreis": welt.vokabel("rechtskreis", "AsylbLG"),
        "zu_rechtskreis": welt.vokabel("rechtskreis", "SGB II"),
        "handlungsfeld": welt.vokabel("handlungsfeld", "Leistungen und Rechtskreiswechsel"),
        "ursache": welt.vokabel("ursache", "Rechtskreiswechsel"),
        "kommune": welt.kommune(),
    }
    return filled | kw


def formular(welt: Welt, **kw: Any) -> dict[str, str]:
    """The same as a browser sends it."""
    return {name: str(getattr(value, "id", value)) for name, value in angaben(welt, **kw).items()}


def neue_meldung(welt: Welt, person: Person | None = None, **kw: Any) -> Meldung:
    """A Meldung that waits for a decision."""
    with transaction():
        return workflow.meldungen.melden(person or welt.person("Fatma"), **angaben(welt, **kw))


def nachgefragte_meldung(welt: Welt, person: Person | None = None, **kw: Any) -> Meldung:
    """Kora asked something back."""
    meldung = neue_meldung(welt, person, **kw)
    with transaction():
        workflow.meldungen.nachfragen(meldung, welt.person("Kora"), frage="Betraf das nur eine Kommune?")
    return meldung


def ohne_konto(welt: Welt, *, gefragt: bool = False, mail: str = "", **kw: Any) -> str:
    """A Meldung by somebody without an account; the token of its link."""
    with transaction():
        kennung = secrets.token_hex(8)
        workflow.meldungen.ohne_konto_melden(kennung, mail=mail, **angaben(welt, **kw))
        token = queries.meldungen.linkzeichen(kennung)
    if gefragt:
        with transaction():
            workflow.meldungen.nachfragen(die_des_links(token), welt.person("Kora"), frage="Betraf das eine Kommune?")
    return token


def die_des_links(token: str) -> Meldung:
    """The Meldung behind a token, as the database has it now."""
    if session().info.get("kimflow_writes") is None:
        session().expire_all()
    meldung = queries.meldungen.mit_zeichen(token)
    assert meldung is not None
    return meldung


def angenommene_meldung(welt: Welt, thema: Any, **kw: Any) -> Meldung:
    """Grundlage of `thema`."""
    meldung = neue_meldung(welt, **kw)
    with transaction():
        workflow.meldungen.annehmen(meldung, welt.person("Kora"), thema=thema)
    return meldung


def oeffentlich_ein(an: bool = True) -> None:
    """Switch the public Meldebogen, by a raw row."""
    with transaction():
        switch = session().scalars(select(Einstellung).where(Einstellung.schluessel == "meldung.oeffentlich")).one()
        switch.wert = JA if an else NEIN
