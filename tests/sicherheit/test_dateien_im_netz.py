"""Stored files over HTTP (ZUSAGEN I9): who gets one, what comes with it, and what a form with a file does."""

import os
import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from kimflow.db import session, transaction
from kimflow.models import Datei, Dateiart, MassnahmeStatus
from kimflow.models.dateien import HOECHSTENS_BYTES
from tests.bauen.dateien import PDF, docx, jpg, ods, odt, ooxml, png
from tests.bauen.massnahmen import laufende_massnahme, massnahme_im_stand, neu_gelesen, neuer_nachweis
from tests.besetzung import CAST
from tests.browser import Seite
from tests.sicherheit.test_dateien import BOESE

pytestmark = pytest.mark.beide

INHALTE = {"pdf": PDF, "docx": docx(), "xlsx": ooxml("xlsx"), "odt": odt(), "ods": ods(), "png": png(), "jpg": jpg()}
SIEHT = set(CAST) - {"Ada", "Emil", "Nora"}
NICHTS_TUN = "default-src 'none'; sandbox"


def adresse(nachweis):
    return f"/massnahmen/{nachweis.massnahme.nummer}/nachweise/{nachweis.datei.schluessel}"


def holen(mein, url):
    """The raw answer, in a request of its own."""
    with mein._own_context():
        return mein.client.get(url)


def formular(massnahme, verb="nachweis_hinzufuegen"):
    return f"/massnahmen/{massnahme.nummer}/{verb}"


def dateien():
    return list(session().scalars(select(Datei).order_by(Datei.id)))


