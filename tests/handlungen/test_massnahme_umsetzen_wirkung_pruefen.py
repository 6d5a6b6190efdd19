"""How a Maßnahme is carried out: beginnen, warten, fortsetzen, ruhen_lassen, umsetzen, wirkung_pruefen, abbrechen."""

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, MassnahmeStatus, Nachricht
from kimflow.workflow.acts import Forbidden
from tests.bauen.massnahmen import in_tagen, laufende_massnahme, massnahme_im_stand, neu_gelesen, vereinbarte_massnahme

pytestmark = pytest.mark.beide

S = MassnahmeStatus
ANGABEN = {
    "beginnen": {},
    "warten": {"wartet_auf": "das Land", "wartet_bis": 30},
    "fortsetzen": {},
    "ruhen_lassen": {"begruendung": "Personal fehlt.", "wiedervorlage": 30},
    "umsetzen": {"nachweis": "Bogen liegt vor.", "wirkungspruefung_am": 180},
    "wirkung_pruefen": {"ergebnis": "Es geht schneller.", "verstetigt": True},
    "abbrechen": {"begruendung": "Kein Bedarf mehr."},
}
AUS = {
    "beginnen": S.VEREINBART,
    "warten": S.IN_UMSETZUNG,
    "fortsetzen": S.WARTET,
    "ruhen_lassen": S.IN_UMSETZUNG,
    "umsetzen": S.IN_UMSETZUNG,
    "wirkung_pruefen": S.UMGESETZT,
    "abbrechen": S.IN_UMSETZUNG,
}
HAUS = {"Paul", "Mats"}
DARF = {
    "beginnen": HAUS,
    "warten": HAUS,
    "fortsetzen": HAUS | {"Kora"},
    "ruhen_lassen": HAUS | {"Kora"},
    "umsetzen": HAUS | {"Kora"},
    "wirkung_pruefen": {"Kora"},
    "abbrechen": {"Mats", "Kora"},
}
LEUTE = ["Kora", "Mats", "Paul", "Paula", "Petra", "Mia", "Vera", "Zoe", "Bibi", "Lena", "Ada", "Finn", "Emil", "Nora"]


def handeln(welt, massnahme, verb, wer, **kw):
    gegeben = {
        n: in_tagen(w) if isinstance(w, int) and not isinstance(w, bool) else w for n, w in ANGABEN[verb].items()
    }
    with transaction():
        getattr(workflow.massnahmen, verb)(massnahme, welt.person(wer), **(gegeben | kw))


@pytest.mark.parametrize("verb", DARF)
@pytest.mark.parametrize("wer", LEUTE)
def test_wer_was_darf(welt, verb, wer):
    """C1 P0, D3 P0: each act × the cast; Paula leads the group, Petra another one, neither carries it out."""
    massnahme = massnahme_im_stand(welt, AUS[verb])
    if wer in DARF[verb]:
        handeln(welt, massnahme, verb, wer)
        assert neu_gelesen(massnahme).status is not AUS[verb]
        return

    with pytest.raises(Forbidden):
        handeln(welt, massnahme, verb, wer)

    assert neu_gelesen(massnahme).status is AUS[verb]


def test_beginnen_haelt_den_tag_fest(welt):
    massnahme = vereinbarte_massnahme(welt)

    handeln(welt, massnahme, "beginnen", "Paul")

    assert massnahme.begonnen_am == clock.today()


def test_gewartet_wird_auf_jemanden_und_bis_wann(welt):
    massnahme = laufende_massnahme(welt)

    handeln(welt, massnahme, "warten", "Paul")
    assert (massnahme.wartet_auf, massnahme.wartet_bis) == ("das Land", in_tagen(30))

    handeln(welt, massnahme, "fortsetzen", "Paul")
    assert (massnahme.wartet_auf, massnahme.wartet_bis) == (None, None)


def test_wer_beim_warten_ruhte_wartet_danach_wieder(welt):
    massnahme = laufende_massnahme(welt)
    handeln(welt, massnahme, "warten", "Paul")
    handeln(welt, massnahme, "ruhen_lassen", "Kora")

    handeln(welt, massnahme, "fortsetzen", "Kora")

    massnahme = neu_gelesen(massnahme)
    assert (massnahme.status, massnahme.wartet_auf) == (S.WARTET, "das Land")


def test_umgesetzt_heisst_mit_nachweis_und_tag_der_wirkungspruefung(welt, kora):
    massnahme = laufende_massnahme(welt)

    handeln(welt, massnahme, "umsetzen", "Paul")

    assert (massnahme.nachweis, massnahme.umgesetzt_am) == ("Bogen liegt vor.", clock.today())
    brief = session().query(Nachricht).filter_by(anlass="massnahme.umsetzen").one()
    assert brief.person_id == kora.id


def test_die_koordination_bestaetigt_mit_der_wirkung(welt):
    massnahme = laufende_massnahme(welt)
    handeln(welt, massnahme, "umsetzen", "Paul")

    handeln(welt, massnahme, "wirkung_pruefen", "Kora")

    massnahme = neu_gelesen(massnahme)
    assert (massnahme.status, massnahme.wirkung, massnahme.verstetigt) == (S.GEPRUEFT, "Es geht schneller.", True)


def test_jeder_schritt_steht_im_verlauf(welt):
    massnahme = laufende_massnahme(welt)
    for verb, wer in (("warten", "Paul"), ("fortsetzen", "Paul"), ("umsetzen", "Paul"), ("wirkung_pruefen", "Kora")):
        handeln(welt, massnahme, verb, wer)

    zeilen = session().query(Ereignis).filter_by(art="massnahme", gegenstand_id=massnahme.id).order_by(Ereignis.lfd)
    schritte = [(z.status_vorher, z.status_nachher) for z in zeilen][-4:]
    assert schritte == [
        ("in_umsetzung", "wartet"),
        ("wartet", "in_umsetzung"),
        ("in_umsetzung", "umgesetzt"),
        ("umgesetzt", "geprueft"),
    ]
