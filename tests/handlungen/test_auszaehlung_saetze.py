"""The rules of a round and its result as German sentences."""

import pytest

from kimflow.models import Abstimmung, Gleichstand, Mehrheitsregel, Methode, Quorum, Stimmwort, Verfahren
from kimflow.workflow.auszaehlung import (
    Rang,
    mehrheit,
    nach_widerstand,
    regel,
    regel_gleichstand,
    regel_quorum,
    saetze,
    worte,
)
from kimflow.workflow.stimmzettel import Stimmzettel

K, M = Stimmwort, Mehrheitsregel
NAMEN = {1: "Wohnen", 2: "Sprache", 3: "Arbeit", 9: "So lassen, wie es ist"}


def runde(methode, **kw):
    angaben = {"verfahren": Verfahren.SITZUNG, "quorum": Quorum.OHNE, "gleichstand": Gleichstand.GETEILT}
    return Abstimmung(methode=methode, **(angaben | kw))


@pytest.mark.parametrize(
    ("abstimmung", "teile"),
    [
        (runde(Methode.PUNKTE, punkte=10, hoechstens=4), ["bis zu 10 Punkte", "höchstens 4"]),
        (runde(Methode.PUNKTE, punkte=1, hoechstens=1), ["bis zu 1 Punkt,"]),
        (runde(Methode.RANG, plaetze=3), ["bis zu 3 Themen", "Platz 1 zählt 3 Punkte", "jeder weitere einen weniger"]),
        (runde(Methode.RANG, plaetze=1), ["nennt ein Thema"]),
        (runde(Methode.WIDERSTAND), ["0 (kein Einwand)", "10 (auf keinen Fall)", "weder Enthaltungen noch"]),
        (runde(Methode.KONSENS), ["mindestens ein Sitz zustimmt", "kein schwerer Einwand"]),
        (runde(Methode.KONSENS, handelnde_noetig=True), ["jede Stelle zustimmt, die handeln muss"]),
        (runde(Methode.MEHRHEIT, mehrheit=M.EINFACH), ["mehr Ja als Nein", "zählen nicht mit"]),
        (runde(Methode.MEHRHEIT, mehrheit=M.EINFACH, enthaltungen_zaehlen=True), ["abgegebenen", "zählen mit"]),
        (runde(Methode.MEHRHEIT, mehrheit=M.ABSOLUT), ["aller stimmberechtigten Sitze"]),
        (runde(Methode.MEHRHEIT, mehrheit=M.ZWEI_DRITTEL), ["mindestens zwei Drittel", "Ja oder Nein"]),
        (runde(Methode.MEHRHEIT, mehrheit=M.ZWEI_DRITTEL, enthaltungen_zaehlen=True), ["Drittel der abgegebenen"]),
        (runde(Methode.MEHRHEIT, mehrheit=M.EINFACH, handelnde_noetig=True), ["jede Stelle Ja sagen"]),
    ],
)
def test_die_regel_jeder_art_steht_in_einem_deutschen_satz(abstimmung, teile):
    sentence = regel(abstimmung)

    assert sentence.endswith(".")
    assert sentence.count(". ") == 0
    for teil in teile:
        assert teil in sentence


@pytest.mark.parametrize("gleichstand", Gleichstand)
@pytest.mark.parametrize("methode", Methode)
def test_die_regel_fuer_gleichstand_steht_fest(methode, gleichstand):
    """Oberfläche test 6: consent knows no tie, everything else says what one means."""
    abstimmung = runde(methode, gleichstand=gleichstand, mehrheit=M.EINFACH)
    said = {Gleichstand.VORSITZ: "entscheidet der Vorsitz", Gleichstand.STICHRUNDE: "entscheidet eine Stichrunde"}

    if methode is Methode.KONSENS:
        assert regel_gleichstand(abstimmung) == ""
    else:
        assert said.get(gleichstand, "eich") in regel_gleichstand(abstimmung)


def test_bei_zwei_dritteln_gibt_es_keinen_gleichstand():
    assert regel_gleichstand(runde(Methode.MEHRHEIT, mehrheit=M.ZWEI_DRITTEL)) == ""