def roh(mein, url, inhalt, name="x.pdf", **felder):
    """A big body as a browser sends it; the test client would put it into a file of its own."""
    texte = {"csrf_token": mein._token(), **felder}
    teile = [f'--g\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in texte.items()]
    kopf = f'--g\r\nContent-Disposition: form-data; name="datei"; filename="{name}"\r\n\r\n'
    koerper = "".join([*teile, kopf]).encode() + inhalt + b"\r\n--g--\r\n"
    with mein._own_context():
        antwort = mein.client.post(
            url,
            data=koerper,
            content_type="multipart/form-data; boundary=g",
            headers={"Sec-Fetch-Site": "same-origin"},
        )
    return Seite(antwort)


@pytest.mark.parametrize("art", INHALTE)
def test_es_kommt_genau_zurueck_was_hochgeladen_wurde(welt, browser, paul, art):
    """I9 P0: every kind byte for byte, as an attachment in a sandbox, never as what a browser would show."""
    massnahme, inhalt = laufende_massnahme(welt), INHALTE[art]
    mein = browser(paul)
    mein.absenden(formular(massnahme), titel="Beleg", datei=(BytesIO(inhalt), f"Übersicht {art}.{art}", "text/html"))
    nachweis = neu_gelesen(massnahme).nachweise[0]

    antwort = holen(mein, adresse(nachweis))

    assert antwort.data == inhalt
    assert antwort.headers["Content-Type"] == Dateiart(art).mime
    assert antwort.headers["Content-Disposition"] == (
        f"attachment; filename=\"_bersicht_{art}.{art}\"; filename*=UTF-8''%C3%9Cbersicht%20{art}.{art}"
    )
    assert antwort.headers["X-Content-Type-Options"] == "nosniff"
    assert antwort.headers["Content-Security-Policy"] == NICHTS_TUN
    assert antwort.headers["Cache-Control"] == "no-store"
    assert int(antwort.headers["Content-Length"]) == len(inhalt)


@pytest.mark.parametrize("wer", CAST)
def test_wer_die_massnahme_nicht_sieht_bekommt_auch_die_datei_nicht(welt, browser, wer):
    """I9 P0, D3 P0: the right of the Maßnahme, asked each time; the address alone opens nothing."""
    nachweis = neuer_nachweis(welt, massnahme_im_stand(welt, MassnahmeStatus.IN_UMSETZUNG))
    antwort = holen(browser(welt.person(wer)), adresse(nachweis))
    assert antwort.status_code == (200 if wer in SIEHT else 303 if wer == "Nora" else 404)
    assert (PDF in antwort.data) == (wer in SIEHT)


def test_die_datei_eines_vorschlags_sieht_nur_wer_ihn_sieht(welt, browser, lena, mats):
    """D3 P0: a decided Maßnahme that is a proposal again takes its file back from who only reads."""
    massnahme = laufende_massnahme(welt)
    nachweis = neuer_nachweis(welt, massnahme)
    url = adresse(nachweis)
    assert holen(browser(lena), url).status_code == 200
    with transaction():
        massnahme.status, massnahme.beschluss = MassnahmeStatus.VORGESCHLAGEN, None
    assert holen(browser(lena), url).status_code == 404
    assert holen(browser(mats), url).status_code == 200


def test_eine_adresse_laesst_sich_nicht_erraten_und_nicht_umhaengen(welt, browser, paul):
    """I9 P0, D4 P0: neither id nor the key at another Maßnahme leads to a file; without an account to the sign-in."""
    nachweis = neuer_nachweis(welt, laufende_massnahme(welt))
    andere, url = laufende_massnahme(welt), adresse(nachweis)
    mein = browser(paul)
    for wrong in (
        url.replace(nachweis.massnahme.nummer, andere.nummer),
        url.replace(nachweis.datei.schluessel, str(nachweis.datei.id)),
        url.replace(nachweis.datei.schluessel, "%00"),
        url.replace(nachweis.datei.schluessel, "..%2f..%2fetc%2fpasswd"),
        url.swapcase(),
        f"{url}x",
    ):
        assert holen(mein, wrong).status_code == 404, wrong
    assert holen(browser(), url).status_code == 303


def test_entfernt_ist_entfernt(welt, browser, paul):
    """I9 P0: the address of a removed file is 404 for everybody."""
    massnahme = laufende_massnahme(welt)
    nachweis = neuer_nachweis(welt, massnahme)
    url, mein = adresse(nachweis), browser(paul)
    mein.absenden(formular(massnahme, "nachweis_entfernen"), nachweis=str(nachweis.id), begruendung="Falsche Fassung")
    assert holen(mein, url).status_code == 404
    seite = mein.get(f"/massnahmen/{massnahme.nummer}", status=200)
    assert "Falsche Fassung" in seite.text
    assert nachweis.datei.schluessel not in seite.html


# --- forms --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("art", sorted(set(BOESE) - {"zu groß"}))
def test_eine_boese_datei_bleibt_am_feld_haengen(welt, browser, paul, art):
    """I9 P0, E3 P0: 422 with the reason, the other fields keep what was typed, nothing is saved."""
    massnahme = laufende_massnahme(welt)
    name, inhalt, grund = BOESE[art]

    seite = browser(paul).absenden(formular(massnahme), 422, titel="Mein Titel", datei=(BytesIO(inhalt), name))

    assert grund in seite.text
    assert seite.feld("titel") == "Mein Titel"
    assert dateien() == []


def test_eine_zu_grosse_datei(welt, browser, paul):
    """I9 P0: up to twelve MB the form says so; beyond, the whole request is refused in German, texts kept."""
    massnahme, mein = laufende_massnahme(welt), browser(paul)
    gross = PDF + b"0" * (10 * 1024 * 1024)
    seite = roh(mein, formular(massnahme), gross, titel="Mein Titel")
    assert seite.status == 422
    assert "größer als 10 MB" in seite.text
    assert seite.feld("titel") == "Mein Titel"

    antwort = roh(mein, formular(massnahme), gross + b"0" * (3 * 1024 * 1024), titel="Mein Titel")
    assert antwort.status == 413
    assert "höchstens 10 MB" in antwort.text
    assert "Mein Titel" in antwort.html
    assert dateien() == []


def test_genau_zehn_megabyte_gehen(welt, browser, paul):
    """I9 P0: the limit itself is allowed, and every byte of it comes back."""
    massnahme, mein = laufende_massnahme(welt), browser(paul)
    inhalt = PDF + os.urandom(HOECHSTENS_BYTES - 2 * len(PDF)).replace(b"PK", b"XX") + PDF
    assert len(inhalt) == HOECHSTENS_BYTES
    assert roh(mein, formular(massnahme), inhalt, titel="Groß").status == 303
    assert holen(mein, adresse(neu_gelesen(massnahme).nachweise[0])).data == inhalt


def test_das_formular_fragt_nach_adresse_oder_datei(welt, browser, paul):
    """One of both; the form is multipart and names the kinds it takes."""
    massnahme, mein = laufende_massnahme(welt), browser(paul)
    offen = mein.get(formular(massnahme), status=200)
    feld = offen.eins("input", type="file")
    assert offen.eins("form", enctype="multipart/form-data")
    assert ".pdf" in feld.attrs["accept"]
    assert "value" not in feld.attrs or not feld.attrs["value"]

    leer = mein.absenden(formular(massnahme), 422, titel="Mein Titel")
    assert "Adresse an oder wählen Sie eine Datei" in leer.text
    beides = mein.absenden(
        formular(massnahme), 422, titel="x", adresse="https://x.example/", datei=(BytesIO(PDF), "Mein Bogen.pdf")
    )
    assert "nur eines" in beides.text
    assert "„Mein Bogen.pdf“ noch einmal" in beides.text


def test_ein_leeres_dateifeld_ist_keine_datei(welt, browser, paul):
    """A browser sends an empty part when nothing was chosen."""
    massnahme = laufende_massnahme(welt)
    browser(paul).absenden(formular(massnahme), titel="x", adresse="https://x.example/", datei=(BytesIO(b""), ""))
    assert neu_gelesen(massnahme).nachweise[0].datei is None


def test_was_als_text_im_dateifeld_kommt_ist_keine_datei(welt, browser, paul):
    """I2 P0: a forged form that sends words instead of a file."""
    massnahme = laufende_massnahme(welt)
    seite = browser(paul).absenden(formular(massnahme), 422, titel="x", datei="%PDF-1.4")
    assert "wählen Sie eine Datei" in seite.text


def test_zweimal_gesendet_zaehlt_einmal_und_eine_andere_datei_ist_ein_anderes_formular(welt, browser, paul):
    """A10 P0: the mark against double sending knows the file."""
    massnahme, mein = laufende_massnahme(welt), browser(paul)
    offen = mein.get(formular(massnahme))
    marke = offen.feld("marke")
    for inhalt, status in ((PDF, 303), (PDF, 303), (PDF.replace(b"1.4", b"1.7"), 409)):
        mein.post(
            formular(massnahme), {"marke": marke, "titel": "x", "datei": (BytesIO(inhalt), "x.pdf")}, status=status
        )
    assert len(dateien()) == 1


def test_umsetzen_nimmt_die_datei_im_selben_formular(welt, browser, paul):
    massnahme, mein = laufende_massnahme(welt), browser(paul)
    mein.absenden(
        formular(massnahme, "umsetzen"),
        nachweis="Liegt vor.",
        wirkungspruefung_am="2030-01-15",
        datei=(BytesIO(PDF), "Bogen.pdf"),
    )
    assert [n.datei.name for n in neu_gelesen(massnahme).nachweise] == ["Bogen.pdf"]
    assert "Bogen.pdf" in mein.get(f"/massnahmen/{massnahme.nummer}").text


def test_auf_der_platte_liegt_danach_nichts(welt, browser, paul, tmp_path, monkeypatch, app):
    """I9 P0: the bytes wait in memory and lie in the database; not even a temporary file has them."""
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for kind in ("SpooledTemporaryFile", "TemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, kind, lambda *_, **__: pytest.fail("auf die Platte geschrieben"))
    massnahme = laufende_massnahme(welt)
    name = "../../../static/css/boese.pdf"
    gross = PDF[:-1] + b"\n" * 1_000_000 + b"startxref\n1\n%%EOF\n"

    antwort = roh(browser(paul), formular(massnahme), gross, name, titel="x")

    assert antwort.status == 303
    session().expire_all()
    assert [datei.name for datei in dateien()] == ["boese.pdf"]
    assert list(tmp_path.iterdir()) == []
    assert not list(Path(app.root_path).rglob("boese*"))


def test_kein_name_wird_zu_markup(welt, browser, kora):
    """I4 P0: what somebody called a file is text on the page and in the header."""
    massnahme = laufende_massnahme(welt)
    nachweis = neuer_nachweis(welt, massnahme, name='"><img src=x onerror=alert(1)>\r\nSet-Cookie: a=b.pdf')
    mein = browser(kora)
    seite = mein.get(f"/massnahmen/{massnahme.nummer}", status=200)
    assert not seite.alle("img")
    antwort = holen(mein, adresse(nachweis))
    assert antwort.headers["Content-Disposition"].count('"') == 2
    assert "a=b" not in antwort.headers.get("Set-Cookie", "")


def test_die_seite_nennt_zahl_art_und_umfang(welt, browser, kora, lena):
    """The paper clip counts, the row says what comes; who only reads along sees no names."""
    massnahme = laufende_massnahme(welt)
    neuer_nachweis(welt, massnahme, titel="Dienstanweisung")
    neuer_nachweis(welt, massnahme, titel="Seite", adresse="https://www.musterkreis.example/")
    seite = browser(kora).get(f"/massnahmen/{massnahme.nummer}", status=200)
    for word in ("Dienstanweisung", "Bogen.pdf", "PDF, 1 KB", "https://www.musterkreis.example/", "Entfernen"):
        assert word in seite.text
    assert '2<span class="kern-sr-only"> Nachweise' in browser(kora).get("/massnahmen/").html
    mit = browser(lena).get(f"/massnahmen/{massnahme.nummer}", status=200)
    assert "Dienstanweisung" in mit.text
    assert "Entfernen" not in mit.text


def test_ohne_nachweis_sagt_die_seite_was_einer_waere(welt, browser, kora):
    assert "Noch kein Nachweis" in browser(kora).get(f"/massnahmen/{laufende_massnahme(welt).nummer}").text
