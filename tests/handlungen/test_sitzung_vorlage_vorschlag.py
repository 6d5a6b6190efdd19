"""sitzung.vorlage_anwenden, sitzung.vorschlag_aufnehmen, and what proposes itself with which reason."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Lage, ThemaStatus, Topart
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.auftraege import neuer_auftrag
from tests.bauen.massnahmen import laufende_massnahme
from tests.bauen.protokolle import genehmigtes_protokoll, vorgelegtes_protokoll
from tests.bauen.sitzungen import laufende_sitzung, neue_sitzung, neuer_top
from tests.bauen.themen import (
    beauftragtes_thema,
    neue_weitergabe,
    neues_thema,
    thema_im_stand,
    vorgelegtes_thema,
)
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung

pytestmark = pytest.mark.beide

STANDARD = [
    "Begrüßung und Feststellung der Beschlussfähigkeit",
    "Genehmigung des Protokolls der letzten Sitzung",
    "Offene Aufträge",
    "Berichte aus den Projektgruppen",
    "Themen",
    "Verschiedenes",
    "Nächster Termin",
]


def anwenden(sitzung, person):
    with transaction():
        workflow.tagesordnungen.vorlage_anwenden(sitzung, person)


def gruende(sitzung):
    """titel → reason of everything that proposes itself."""
    session().expire_all()
    return {v.titel: v.grund for v in queries.vorschlaege.vorschlaege(sitzung)}


def aufnehmen(sitzung, person, sorte):
    """Take up the one proposal of this kind."""
    (found,) = [v for v in queries.vorschlaege.vorschlaege(sitzung) if v.sorte == sorte]
    with transaction():
        top = workflow.tagesordnungen.vorschlag_aufnehmen(sitzung, person, vorschlag=found.schluessel)
    session().expire_all()
    return top


def gehaltene_sitzung(welt, *tops, tage=-30):
    """A meeting of the past that is over; of its items only the first was called."""
    sitzung = (
        tops[0].sitzung
        if tops
        else neuer_top(welt, neue_sitzung(welt), titel="Bericht", art=Topart.INFORMATION).sitzung
    )
    laufende_sitzung(welt, sitzung)
    with transaction():
        workflow.moderation.aufrufen(sitzung.tops[0], welt.person("Kora"))
    with transaction():
        workflow.sitzungen.schliessen(sitzung, welt.person("Kora"))
    with transaction():
        sitzung.beginn = clock.now() + timedelta(days=tage)
    return sitzung


# --- Lenkungsgruppe Standard ------------------------------------------------------------------------------------


def test_ein_klick_fuellt_die_leere_tagesordnung(welt, kora):
    sitzung = neue_sitzung(welt)

    anwenden(sitzung, kora)

    assert [top.titel for top in sitzung.tops] == STANDARD
    assert [top.position for top in sitzung.tops] == [1, 2, 3, 4, 5, 6, 7]
    assert sum(top.minuten for top in sitzung.tops) <= sitzung.dauer
    assert session().query(Ereignis).order_by(Ereignis.lfd.desc()).first().akt == "sitzung.vorlage_anwenden"


def test_ein_protokoll_in_abstimmung_steht_gleich_am_richtigen_punkt(welt, kora):
    alt = vorgelegtes_protokoll(welt).sitzung
    sitzung = neue_sitzung(welt)

    anwenden(sitzung, kora)

    top = sitzung.tops[1]
    assert (top.protokoll_von, top.art) == (alt, Topart.BESCHLUSS)


def test_ist_das_protokoll_schon_genehmigt_wird_der_punkt_nicht_zum_beschluss(welt, kora):
    genehmigtes_protokoll(welt)
    sitzung = neue_sitzung(welt)

    anwenden(sitzung, kora)

    assert (sitzung.tops[1].protokoll_von, sitzung.tops[1].art) == (None, Topart.KENNTNISNAHME)


def test_eine_projektgruppe_bekommt_keine_berichte_aus_den_projektgruppen(welt, paula):
    sitzung = neue_sitzung(welt, gremium=welt.projektgruppe)

    anwenden(sitzung, paula)

    assert [top.titel for top in sitzung.tops] == [t for t in STANDARD if not t.startswith("Berichte")]


def test_auf_einer_tagesordnung_mit_punkten_gibt_es_keine_vorlage(welt, kora):
    sitzung = neuer_top(welt).sitzung

    with pytest.raises(Obstructed, match="schon Punkte"):
        anwenden(sitzung, kora)


@pytest.mark.parametrize("wer", ["Mats", "Vera", "Bibi", "Lena", "Paula", "Ada"])
def test_andere_fuellen_die_tagesordnung_nicht(welt, wer):
    sitzung = neue_sitzung(welt)

    with pytest.raises(Forbidden):
        anwenden(sitzung, welt.person(wer))


# --- what proposes itself ---------------------------------------------------------------------------------------


def test_ohne_anlass_schlaegt_sich_nichts_vor(welt):
    assert gruende(neue_sitzung(welt)) == {}


def test_ein_vorgelegtes_thema_ohne_kommende_tagesordnung_schlaegt_sich_vor(welt, kora):
    """Only until it stands on a coming agenda of this body, whichever it is."""
    thema = vorgelegtes_thema(welt, top=neuer_top(welt, neue_sitzung(welt)))
    sitzung, andere = neue_sitzung(welt), neue_sitzung(welt)
    assert gruende(sitzung) == {}
    with transaction():
        workflow.sitzungen.absagen(thema.topgegenstaende[0].top.sitzung, kora, begruendung="fällt aus")
    assert "keiner kommenden Tagesordnung" in gruende(sitzung)[thema.titel]

    top = aufnehmen(sitzung, kora, "thema")

    assert [g.thema for g in top.gegenstaende] == [thema]
    assert top.art is Topart.PRIORISIERUNG
    assert gruende(sitzung) == gruende(andere) == {}


def test_mehrere_vorgelegte_themen_sammelt_der_punkt_themen(welt, kora):
    themen = [vorgelegtes_thema(welt, top=neuer_top(welt, neue_sitzung(welt))) for _ in range(2)]
    for thema in themen:
        with transaction():
            workflow.sitzungen.absagen(thema.topgegenstaende[0].top.sitzung, kora, begruendung="fällt aus")
    sitzung = neue_sitzung(welt)
    anwenden(sitzung, kora)

    for vorschlag in queries.vorschlaege.vorschlaege(sitzung):
        with transaction():
            workflow.tagesordnungen.vorschlag_aufnehmen(sitzung, kora, vorschlag=vorschlag.schluessel)

    top = next(t for t in sitzung.tops if t.titel == "Themen")
    assert ({g.thema_id for g in top.gegenstaende}, top.art) == ({t.id for t in themen}, Topart.PRIORISIERUNG)
    assert len(sitzung.tops) == len(STANDARD)


def test_eine_eingereichte_zielvereinbarung_schlaegt_sich_zum_beschluss_vor(welt, kora):
    vereinbarung = eingereichte_zielvereinbarung(welt)
    sitzung = neue_sitzung(welt)
    assert "Zustimmung" in gruende(sitzung)[vereinbarung.titel]

    top = aufnehmen(sitzung, kora, "zielvereinbarung")

    assert (top.art, [g.zielvereinbarung for g in top.gegenstaende]) == (Topart.BESCHLUSS, [vereinbarung])
    assert gruende(sitzung) == {}


def test_eine_wiedervorlage_ist_bis_zum_tag_der_sitzung_faellig(welt):
    """A Thema of the Themenspeicher is laid before the body first; the page leads there."""
    sitzung = neue_sitzung(welt)
    tag = clock.local(sitzung.beginn).date()
    for titel, day in (("heute fällig", tag), ("später fällig", tag + timedelta(days=1))):
        thema = neues_thema(welt, titel=titel)
        with transaction():
            thema.wiedervorlage = day

    (vorschlag,) = queries.vorschlaege.vorschlaege(sitzung)

    assert (vorschlag.titel, vorschlag.aufnehmbar, vorschlag.endpoint) == ("heute fällig", False, "themen.vorlegen")
    assert f"{tag:%d.%m.%Y}" in vorschlag.grund


def test_was_erst_vorgelegt_werden_muss_laesst_sich_nicht_aufnehmen(welt, kora):
    sitzung, thema = neue_sitzung(welt), neues_thema(welt)
    with transaction():
        thema.wiedervorlage = clock.today()

    with pytest.raises(Obstructed, match="erledigt"), transaction():
        workflow.tagesordnungen.vorschlag_aufnehmen(sitzung, kora, vorschlag=f"thema-{thema.id}")


def test_ein_ruhendes_thema_kommt_mit_seiner_wiedervorlage_zur_beratung(welt, kora):
    thema = thema_im_stand(welt, ThemaStatus.RUHT)
    with transaction():
        thema.wiedervorlage = clock.today()

    assert "Ruht" in gruende(neue_sitzung(welt))[thema.titel]


def test_ein_zurueckgegebener_auftrag_schlaegt_sich_vor(welt, paula):
    thema = beauftragtes_thema(welt)
    with transaction():
        workflow.themen.zurueckgeben(thema, paula, begruendung="Uns fehlt die Zuständigkeit.")
    for g in list(queries.sitzungen.kommende_tops()):
        with transaction():
            workflow.sitzungen.absagen(g.sitzung, welt.person("Kora"), begruendung="fällt aus")

    assert "zurückgegeben" in gruende(neue_sitzung(welt))[thema.titel]


def test_ein_abgeschlossenes_thema_kommt_einmal_zur_kenntnis(welt, kora):
    thema = thema_im_stand(welt, ThemaStatus.UMGESETZT)
    with transaction():
        workflow.themen.abschliessen(thema, kora, wirkung="Der Wechsel dauert zwei Tage statt sechs Wochen.")
    sitzung = neue_sitzung(welt)
    assert "Abgeschlossen seit" in gruende(sitzung)[thema.titel]

    top = aufnehmen(sitzung, kora, "thema")
    assert top.art is Topart.KENNTNISNAHME
    with clock.turned_to(clock.now() + timedelta(days=2)):
        gehaltene_sitzung(welt, top, tage=-1)
        assert thema.titel not in gruende(neue_sitzung(welt))


def test_hilfe_noetig_kommt_von_selbst_auf_die_tagesordnung(welt, kora, paul):
    """OBERFLAECHE §1.3.7. The newest Rückmeldung counts."""
    massnahme = laufende_massnahme(welt)
    sitzung = neue_sitzung(welt)
    with transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=Lage.HILFE, satz="Uns fehlt eine Zusage.")
    assert "Hilfe nötig" in gruende(sitzung)[massnahme.titel]

    with transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=Lage.PLAN, satz="Geklärt.")
    assert massnahme.titel not in gruende(sitzung)

    with transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=Lage.HILFE, satz="Doch nicht.")
    top = aufnehmen(sitzung, kora, "massnahme")
    assert [g.massnahme for g in top.gegenstaende] == [massnahme]
    assert massnahme.titel not in gruende(sitzung)


def weitergaben(sitzung):
    """Thema → reason of the Weitergaben that propose themselves."""
    session().expire_all()
    found = queries.vorschlaege.vorschlaege(sitzung)
    return {v.werte["nummer"]: v.grund for v in found if v.sorte == "weitergabe"}


def test_eine_weitergabe_kommt_am_tag_ihrer_wiedervorlage_zur_beratung(welt, kora):
    """OBERFLAECHE 3.13: it returns to the agenda on a date, up to the day of the meeting."""
    sitzung = neue_sitzung(welt)
    tag = clock.local(sitzung.beginn).date()
    thema = neues_thema(welt)
    faellig = neue_weitergabe(welt, thema, wiedervorlage=tag, an="das Ministerium")
    neue_weitergabe(welt, neues_thema(welt), wiedervorlage=tag + timedelta(days=1))
    assert weitergaben(sitzung) == {
        thema.nummer: f"Weitergegeben an: das Ministerium. Wiedervorlage am {tag:%d.%m.%Y}."
    }

    top = aufnehmen(sitzung, kora, "weitergabe")

    assert (top.art, top.titel, [g.thema for g in top.gegenstaende]) == (Topart.BERATUNG, thema.titel, [thema])
    assert weitergaben(sitzung) == {}
    assert faellig.ist_offen


def test_eine_abgeschlossene_weitergabe_kommt_nicht_wieder(welt, kora):
    sitzung = neue_sitzung(welt)
    weitergabe = neue_weitergabe(welt, wiedervorlage=clock.local(sitzung.beginn).date())
    with transaction():
        workflow.weitergaben.abschliessen(weitergabe, kora, abschluss="Das Land regelt es.")

    assert weitergaben(sitzung) == {}


def test_mehrere_weitergaben_eines_themas_sind_ein_punkt(welt):
    sitzung, thema = neue_sitzung(welt), neues_thema(welt)
    tag = clock.local(sitzung.beginn).date()
    for days in (0, 3):
        neue_weitergabe(welt, thema, wiedervorlage=tag - timedelta(days=days))

    first = tag - timedelta(days=3)
    assert weitergaben(sitzung) == {thema.nummer: f"2 Weitergaben liegen wieder vor, die erste am {first:%d.%m.%Y}."}


def test_ein_thema_das_sich_selbst_meldet_bringt_seine_weitergabe_mit(welt, kora):
    thema = thema_im_stand(welt, ThemaStatus.RUHT)
    sitzung = neue_sitzung(welt)
    with transaction():
        thema.wiedervorlage = clock.today()
    neue_weitergabe(welt, thema, wiedervorlage=clock.local(sitzung.beginn).date(), an="das Bundesamt")

    assert weitergaben(sitzung) == {}
    assert "Ruht" in gruende(sitzung)[thema.titel]
    assert "Weitergegeben an: das Bundesamt." in gruende(sitzung)[thema.titel]


def test_die_weitergabe_eines_zusammengefuehrten_themas_kommt_beim_gemeinsamen(welt):
    ziel, thema = neues_thema(welt, titel="Das gemeinsame"), neues_thema(welt)
    sitzung = neue_sitzung(welt)
    neue_weitergabe(welt, thema, wiedervorlage=clock.local(sitzung.beginn).date())
    with transaction():
        workflow.themen.zusammenfuehren(thema, welt.person("Kora"), ziel=ziel)

    assert list(weitergaben(sitzung)) == [ziel.nummer]


def test_der_projektgruppe_schlaegt_sich_keine_weitergabe_vor(welt):
    neue_weitergabe(welt, wiedervorlage=clock.today() + timedelta(days=1))

    assert weitergaben(neue_sitzung(welt, gremium=welt.projektgruppe)) == {}


def test_was_liegen_blieb_kommt_auf_die_naechste_tagesordnung(welt, kora):
    sitzung = neue_sitzung(welt)
    neuer_top(welt, sitzung, titel="Bericht", art=Topart.INFORMATION)
    vertagt = neuer_top(welt, sitzung, titel="Haushalt", art=Topart.BERATUNG, minuten=25, berichterstattung="Mia")
    neuer_top(welt, sitzung, titel="Satzung", art=Topart.BESCHLUSS)
    neuer_top(welt, sitzung, titel="Nie aufgerufen", art=Topart.BERATUNG)
    neuer_top(welt, sitzung, titel="Verschiedenes", art=Topart.INFORMATION)
    laufende_sitzung(welt, sitzung)
    with transaction():
        workflow.moderation.vertagen(vertagt, kora)
    with transaction():
        workflow.moderation.aufrufen(sitzung.tops[0], kora)
    with transaction():
        workflow.sitzungen.schliessen(sitzung, kora)
    naechste = neue_sitzung(welt)

    found = gruende(naechste)

    assert set(found) == {"Haushalt", "Satzung", "Nie aufgerufen"}
    assert (found["Haushalt"], found["Satzung"]) == (
        f"In der Sitzung {sitzung.nummer} vertagt.",
        f"In der Sitzung {sitzung.nummer} nicht zu Ende gebracht.",
    )
    with transaction():
        top = workflow.tagesordnungen.vorschlag_aufnehmen(naechste, kora, vorschlag=f"top-{vertagt.id}")
    assert (top.vorgaenger_id, top.minuten, top.berichterstattung) == (vertagt.id, 25, "Mia")
    assert "Haushalt" not in gruende(naechste)


def test_wo_niemand_punkte_aufgerufen_hat_gilt_nur_der_fehlende_beschluss_als_unerledigt(welt, kora):
    """Not every body works with the moderator's screen."""
    sitzung = neue_sitzung(welt)
    neuer_top(welt, sitzung, titel="Bericht", art=Topart.INFORMATION)
    neuer_top(welt, sitzung, titel="Satzung", art=Topart.BESCHLUSS)
    laufende_sitzung(welt, sitzung)
    with transaction():
        workflow.sitzungen.schliessen(sitzung, kora)

    assert set(gruende(neue_sitzung(welt))) == {"Satzung"}