@pytest.mark.parametrize(
    ("angaben", "satz"),
    [
        ({}, "Es gilt keine Mindestbeteiligung."),
        (
            {"quorum": Quorum.HAELFTE, "mindestens": 13},
            "Mehr als die Hälfte der stimmberechtigten Sitze muss abstimmen (mindestens 13),"
            " sonst gilt das Ergebnis nicht.",
        ),
        (
            {"quorum": Quorum.ZWEI_DRITTEL, "verfahren": Verfahren.UMLAUF},
            "Mindestens zwei Drittel der stimmberechtigten Sitze müssen abstimmen,"
            " sonst ist die Abstimmung nicht zustande gekommen.",
        ),
    ],
)
def test_das_quorum_steht_in_einem_satz(angaben, satz):
    assert regel_quorum(runde(Methode.KONSENS, **angaben)) == satz


@pytest.mark.parametrize(
    ("raenge", "satz"),
    [
        ([Rang(1, 7, 1), Rang(2, 3, 2)], "Auf Platz 1 steht „Wohnen“ mit 7 Punkten."),
        ([Rang(1, 1, 1), Rang(2, 0, 2)], "Auf Platz 1 steht „Wohnen“ mit 1 Punkt."),
        ([Rang(1, 5, 1), Rang(2, 5, 1)], "Platz 1 teilen sich „Wohnen“ und „Sprache“ mit je 5 Punkten."),
        (
            [Rang(1, 5, 1), Rang(2, 5, 1), Rang(3, 5, 1)],
            "Platz 1 teilen sich „Wohnen“, „Sprache“ und „Arbeit“ mit je 5 Punkten.",
        ),
        ([Rang(1, 0, None)], "Es gibt keine Rangfolge, denn niemand hat Punkte vergeben."),
        ([], "Es gibt keine Rangfolge, denn niemand hat Punkte vergeben."),
    ],
)
def test_das_urteil_ueber_die_rangfolge_steht_in_einem_satz(raenge, satz):
    assert saetze.satz_der_rangfolge(raenge, NAMEN) == satz


@pytest.mark.parametrize(
    ("werte", "satz"),
    [
        ({1: 2, 2: 5, 9: 6}, "Den geringsten Widerstand hat „Wohnen“ (Akzeptanz 80,0 von 100)."),
        ({1: 2, 2: 2, 9: 6}, "Den geringsten Widerstand haben „Wohnen“ und „Sprache“ (Akzeptanz 80,0 von 100)."),
        ({9: 6}, "Es gibt keine Rangfolge, denn niemand hat ein Thema bewertet."),
    ],
)
def test_das_urteil_ueber_den_widerstand_steht_in_einem_satz(werte, satz):
    assert saetze.satz_des_widerstands(nach_widerstand([1, 2, 9], [Stimmzettel(werte)], 9), NAMEN) == satz


def test_auch_das_beste_thema_kann_schlechter_sein_als_so_lassen():
    """Oberfläche 3.5."""
    rows = nach_widerstand([1, 2, 9], [Stimmzettel({1: 7, 2: 8, 9: 6})], 9)

    assert saetze.satz_des_widerstands(rows, NAMEN).endswith("alles so zu lassen, wie es ist.")


@pytest.mark.parametrize(
    ("gestimmt", "handelnde_fehlen", "satz"),
    [
        ([K.ZUSTIMMUNG], False, "Zustimmung: Es steht kein schwerer Einwand."),
        ([K.ZUSTIMMUNG], True, "Keine Zustimmung: Nicht alle haben zugestimmt, die handeln müssen."),
        ([K.ZUSTIMMUNG] * 20 + [K.EINWAND], False, "Keine Zustimmung: Ein schwerer Einwand steht."),
        ([K.EINWAND] * 2, True, "Keine Zustimmung: 2 schwere Einwände stehen."),
        ([K.ENTHALTUNG], False, "Keine Zustimmung: Niemand hat zugestimmt."),
        ([], False, "Keine Zustimmung: Niemand hat zugestimmt."),
    ],
)
def test_das_urteil_ueber_die_zustimmung_steht_in_einem_satz(gestimmt, handelnde_fehlen, satz):
    counted = worte(Methode.KONSENS.worte, gestimmt)

    assert saetze.satz_der_zustimmung(counted, handelnde_fehlen=handelnde_fehlen) == satz


