"""zeichnungscode_anfordern and the link: a Zeichnung takes the person, this Beitrag, this text and a code."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Erfuellung, Nachricht, Zeichnungscode
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.zielvereinbarungen import codes, pruefsumme
from tests.bauen.massnahmen import in_tagen
from tests.bauen.zielvereinbarungen import (
    beitrag,
    geltende_zielvereinbarung,
    letzter_code,
    mit_code,
    neu_gelesen,
    zugestimmte_zielvereinbarung,
)

pytestmark = pytest.mark.beide


def anfordern(partei, wer):
    with transaction():
        workflow.zielvereinbarungen.zeichnungscode_anfordern(partei, wer)
    return letzter_code(wer)


def mit(partei, wer, code):
    with transaction():
        workflow.zielvereinbarungen.zeichnen(partei, wer, code=code)


def test_mit_dem_code_aus_der_mail_zeichnet_man_einmal(welt, mats):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    code = anfordern(partei, mats)

    mit(partei, mats, code)

    assert partei.zeichnung.person == mats
    assert code not in session().query(Nachricht).order_by(Nachricht.id.desc()).first().text
    assert code not in session().query(Zeichnungscode).one().hash


@pytest.mark.parametrize("falsch", ["", "000000", "abcdef", "١٢٣٤٥٦"])
def test_ohne_den_richtigen_code_zeichnet_niemand(welt, mats, falsch):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    code = anfordern(partei, mats)

    with pytest.raises(Obstructed, match="Code"):
        mit(partei, mats, falsch if falsch != code else "000001")

    assert partei.zeichnungen == []


def test_nach_fuenfzehn_minuten_gilt_der_code_nicht_mehr(welt, mats):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    code = anfordern(partei, mats)

    with clock.turned_to(clock.now() + timedelta(minutes=15)), pytest.raises(Obstructed, match="gilt nicht mehr"):
        mit(partei, mats, code)


def test_nach_fuenf_versuchen_hilft_auch_der_richtige_code_nicht(welt, mats):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    code = anfordern(partei, mats)
    for _ in range(6):
        with transaction():
            codes.versuchen(partei.id, mats.id)

    with pytest.raises(Obstructed, match="gilt nicht mehr"):
        mit(partei, mats, code)


def test_wer_sich_vertippt_erfaehrt_wie_oft_es_noch_geht(welt, mats):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    falsch = "000000" if anfordern(partei, mats) != "000000" else "000001"
    said = []
    for _ in range(5):
        with transaction():
            codes.versuchen(partei.id, mats.id)
        with pytest.raises(Obstructed) as gehindert:
            mit(partei, mats, falsch)
        said += gehindert.value.reasons

    assert said == [
        *(f"Der Code stimmt nicht. Sie haben noch {n} Versuche." for n in (4, 3, 2)),
        "Der Code stimmt nicht. Sie haben noch einen Versuch.",
        "Der Code stimmt nicht. Bitte fordern Sie einen neuen an.",
    ]


def test_ein_neuer_code_beendet_den_alten(welt, mats):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    erster = anfordern(partei, mats)
    zweiter = anfordern(partei, mats)

    if erster != zweiter:
        with pytest.raises(Obstructed):
            mit(partei, mats, erster)
    mit(partei, mats, zweiter)

    assert partei.zeichnung is not None


def test_der_code_gilt_nur_fuer_diesen_beitrag_und_diesen_menschen(welt, mats, zoe):
    eine, andere = zugestimmte_zielvereinbarung(welt), zugestimmte_zielvereinbarung(welt)
    code = anfordern(beitrag(eine, "Jobcenter"), mats)

    with pytest.raises(Obstructed):
        mit(beitrag(andere, "Jobcenter"), mats, code)
    with pytest.raises(Obstructed):
        mit(beitrag(eine, "Caritas"), zoe, code)


def test_aendert_sich_der_text_nach_dem_anfordern_gilt_der_code_nicht(welt, mats, paula):
    """Change while signing: what was read is not what would be signed."""
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    code = anfordern(partei, mats)
    with transaction():
        workflow.zielvereinbarungen.beitrag_neu_fassen(partei, paula, text="Weniger.", begruendung="Haushalt")

    with pytest.raises(Obstructed, match="Text hat sich geändert"):
        mit(partei, mats, code)


def test_codes_gibt_es_nur_wenige_in_der_stunde(welt, mats):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    for _ in range(5):
        anfordern(partei, mats)

    with pytest.raises(Obstructed, match="mehrere Codes"):
        anfordern(partei, mats)


@pytest.mark.parametrize("wer", ["Kora", "Zoe", "Paula", "Vera", "Lena"])
def test_wer_nicht_zeichnet_bekommt_keinen_code(welt, wer):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")

    with pytest.raises(Forbidden), transaction():
        workflow.zielvereinbarungen.zeichnungscode_anfordern(partei, welt.person(wer))


def test_was_gezeichnet_wurde_bleibt_byte_fuer_byte(welt, kora):
    """C P0: renamed houses, changed Maßnahmen and a finished agreement do not touch the signed bytes."""
    vereinbarung = geltende_zielvereinbarung(welt)
    before = {b.id: b.zeichnung.wortlaut.encode() for b in vereinbarung.beitraege}
    with transaction():
        welt.institution("Jobcenter").name = "Jobcenter neu"
        workflow.zielvereinbarungen.abschliessen(vereinbarung, kora, erfuellung=Erfuellung.ERFUELLT)

    vereinbarung = neu_gelesen(vereinbarung)
    after = {b.id: b.zeichnung.wortlaut.encode() for b in vereinbarung.beitraege}
    assert after == before
    for partei in vereinbarung.beitraege:
        assert pruefsumme(partei.zeichnung.wortlaut) == partei.zeichnung.pruefsumme
    assert b"Jobcenter Musterkreis" in before[beitrag(vereinbarung, "Jobcenter").id]


def test_der_wortlaut_nennt_ziel_indikator_massnahme_beitrag_und_klausel(welt):
    vereinbarung = geltende_zielvereinbarung(welt)

    wortlaut = beitrag(vereinbarung, "Caritas").zeichnung.wortlaut

    for part in (
        vereinbarung.nummer,
        vereinbarung.zielzustand,
        "von 56 auf 7 Tage",
        vereinbarung.massnahmen[0].nummer,
        "Beitrag: Caritasverband Musterkreis (zeichnet)",
        "keine Rechtsansprüche",
    ):
        assert part in wortlaut


@pytest.mark.parametrize(
    "eingriff",
    [
        "UPDATE zeichnung SET wortlaut = 'anders'",
        "UPDATE zeichnung SET pruefsumme = 'anders'",
        "UPDATE zeichnung SET gezeichnet_am = '2020-01-01'",
        "UPDATE zeichnung SET verweigert = (1 = 1), begruendung = 'x'",
        "DELETE FROM zeichnung",
    ],
)
def test_was_gezeichnet_ist_aendert_auch_niemand_an_der_datenbank_vorbei(welt, eingriff):
    geltende_zielvereinbarung(welt)

    with pytest.raises(DatabaseError, match="aendert sich nicht"), transaction() as s:
        s.execute(text(eingriff))


def test_eine_ungueltige_zeichnung_wird_nicht_wieder_gueltig(welt, mats, paula):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    mit_code(partei, mats)
    with transaction():
        workflow.zielvereinbarungen.beitrag_neu_fassen(partei, paula, text="Weniger.", begruendung="Haushalt")

    with pytest.raises(DatabaseError, match="aendert sich nicht"), transaction() as s:
        s.execute(text("UPDATE zeichnung SET ungueltig_am = NULL, ungueltig_weil = ''"))


def test_aufraeumen_vergisst_alte_codes(welt, mats):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    anfordern(partei, mats)

    with clock.turned_to(clock.now() + timedelta(days=2)), transaction():
        codes.aufraeumen()

    assert session().query(Zeichnungscode).count() == 0


@pytest.mark.parametrize(("vorbehalt", "bis"), [("Kreistag", None), ("", 30), ("Kreistag", -1)])
def test_ein_vorbehalt_nennt_gremium_und_tag(welt, mats, vorbehalt, bis):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")

    with pytest.raises(Obstructed):
        mit_code(partei, mats, vorbehalt=vorbehalt, vorbehalt_bis=bis and in_tagen(bis))
