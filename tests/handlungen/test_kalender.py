"""The personal calendar: what stands in it for whom, read by a parser of our own and by vobject."""

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from sqlalchemy import select

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Besetzung, Gremium, Kalenderinhalt, Massnahme, Sitzung, Stimmwort
from tests import ics
from tests.bauen.abstimmungen import offene_abstimmung, stimmen, umlauf
from tests.bauen.auftraege import neuer_auftrag
from tests.bauen.massnahmen import in_tagen, laufende_massnahme, neuer_meilenstein
from tests.bauen.sitzungen import eingeladene_sitzung, neue_sitzung
from tests.bauen.themen import neues_thema, vorlegbares_thema
from tests.bauen.zielvereinbarungen import zugestimmte_zielvereinbarung
from tests.bauen.zugangsschluessel import Programm, adresse_von, neuer_kalender

pytestmark = pytest.mark.beide
K = Kalenderinhalt
BOESE = 'Böse\r\nBEGIN:VEVENT\r\nX:1 \\; , "a" 🏛️ ' + "Überraschungsmaßnahme 👩‍💻 " * 3


def abrufen(app, schluessel):
    antwort = Programm(app).fragen(adresse_von(schluessel))
    assert antwort.status_code == 200
    return antwort.data


def eintraege(content):
    """UID → entry, as the strict reader sees it; vobject has read and judged the same bytes."""
    kalender = ics.lesen(content)
    fremd = vobject.readOne(content.decode())
    assert fremd.validate(raiseException=True)
    assert kalender.roh("METHOD") == "PUBLISH"
    found = {e.roh("UID"): e for e in kalender.innen("VEVENT")}
    assert {e.uid.value for e in fremd.contents.get("vevent", [])} == set(found)
    for e in fremd.contents.get("vevent", []):
        assert e.summary.value == found[e.uid.value].text("SUMMARY")
    assert len(found) == len(kalender.innen("VEVENT"))
    return found


def termine(app, welt, wer="Mats", **kw):
    return eintraege(abrufen(app, neuer_kalender(welt, wer, name=f"K{clock.now().timestamp()}", **kw)))


def titel(gefunden):
    return sorted(e.text("SUMMARY") for e in gefunden.values())


def tag(eintrag, name="DTSTART"):
    ((params, value),) = eintrag.angaben[name]
    assert params == {"VALUE": "DATE"}
    return date.fromisoformat(value)


def test_jede_art_von_termin_steht_bei_dem_den_sie_angeht(app, welt, kora, paul, mats):
    sitzung = eingeladene_sitzung(welt)
    massnahme = laufende_massnahme(welt)
    meilenstein = neuer_meilenstein(welt, massnahme)
    runde = offene_abstimmung(welt, umlauf(welt))
    auftrag = neuer_auftrag(welt, faellig_am=in_tagen(9))
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    with transaction():
        vereinbarung.beschluss.gefasst_am = clock.today()
    vorlegbares_thema(welt)

    von_mats, von_paul, von_finn = (termine(app, welt, wer) for wer in ("Mats", "Paul", "Finn"))

    assert f"{sitzung.kalender_id}@kimflow" in von_mats
    assert f"{sitzung.kalender_id}@kimflow" not in von_finn
    assert {
        f"Abstimmung {runde.nummer} endet",
        f"Zeichnung von {vereinbarung.nummer}",
    } <= set(titel(von_mats))
    assert {f"Meilenstein zu {massnahme.nummer}", f"Frist von {massnahme.nummer}"} <= set(titel(von_paul))
    assert not {one for one in titel(von_mats) if massnahme.nummer in one}
    assert any(one.startswith("Auftrag aus S-") for one in titel(von_finn))
    assert tag(von_paul[f"meilenstein-{meilenstein.id}@127.0.0.1"]) == meilenstein.geplant_am
    assert tag(von_finn[f"auftrag-{auftrag.id}@127.0.0.1"]) == auftrag.faellig_am


