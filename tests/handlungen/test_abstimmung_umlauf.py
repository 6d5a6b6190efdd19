"""abstimmung.umlauf_vorbereiten, abstimmung.sitzung_verlangen, abstimmung.umlauf_beenden: without a Sitzung."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    AbstimmungStatus,
    Amt,
    Ereignis,
    Geheimhaltung,
    Methode,
    Mitgliedschaft,
    Nachricht,
    Quorum,
    Stimmwort,
    ThemaStatus,
    Verfahren,
)
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    regeln,
    stimmabgabe,
    stimmen,
    umlauf,
    zustimmung,
)
from tests.bauen.themen import thema_im_stand, vorgelegtes_thema
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung, einreichbare_zielvereinbarung
from tests.besetzung import BEGINN

pytestmark = pytest.mark.beide

A = AbstimmungStatus
JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
JA = Stimmwort.ZUSTIMMUNG
KONSENS = {"methode": Methode.KONSENS, "geheimhaltung": Geheimhaltung.OFFEN}


@pytest.fixture
def vorsitz(welt):
    """Mia has the Vorsitz of the Lenkungsgruppe."""
    mia = welt.person("Mia")
    with transaction() as s:
        s.add(Mitgliedschaft(gremium=welt.lenkungsgruppe, person=mia, amt=Amt.VORSITZ, von=BEGINN))
    return mia


def vorbereiten(welt, wer, **things):
    with transaction():
        return workflow.abstimmungen.umlauf_vorbereiten(welt.lenkungsgruppe, wer, regeln=regeln(**KONSENS), **things)


def verlangen(runde, wer, sitz=JOBCENTER):
    with transaction():
        workflow.stimmen.sitzung_verlangen(stimmabgabe(runde, sitz), wer, begruendung="Das müssen wir besprechen.")


def ohne_tagesordnung(runde, welt):
    """The Sitzung on whose agenda the Thema stood is over."""
    sitzung = runde.optionen[0].thema.topgegenstaende[0].top.sitzung
    with transaction():
        workflow.sitzungen.schliessen(sitzung, welt.person("Kora"))


# --- preparing and opening ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("wer", ["Kora", "Mia"])
def test_einen_umlauf_bereiten_koordination_oder_vorsitz_vor(welt, vorsitz, wer):
    runde = vorbereiten(welt, welt.person(wer), themen=[vorgelegtes_thema(welt)])

    assert (runde.verfahren, runde.top, runde.status) == (Verfahren.UMLAUF, None, A.VORBEREITET)


@pytest.mark.parametrize("wer", ["Mats", "Bert", "Paula", "Bibi", "Lena", "Ada", "Nora"])
def test_andere_beginnen_keinen_umlauf(welt, vorsitz, wer):
    with pytest.raises(Forbidden):
        vorbereiten(welt, welt.person(wer), themen=[vorgelegtes_thema(welt)])


@pytest.mark.parametrize(
    "status", [s for s in ThemaStatus if s not in (ThemaStatus.VORGELEGT, ThemaStatus.PRIORISIERT)]
)
def test_umlaufen_nur_themen_die_der_lenkungsgruppe_vorliegen(welt, kora, status):
    with pytest.raises(Obstructed, match="liegt der Lenkungsgruppe nicht vor"):
        vorbereiten(welt, kora, themen=[thema_im_stand(welt, status)])


def test_umlaufen_nur_eingereichte_zielvereinbarungen(welt, kora):
    with pytest.raises(Obstructed, match="nicht eingereicht"):
        vorbereiten(welt, kora, zielvereinbarungen=[einreichbare_zielvereinbarung(welt)])

    vereinbarung = eingereichte_zielvereinbarung(welt)
    runde = vorbereiten(welt, kora, zielvereinbarungen=[vereinbarung])
    assert (runde.optionen[0].zielvereinbarung, runde.handelnde_noetig) == (vereinbarung, True)


def test_ein_umlauf_hat_eine_frist(welt, kora):
    with pytest.raises(Obstructed, match="braucht ein Ende"):
        offene_abstimmung(welt, umlauf(welt), endet_am=None)


def test_die_koordination_nennt_den_tag_an_dem_der_vorsitz_ihn_angeordnet_hat(welt, vorsitz):
    with pytest.raises(Obstructed, match="Nennen Sie den Tag"):
        offene_abstimmung(welt, umlauf(welt), auftrag_vorsitz_am=None)
    with pytest.raises(Obstructed, match="Zukunft"):
        offene_abstimmung(welt, umlauf(welt), auftrag_vorsitz_am=clock.today() + timedelta(days=1))

    assert offene_abstimmung(welt, umlauf(welt)).auftrag_vorsitz_am == clock.today()


def test_der_vorsitz_beginnt_ihn_selbst(welt, vorsitz):
    runde = umlauf(welt)

    with transaction():
        workflow.abstimmungen.oeffnen(runde, vorsitz, endet_am=clock.now() + timedelta(days=14))

    assert (runde.status, runde.auftrag_vorsitz_am) == (A.OFFEN, None)


def test_der_vorsitz_oeffnet_nur_umlaeufe(welt, vorsitz):
    runde = neue_abstimmung(welt)

    with pytest.raises(Forbidden), transaction():
        workflow.abstimmungen.oeffnen(runde, vorsitz)


# --- A14: what ends it, what counts, who hears of it ----------------------------------------------------------------

# Of eight Sitze: how many say yes (the others nothing), the quorum, whether it comes about, whether that is consent.
SCHWEIGEN = [
    (0, Quorum.OHNE, True, False),
    (1, Quorum.OHNE, True, True),
    (1, Quorum.HAELFTE, False, False),
    (4, Quorum.HAELFTE, False, False),
    (5, Quorum.HAELFTE, True, True),
    (5, Quorum.ZWEI_DRITTEL, False, False),
    (6, Quorum.ZWEI_DRITTEL, True, True),
]


@pytest.mark.parametrize(("ja", "quorum", "zustande", "zustimmung"), SCHWEIGEN)
def test_schweigen_ist_nie_ein_ja(welt, ja, quorum, zustande, zustimmung):
    """A14 P1: who does not answer is not counted; a missed quorum is no decision but the way into the Sitzung."""
    mehr_sitze(welt, 6)
    runde = offene_abstimmung(welt, umlauf(welt, quorum=quorum))
    for number in range(1, ja + 1):
        stimmen(welt, runde, f"Mitglied {number}", f"Sitz {number}", wort=JA)

    with clock.turned_to(runde.endet_am):
        geschlossene_abstimmung(welt, runde)

    assert (runde.ergebnis["zustande_gekommen"], runde.ergebnis["zustimmung"]) == (zustande, zustimmung)
    assert runde.ergebnis["worte"]["zustimmung"] == ja
    assert ("Nicht zustande gekommen" in runde.ergebnis["satz"]) is not zustande


@pytest.mark.parametrize(("wer", "sitz"), [("Mats", JOBCENTER), ("Vera", JOBCENTER), ("Mia", ABH)])
def test_ein_einziger_sitz_beendet_den_umlauf_indem_er_die_sitzung_verlangt(welt, wer, sitz):
    """A14 P1: objection to the procedure by one member ends it, whoever has already voted."""
    runde = offene_abstimmung(welt, umlauf(welt))
    stimmen(welt, runde, "Mats", JOBCENTER, wort=JA)

    verlangen(runde, welt.person(wer), sitz)

    assert (runde.status, runde.ergebnis) == (A.ANNULLIERT, None)
    assert runde.annullierung == f"{sitz} verlangt die Beratung in der Sitzung: Das müssen wir besprechen."
    assert queries.ergebnisse.ergebnis(runde) is None
    zeilen = (
        session()
        .query(Ereignis)
        .filter(Ereignis.akt.in_(["abstimmung.sitzung_verlangen", "abstimmung.umlauf_beenden"]))
    )
    assert [z.status_nachher for z in zeilen.order_by(Ereignis.lfd) if z.art == "abstimmung"] == ["annulliert"]


@pytest.mark.parametrize("wer", ["Kora", "Mia", "Bert", "Paul", "Bibi", "Lena", "Ada", "Nora", "Emil"])
def test_fuer_einen_fremden_sitz_verlangt_niemand_die_sitzung(welt, wer):
    runde = offene_abstimmung(welt, umlauf(welt))

    with pytest.raises(Forbidden):
        verlangen(runde, welt.person(wer))
    assert runde.status is A.OFFEN


def test_nach_der_frist_beendet_niemand_mehr_den_umlauf(welt, mats):
    """A4 P0, A14 P1."""
    runde = offene_abstimmung(welt, umlauf(welt))

    with clock.turned_to(runde.endet_am), pytest.raises(Obstructed, match="zu Ende"):
        verlangen(runde, mats)


def test_in_der_sitzung_verlangt_niemand_die_sitzung(welt, mats):
    with pytest.raises(Obstructed, match="schon in einer Sitzung"):
        verlangen(offene_abstimmung(welt, zustimmung(welt)), mats)


def test_alle_im_verzeichnis_und_die_koordination_erfahren_vom_ende(welt, mats):
    """A14 P1."""
    runde = offene_abstimmung(welt, umlauf(welt))
    stimmen(welt, runde, "Mats", JOBCENTER, wort=Stimmwort.EINWAND, begruendung="Kein Personal")

    verlangen(runde, mats)

    briefe = session().query(Nachricht).filter_by(anlass="abstimmung.sitzung_verlangen").all()
    assert {n.person.name for n in briefe} == {"Vera", "Mia", "Kora"}
    assert all(runde.nummer in n.text for n in briefe)
    assert not any("besprechen" in n.text or "Personal" in n.text for n in briefe)


# --- onto the next agenda -------------------------------------------------------------------------------------------


def aufgaben(wer):
    return [aufgabe.text for aufgabe in queries.runden.aufgaben(wer) if "Tagesordnung" in aufgabe.text]


def beendet(welt, runde):
    verlangen(runde, welt.person("Mats"))


def nicht_zustande(welt, runde):
    geschlossene_abstimmung(welt, runde)


@pytest.mark.parametrize("ende", [beendet, nicht_zustande])
def test_was_ohne_ergebnis_blieb_kommt_auf_die_naechste_tagesordnung(welt, kora, mats, ende):
    runde = offene_abstimmung(welt, umlauf(welt, quorum=Quorum.HAELFTE))
    ohne_tagesordnung(runde, welt)
    assert aufgaben(kora) == []

    ende(welt, runde)

    assert [runde.nummer in text for text in aufgaben(kora)] == [True]
    assert aufgaben(mats) == []
    assert queries.runden.gehoert_auf_die_tagesordnung(runde)


@pytest.mark.parametrize("erledigt", ["steht schon drauf", "neue Runde", "entschieden"])
def test_erledigt_ist_es_wenn_es_wieder_ansteht_oder_entschieden_ist(welt, kora, erledigt):
    runde = offene_abstimmung(welt, umlauf(welt))
    thema = runde.optionen[0].thema
    if erledigt != "steht schon drauf":
        ohne_tagesordnung(runde, welt)
    beendet(welt, runde)

    if erledigt == "neue Runde":
        assert len(aufgaben(kora)) == 1
        vorbereiten(welt, kora, themen=[thema])
    elif erledigt == "entschieden":
        with transaction():
            thema.status = ThemaStatus.GESAMMELT

    assert aufgaben(kora) == []


def test_ein_umlauf_mit_ergebnis_laesst_nichts_offen(welt, kora):
    runde = offene_abstimmung(welt, umlauf(welt))
    ohne_tagesordnung(runde, welt)
    stimmen(welt, runde, "Mats", JOBCENTER, wort=JA)

    geschlossene_abstimmung(welt, runde)

    assert aufgaben(kora) == []


def test_eine_aus_anderem_grund_annullierte_setzt_nichts_auf_die_tagesordnung(welt, kora):
    runde = offene_abstimmung(welt, umlauf(welt))
    ohne_tagesordnung(runde, welt)

    with transaction():
        workflow.abstimmungen.annullieren(runde, kora, begruendung="Tippfehler in der Frage")

    assert aufgaben(kora) == []