def test_ein_thema_das_liegen_blieb_schlaegt_sich_nur_einmal_vor(welt, kora):
    top = neuer_top(welt, neue_sitzung(welt), titel="Themen priorisieren")
    thema = vorgelegtes_thema(welt, top=top)
    gehaltene_sitzung(welt, top)
    naechste = neue_sitzung(welt)

    assert set(gruende(naechste)) == {"Themen priorisieren"}
    assert [g.thema for g in aufnehmen(naechste, kora, "top").gegenstaende] == [thema]


def test_offene_auftraege_sind_ein_punkt(welt, kora):
    auftrag = neuer_auftrag(welt)
    neuer_auftrag(welt, auftrag.top, text="Noch etwas.")
    with transaction():
        workflow.sitzungen.schliessen(auftrag.top.sitzung, kora)
    sitzung = neue_sitzung(welt)
    assert gruende(sitzung)["Offene Aufträge"] == "2 Aufträge sind offen."

    aufnehmen(sitzung, kora, "auftraege")

    assert "Offene Aufträge" not in gruende(sitzung)
    assert sitzung.tops[-1].titel == "Offene Aufträge"


def test_ein_wartendes_protokoll_nimmt_der_feste_punkt_auf(welt, kora):
    sitzung = neue_sitzung(welt)
    anwenden(sitzung, kora)
    alt = vorgelegtes_protokoll(welt).sitzung
    assert alt.nummer in gruende(sitzung)["Genehmigung des Protokolls der letzten Sitzung"]

    top = aufnehmen(sitzung, kora, "protokoll")

    assert (top.position, top.protokoll_von_id, top.art) == (2, alt.id, Topart.BESCHLUSS)
    assert len(sitzung.tops) == len(STANDARD)


