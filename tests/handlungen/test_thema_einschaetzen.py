"""thema.einschaetzen, thema.doppelstruktur_pruefen: what the Koordination thinks, and who works on the same already."""

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Stufe, Thema, ThemaStatus
from kimflow.queries.themen import Themenfilter
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from tests.bauen.massnahmen import laufende_massnahme
from tests.bauen.themen import (
    beauftragtes_thema,
    neue_bruchstellen,
    neues_thema,
    steckbrief,
    thema_im_stand,
    vorgelegtes_thema,
    zusammengefuehrtes_thema,
)

pytestmark = pytest.mark.beide
HOCH, MITTEL, GERING = Stufe.HOCH, Stufe.MITTEL, Stufe.GERING


def einschaetzen(thema, person, dringlichkeit=HOCH, einfluss=MITTEL, aufwand=GERING, **kw):
    with transaction():
        workflow.themen.einschaetzen(
            thema, person, dringlichkeit=dringlichkeit, einfluss=einfluss, aufwand=aufwand, **kw
        )
    return thema


def pruefen(thema, person, satz="Niemand sonst arbeitet daran."):
    with transaction():
        workflow.themen.doppelstruktur_pruefen(thema, person, doppelstruktur=satz)


def ganz(thema, person):
    session().expire_all()
    return session().scalars(queries.themen.ganz(person).where(Thema.id == thema.id)).unique().one()


def test_drei_stufen_und_ein_satz_stehen_am_thema(welt, kora):
    thema = einschaetzen(neues_thema(welt), kora, einschaetzung="Zwei Häuser können es allein.")

    assert (thema.dringlichkeit, thema.einfluss, thema.aufwand) == (HOCH, MITTEL, GERING)
    assert (thema.einschaetzung, thema.eingeschaetzt_am) == ("Zwei Häuser können es allein.", clock.today())


def test_der_satz_steht_nicht_im_verlauf_den_auch_mitlesende_sehen(welt, kora):
    einschaetzen(neues_thema(welt), kora, einschaetzung="Geheimwort")

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.texte) == ("thema.einschaetzen", [])
    assert "Geheimwort" not in str(zeile.angaben)


def test_wer_ueberholt_wurde_sieht_beide_fassungen(welt, kora):
    """E1 P0."""
    thema = neues_thema(welt)
    version = thema.version
    einschaetzen(thema, kora)

    with pytest.raises(Stale):
        einschaetzen(thema, kora, version=version)


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Fatma", "Lena", "Ada"])
def test_nur_die_koordination_schaetzt_ein_und_prueft(welt, wer):
    with pytest.raises(Forbidden):
        einschaetzen(neues_thema(welt), welt.person(wer))
    with pytest.raises(Forbidden):
        pruefen(neues_thema(welt), welt.person(wer))


def test_was_vorliegt_wird_nicht_mehr_eingeschaetzt(welt, kora):
    """C6 P0."""
    with pytest.raises(Obstructed, match="vorgelegt"):
        einschaetzen(vorgelegtes_thema(welt), kora)


def test_der_themenspeicher_laesst_sich_nach_der_einschaetzung_ordnen(welt, kora, lena):
    ohne = neues_thema(welt)
    wenig = einschaetzen(neues_thema(welt), kora, GERING, GERING, HOCH)
    viel = einschaetzen(neues_thema(welt), kora, HOCH, MITTEL, GERING)

    def nummern(sortierung, person=kora):
        filter = Themenfilter("speicher", sortierung=sortierung)
        return [zeile.nummer for zeile in queries.themen.liste(person, filter).zeilen]

    assert nummern("dringlichkeit") == nummern("einfluss") == [viel.nummer, wenig.nummer, ohne.nummer]
    assert nummern("aufwand") == [viel.nummer, wenig.nummer, ohne.nummer]


def test_wer_nur_mitliest_erfaehrt_die_einschaetzung_auch_nicht_aus_der_reihenfolge(welt, kora, lena):
    """D5 P0."""
    for stufe in (HOCH, GERING, MITTEL):
        thema = thema_im_stand(welt, ThemaStatus.GESAMMELT)
        einschaetzen(thema, kora, dringlichkeit=stufe)

    seite = queries.themen.liste(lena, Themenfilter(sortierung="dringlichkeit"))

    assert [z.nummer for z in seite.zeilen] == sorted((z.nummer for z in seite.zeilen), reverse=True)
    assert {(z.dringlichkeit, z.aufwand, z.einfluss) for z in seite.zeilen} == {(None, None, None)}


def test_der_bestaetigte_satz_steht_im_steckbrief(welt, kora):
    thema = neues_thema(welt)

    pruefen(thema, kora)

    assert thema.doppelstruktur == "Niemand sonst arbeitet daran."
    with pytest.raises(Obstructed, match="was die Prüfung ergeben hat"):
        pruefen(thema, kora, " ")


def test_die_pruefung_zeigt_wer_etwas_gemeinsam_hat_das_naechste_zuerst(welt, kora):
    eine, andere = neue_bruchstellen(welt, 2)
    thema = ganz(steckbrief(neues_thema(welt, bruchstellen=[eine]), welt), kora)
    feld = welt.vokabel("handlungsfeld", "Leistungen und Rechtskreiswechsel")
    nah = neues_thema(welt, bruchstellen=[andere])
    feldgleich, fern = neues_thema(welt, handlungsfeld=feld), neues_thema(welt)
    ortsgleich = steckbrief(neues_thema(welt), welt, handlungsfeld=None)
    zusammengefuehrtes_thema(welt, ziel=fern, handlungsfeld=feld)

    found = queries.themen.nachbarn(thema)

    assert [(n.nummer, list(n.gemeinsam)) for n in found] == [
        (nah.nummer, ["gleiche Schnittstelle"]),
        (feldgleich.nummer, ["gleiches Handlungsfeld"]),
        (ortsgleich.nummer, ["gleiche Kommune"]),
    ]


def test_sie_zeigt_laufende_massnahmen_und_mandate_dort(welt, kora):
    thema = ganz(steckbrief(neues_thema(welt), welt), kora)
    auftrag = beauftragtes_thema(welt)
    massnahme = laufende_massnahme(welt)
    with transaction():
        massnahme.thema.handlungsfeld = thema.handlungsfeld

    umfeld = queries.themen.umfeld(thema)

    assert massnahme.nummer in [m.nummer for m in umfeld.massnahmen]
    assert ("Projektgruppe Übergänge", auftrag.nummer) in [(m.gremium, m.thema) for m in umfeld.mandate]


def test_was_nichts_gemeinsam_hat_findet_die_suche(welt, kora):
    thema, anderes = ganz(neues_thema(welt), kora), neues_thema(welt, titel="Ganz etwas anderes")

    assert queries.themen.nachbarn(thema) == []
    assert [n.nummer for n in queries.themen.nachbarn(thema, "etwas anderes")] == [anderes.nummer]
    assert [n.nummer for n in queries.themen.nachbarn(thema, auch=anderes.id)] == [anderes.nummer]
