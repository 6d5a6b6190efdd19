"""The link in a letter that switches off one kind for one person, and nothing else (ZUSAGEN D8, RFC 8058)."""

import logging
import re
from dataclasses import replace

import pytest
from sqlalchemy import text

from kimflow import config, queries, workflow
from kimflow.db import Base, session, transaction
from kimflow.mail.briefe import Aussenstehende, Brief
from kimflow.mail.versand import als_mail
from kimflow.models import Briefart, Ereignis, Nachricht, Person
from kimflow.permissions import Permission
from kimflow.web.ohne_cookie import zeichen
from kimflow.workflow import post
from tests.bauen.post import briefe
from tests.haus.rundgang import geschrieben
from tests.smtp import teil

A = Briefart
EIN_KLICK = {"List-Unsubscribe": "One-Click"}


def mail_an(wer, anlass=Permission.MASSNAHME_ERINNERN):
    with transaction():
        post.einwerfen(Brief(wer, "Betreff", "Guten Tag", "test"), anlass)
    return als_mail(session().query(Nachricht).order_by(Nachricht.id.desc()).first())


def adresse_in(mail):
    return str(mail["List-Unsubscribe"]).strip("<>").removeprefix("http://127.0.0.1:5000")


def knoepfe(seite):
    """The words on the buttons."""
    return [" ".join(label.split()) for label in re.findall(r"<button.*?</button>", seite.html, re.DOTALL)
            for label in [re.sub(r"<[^>]+>", " ", label)]]  # fmt: skip


@pytest.fixture
def link(mats):
    """The address in a reminder to Mats."""
    return adresse_in(mail_an(mats))


@pytest.fixture
def abbestellt(mats):
    """abbestellt() is what Mats has switched off now."""

    def now():
        session().rollback()
        return queries.abbestellungen.arten(mats.id)

    return now


def test_der_link_steht_im_text_im_html_und_in_der_kopfzeile(mats, link):
    mail = als_mail(briefe(mats)[0])

    fuss = teil(mail, "plain").partition("\n-- \n")[2]
    assert fuss == f"„Erinnerungen“ abbestellen:\nhttp://127.0.0.1:5000{link}\n"
    assert f'href="http://127.0.0.1:5000{link}"' in teil(mail, "html")
    assert mail["List-Unsubscribe-Post"] is None, "RFC 8058 verlangt https"


def test_mit_https_genuegt_dem_mailprogramm_ein_klick(mats):
    before = config.current()
    config.use(replace(before, basis_url=f"https://kimflow.kreis-{'sehr-lang-' * 6}.example"))
    try:
        mail = mail_an(mats)
        token = queries.abbestellungen.linkzeichen(session().get_one(Person, mats.id), A.ERINNERUNGEN)
        address = f"{config.current().basis_url}/link/{token}/abbestellen"
    finally:
        config.use(before)

    # In one piece: no mail program puts an address together again that was encoded or broken.
    head = mail.as_bytes().partition(b"\r\n\r\n")[0].decode("ascii")
    assert f"\r\nList-Unsubscribe: <{address}>\r\n" in head
    assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in head


@pytest.mark.parametrize(
    "anlass", [Permission.PERSON_PASSWORT_SETZEN, Permission.SITZUNG_EINLADEN, Permission.ABSTIMMUNG_OEFFNEN]
)
def test_eine_pflicht_hat_keinen_link(mats, anlass):
    mail = mail_an(mats, anlass)

    assert mail["List-Unsubscribe"] is None
    assert "abbestellen" not in teil(mail, "plain") + teil(mail, "html")


def test_wer_kein_konto_hat_bekommt_keinen_link(app):
    assert mail_an(Aussenstehende("draussen@example.org"), Permission.MELDUNG_ANNEHMEN)["List-Unsubscribe"] is None


def test_der_token_steht_nirgends_in_der_datenbank(mats, link):
    token = link.split("/")[2]

    for table in Base.metadata.sorted_tables:
        assert token not in str(session().execute(text(f'SELECT * FROM "{table.name}"')).all()), table.name


def test_ansehen_aendert_nichts(browser, link, abbestellt):
    """Mail scanners open links."""
    with geschrieben() as tables:
        seite = browser().get(link, status=200)

    assert (tables, abbestellt()) == ([], set())
    assert knoepfe(seite) == ["Abbestellen"]
    assert "Set-Cookie" not in seite.headers


def test_ein_knopf_bestellt_genau_diese_art_fuer_genau_diese_person_ab(browser, mats, mia, link, abbestellt):
    niemand = browser()

    seite = niemand.folgen(niemand.absenden(link))

    assert abbestellt() == {A.ERINNERUNGEN}
    assert queries.abbestellungen.arten(mia.id) == set()
    assert "sind abbestellt" in seite.text
    assert session().query(Ereignis).order_by(Ereignis.lfd.desc()).first().akt == "abbestellung.waehlen"


