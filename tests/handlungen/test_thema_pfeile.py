"""The table of the field: from which status which act leads where, and nothing else."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Quellenart, Stufe, ThemaStatus
from kimflow.workflow.acts import Obstructed
from tests.bauen.themen import neu_gelesen, neuer_beschluss, neuer_top, neues_thema, thema_im_stand

S = ThemaStatus
SPAETER = date(2030, 1, 1)

# act: {from: to}; the B acts of the table with a Beschluss that may be from before kimflow.
PFEILE: dict[str, dict[S, S]] = {
    "bearbeiten": {S.GESAMMELT: S.GESAMMELT},
    "grundlage_hinzufuegen": {S.GESAMMELT: S.GESAMMELT},
    "stellungnahmen_erbitten": {S.GESAMMELT: S.GESAMMELT},
    "erinnern": {},
    "einschaetzen": {S.GESAMMELT: S.GESAMMELT},
    "doppelstruktur_pruefen": {S.GESAMMELT: S.GESAMMELT},
    "zusammenfuehren": {S.GESAMMELT: S.ZUSAMMENGEFUEHRT, S.VORGELEGT: S.ZUSAMMENGEFUEHRT},
    "trennen": {S.ZUSAMMENGEFUEHRT: S.GESAMMELT},
    "zurueckziehen": {S.VORGELEGT: S.GESAMMELT},
    "erledigen": {S.GESAMMELT: S.ERLEDIGT, S.VORGELEGT: S.ERLEDIGT, S.PRIORISIERT: S.ERLEDIGT},
    "priorisieren": {S.VORGELEGT: S.PRIORISIERT, S.PRIORISIERT: S.PRIORISIERT},
    "zurueckstellen": {S.VORGELEGT: S.GESAMMELT, S.PRIORISIERT: S.GESAMMELT},
    "nicht_weiterverfolgen": {S.VORGELEGT: S.NICHT_WEITERVERFOLGT, S.PRIORISIERT: S.NICHT_WEITERVERFOLGT},
    "beauftragen": {S.VORGELEGT: S.BEAUFTRAGT, S.PRIORISIERT: S.BEAUFTRAGT},
    "annehmen": {S.BEAUFTRAGT: S.BEAUFTRAGT},
    "zurueckgeben": {S.BEAUFTRAGT: S.PRIORISIERT},
    "vorschlagen": {S.BEAUFTRAGT: S.VORSCHLAG},
    "vereinbaren": {
        S.GESAMMELT: S.VEREINBART,
        S.VORGELEGT: S.VEREINBART,
        S.PRIORISIERT: S.VEREINBART,
        S.BEAUFTRAGT: S.VEREINBART,
    },
    "zustimmen": {S.VORSCHLAG: S.VEREINBART},
    "ueberarbeiten": {S.VORSCHLAG: S.BEAUFTRAGT},
    "nicht_zustimmen": {S.VORSCHLAG: S.BEAUFTRAGT},
    "ruhen_lassen": {S.BEAUFTRAGT: S.RUHT, S.VORSCHLAG: S.RUHT, S.VEREINBART: S.RUHT},
    "fortsetzen": {S.RUHT: S.BEAUFTRAGT},
    "beenden": {S.BEAUFTRAGT: S.BEENDET, S.VORSCHLAG: S.BEENDET, S.VEREINBART: S.BEENDET, S.RUHT: S.BEENDET},
    "abschliessen": {S.UMGESETZT: S.ABGESCHLOSSEN},
    "wiederaufnehmen": {
        S.ERLEDIGT: S.GESAMMELT,
        S.NICHT_WEITERVERFOLGT: S.GESAMMELT,
        S.BEENDET: S.GESAMMELT,
        S.ABGESCHLOSSEN: S.GESAMMELT,
    },
    # What these need beyond the status has tests of its own: vorlegen, umsetzen, erinnern.
    "vorlegen": {},
    "umsetzen": {},
}
FREI = {"vorlegen": {S.GESAMMELT}, "umsetzen": {S.VEREINBART}, "erinnern": {S.GESAMMELT}}
ERST_DANN = {"priorisiert", "nicht_weiterverfolgt", "beauftragt", "vorschlag", "vereinbart", "umgesetzt", "beendet"}


def angaben(welt, verb):
    grund = {"begruendung": "Weil es so ist."}
    mit_beschluss = {"beschluss": neuer_beschluss(welt)} if verb in _B else {}
    return mit_beschluss | {
        "bearbeiten": dict.fromkeys(
            ["problem", "wirkung_menschen", "wirkung_stellen", "warum_jetzt", "gefragt", "moeglichkeiten"], ""
        )
        | {"titel": "Neu", "doppelstruktur": "", "handlungsfeld": None, "rechtskreise": [], "kommunen": []},
        "grundlage_hinzufuegen": {
            "quellenart": Quellenart.STATISTIK,
            "quelle": "Jahresbericht",
            "datum": date(2026, 1, 1),
        },
        "stellungnahmen_erbitten": {"institutionen": [welt.institution("Jobcenter")]},
        "einschaetzen": {"aufwand": Stufe.GERING, "einfluss": Stufe.HOCH, "dringlichkeit": Stufe.MITTEL},
        "doppelstruktur_pruefen": {"doppelstruktur": "Niemand sonst arbeitet daran."},
        "zusammenfuehren": {"ziel": neues_thema(welt)} if verb == "zusammenfuehren" else {},
        "erledigen": {"was": "Bilateral gelöst."},
        "priorisieren": {"rang": 2},
        "zurueckstellen": grund | {"wiedervorlage": SPAETER},
        "nicht_weiterverfolgen": grund,
        "beauftragen": {"projektgruppe": welt.projektgruppe, "mandat": "Vorschlagen.", "frist": SPAETER} | grund,
        "zurueckgeben": grund,
        "ruhen_lassen": grund | {"wiedervorlage": SPAETER},
        "beenden": grund,
        "abschliessen": {"wirkung": "Es geht schneller."},
        "wiederaufnehmen": grund,
        "vorlegen": {"top": neuer_top(welt)} if verb == "vorlegen" else {},
    }.get(verb, {})


_B = {
    "erledigen", "priorisieren", "zurueckstellen", "nicht_weiterverfolgen", "beauftragen", "vereinbaren", "zustimmen",
    "ueberarbeiten", "nicht_zustimmen", "beenden",
}  # fmt: skip


def handeln(welt, thema, verb, gegeben):
    wer = welt.person("Paula" if verb in ("annehmen", "zurueckgeben", "vorschlagen") else "Kora")
    with transaction():
        getattr(workflow.themen, verb)(thema, wer, **gegeben)


@pytest.mark.parametrize("verb", PFEILE)
@pytest.mark.parametrize("status", S)
def test_nur_die_gezeichneten_pfeile_gibt_es(welt, verb, status):
    """C1 P0: every status × every act; what is not drawn is refused and changes nothing."""
    thema = thema_im_stand(welt, status)
    given = angaben(welt, verb)
    lines = session().query(Ereignis).count()
    if status in PFEILE[verb]:
        handeln(welt, thema, verb, given)
        assert neu_gelesen(thema).status is PFEILE[verb][status]
        return
    version = thema.version

    with pytest.raises(Obstructed):
        handeln(welt, thema, verb, given)

    thema = neu_gelesen(thema)
    assert (thema.status, thema.version) == (status, version)
    assert session().query(Ereignis).count() == lines


@pytest.mark.parametrize("verb", FREI)
def test_was_noch_fehlt_ist_etwas_anderes_als_ein_pfeil_den_es_nicht_gibt(welt, verb):
    akt = getattr(workflow.themen, verb)

    assert {status for status in S if akt.fits(thema_im_stand(welt, status))} == FREI[verb]


@pytest.mark.parametrize("status", S)
def test_ohne_beschluss_kein_entschiedener_stand_auch_nicht_an_der_datenbank_vorbei(welt, status):
    """The invariant of the product, by raw SQL: prioritised, dropped, assigned, agreed only with a Beschluss."""
    thema = neues_thema(welt)
    statement = text(
        "UPDATE thema SET status = :status, projektgruppe_id = :gruppe, wiedervorlage = '2030-01-01', "
        "status_vorher = 'beauftragt', zusammengefuehrt_in_id = :ziel, zusammengefuehrt_am = :am WHERE id = :id"
    )
    werte = {"status": status.value, "gruppe": welt.projektgruppe.id, "id": thema.id, "ziel": None, "am": None}
    if status is S.ZUSAMMENGEFUEHRT:
        werte |= {"ziel": neues_thema(welt).id, "am": "2026-01-01"}

    if status.value in ERST_DANN | {"abgeschlossen"}:
        with pytest.raises(IntegrityError), transaction() as s:
            s.execute(statement, werte)
        assert neu_gelesen(thema).status is S.GESAMMELT
    else:
        with transaction() as s:
            s.execute(statement, werte)


@pytest.mark.parametrize("status", ["beauftragt", "vorschlag"])
def test_beauftragt_ist_nur_wer_eine_projektgruppe_hat(welt, status):
    thema = thema_im_stand(welt, S.VORGELEGT)

    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(
            text("UPDATE thema SET status = :status, projektgruppe_id = NULL WHERE id = :id"),
            {"status": status, "id": thema.id},
        )


@pytest.mark.parametrize("verb", sorted(_B - {"erledigen"}))
def test_was_die_lenkungsgruppe_entscheidet_geht_nie_ohne_beschluss(welt, kora, verb):
    status = next(iter(PFEILE[verb]))
    thema = thema_im_stand(welt, status)
    gegeben = angaben(welt, verb) | {"beschluss": None}

    with pytest.raises(Obstructed, match="Beschluss"), transaction():
        getattr(workflow.themen, verb)(thema, kora, **gegeben)

    assert neu_gelesen(thema).status is status