def test_der_projektgruppe_schlaegt_sich_nichts_der_lenkungsgruppe_vor(welt):
    eingereichte_zielvereinbarung(welt)

    assert gruende(neue_sitzung(welt, gremium=welt.projektgruppe)) == {}


def test_zweimal_geklickt_steht_es_nur_einmal_da(welt, kora):
    """A10: somebody was faster."""
    vereinbarung = eingereichte_zielvereinbarung(welt)
    sitzung = neue_sitzung(welt)
    aufnehmen(sitzung, kora, "zielvereinbarung")

    with pytest.raises(Obstructed, match="steht schon"), transaction():
        workflow.tagesordnungen.vorschlag_aufnehmen(sitzung, kora, vorschlag=f"zielvereinbarung-{vereinbarung.id}")

    assert len(sitzung.tops) == 1


@pytest.mark.parametrize("unsinn", ["", "thema-0", "thema-x", "quatsch", "top-99999"])
def test_ein_erfundener_vorschlag_wird_nicht_aufgenommen(welt, kora, unsinn):
    sitzung = neue_sitzung(welt)

    with pytest.raises(Obstructed, match="erledigt"), transaction():
        workflow.tagesordnungen.vorschlag_aufnehmen(sitzung, kora, vorschlag=unsinn)


@pytest.mark.parametrize("wer", ["Mats", "Vera", "Bibi", "Lena", "Paula", "Ada"])
def test_andere_nehmen_keinen_vorschlag_auf(welt, wer):
    eingereichte_zielvereinbarung(welt)
    sitzung = neue_sitzung(welt)

    with pytest.raises(Forbidden), transaction():
        workflow.tagesordnungen.vorschlag_aufnehmen(sitzung, welt.person(wer), vorschlag="zielvereinbarung-1")
