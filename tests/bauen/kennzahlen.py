"""Themen and Maßnahmen on chosen days, for counting them."""

from datetime import date, timedelta
from typing import Any

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Beschlusswirkung, Massnahme, Stand, Thema, ThemaStatus, Umsetzungsstand
from kimflow.permissions import Permission
from tests.bauen.massnahmen import laufende_massnahme, zugesagte_massnahme
from tests.bauen.themen import neuer_beschluss, neues_thema, thema_im_stand
from tests.besetzung import Welt


def thema_am(welt: Welt, tag: date, **kw: Any) -> Thema:
    """Taken up on this day."""
    with clock.turned_to(tag):
        return neues_thema(welt, **kw)


def entschieden(welt: Welt, thema: Thema, am: date, akt: Permission = Permission.THEMA_PRIORISIEREN) -> Thema:
    """A Beschluss of this day did this act on it."""
    beschluss = neuer_beschluss(welt, gefasst_am=am)
    with transaction() as s:
        s.add(Beschlusswirkung(beschluss_id=beschluss.id, akt=akt.value, thema_id=thema.id))
    return thema


def vereinbart_am(welt: Welt, tag: date, thema: Thema | None = None) -> Massnahme:
    """A Maßnahme agreed on this day and begun at once."""
    with clock.turned_to(tag):
        return laufende_massnahme(welt, thema or thema_im_stand(welt, ThemaStatus.BEAUFTRAGT))


def geprueft(welt: Welt, massnahme: Massnahme, am: date) -> Massnahme:
    """Done and checked on this day."""
    with clock.turned_to(am):
        with transaction():
            workflow.massnahmen.umsetzen(
                massnahme, welt.person("Paul"), nachweis="Bogen", wirkungspruefung_am=am + timedelta(days=30)
            )
        with transaction():
            workflow.massnahmen.wirkung_pruefen(massnahme, welt.person("Kora"), ergebnis="Wirkt.", verstetigt=False)
    return massnahme


def viele(welt: Welt, anzahl: int, ab: int = 0) -> None:
    """So many Themen, each with a running Maßnahme that stands somewhere in Seestadt; by raw rows."""
    vorbild, beschluss, ort = zugesagte_massnahme(welt), neuer_beschluss(welt), welt.kommune()
    with transaction() as s:
        for number in range(ab, ab + anzahl):
            thema = Thema(
                nummer=f"T-2020-{number:04}", status=ThemaStatus.GESAMMELT, titel="Lücke", aufgenommen_am=clock.today()
            )
            massnahme = Massnahme(
                nummer=f"M-2020-{number:04}",
                thema=thema,
                status="in_umsetzung",
                titel="Bogen",
                institution_id=vorbild.institution_id,
                verantwortlich_id=vorbild.verantwortlich_id,
                beschluss_id=beschluss.id,
                frist=clock.today(),
            )
            massnahme.umsetzungsstaende = [Umsetzungsstand(kommune_id=ort.id, stand=Stand.LAEUFT)]
            s.add_all([thema, massnahme])
    session().expire_all()
