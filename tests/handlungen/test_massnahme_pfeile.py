"""The table of the field for Maßnahmen: from which status which act leads where, and nothing else."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Anmerkung, Ereignis, Lage, MassnahmeStatus, Nachweis, Stand
from kimflow.workflow.acts import ACTS, Obstructed
from tests.bauen.massnahmen import in_tagen, massnahme_im_stand, neu_gelesen
from tests.bauen.themen import neuer_beschluss

S = MassnahmeStatus
LAUFENDE = (S.VEREINBART, S.IN_UMSETZUNG, S.WARTET)
OFFENE = (S.VORGESCHLAGEN, S.ZUGESAGT, *LAUFENDE, S.RUHT)


def bleibt(*status):
    return {one: one for one in status}


# act: {from: to}
PFEILE: dict[str, dict[S, S]] = {
    "bearbeiten": bleibt(S.VORGESCHLAGEN),
    "zusagen": {S.VORGESCHLAGEN: S.ZUGESAGT},
    "absagen": bleibt(S.VORGESCHLAGEN),
    "ausnehmen": bleibt(S.ZUGESAGT),
    "vereinbaren": {S.ZUGESAGT: S.VEREINBART},
    "beginnen": {S.VEREINBART: S.IN_UMSETZUNG},
    "warten": {S.IN_UMSETZUNG: S.WARTET},
    "fortsetzen": {S.WARTET: S.IN_UMSETZUNG, S.RUHT: S.IN_UMSETZUNG},
    "ruhen_lassen": dict.fromkeys(LAUFENDE, S.RUHT),
    "uebergeben": bleibt(S.ZUGESAGT, *LAUFENDE, S.RUHT),
    "umsetzen": {S.IN_UMSETZUNG: S.UMGESETZT},
    "wirkung_pruefen": {S.UMGESETZT: S.GEPRUEFT},
    "abbrechen": dict.fromkeys(OFFENE, S.ABGEBROCHEN),
    "meilenstein_setzen": bleibt(S.VORGESCHLAGEN, S.ZUGESAGT, *LAUFENDE),
    "meilenstein_verschieben": bleibt(*LAUFENDE),
    "meilenstein_erreichen": bleibt(*LAUFENDE),
    "meilenstein_bearbeiten": bleibt(S.VORGESCHLAGEN, S.ZUGESAGT),
    "meilenstein_zuruecknehmen": bleibt(*LAUFENDE),
    "anmerken": bleibt(*LAUFENDE, S.RUHT),
    "anmerkung_zuruecknehmen": bleibt(*LAUFENDE, S.RUHT),
    "nachweis_hinzufuegen": bleibt(*LAUFENDE, S.RUHT, S.UMGESETZT, S.GEPRUEFT),
    "nachweis_entfernen": bleibt(*LAUFENDE, S.RUHT, S.UMGESETZT),
    "stand_melden": bleibt(*LAUFENDE, S.RUHT, S.UMGESETZT, S.GEPRUEFT),
    "rueckmeldung_geben": bleibt(*LAUFENDE),
    "erinnern": bleibt(*LAUFENDE),
}
WER = {
    "zusagen": "Mats",
    "absagen": "Mats",
    "beginnen": "Mats",
    "warten": "Mats",
    "rueckmeldung_geben": "Mats",
} | dict.fromkeys(("anmerken", "anmerkung_zuruecknehmen"), "Mats")


def _nachweis(welt, massnahme):
    """By a raw row: in most states none could be added."""
    paul = welt.person("Paul")
    with transaction() as s:
        s.add(
            found := Nachweis(
                massnahme=massnahme,
                titel="Bogen",
                adresse="https://x.example/",
                person=paul,
                hinzugefuegt_am=clock.now(),
            )
        )
    return found


def angaben(welt, massnahme, verb):
    grund = {"begruendung": "Weil es so ist."}
    return {
        "bearbeiten": {
            "titel": "Neu",
            "beschreibung": "",
            "art": None,
            "institution": massnahme.institution,
            "unterstuetzende": [],
            "frist": None,
        },
        "zusagen": {"verantwortlich": welt.person("Paul")},
        "absagen": grund,
        "ausnehmen": {"beschluss": neuer_beschluss(welt) if verb == "ausnehmen" else None},
        "vereinbaren": {"beschluss": neuer_beschluss(welt) if verb == "vereinbaren" else None},
        "warten": {"wartet_auf": "das Land", "wartet_bis": in_tagen(20)},
        "ruhen_lassen": grund | {"wiedervorlage": in_tagen(20)},
        "uebergeben": grund | {"verantwortlich": welt.person("Mats")},
        "umsetzen": {"nachweis": "Der Bogen liegt vor.", "wirkungspruefung_am": in_tagen(180)},
        "wirkung_pruefen": {"ergebnis": "Es geht schneller.", "verstetigt": True},
        "abbrechen": grund,
        "meilenstein_setzen": {"titel": "Probelauf", "geplant_am": in_tagen(40)},
        "meilenstein_verschieben": grund | {"meilenstein": massnahme.meilensteine[0], "geplant_am": in_tagen(50)},
        "meilenstein_erreichen": {"meilenstein": massnahme.meilensteine[0], "erreicht_am": in_tagen(0)},
        "meilenstein_bearbeiten": {
            "meilenstein": massnahme.meilensteine[0],
            "titel": "Probelauf",
            "geplant_am": in_tagen(45),
        },
        "meilenstein_zuruecknehmen": grund | {"meilenstein": massnahme.meilensteine[0]},
        "anmerken": {"text": "Wartet auf das Land."},
        "nachweis_hinzufuegen": {"titel": "Bogen", "adresse": "https://www.musterkreis.example/bogen"},
        "nachweis_entfernen": grund | {"nachweis": _nachweis(welt, massnahme) if "entfernen" in verb else None},
        "stand_melden": {"kommune": welt.kommune(), "stand": Stand.LAEUFT},
        "rueckmeldung_geben": {"lage": Lage.PLAN, "satz": "Läuft."},
    }.get(verb, {})


@pytest.mark.parametrize("verb", PFEILE)
@pytest.mark.parametrize("status", S)
def test_nur_die_gezeichneten_pfeile_gibt_es(welt, verb, status):
    """C1 P0: every status × every act; what is not drawn is refused and changes nothing."""
    massnahme = massnahme_im_stand(welt, status)
    with transaction() as s:
        if verb == "meilenstein_zuruecknehmen":
            massnahme.meilensteine[0].erreicht_am = in_tagen(0)
        if verb == "anmerkung_zuruecknehmen":
            s.add(Anmerkung(massnahme=massnahme, text="Bald.", person=welt.person("Mats"), angemerkt_am=clock.now()))
    wer, gegeben = welt.person(WER.get(verb, "Kora")), angaben(welt, massnahme, verb)
    akt = getattr(workflow.massnahmen, verb)
    if status in PFEILE[verb]:
        with transaction():
            akt(massnahme, wer, **gegeben)
        assert neu_gelesen(massnahme).status is PFEILE[verb][status]
        return
    lines, version = session().query(Ereignis).count(), massnahme.version

    with pytest.raises(Obstructed, match="ist im Stand"), transaction():
        akt(massnahme, wer, **gegeben)

    massnahme = neu_gelesen(massnahme)
    assert (massnahme.status, massnahme.version) == (status, version)
    assert session().query(Ereignis).count() == lines


def test_jede_handlung_an_einer_massnahme_steht_in_dieser_tabelle():
    found = {akt.verb for akt in ACTS.values() if akt.permission.value.startswith("massnahme.")}

    assert found == set(PFEILE) | {"vorschlagen", "nacherfassen"}


@pytest.mark.parametrize("status", [S.VEREINBART, S.IN_UMSETZUNG, S.WARTET, S.RUHT, S.UMGESETZT, S.GEPRUEFT])
def test_ohne_beschluss_ist_nichts_vereinbart_auch_nicht_an_der_anwendung_vorbei(welt, status):
    """C5 P0: nothing is implemented without approval, by raw SQL either."""
    massnahme = massnahme_im_stand(welt, S.ZUGESAGT)

    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(
            text("UPDATE massnahme SET status = :status WHERE id = :id"), {"status": status.value, "id": massnahme.id}
        )


def test_wer_ruhte_macht_weiter_wo_er_stand(welt, kora):
    for status in LAUFENDE:
        massnahme = massnahme_im_stand(welt, status)
        with transaction():
            workflow.massnahmen.ruhen_lassen(massnahme, kora, begruendung="Personal fehlt.", wiedervorlage=in_tagen(30))
        with transaction():
            workflow.massnahmen.fortsetzen(massnahme, kora)

        assert neu_gelesen(massnahme).status is status


@pytest.mark.parametrize(
    ("verb", "angabe", "grund"),
    [
        ("warten", {"wartet_auf": "das Land", "wartet_bis": 0}, "in der Zukunft"),
        ("ruhen_lassen", {"begruendung": "Personal", "wiedervorlage": 0}, "in der Zukunft"),
        ("umsetzen", {"nachweis": "Bogen", "wirkungspruefung_am": 0}, "in der Zukunft"),
        ("umsetzen", {"nachweis": "", "wirkungspruefung_am": 90}, "Nachweis"),
    ],
)
def test_was_fehlt_wird_gesagt(welt, paul, verb, angabe, grund):
    massnahme = massnahme_im_stand(welt, S.IN_UMSETZUNG)
    gegeben = {name: in_tagen(wert) if isinstance(wert, int) else wert for name, wert in angabe.items()}

    with pytest.raises(Obstructed, match=grund), transaction():
        getattr(workflow.massnahmen, verb)(massnahme, paul, **gegeben)

    assert neu_gelesen(massnahme).status is S.IN_UMSETZUNG
