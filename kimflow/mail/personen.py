"""Mails about accounts: invitation, password, roles."""

from collections.abc import Iterable

from kimflow import clock, queries
from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Person, Rolle, Rollenart
from kimflow.queries.anmeldungen import schluessel_hash


def einladung(wen: Person, token: str) -> Brief:
    """The link with which a person sets up the own account."""
    url = adresse(f"/link/{token}/konto_einrichten")
    return schreiben(wen, "Ihr Zugang zu kimflow", "person_einladen", schluessel_hash(token), url=url)


def passwort_vergessen(wen: Person, token: str) -> Brief:
    """The link with which a person sets a new password."""
    url = adresse(f"/link/{token}/passwort_neu")
    return schreiben(wen, "Neues Passwort für kimflow", "passwort_vergessen", schluessel_hash(token), url=url)


def passwort_geaendert(wen: Person) -> Brief:
    """Tells the owner that the password is another one now."""
    return schreiben(
        wen,
        "Ihr Passwort für kimflow wurde geändert",
        "passwort_geaendert",
        _jetzt(),
        url=adresse("/passwort_vergessen"),
    )


def rolle_gegeben(wen: Person, person: Person) -> Iterable[Brief]:
    """die Person selbst und die Koordinierende Stelle"""
    return _an_betroffene(wen)


def rolle_beendet(rolle: Rolle, person: Person) -> Iterable[Brief]:
    """die Person selbst und die Koordinierende Stelle"""
    return _an_betroffene(rolle.person)


def _an_betroffene(wen: Person) -> Iterable[Brief]:
    url = adresse(f"/personen/{wen.id}")
    for an in dict.fromkeys((wen, *queries.personen.mit_rolle(Rollenart.KOORDINATION))):
        yield schreiben(an, "Rollen in kimflow geändert", "person_rolle", _jetzt(), wen=wen, url=url)


def _jetzt() -> str:
    """A mark of its own for every occasion: the same thing can happen twice."""
    return clock.now().isoformat()
