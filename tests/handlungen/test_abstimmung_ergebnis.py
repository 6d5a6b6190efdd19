"""The one result of a round: what it says, to whom it gives names, and what it proposes."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from kimflow import clock, queries, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    Einwandstand,
    Geheimhaltung,
    Gleichstand,
    Kanal,
    Mehrheitsregel,
    Methode,
    Quorum,
    Stimmabgabe,
    Stimme,
    Stimmwort,
    Topart,
    Verfahren,
)
from kimflow.workflow import ergebnisse
from kimflow.workflow.stimmzettel import Stimmzettel
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    umlauf,
    zustimmung,
)
from tests.bauen.sitzungen import laufender_top
from tests.bauen.themen import vorgelegtes_thema
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung
from tests.handlungen.test_auszaehlung import aufteilungen, ist_erreicht, ist_gleichstand

beide = pytest.mark.beide

K = Stimmwort
JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
VERTRAULICH, OFFEN, GEHEIM = Geheimhaltung.VERTRAULICH, Geheimhaltung.OFFEN, Geheimhaltung.GEHEIM
MEHRHEIT = {"methode": Methode.MEHRHEIT, "mehrheit": Mehrheitsregel.EINFACH}


def ergebnis(abstimmung):
    found = queries.ergebnisse.ergebnis(abstimmung)
    assert found is not None
    return found


def gezaehlt(welt, abstimmung, jobcenter=None, abh=None):
    """Closed after the ballots of the two Sitze: numbers in the order of the options, or a whole Stimmzettel."""
    offene_abstimmung(welt, abstimmung)
    for who, seat, given in (("Mats", JOBCENTER, jobcenter), ("Mia", ABH, abh)):
        if given is not None:
            abgeben(welt, abstimmung, who, seat, given)
    return geschlossene_abstimmung(welt, abstimmung)


def abgeben(welt, abstimmung, wer, sitz, given):
    options = [option.id for option in abstimmung.optionen]
    zettel = given if isinstance(given, Stimmzettel) else Stimmzettel(dict(zip(options, given, strict=False)))
    cast = workflow.stimmen.geheim_abstimmen if abstimmung.ist_geheim else workflow.stimmen.stimme_abgeben
    with transaction():
        cast(stimmabgabe(abstimmung, sitz), welt.person(wer), zettel=zettel)


ENTHALTUNG = Stimmzettel(wort=K.ENTHALTUNG)
ZUSTIMMUNG = Stimmzettel(wort=K.ZUSTIMMUNG)
EINWAND = Stimmzettel(wort=K.EINWAND, begruendung="Kein Personal")
BEDENKEN = Stimmzettel(wort=K.BEDENKEN, begruendung="Zu schnell")


def titel(zeile):
    return zeile.text.partition(" ")[2] or zeile.text


@beide
def test_das_schliessen_zaehlt_aus(welt):
    result = ergebnis(gezaehlt(welt, neue_abstimmung(welt), [1, 6], [3, 4]))

    assert [(titel(r), r.wert, r.wert_text, r.rang, r.anteil) for r in result.raenge] == [
        ("Sprache", 10, "10", 1, 100),
        ("Wohnen", 4, "4", 2, 40),
    ]
    assert (result.beteiligung.abgegeben, result.beteiligung.berechtigt) == (2, 2)
    assert "Auf Platz 1 steht „" in result.satz
    assert result.satz.endswith("Sprache“ mit 10 Punkten. 2 von 2 Sitzen haben abgestimmt.")
    assert result.regel.startswith("Jeder Sitz vergibt bis zu 10 Punkte")


@beide
def test_gleiche_werte_teilen_den_rang_und_die_vereinbarte_regel_steht_da(welt, kora):
    """Oberfläche test 6: shared rank, shared mark, the declared rule, and how the Vorsitz decided by it."""
    abstimmung = gezaehlt(welt, neue_abstimmung(welt, gleichstand=Gleichstand.VORSITZ), [5, 5])

    result = ergebnis(abstimmung)
    assert [(r.rang, r.geteilt) for r in result.raenge] == [(1, True), (1, True)]
    assert result.gleichstand.endswith("auf den ersten Plätzen entscheidet der Vorsitz.")
    assert "Gleichstand" in result.belastbarkeit
    assert ergebnisse.ist_gleichstand(abstimmung)

    with transaction():
        workflow.abstimmungen.feststellen(abstimmung, kora, gleichstand_entscheidung="Wohnen zuerst")
    assert ergebnis(abstimmung).gleichstand_entscheidung == "Wohnen zuerst"


@beide
def test_enthaltungen_werden_gezaehlt_und_aendern_keinen_rang(welt):
    """Oberfläche test 11."""
    result = ergebnis(gezaehlt(welt, neue_abstimmung(welt), [5, 1], ENTHALTUNG))

    assert (result.beteiligung.enthaltungen, result.beteiligung.abgegeben, result.raenge[0].wert) == (1, 2, 5)
    assert result.beteiligung.fehlende == []


@beide
def test_ohne_einen_punkt_gibt_es_keinen_rang_und_keinen_vorschlag(welt):
    abstimmung = gezaehlt(welt, neue_abstimmung(welt), ENTHALTUNG)

    result = ergebnis(abstimmung)
    assert [(r.rang, r.geteilt, r.anteil) for r in result.raenge] == [(None, False, 0), (None, False, 0)]
    assert result.gleichstand == result.belastbarkeit == ""
    assert ergebnisse.vorschlag(abstimmung).raenge == []


@beide
def test_vor_dem_schliessen_gibt_es_fuer_niemanden_ein_ergebnis(welt):
    """A9 P0: also not after the clock has ended the round; only closing counts."""
    abstimmung = offene_abstimmung(welt, endet_am=clock.now() + timedelta(hours=1))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [5, 1])

    with clock.turned_to(clock.now() + timedelta(days=1)):
        assert queries.ergebnisse.ergebnis(abstimmung) is None
    assert abstimmung.ergebnis is None
    assert ergebnisse.vorschlag(abstimmung) == ergebnisse.Vorschlag()


@beide
def test_eine_annullierte_abstimmung_hat_kein_ergebnis(welt, kora):
    abstimmung = gezaehlt(welt, neue_abstimmung(welt), [5, 1])
    with transaction():
        workflow.abstimmungen.annullieren(abstimmung, kora, begruendung="Falsche Frage")

    assert queries.ergebnisse.ergebnis(abstimmung) is None
    assert ergebnisse.vorschlag(abstimmung) == ergebnisse.Vorschlag()


@beide
def test_die_plaetze_werden_zu_punkten(welt):
    abstimmung = gezaehlt(welt, neue_abstimmung(welt, methode=Methode.RANG, plaetze=2), [1, 2], [1])

    result = ergebnis(abstimmung)
    assert [(titel(r), r.wert, r.stimmen) for r in result.raenge] == [("Wohnen", 4, [1, 1]), ("Sprache", 1, [2])]
    assert "jeder weitere einen weniger" in result.regel
    assert [(option.text.partition(" ")[2], rang) for option, rang in ergebnisse.vorschlag(abstimmung).raenge] == [
        ("Wohnen", 1),
        ("Sprache", 2),
    ]


@beide
def test_der_widerstand_zeigt_akzeptanz_streuung_und_was_schlechter_ist_als_so_lassen(welt):
    """Oberfläche 3.5, test 11: two Themen and the Null-Lösung."""
    abstimmung = neue_abstimmung(welt, methode=Methode.WIDERSTAND)
    wohnen, sprache, null = (option.id for option in abstimmung.optionen)
    gezaehlt(
        welt,
        abstimmung,
        Stimmzettel({wohnen: 2, sprache: 8, null: 6}, gruende={sprache: "Kein Geld"}),
        Stimmzettel({wohnen: 5, null: 7}, enthaltungen=frozenset({sprache})),
    )

    rows = {row.option_id: row for row in ergebnis(abstimmung).raenge}
    assert [(r.option_id, r.rang, r.wert_text, r.anteil, r.stimmen) for r in rows.values()] == [
        (wohnen, 1, "65,0", 65, [2, 5]),
        (null, None, "35,0", 35, [6, 7]),
        (sprache, 2, "20,0", 20, [8]),
    ]
    assert [option for option, row in rows.items() if row.bewertung.schlechter_als_null] == [sprache]
    first, second = rows[wohnen].bewertung, rows[sprache].bewertung
    assert (first.niedrigster, first.hoechster, first.bewertet) == (2, 5, 2)
    assert (second.bewertet, second.enthaltungen, second.nicht_bewertet, second.mit_grund) == (1, 1, 0, 1)
    assert [option.id for option, _ in ergebnisse.vorschlag(abstimmung).raenge] == [wohnen, sprache]


@beide
@pytest.mark.parametrize(
    ("jobcenter", "abh", "satz", "zugestimmt"),
    [
        ("ja", "nein", "Gleichstand: 1 Ja und 1 Nein.", False),
        ("ja", "enthaltung", "Mehrheit erreicht: 1 Ja von 1 Stimme, nötig 1.", True),
        ("nein", "enthaltung", "Mehrheit nicht erreicht: 0 Ja von 1 Stimme, nötig 1.", False),
    ],
)
def test_die_mehrheit_nennt_ihre_zahlen(welt, jobcenter, abh, satz, zugestimmt):
    abstimmung = gezaehlt(welt, zustimmung(welt, **MEHRHEIT), *(Stimmzettel(wort=K(wort)) for wort in (jobcenter, abh)))

    result = ergebnis(abstimmung)
    assert result.satz == f"{satz} 2 von 2 Sitzen haben abgestimmt."
    assert result.zustimmung is zugestimmt
    assert (result.mehrheit.ja, result.mehrheit.nein, result.mehrheit.enthaltung) == tuple(
        [jobcenter, abh].count(wort) for wort in ("ja", "nein", "enthaltung")
    )
    assert ergebnisse.vorschlag(abstimmung).zugestimmt is zugestimmt


@beide
@pytest.mark.parametrize(
    ("gleichstand", "vorschlag"),
    [(Gleichstand.GETEILT, False), (Gleichstand.VORSITZ, None), (Gleichstand.STICHRUNDE, None)],
)
def test_wer_ueber_den_gleichstand_entscheidet_dem_schlaegt_das_ergebnis_nichts_vor(welt, gleichstand, vorschlag):
    abstimmung = gezaehlt(
        welt,
        zustimmung(welt, **MEHRHEIT, gleichstand=gleichstand),
        Stimmzettel(wort=K.JA),
        Stimmzettel(wort=K.NEIN),
    )

    assert ergebnis(abstimmung).gleichstand.startswith("Bei gleich vielen Ja und Nein")
    assert ergebnisse.vorschlag(abstimmung).zugestimmt is vorschlag


@beide
def test_offen_heisst_nach_dem_schliessen_steht_da_wie_jeder_sitz_gestimmt_hat(welt):
    abstimmung = gezaehlt(welt, zustimmung(welt), EINWAND, ZUSTIMMUNG)

    result = ergebnis(abstimmung)
    assert [(a.sitz, a.was, a.begruendung) for a in result.aeusserungen] == [
        (JOBCENTER, "einwand", "Kein Personal"),
        (ABH, "zustimmung", ""),
    ]
    assert [(e.sitz, e.grund, e.stand) for e in result.einwaende] == [
        (JOBCENTER, "Kein Personal", Einwandstand.BESTEHT)
    ]
    assert (result.zustimmung, result.satz.startswith("Keine Zustimmung: Ein schwerer Einwand")) == (False, True)
    assert {zeile.wort: zeile.anzahl for zeile in result.worte if zeile.anzahl} == {K.EINWAND: 1, K.ZUSTIMMUNG: 1}


@beide
@pytest.mark.parametrize(
    ("methode", "werte", "gesagt"),
    [
        (Methode.PUNKTE, [3, 0], ["Wohnen: 3"]),
        (Methode.RANG, [2, 1], ["Wohnen: Platz 2", "Sprache: Platz 1"]),
        (Methode.WIDERSTAND, [0, 5, 5], ["Wohnen: 0", "Sprache: 5", "lassen, wie es ist: 5"]),
    ],
)
def test_offen_zeigt_auch_die_zahlen_und_die_enthaltung_jedes_sitzes(welt, methode, werte, gesagt):
    """Oberfläche test 9: a represented Sitz is never hidden, also when it abstained."""
    abstimmung = neue_abstimmung(welt, methode=methode, geheimhaltung=OFFEN, plaetze=2)
    gezaehlt(welt, abstimmung, werte, ENTHALTUNG)

    said = [(a.sitz, a.was.partition(" ")[2] or a.was) for a in ergebnis(abstimmung).aeusserungen]
    assert said == [*((JOBCENTER, was) for was in gesagt), (ABH, "enthaltung")]


@beide
def test_vertraulich_heisst_begruendungen_und_punkte_ohne_namen_und_ohne_ordnung(welt):
    abstimmung = gezaehlt(welt, zustimmung(welt, geheimhaltung=VERTRAULICH), EINWAND, BEDENKEN)

    result = ergebnis(abstimmung)
    assert [(a.sitz, a.was, a.begruendung) for a in result.aeusserungen] == [
        ("", "bedenken", "Zu schnell"),
        ("", "einwand", "Kein Personal"),
    ]
    assert [(e.sitz, e.grund) for e in result.einwaende] == [("", "Kein Personal")]
    assert JOBCENTER not in str(result)
    assert ABH not in str(result)


@beide
@pytest.mark.parametrize(("jobcenter", "abh"), [([1, 6], [3, 4]), ([3, 4], [1, 6])])
def test_vertraulich_verraet_die_reihenfolge_der_punkte_keinen_sitz(welt, jobcenter, abh):
    result = ergebnis(gezaehlt(welt, neue_abstimmung(welt), jobcenter, abh))

    assert [row.stimmen for row in result.raenge] == [[4, 6], [1, 3]]
    assert result.aeusserungen == []


def geheim_gezaehlt(welt, werte, **kw):
    """The Sitze 1 to n of seven have voted secretly."""
    people = mehr_sitze(welt, 5)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, geheimhaltung=GEHEIM, **kw))
    for number, given in enumerate(werte, start=1):
        abgeben(welt, abstimmung, people[number - 1].name, f"Sitz {number}", given)
    return geschlossene_abstimmung(welt, abstimmung)


@beide
def test_geheim_zeigt_nur_summen(welt):
    """B no. 4: no single ballots, no reasons; sums as in any other round."""
    result = ergebnis(geheim_gezaehlt(welt, [[6, 1], [1, 6], [5, 0], ENTHALTUNG]))

    assert [(titel(r), r.wert, r.rang, r.stimmen) for r in result.raenge] == [
        ("Wohnen", 12, 1, []),
        ("Sprache", 7, 2, []),
    ]
    assert (result.beteiligung.abgegeben, result.beteiligung.enthaltungen) == (4, 1)
    assert result.aeusserungen == result.einwaende == []
    assert result.hinweis == ""


@beide
@pytest.mark.parametrize(("stimmen", "fehlende"), [(2, []), (3, [JOBCENTER, ABH, "Sitz 4", "Sitz 5"])])
def test_geheim_nennt_wer_fehlt_erst_ab_drei_stimmen(welt, stimmen, fehlende):
    """B5 P0: participation by name only after closing and only if three or more cast."""
    result = ergebnis(geheim_gezaehlt(welt, [[n, 1] for n in range(stimmen)]))

    assert result.beteiligung.fehlende == fehlende


@beide
@pytest.mark.parametrize(
    ("stimmen", "hinweis"),
    [
        ([[6, 1]] * 3, True),
        ([[6, 1]], True),
        ([ENTHALTUNG] * 3, True),
        ([[6, 1], [6, 1], [6, 2]], False),
        ([], False),
    ],
)
def test_ein_einstimmiges_geheimes_ergebnis_sagt_dass_es_alle_verraet(welt, stimmen, hinweis):
    """B5 P0."""
    result = ergebnis(geheim_gezaehlt(welt, stimmen))

    assert bool(result.hinweis) is hinweis


@beide
def test_einstimmig_offen_braucht_keinen_hinweis(welt):
    assert ergebnis(gezaehlt(welt, zustimmung(welt), ZUSTIMMUNG, ZUSTIMMUNG)).hinweis == ""


@beide
def test_ohne_die_stellen_die_handeln_muessen_gibt_es_keine_zustimmung(welt):
    """FACH: no majority replaces the consent of who must act; who has no Sitz is not outvoted, but asked to sign."""
    top = laufender_top(welt, art=Topart.BESCHLUSS, zielvereinbarungen=[eingereichte_zielvereinbarung(welt)])
    abstimmung = gezaehlt(welt, zustimmung(welt, top), None, ZUSTIMMUNG)

    result = ergebnis(abstimmung)
    assert list(result.ausstehend) == [JOBCENTER]
    assert not result.zustimmung
    assert result.satz.startswith("Keine Zustimmung: Nicht alle haben zugestimmt, die handeln müssen.")
    assert f"Noch nicht zugestimmt hat, wer handeln muss: {JOBCENTER}." in result.satz
    assert result.satz.endswith(
        "Ohne Sitz entscheiden mit der Zeichnung: Caritasverband Musterkreis und Sozialamt Musterkreis."
    )
    assert ergebnisse.vorschlag(abstimmung).zugestimmt is False
    assert "jede Stelle zustimmt, die handeln muss" in result.regel


@beide
def test_vertraulich_nennt_auch_handelnde_stellen_nicht(welt):
    top = laufender_top(welt, art=Topart.BESCHLUSS, zielvereinbarungen=[eingereichte_zielvereinbarung(welt)])
    abstimmung = gezaehlt(welt, zustimmung(welt, top, geheimhaltung=VERTRAULICH), EINWAND, ZUSTIMMUNG)

    result = ergebnis(abstimmung)
    assert result.ausstehend == []
    assert JOBCENTER not in str(result)
    assert "handeln" in result.satz


@beide
@pytest.mark.parametrize("art", ["sitzung", "umlauf"])
def test_zu_wenige_stimmen_ergeben_nichts(welt, art):
    """FACH: a missed quorum is "nicht zustande gekommen"; nothing is proposed."""
    build = umlauf if art == "umlauf" else zustimmung
    abstimmung = gezaehlt(welt, build(welt, quorum=Quorum.HAELFTE), ZUSTIMMUNG)

    result = ergebnis(abstimmung)
    verdict = "Nicht zustande gekommen" if art == "umlauf" else "Nicht beschlussfähig"
    assert result.satz == f"{verdict}: 1 Stimme, nötig 2. 1 von 2 Sitzen hat abgestimmt."
    assert result.satz.startswith(result.quorum)
    assert (result.zustande_gekommen, result.zustimmung) == (False, False)
    assert ergebnisse.vorschlag(abstimmung) == ergebnisse.Vorschlag()


@beide
def test_befangene_bleiben_im_verzeichnis_und_fehlende_werden_genannt(welt, mats):
    """The roll is the base of the quorum, also of those who do not vote."""
    abstimmung = offene_abstimmung(welt, zustimmung(welt, quorum=Quorum.HAELFTE))
    with transaction():
        workflow.stimmen.befangenheit_erklaeren(
            stimmabgabe(abstimmung, JOBCENTER), mats, befangenheit="Eigenes Projekt"
        )
    geschlossene_abstimmung(welt, abstimmung)

    result = ergebnis(abstimmung)
    assert (result.beteiligung.berechtigt, result.beteiligung.abgegeben) == (2, 0)
    assert (result.beteiligung.befangene, result.beteiligung.fehlende) == ([JOBCENTER], [ABH])
    assert not result.zustande_gekommen


@beide
def test_die_bewegung_zeigt_den_rang_der_letzten_festgestellten_runde(welt):
    """Two Themen again in a later round of the same body, with a third; only a confirmed round counts."""
    top = laufender_top(welt)
    themen = [vorgelegtes_thema(welt, top=top, titel=name) for name in ("Wohnen", "Sprache")]
    with clock.turned_to(clock.now() + timedelta(minutes=1)):
        erste = gezaehlt(welt, neue_abstimmung(welt, top), [5, 1])
        festgestellt(welt, erste)
    themen.append(vorgelegtes_thema(welt, top=top, titel="Arbeit"))
    session().expire_all()
    with clock.turned_to(clock.now() + timedelta(minutes=2)):
        gezaehlt(welt, neue_abstimmung(welt, top), [1, 1, 6])
    with clock.turned_to(clock.now() + timedelta(minutes=3)):
        dritte = gezaehlt(welt, neue_abstimmung(welt, top), [1, 5, 2])

    rows = {row.thema_id: row for row in ergebnis(dritte).raenge}
    before = [
        rows[thema.id].frueher and (rows[thema.id].frueher.nummer, rows[thema.id].frueher.rang) for thema in themen
    ]
    assert before == [(erste.nummer, 1), (erste.nummer, 2), None]
    assert [rows[thema.id].bewegung for thema in themen] == [-2, 1, None]


def festgestellt(welt, abstimmung):
    with transaction():
        workflow.abstimmungen.feststellen(abstimmung, welt.person("Kora"))


def anweisungen(kennung):
    """Statements that one look at the result costs, beside reading the round itself."""
    session().rollback()
    session().expunge_all()
    fresh = session().get_one(Abstimmung, kennung)
    seen = []

    def count(*args):
        seen.append(args)

    event.listen(extension.engine, "before_cursor_execute", count)
    try:
        assert queries.ergebnisse.ergebnis(fresh)
    finally:
        event.remove(extension.engine, "before_cursor_execute", count)
    return len(seen)


@beide
def test_ein_ergebnis_kostet_bei_zwei_und_bei_zwanzig_sitzen_gleich_viele_anweisungen(welt):
    few = gezaehlt(welt, neue_abstimmung(welt), [5, 1])
    people = mehr_sitze(welt, 18)
    many = offene_abstimmung(welt, neue_abstimmung(welt))
    for number, person in enumerate(people, start=1):
        stimmen(welt, many, person.name, f"Sitz {number}", [number % 6, 1])
    geschlossene_abstimmung(welt, many)

    kennungen = few.id, many.id
    assert anweisungen(kennungen[0]) == anweisungen(kennungen[1]) <= 6


def verzeichnis(votes, entitled):
    """A roll that is in no database, with these words cast by its first Sitze."""
    roll = [Stimmabgabe(sitz_id=n, abgegeben=False, befangen=False) for n in range(1, entitled + 1)]
    for place, wort in zip(roll, votes, strict=False):
        place.abgegeben, place.kanal, place.stimmen = (
            True,
            Kanal.HANDZEICHEN,
            [Stimme(option_id=1, wort=wort, begruendung="")],
        )
    return roll


@pytest.mark.parametrize("quorum", Quorum)
@pytest.mark.parametrize("zaehlen", [False, True])
@pytest.mark.parametrize("regel", Mehrheitsregel)
def test_das_ganze_ergebnis_stimmt_mit_den_regeln_in_worten_ueberein(regel, zaehlen, quorum):
    """A6 P0: from the ballots to the verdict, quorum included, every round of up to five Sitze."""
    for entitled in range(1, 6):
        for cast in range(entitled + 1):
            for votes in aufteilungen(cast):
                words = [w for w, n in zip((K.JA, K.NEIN, K.ENTHALTUNG), votes, strict=True) for _ in range(n)]
                made = ergebnisse.zaehlen(
                    Abstimmung(
                        methode=Methode.MEHRHEIT, geheimhaltung=OFFEN, verfahren=Verfahren.SITZUNG, mehrheit=regel,
                        enthaltungen_zaehlen=zaehlen, handelnde_noetig=False, quorum=quorum,
                        gleichstand=Gleichstand.GETEILT, optionen=[Abstimmungsoption(id=1, text="Wohnen")],
                        stimmabgaben=verzeichnis(words, entitled),
                    )
                )  # fmt: skip
                enough = {
                    Quorum.OHNE: True,
                    Quorum.HAELFTE: cast > entitled - cast,
                    Quorum.ZWEI_DRITTEL: 3 * cast >= 2 * entitled,
                }[quorum]
                agreed = enough and ist_erreicht(regel, zaehlen, entitled, *votes)
                assert (made["zustande_gekommen"], made["zustimmung"]) == (enough, agreed), (entitled, votes)
                tie = enough and ist_gleichstand(regel, zaehlen, entitled, *votes)
                assert bool(made["gleichstand"]) == tie
                assert (made["berechtigt"], made["abgegeben"]) == (entitled, cast)
                assert made["fehlende"] == list(range(cast + 1, entitled + 1))


def test_was_auf_bestaetigung_wartet_zaehlt_nicht():
    """FACH: phone and paper count once a second person has confirmed; until then the Sitz is missing."""
    roll = verzeichnis([K.JA, K.JA], 2)
    roll[0].kanal, roll[0].erfasst_von_id = Kanal.TELEFON, 1
    abstimmung = Abstimmung(
        methode=Methode.MEHRHEIT, geheimhaltung=OFFEN, verfahren=Verfahren.SITZUNG, mehrheit=Mehrheitsregel.EINFACH,
        quorum=Quorum.OHNE, gleichstand=Gleichstand.GETEILT, optionen=[Abstimmungsoption(id=1, text="Wohnen")],
        stimmabgaben=roll,
    )  # fmt: skip

    assert (ergebnisse.zaehlen(abstimmung)["abgegeben"], ergebnisse.zaehlen(abstimmung)["fehlende"]) == (1, [1])
    roll[0].bestaetigt_von_id = 2
    assert (ergebnisse.zaehlen(abstimmung)["abgegeben"], ergebnisse.zaehlen(abstimmung)["fehlende"]) == (2, [])
