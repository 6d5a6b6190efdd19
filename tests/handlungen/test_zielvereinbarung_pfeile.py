"""The table of the field for Zielvereinbarungen: from which status which act leads where, and nothing else."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Beteiligung, Ereignis, Erfuellung, Vorbehaltsergebnis, ZielvereinbarungStatus
from kimflow.workflow.acts import ACTS, Obstructed
from kimflow.workflow.dateien import Upload
from tests.bauen.dateien import PDF
from tests.bauen.massnahmen import in_tagen, neue_massnahme
from tests.bauen.themen import neuer_beschluss
from tests.bauen.zielvereinbarungen import TEXT, beitrag, neu_gelesen, unterzeichnen, zielvereinbarung_im_stand

S = ZielvereinbarungStatus
IN_ARBEIT = (S.ENTWURF, S.UEBERARBEITUNG)


def bleibt(*status):
    return {one: one for one in status}


# act: {from: to}
PFEILE: dict[str, dict[S, S]] = {
    "bearbeiten": bleibt(*IN_ARBEIT),
    "beitrag_festlegen": bleibt(*IN_ARBEIT),
    "beitrag_aendern": bleibt(*IN_ARBEIT),
    "beitrag_entfernen": bleibt(*IN_ARBEIT),
    "massnahme_aufnehmen": bleibt(*IN_ARBEIT),
    "einreichen": dict.fromkeys(IN_ARBEIT, S.EINGEREICHT),
    "zustimmen": {S.EINGEREICHT: S.ZUR_ZEICHNUNG},
    "ueberarbeiten": {S.EINGEREICHT: S.UEBERARBEITUNG},
    "nicht_zustimmen": {S.EINGEREICHT: S.ABGELEHNT},
    "zeichnen": bleibt(S.ZUR_ZEICHNUNG),
    "zeichnung_erfassen": bleibt(S.ZUR_ZEICHNUNG),
    "zeichnung_verweigern": bleibt(S.ZUR_ZEICHNUNG),
    "zeichnungscode_anfordern": bleibt(S.ZUR_ZEICHNUNG),
    "beitrag_neu_fassen": bleibt(S.ZUR_ZEICHNUNG),
    "erinnern": bleibt(S.ZUR_ZEICHNUNG),
    "ohne_partei_in_kraft_setzen": {S.ZUR_ZEICHNUNG: S.IN_KRAFT},
    "vorbehalt_aufloesen": bleibt(S.ZUR_ZEICHNUNG, S.IN_KRAFT),
    "abschliessen": {S.IN_KRAFT: S.ABGESCHLOSSEN},
    # The version in force stays what it is; the next one is a draft of its own.
    "fortschreiben": bleibt(S.IN_KRAFT),
    "kommentieren": bleibt(*IN_ARBEIT, S.EINGEREICHT),
}
B = {"zustimmen", "ueberarbeiten", "nicht_zustimmen", "ohne_partei_in_kraft_setzen"}
AM_BEITRAG = {
    "beitrag_aendern", "zeichnen", "zeichnung_erfassen", "zeichnung_verweigern", "zeichnungscode_anfordern",
    "beitrag_neu_fassen", "vorbehalt_aufloesen",
}  # fmt: skip
WER = {
    **dict.fromkeys(["bearbeiten", "beitrag_festlegen", "beitrag_aendern", "beitrag_entfernen"], "Paula"),
    **dict.fromkeys(["massnahme_aufnehmen", "einreichen"], "Paula"),
    **dict.fromkeys(["zeichnen", "zeichnung_verweigern", "zeichnungscode_anfordern"], "Mats"),
}


def angaben(welt, vereinbarung, verb):
    beschluss = {"beschluss": neuer_beschluss(welt)} if verb in B else {}
    frei = neue_massnahme(welt, vereinbarung.thema) if verb == "massnahme_aufnehmen" else None
    return beschluss | {
        "bearbeiten": TEXT | {"frist": in_tagen(90)},
        "beitrag_festlegen": {
            "institution": welt.institution("ABH"),
            "beteiligung": Beteiligung.WIRKT_MIT,
            "text": "Prüft vorab.",
        },
        "beitrag_aendern": {"beteiligung": Beteiligung.WIRKT_MIT, "text": "Neu."},
        "beitrag_entfernen": {"beitrag": beitrag(vereinbarung, "Caritas")},
        "massnahme_aufnehmen": {"massnahme": frei},
        "ueberarbeiten": {"was": "Fristen prüfen.", "bis": in_tagen(30)},
        "nicht_zustimmen": {"begruendung": "Zu teuer."},
        "zeichnen": {"code": _code(welt, vereinbarung) if verb == "zeichnen" else ""},
        "zeichnung_erfassen": {
            "gezeichnet_von": welt.person("Mats"),
            "gezeichnet_am": in_tagen(0),
            "scan": Upload("Unterschrift.pdf", PDF),
        },
        "beitrag_neu_fassen": {"text": "Stellt zwei Personen.", "begruendung": "Es sind mehr Fälle."},
        "ohne_partei_in_kraft_setzen": {
            "parteien": [beitrag(vereinbarung, "Jobcenter"), beitrag(vereinbarung, "Sozialamt")],
            "begruendung": "Zwei Häuser fehlen.",
        },
        "vorbehalt_aufloesen": {"ergebnis": Vorbehaltsergebnis.ERTEILT, "am": in_tagen(0)},
        "zeichnung_verweigern": {"begruendung": "Kein Personal."},
        "fortschreiben": {"begruendung": "Die Frist ist zu knapp."},
        "kommentieren": {"text": "Wer misst?"},
        "abschliessen": {"erfuellung": Erfuellung.TEILWEISE, "gruende": "Es dauert noch."},
    }.get(verb, {})


def _code(welt, vereinbarung):
    with transaction():
        return workflow.zielvereinbarungen.codes.ausstellen(beitrag(vereinbarung, "Jobcenter"), welt.person("Mats"))


def _vorbereiten(welt, vereinbarung, verb):
    """What must have been signed before, and how long ago the Beschluss was."""
    if verb == "vorbehalt_aufloesen":
        unterzeichnen(welt, beitrag(vereinbarung, "Jobcenter"), vorbehalt="Kreistag", vorbehalt_bis=in_tagen(30))
    if verb == "ohne_partei_in_kraft_setzen" and vereinbarung.beschluss:
        unterzeichnen(welt, beitrag(vereinbarung, "Caritas"))
        with transaction():
            vereinbarung.beschluss.gefasst_am = in_tagen(-29)


@pytest.mark.parametrize("verb", PFEILE)
@pytest.mark.parametrize("status", S)
def test_nur_die_gezeichneten_pfeile_gibt_es(welt, verb, status):
    """C1 P0, C6 P0: every status × every act; what is not drawn is refused and changes nothing."""
    vereinbarung = zielvereinbarung_im_stand(welt, status)
    wer, gegeben = welt.person(WER.get(verb, "Kora")), angaben(welt, vereinbarung, verb)
    _vorbereiten(welt, vereinbarung, verb)
    ding = beitrag(vereinbarung, "Jobcenter") if verb in AM_BEITRAG else vereinbarung
    akt = getattr(workflow.zielvereinbarungen, verb)
    if status in PFEILE[verb]:
        with transaction():
            akt(ding, wer, **gegeben)
        assert neu_gelesen(vereinbarung).status is PFEILE[verb][status]
        return
    lines, version = session().query(Ereignis).count(), vereinbarung.version

    with pytest.raises(Obstructed, match="ist im Stand"), transaction():
        akt(ding, wer, **gegeben)

    vereinbarung = neu_gelesen(vereinbarung)
    assert (vereinbarung.status, vereinbarung.version) == (status, version)
    assert session().query(Ereignis).count() == lines


def test_jede_handlung_an_einer_zielvereinbarung_steht_in_dieser_tabelle():
    found = {akt.verb for akt in ACTS.values() if akt.permission.value.startswith("zielvereinbarung.")}

    assert found == set(PFEILE) | {"anlegen", "in_kraft_setzen", "abloesen"}


@pytest.mark.parametrize("status", [S.ZUR_ZEICHNUNG, S.IN_KRAFT, S.ABGELOEST, S.ABGELEHNT, S.UEBERARBEITUNG])
def test_ohne_beschluss_ist_nichts_entschieden_auch_nicht_an_der_anwendung_vorbei(welt, status):
    """C5 P0: approval is a Beschluss, by raw SQL either."""
    vereinbarung = zielvereinbarung_im_stand(welt, S.ENTWURF)

    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(
            text("UPDATE zielvereinbarung SET status = :status WHERE id = :id"),
            {"status": status.value, "id": vereinbarung.id},
        )


@pytest.mark.parametrize("verb", sorted(B))
def test_was_die_lenkungsgruppe_entscheidet_geht_nie_ohne_beschluss(welt, kora, verb):
    status = next(iter(PFEILE[verb]))
    vereinbarung = zielvereinbarung_im_stand(welt, status)
    gegeben = angaben(welt, vereinbarung, verb) | {"beschluss": None}

    with pytest.raises(Obstructed, match="Beschluss"), transaction():
        getattr(workflow.zielvereinbarungen, verb)(vereinbarung, kora, **gegeben)

    assert neu_gelesen(vereinbarung).status is status
