"""Milestones: set, reached, moved with a reason."""

from datetime import date

from kimflow import clock
from kimflow.models import (
    Massnahme,
    MassnahmeStatus,
    Meilenstein,
    Person,
)
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.massnahmen.termine import offener, verschieben
from kimflow.workflow.massnahmen.voraussetzungen import (
    LAUFENDE,
    VOR_DEM_BESCHLUSS,
    erreichter_meilenstein,
    liegt_nicht_vor,
    offener_meilenstein,
)

P = Permission
S = MassnahmeStatus


@act(
    P.MASSNAHME_MEILENSTEIN_SETZEN,
    label="Meilenstein setzen",
    sentence="hat einen Meilenstein gesetzt",
    when=VOR_DEM_BESCHLUSS | LAUFENDE,
    requires=(liegt_nicht_vor,),
    records=("titel", "geplant_am"),
)
def meilenstein_setzen(massnahme: Massnahme, person: Person, *, titel: str, geplant_am: date) -> None:
    """Einen prüfbaren Zwischenschritt mit Termin eintragen."""
    massnahme.meilensteine.append(Meilenstein(titel=titel, geplant_am=geplant_am, urspruenglich_am=geplant_am))


@act(
    P.MASSNAHME_MEILENSTEIN_BEARBEITEN,
    label="Meilenstein ändern",
    sentence="hat einen Meilenstein geändert",
    when=VOR_DEM_BESCHLUSS,
    requires=(offener_meilenstein, liegt_nicht_vor),
    records=("meilenstein", "titel", "geplant_am"),
)
def meilenstein_bearbeiten(
    massnahme: Massnahme, person: Person, *, meilenstein: Meilenstein, titel: str, geplant_am: date
) -> None:
    """Titel oder Termin ändern, solange nichts beschlossen ist. Danach wird ein Termin verschoben, mit Grund."""
    offener(massnahme, meilenstein)
    meilenstein.titel = titel
    meilenstein.geplant_am = meilenstein.urspruenglich_am = geplant_am


@act(
    P.MASSNAHME_MEILENSTEIN_ERREICHEN,
    label="Meilenstein erreicht",
    sentence="hat einen Meilenstein als erreicht gemeldet",
    when=LAUFENDE,
    requires=(offener_meilenstein,),
    records=("meilenstein", "erreicht_am"),
)
def meilenstein_erreichen(massnahme: Massnahme, person: Person, *, meilenstein: Meilenstein, erreicht_am: date) -> None:
    """Festhalten, an welchem Tag ein Meilenstein erreicht war."""
    offener(massnahme, meilenstein)
    if erreicht_am > clock.today():
        raise Obstructed("Der Tag darf nicht in der Zukunft liegen.")
    meilenstein.erreicht_am = erreicht_am


@act(
    P.MASSNAHME_MEILENSTEIN_VERSCHIEBEN,
    label="Meilenstein verschieben",
    sentence="hat einen Meilenstein verschoben",
    when=LAUFENDE,
    requires=(offener_meilenstein,),
    records=("meilenstein", "geplant_am", "begruendung"),
)
def meilenstein_verschieben(
    massnahme: Massnahme, person: Person, *, meilenstein: Meilenstein, geplant_am: date, begruendung: str
) -> None:
    """Einen Termin mit Grund verschieben. Der ursprüngliche Termin bleibt sichtbar."""
    verschieben(massnahme, meilenstein, geplant_am, begruendung, person)


@act(
    P.MASSNAHME_MEILENSTEIN_ZURUECKNEHMEN,
    label="Erreichten Meilenstein zurücknehmen",
    sentence="hat zurückgenommen, dass ein Meilenstein erreicht ist",
    when=LAUFENDE,
    requires=(erreichter_meilenstein,),
    records=("meilenstein", "begruendung"),
)
def meilenstein_zuruecknehmen(
    massnahme: Massnahme, person: Person, *, meilenstein: Meilenstein, begruendung: str
) -> None:
    """Berichtigen, wenn ein Meilenstein irrtümlich als erreicht gemeldet wurde. Er ist danach wieder offen."""
    if meilenstein.massnahme_id != massnahme.id:
        raise Obstructed("Dieser Meilenstein gehört zu einer anderen Maßnahme.")
    if meilenstein.erreicht_am is None:
        raise Obstructed("Dieser Meilenstein ist noch offen.")
    if not begruendung:
        raise Obstructed("Bitte begründen Sie, warum der Meilenstein doch nicht erreicht ist.")
    meilenstein.erreicht_am = None
