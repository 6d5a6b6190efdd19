"""erinnern, beitrag_neu_fassen, ohne_partei_in_kraft_setzen, vorbehalt_aufloesen: what follows a missing Zeichnung."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Beitrag,
    Fassungsanlass,
    Nachricht,
    Person,
    Vorbehaltsergebnis,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.queries.aufgaben import gelesen
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.massnahmen import in_tagen
from tests.bauen.sitzungen import neue_sitzung
from tests.bauen.themen import neuer_beschluss
from tests.bauen.zielvereinbarungen import (
    beitrag,
    geltende_zielvereinbarung,
    mit_code,
    neu_gelesen,
    zeichnen,
    zugestimmte_zielvereinbarung,
)
from tests.handlungen.test_abstimmung_gleichzeitig import zugleich

pytestmark = pytest.mark.beide

S = ZielvereinbarungStatus


def neu_fassen(welt, partei, wer="Paula", text="Stellt zwei Personen.", begruendung="Es sind mehr Fälle."):
    with transaction():
        workflow.zielvereinbarungen.beitrag_neu_fassen(partei, welt.person(wer), text=text, begruendung=begruendung)


def ohne(welt, vereinbarung, *haeuser, beschluss=None):
    beschluss = beschluss or neuer_beschluss(welt)
    with transaction():
        workflow.zielvereinbarungen.ohne_partei_in_kraft_setzen(
            vereinbarung,
            welt.person("Kora"),
            beschluss=beschluss,
            parteien=[beitrag(vereinbarung, one) for one in haeuser],
            begruendung="Das Haus zeichnet nicht.",
        )
    return beschluss


# --- a changed Beitrag --------------------------------------------------------------------------------------------


def test_ein_neu_gefasster_beitrag_kostet_genau_eine_zeichnung(welt):
    """The three-party agreement: B is changed, only B signs again, A and C stay byte for byte."""
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Jobcenter", "Sozialamt")
    andere = beitrag(vereinbarung, "Jobcenter").zeichnung
    before = (andere.id, andere.wortlaut.encode(), andere.pruefsumme)

    neu_fassen(welt, beitrag(vereinbarung, "Sozialamt"))

    vereinbarung = neu_gelesen(vereinbarung)
    assert vereinbarung.status is S.ZUR_ZEICHNUNG
    assert {str(b) for b in vereinbarung.ausstehende} == {
        str(beitrag(vereinbarung, "Sozialamt")),
        str(beitrag(vereinbarung, "Caritas")),
    }
    same = beitrag(vereinbarung, "Jobcenter").zeichnung
    assert (same.id, same.wortlaut.encode(), same.pruefsumme) == before
    (old,) = beitrag(vereinbarung, "Sozialamt").zeichnungen
    assert (old.gilt, "mehr Fälle" in old.ungueltig_weil, "Stellt eine Ansprechperson." in old.wortlaut) == (
        False,
        True,
        True,
    )

    zeichnen(welt, vereinbarung, "Caritas")
    assert vereinbarung.status is S.ZUR_ZEICHNUNG
    zeichnen(welt, vereinbarung, "Sozialamt")
    assert vereinbarung.status is S.IN_KRAFT
    assert "Stellt zwei Personen." in beitrag(vereinbarung, "Sozialamt").zeichnung.wortlaut


def test_nur_diese_eine_partei_erfaehrt_davon(welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)

    neu_fassen(welt, beitrag(vereinbarung, "Jobcenter"))

    letters = session().query(Nachricht).filter_by(anlass="zielvereinbarung.beitrag_neu_fassen").all()
    assert [one.person_id for one in letters] == [welt.person("Mats").id]
    assert "/link/" in letters[0].text


@pytest.mark.parametrize("wer", ["Paul", "Petra", "Mats", "Lena"])
def test_neu_fassen_darf_nur_die_leitung_und_die_koordination(welt, wer):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")

    with pytest.raises(Forbidden):
        neu_fassen(welt, partei, wer)
    neu_fassen(welt, partei, "Kora")


@pytest.mark.parametrize(("text", "grund"), [("Stellt eine Ansprechperson.", "x"), ("Neu.", ""), ("", "x")])
def test_neu_fassen_braucht_einen_neuen_text_und_einen_grund(welt, text, grund):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")

    with pytest.raises(Obstructed):
        neu_fassen(welt, partei, text=text, begruendung=grund)


# --- at the same moment -------------------------------------------------------------------------------------------


def _zeichnet(beitrag_id, person_id, code):
    def work():
        with transaction() as s:
            partei, wer = s.get_one(Beitrag, beitrag_id), s.get_one(Person, person_id)
            workflow.zielvereinbarungen.zeichnen(partei, wer, code=code)
            return "gezeichnet"

    return work


def _code(partei, wer):
    with transaction():
        return workflow.zielvereinbarungen.codes.ausstellen(partei, wer)


def test_zwei_letzte_zeichnungen_zugleich_setzen_genau_einmal_in_kraft(app, welt, mats, zoe):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Sozialamt")
    eine, andere = beitrag(vereinbarung, "Jobcenter"), beitrag(vereinbarung, "Caritas")
    arbeiten = [
        _zeichnet(eine.id, mats.id, _code(eine, mats)),
        _zeichnet(andere.id, zoe.id, _code(andere, zoe)),
    ]
    number = vereinbarung.id
    session().rollback()

    assert zugleich(app, arbeiten) == ["gezeichnet", "gezeichnet"]

    session().expire_all()
    assert session().get_one(Zielvereinbarung, number).status is S.IN_KRAFT
    letters = session().query(Nachricht).filter_by(anlass="zielvereinbarung.in_kraft_setzen").all()
    assert len({one.person_id for one in letters}) == len(letters)


def test_wer_waehrend_des_aenderns_zeichnet_zeichnet_nie_einen_ungelesenen_text(app, welt, mats, paula):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    partei = beitrag(vereinbarung, "Jobcenter")
    code, partei_id, mats_id, paula_id = _code(partei, mats), partei.id, mats.id, paula.id

    def aendern():
        with transaction() as s:
            workflow.zielvereinbarungen.beitrag_neu_fassen(
                s.get_one(Beitrag, partei_id), s.get_one(Person, paula_id), text="Neu.", begruendung="Haushalt"
            )
            return "geändert"

    session().rollback()
    results = zugleich(app, [_zeichnet(partei_id, mats_id, code), aendern])
    assert results[1] == "geändert"

    session().expire_all()
    partei = session().get_one(Beitrag, partei_id)
    assert partei.text == "Neu."
    assert partei.zeichnung is None
    assert all("Neu." not in old.wortlaut for old in partei.zeichnungen)


# --- reminders and the end of the time to sign --------------------------------------------------------------------


def test_erinnert_wird_nur_wessen_zeichnung_fehlt(welt, kora):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Jobcenter")

    with transaction():
        workflow.zielvereinbarungen.erinnern(vereinbarung, kora)

    letters = session().query(Nachricht).filter_by(anlass="zielvereinbarung.erinnern").all()
    assert {one.person_id for one in letters} == {welt.person("Paula").id, welt.person("Zoe").id}
    assert all("/link/" in one.text for one in letters)


def test_nach_der_frist_steht_sie_wieder_zur_tagesordnung(welt):
    beschluss = neuer_beschluss(welt, gefasst_am=clock.today())
    vereinbarung = zugestimmte_zielvereinbarung(welt, beschluss=beschluss)
    zeichnen(welt, vereinbarung, "Jobcenter", "Sozialamt")
    nummer, titel = vereinbarung.nummer, vereinbarung.titel

    def proposed(tage):
        with clock.turned_to(clock.today() + timedelta(days=tage)):
            sitzung = neue_sitzung(welt)
            sitzung_tag = clock.local(sitzung.beginn).date()
            found = {
                v.titel: v.grund for v in queries.vorschlaege.vorschlaege(sitzung) if v.werte == {"nummer": nummer}
            }
            return sitzung_tag, found

    day, found = proposed(40)
    assert day > queries.zeichnungen.frist(vereinbarung)
    assert found == {titel: "Die Zeichnungsfrist ist um, und es fehlen Zeichnungen."}

    zeichnen(welt, neu_gelesen(vereinbarung), "Caritas")
    assert proposed(41)[1] == {}


def test_ohne_die_fehlende_partei_tritt_sie_durch_beschluss_in_kraft(welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Jobcenter", "Sozialamt")

    with clock.turned_to(clock.today() + timedelta(days=60)):
        beschluss = ohne(welt, vereinbarung, "Caritas")
        today = clock.today()

    vereinbarung = neu_gelesen(vereinbarung)
    partei = beitrag(vereinbarung, "Caritas")
    assert (vereinbarung.status, vereinbarung.in_kraft_am) == (S.IN_KRAFT, today)
    assert (partei.ausgenommen_id, partei.ausgenommen) == (beschluss.id, "Das Haus zeichnet nicht.")
    letter = session().query(Nachricht).filter_by(anlass="zielvereinbarung.ohne_partei_in_kraft_setzen").first()
    assert "Caritasverband Musterkreis" in letter.text


def test_der_text_der_ohne_sie_in_kraft_tritt_nennt_die_fehlende_partei_mit_beschluss(welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Jobcenter", "Sozialamt")
    with clock.turned_to(clock.today() + timedelta(days=60)):
        beschluss = ohne(welt, vereinbarung, "Caritas")

    fassung = queries.fassungen.geltende(neu_gelesen(vereinbarung))

    assert (fassung.kennung, fassung.anlass, fassung.beschluss) == ("1.3", Fassungsanlass.OHNE_PARTEI, beschluss)
    mit, _, dahinter = fassung.text.partition("## In Kraft ohne diese Parteien")
    assert dahinter.strip() == "Caritasverband Musterkreis: Das Haus zeichnet nicht."
    assert "### Jobcenter Musterkreis" in mit
    assert "### Caritasverband" not in mit


def test_zwei_beitraege_zugleich_neu_gefasst_ergeben_zwei_texte(app, welt, paula):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    number, paula_id = vereinbarung.id, paula.id

    def aendern(beitrag_id):
        def work():
            with transaction() as s:
                workflow.zielvereinbarungen.beitrag_neu_fassen(
                    s.get_one(Beitrag, beitrag_id), s.get_one(Person, paula_id), text="Neu.", begruendung="Haushalt"
                )
                return "geändert"

        return work

    arbeiten = [aendern(beitrag(vereinbarung, one).id) for one in ("Jobcenter", "Caritas")]
    session().rollback()

    assert zugleich(app, arbeiten) == ["geändert", "geändert"]

    session().expire_all()
    fassungen = session().get_one(Zielvereinbarung, number).fassungen
    assert [f.lfd for f in fassungen] == [1, 2, 3, 4]
    assert fassungen[-1].text.count("Neu.") == 2


def test_vor_ablauf_der_frist_geht_es_nicht_ohne_partei_weiter(welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt, beschluss=neuer_beschluss(welt, gefasst_am=clock.today()))
    zeichnen(welt, vereinbarung, "Jobcenter", "Sozialamt")

    with clock.turned_to(clock.today() + timedelta(days=28)), pytest.raises(Obstructed, match="kann noch bis"):
        ohne(welt, vereinbarung, "Caritas")


@pytest.mark.parametrize("haeuser", [("Sozialamt",), ("Caritas", "Jobcenter"), ()])
def test_der_beschluss_nennt_genau_die_fehlenden_parteien(welt, haeuser):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Jobcenter", "Sozialamt")

    with clock.turned_to(clock.today() + timedelta(days=60)), pytest.raises(Obstructed, match="Noch nicht gezeichnet"):
        ohne(welt, vereinbarung, *haeuser)


def test_mindestens_eine_partei_muss_gezeichnet_haben(welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)

    with clock.turned_to(clock.today() + timedelta(days=60)), pytest.raises(Obstructed, match="Mindestens eine"):
        ohne(welt, vereinbarung, "Jobcenter", "Sozialamt", "Caritas")


def test_der_erste_beschluss_genuegt_dafuer_nicht(welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Jobcenter", "Sozialamt")

    with clock.turned_to(clock.today() + timedelta(days=60)), pytest.raises(Obstructed, match="neuen Beschluss"):
        ohne(welt, vereinbarung, "Caritas", beschluss=vereinbarung.beschluss)


def test_ausgenommen_ist_eine_partei_nur_mit_beschluss_und_grund(welt):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Caritas")

    with pytest.raises(IntegrityError), transaction():
        partei.ausgenommen = "ohne Beschluss"


# --- reservations -------------------------------------------------------------------------------------------------


def aufloesen(welt, partei, wer="Kora", ergebnis=Vorbehaltsergebnis.ERTEILT, vermerk="", tage=0):
    with transaction():
        workflow.zielvereinbarungen.vorbehalt_aufloesen(
            partei, welt.person(wer), ergebnis=ergebnis, am=in_tagen(tage), vermerk=vermerk
        )


def unter_vorbehalt(welt, vereinbarung):
    partei = beitrag(vereinbarung, "Jobcenter")
    mit_code(partei, welt.person("Mats"), vorbehalt="Kreistag", vorbehalt_bis=in_tagen(20))
    return partei


def gruppen(person):
    return {task.gruppe for task in gelesen(queries.zeichnungen.auswahl(person))}


def test_ein_offener_vorbehalt_steht_bei_koordination_und_haus_zur_wiedervorlage(welt, kora, mats, zoe):
    beschluss = neuer_beschluss(welt, gefasst_am=clock.today())
    partei = unter_vorbehalt(welt, zugestimmte_zielvereinbarung(welt, beschluss=beschluss))
    assert "Gremienvorbehalt offen" in gruppen(kora)
    assert "Gremienvorbehalt offen" in gruppen(mats)
    assert gruppen(zoe) == set()

    aufloesen(welt, partei, "Mats")

    assert gruppen(kora) == gruppen(mats) == set()
    assert partei.zeichnung.vorbehalt_ergebnis is Vorbehaltsergebnis.ERTEILT


def test_sagt_das_gremium_nein_wird_das_haus_neu_gefragt(welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    partei = unter_vorbehalt(welt, vereinbarung)

    with pytest.raises(Obstructed, match="warum"):
        aufloesen(welt, partei, ergebnis=Vorbehaltsergebnis.VERSAGT)
    aufloesen(welt, partei, ergebnis=Vorbehaltsergebnis.VERSAGT, vermerk="Kein Haushalt.")

    assert partei.zeichnung is None
    assert partei in vereinbarung.ausstehende
    zeichnen(welt, vereinbarung)
    assert vereinbarung.status is S.IN_KRAFT


def test_in_kraft_bleibt_sie_auch_wenn_das_gremium_spaeter_nein_sagt(welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    partei = unter_vorbehalt(welt, vereinbarung)
    zeichnen(welt, vereinbarung, "Sozialamt", "Caritas")

    aufloesen(welt, partei, ergebnis=Vorbehaltsergebnis.VERSAGT, vermerk="Kein Haushalt.")

    assert (vereinbarung.status, partei.zeichnung.vorbehalt_ergebnis) == (S.IN_KRAFT, Vorbehaltsergebnis.VERSAGT)
    letters = session().query(Nachricht).filter_by(anlass="zielvereinbarung.vorbehalt_aufloesen").all()
    assert {one.person_id for one in letters} == {welt.person("Mats").id}


def test_ohne_offenen_vorbehalt_gibt_es_nichts_aufzuloesen(welt):
    partei = beitrag(geltende_zielvereinbarung(welt), "Jobcenter")

    with pytest.raises(Obstructed, match="keinem offenen Vorbehalt"):
        aufloesen(welt, partei)


@pytest.mark.parametrize("tage", [-1, 1])
def test_das_gremium_entscheidet_nach_der_zeichnung_und_nicht_in_der_zukunft(welt, tage):
    partei = unter_vorbehalt(welt, zugestimmte_zielvereinbarung(welt))

    with pytest.raises(Obstructed, match="nach der Zeichnung"):
        aufloesen(welt, partei, tage=tage)


@pytest.mark.parametrize("wer", ["Zoe", "Paula", "Lena"])
def test_den_vorbehalt_loest_niemand_sonst_auf(welt, wer):
    partei = unter_vorbehalt(welt, zugestimmte_zielvereinbarung(welt))

    with pytest.raises(Forbidden):
        aufloesen(welt, partei, wer)