def test_auf_derselben_seite_laesst_es_sich_zuruecknehmen(browser, link, abbestellt):
    niemand = browser()
    niemand.absenden(link)
    seite = niemand.get(link)
    assert knoepfe(seite) == ["Doch wieder bekommen"]

    zurueck = niemand.post(
        link.replace("/abbestellen", "/wieder_bestellen"), {"csrf_token": seite.feld("csrf_token")}, token=False
    )

    assert (zurueck.status, zurueck.ziel) == (303, link)
    assert abbestellt() == set()
    assert knoepfe(niemand.get(link)) == ["Abbestellen"]


def test_zuruecknehmen_kann_nur_wer_die_seite_offen_hat(browser, link, abbestellt):
    niemand = browser()
    niemand.absenden(link)

    niemand.post(link.replace("/abbestellen", "/wieder_bestellen"), token=False, status=400)

    assert abbestellt() == {A.ERINNERUNGEN}


@pytest.mark.parametrize("art", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_ein_klick_im_mailprogramm_genuegt_beliebig_oft(app, link, abbestellt, art):
    """RFC 8058: no cookie, no form of ours, no redirect."""
    for _ in range(3):
        with app.app_context():
            antwort = app.test_client().post(link, data=EIN_KLICK, content_type=art)
        assert (antwort.status_code, antwort.headers.get("Location")) == (200, None)
        assert "Set-Cookie" not in antwort.headers

    assert abbestellt() == {A.ERINNERUNGEN}
    assert session().query(Ereignis).filter_by(akt="abbestellung.waehlen").count() == 1


def test_der_token_oeffnet_sonst_nichts(app, browser, link, abbestellt):
    """D8 P0: no other page behind a link, no session, no other kind."""
    token = link.split("/")[2]
    for rule in {rule.rule for rule in app.url_map.iter_rules() if "<token>" in rule.rule}:
        if "bestellen" in rule:
            continue
        url = re.sub(r"<int:\w+>", "1", rule.replace("<token>", token).replace("<nummer>", "S-2026-001"))
        answers = {browser().get(url, pruefen=False).status, browser().post(url, pruefen=False).status}
        assert answers <= {400, 404, 405, 410}, (url, answers)
    fremd = browser()
    with fremd.client.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert fremd.get("/konto").status == 303
    assert abbestellt() == set()


@pytest.mark.parametrize(
    "wie", ["andere_art", "pflicht", "andere_person", "gekuerzt", "leer", "umlaut", "gross", "fremde_adresse", "fort"]
)
def test_ein_gefaelschter_oder_alter_token_bewirkt_nichts(browser, mats, mia, ada, link, abbestellt, wie):
    token = link.split("/")[2]
    number, kind, seal = token.split("-", 2)
    falsch = {
        "andere_art": f"{number}-montagsbrief-{seal}", "pflicht": f"{number}-zugang-{seal}",
        "andere_person": f"{mia.id}-{kind}-{seal}", "gekuerzt": token[:-1], "leer": f"{number}-{kind}-",
        "umlaut": f"{number}-{kind}-ä", "gross": f"{'9' * 30}-{kind}-{seal}",
    }.get(wie, token)  # fmt: skip
    with transaction():
        if wie == "fremde_adresse":
            session().get_one(Person, mats.id).mail = "neu@musterkreis.example"
        if wie == "fort":
            workflow.personen.deaktivieren(session().get_one(Person, mats.id), session().get_one(Person, ada.id))
    url = link.replace(token, falsch)

    assert browser().get(url).status == 410
    assert browser().post(url, EIN_KLICK, token=False).status == 410
    assert browser().post(url.replace("/abb", "/wieder_b"), {"csrf_token": zeichen()}, token=False).status == 410
    assert abbestellt() == set()


def test_auch_eine_pflicht_mit_richtigem_siegel_laesst_sich_nicht_abbestellen(browser, mats):
    token = queries.abbestellungen.linkzeichen(session().get_one(Person, mats.id), A.ZUGANG)

    assert browser().post(f"/link/{token}/abbestellen", EIN_KLICK, token=False).status == 410


def test_auf_der_seite_steht_nicht_wer_es_ist_und_worum_es_ging(browser, mats, link):
    """No name, no address, no word of the letter: who finds the link in a forwarded mail learns the kind of mail."""
    niemand = browser()
    pages = [niemand.get(link).html, niemand.folgen(niemand.absenden(link)).html]

    for page in pages:
        assert not re.search(rf"{mats.name}|{mats.mail}|{mats.institution.name}|Betreff|Guten Tag", page)


def test_der_token_steht_in_keinem_log(app, browser, link, caplog):
    """L1 P0."""
    caplog.set_level(logging.DEBUG)
    token = link.split("/")[2]

    browser().get(link)
    browser().post(link, EIN_KLICK, token=False)
    browser().post(link.replace("/abb", "/wieder_b"), token=False)
    browser().get(link[:-5], pruefen=False)

    assert token not in caplog.text


def test_wer_angemeldet_ist_bestellt_fuer_den_ab_dem_der_brief_galt(browser, mia, link, abbestellt):
    """A forwarded letter: the token says whose it is, not who is signed in."""
    browser(mia).absenden(link)

    assert abbestellt() == {A.ERINNERUNGEN}
    assert queries.abbestellungen.arten(mia.id) == set()
