"""The page itself, for whoever is asked: put together alike for who is signed in and who came by a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, make_response, render_template, url_for

from kimflow import clock, queries, workflow
from kimflow.blueprints.meine_sitzung import jetzt
from kimflow.blueprints.meine_sitzung.forms import VorschlagForm, VotumForm
from kimflow.models import Person, Sitzung, SitzungStatus, Top, Unterlage
from kimflow.permissions import Permission, can
from kimflow.queries.aufgaben import Aufgabe
from kimflow.web.filters import datum

GENEHMIGT = SitzungStatus.GENEHMIGT


@dataclass(frozen=True)
class Weg:
    """Who is asked, and below which address the buttons of the page lead."""

    person: Person
    basis: str
    ist_link: bool = False


@dataclass(frozen=True)
class Punkt:
    """An agenda item with what this person may read of it and say to it."""

    top: Top
    unterlagen: Sequence[Unterlage]
    votum: VotumForm | None


def zeigen(
    sitzung: Sitzung,
    weg: Weg,
    status: int = 200,
    *,
    gruende: Sequence[str] = (),
    votum: tuple[int, VotumForm] | None = None,
    vorschlag: VorschlagForm | None = None,
) -> Response:
    """The page; votum and vorschlag are forms that were sent and have to be looked at again."""
    person = weg.person
    vota = queries.vota.der_sitzung(sitzung, person)
    words: dict[str, Any] = {
        "wer": person,
        "gruende": gruende,
        "antworten": queries.meine_sitzung.eigene_antworten(sitzung, person),
        "eigene_sitze": {b.sitz_id for b in queries.sitzungen.heutige_besetzungen(person)},
        "antwortbar": sitzung.status is SitzungStatus.EINGELADEN,
        "punkte": [_punkt(top, person, vota, votum) for top in sitzung.tops],
        "vota": vota,
        "vorschlag": vorschlag or _vorschlag(sitzung, person),
        "vorschlaege": [v for v in sitzung.topvorschlaege if v.person_id == person.id],
        "folgt": sitzung.status in (SitzungStatus.EINGELADEN, SitzungStatus.LAUFEND),
        "ics": f"{weg.basis}/termin.ics" if weg.ist_link else f"/sitzungen/{sitzung.nummer}/termin.ics",
        "mappe": f"{weg.basis if weg.ist_link else f'/sitzungen/{sitzung.nummer}'}/mappe.pdf",
        **_vorher(sitzung, person),
        **_nachher(sitzung, person),
        **jetzt.worte(queries.meine_sitzung.saal_von(sitzung), person, weg.basis, ist_link=weg.ist_link),
    }
    return make_response(render_template("meine_sitzung/show.html", **words), status)


def _punkt(
    top: Top,
    person: Person,
    vota: dict[int, list[queries.vota.Zeile]],
    sent: tuple[int, VotumForm] | None,
) -> Punkt:
    papers = queries.sitzungen.unterlagen(top, person)
    if sent and sent[0] == top.id:
        return Punkt(top, papers, sent[1])
    return Punkt(top, papers, _votum(top, person, vota.get(top.id, [])))


def _votum(top: Top, person: Person, said: list[queries.vota.Zeile]) -> VotumForm | None:
    """Only for whoever speaks for a Sitz, and only as long as it makes sense."""
    if not queries.vota.fragt_noch(top):
        return None
    seats = queries.vota.eigene_sitze(top, person)
    if not seats or not can(person, Permission.VOTUM_ABGEBEN, top) or workflow.vota.abgeben.obstacles(top):
        return None
    form = VotumForm(formdata=None)
    form.fuer(top, person)
    form.process(None)
    form.zeigen([v for v in said if v.sitz_id in {seat.id for seat in seats}])
    return form


def _vorschlag(sitzung: Sitzung, person: Person) -> VorschlagForm | None:
    allowed = can(person, Permission.TOPVORSCHLAG_MACHEN, sitzung)
    if not allowed or workflow.topvorschlaege.machen.obstacles(sitzung):
        return None
    return VorschlagForm(formdata=None)


def _vorher(sitzung: Sitzung, person: Person) -> dict[str, Any]:
    """What one should know before one comes; nobody needs it once the meeting runs."""
    if sitzung.status not in queries.sitzungen.VORHER:
        return {"letzte": None, "neues": [], "aufgaben": []}
    last, news = queries.meine_sitzung.seit_der_letzten(sitzung, person)
    return {"letzte": last, "neues": news, "aufgaben": [_zeile(a) for a in queries.meine_sitzung.aufgaben(person)]}


def _zeile(aufgabe: Aufgabe) -> dict[str, str]:
    due = f"{aufgabe.wort} {datum(aufgabe.frist)}" if aufgabe.frist else ""
    late = "überfällig" if aufgabe.frist and aufgabe.frist < clock.today() else ""
    url = url_for(aufgabe.endpoint, **aufgabe.werte)  # type: ignore[arg-type]  # values of the route
    return {"text": f"{aufgabe.gruppe}: {aufgabe.text}", "url": url, "frist": due, "dringend": late}


def _nachher(sitzung: Sitzung, person: Person) -> dict[str, Any]:
    """What came out of it: own tasks, and the minutes with the day until which one may object."""
    held = sitzung.status in queries.sitzungen.GEHALTEN
    reads = held and bool(sitzung.fassungen) and can(person, Permission.SITZUNG_PROTOKOLL_ANSEHEN, sitzung)
    until: date | None = sitzung.fassungen[-1].einwendungen_bis if reads and sitzung.status is not GENEHMIGT else None
    return {
        "gehalten": held,
        "auftraege": queries.meine_sitzung.auftraege(sitzung, person) if held else [],
        "protokoll": f"/sitzungen/{sitzung.nummer}/protokoll" if reads else "",
        "einwendungen_bis": until,
    }
