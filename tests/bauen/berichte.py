"""Reports for tests, made with the acts by Kora."""

from datetime import date
from typing import Any

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Bericht, Berichtsabschnitt, Berichtsart
from tests.besetzung import Welt


def neuer_bericht(welt: Welt, **kw: Any) -> Bericht:
    """The draft of a Sachbericht about this year until today."""
    year = clock.today().year
    angaben: dict[str, Any] = {"art": Berichtsart.SACHBERICHT, "von": date(year, 1, 1), "bis": date(year, 12, 31)}
    with transaction():
        return workflow.berichte.anlegen(welt.person("Kora"), **(angaben | kw))


def abschnitt(bericht: Bericht, schluessel: str) -> Berichtsabschnitt:
    return next(one for one in bericht.abschnitte if one.schluessel == schluessel)


def geschrieben(welt: Welt, bericht: Bericht, text: str = "Dazu ist alles gesagt.") -> Bericht:
    """With a text in every section that needs one."""
    kind = workflow.berichte.ARTEN[bericht.art]
    for section in bericht.abschnitte:
        found = kind.abschnitt(section.schluessel)
        if found and found.noetig and not section.text:
            with transaction():
                workflow.berichte.schreiben(section, welt.person("Kora"), text=text)
    return bericht


def abgeschlossener_bericht(welt: Welt, *, freigegeben: bool = False, **kw: Any) -> Bericht:
    bericht = geschrieben(welt, neuer_bericht(welt, **kw))
    with transaction():
        workflow.berichte.abschliessen(bericht, welt.person("Kora"), freigegeben=freigegeben)
    return bericht


def ganz(welt: Welt, bericht: Bericht) -> Bericht:
    """Read anew, with all that stands behind its figures."""
    session().expire_all()
    found = queries.berichte.mit_zeilen(welt.person("Kora")).where(Bericht.id == bericht.id)
    return session().scalars(found).unique().one()
