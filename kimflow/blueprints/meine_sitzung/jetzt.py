"""The part of the page that follows the meeting: what is talked about, own ballots, the raised hand. No vote."""

from dataclasses import dataclass
from typing import Any

from flask import render_template

from kimflow import queries
from kimflow.models import Person, Sitzung, Wandbild
from kimflow.permissions import Permission, can
from kimflow.queries.meine_sitzung import Saal
from kimflow.web import live


@dataclass(frozen=True)
class Sicht:
    """Whose page it is, for which Sitze, and below which address its buttons lead."""

    person_id: int
    sitze: frozenset[int]
    basis: str
    ist_link: bool


def sicht(sitzung: Sitzung | None, person: Person, basis: str, *, ist_link: bool) -> Sicht | None:
    """None for whoever takes no part (any more)."""
    if sitzung is None or not can(person, Permission.SITZUNG_TEILNEHMEN, sitzung):
        return None
    own = {b.sitz_id for b in queries.sitzungen.heutige_besetzungen(person) if b.gilt_in(sitzung.id)}
    return Sicht(person.id, frozenset(own), basis, ist_link)


def _der_angemeldeten(person: Person, id: int) -> Sicht | None:
    sitzung = queries.meine_sitzung.kopf(id)
    return sicht(sitzung, person, f"/sitzungen/{sitzung.nummer}/meine" if sitzung else "", ist_link=False)


def worte(saal: Saal, person: Person, basis: str, *, ist_link: bool) -> dict[str, Any]:
    """What meine_sitzung/_jetzt.html needs."""
    sitzung = saal.sitzung
    hand = next(((place, one) for place, (one, whose) in enumerate(saal.haende, 1) if whose == person.id), None)
    here = f"/sitzungen/{sitzung.nummer}"
    return {
        "saal": saal,
        "sitzung": sitzung,
        "zettel": queries.meine_sitzung.zettel(sitzung.id, person) if saal.runden else [],
        "hand": hand,
        "melden": f"{basis}/melden" if ist_link else f"{here}/melden",
        "senken": f"{basis}/zuruecknehmen" if ist_link or not hand else f"{here}/wortmeldungen/{hand[1]}/zuruecknehmen",
        "darf_melden": sitzung.ist_laufend and can(person, Permission.WORTMELDUNG_MELDEN, sitzung),
        "ergebnis": _aufgedeckt(sitzung, person),
        "basis": basis,
        "ist_link": ist_link,
    }


def _aufgedeckt(sitzung: Sitzung, person: Person) -> str:
    """The verdict that stands on the wall just now, for those who may open the round."""
    if sitzung.wandbild is not Wandbild.ERGEBNIS or not sitzung.laufender_top:
        return ""
    if not can(person, Permission.ABSTIMMUNG_ANSEHEN, sitzung):
        return ""
    return queries.meine_sitzung.urteil(sitzung.laufender_top)


def _teil(id: int, sicht: Sicht) -> str:
    person = queries.meine_sitzung.person(sicht.person_id)
    words = worte(queries.meine_sitzung.saal(id), person, sicht.basis, ist_link=sicht.ist_link)
    return render_template("meine_sitzung/_platz.html", csrf="", **words)


quelle = live.Quelle(queries.saal.staende, _der_angemeldeten, _teil)
