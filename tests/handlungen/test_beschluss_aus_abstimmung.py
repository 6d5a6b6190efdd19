"""beschluss.festhalten from a round: it follows the result, or says why it does not – except where nobody may."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Beschluss,
    Beteiligung,
    Ereignistext,
    Geheimhaltung,
    Gleichstand,
    Mehrheitsregel,
    Methode,
    Modus,
    Quorum,
    Stimmwort,
    ThemaStatus,
    Topart,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed
from kimflow.workflow.wirkungen import Wirkung, abweichungen
from tests.bauen.abstimmungen import (
    festgestellte_abstimmung,
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmen,
    zustimmung,
    zwei_themen,
)
from tests.bauen.beschluesse import neuer_beschluss, rang
from tests.bauen.sitzungen import laufender_top
from tests.bauen.themen import vorgelegtes_thema
from tests.bauen.zielvereinbarungen import (
    neu_gelesen,
    neue_zielvereinbarung,
    zielvereinbarung_von,
)

pytestmark = pytest.mark.beide

P = Permission
K = Stimmwort
JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
JA_HEISST = (P.THEMA_BEAUFTRAGEN, P.THEMA_VEREINBAREN, P.THEMA_PRIORISIEREN, P.THEMA_ERLEDIGEN)


def rangfolge(welt, *werte, **kw):
    """A confirmed ranking of two Themen; what the Jobcenter and the Ausländerbehörde gave them."""
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, **kw))
    for (wer, sitz), given in zip((("Mats", JOBCENTER), ("Mia", ABH)), werte, strict=False):
        stimmen(welt, abstimmung, wer, sitz, given)
    return festgestellte_abstimmung(welt, abstimmung)


def konsens(welt, jobcenter=None, abh=None, *, vereinbarung=None, fertig=True, **kw):
    """A round of consent, offen unless said otherwise, on a Thema or on this Zielvereinbarung."""
    top = vereinbarung and laufender_top(welt, art=Topart.BESCHLUSS, zielvereinbarungen=[vereinbarung])
    abstimmung = offene_abstimmung(welt, zustimmung(welt, top, **kw))
    for wer, sitz, wort in (("Mats", JOBCENTER, jobcenter), ("Mia", ABH, abh)):
        if wort:
            stimmen(welt, abstimmung, wer, sitz, wort=wort, begruendung="Kein Personal" if wort is K.EINWAND else "")
    return festgestellte_abstimmung(welt, abstimmung) if fertig else abstimmung


def beschliessen(welt, abstimmung, *wirkungen, **kw):
    return neuer_beschluss(welt, abstimmung.top, *wirkungen, modus=Modus.ABSTIMMUNG, abstimmung=abstimmung, **kw)


def themen(abstimmung):
    return [option.thema for option in abstimmung.optionen]


def akt(permission, thing):
    """A Wirkung with the arguments its act needs."""
    angaben = {
        P.THEMA_PRIORISIEREN: {"rang": 1},
        P.THEMA_ZURUECKSTELLEN: {"begruendung": "Erst später", "wiedervorlage": clock.today() + timedelta(days=90)},
        P.THEMA_NICHT_WEITERVERFOLGEN: {"begruendung": "Gelöst"},
        P.THEMA_ERLEDIGEN: {"was": "Absprache"},
        P.ZIELVEREINBARUNG_UEBERARBEITEN: {"was": "Fristen", "bis": clock.today() + timedelta(days=30)},
        P.ZIELVEREINBARUNG_NICHT_ZUSTIMMEN: {"begruendung": "Zu teuer"},
    }
    return Wirkung(permission, thing, angaben.get(permission, {}))


# --- ranks ------------------------------------------------------------------------------------------------------


def test_wer_der_rangfolge_folgt_braucht_keine_begruendung(welt):
    abstimmung = rangfolge(welt, [6, 4], [6, 1])
    wohnen, sprache = themen(abstimmung)

    beschluss = beschliessen(welt, abstimmung, rang(wohnen, 1), rang(sprache, 2))

    assert (wohnen.rang, sprache.rang, beschluss.abweichung) == (1, 2, "")


def test_ein_anderer_rang_braucht_eine_begruendung_und_behaelt_sie(welt):
    abstimmung = rangfolge(welt, [6, 4], [6, 1])
    wohnen, sprache = themen(abstimmung)

    with pytest.raises(Obstructed, match=f"{sprache.nummer}.*Rang 2 ergeben, beschlossen wird Rang 1") as refused:
        beschliessen(welt, abstimmung, rang(wohnen, 2), rang(sprache, 1))
    assert len(refused.value.reasons) == 3
    assert session().query(Beschluss).count() == 0

    beschluss = beschliessen(
        welt, abstimmung, rang(wohnen, 2), rang(sprache, 1), abweichung="Die Mittel verfallen zum Jahresende."
    )
    assert (beschluss.abweichung, sprache.rang) == ("Die Mittel verfallen zum Jahresende.", 1)
    assert session().query(Ereignistext).filter_by(name="abweichung").one().text == beschluss.abweichung


def test_ein_geteilter_rang_wird_geteilt_wenn_die_regel_das_sagt(welt):
    abstimmung = rangfolge(welt, [5, 5])
    wohnen, sprache = themen(abstimmung)

    with pytest.raises(Obstructed, match="Rang 1 ergeben, beschlossen wird Rang 2"):
        beschliessen(welt, abstimmung, rang(wohnen, 1), rang(sprache, 2))

    beschliessen(welt, abstimmung, rang(wohnen, 1), rang(sprache, 1))


def test_entscheidet_der_vorsitz_den_gleichstand_ist_das_keine_abweichung(welt, kora):
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, gleichstand=Gleichstand.VORSITZ))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [5, 5])
    geschlossene_abstimmung(welt, abstimmung)
    with transaction():
        workflow.abstimmungen.feststellen(abstimmung, kora, gleichstand_entscheidung="Wohnen zuerst.")
    wohnen, sprache = themen(abstimmung)

    with pytest.raises(Obstructed, match="Rang 3"):
        beschliessen(welt, abstimmung, rang(wohnen, 1), rang(sprache, 3))
    beschliessen(welt, abstimmung, rang(wohnen, 1), rang(sprache, 2))

    assert (wohnen.rang, sprache.rang) == (1, 2)


def test_ohne_rangfolge_ist_jeder_rang_eine_abweichung(welt):
    abstimmung = rangfolge(welt)

    with pytest.raises(Obstructed, match="keinen Rang ergeben"):
        beschliessen(welt, abstimmung, rang(themen(abstimmung)[0], 1))


def test_was_nicht_zur_abstimmung_stand_weicht_nicht_ab(welt):
    top = laufender_top(welt)
    zwei_themen(welt, top)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, top))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])
    festgestellte_abstimmung(welt, abstimmung)
    neu = vorgelegtes_thema(welt, titel="Kita")

    beschliessen(welt, abstimmung, rang(neu, 7))

    assert neu.rang == 7


def test_wer_ein_thema_zurueckstellt_verlaesst_die_rangfolge_nicht(welt):
    abstimmung = rangfolge(welt, [6, 4])
    sprache = themen(abstimmung)[1]

    beschliessen(welt, abstimmung, akt(P.THEMA_ZURUECKSTELLEN, sprache))

    assert sprache.status is ThemaStatus.GESAMMELT


# --- agreement --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("permission", JA_HEISST)
def test_ohne_ja_der_abstimmung_braucht_das_ja_der_lenkungsgruppe_einen_grund(welt, permission):
    abstimmung = konsens(welt, K.ZUSTIMMUNG, K.EINWAND)

    assert abweichungen(abstimmung, [akt(permission, themen(abstimmung)[0])]) == [
        f"{themen(abstimmung)[0]}: Die Abstimmung hat keine Zustimmung ergeben."
    ]


@pytest.mark.parametrize("permission", [P.THEMA_ZURUECKSTELLEN, P.THEMA_NICHT_WEITERVERFOLGEN])
def test_nach_einem_ja_braucht_das_nein_der_lenkungsgruppe_einen_grund(welt, permission):
    abstimmung = konsens(welt, K.ZUSTIMMUNG, K.BEDENKEN)
    thema = themen(abstimmung)[0]

    with pytest.raises(Obstructed, match="hat Zustimmung ergeben"):
        beschliessen(welt, abstimmung, akt(permission, thema))
    beschliessen(welt, abstimmung, akt(permission, thema), abweichung="Das Land regelt es gerade neu.")

    assert thema.status is not ThemaStatus.VORGELEGT


def test_ist_die_abstimmung_nicht_zustande_gekommen_braucht_das_ja_einen_grund(welt):
    mehr_sitze(welt, 3)
    abstimmung = konsens(welt, K.ZUSTIMMUNG, quorum=Quorum.HAELFTE)
    thema = themen(abstimmung)[0]

    with pytest.raises(Obstructed, match="nicht zustande gekommen"):
        beschliessen(welt, abstimmung, akt(P.THEMA_ERLEDIGEN, thema))
    beschliessen(welt, abstimmung, akt(P.THEMA_ERLEDIGEN, thema), abweichung="In der Sitzung waren sich alle einig.")

    assert thema.status is ThemaStatus.ERLEDIGT


def test_eine_abweichung_wird_auch_bewahrt_wo_nur_der_wortlaut_sie_zeigt(welt):
    abstimmung = konsens(welt, K.ZUSTIMMUNG)

    beschluss = beschliessen(welt, abstimmung, abweichung="Befristet auf ein Jahr, anders als gefragt.")

    assert beschluss.abweichung


def test_ohne_abstimmung_gibt_es_keine_abweichung(welt):
    with pytest.raises(Obstructed, match="kein Ergebnis"):
        neuer_beschluss(welt, abweichung="Anders")


def test_ueber_was_noch_abgestimmt_wird_das_ist_nicht_zu_beschliessen(welt):
    """C6 P0: a decision would let the text go on while Sitze still vote on it."""
    abstimmung = offene_abstimmung(welt)
    wohnen = themen(abstimmung)[0]

    with pytest.raises(Obstructed, match=f"noch abgestimmt: {abstimmung.nummer}"):
        neuer_beschluss(welt, abstimmung.top, akt(P.THEMA_ZURUECKSTELLEN, wohnen))

    assert wohnen.status is ThemaStatus.VORGELEGT


# --- who must act, and whose Einwand stands ---------------------------------------------------------------------


def test_sagt_ja_wer_handeln_muss_gilt_die_zielvereinbarung(welt):
    vereinbarung = zielvereinbarung_von(welt, "Jobcenter")
    abstimmung = konsens(welt, K.ZUSTIMMUNG, K.BEDENKEN, vereinbarung=vereinbarung)

    beschliessen(welt, abstimmung, akt(P.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung))

    assert vereinbarung.status is ZielvereinbarungStatus.ZUR_ZEICHNUNG


@pytest.mark.parametrize("ohne_abstimmung", [False, True])
def test_keine_begruendung_ersetzt_das_ja_derer_die_handeln_muessen(welt, ohne_abstimmung):
    """No majority replaces it, and leaving the round unnamed does not either."""
    vereinbarung = zielvereinbarung_von(welt, "Jobcenter")
    abstimmung = konsens(welt, K.ENTHALTUNG, K.ZUSTIMMUNG, vereinbarung=vereinbarung)
    zustimmen = akt(P.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung)

    genannt = {"modus": Modus.ABSTIMMUNG, "abstimmung": abstimmung, "abweichung": "Alle anderen wollen es."}

    with pytest.raises(Obstructed, match=f"wer handeln muss: {JOBCENTER}"):
        neuer_beschluss(welt, abstimmung.top, zustimmen, **({} if ohne_abstimmung else genannt))

    assert neu_gelesen(vereinbarung).status is ZielvereinbarungStatus.EINGEREICHT


def test_wurde_das_ja_der_handelnden_nicht_verlangt_haelt_sein_fehlen_nicht_auf(welt):
    vereinbarung = zielvereinbarung_von(welt, "Jobcenter")
    abstimmung = konsens(welt, K.ENTHALTUNG, K.ZUSTIMMUNG, vereinbarung=vereinbarung, handelnde_noetig=False)

    beschliessen(welt, abstimmung, akt(P.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung))

    assert vereinbarung.status is ZielvereinbarungStatus.ZUR_ZEICHNUNG


@pytest.mark.parametrize(
    ("zeichnende", "jobcenter", "abh", "nennt"),
    [
        (("Jobcenter", "ABH"), K.ZUSTIMMUNG, K.EINWAND, f"{ABH} übernimmt nichts.*die Zeichnung"),
        (("ABH",), K.EINWAND, K.ZUSTIMMUNG, f"{JOBCENTER} übernimmt nichts.*M-"),
        (("Jobcenter",), K.EINWAND, K.ZUSTIMMUNG, f"{JOBCENTER} übernimmt nichts.*die Zeichnung und M-"),
    ],
)
def test_wessen_einwand_steht_der_uebernimmt_nichts(welt, zeichnende, jobcenter, abh, nennt):
    vereinbarung = zielvereinbarung_von(welt, *zeichnende)
    abstimmung = konsens(welt, jobcenter, abh, vereinbarung=vereinbarung, handelnde_noetig=False)

    with pytest.raises(Obstructed, match=nennt):
        beschliessen(
            welt, abstimmung, akt(P.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung), abweichung="Wir ziehen das durch."
        )

    assert neu_gelesen(vereinbarung).status is ZielvereinbarungStatus.EINGEREICHT


def test_der_einwand_eines_sitzes_ohne_aufgabe_haelt_die_anderen_nicht_auf(welt):
    vereinbarung = zielvereinbarung_von(welt, "Jobcenter")
    abstimmung = konsens(welt, K.ZUSTIMMUNG, K.EINWAND, vereinbarung=vereinbarung)
    zustimmen = akt(P.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung)

    with pytest.raises(Obstructed, match="keine Zustimmung ergeben"):
        beschliessen(welt, abstimmung, zustimmen)
    beschliessen(welt, abstimmung, zustimmen, abweichung="Die Ausländerbehörde ist nicht beteiligt.")

    assert vereinbarung.status is ZielvereinbarungStatus.ZUR_ZEICHNUNG


def test_bei_einem_sitz_fuer_mehrere_uebernimmt_keine_von_ihnen_etwas(welt):
    sitz = welt.sitz(ABH)
    with transaction():
        sitz.institutionen.append(welt.institution("Caritas"))
    vereinbarung = zielvereinbarung_von(welt, "Caritas")
    abstimmung = konsens(welt, K.ZUSTIMMUNG, K.EINWAND, vereinbarung=vereinbarung, handelnde_noetig=False)

    with pytest.raises(Obstructed, match="Caritasverband Musterkreis übernimmt nichts"):
        beschliessen(welt, abstimmung, akt(P.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung), abweichung="Trotzdem")


def test_vertraulich_nennt_die_ablehnung_niemanden(welt):
    vereinbarung = zielvereinbarung_von(welt, "Jobcenter", "ABH")
    abstimmung = konsens(
        welt, K.ZUSTIMMUNG, K.EINWAND, vereinbarung=vereinbarung, geheimhaltung=Geheimhaltung.VERTRAULICH
    )

    with pytest.raises(Obstructed) as refused:
        beschliessen(welt, abstimmung, akt(P.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung), abweichung="Trotzdem")

    text = " ".join(refused.value.reasons)
    assert "schwerer Einwand eines Sitzes" in text
    assert "1 Stelle" in text
    assert not any(name in text for name in (ABH, JOBCENTER))


def test_zieht_der_sitz_den_einwand_zurueck_ist_der_weg_frei(welt, mia):
    vereinbarung = zielvereinbarung_von(welt, "ABH")
    abstimmung = konsens(welt, K.ZUSTIMMUNG, K.EINWAND, vereinbarung=vereinbarung, handelnde_noetig=False)
    with transaction():
        workflow.einwaende.zurueckziehen(queries.einwaende.stehende(abstimmung)[0], mia)

    beschliessen(
        welt,
        abstimmung,
        akt(P.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung),
        abweichung="Der Einwand ist zurückgezogen.",
    )

    assert vereinbarung.status is ZielvereinbarungStatus.ZUR_ZEICHNUNG


def test_nach_der_ueberarbeitung_zaehlt_der_alte_einwand_nicht_mehr(welt, paula):
    vereinbarung = zielvereinbarung_von(welt, "ABH")
    abstimmung = konsens(welt, K.ZUSTIMMUNG, K.EINWAND, vereinbarung=vereinbarung)
    beschliessen(welt, abstimmung, akt(P.ZIELVEREINBARUNG_UEBERARBEITEN, vereinbarung))
    with transaction():
        workflow.zielvereinbarungen.einreichen(vereinbarung, paula)

    neuer_beschluss(welt, None, akt(P.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung))

    assert vereinbarung.status is ZielvereinbarungStatus.ZUR_ZEICHNUNG


def test_eine_aeltere_zustimmung_ueberstimmt_den_neueren_einwand_nicht(welt):
    vereinbarung = zielvereinbarung_von(welt, "ABH")
    frueher = konsens(welt, K.ZUSTIMMUNG, K.ZUSTIMMUNG, vereinbarung=vereinbarung)
    with clock.turned_to(clock.now() + timedelta(hours=1)):
        konsens(welt, K.ZUSTIMMUNG, K.EINWAND, vereinbarung=vereinbarung)

        with pytest.raises(Obstructed, match="übernimmt nichts"):
            beschliessen(welt, frueher, akt(P.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung))


# --- what is voted on stays as it is ----------------------------------------------------------------------------


def test_ueber_einen_entwurf_wird_keine_abstimmung_geoeffnet(welt):
    """C6 P0: a draft still changes."""
    entwurf = neue_zielvereinbarung(welt)
    top = laufender_top(welt, art=Topart.BESCHLUSS, zielvereinbarungen=[entwurf])

    with pytest.raises(Obstructed, match=entwurf.nummer):
        offene_abstimmung(welt, zustimmung(welt, top))


@pytest.mark.parametrize("stand", ["offen", "geschlossen", "festgestellt"])
def test_an_einer_zielvereinbarung_in_der_abstimmung_aendert_niemand_etwas(welt, paula, stand):
    """C6 P0: text, parties and Maßnahmen, until the Beschluss."""
    vereinbarung = zielvereinbarung_von(welt, "Jobcenter")
    abstimmung = konsens(welt, vereinbarung=vereinbarung, fertig=False)
    if stand != "offen":
        (geschlossene_abstimmung if stand == "geschlossen" else festgestellte_abstimmung)(welt, abstimmung)

    versuche = (
        lambda: workflow.zielvereinbarungen.beitrag_entfernen(
            vereinbarung, paula, beitrag=vereinbarung.beitraege[0]
        ),
        lambda: workflow.zielvereinbarungen.beitrag_festlegen(
            vereinbarung, paula, institution=welt.institution("Caritas"), beteiligung=Beteiligung.WIRKT_MIT, text="x"
        ),
        lambda: workflow.zielvereinbarungen.beitrag_aendern(
            vereinbarung.beitraege[0], paula, beteiligung=Beteiligung.WIRKT_MIT, text="Weniger"
        ),
        lambda: workflow.zielvereinbarungen.bearbeiten(
            vereinbarung, paula, titel="Anders", zielzustand="Anders",
            frist=None,
        ),
    )  # fmt: skip
    for versuch in versuche:
        with pytest.raises(Obstructed), transaction():
            versuch()

    assert abstimmung.optionen[0].text == f"{vereinbarung.nummer} Leistungen ohne Lücke"


def test_eine_mehrheit_ohne_handelnde_wird_wie_gezaehlt_vorgeschlagen(welt):
    abstimmung = konsens(welt, K.JA, K.JA, methode=Methode.MEHRHEIT, mehrheit=Mehrheitsregel.EINFACH)

    assert abweichungen(abstimmung, [akt(P.THEMA_VEREINBAREN, themen(abstimmung)[0])]) == []
