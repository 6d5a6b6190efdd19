"""Routes of persons."""

from typing import Any

from flask import render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.personen import bp
from kimflow.blueprints.personen.forms import (
    BeendenForm,
    DeaktivierenForm,
    PersonBearbeitenForm,
    PersonForm,
    RolleGebenForm,
    ZeichnungErlaubenForm,
)
from kimflow.columns import canonical
from kimflow.exports.tabellen import Tabelle
from kimflow.models import Person, PersonStatus, Rolle, Rollenart, Zeichnungsberechtigung
from kimflow.permissions import Permission, can
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.forms import Formular
from kimflow.web.handlungen import angebote, handlung
from kimflow.web.listen import in_worten
from kimflow.web.tabellen import als_tabelle
from kimflow.web.uebernahmen import uebernahmetabelle
from kimflow.web.verlauf import verlauf
from kimflow.workflow.acts import Act, lesbar


@bp.get("/")
@requires(Permission.PERSON_ANSEHEN)
def index() -> str:
    ask()
    filter = _filter()
    seite = queries.personen.liste(me(), filter, request.args.get("nach"))
    return render_template(
        "personen/index.html",
        seite=seite,
        filter=filter,
        felder=_felder(filter),
        weiter_url=url_for(".index", **filter, nach=seite.weiter) if seite.weiter else None,
        darf_anlegen=can(me(), Permission.PERSON_ANLEGEN),
        darf_importieren=can(me(), Permission.PERSON_IMPORTIEREN),
    )


@bp.get("/<int:id>")
@requires(Permission.PERSON_ANSEHEN)
def show(id: int) -> str:
    person = _person(id)
    parts = [*person.rollen, *person.zeichnungsberechtigungen]
    return render_template(
        "personen/show.html",
        person=person,
        angebote=angebote(person, "personen", id=id),
        darf_beenden=can(me(), Permission.PERSON_ROLLE_BEENDEN, person),
        verlauf=verlauf(person, *parts),
    )


def _filter() -> dict[str, Any]:
    names = ("suche", "status", "rolle", "institution")
    return {name: canonical(request.args.get(name, ""))[:100] for name in names}


def _tabelle() -> Tabelle:
    filter = _filter()
    return uebernahmetabelle(
        "personen", queries.personen.alle(me(), filter), in_worten(_felder(filter), filter["suche"])
    )


def _felder(filter: dict[str, str]) -> list[dict[str, Any]]:
    houses = [("", "alle"), *((str(i.id), i.kurzname) for i in queries.institutionen.aktive())]
    return [
        {"name": name, "text": text, "wert": filter[name], "optionen": options}
        for name, text, options in (
            ("status", "Stand", [("", "alle"), *((s.value, lesbar(s)) for s in PersonStatus)]),
            ("rolle", "Rolle", [("", "alle"), *((r.value, lesbar(r)) for r in Rollenart)]),
            ("institution", "Institution", houses),
        )
    ]


def _person(id: int) -> Person:
    return fetch(queries.personen.ganz(me()).where(Person.id == id))


def _rolle(id: int, rolle: int) -> Rolle:
    return fetch(queries.personen.rollen_fuer(me()).where(Rolle.id == rolle, Rolle.person_id == id))


def _zeichnung(id: int, zeichnung: int) -> Zeichnungsberechtigung:
    visible = queries.personen.zeichnungen_fuer(me())
    return fetch(visible.where(Zeichnungsberechtigung.id == zeichnung, Zeichnungsberechtigung.person_id == id))


def _zur_person(thing: Person | Rolle | Zeichnungsberechtigung) -> str:
    return url_for("personen.show", id=thing.id if isinstance(thing, Person) else thing.person_id)


als_tabelle(bp, "/liste", Permission.PERSON_ANSEHEN, _tabelle)
handlung(
    bp,
    "/anlegen",
    workflow.personen.anlegen,
    PersonForm,
    ziel=_zur_person,
    zurueck=lambda thing: url_for("personen.index"),
)
_FORMULARE: dict[Act[..., Any], type[Formular]] = {
    workflow.personen.bearbeiten: PersonBearbeitenForm,
    workflow.personen.einladen: Formular,
    workflow.personen.rolle_geben: RolleGebenForm,
    workflow.personen.zeichnung_erlauben: ZeichnungErlaubenForm,
    workflow.personen.deaktivieren: DeaktivierenForm,
    workflow.personen.reaktivieren: Formular,
}
_MIT_OFFENEM = (workflow.personen.bearbeiten, workflow.personen.deaktivieren)
for _act, _form in _FORMULARE.items():
    _teil = "handlung/_abschied.html" if _act in _MIT_OFFENEM else "handlung/_formular.html"
    handlung(bp, f"/<int:id>/{_act.verb}", _act, _form, fetch=_person, ziel=_zur_person, teil=_teil)
handlung(
    bp,
    "/<int:id>/rollen/<int:rolle>/rolle_beenden",
    workflow.personen.rolle_beenden,
    BeendenForm,
    fetch=_rolle,
    ziel=_zur_person,
)
handlung(
    bp,
    "/<int:id>/zeichnungen/<int:zeichnung>/zeichnung_beenden",
    workflow.personen.zeichnung_beenden,
    BeendenForm,
    fetch=_zeichnung,
    ziel=_zur_person,
)