@pytest.mark.parametrize(
    ("regel", "stimmen", "handelnde_fehlen", "satz"),
    [
        (M.EINFACH, (13, 4, 2), False, "Mehrheit erreicht: 13 Ja von 17 Stimmen, nötig 9."),
        (M.EINFACH, (4, 13, 0), True, "Mehrheit nicht erreicht: 4 Ja von 17 Stimmen, nötig 9."),
        (M.EINFACH, (8, 8, 2), False, "Gleichstand: 8 Ja und 8 Nein."),
        (M.ABSOLUT, (12, 1, 0), False, "Mehrheit nicht erreicht: 12 Ja von 24 Sitzen, nötig 13."),
        (M.ZWEI_DRITTEL, (12, 6, 0), False, "Zwei Drittel erreicht: 12 Ja von 18 Stimmen, nötig 12."),
        (
            M.ZWEI_DRITTEL,
            (12, 6, 0),
            True,
            "Zwei Drittel erreicht: 12 Ja von 18 Stimmen, nötig 12."
            " Trotzdem keine Zustimmung: Nicht alle haben zugestimmt, die handeln müssen.",
        ),
    ],
)
def test_das_urteil_ueber_die_mehrheit_nennt_was_noetig_war(regel, stimmen, handelnde_fehlen, satz):
    stand = mehrheit(regel, *stimmen, berechtigt=24, enthaltungen_zaehlen=False)

    assert saetze.satz_der_mehrheit(regel, stand, handelnde_fehlen=handelnde_fehlen) == satz


@pytest.mark.parametrize(
    ("namen", "mit_namen", "satz"),
    [
        ([], True, ""),
        (["Jobcenter", "Caritas"], True, "Noch nicht zugestimmt hat, wer handeln muss: Jobcenter und Caritas."),
        (["Jobcenter"], False, "Eine Stelle, die handeln muss, hat noch nicht zugestimmt."),
        (["Jobcenter", "Caritas"], False, "2 Stellen, die handeln müssen, haben noch nicht zugestimmt."),
    ],
)
def test_wer_handeln_muss_wird_nur_offen_beim_namen_genannt(namen, mit_namen, satz):
    assert saetze.satz_der_ausstehenden(namen, mit_namen=mit_namen) == satz


@pytest.mark.parametrize(
    ("abgegeben", "mindestens", "umlauf", "satz"),
    [
        (9, None, True, ""),
        (13, 13, False, "Genügend Sitze haben abgestimmt: 13 Stimmen, nötig 13."),
        (12, 13, False, "Nicht beschlussfähig: 12 Stimmen, nötig 13."),
        (12, 13, True, "Nicht zustande gekommen: 12 Stimmen, nötig 13."),
    ],
)
def test_ob_genug_abgestimmt_haben_steht_in_einem_satz(abgegeben, mindestens, umlauf, satz):
    assert saetze.satz_des_quorums(abgegeben, mindestens, umlauf=umlauf) == satz


def test_ein_gleichstand_vorn_nennt_wer_ihn_teilt_und_die_regel():
    """Oberfläche test 6: equal scores share a rank and the declared rule is printed."""
    rows = [Rang(1, 5, 1), Rang(2, 5, 1), Rang(3, 1, 3)]

    assert saetze.satz_des_gleichstands(runde(Methode.PUNKTE, gleichstand=Gleichstand.VORSITZ), rows, NAMEN) == (
        "Platz 1 teilen sich „Wohnen“ und „Sprache“."
        " Gleiche Werte teilen sich den Platz; auf den ersten Plätzen entscheidet der Vorsitz."
    )
    assert saetze.satz_des_gleichstands(runde(Methode.PUNKTE), rows[1:], NAMEN) == ""


@pytest.mark.parametrize(
    ("noetig", "plaetze", "satz"),
    [
        (None, 3, ""),
        (0, 3, "Am dritten Platz herrscht Gleichstand: Eine einzige andere Stimme hätte ihn entschieden."),
        (1, 3, "Knapp: Eine einzige andere Stimme hätte geändert, wer zu den ersten drei gehört."),
        (2, 3, "Die ersten drei bleiben gleich, auch wenn 1 von 24 Stimmen anders ausfiele."),
        (3, 3, "Die ersten drei bleiben gleich, auch wenn 2 von 24 Stimmen anders ausfielen."),
        (3, 1, "Der erste Platz bleibt gleich, auch wenn 2 von 24 Stimmen anders ausfielen."),
        (3, None, "Das Ergebnis bleibt gleich, auch wenn 2 von 24 Stimmen anders ausfielen."),
        (0, None, "Ja und Nein stehen gleich: Eine einzige andere Stimme hätte entschieden."),
    ],
)
def test_die_belastbarkeit_steht_in_einem_satz(noetig, plaetze, satz):
    """Oberfläche 3.8."""
    assert saetze.satz_der_belastbarkeit(noetig, 24, plaetze) == satz
