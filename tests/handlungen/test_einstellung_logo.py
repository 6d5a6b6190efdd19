"""einstellung.logo_setzen, einstellung.logo_entfernen: the picture beside the letterhead of every paper."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Dateiinhalt, Einstellung, Ereignis
from kimflow.queries.einstellungen import LOGO
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.dateien import Upload
from kimflow.workflow.einstellungen import LOGO_BYTES
from tests.bauen.dateien import PDF, jpg, png
from tests.bauen.themen import neuer_beschluss
from tests.dokumente.lesen import merkmale
from tests.dokumente.test_dokument_pdf import png as bild

pytestmark = pytest.mark.beide
S = "/einstellungen"


def zeile():
    return session().scalars(select(Einstellung).where(Einstellung.schluessel == LOGO)).one()


def setzen(wer, inhalt, name="logo.png"):
    with transaction():
        workflow.einstellungen.logo_setzen(zeile(), wer, logo=Upload(name, inhalt))


def test_ein_logo_waehlen_ersetzen_und_entfernen(ada):
    setzen(ada, bild())
    assert queries.einstellungen.logo() == bild()
    setzen(ada, jpg(), "neu.jpg")
    assert queries.einstellungen.logo() == jpg()
    with transaction():
        workflow.einstellungen.logo_entfernen(zeile(), ada)

    assert queries.einstellungen.logo() == b""
    assert session().scalar(select(func.count()).select_from(Dateiinhalt)) == 0
    lines = session().scalars(select(Ereignis.akt).where(Ereignis.art == "einstellung").order_by(Ereignis.lfd)).all()
    assert lines == ["einstellung.logo_setzen"] * 2 + ["einstellung.logo_entfernen"]


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Lena"])
def test_nur_die_administration_waehlt_das_logo(welt, ada, wer):
    with pytest.raises(Forbidden):
        setzen(welt.person(wer), bild())
    setzen(ada, bild())
    with pytest.raises(Forbidden), transaction():
        workflow.einstellungen.logo_entfernen(zeile(), welt.person(wer))


def test_ohne_logo_gibt_es_nichts_zu_entfernen(ada):
    with pytest.raises(Obstructed, match="kein Logo"), transaction():
        workflow.einstellungen.logo_entfernen(zeile(), ada)


GANZ_OHNE_ENDE = png()[:-12]
UNTAUGLICH = {
    "ein PDF": ("logo.pdf", PDF, "PNG oder JPG"),
    "zu schwer": ("logo.jpg", jpg() + b"\0" * LOGO_BYTES, "größer als 500 kB"),
    "zu viele Bildpunkte": ("logo.png", png(3000, 2000), "Bildpunkte"),
    "kein Bild": ("logo.png", b"<svg onload=alert(1)>", "kein PNG-Bild"),
    "abgeschnitten": ("logo.png", GANZ_OHNE_ENDE, "vollständiges"),
    "JPG ohne JFIF": ("logo.jpg", jpg().replace(b"JFIF", b"Adob"), "als PNG"),
}


@pytest.mark.parametrize("fall", UNTAUGLICH)
def test_was_kein_taugliches_logo_ist_wird_abgelehnt(ada, fall):
    """I9 P0: checked by the content, not by the name; nothing that would cost each paper its memory."""
    name, content, reason = UNTAUGLICH[fall]
    with pytest.raises(Obstructed, match=reason):
        setzen(ada, content, name)
    assert zeile().datei_id is None


def test_die_seite_zeigt_das_logo_und_gibt_es_nur_der_administration(browser, ada, kora, welt):
    """I9 P0: attachment, nosniff, sandbox; who may not open the settings does not get the file either."""
    mein = browser(ada)
    assert "Noch keins." in mein.get(f"{S}/", status=200).text
    mein.get(f"{S}/logo", status=404)
    page = mein.get(f"{S}/logo_setzen", status=200)
    form = {"csrf_token": page.feld("csrf_token"), "marke": page.feld("marke"), "logo": (BytesIO(bild()), "wappen.png")}
    assert mein.post(f"{S}/logo_setzen", form, status=303, content_type="multipart/form-data").ziel == f"{S}/#briefkopf"

    page = mein.get(f"{S}/", status=200)
    assert "wappen.png" in page.text
    picture = mein.get(page.eins("img", class_="kf-logo").attrs["src"], status=200)
    assert picture.response.data == bild()
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.headers["Content-Disposition"].startswith("attachment")
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    browser(kora).get(f"{S}/logo", status=403)

    url = f"/beschluesse/{neuer_beschluss(welt).nummer}/ausfertigung"
    papers = [browser(kora).get(f"{url}.{format}", status=200).response.data for format in ("pdf", "docx", "odt")]
    found = merkmale(papers[0])
    assert (found.marken["/Figure"], found.ohne_alternativtext) == (1, 0)
    assert all(bild() in zipteile(paper) for paper in papers[1:])

    assert mein.absenden(f"{S}/logo_entfernen").ziel == f"{S}/#briefkopf"
    assert "Noch keins." in mein.get(f"{S}/", status=200).text


def test_ein_zu_grosses_bild_sagt_das_formular(browser, ada):
    mein = browser(ada)
    page = mein.get(f"{S}/logo_setzen", status=200)
    form = {
        "csrf_token": page.feld("csrf_token"),
        "marke": page.feld("marke"),
        "logo": (BytesIO(png(3000, 2000)), "l.png"),
    }

    assert "Bildpunkte" in mein.post(f"{S}/logo_setzen", form, status=422, content_type="multipart/form-data").text


def zipteile(content):
    with ZipFile(BytesIO(content)) as package:
        return [package.read(name) for name in package.namelist()]
