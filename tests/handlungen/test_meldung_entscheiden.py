"""meldung.annehmen, nachfragen, antworten, auf_beratung_hinweisen, nicht_weiterverfolgen, einordnen: the triage."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Ereignistext, Meldung, MeldungStatus, Nachricht, ThemaStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.meldungen import (
    angenommene_meldung,
    die_des_links,
    nachgefragte_meldung,
    neue_meldung,
    ohne_konto,
)
from tests.bauen.post import briefe
from tests.bauen.themen import neues_thema, thema_im_stand

pytestmark = pytest.mark.beide

S = MeldungStatus
ANGABEN = {
    "nachfragen": {"frage": "Seit wann?"},
    "antworten": {"antwort": "Seit dem Frühjahr."},
    "auf_beratung_hinweisen": {},
    "nicht_weiterverfolgen": {"begruendung": "Das ist schon gelöst."},
    "loeschen_wegen_personenbezug": {},
}
NACH = {
    "annehmen": S.ANGENOMMEN,
    "nachfragen": S.NACHFRAGE,
    "antworten": S.EINGEGANGEN,
    "auf_beratung_hinweisen": S.EINZELFALL,
    "nicht_weiterverfolgen": S.ABGELEGT,
    "loeschen_wegen_personenbezug": S.GELOESCHT,
}
AUS = {verb: {S.EINGEGANGEN} for verb in NACH} | {
    "antworten": {S.NACHFRAGE},
    "nicht_weiterverfolgen": {S.EINGEGANGEN, S.NACHFRAGE},
    "loeschen_wegen_personenbezug": set(S) - {S.GELOESCHT},
}


def tun(verb, meldung, person, **kw):
    with transaction():
        getattr(workflow.meldungen, verb)(meldung, person, **kw)


def im_stand(welt, status):
    """By a raw row, with whatever the table demands for it."""
    meldung = neue_meldung(welt)
    with transaction():
        meldung.frage, meldung.begruendung, meldung.thema = "Wann?", "Darum.", neues_thema_ohne(welt)
        if status is S.GELOESCHT:
            meldung.titel = meldung.schilderung = meldung.vorschlag = meldung.frage = meldung.begruendung = ""
            meldung.geleert_am = clock.today()
        meldung.status = status
    return meldung


def neues_thema_ohne(welt):
    return workflow.themen.aufnehmen(welt.person("Kora"), titel="Übergänge")


@pytest.mark.parametrize("verb", NACH)
@pytest.mark.parametrize("status", S)
def test_es_gibt_nur_die_pfeile_der_tabelle(welt, kora, verb, status):
    meldung, thema = im_stand(welt, status), neues_thema(welt)
    kw = {"thema": thema} if verb == "annehmen" else ANGABEN[verb]

    if status in AUS[verb]:
        tun(verb, meldung, kora, **kw)
        assert meldung.status is NACH[verb]
    else:
        with pytest.raises(Obstructed):
            tun(verb, meldung, kora, **kw)
        session().expire_all()
        assert session().get_one(Meldung, meldung.id).status is status


@pytest.mark.parametrize("verb", [verb for verb in NACH if verb != "antworten"])
@pytest.mark.parametrize("wer", ["Fatma", "Finn", "Mats", "Paula", "Ada", "Lena", "Bibi"])
def test_nur_die_koordination_entscheidet(welt, verb, wer):
    meldung = neue_meldung(welt)
    kw = {"thema": neues_thema(welt)} if verb == "annehmen" else ANGABEN[verb]

    with pytest.raises(Forbidden):
        tun(verb, meldung, welt.person(wer), **kw)


# --- annehmen -----------------------------------------------------------------------------------------------------


def test_angenommen_ist_die_meldung_grundlage_des_themas(welt, kora):
    meldung, thema = neue_meldung(welt), neues_thema(welt)

    tun("annehmen", meldung, kora, thema=thema)

    assert (meldung.status, meldung.thema, meldung.entschieden_am) == (S.ANGENOMMEN, thema, clock.today())
    assert [g.meldung for g in thema.grundlagen if g.meldung] == [meldung]


def test_der_verlauf_nennt_das_thema(welt, kora):
    thema = neues_thema(welt)
    angenommene_meldung(welt, thema)

    zeile = session().scalars(select(Ereignis).where(Ereignis.akt == "meldung.annehmen")).one()
    assert zeile.angaben == {"thema": {"thema": thema.id}}


@pytest.mark.parametrize("status", sorted(queries.meldungen.VORBEI))
def test_ein_thema_das_vorbei_ist_nimmt_keine_meldung_auf(welt, kora, status):
    meldung, thema = neue_meldung(welt), thema_im_stand(welt, status)

    with pytest.raises(Obstructed, match="wieder auf"):
        tun("annehmen", meldung, kora, thema=thema)


def test_auch_ein_thema_in_arbeit_nimmt_meldungen_auf(welt):
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)

    assert angenommene_meldung(welt, thema).status is S.ANGENOMMEN


def test_ohne_thema_ist_nichts_angenommen_sagt_auch_die_datenbank(welt):
    meldung = neue_meldung(welt)

    with pytest.raises(IntegrityError), transaction():
        meldung.status = S.ANGENOMMEN


def test_aus_meldungen_wird_ein_neues_thema(welt, kora, fatma):
    eine, andere = neue_meldung(welt), neue_meldung(welt, titel="Dasselbe noch einmal")

    with transaction():
        thema = workflow.themen.aufnehmen(kora, titel="Übergänge", meldungen=[eine, andere])

    assert {eine.status, andere.status} == {S.ANGENOMMEN}
    assert {g.meldung_id for g in thema.grundlagen} == {eine.id, andere.id}
    assert workflow.steckbrief.grundlage_vorhanden(thema) is None
    assert len([brief for brief in briefe(fatma) if brief.anlass == "meldung.annehmen"]) == 2


def test_eine_angenommene_meldung_traegt_auch_ein_zweites_thema_aber_jedes_nur_einmal(welt, kora):
    erstes, zweites = neues_thema(welt), neues_thema(welt, titel="Zweites")
    meldung = angenommene_meldung(welt, erstes)

    for thema in (zweites, zweites, erstes):
        with transaction():
            workflow.themen.grundlage_hinzufuegen(thema, kora, meldungen=[meldung])

    assert [g.meldung for g in zweites.grundlagen if g.meldung] == [meldung]
    assert [g.meldung for g in erstes.grundlagen if g.meldung] == [meldung]
    assert meldung.thema is erstes


def test_eine_abgelegte_meldung_ist_keine_grundlage(welt, kora):
    meldung, thema = neue_meldung(welt), neues_thema(welt)
    tun("nicht_weiterverfolgen", meldung, kora, begruendung="Schon gelöst.")

    with pytest.raises(Obstructed), transaction():
        workflow.themen.grundlage_hinzufuegen(thema, kora, meldungen=[meldung])


def test_eine_grundlage_ist_genau_eines_sagt_auch_die_datenbank(welt, kora):
    thema = neues_thema(welt, bruchstellen=1)
    meldung = neue_meldung(welt)

    with pytest.raises(IntegrityError), transaction():
        thema.grundlagen[0].meldung = meldung


# --- nachfragen, antworten ----------------------------------------------------------------------------------------


def test_wer_gemeldet_hat_beantwortet_die_rueckfrage(welt, fatma):
    meldung = nachgefragte_meldung(welt)

    tun("antworten", meldung, fatma, antwort="Nur in Seestadt.")

    assert (meldung.status, meldung.antwort) == (S.EINGEGANGEN, "Nur in Seestadt.")


def test_niemand_sonst_antwortet_ausser_der_koordination_nach_einem_anruf(welt, kora, finn):
    meldung = nachgefragte_meldung(welt)

    with pytest.raises(Forbidden):
        tun("antworten", meldung, finn, antwort="Nein.")
    tun("antworten", meldung, kora, antwort="Am Telefon: nur in Seestadt.")
    assert meldung.status is S.EINGEGANGEN


def test_frage_und_antwort_stehen_nicht_im_verlauf(welt, fatma):
    meldung = nachgefragte_meldung(welt)
    tun("antworten", meldung, fatma, antwort="Nur in Seestadt.")

    assert session().scalars(select(Ereignistext)).all() == []


def test_eine_zweite_frage_ersetzt_die_erste_antwort(welt, kora, fatma):
    meldung = nachgefragte_meldung(welt)
    tun("antworten", meldung, fatma, antwort="Nur in Seestadt.")
    tun("nachfragen", meldung, kora, frage="Und seit wann?")

    assert (meldung.frage, meldung.antwort) == ("Und seit wann?", "")


def test_die_frage_erreicht_die_meldende_person_und_die_antwort_die_koordination(welt, kora, fatma):
    meldung = nachgefragte_meldung(welt)
    assert briefe(fatma)[0].betreff == f"Rückfrage zu Ihrer Meldung {meldung.nummer}"

    tun("antworten", meldung, fatma, antwort="Nur in Seestadt.")

    assert briefe(kora)[0].betreff == f"Meldung {meldung.nummer} beantwortet"
    assert not any(text in brief.text for brief in briefe(kora) + briefe(fatma) for text in ("Seestadt", "Kommune?"))


def test_wer_eine_tabelle_einfuegt_hat_nicht_gemeldet(welt, kora):
    """No letters and no tasks: the person behind a pasted row only pasted it."""
    with transaction():
        eine, andere = workflow.meldungseinfuegung.einfuegen(kora, "Eine aus der Liste\nNoch eine")

    tun("nachfragen", eine, kora, frage="Seit wann?")
    tun("auf_beratung_hinweisen", andere, kora)

    assert briefe(kora) == []
    assert [aufgabe.gruppe for aufgabe in queries.meldungen.aufgaben(kora)] == []


def test_ohne_konto_kommt_die_entscheidung_an_die_adresse_mit_dem_link(welt, kora):
    token = ohne_konto(welt, mail="jemand@anderswo.example")
    tun("nicht_weiterverfolgen", die_des_links(token), kora, begruendung="Ein Einzelfall.")

    brief = session().scalars(select(Nachricht).where(Nachricht.anlass == "meldung.nicht_weiterverfolgen")).one()
    assert brief.adresse == "jemand@anderswo.example"
    assert f"/link/{token}/meldung" in brief.text
    assert "Ein Einzelfall." not in brief.text


# --- einordnen ----------------------------------------------------------------------------------------------------


def test_die_koordination_ergaenzt_was_zaehlt(welt, kora, fatma):
    meldung = neue_meldung(welt, ursache=None)
    codes = {name: getattr(meldung, name) for name in Meldung.CODES}

    with pytest.raises(Forbidden):
        tun("einordnen", meldung, fatma, **codes)
    tun("einordnen", meldung, kora, **codes | {"ursache": welt.vokabel("ursache", "Wartezeit")})

    assert meldung.ursache.kurz == "Wartezeit"


# --- what waits ---------------------------------------------------------------------------------------------------


def aufgaben(person):
    return [a.text for a in queries.meldungen.aufgaben(person)]


def test_die_startseite_sagt_wie_viele_warten_und_wie_lange(welt, kora, fatma):
    assert aufgaben(kora) == []
    with clock.turned_to(clock.now() - timedelta(days=12)):
        neue_meldung(welt)
    neue_meldung(welt, titel="Zweite")

    assert aufgaben(kora) == ["2 Meldungen entscheiden, die älteste seit 12 Tagen"]
    assert aufgaben(fatma) == []


def test_die_startseite_erinnert_an_die_rueckfrage(welt, fatma, finn):
    meldung = nachgefragte_meldung(welt)

    assert aufgaben(fatma) == [f"{meldung.nummer}: Rückfrage beantworten"]
    assert aufgaben(finn) == []


def test_nach_der_einen_kommt_die_naechste(welt):
    erste, zweite, dritte = (neue_meldung(welt, titel=f"Nummer {n}") for n in range(3))

    assert queries.meldungen.naechste_offene(erste) == zweite.nummer
    assert queries.meldungen.naechste_offene(dritte) == erste.nummer


def test_wer_nicht_zustaendig_ist_sieht_nur_eigene_und_kleine_zahlen_nicht(welt, kora, mats, fatma, finn):
    thema = neues_thema(welt)
    for nummer in range(4):
        angenommene_meldung(welt, thema, titel=f"Nummer {nummer}")

    def sieht(person):
        return len(session().scalars(queries.meldungen.sichtbar_fuer(person)).all())

    assert [sieht(person) for person in (kora, fatma, finn, mats)] == [4, 4, 0, 0]
    assert [str(anzahl) for _, anzahl in queries.meldungen.zahlen(mats)] == ["< 5"]
    assert [str(anzahl) for _, anzahl in queries.meldungen.zahlen(kora)] == ["4"]
    assert str(queries.themen.grundlagen(thema, mats).anzahl_meldungen) == "< 5"
    assert queries.themen.grundlagen(thema, None).meldungen == []
    assert len(queries.themen.grundlagen(thema, kora).meldungen) == 4
