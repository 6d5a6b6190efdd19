"""Acts on notes: one line at an agenda item, what was said or what stayed open."""

from kimflow import clock
from kimflow.db import session
from kimflow.models import Notiz, Notizart, Person, Sitzung, Top
from kimflow.permissions import Permission
from kimflow.workflow.acts import act
from kimflow.workflow.bewegung import bewegen


def _nimmt_notizen_auf(sitzung: Sitzung) -> str | None:
    if sitzung.protokoll_wird_geschrieben:
        return None
    return "Notizen gibt es in der laufenden Sitzung und in der Nachbereitung."


def sitzung_nimmt_notizen_auf(top: Top) -> str | None:
    return _nimmt_notizen_auf(top.sitzung)


def notiz_ist_aenderbar(notiz: Notiz) -> str | None:
    return _nimmt_notizen_auf(notiz.sitzung)


@act(
    Permission.NOTIZ_SCHREIBEN,
    label="Notiz schreiben",
    sentence="hat eine Notiz geschrieben",
    requires=(sitzung_nimmt_notizen_auf,),
    records=("art",),
    creates=True,
)
def schreiben(top: Top, person: Person, *, art: Notizart, text: str) -> Notiz:
    """Eine Zeile zum Punkt: was gesagt wurde oder was offen blieb. Sie steht im Protokoll."""
    bewegen(top.sitzung)
    return Notiz(top=top, art=art, text=text, person=person, geschrieben_am=clock.now())


@act(
    Permission.NOTIZ_AENDERN,
    label="Ändern",
    sentence="hat die Notiz geändert",
    requires=(notiz_ist_aenderbar,),
)
def aendern(notiz: Notiz, person: Person, *, art: Notizart, text: str) -> None:
    """Die Zeile verbessern, solange das Protokoll nicht vorliegt."""
    notiz.art, notiz.text = art, text
    bewegen(notiz.sitzung)


@act(
    Permission.NOTIZ_LOESCHEN,
    label="Löschen",
    sentence="hat die Notiz gelöscht",
    requires=(notiz_ist_aenderbar,),
)
def loeschen(notiz: Notiz, person: Person) -> None:
    """Die Zeile verschwindet ganz."""
    top = notiz.top
    top.notizen.remove(notiz)
    session().delete(notiz)
    bewegen(top.sitzung)
