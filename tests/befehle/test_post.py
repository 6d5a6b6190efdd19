"""flask post: every letter goes out once, errors are seen, nothing is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kimflow import clock, config, db, queries, workflow
from kimflow.db import session, transaction
from kimflow.mail import versand
from kimflow.mail.briefe import Brief, schreiben
from kimflow.models import Person, Poststand
from kimflow.permissions import Permission
from kimflow.workflow import post
from tests.bauen.meldungen import ohne_konto
from tests.bauen.post import briefe
from tests.smtp import ZERTIFIKAT, teil

SPAETER = timedelta(hours=1)


def einwerfen(*personen, text="Guten Tag,\n\näöüß.\n"):
    with transaction():
        for wer in personen:
            post.einwerfen(Brief(wer, f"Für {wer.name}", text, "test"), Permission.PERSON_EINLADEN)


def versenden(app):
    with app.app_context():
        return app.test_cli_runner().invoke(args=["post"])


@pytest.mark.beide
def test_jeder_brief_geht_einmal_hinaus(app, server, mats, mia):
    einwerfen(mats, mia)

    assert "2 Briefe versendet" in versenden(app).output
    assert "0 Briefe versendet" in versenden(app).output

    assert sorted(mail["To"] for mail in server.briefe) == ["mats@musterkreis.example", "mia@musterkreis.example"]
    mail = server.briefe[0]
    assert (mail["From"], mail["Subject"]) == ("kimflow@localhost", "Für Mats")
    assert teil(mail, "plain") == "Guten Tag,\n\näöüß.\n"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_ohne_mailserver_bleibt_alles_liegen(app, mats):
    einwerfen(mats)

    ergebnis = versenden(app)

    assert "Kein Mailserver" in ergebnis.output
    assert (ergebnis.exit_code, queries.post.anzahl_offen()) == (0, 1)


def test_ein_nicht_erreichbarer_server_kostet_keinen_versuch(app, server, mats):
    einwerfen(mats)
    config.use(replace(config.current(), smtp_port=1))

    ergebnis = versenden(app)

    assert ergebnis.exit_code != 0
    assert (briefe(mats)[0].versuche, briefe(mats)[0].stand) == (0, Poststand.OFFEN)


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


def test_was_vielleicht_spaeter_geht_wird_fast_vier_tage_lang_versucht(app, server, mats):
    """O6 P1: pauses double up to half a day; longer than any weekend, and then it is over."""
    server.ablehnen["mats@"] = "451 later"
    einwerfen(mats)
    beginn, versuche = clock.now(), []
    while (wieder := briefe(mats)[0].wieder_am) is not None:
        versuche.append(wieder - beginn)
        with clock.turned_to(wieder):
            versenden(app)

    assert len(versuche) == post.HOECHSTENS
    assert timedelta(days=3, hours=12) < versuche[-1] < timedelta(days=4)
    assert (briefe(mats)[0].stand, briefe(mats)[0].fehler) == (Poststand.GESCHEITERT, "Adresse abgelehnt (451)")


@pytest.mark.parametrize(
    ("antwort", "inhalt", "grund"),
    [
        ("550 no such user", "250 ok", "Adresse abgelehnt (550)"),
        ("250 ok", "554 no thanks", "Inhalt abgelehnt (554)"),
    ],
)
def test_eine_endgueltige_ablehnung_endet_nach_zwei_versuchen(app, server, mats, antwort, inhalt, grund):
    server.ablehnen["mats@"], server.inhalt = antwort, inhalt
    einwerfen(mats)
    for stunde in range(6):
        with clock.turned_to(clock.now() + timedelta(hours=stunde)):
            versenden(app)

    brief = briefe(mats)[0]
    assert (brief.versuche, brief.stand, brief.fehler) == (2, Poststand.GESCHEITERT, grund)


def test_was_sich_nicht_als_mail_schreiben_laesst_endet_mit_grund(app, server, mats, mia):
    einwerfen(mats, mia)
    with transaction():
        session().get_one(Person, mats.id).mail = "mäts@musterkreis.example"

    assert "1 Briefe versendet, 1 gescheitert" in versenden(app).output
    assert briefe(mats)[0].fehler == "UnicodeEncodeError"


@pytest.mark.beide
def test_ein_absturz_nach_dem_senden_schickt_hoechstens_einmal_doppelt(app, server, mats):
    """The server has the mail, the process dies before it is noted: once more, then never again."""
    einwerfen(mats)

    def absturz():
        with app.app_context(), db.lazy_loading():
            with transaction():
                brief = post.beginnen()
            if brief is not None:
                with versand.verbindung() as smtp:
                    versand.uebergeben(smtp, brief)

    for stunde in range(1, 9):
        with clock.turned_to(clock.now() + timedelta(hours=stunde)):
            absturz()

    assert len(server.briefe) == 2
    assert server.briefe[0]["Message-ID"] == server.briefe[1]["Message-ID"]
    assert "Zweimal abgebrochen" in briefe(mats)[0].fehler
    assert briefe(mats)[0].stand is Poststand.GESCHEITERT


def test_legt_der_server_nach_der_annahme_auf_kommt_der_brief_hoechstens_zweimal(app, server, mats):
    """Whether it arrived nobody knows: once more with the same id, then it is for a person to look."""
    server.haengt_auf_nach_annahme = True
    einwerfen(mats)

    for stunde in range(9):
        with clock.turned_to(clock.now() + timedelta(hours=stunde)):
            versenden(app)

    assert len(server.briefe) == 2
    assert server.briefe[0]["Message-ID"] == server.briefe[1]["Message-ID"]
    assert briefe(mats)[0].fehler == post.ZWEIMAL_ABGEBROCHEN


def test_wer_auflegt_haelt_die_anderen_nicht_auf(app, server, mats, mia, kora):
    """Before it was handed over it did not arrive: tried again like after any passing refusal."""
    server.legt_auf_bei = "<mats@"
    einwerfen(mats, mia, kora)

    ergebnis = versenden(app)

    assert (ergebnis.exit_code, "2 Briefe versendet, 1 gescheitert" in ergebnis.output) == (0, True)
    assert (briefe(mats)[0].versuche, briefe(mats)[0].fehler) == (1, "Verbindung abgebrochen")
    server.legt_auf_bei = ""
    with clock.turned_to(clock.now() + SPAETER):
        versenden(app)
    assert sorted(mail["To"].partition("@")[0] for mail in server.briefe) == ["kora", "mats", "mia"]


def test_nimmt_der_server_nichts_an_kostet_das_keinen_brief_einen_versuch(app, server, mats, mia):
    """A wrong sender or a missing sign-in is nobody's letter's fault."""
    server.ablehnen["FROM:"] = "550 not from you"
    einwerfen(mats, mia)

    for stunde in range(5):
        with clock.turned_to(clock.now() + timedelta(hours=stunde)):
            ergebnis = versenden(app)

    assert ergebnis.exit_code != 0
    assert "Absender abgelehnt (550)" in ergebnis.output
    assert [briefe(wer)[0].versuche for wer in (mats, mia)] == [0, 0]
    server.ablehnen.clear()
    with clock.turned_to(clock.now() + timedelta(hours=5)):
        assert "2 Briefe versendet" in versenden(app).output


@pytest.mark.beide
def test_nach_drei_tagen_ohne_server_geht_alles_einmal_hinaus(app, server, mats, mia):
    """Nothing is lost in an outage and nothing comes twice after it."""
    port = config.current().smtp_port
    config.use(replace(config.current(), smtp_port=1))
    einwerfen(mats, mia)
    for stunde in range(0, 72, 6):
        with clock.turned_to(clock.now() + timedelta(hours=stunde)):
            versenden(app)

    config.use(replace(config.current(), smtp_port=port))
    with clock.turned_to(clock.now() + timedelta(days=3)):
        versenden(app)
        versenden(app)

    assert sorted(mail["To"].partition("@")[0] for mail in server.briefe) == ["mats", "mia"]


def test_fuenfzig_gescheiterte_halten_einen_faelligen_nicht_auf(app, server, mats, mia):
    server.ablehnen["mats@"] = "451 later"
    for zahl in range(55):
        with transaction():
            post.einwerfen(Brief(mats, "Für Mats", "Guten Tag", str(zahl)), Permission.PERSON_EINLADEN)
    versenden(app)
    einwerfen(mia)

    versenden(app)

    assert [mail["To"] for mail in server.briefe] == ["mia@musterkreis.example"]


@pytest.mark.beide
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
    assert (briefe(nora)[0].stand, briefe(nora)[0].fehler) == (Poststand.VERWORFEN, post.DEAKTIVIERT)


@pytest.mark.parametrize("wie", ["abgelaufen", "widerrufen"])
def test_ein_brief_dessen_link_nicht_mehr_gilt_geht_nicht_hinaus(app, server, mats, wie):
    with transaction():
        workflow.personen.neues_passwort_erbitten(mats.mail)
        if wie == "widerrufen":
            workflow.einzellinks.widerrufen(session().get_one(Person, mats.id))

    with clock.turned_to(clock.now() + timedelta(minutes=61 if wie == "abgelaufen" else 1)):
        versenden(app)

    brief = briefe(mats)[0]
    assert (server.briefe, brief.stand, brief.fehler) == ([], Poststand.VERWORFEN, post.LINK_GILT_NICHT_MEHR)
    assert "/link/…/passwort_neu" in brief.text


def test_der_link_einer_meldung_lebt_laenger_als_jeder_versuch(app, server, welt):
    ohne_konto(welt, mail="meldende@example.org")

    with clock.turned_to(clock.now() + timedelta(days=3)):
        versenden(app)

    assert [mail["To"] for mail in server.briefe if "meldende" in mail["To"]] == ["meldende@example.org"]


def test_ein_code_der_nicht_mehr_gilt_geht_nicht_hinaus(app, server, mats):
    einwerfen(mats, text="Guten Tag,\n\nCode: 123456\n")

    with clock.turned_to(clock.now() + timedelta(minutes=16)):
        versenden(app)

    assert (server.briefe, briefe(mats)[0].fehler) == ([], post.CODE_GILT_NICHT_MEHR)
    assert "123456" not in briefe(mats)[0].text


def test_nach_dem_versand_steht_der_link_nicht_mehr_im_postausgang(app, server, mats):
    """J5 P0: the token is in the mailbox and nowhere else."""
    with transaction():
        workflow.personen.neues_passwort_erbitten(mats.mail)

    versenden(app)

    assert "/link/…/passwort_neu" in briefe(mats)[0].text
    assert "/link/…" not in server.texte()[0]


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


@pytest.fixture
def verschluesselt(server, monkeypatch):
    """The same server with STARTTLS and a sign-in; its certificate is trusted like an office's own."""
    monkeypatch.setenv("SSL_CERT_FILE", str(ZERTIFIKAT))
    server.starttls, server.anmeldung = True, ("kimflow", "geheim-kanarienvogel")
    config.use(
        replace(
            config.current(),
            smtp_host="localhost",
            smtp_starttls=True,
            smtp_name="kimflow",
            smtp_passwort="geheim-kanarienvogel",
        )
    )
    return server