def test_ein_tag_endet_mit_dem_naechsten_und_sperrt_den_kalender_nicht(app, welt):
    massnahme = laufende_massnahme(welt)

    eintrag = termine(app, welt, "Paul")[f"massnahmenfrist-{massnahme.id}@127.0.0.1"]

    assert tag(eintrag) == massnahme.frist
    assert tag(eintrag, "DTEND") == massnahme.frist + timedelta(days=1)
    assert eintrag.roh("TRANSP") == "TRANSPARENT"
    assert eintrag.roh("URL").endswith(f"/massnahmen/{massnahme.nummer}")


def test_die_sitzung_ist_dieselbe_wie_im_brief_und_wird_abgesagt(app, welt, kora):
    """OBERFLAECHE §2 test 19: UID kept, SEQUENCE raised, cancelled and not gone."""
    sitzung = eingeladene_sitzung(welt)
    schluessel = neuer_kalender(welt)
    uid = f"{sitzung.kalender_id}@kimflow"
    erster = eintraege(abrufen(app, schluessel))[uid]
    with transaction():
        workflow.sitzungen.bearbeiten(sitzung, kora, beginn=sitzung.beginn + timedelta(days=7), ort="Raum 2")
    zweiter = eintraege(abrufen(app, schluessel))[uid]
    with transaction():
        workflow.sitzungen.absagen(sitzung, kora, begruendung="Hochwasser")
    dritter = eintraege(abrufen(app, schluessel))[uid]

    assert [e.roh("SEQUENCE") for e in (erster, zweiter, dritter)] == ["0", "1", "2"]
    assert [e.roh("STATUS") for e in (erster, zweiter, dritter)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert dritter.roh("TRANSP") == "TRANSPARENT"
    assert "Hochwasser" not in abrufen(app, schluessel).decode()
    assert not {"ATTENDEE", "VALARM"} & set(erster.angaben)


def test_eine_geplante_sitzung_ist_noch_vorlaeufig(app, welt):
    sitzung = neue_sitzung(welt)

    assert termine(app, welt)[f"{sitzung.kalender_id}@kimflow"].roh("STATUS") == "TENTATIVE"


def test_verschieben_laesst_die_kennung_und_erhoeht_die_folge(app, welt, paul):
    massnahme = laufende_massnahme(welt)
    meilenstein = neuer_meilenstein(welt, massnahme)
    schluessel = neuer_kalender(welt, "Paul")
    uid = f"meilenstein-{meilenstein.id}@127.0.0.1"
    vorher = eintraege(abrufen(app, schluessel))[uid]
    with clock.turned_to(clock.now() + timedelta(hours=1)):
        with transaction():
            workflow.massnahmen.meilenstein_verschieben(
                massnahme,
                paul,
                meilenstein=meilenstein,
                geplant_am=in_tagen(50),
                begruendung="Der Partner braucht länger.",
            )
        nachher = eintraege(abrufen(app, schluessel))[uid]

    assert tag(nachher) == in_tagen(50)
    assert int(nachher.roh("SEQUENCE")) > int(vorher.roh("SEQUENCE"))
    assert nachher.roh("LAST-MODIFIED") > vorher.roh("LAST-MODIFIED")


def test_erreicht_erledigt_und_uebergeben_verschwinden(app, welt, paul):
    massnahme = laufende_massnahme(welt)
    meilenstein = neuer_meilenstein(welt, massnahme)
    schluessel = neuer_kalender(welt, "Paul")
    with transaction():
        workflow.massnahmen.meilenstein_erreichen(massnahme, paul, meilenstein=meilenstein, erreicht_am=clock.today())

    assert f"meilenstein-{meilenstein.id}@127.0.0.1" not in eintraege(abrufen(app, schluessel))


def test_vergangenes_bleibt_neunzig_tage(app, welt):
    massnahme = laufende_massnahme(welt, frist=in_tagen(10))
    sitzung = eingeladene_sitzung(welt)
    schluessel = neuer_kalender(welt, "Paul")
    neuer = neuer_kalender(welt, "Mats")
    uid = f"massnahmenfrist-{massnahme.id}@127.0.0.1"
    for tage, steht in ((100, True), (101, False)):
        with clock.turned_to(clock.now() + timedelta(days=tage)):
            assert (uid in eintraege(abrufen(app, schluessel))) is steht
    with clock.turned_to(clock.now() + timedelta(days=119)):
        assert f"{sitzung.kalender_id}@kimflow" not in eintraege(abrufen(app, neuer))


def test_ohne_haken_reisen_keine_titel(app, welt):
    massnahme = laufende_massnahme(welt, titel="Vertraulich klingender Titel")
    neuer_meilenstein(welt, massnahme, titel="Geheimer Schritt")
    ohne, mit = neuer_kalender(welt, "Paul"), neuer_kalender(welt, "Paul", name="Mit", mit_titel=True)

    assert "Vertraulich" not in abrufen(app, ohne).decode()
    assert "Geheimer" not in abrufen(app, ohne).decode()
    assert f"Meilenstein zu {massnahme.nummer} – Geheimer Schritt" in titel(eintraege(abrufen(app, mit)))


def test_von_einer_abstimmung_steht_nur_da_dass_sie_endet(app, welt, kora):
    """A9 P0, test 2 of OBERFLAECHE: neither question nor turnout; casting changes not a byte."""
    runde = offene_abstimmung(welt, umlauf(welt))
    schluessel = neuer_kalender(welt, mit_titel=True, inhalte=[K.ABSTIMMUNGEN])
    vorher = abrufen(app, schluessel)
    stimmen(welt, runde, "Mats", "Jobcenter Musterkreis", wort=Stimmwort.ZUSTIMMUNG)

    eintrag = eintraege(vorher)[f"abstimmung-{runde.id}@127.0.0.1"]
    assert runde.frage not in vorher.decode()
    assert abrufen(app, schluessel) == vorher
    kalender = ics.lesen(vorher)
    assert ics.moment(kalender, eintrag, "DTEND") == runde.endet_am.replace(microsecond=0)
    assert titel(termine(app, welt, "Kora", inhalte=[K.ABSTIMMUNGEN])) == []


def test_eine_vorzeitig_geschlossene_runde_endet_nicht_noch_einmal(app, welt, kora):
    runde = offene_abstimmung(welt, umlauf(welt))
    schluessel = neuer_kalender(welt, inhalte=[K.ABSTIMMUNGEN])
    with transaction():
        workflow.abstimmungen.schliessen(runde, kora)
    assert eintraege(abrufen(app, schluessel)) == {}
    with clock.turned_to(runde.endet_am + timedelta(hours=1)):
        assert len(eintraege(abrufen(app, schluessel))) == 1


def test_nur_was_gewaehlt_ist_steht_darin(app, welt):
    eingeladene_sitzung(welt)
    offene_abstimmung(welt, umlauf(welt))

    nur = termine(app, welt, inhalte=[K.ABSTIMMUNGEN])

    assert {uid.partition("-")[0] for uid in nur} == {"abstimmung"}


def test_wiedervorlagen_hat_die_koordination_und_niemand_sonst(app, welt, kora):
    thema = neues_thema(welt)
    with transaction():
        session().merge(thema).wiedervorlage = in_tagen(20)

    assert titel(termine(app, welt, "Kora", inhalte=[K.WIEDERVORLAGEN])) == [f"Wiedervorlage {thema.nummer}"]
    assert termine(app, welt, "Mats", inhalte=[K.WIEDERVORLAGEN]) == {}


def test_wer_den_sitz_verliert_verliert_die_sitzungen_mit_der_naechsten_anfrage(app, welt, mats):
    """D7 P0: on the feed as on the pages."""
    sitzung = eingeladene_sitzung(welt)
    schluessel = neuer_kalender(welt)
    assert f"{sitzung.kalender_id}@kimflow" in eintraege(abrufen(app, schluessel))
    with transaction() as s:
        for besetzung in s.scalars(select(Besetzung).where(Besetzung.person_id == mats.id)):
            besetzung.bis = clock.today() - timedelta(days=1)

    assert f"{sitzung.kalender_id}@kimflow" not in eintraege(abrufen(app, schluessel))


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Bert", "Paul", "Bibi", "Lena", "Fatma", "Emil"])
def test_im_kalender_stehen_genau_die_sitzungen_der_liste(app, welt, wer):
    """D5 P0: one road to each object."""
    eingeladene_sitzung(welt)
    neue_sitzung(welt, gremium=welt.projektgruppe)
    neue_sitzung(welt, gremium=welt.fallwerkstatt)
    seen = session().scalars(queries.sitzungen.sichtbar_fuer(welt.person(wer)).with_only_columns(Sitzung.kalender_id))

    expected = {f"{one}@kimflow" for one in seen}

    assert set(termine(app, welt, wer, inhalte=[K.SITZUNGEN])) == expected


def test_boese_titel_bleiben_text(app, welt, kora):
    """I8 P0: CR LF, a second VEVENT, folding of umlauts and emoji at 75 octets; two independent readers agree."""
    massnahme = laufende_massnahme(welt)
    sitzung = neue_sitzung(welt, ort="Saal\r\nBEGIN:VALARM 🏛️ " + "ä" * 70)
    with transaction() as s:
        s.get_one(Massnahme, massnahme.id).titel = BOESE[:160]
        s.get_one(Gremium, sitzung.gremium_id).name = BOESE[:120]
    for wer in ("Paul", "Mats"):
        content = abrufen(app, neuer_kalender(welt, wer, mit_titel=True))
        found = eintraege(content)
        assert not [teil for e in found.values() for teil in e.teile]
        assert any("BEGIN:VEVENT" in one and "👩‍💻" in one for one in titel(found))


def test_unveraendert_kostet_nichts_und_kein_zwischenspeicher_behaelt_es(app, welt, kora):
    sitzung = eingeladene_sitzung(welt)
    schluessel = neuer_kalender(welt)
    programm = Programm(app)
    erste = programm.fragen(adresse_von(schluessel))
    with clock.turned_to(clock.now() + timedelta(hours=3)):
        zweite = programm.fragen(adresse_von(schluessel), **{"If-None-Match": erste.headers["ETag"]})
        with transaction():
            workflow.sitzungen.bearbeiten(sitzung, kora, beginn=sitzung.beginn, ort="Raum 9")
        dritte = programm.fragen(adresse_von(schluessel), **{"If-None-Match": erste.headers["ETag"]})

    assert (zweite.status_code, zweite.data) == (304, b"")
    assert dritte.status_code == 200
    assert erste.headers["Cache-Control"] == "private, no-cache"
    assert erste.content_type == "text/calendar; charset=utf-8"
    kopf = ics.lesen(erste.data)
    assert kopf.roh("REFRESH-INTERVAL") == kopf.roh("X-PUBLISHED-TTL") == "PT1H"


def test_ein_leerer_kalender_ist_ein_kalender(app, welt):
    assert eintraege(abrufen(app, neuer_kalender(welt, "Ada"))) == {}


def test_viele_termine_kosten_so_viele_anweisungen_wie_wenige(app, welt, browser):
    """HAUS §4: a constant number of statements."""
    for _ in range(2):
        neuer_meilenstein(welt, laufende_massnahme(welt))
    schluessel = neuer_kalender(welt, "Paul")
    abrufen(app, schluessel)
    besuch = browser()
    wenige = besuch.anweisungen(adresse_von(schluessel), pruefen=False)
    massnahme = laufende_massnahme(welt)
    for nummer in range(40):
        neuer_meilenstein(welt, massnahme, in_=nummer + 1)

    assert len(eintraege(abrufen(app, schluessel))) > 40
    assert besuch.anweisungen(adresse_von(schluessel), pruefen=False) == wenige
    assert wenige <= 6


def test_der_umlauf_endet_in_deutscher_zeit(app, welt):
    runde = offene_abstimmung(welt, umlauf(welt))
    content = abrufen(app, neuer_kalender(welt, inhalte=[K.ABSTIMMUNGEN]))
    (fremd,) = vobject.readOne(content.decode()).vevent_list

    assert fremd.dtend.value.astimezone(UTC) == runde.endet_am.replace(microsecond=0)
    assert isinstance(fremd.dtstart.value, datetime)
