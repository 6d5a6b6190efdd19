"""auftrag.annehmen, .zurueckgeben, .erledigen, .verwerfen: what becomes of an Auftrag, and who sees it."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Auftrag, AuftragStatus, Ereignis, Ereignistext, Nachricht
from kimflow.queries.auftraege import FAELLIGE, LUECKEN, MEINE, Filter
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.auftraege import angenommener_auftrag, neuer_auftrag
from tests.bauen.sitzungen import laufender_top

pytestmark = pytest.mark.beide

S = AuftragStatus


def tun(akt, auftrag, person, **kw):
    with transaction():
        getattr(workflow.auftraege, akt)(auftrag, person, **kw)


def schliessen(welt, auftrag):
    with transaction():
        workflow.sitzungen.schliessen(auftrag.sitzung, welt.person("Kora"))


def aufgaben(person, gruppe):
    return [a for a in queries.auftraege.aufgaben(person) if a.gruppe == gruppe]


def texte(person, **filter):
    return [zeile.text for zeile in queries.auftraege.liste(person, Filter(**filter)).zeilen]


# --- what becomes of it -------------------------------------------------------------------------------------------


def test_annehmen_kann_nur_wer_verantwortlich_ist(welt, finn):
    auftrag = neuer_auftrag(welt)

    for wer in ("Kora", "Mats", "Mia", "Lena"):
        with pytest.raises(Forbidden):
            tun("annehmen", auftrag, welt.person(wer))
    tun("annehmen", auftrag, finn)

    assert auftrag.status is S.ANGENOMMEN
    assert session().query(Ereignis).filter_by(akt="auftrag.annehmen").one().person_id == finn.id


def test_zweimal_annehmen_geht_nicht(welt, finn):
    auftrag = angenommener_auftrag(welt)

    with pytest.raises(Obstructed, match="angenommen"):
        tun("annehmen", auftrag, finn)


@pytest.mark.parametrize("gemacht", [neuer_auftrag, angenommener_auftrag])
def test_wer_zurueckgibt_ist_ihn_los_und_sagt_warum(welt, finn, gemacht):
    auftrag = gemacht(welt)

    tun("zurueckgeben", auftrag, finn, begruendung="Dafür ist das Schulamt zuständig.")

    assert (auftrag.status, auftrag.verantwortlich) == (S.ERTEILT, None)
    assert auftrag.rueckgabe == "Dafür ist das Schulamt zuständig."
    assert session().query(Ereignistext).filter_by(name="begruendung").one().text == auftrag.rueckgabe


def test_von_einer_rueckgabe_hoert_die_koordination(welt, kora, finn):
    auftrag = neuer_auftrag(welt)

    tun("zurueckgeben", auftrag, finn, begruendung="Geht nicht.")

    brief = session().query(Nachricht).filter_by(anlass="auftrag.zurueckgeben").one()
    assert brief.person_id == kora.id
    assert "Geht nicht" not in brief.text


def test_mit_der_naechsten_annahme_ist_die_rueckgabe_vergessen(welt, kora, finn, mats):
    auftrag = neuer_auftrag(welt)
    tun("zurueckgeben", auftrag, finn, begruendung="Geht nicht.")
    tun("bearbeiten", auftrag, kora, text=auftrag.text, verantwortlich=mats, faellig_am=None)

    tun("annehmen", auftrag, mats)

    assert auftrag.rueckgabe == ""


@pytest.mark.parametrize("wer", ["Finn", "Kora"])
def test_erledigt_meldet_die_verantwortliche_person_oder_die_koordination(welt, wer):
    auftrag = neuer_auftrag(welt)

    tun("erledigen", auftrag, welt.person(wer), ergebnis="Alle Schulen haben geantwortet.")

    assert (auftrag.status, auftrag.ergebnis) == (S.ERLEDIGT, "Alle Schulen haben geantwortet.")
    assert auftrag.beendet_am is not None
    assert not auftrag.ist_offen


def test_andere_melden_ihn_nicht_erledigt(welt):
    auftrag = neuer_auftrag(welt)

    for wer in ("Mats", "Mia", "Bert", "Bibi", "Lena"):
        with pytest.raises(Forbidden):
            tun("erledigen", auftrag, welt.person(wer), ergebnis="Fertig.")


def test_verworfen_wird_mit_grund_und_wer_ihn_hatte_hoert_davon(welt, kora, finn):
    auftrag = angenommener_auftrag(welt)

    tun("verwerfen", auftrag, kora, begruendung="Das Land hat es geregelt.")

    assert (auftrag.status, auftrag.ergebnis) == (S.VERWORFEN, "Das Land hat es geregelt.")
    assert session().query(Nachricht).filter_by(anlass="auftrag.verwerfen").one().person_id == finn.id


def test_die_verantwortliche_person_verwirft_nicht_sie_gibt_zurueck(welt, finn):
    with pytest.raises(Forbidden):
        tun("verwerfen", neuer_auftrag(welt), finn, begruendung="Keine Lust.")


@pytest.mark.parametrize("ende", [("erledigen", {"ergebnis": "Ja."}), ("verwerfen", {"begruendung": "Nein."})])
@pytest.mark.parametrize(
    "danach",
    [
        ("annehmen", {}),
        ("zurueckgeben", {"begruendung": "Doch nicht."}),
        ("erledigen", {"ergebnis": "Noch mal."}),
        ("verwerfen", {"begruendung": "Noch mal."}),
    ],
)
def test_was_beendet_ist_bleibt_beendet(welt, kora, ende, danach):
    auftrag = neuer_auftrag(welt, verantwortlich=kora)
    tun(ende[0], auftrag, kora, **ende[1])

    with pytest.raises(Obstructed):
        tun(danach[0], auftrag, kora, **danach[1])


def test_ohne_verantwortliche_person_nimmt_ihn_auch_niemand_an(welt, kora):
    auftrag = neuer_auftrag(welt, verantwortlich=None)

    with pytest.raises(Forbidden):
        tun("annehmen", auftrag, kora)
    with pytest.raises(Forbidden):
        tun("zurueckgeben", auftrag, kora, begruendung="Nein.")


# --- who sees it --------------------------------------------------------------------------------------------------


def test_einen_auftrag_sehen_gremium_verantwortliche_und_koordination(welt):
    """D2 P0: who belongs to the body, who is to do it, and who keeps it together; who only reads along does not."""
    auftrag = neuer_auftrag(welt)

    sehen = {
        name
        for name in ("Kora", "Mats", "Mia", "Vera", "Bert", "Finn", "Fatma", "Paula", "Bibi", "Lena", "Ada", "Emil")
        if session()
        .scalars(queries.auftraege.sichtbar_fuer(welt.person(name)).where(Auftrag.id == auftrag.id))
        .one_or_none()
    }

    assert sehen == {"Kora", "Mats", "Mia", "Vera", "Bert", "Finn"}


def test_wer_einen_auftrag_zurueckgibt_und_nicht_im_gremium_ist_sieht_ihn_nicht_mehr(welt, finn):
    auftrag = neuer_auftrag(welt)
    tun("zurueckgeben", auftrag, finn, begruendung="Geht nicht.")

    assert texte(finn) == []


# --- the list -----------------------------------------------------------------------------------------------------


@pytest.fixture
def liste(welt):
    """Four of one meeting, in the order of the list: overdue, soon, without a day, and one that is done."""
    top = laufender_top(welt)
    today = clock.today()
    neuer_auftrag(welt, top, text="überfällig", faellig_am=today - timedelta(days=1))
    neuer_auftrag(welt, top, text="bald", faellig_am=today + timedelta(days=3), verantwortlich=welt.person("Mats"))
    neuer_auftrag(welt, top, text="ohne", verantwortlich=None)
    fertig = neuer_auftrag(welt, top, text="fertig", faellig_am=today - timedelta(days=9))
    tun("erledigen", fertig, welt.person("Kora"), ergebnis="Ja.")
    return top


def test_die_liste_zeigt_offene_und_was_zuerst_faellig_ist_oben(liste, kora):
    assert texte(kora) == ["überfällig", "bald", "ohne"]


def test_die_liste_laesst_sich_eingrenzen(welt, liste, kora, mats):
    nummer, gremium = liste.sitzung.nummer, welt.lenkungsgruppe.id

    assert texte(mats, wer="meine") == ["bald"]
    assert texte(kora, stand="ueberfaellig") == ["überfällig"]
    assert texte(kora, stand="ohne") == ["ohne"]
    assert texte(kora, stand="erledigt") == ["fertig"]
    assert texte(kora, stand="alle") == ["fertig", "überfällig", "bald", "ohne"]
    assert texte(kora, sitzung=nummer) == texte(kora, gremium=gremium) == ["überfällig", "bald", "ohne"]
    assert texte(kora, sitzung="S-1999-001") == texte(kora, gremium=welt.projektgruppe.id) == []
    assert texte(kora, suche="BALD") == texte(kora, suche="mats") == ["bald"]
    assert texte(kora, suche="%") == []
    assert texte(kora, stand="unsinn") == ["überfällig", "bald", "ohne"]


def test_die_liste_sagt_dasselbe_wie_der_auftrag_selbst(liste, kora):
    zeilen = {zeile.text: zeile.ueberfaellig for zeile in queries.auftraege.liste(kora, Filter(stand="alle")).zeilen}

    assert zeilen == {a.text: a.ist_ueberfaellig for a in session().query(Auftrag)}


def test_gremien_zur_auswahl_sind_nur_die_eigenen(liste, kora, paula, finn):
    assert [name for _, name in queries.auftraege.gremien(kora)] == ["Lenkungsgruppe"]
    assert [name for _, name in queries.auftraege.gremien(finn)] == ["Lenkungsgruppe"]
    assert queries.auftraege.gremien(paula) == []


# --- the start page -----------------------------------------------------------------------------------------------


def test_eigene_auftraege_stehen_auf_der_startseite_bis_sie_erledigt_sind(welt, finn):
    auftrag = neuer_auftrag(welt, faellig_am=clock.today())

    (aufgabe,) = aufgaben(finn, MEINE)
    assert aufgabe.text.startswith("Annehmen oder zurückgeben: Die Schulen fragen.")
    assert aufgabe.frist == clock.today()
    tun("annehmen", auftrag, finn)
    assert aufgaben(finn, MEINE)[0].text.startswith("Die Schulen fragen.")
    tun("erledigen", auftrag, finn, ergebnis="Gefragt.")
    assert aufgaben(finn, MEINE) == []


def test_ueberfaellige_stehen_vor_kommenden_und_die_ohne_tag_zuletzt(welt, finn):
    top, today = laufender_top(welt), clock.today()
    for text, day in (("ohne", None), ("bald", today + timedelta(days=1)), ("spät", today - timedelta(days=1))):
        neuer_auftrag(welt, top, text=text, faellig_am=day)

    assert [a.text.split()[-2] for a in aufgaben(finn, MEINE)] == ["spät", "bald", "ohne"]


def test_die_koordination_sieht_nach_der_sitzung_was_niemand_hat_oder_keinen_tag_hat(welt, kora):
    auftrag = neuer_auftrag(welt, verantwortlich=None)
    neuer_auftrag(welt, auftrag.top, text="Ohne Tag.")
    neuer_auftrag(welt, auftrag.top, text="Vollständig.", faellig_am=clock.today())

    assert aufgaben(kora, LUECKEN) == []
    schliessen(welt, auftrag)

    assert [a.text[:16] for a in aufgaben(kora, LUECKEN)] == ["Die Schulen frag", "Ohne Tag. (S-202"]


def test_die_koordination_sieht_ueberfaellige_anderer(welt, kora, finn):
    neuer_auftrag(welt, faellig_am=clock.today() - timedelta(days=2))

    assert len(aufgaben(kora, FAELLIGE)) == 1
    assert aufgaben(kora, MEINE) == []
    assert aufgaben(finn, FAELLIGE) == []
