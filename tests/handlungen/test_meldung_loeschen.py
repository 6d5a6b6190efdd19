"""meldung.loeschen_wegen_personenbezug, frist_verlaengern, bereinigen and the command: what goes and what stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from kimflow import clock, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import Ereignis, Meldung, MeldungStatus, Nachricht
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.meldungen import angenommene_meldung, die_des_links, nachgefragte_meldung, neue_meldung, ohne_konto
from tests.bauen.themen import neues_thema

pytestmark = pytest.mark.beide

EIN_JAHR = timedelta(days=365)
TEXTE = ("titel", "schilderung", "vorschlag", "frage", "antwort", "begruendung", "verlaengerung")


def loeschen(meldung, person):
    with transaction():
        workflow.meldungen.loeschen_wegen_personenbezug(meldung, person)


def fristen():
    with transaction():
        return workflow.meldungen.fristen()


def gelesen(meldung):
    session().expire_all()
    return session().get_one(Meldung, meldung.id)


def test_bei_personenbezug_geht_der_text_und_die_zeile_bleibt(welt, kora):
    meldung = nachgefragte_meldung(welt)

    loeschen(meldung, kora)

    assert meldung.status is MeldungStatus.GELOESCHT
    assert [getattr(meldung, name) for name in TEXTE] == [""] * len(TEXTE)
    assert (meldung.nummer, meldung.handlungsfeld.kurz) == (meldung.nummer, "Leistungen und Rechtskreiswechsel")
    assert str(meldung).endswith("(Text gelöscht)")


def test_vom_text_bleibt_nirgends_eine_spur(welt, kora):
    token = ohne_konto(welt, mail="jemand@anderswo.example", titel="spurtitel", schilderung="spurtext")
    loeschen(die_des_links(token), kora)

    with extension.engine.connect() as connection:
        rows = [repr(connection.execute(select(t)).all()) for t in extension.metadata.sorted_tables]
    assert not any(word in row for row in rows for word in ("spurtitel", "spurtext", "jemand@anderswo.example"))


def test_die_briefe_an_die_adresse_gehen_mit(welt, kora):
    eine = ohne_konto(welt, mail="jemand@anderswo.example")
    ohne_konto(welt, mail="jemand@anderswo.example", titel="Eine andere")

    loeschen(die_des_links(eine), kora)

    (brief,) = session().scalars(select(Nachricht).where(Nachricht.adresse.is_not(None)))
    assert eine not in brief.text


def test_der_link_sagt_danach_noch_was_geschah(welt, kora):
    token = ohne_konto(welt)
    loeschen(die_des_links(token), kora)

    assert die_des_links(token).status is MeldungStatus.GELOESCHT


def test_geloescht_und_doch_text_laesst_die_datenbank_nicht_zu(welt, kora):
    meldung = neue_meldung(welt)
    loeschen(meldung, kora)

    with pytest.raises(IntegrityError), transaction():
        gelesen(meldung).titel = "Doch noch etwas"


def test_nach_zwoelf_monaten_loescht_sich_der_text_von_selbst(welt, kora):
    thema = neues_thema(welt)
    meldung, andere = angenommene_meldung(welt, thema), neue_meldung(welt, titel="Andere")
    with clock.turned_to(clock.now() + EIN_JAHR - timedelta(days=1)):
        assert fristen() == 0
    with transaction():
        gelesen(andere).loeschen_am = clock.today() + 2 * EIN_JAHR

    with clock.turned_to(clock.now() + EIN_JAHR):
        assert fristen() == 1
        assert fristen() == 0

    meldung = gelesen(meldung)
    assert (meldung.status, meldung.titel, meldung.person_id) == (MeldungStatus.ANGENOMMEN, "", None)
    assert meldung.zu_rechtskreis.kurz == "SGB II"
    assert gelesen(andere).titel == "Andere"
    zeile = session().scalars(select(Ereignis).where(Ereignis.akt == "meldung.bereinigen")).one()
    assert zeile.person_id is None


def test_auch_wer_gemeldet_hat_ist_nach_der_frist_vergessen(welt, kora):
    token = ohne_konto(welt, mail="jemand@anderswo.example")
    meldung = die_des_links(token)
    loeschen(meldung, kora)

    with clock.turned_to(clock.now() + EIN_JAHR):
        fristen()

    meldung = gelesen(meldung)
    assert (meldung.kennung, meldung.zeichen, meldung.mail, meldung.loeschen_am) == (None, None, None, None)


def test_die_frist_verlaengert_sich_einmal_und_mit_begruendung(welt, kora, fatma):
    meldung = neue_meldung(welt)

    def frist_verlaengern(person):
        with transaction():
            workflow.meldungen.frist_verlaengern(meldung, person, begruendung="Das Thema ist noch in Arbeit.")

    with pytest.raises(Forbidden):
        frist_verlaengern(fatma)
    frist_verlaengern(kora)
    assert meldung.loeschen_am == clock.today() + 2 * EIN_JAHR
    with pytest.raises(Obstructed, match="schon einmal"):
        frist_verlaengern(kora)
    with clock.turned_to(clock.now() + EIN_JAHR):
        assert fristen() == 0


@pytest.mark.parametrize("gleich", [True, False])
def test_auch_der_grund_der_verlaengerung_geht(welt, kora, gleich):
    meldung = neue_meldung(welt)
    with transaction():
        workflow.meldungen.frist_verlaengern(meldung, kora, begruendung="Spurgrund.")

    if gleich:
        loeschen(meldung, kora)
    else:
        with clock.turned_to(clock.now() + 2 * EIN_JAHR):
            assert fristen() == 1

    assert gelesen(meldung).verlaengerung == ""
    with pytest.raises(IntegrityError), transaction():
        gelesen(meldung).verlaengerung = "Doch noch etwas"


def test_eine_rueckfrage_ohne_antwort_laesst_sich_ablegen(welt, kora):
    """Also after the text has gone: nobody can answer any more."""
    eine, andere = nachgefragte_meldung(welt), nachgefragte_meldung(welt, titel="Andere")
    with transaction():
        workflow.meldungen.nicht_weiterverfolgen(eine, kora, begruendung="Keine Antwort.")
    assert (gelesen(eine).status, gelesen(eine).begruendung) == (MeldungStatus.ABGELEGT, "Keine Antwort.")

    with clock.turned_to(clock.now() + EIN_JAHR):
        fristen()
        with transaction():
            workflow.meldungen.nicht_weiterverfolgen(gelesen(andere), kora, begruendung="Keine Antwort.")
    assert (gelesen(andere).status, gelesen(andere).begruendung) == (MeldungStatus.ABGELEGT, "")


def test_ohne_text_laesst_sich_ablegen_aber_nicht_mehr_fragen(welt, kora):
    meldung, thema = neue_meldung(welt), neues_thema(welt)
    with clock.turned_to(clock.now() + EIN_JAHR):
        fristen()

    for verb, kw in (("nachfragen", {"frage": "Wann?"}), ("annehmen", {"thema": thema})):
        with pytest.raises(Obstructed, match="gelöscht"), transaction():
            getattr(workflow.meldungen, verb)(gelesen(meldung), kora, **kw)
    with transaction():
        workflow.meldungen.nicht_weiterverfolgen(gelesen(meldung), kora, begruendung="Zu alt.")
    assert gelesen(meldung).status is MeldungStatus.ABGELEGT


def test_der_befehl_loescht_was_faellig_ist_und_sagt_wie_viel(app, welt):
    neue_meldung(welt)
    with clock.turned_to(clock.now() + EIN_JAHR):
        result = app.test_cli_runner().invoke(args=["loeschfristen"])

    assert result.exit_code == 0, result.output
    assert "Meldungen bereinigt: 1" in result.output
