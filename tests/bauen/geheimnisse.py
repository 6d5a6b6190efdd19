"""Secrets of the work on what was decided: what only those read who work with it, or with its money."""

from datetime import timedelta

from sqlalchemy import update

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Buchungsart, Kommentar, Lage, Mandat, Massnahme, Meilenstein, ThemaStatus, Zeichnungscode
from tests.bauen.foerderung import neue_buchung, neuer_topf
from tests.bauen.massnahmen import in_tagen, laufende_massnahme, neuer_meilenstein, neuer_nachweis
from tests.bauen.themen import neuer_beschluss, thema_im_stand
from tests.bauen.zielvereinbarungen import TEXT, eingereichte_zielvereinbarung, neuer_kommentar
from tests.besetzung import Welt


def pflanzen(welt: Welt) -> None:
    """On things everybody who reads along may open."""
    massnahme = laufende_massnahme(welt)
    _massnahme(welt, massnahme)
    _zielvereinbarung(welt)
    topf = neuer_topf(welt, name="Beträge")
    for cents, art in ((77_777, Buchungsart.GEPLANT), (8_888, Buchungsart.GEBUNDEN), (100, Buchungsart.AUSGEGEBEN)):
        neue_buchung(welt, topf, massnahme, betrag=cents, art=art, zweck="zweckgeheim")
    zurueck, ueber = (thema_im_stand(welt, ThemaStatus.BEAUFTRAGT) for _ in range(2))
    with transaction() as s:
        workflow.themen.annehmen(ueber, welt.person("Paula"), annahme="annahmegeheim")
        workflow.themen.zurueckgeben(zurueck, welt.person("Paula"), begruendung="mandatgeheim")
        over = {"last": 3, "hoechstlast": 3, "begruendung": "ueberlastgeheim"}
        s.execute(update(Mandat).where(Mandat.thema_id == ueber.id).values(over))
        s.execute(update(Zeichnungscode).where(Zeichnungscode.id == 1).values(hash="codegeheim"))


def _massnahme(welt: Welt, massnahme: Massnahme) -> None:
    paul = welt.person("Paul")
    schritt, nachweis = neuer_meilenstein(welt, massnahme), neuer_nachweis(welt, massnahme)
    with transaction() as s:
        workflow.massnahmen.meilenstein_verschieben(
            massnahme, paul, meilenstein=schritt, geplant_am=in_tagen(40), begruendung="verschiebunggeheim"
        )
        workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=Lage.PLAN, satz="gehoertgeheim")
        workflow.massnahmen.anmerken(massnahme, paul, text="anmerkunggeheim")
        workflow.massnahmen.nachweis_entfernen(massnahme, paul, nachweis=nachweis, begruendung="entferntgeheim")
        # What is late has a light, and so has its group.
        late = clock.today() - timedelta(days=1)
        s.execute(update(Meilenstein).where(Meilenstein.id == schritt.id).values(geplant_am=late))
        s.execute(update(Massnahme).where(Massnahme.id == massnahme.id).values(begruendung="standgeheim"))


def _zielvereinbarung(welt: Welt) -> None:
    """Agreed to, after it had been laid before the Lenkungsgruppe with other words and been talked about."""
    kora, paula = welt.person("Kora"), welt.person("Paula")
    vereinbarung = eingereichte_zielvereinbarung(welt, zielzustand="fassunggeheim")
    kommentar = neuer_kommentar(welt, vereinbarung, "Mats", "kommentargeheim")
    zurueck, zustimmung = neuer_beschluss(welt), neuer_beschluss(welt)
    with transaction() as s:
        workflow.zielvereinbarungen.ueberarbeiten(
            vereinbarung, kora, beschluss=zurueck, was="ueberarbeitunggeheim", bis=in_tagen(30)
        )
        workflow.zielvereinbarungen.bearbeiten(vereinbarung, paula, **TEXT, frist=in_tagen(300))
        workflow.zielvereinbarungen.einreichen(vereinbarung, paula)
        s.flush()
        workflow.zielvereinbarungen.zustimmen(vereinbarung, kora, beschluss=zustimmung)
    assert session().get_one(Kommentar, kommentar.id).text == "kommentargeheim"
