"""The forms of German words, by a table written by hand."""

import pytest

from kimflow.queries import bezeichnungen
from kimflow.wortformen import AKK, DAT, GEN, NOM, Wort, gelesen

KREIS = Wort("Lenkungskreis", "Lenkungskreise", "m")
TISCH = Wort("Runder Tisch", "Runde Tische", "m")
GREMIUM = Wort("Gremium", "Gremien", "n")
GRUPPE = Wort("Lenkungsgruppe", "Lenkungsgruppen", "f")
STELLE = Wort("Koordinierende Stelle", "Koordinierende Stellen", "f")
FAELLE = (NOM, GEN, DAT, AKK)


@pytest.mark.parametrize(
    ("wort", "artikel", "einzahl"),
    [
        (KREIS, "die", "der Lenkungskreis, des Lenkungskreises, dem Lenkungskreis, den Lenkungskreis"),
        (KREIS, "eine", "ein Lenkungskreis, eines Lenkungskreises, einem Lenkungskreis, einen Lenkungskreis"),
        (KREIS, "keine", "kein Lenkungskreis, keines Lenkungskreises, keinem Lenkungskreis, keinen Lenkungskreis"),
        (TISCH, "die", "der Runde Tisch, des Runden Tisches, dem Runden Tisch, den Runden Tisch"),
        (TISCH, "Ihre", "Ihr Runder Tisch, Ihres Runden Tisches, Ihrem Runden Tisch, Ihren Runden Tisch"),
        (GREMIUM, "die", "das Gremium, des Gremiums, dem Gremium, das Gremium"),
        (GREMIUM, "einer", "ein Gremium, eines Gremiums, einem Gremium, ein Gremium"),
        (GRUPPE, "der", "die Lenkungsgruppe, der Lenkungsgruppe, der Lenkungsgruppe, die Lenkungsgruppe"),
        (STELLE, "die", "die Koordinierende Stelle, der Koordinierenden Stelle, der Koordinierenden Stelle, "
                        "die Koordinierende Stelle"),
        (STELLE, "", "Koordinierende Stelle, Koordinierender Stelle, Koordinierender Stelle, Koordinierende Stelle"),
    ],
)  # fmt: skip
def test_die_einzahl_in_allen_faellen(wort, artikel, einzahl):
    assert ", ".join(wort.form(fall, artikel=artikel) for fall in FAELLE) == einzahl


@pytest.mark.parametrize(
    ("wort", "artikel", "mehrzahl"),
    [
        (KREIS, "die", "die Lenkungskreise, der Lenkungskreise, den Lenkungskreisen, die Lenkungskreise"),
        (TISCH, "", "Runde Tische, Runder Tische, Runden Tischen, Runde Tische"),
        (TISCH, "keine", "keine Runden Tische, keiner Runden Tische, keinen Runden Tischen, keine Runden Tische"),
        (GREMIUM, "die", "die Gremien, der Gremien, den Gremien, die Gremien"),
    ],
)
def test_die_mehrzahl_in_allen_faellen(wort, artikel, mehrzahl):
    assert ", ".join(wort.form(fall, artikel=artikel, mehrzahl=True) for fall in FAELLE) == mehrzahl


@pytest.mark.parametrize(
    ("wort", "text"),
    [
        (KREIS, "im Lenkungskreis, beim Lenkungskreis, vom Lenkungskreis, zum Lenkungskreis"),
        (GREMIUM, "im Gremium, beim Gremium, vom Gremium, zum Gremium"),
        (GRUPPE, "in der Lenkungsgruppe, bei der Lenkungsgruppe, von der Lenkungsgruppe, zur Lenkungsgruppe"),
    ],
)
def test_praepositionen_verschmelzen_mit_dem_artikel(wort, text):
    articles = ("in der", "bei der", "von der", "zur")

    assert ", ".join(wort.form(DAT, artikel=one) for one in articles) == text


def test_ein_satz_sagt_was_das_haus_sagt():
    words = {"bezeichnung.Lenkungsgruppe": KREIS, "bezeichnung.Koordination": Wort("KIM-Büro", "KIM-Büros", "n")}
    text = "‹Die Lenkungsgruppe:nom› hört ‹die Koordinierende Stelle:akk›; ‹in der Lenkungsgruppe:dat› gilt es."

    assert bezeichnungen.als(text, words) == "Der Lenkungskreis hört das KIM-Büro; im Lenkungskreis gilt es."
    assert bezeichnungen.als(text, {}) == (
        "Die Lenkungsgruppe hört die Koordinierende Stelle; in der Lenkungsgruppe gilt es."
    )


@pytest.mark.parametrize("text", ["a ‹ b", "‹›", "‹x:nom›", "‹die Lenkungsgruppe:wen›", "‹die Unbekannte:nom"])
def test_was_keine_stelle_ist_bleibt_wie_es_ist(text):
    assert bezeichnungen.als(text, {"bezeichnung.Lenkungsgruppe": KREIS}) == text


@pytest.mark.parametrize(
    ("text", "wort"),
    [
        ("der Lenkungskreis, die Lenkungskreise", KREIS),
        ("  der Runde Tisch,  die Runden Tische", Wort("Runde Tisch", "Runden Tische", "m")),
        ("das Gremium, die Gremien", GREMIUM),
        ("Lenkungskreis", None),
        ("der Lenkungskreis", None),
        ("der <b>Kreis</b>, die Kreise", None),
        ("der ‹Kreis:nom›, die Kreise", None),
    ],
)
def test_was_ein_haus_eintragen_kann(text, wort):
    assert gelesen(text) == wort


@pytest.mark.parametrize(
    ("text", "faelle"),
    [
        ("der Arbeitskreis Integration, die Arbeitskreise Integration",
         "der Arbeitskreis Integration, des Arbeitskreises Integration, dem Arbeitskreis Integration"),
        ("die Stabsstelle Integration, die Stabsstellen Integration",
         "die Stabsstelle Integration, der Stabsstelle Integration, der Stabsstelle Integration"),
        ("das Büro für Integration, die Büros für Integration",
         "das Büro für Integration, des Büros für Integration, dem Büro für Integration"),
        ("das Bündnis, die Bündnisse", "das Bündnis, des Bündnisses, dem Bündnis"),
        ("die Koordinierende Stelle, die Koordinierenden Stellen",
         "die Koordinierende Stelle, der Koordinierenden Stelle, der Koordinierenden Stelle"),
    ],
)  # fmt: skip
def test_namen_aus_mehreren_woertern(text, faelle):
    wort = gelesen(text)

    assert ", ".join(wort.form(fall, artikel="die") for fall in (NOM, GEN, DAT)) == faelle


def test_auch_ohne_artikel_sagt_ein_satz_was_das_haus_sagt():
    words = {"bezeichnung.Koordination": Wort("KIM-Büro", "KIM-Büros", "n")}

    assert bezeichnungen.als("‹Koordinierende Stelle:nom›, Musterkreis", words) == "KIM-Büro, Musterkreis"


def test_ein_eigenschaftswort_wird_mitgebeugt_wie_es_eingetragen_ist():
    wort = gelesen("der Runde Tisch, die Runden Tische")

    assert wort.form(NOM, artikel="ein") == "ein Runder Tisch"
    assert wort.form(NOM) == "Runder Tisch"
    assert wort.form(DAT, artikel="den", mehrzahl=True) == "den Runden Tischen"
