"""flask post: every letter goes out once, errors are seen, nothing is lost."""

from datetime import timedelta

import pytest

from kimflow import clock, db, queries, workflow
from kimflow.db import session, transaction
from kimflow.mail import versand
from kimflow.mail.briefe import Brief, schreiben
from kimflow.models import Person
from kimflow.permissions import Permission
from kimflow.workflow import post
from tests.bauen.post import briefe

SPAETER = timedelta(hours=1)


def einwerfen(*personen, text="Guten Tag,\n\näöüß.\n"):
    with transaction():
        for wer in personen:
            post.einwerfen(Brief(wer, f"Für {wer.name}", text, "test"), Permission.PERSON_EINLADEN)


def versenden(app):
    with app.app_context():
        return app.test_cli_runner().invoke(args=["post"])


def test_jeder_brief_geht_einmal_hinaus(app, server, mats, mia):
    einwerfen(mats, mia)

    assert "2 Briefe versendet" in versenden(app).output
    assert "0 Briefe versendet" in versenden(app).output

    assert sorted(mail["To"] for mail in server.briefe) == ["mats@musterkreis.example", "mia@musterkreis.example"]
    mail = server.briefe[0]
    assert (mail["From"], mail["Subject"]) == ("kimflow@localhost", "Für Mats")
    assert mail.get_content() == "Guten Tag,\n\näöüß.\n"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_ohne_mailserver_bleibt_alles_liegen(app, mats):
    einwerfen(mats)

    ergebnis = versenden(app)

    assert "Kein Mailserver" in ergebnis.output
    assert (ergebnis.exit_code, queries.post.anzahl_offen()) == (0, 1)


def test_ein_nicht_erreichbarer_server_kostet_keinen_versuch(app, server, mats):
    einwerfen(mats)
    server.server_close()

    ergebnis = versenden(app)

    assert ergebnis.exit_code != 0
    assert briefe(mats)[0].versuche == 0


def test_eine_abgelehnte_adresse_haelt_die_anderen_nicht_auf(app, server, mats, mia):
    server.ablehnen["mats@"] = "550 no such user kanarienvogel"
    einwerfen(mats, mia)

    assert "1 Briefe versendet, 1 gescheitert" in versenden(app).output

    abgelehnt = briefe(mats)[0]
    assert (abgelehnt.versuche, abgelehnt.fehler, abgelehnt.versendet_am) == (1, "Adresse abgelehnt (550)", None)


def test_nach_einem_fehler_wird_es_spaeter_wieder_versucht(app, server, mats):
    server.ablehnen["mats@"] = "451 later"
    einwerfen(mats)
    versenden(app)
    versenden(app)
    assert briefe(mats)[0].versuche == 1

    server.ablehnen.clear()
    with clock.turned_to(clock.now() + SPAETER):
        versenden(app)

    assert (briefe(mats)[0].versuche, briefe(mats)[0].fehler) == (2, "")
    assert len(server.briefe) == 1


def test_irgendwann_wird_es_aufgegeben(app, server, mats):
    server.ablehnen["mats@"] = "550 no"
    einwerfen(mats)
    for tag in range(30):
        with clock.turned_to(clock.now() + timedelta(days=tag)):
            versenden(app)

    assert briefe(mats)[0].versuche == post.HOECHSTENS


def test_ein_absturz_nach_dem_senden_schickt_hoechstens_einmal_doppelt(app, server, mats):
    """The server has the mail, the process dies before it is noted: once more, then never again."""
    einwerfen(mats)

    def absturz():
        with app.app_context(), db.lazy_loading():
            with transaction():
                brief = post.beginnen()
            if brief is not None:
                with versand.verbindung() as smtp:
                    smtp.send_message(versand.als_mail(brief))

    for stunde in range(1, 9):
        with clock.turned_to(clock.now() + timedelta(hours=stunde)):
            absturz()

    assert len(server.briefe) == 2
    assert server.briefe[0]["Message-ID"] == server.briefe[1]["Message-ID"]
    assert "Zweimal abgebrochen" in briefe(mats)[0].fehler


def test_ein_aufgelegter_server_wird_gemeldet_und_der_brief_bleibt(app, server, mats):
    server.haengt_auf_nach_annahme = True
    einwerfen(mats)

    assert versenden(app).exit_code != 0
    assert (briefe(mats)[0].versendet_am, briefe(mats)[0].fehler) == (None, "Verbindung abgebrochen")


def test_zwei_laeufe_zugleich_nehmen_nie_denselben_brief(app, mats, mia):
    einwerfen(mats, mia)

    with transaction():
        erster = post.beginnen()
    with transaction():
        zweiter = post.beginnen()
    with transaction():
        dritter = post.beginnen()

    assert {erster.person_id, zweiter.person_id} == {mats.id, mia.id}
    assert dritter is None


def test_an_deaktivierte_geht_nichts(app, server, nora):
    einwerfen(nora)

    versenden(app)

    assert server.briefe == []


def test_nach_dem_versand_steht_der_link_nicht_mehr_im_postausgang(app, server, mats):
    """J5 P0: the token is in the mailbox and nowhere else."""
    with transaction():
        workflow.personen.neues_passwort_erbitten(mats.mail)

    versenden(app)

    assert "/link/…/passwort_neu" in briefe(mats)[0].text
    assert "/link/…" not in server.briefe[0].get_content()


@pytest.mark.parametrize("boese", ["a\r\nBcc: x@evil.example", "a\nBcc: x@evil.example", "a\x00b"])
def test_ein_betreff_hat_eine_zeile(mats, boese):
    """I10 P0: CR, LF and NUL are refused before the library sees them."""
    with pytest.raises(ValueError, match="Betreff"):
        schreiben(mats, boese, "passwort_vergessen", "m", url="/")


@pytest.mark.parametrize("feld", ["betreff", "mail"])
def test_kein_zeilenumbruch_kommt_in_eine_kopfzeile(app, server, mats, feld):
    """I10 P0: 0 extra headers, whatever is in the tables."""
    einwerfen(mats)
    brief = briefe(mats)[0]
    with transaction():
        wer = session().get_one(Person, mats.id)
        if feld == "mail":
            wer.mail = "mats@musterkreis.example\nBcc: x@evil.example"
        else:
            session().merge(brief).betreff = "Hallo\r\nBcc: x@evil.example"

    versenden(app)

    assert all(mail["Bcc"] is None for mail in server.briefe)


def test_links_zeigen_immer_auf_die_eigene_adresse(app, browser, mats):
    """I10 P0: base URL from the configuration, never from Host."""
    antwort = browser()
    antwort.client.post(
        "/passwort_vergessen",
        data={"mail": mats.mail, "csrf_token": antwort._token()},
        headers={"X-Forwarded-Host": "evil.example"},
    )

    assert "http://127.0.0.1:5000/link/" in briefe(mats)[0].text
