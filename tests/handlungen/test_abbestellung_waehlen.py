"""abbestellung.waehlen: which letters a person gets, chosen among the own settings."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.mail.briefe import Aussenstehende, Brief
from kimflow.models import Abbestellung, Briefart, Ereignis, Person, Poststand
from kimflow.permissions import Permission
from kimflow.workflow import post
from kimflow.workflow.acts import Forbidden
from tests.bauen.massnahmen import laufende_massnahme
from tests.bauen.post import briefe

pytestmark = pytest.mark.beide

A = Briefart


def waehlen(wer, *, aus=(), an=()):
    with transaction():
        workflow.abbestellungen.waehlen(wer, wer, aus=list(aus), an=list(an))


def einwerfen(an, anlass, marke="test"):
    with transaction():
        return post.einwerfen(Brief(an, "Betreff", "Guten Tag", marke), anlass)


def haken(wer, browser):
    """What is ticked on the page of the own choice."""
    seite = browser(wer).get("/konto/mails", status=200)
    boxes = [e for e in seite.elemente if e.attrs.get("type") == "checkbox"]
    return {e.attrs["name"]: "checked" in e.attrs for e in boxes}


def test_wer_nichts_gewaehlt_hat_bekommt_alles(mats, browser):
    assert queries.abbestellungen.arten(mats.id) == set()
    assert haken(mats, browser) == {art.value: True for art in A if art.ist_abbestellbar}


def test_was_abbestellt_ist_kommt_nicht_und_alles_andere_kommt(mats, mia):
    waehlen(mats, aus=[A.ERINNERUNGEN])

    assert einwerfen(mats, Permission.MASSNAHME_ERINNERN) is False
    assert einwerfen(mats, Permission.MASSNAHME_UEBERGEBEN) is True
    assert einwerfen(mats, Permission.SITZUNG_EINLADEN) is True
    assert einwerfen(mats, Permission.PERSON_PASSWORT_SETZEN) is True
    assert einwerfen(mia, Permission.MASSNAHME_ERINNERN) is True
    assert [brief.anlass for brief in briefe(mats)] == [
        "person.passwort_setzen", "sitzung.einladen", "massnahme.uebergeben"
    ]  # fmt: skip


def test_die_handlung_geschieht_auch_wenn_niemand_davon_hoeren_will(welt, kora, paul):
    """The act goes on, its letter is not queued; the trail has its line."""
    massnahme = laufende_massnahme(welt)
    waehlen(paul, aus=[A.ERINNERUNGEN])
    before = len(briefe(paul))

    with transaction():
        workflow.massnahmen.erinnern(massnahme, kora)

    assert len(briefe(paul)) == before
    assert session().scalars(select(Ereignis).order_by(Ereignis.lfd.desc())).first().akt == "massnahme.erinnern"


def test_was_schon_wartet_geht_auch_nicht_mehr_hinaus(mats):
    einwerfen(mats, Permission.MASSNAHME_ERINNERN)
    einwerfen(mats, Permission.SITZUNG_EINLADEN)

    waehlen(mats, aus=[A.ERINNERUNGEN])

    assert {brief.anlass: brief.stand for brief in briefe(mats)} == {
        "massnahme.erinnern": Poststand.VERWORFEN, "sitzung.einladen": Poststand.OFFEN
    }  # fmt: skip
    assert briefe(mats)[1].fehler == post.ABBESTELLT


def test_wieder_bestellt_kommt_es_wieder(mats):
    waehlen(mats, aus=[A.ERINNERUNGEN, A.MONTAGSBRIEF])
    waehlen(mats, an=[A.ERINNERUNGEN])

    assert queries.abbestellungen.arten(mats.id) == {A.MONTAGSBRIEF}
    assert einwerfen(mats, Permission.MASSNAHME_ERINNERN) is True


def test_zweimal_abbestellt_ist_einmal_abbestellt(mats):
    waehlen(mats, aus=[A.ERINNERUNGEN])
    waehlen(mats, aus=[A.ERINNERUNGEN])

    assert session().scalars(select(Abbestellung.art)).all() == [A.ERINNERUNGEN]


def test_wer_kein_konto_hat_bekommt_worum_er_gebeten_hat(mats):
    waehlen(mats, aus=[A.THEMEN])

    assert einwerfen(Aussenstehende("draussen@example.org"), Permission.MELDUNG_MELDEN) is True


def test_niemand_waehlt_fuer_jemand_anderen(ada, kora, mats, nora):
    for wer in (ada, kora):
        with pytest.raises(Forbidden), transaction():
            workflow.abbestellungen.waehlen(mats, wer, aus=[A.ERINNERUNGEN], an=[])
    with pytest.raises(Forbidden):
        waehlen(nora, aus=[A.ERINNERUNGEN])

    assert queries.abbestellungen.arten(mats.id) == set()


@pytest.mark.parametrize("art", [A.FRISTEN, A.ZUGANG])
def test_auch_die_datenbank_kennt_keine_abbestellung_einer_pflicht(mats, art):
    with pytest.raises(IntegrityError), transaction() as s:
        s.add(Abbestellung(person_id=mats.id, art=art, abbestellt_am=clock.now()))


def test_der_verlauf_sagt_dass_gewaehlt_wurde_und_nicht_was(mats):
    waehlen(mats, aus=[A.ERINNERUNGEN])

    zeile = session().scalars(select(Ereignis).order_by(Ereignis.lfd.desc())).first()
    assert (zeile.akt, zeile.person_id, zeile.gegenstand_id, zeile.angaben) == (
        "abbestellung.waehlen", mats.id, mats.id, {}
    )  # fmt: skip


# --- the page ---------------------------------------------------------------------------------------------------------


def senden(mein, seite, **haken):
    """Send the form of `seite` as it was shown, with these boxes changed."""
    ticked = {
        e.attrs["name"]: "y" for e in seite.elemente if e.attrs.get("type") == "checkbox" and "checked" in e.attrs
    }
    data = {name: value for name, value in {**ticked, **haken}.items() if value}
    hidden = {name: seite.feld(name) for name in ("vorher", "marke")}
    return mein.post("/konto/mails", {**hidden, **data}, status=303)


def test_im_eigenen_konto_waehlt_man_mit_haken(mats, browser):
    mein = browser(mats)
    seite = mein.get("/konto/mails")

    fertig = mein.folgen(senden(mein, seite, erinnerungen=""))

    assert "Sie haben gewählt, welche Mails kommen" in fertig.text
    assert queries.abbestellungen.arten(mats.id) == {A.ERINNERUNGEN}
    assert "Zugang und Sicherheit" in seite.text
    assert "Einladungen, Fristen und Ihr Sitz" in seite.text
    assert "/konto/mails" in mein.get("/konto").html


def test_wer_speichert_aendert_nur_was_er_selbst_angeklickt_hat(mats, browser):
    """OBERFLAECHE 16: an older page open elsewhere switches nothing on or off that was chosen meanwhile."""
    mein = browser(mats)
    alt = mein.get("/konto/mails")
    waehlen(mats, aus=[A.MONTAGSBRIEF])

    senden(mein, alt, themen="")

    assert queries.abbestellungen.arten(mats.id) == {A.MONTAGSBRIEF, A.THEMEN}
    alt = mein.get("/konto/mails")
    waehlen(mats, an=[A.MONTAGSBRIEF])
    senden(mein, alt, themen="y")
    assert queries.abbestellungen.arten(mats.id) == set()


def test_wer_das_konto_aendert_aendert_keine_wahl(mats, ada, browser):
    """OBERFLAECHE 16: saving the profile never changes unrelated consents."""
    waehlen(mats, aus=[A.MONTAGSBRIEF])
    version = session().get_one(Person, mats.id).version

    browser(ada).absenden(
        f"/personen/{mats.id}/bearbeiten", name="Mats Neu", mail="neu@musterkreis.example", funktion="Leitung",
        institution=str(mats.institution_id),
    )  # fmt: skip

    assert session().get_one(Person, mats.id).version > version
    assert queries.abbestellungen.arten(mats.id) == {A.MONTAGSBRIEF}


def test_die_wahl_beruehrt_nichts_anderes_an_der_person(mats):
    before = session().get_one(Person, mats.id).version

    waehlen(mats, aus=[A.MONTAGSBRIEF])

    session().rollback()
    assert session().get_one(Person, mats.id).version == before
