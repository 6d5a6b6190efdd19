"""The calendar entry of a meeting, read by a parser of our own (tests/ics.py)."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.exports.termin_ics import CANCEL, PUBLISH, termin
from kimflow.mail.versand import als_mail
from kimflow.models import Nachricht
from tests import ics
from tests.bauen.sitzungen import eingeladene_sitzung, neue_sitzung, neuer_top

pytestmark = pytest.mark.beide


def eintrag(sitzung, methode=PUBLISH):
    return ics.termin(termin(sitzung, methode=methode).encode())


def anhang(wer, anlass):
    """The calendar of the newest letter to this person, as the mail server gets it."""
    nachricht = (
        session().query(Nachricht).filter_by(anlass=anlass, person_id=wer.id).order_by(Nachricht.id.desc()).first()
    )
    (part,) = als_mail(nachricht).iter_attachments()
    return part


def bearbeiten(sitzung, kora, **kw):
    angaben = {"beginn": sitzung.beginn, "dauer": sitzung.dauer, "ort": sitzung.ort, "online": sitzung.online}
    with transaction():
        workflow.sitzungen.bearbeiten(
            sitzung, kora, vorsitz=sitzung.vorsitz, protokollfuehrung=sitzung.protokollfuehrung, **angaben | kw
        )


@pytest.mark.parametrize(
    ("tag", "utc"),
    [
        ("2027-01-13T09:30", datetime(2027, 1, 13, 8, 30, tzinfo=UTC)),
        ("2027-07-14T09:30", datetime(2027, 7, 14, 7, 30, tzinfo=UTC)),
        ("2027-03-28T12:00", datetime(2027, 3, 28, 10, 0, tzinfo=UTC)),
        ("2027-10-31T12:00", datetime(2027, 10, 31, 11, 0, tzinfo=UTC)),
        ("2027-03-27T12:00", datetime(2027, 3, 27, 11, 0, tzinfo=UTC)),
    ],
)
def test_der_beginn_stimmt_im_sommer_im_winter_und_am_tag_der_umstellung(welt, tag, utc):
    sitzung = neue_sitzung(welt, beginn=clock.from_local(datetime.fromisoformat(tag)))

    assert eintrag(sitzung)["beginn"] == utc
    assert eintrag(sitzung)["ende"] == utc + timedelta(minutes=120)


def test_umlaute_kommata_und_lange_texte_kommen_heil_an(welt):
    ort = "Kreishaus Mühlstadt, Großer Saal; Eingang ü\\ber den Höf " + "ä" * 60
    sitzung = neue_sitzung(welt, ort=ort)

    gelesen = eintrag(sitzung)

    assert gelesen["ort"] == ort
    assert sitzung.gremium.name in gelesen["titel"]
    assert f"/sitzungen/{sitzung.nummer}" in gelesen["text"]


def test_ohne_ort_steht_dort_der_online_zugang(welt, kora):
    sitzung = neue_sitzung(welt)
    bearbeiten(sitzung, kora, ort="", online="https://video.example/raum?a=1,2")

    gelesen = eintrag(sitzung)

    assert gelesen["ort"] == "https://video.example/raum?a=1,2"
    assert gelesen["text"].endswith("Online: https://video.example/raum?a=1,2")


def test_die_einladung_bringt_den_termin_mit(welt, mats):
    sitzung = eingeladene_sitzung(welt)

    part = anhang(mats, "sitzung.einladen")

    assert (part.get_content_type(), part.get_param("method"), part.get_filename()) == (
        "text/calendar",
        "PUBLISH",
        "termin.ics",
    )
    gelesen = ics.termin(part.get_payload(decode=True))
    assert (gelesen["methode"], gelesen["folge"], gelesen["status"]) == ("PUBLISH", 0, "CONFIRMED")
    assert gelesen["beginn"] == sitzung.beginn.replace(microsecond=0)
    assert gelesen["absender"].startswith("mailto:")


def test_aenderung_und_absage_behalten_die_uid_und_erhoehen_die_folge(welt, kora, mats):
    """OBERFLAECHE §2 test 19."""
    sitzung = eingeladene_sitzung(welt)
    erste = ics.termin(anhang(mats, "sitzung.einladen").get_payload(decode=True))
    bearbeiten(sitzung, kora, beginn=sitzung.beginn + timedelta(days=7))
    zweite = ics.termin(anhang(mats, "sitzung.bearbeiten").get_payload(decode=True))
    with transaction():
        workflow.sitzungen.absagen(sitzung, kora, begruendung="Hochwasser")
    dritte = ics.termin(anhang(mats, "sitzung.absagen").get_payload(decode=True))

    assert erste["uid"] == zweite["uid"] == dritte["uid"]
    assert [e["folge"] for e in (erste, zweite, dritte)] == [0, 1, 2]
    assert [e["methode"] for e in (erste, zweite, dritte)] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert dritte["status"] == "CANCELLED"
    assert anhang(mats, "sitzung.absagen").get_param("method") == "CANCEL"
    assert zweite["beginn"] - erste["beginn"] == timedelta(days=7)


def test_wer_nur_den_vorsitz_wechselt_schreibt_niemandem_und_aendert_keinen_termin(welt, kora):
    sitzung = eingeladene_sitzung(welt)
    with transaction():
        workflow.sitzungen.bearbeiten(
            sitzung, kora, beginn=sitzung.beginn, dauer=sitzung.dauer, ort=sitzung.ort, vorsitz=None
        )

    assert sitzung.kalender_folge == 0
    assert session().query(Nachricht).filter_by(anlass="sitzung.bearbeiten").count() == 0


def test_jede_aenderung_wird_jedem_genau_einmal_mitgeteilt(welt, kora, mats):
    sitzung = eingeladene_sitzung(welt)
    for raum in ("Raum 2", "Raum 3"):
        bearbeiten(sitzung, kora, ort=raum)

    assert sitzung.kalender_folge == 2
    assert session().query(Nachricht).filter_by(anlass="sitzung.bearbeiten", person_id=mats.id).count() == 2


def test_vor_der_einladung_zaehlt_keine_folge(welt, kora):
    sitzung = neuer_top(welt).sitzung
    bearbeiten(sitzung, kora, ort="Raum 2")

    assert sitzung.kalender_folge == 0


def test_ein_abgesagter_termin_nimmt_sich_selbst_zurueck(welt, kora):
    sitzung = eingeladene_sitzung(welt)
    with transaction():
        workflow.sitzungen.absagen(sitzung, kora, begruendung="Hochwasser")

    assert eintrag(sitzung, CANCEL)["status"] == "CANCELLED"


def test_ein_fremder_leser_sieht_einen_eigenen_termin_und_keine_einladung(welt, kora):
    """I8 P0, OBERFLAECHE §2 test 19: no attendee, nothing to answer, nothing that rings, nothing smuggled in."""
    sitzung = neue_sitzung(welt, ort="Saal\r\nATTENDEE:mailto:x@y.example\r\nBEGIN:VALARM 🏛️ " + "ä" * 70)
    bearbeiten(sitzung, kora, online="https://video.example/raum")

    kalender = vobject.readOne(termin(sitzung, methode=PUBLISH))

    assert kalender.validate(raiseException=True)
    (event,) = kalender.vevent_list
    assert not {"attendee", "valarm", "request-status"} & set(event.contents)
    assert (kalender.method.value, event.status.value, event.transp.value) == ("PUBLISH", "CONFIRMED", "OPAQUE")
    assert event.location.value == sitzung.ort.replace("\r\n", "\n")
    assert event.dtstart.value == sitzung.beginn.replace(microsecond=0)


@pytest.mark.parametrize(
    ("kaputt", "warum"),
    [
        (lambda b: b.replace(b"\r\n", b"\n"), "CRLF"),
        (lambda b: b.replace(b"END:VEVENT", b"END:VTODO"), "endet als"),
        (lambda b: b.replace(b"SUMMARY:", b"SUMMARY:" + b"x" * 80), "75"),
        (lambda b: b.replace(b"TZID:Europe/Berlin", b"TZID:Europe/Paris"), "Zeitzone"),
        (lambda b: b.replace(b"SEQUENCE", b"X-FOLGE"), "SEQUENCE"),
    ],
)
def test_der_leser_der_pruefung_ist_streng(welt, kaputt, warum):
    """A reader that takes everything would prove nothing."""
    heil = termin(neue_sitzung(welt), methode=PUBLISH).encode()

    with pytest.raises(ics.Unlesbar, match=warum):
        ics.termin(kaputt(heil))
