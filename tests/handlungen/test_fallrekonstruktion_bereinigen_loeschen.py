"""fallrekonstruktion.bereinigen, .loeschen: by the clock alone; the texts go, what is coded stays and counts."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from kimflow import clock, queries, workflow
from kimflow.db import Base, session, transaction
from kimflow.models import Entwurf, Ereignis, Ereignistext, Fallrekonstruktion, FallStatus
from kimflow.queries.landkarte import Art, Frage
from kimflow.workflow.acts import Forbidden
from tests.bauen.fallrekonstruktionen import (
    eingereichter_fall,
    freigegebener_fall,
    neue_bruchstelle,
    neue_station,
    neuer_fall,
    voller_fall,
)
from tests.bauen.themen import neues_thema

pytestmark = pytest.mark.beide
GEHEIM = "Marzipanfabrik"


def voll_geheim(welt, bauen, **kw):
    """A case with the secret in every text it has, drafts and trail included."""
    fatma, finn = welt.person("Fatma"), welt.person("Finn")
    fall = bauen(
        welt,
        titel=f"{GEHEIM} 1",
        schilderung=f"{GEHEIM} 2",
        stationen=[neue_station(welt, geschehen=f"{GEHEIM} 3")],
        bruchstellen=[neue_bruchstelle(welt, satz=f"{GEHEIM} 4", nach_station=1)],
        beteiligte=[welt.institution("Caritas")],
        **kw,
    )
    with transaction():
        workflow.entwuerfe.sichern(fatma, "fallrekonstruktion.bearbeiten", fall.nummer, [("titel", GEHEIM)], "a")
        workflow.entwuerfe.sichern(finn, "fallrekonstruktion.zurueckgeben", fall.nummer, [("titel", GEHEIM)], "b")
    return fall


def lauf(am):
    """Both steps on this day."""
    with clock.turned_to(am), transaction():
        return workflow.fallfristen.faellige_bereinigen(), workflow.fallfristen.faellige_loeschen()


def gefunden(wort):
    """Every table in which a row holds this word."""
    rows = {t.name: session().execute(text(f'SELECT * FROM "{t.name}"')).all() for t in Base.metadata.sorted_tables}
    return sorted(name for name, found in rows.items() if any(wort in str(row) for row in found))


def karte(person):
    """What the Landkarte says of it."""
    frage, worte = Frage(Art.RECHTSKREIS), queries.landkartenworte.worte()
    return [(z.von, z.zu, z.anzahl) for z in queries.landkarte.landkarte(frage, person, worte).zellen if z.anzahl]


def test_am_tag_danach_sind_die_texte_weg_und_die_bruchstelle_zaehlt(welt, kora):
    fall = voll_geheim(welt, freigegebener_fall)
    vorher = karte(kora)
    assert gefunden(GEHEIM) == ["bruchstelle", "entwurf", "fallrekonstruktion", "station"]

    assert lauf(fall.loeschen_am - timedelta(days=1)) == (0, 0)
    assert lauf(fall.loeschen_am) == (1, 0)

    session().expire_all()
    assert gefunden(GEHEIM) == []
    assert fall.status is FallStatus.BEREINIGT
    assert (fall.autor, fall.herkunft, fall.geprueft_von, fall.lesende, fall.beteiligte) == (None, None, None, [], [])
    assert [(s.wochen, str(s.rechtskreis)) for s in fall.stationen] == [(6, "AsylbLG")]
    assert [(str(b.ursache), b.nach_station) for b in fall.bruchstellen] == [("Rechtskreiswechsel", 1)]
    assert karte(kora) == vorher


def test_ein_thema_behaelt_seine_grundlage(welt, kora):
    fall = freigegebener_fall(welt)
    thema = neues_thema(welt, bruchstellen=list(fall.bruchstellen))

    lauf(fall.loeschen_am)

    assert queries.themen.grundlagen(thema, kora).anzahl.wert == 1


def test_bereinigt_wird_einmal_und_in_niemandes_namen(welt):
    fall = freigegebener_fall(welt)

    assert [lauf(fall.loeschen_am + timedelta(days=1)), lauf(date(2031, 1, 1))] == [(1, 0), (0, 0)]

    zeile = session().query(Ereignis).filter_by(akt="fallrekonstruktion.bereinigen").one()
    assert (zeile.person_id, zeile.status_nachher) == (None, "bereinigt")
    assert workflow.ereignisse.pruefen() == []


@pytest.mark.parametrize("wer", ["Kora", "Fatma", "Ada"])
def test_niemand_bereinigt_oder_loescht_von_hand(welt, wer):
    frei, entwurf = freigegebener_fall(welt), neuer_fall(welt)

    for akt, fall in ((workflow.fallfristen.bereinigen, frei), (workflow.fallfristen.loeschen, entwurf)):
        with pytest.raises(Forbidden), transaction():
            akt(fall, welt.person(wer))


@pytest.mark.parametrize("bauen", [voller_fall, eingereichter_fall])
def test_neunzig_tage_nach_der_letzten_aenderung_geht_was_liegen_blieb(welt, bauen):
    fall = voll_geheim(welt, bauen)

    assert lauf(clock.today() + timedelta(days=89)) == (0, 0)
    assert lauf(clock.today() + timedelta(days=90)) == (0, 1)

    session().expire_all()
    assert gefunden(GEHEIM) == []
    assert (fall.stationen, fall.bruchstellen, fall.autor) == ([], [], None)
    for name in ("Fatma", "Finn", "Kora", "Ada"):
        assert queries.fallrekonstruktionen.liste(welt.person(name), queries.fallrekonstruktionen.Filter()).zeilen == []


def test_wer_noch_schreibt_verliert_weder_fall_noch_entwurf(welt, fatma):
    """What is typed and not sent yet counts like a save: 90 days from then, and not a day more."""
    with clock.turned_to(date(2026, 1, 10)):
        fall = neuer_fall(welt)
    with clock.turned_to(date(2026, 4, 9)), transaction():
        workflow.entwuerfe.sichern(fatma, "fallrekonstruktion.bearbeiten", fall.nummer, [("titel", GEHEIM)], "a")

    assert [lauf(fall.loeschen_am), lauf(date(2026, 7, 7))] == [(0, 0), (0, 0)]
    assert gefunden(GEHEIM) == ["entwurf"]
    with clock.turned_to(date(2026, 6, 23)):
        assert queries.fallaufgaben.aufgaben(fatma) == []
    with clock.turned_to(date(2026, 6, 24)):
        assert [a.frist for a in queries.fallaufgaben.aufgaben(fatma)] == [date(2026, 7, 8)]
    assert lauf(date(2026, 7, 8)) == (0, 1)
    assert gefunden(GEHEIM) == []


def test_bearbeiten_und_einreichen_fangen_die_frist_neu_an(welt, fatma):
    with clock.turned_to(date(2026, 1, 10)):
        fall = neuer_fall(welt)
    with clock.turned_to(date(2026, 3, 1)):
        with transaction():
            workflow.fallrekonstruktionen.bearbeiten(
                fall, fatma, titel="x", jahr=2026, quartal=1, stationen=[], bruchstellen=[]
            )
        assert fall.loeschen_am == date(2026, 5, 30)


def test_eine_geloeschte_nummer_wird_nicht_noch_einmal_vergeben(welt):
    fall = neuer_fall(welt)
    lauf(clock.today() + timedelta(days=90))

    assert neuer_fall(welt).nummer != fall.nummer


def test_auch_die_begruendung_einer_rueckgabe_geht_und_die_kette_haelt(welt, finn):
    fall = eingereichter_fall(welt)
    with transaction():
        workflow.fallrekonstruktionen.zurueckgeben(fall, finn, begruendung=GEHEIM)
    andere = eingereichter_fall(welt)
    with transaction():
        workflow.fallrekonstruktionen.zurueckgeben(andere, finn, begruendung="Bleibt stehen")
    with transaction() as s:
        s.get(Fallrekonstruktion, andere.id).loeschen_am = date(2040, 1, 1)

    lauf(clock.today() + timedelta(days=90))

    assert [one.text for one in session().query(Ereignistext)] == ["Bleibt stehen"]
    assert workflow.ereignisse.pruefen() == []


def test_ein_entwurf_den_neunzig_tage_niemand_anruehrt_geht(welt, fatma):
    alt, neu = date(2026, 1, 10), date(2026, 2, 10)
    for tag, ding in ((alt, "F-1"), (neu, "F-2")):
        with clock.turned_to(tag), transaction():
            workflow.entwuerfe.sichern(fatma, "fallrekonstruktion.bearbeiten", ding, [("titel", "x")], "")

    with clock.turned_to(alt + timedelta(days=91)), transaction():
        assert workflow.entwuerfe.abgelaufene_loeschen() == 1

    assert [one.ding for one in session().query(Entwurf)] == ["F-2"]
