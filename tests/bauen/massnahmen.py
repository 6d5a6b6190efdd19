"""Maßnahmen for tests, made with the acts: proposed by Paula, promised by Mats for the Jobcenter, done by Paul."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Massnahme, MassnahmeStatus, Meilenstein, Nachweis, Thema, ThemaStatus
from kimflow.workflow.dateien import Upload
from tests.bauen.dateien import PDF
from tests.bauen.themen import neuer_beschluss, thema_im_stand
from tests.besetzung import Welt

S = MassnahmeStatus


def in_tagen(tage: int) -> date:
    return clock.today() + timedelta(days=tage)


def neue_massnahme(welt: Welt, thema: Thema | None = None, **kw: Any) -> Massnahme:
    """Vorgeschlagen for the Jobcenter; with zielvereinbarung=… inside it, else directly at the Thema."""
    vereinbarung = kw.get("zielvereinbarung")
    thema = thema or (vereinbarung.thema if vereinbarung else thema_im_stand(welt, ThemaStatus.BEAUFTRAGT))
    angaben: dict[str, Any] = {
        "titel": "Übergabebogen einführen",
        "beschreibung": "Ein gemeinsamer Bogen für den Wechsel.",
        "art": welt.vokabel("massnahmeart", "Formular oder Arbeitshilfe"),
        "institution": welt.institution("Jobcenter"),
        "unterstuetzende": [welt.institution("Sozialamt")],
        "frist": in_tagen(200),
    }
    with transaction():
        return workflow.massnahmen.vorschlagen(thema, welt.person("Paula"), **(angaben | kw))


def zugesagte_massnahme(welt: Welt, thema: Thema | None = None, **kw: Any) -> Massnahme:
    massnahme = neue_massnahme(welt, thema, **kw)
    with transaction():
        workflow.massnahmen.zusagen(massnahme, welt.person("Mats"), verantwortlich=welt.person("Paul"))
    return massnahme


def vereinbarte_massnahme(welt: Welt, thema: Thema | None = None, **kw: Any) -> Massnahme:
    """Agreed by a Beschluss of today, so that silence counts from today."""
    massnahme = zugesagte_massnahme(welt, thema, **kw)
    beschluss = neuer_beschluss(welt, gefasst_am=clock.today())
    with transaction():
        workflow.massnahmen.vereinbaren(massnahme, welt.person("Kora"), beschluss=beschluss)
    return massnahme


def laufende_massnahme(welt: Welt, thema: Thema | None = None, **kw: Any) -> Massnahme:
    """In Umsetzung."""
    massnahme = vereinbarte_massnahme(welt, thema, **kw)
    with transaction():
        workflow.massnahmen.beginnen(massnahme, welt.person("Paul"))
    return massnahme


def neuer_meilenstein(welt: Welt, massnahme: Massnahme, in_: int = 30, titel: str = "Bogen abgestimmt") -> Meilenstein:
    """A milestone `in_` days from today."""
    with transaction():
        workflow.massnahmen.meilenstein_setzen(massnahme, welt.person("Kora"), titel=titel, geplant_am=in_tagen(in_))
    return massnahme.meilensteine[-1]


def neuer_nachweis(
    welt: Welt, massnahme: Massnahme, wer: str = "Paul", *, name: str = "Bogen.pdf", inhalt: bytes = PDF, **kw: Any
) -> Nachweis:
    """A PDF of Paul's; with adresse=… a link instead."""
    angaben: dict[str, Any] = {"titel": "Unterschriebener Bogen", **kw}
    if "adresse" not in angaben:
        angaben["datei"] = Upload(name, inhalt)
    with transaction():
        workflow.massnahmen.nachweis_hinzufuegen(massnahme, welt.person(wer), **angaben)
    return massnahme.nachweise[-1]


def massnahme_im_stand(welt: Welt, status: MassnahmeStatus, **kw: Any) -> Massnahme:
    """A Maßnahme with one open milestone put into any status by a raw row. For tests of the arrows."""
    massnahme = zugesagte_massnahme(welt, **kw)
    neuer_meilenstein(welt, massnahme)
    beschluss = neuer_beschluss(welt, gefasst_am=clock.today())
    with transaction():
        if status is S.VORGESCHLAGEN:
            massnahme.verantwortlich = massnahme.zugesagt_von = None
        if status not in (S.VORGESCHLAGEN, S.ZUGESAGT):
            massnahme.beschluss = beschluss
        massnahme.wartet_auf, massnahme.wartet_bis = "das Land", in_tagen(30)
        massnahme.status_vorher, massnahme.wiedervorlage = S.IN_UMSETZUNG, in_tagen(30)
        massnahme.nachweis, massnahme.wirkungspruefung_am, massnahme.wirkung = "Bogen", in_tagen(30), "Es wirkt."
        massnahme.status = status
    return massnahme


def wartende_massnahme(welt: Welt, bis: int, **kw: Any) -> Massnahme:
    """Waits until that many days from today, also for a day that is past; without a milestone."""
    massnahme = massnahme_im_stand(welt, S.WARTET, **kw)
    with transaction() as s:
        massnahme.wartet_bis = in_tagen(bis)
        s.delete(massnahme.meilensteine[0])
    return massnahme


def vermehrt(vorlage: Massnahme, anzahl: int) -> None:
    """That many more like it by raw rows, numbered apart from the real ones."""
    names = [c.key for c in Massnahme.__mapper__.column_attrs if c.key not in ("id", "nummer")]
    with transaction() as s:
        row = s.get_one(Massnahme, vorlage.id)
        values = {name: getattr(row, name) for name in names}
        s.execute(insert(Massnahme), [values | {"nummer": f"M-{2000 + anzahl}-{n:03d}"} for n in range(anzahl)])


def neu_gelesen(massnahme: Massnahme) -> Massnahme:
    """The row as the database has it now."""
    session().expire_all()
    return session().get_one(Massnahme, massnahme.id)
