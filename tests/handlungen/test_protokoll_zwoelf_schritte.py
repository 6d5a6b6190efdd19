"""The first proof: a scripted meeting with eight people writes its own minutes, word for word, on both databases."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import transaction
from kimflow.models import (
    Geheimhaltung,
    Kanal,
    Methode,
    Modus,
    Notizart,
    Stimmwort,
    Topart,
    Zusage,
)
from kimflow.permissions import Permission
from kimflow.workflow.wirkungen import Wirkung
from tests.bauen.abstimmungen import einschalten, neue_abstimmung, offene_abstimmung, stimmabgabe, zettel, zustimmung
from tests.bauen.gremien import neue_besetzung, neuer_sitz
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung, neue_sitzung, neuer_top
from tests.bauen.themen import vorgelegtes_thema

pytestmark = pytest.mark.beide

ERWARTET = Path(__file__).with_name("protokoll_zwoelf_schritte.md")
JOBCENTER, ABH, SOZIALAMT = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis", "Sozialamt Musterkreis"
AG, SCHULAMT = "AG Wohlfahrt", "Schulamt Musterkreis"
VORBEREITET = datetime(2026, 11, 3, 9, tzinfo=UTC)


@contextmanager
def um(uhrzeit):
    """At that time on the day of the meeting, in the one transaction of one step."""
    hour, minute = map(int, uhrzeit.split(":"))
    moment = clock.from_local(datetime(2026, 11, 24, hour, minute))  # noqa: DTZ001 - the wall clock in Germany
    with clock.turned_to(moment), transaction():
        yield


def vorbereiten(welt, kora):
    """Two more Sitze with a vote, four Themen, six items, everybody invited and most have answered."""
    for name, wer, kurz in ((AG, "Zoe", "Caritas"), (SOZIALAMT, "Paula", "Sozialamt"), (SCHULAMT, "Petra", "Schulamt")):
        sitz = neuer_sitz(welt, bezeichnung=name, institutionen=[welt.institution(kurz)])
        neue_besetzung(welt, sitz, wen=welt.person(wer))
    sitzung = neue_sitzung(welt, beginn=datetime(2026, 11, 24, 13, tzinfo=UTC))
    neuer_top(welt, sitzung, titel="Bericht aus den Projektgruppen", art=Topart.INFORMATION, berichterstattung="Paula")
    tops = [
        neuer_top(welt, sitzung, titel=titel, art=art)
        for titel, art in (
            ("Themen priorisieren", Topart.PRIORISIERUNG),
            ("Gemeinsame Sprechstunde", Topart.BESCHLUSS),
            ("Traumaberatung", Topart.BESCHLUSS),
            ("Haushalt 2027", Topart.BERATUNG),
            ("Verschiedenes", Topart.BERATUNG),
        )
    ]
    for top, titel in ((tops[0], "Wohnen"), (tops[0], "Sprache"), (tops[1], "Anerkennung"), (tops[2], "Trauma")):
        vorgelegtes_thema(welt, top=top, titel=titel)
    neue_sitzung(welt, beginn=datetime(2027, 3, 2, 13, tzinfo=UTC))
    eingeladene_sitzung(welt, sitzung)
    with transaction():
        for sitz, wer, antwort in (
            (JOBCENTER, "Mats", Zusage.KOMMT),
            (ABH, "Mia", Zusage.KOMMT),
            (SCHULAMT, "Petra", Zusage.ENTSCHULDIGT),
        ):
            workflow.sitzungen.beantworten(antwort_von(sitzung, sitz), welt.person(wer), antwort=antwort)
        workflow.vota.abgeben(
            tops[1], welt.person("Petra"), sitz=welt.sitz(SCHULAMT), text="Wir machen mit, *wenn* Räume da sind."
        )
    with transaction():
        workflow.vertretungen.vertretung_eintragen(antwort_von(sitzung, AG), kora, wen=welt.person("Finn"))
    return sitzung


def kommt(sitzung, welt, wer, sitz=None):
    workflow.anwesenheiten.anwesenheit_eintragen(
        sitzung,
        welt.person("Kora"),
        sitz=welt.sitz(sitz) if sitz else None,
        wer=welt.person(wer) if wer else None,
        name="" if wer else "Dr. Sommer, Bezirksregierung",
    )


def geht(sitzung, kora, wer):
    there = next(a for a in sitzung.anwesenheiten if a.ist_da and a.person and a.person.name == wer)
    workflow.anwesenheiten.anwesenheit_austragen(sitzung, kora, anwesenheit=there)


def telefonisch(welt, runde, sitz, werte, zweite):
    """Kora writes down what the Sitz says on the phone, the Sitz itself confirms it."""
    where = stimmabgabe(runde, sitz)
    workflow.stimmen.erfassen(where, welt.person("Kora"), zettel=zettel(runde, werte), kanal=Kanal.TELEFON)
    workflow.stimmen.bestaetigen(where, welt.person(zweite), zettel=zettel(runde, werte))


def sitzung_spielen(welt, kora, sitzung):
    """Every step at its minute, by acts alone."""
    bericht, rang, sprechstunde, trauma, haushalt, _ = sitzung.tops
    wohnen, sprache = (one.thema for one in rang.gegenstaende)
    with um("14:02"):
        workflow.sitzungen.eroeffnen(sitzung, kora)
    with um("14:04"):
        for wer, sitz in (("Mats", JOBCENTER), ("Mia", ABH), ("Finn", AG), ("Bert", "Integrationsrat Musterkreis")):
            kommt(sitzung, welt, wer, sitz)
        kommt(sitzung, welt, "Kora")
        kommt(sitzung, welt, None)
    with um("14:05"):
        workflow.moderation.aufrufen(bericht, kora)
    with um("14:09"):
        workflow.notizen.schreiben(
            bericht, kora, art=Notizart.INFORMATION, text="Die Projektgruppe Übergänge hat zweimal getagt."
        )
        workflow.auftraege.erteilen(
            bericht,
            kora,
            text="Zwischenbericht an alle Sitze schicken",
            verantwortlich=welt.person("Paula"),
            faellig_am=date(2026, 12, 15),
        )
    with um("14:15"):
        workflow.moderation.aufrufen(rang, kora)
    with um("14:20"):
        kommt(sitzung, welt, "Paula", SOZIALAMT)
    with clock.turned_to(clock.from_local(datetime(2026, 11, 24, 14, 22))):  # noqa: DTZ001
        runde = offene_abstimmung(welt, neue_abstimmung(welt, rang))
    with um("14:30"):
        telefonisch(welt, runde, JOBCENTER, (6, 4), "Mats")
        telefonisch(welt, runde, ABH, (6, 2), "Mia")
        telefonisch(welt, runde, SOZIALAMT, (3, 6), "Paula")
    with um("14:34"):
        workflow.abstimmungen.schliessen(runde, kora)
        workflow.abstimmungen.feststellen(runde, kora)
    with um("14:36"):
        workflow.beschluesse.festhalten(
            rang,
            kora,
            wortlaut="Wohnen wird zuerst bearbeitet, dann Sprache.",
            modus=Modus.ABSTIMMUNG,
            abstimmung=runde,
            wirkungen=[
                Wirkung(Permission.THEMA_PRIORISIEREN, wohnen, {"rang": 1}),
                Wirkung(Permission.THEMA_PRIORISIEREN, sprache, {"rang": 2}),
            ],
        )
    with um("14:40"):
        workflow.moderation.aufrufen(sprechstunde, kora)
    with clock.turned_to(clock.from_local(datetime(2026, 11, 24, 14, 44))):  # noqa: DTZ001
        hand = offene_abstimmung(welt, zustimmung(welt, sprechstunde, frage="Richten wir die Sprechstunde ein?"))
    with um("14:50"):
        given = {stimmabgabe(hand, sitz).id: zettel(hand, wort=Stimmwort.ZUSTIMMUNG) for sitz in (JOBCENTER, SOZIALAMT)}
        given[stimmabgabe(hand, AG).id] = zettel(hand, wort=Stimmwort.BEDENKEN, begruendung="Nur mit festem Raum")
        workflow.stimmen.handzeichen(hand, kora, zettel=given)
        workflow.stimmen.befangenheit_erklaeren(
            stimmabgabe(hand, ABH), welt.person("Mia"), befangenheit="Der Raum gehört uns."
        )
    with um("14:52"):
        workflow.abstimmungen.schliessen(hand, kora)
        workflow.abstimmungen.feststellen(hand, kora)
        workflow.beschluesse.festhalten(
            sprechstunde,
            kora,
            wortlaut="Die Sprechstunde beginnt im Januar.\n\nDas Jobcenter stellt den Raum.",
            modus=Modus.ABSTIMMUNG,
            abstimmung=hand,
            bedenken="AG Wohlfahrt: leichte Bedenken – Nur mit festem Raum",
            vorbehalt="Zustimmung des Kreistags",
            vorbehalt_bis=date(2027, 2, 1),
        )
        workflow.auftraege.erteilen(sprechstunde, kora, text="Raum für die Sprechstunde suchen")
    with um("15:00"):
        workflow.moderation.aufrufen(trauma, kora)
        geht(sitzung, kora, "Bert")
    with um("15:05"):
        geht(sitzung, kora, "Finn")
    with um("15:10"):
        zurueck = workflow.beschluesse.festhalten(
            trauma,
            kora,
            wortlaut="Das Thema wird zurückgestellt.",
            modus=Modus.EINVERNEHMLICH,
            wirkungen=[
                Wirkung(
                    Permission.THEMA_ZURUECKSTELLEN,
                    trauma.gegenstaende[0].thema,
                    {"begruendung": "Das Land prüft noch.", "wiedervorlage": date(2027, 3, 1)},
                )
            ],
        )
        workflow.notizen.schreiben(trauma, kora, art=Notizart.OFFEN, text="Wer trägt die Kosten?\n# Und ab wann?")
    with um("15:12"):
        workflow.moderation.aufrufen(haushalt, kora)
    with um("15:15"):
        workflow.moderation.vertagen(haushalt, kora, begruendung="Die Zahlen fehlen noch.")
    with um("15:20"):
        workflow.sitzungen.schliessen(sitzung, kora)
    with um("15:40"):
        workflow.beschluesse.berichtigen(
            zurueck, kora, wortlaut="Das Thema wird bis März zurückgestellt.", begruendung="Der Monat fehlte."
        )
        workflow.protokolle.niederschreiben(
            bericht,
            kora,
            niederschrift="# Nachfragen\n\nGefragt wurde nach **Zahlen**.\n\n- aus Seestadt\n- aus Waldau",
        )
        workflow.protokolle.abrunden(sitzung, kora, schlusswort="Mia dankt allen und schließt die Sitzung.")


@pytest.fixture
def gespielt(welt, kora):
    with clock.turned_to(VORBEREITET):
        sitzung = vorbereiten(welt, kora)
    sitzung_spielen(welt, kora, sitzung)
    return sitzung


def test_die_sitzung_schreibt_ihr_protokoll_selbst(gespielt):
    """Issue 3, first proof; OBERFLAECHE 3.11: twelve steps, eight people, exactly this text."""
    assert queries.niederschrift.niederschrift(gespielt) + "\n" == ERWARTET.read_text(encoding="utf-8")


def test_dieselben_zeilen_geben_jeden_tag_denselben_text(gespielt):
    with clock.turned_to(VORBEREITET):
        frueher = queries.niederschrift.niederschrift(gespielt)
    with clock.turned_to(VORBEREITET + timedelta(days=1000)):
        assert queries.niederschrift.niederschrift(gespielt) == frueher


def test_mit_beschlussfaehigkeit_steht_auch_sie_darin(gespielt):
    """Only where the local rules ask for it."""
    einschalten("abstimmung.beschlussfaehigkeit")

    text = queries.niederschrift.niederschrift(gespielt)

    assert "Zu Beginn waren 3 von 5 stimmberechtigten Sitzen vertreten, nötig sind 3" in text
    assert "nicht beschlussfähig" not in text
    assert "beschlussfähig" not in ERWARTET.read_text(encoding="utf-8")


def test_vertraulich_bleibt_vertraulich_und_niemand_war_minutenweise_da(gespielt):
    """B1 P0; FACH §3: no presence to the minute."""
    text = queries.niederschrift.niederschrift(gespielt)
    vertraulich = text[text.index("**Abstimmung A-2026-001**") : text.index("**Beschluss B-2026-001**")]

    assert vertraulich.count("Jobcenter") == 0
    for ungesagt in ("14:04", "14:20", "15:05"):
        assert ungesagt not in text


@pytest.mark.parametrize("geheimhaltung", [Geheimhaltung.OFFEN, Geheimhaltung.VERTRAULICH])
def test_vor_dem_schliessen_steht_kein_ergebnis_darin(welt, geheimhaltung):
    """B4 P0: the draft is no way to an interim result."""
    runde = offene_abstimmung(welt, neue_abstimmung(welt, methode=Methode.PUNKTE, geheimhaltung=geheimhaltung))
    with transaction():
        workflow.stimmen.stimme_abgeben(
            stimmabgabe(runde, JOBCENTER), welt.person("Mats"), zettel=zettel(runde, (6, 4))
        )

    text = queries.niederschrift.niederschrift(runde.top.sitzung)

    assert "noch nicht ausgezählt" in text
    assert "Platz" not in text