def test_mit_starttls_und_anmeldung_geht_alles_verschluesselt(app, verschluesselt, mats):
    einwerfen(mats)

    assert "1 Briefe versendet" in versenden(app).output

    offen = [zeile.partition(" ")[0] for zeile, tls in verschluesselt.zeilen if not tls]
    assert {wort.lower() for wort in offen} == {"ehlo", "starttls"}
    assert any(zeile.startswith("AUTH") for zeile, tls in verschluesselt.zeilen if tls)


@pytest.mark.parametrize("fehlt", ["vertrauen", "starttls", "passwort"])
def test_ohne_sichere_verbindung_geht_nichts_hinaus(app, verschluesselt, mats, monkeypatch, fehlt):
    """No certificate we trust, no encryption, the wrong password: no letter, no try, and no password in the clear."""
    einwerfen(mats)
    if fehlt == "vertrauen":
        monkeypatch.delenv("SSL_CERT_FILE")
    elif fehlt == "starttls":
        verschluesselt.starttls = False
    else:
        config.use(replace(config.current(), smtp_passwort="falsch"))

    ergebnis = versenden(app)

    assert ergebnis.exit_code != 0
    assert "kanarienvogel" not in ergebnis.output
    assert (verschluesselt.briefe, briefe(mats)[0].versuche) == ([], 0)
    assert not [zeile for zeile, tls in verschluesselt.zeilen if not tls and zeile.startswith(("AUTH", "MAIL"))]
