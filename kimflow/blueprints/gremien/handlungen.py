"""The pages of the acts on bodies."""

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.gremien import bp
from kimflow.blueprints.gremien.forms import (
    AufnehmenForm,
    BearbeitenForm,
    BeendenForm,
    BesetzenForm,
    EinrichtenForm,
    GremiumBeendenForm,
    MitgliedschaftBeendenForm,
    SitzBearbeitenForm,
    SitzForm,
    UebergebenForm,
)
from kimflow.models import Besetzung, Gremium, Mitgliedschaft, Sitz
from kimflow.web.access import fetch, me
from kimflow.web.handlungen import handlung


def _gremium(id: int) -> Gremium:
    return fetch(queries.gremien.ganz(me()).where(Gremium.id == id))


def _sitz(id: int, sitz_id: int) -> Sitz:
    return fetch(queries.gremien.sitze(me()).where(Sitz.id == sitz_id, Sitz.gremium_id == id))


def _besetzung(id: int, besetzung_id: int) -> Besetzung:
    statement = queries.gremien.besetzungen(me())
    return fetch(statement.where(Besetzung.id == besetzung_id, Besetzung.sitz.has(Sitz.gremium_id == id)))


def _mitgliedschaft(id: int, mitgliedschaft_id: int) -> Mitgliedschaft:
    statement = queries.gremien.mitgliedschaften(me())
    return fetch(statement.where(Mitgliedschaft.id == mitgliedschaft_id, Mitgliedschaft.gremium_id == id))


def _zum_gremium(gremium: Gremium) -> str:
    return url_for("gremien.show", id=gremium.id)


def _zum_sitz(thing: Sitz | Besetzung) -> str:
    sitz = thing.sitz if isinstance(thing, Besetzung) else thing
    return url_for("gremien.show", id=sitz.gremium_id, _anchor=f"sitz-{sitz.id}")


def _zu_den_mitgliedern(thing: Mitgliedschaft | Gremium) -> str:
    id = thing.gremium_id if isinstance(thing, Mitgliedschaft) else thing.id
    return url_for("gremien.show", id=id, _anchor="mitglieder")


handlung(
    bp,
    "/einrichten",
    workflow.gremien.einrichten,
    EinrichtenForm,
    ziel=_zum_gremium,
    zurueck=lambda thing: url_for("gremien.index"),
)
handlung(
    bp,
    "/<int:id>/bearbeiten",
    workflow.gremien.bearbeiten,
    BearbeitenForm,
    fetch=_gremium,
    ziel=_zum_gremium,
)
handlung(
    bp,
    "/<int:id>/sitz_einrichten",
    workflow.gremien.sitz_einrichten,
    SitzForm,
    fetch=_gremium,
    ziel=_zum_sitz,
    zurueck=_zum_gremium,
)
handlung(
    bp,
    "/<int:id>/sitze/<int:sitz_id>/sitz_besetzen",
    workflow.gremien.sitz_besetzen,
    BesetzenForm,
    fetch=_sitz,
    ziel=_zum_sitz,
)
handlung(
    bp,
    "/<int:id>/sitze/<int:sitz_id>/sitz_uebergeben",
    workflow.gremien.sitz_uebergeben,
    UebergebenForm,
    fetch=_sitz,
    ziel=_zum_sitz,
)
handlung(
    bp,
    "/<int:id>/sitze/<int:sitz_id>/sitz_bearbeiten",
    workflow.gremien.sitz_bearbeiten,
    SitzBearbeitenForm,
    fetch=_sitz,
    ziel=_zum_sitz,
)
handlung(
    bp,
    "/<int:id>/besetzungen/<int:besetzung_id>/besetzung_beenden",
    workflow.gremien.besetzung_beenden,
    BeendenForm,
    fetch=_besetzung,
    ziel=_zum_sitz,
)
handlung(
    bp,
    "/<int:id>/mitglied_aufnehmen",
    workflow.gremien.mitglied_aufnehmen,
    AufnehmenForm,
    fetch=_gremium,
    ziel=_zu_den_mitgliedern,
)
handlung(
    bp,
    "/<int:id>/mitgliedschaften/<int:mitgliedschaft_id>/mitgliedschaft_beenden",
    workflow.gremien.mitgliedschaft_beenden,
    MitgliedschaftBeendenForm,
    fetch=_mitgliedschaft,
    ziel=_zu_den_mitgliedern,
    teil="handlung/_abschied.html",
)
handlung(
    bp,
    "/<int:id>/beenden",
    workflow.gremien.beenden,
    GremiumBeendenForm,
    fetch=_gremium,
    ziel=_zum_gremium,
    teil="handlung/_abschied.html",
)
