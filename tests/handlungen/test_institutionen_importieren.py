"""The import of institutions, and what every import reads: headings, dates, rows as others change them."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from kimflow.db import session, transaction
from kimflow.exports import tabelle_csv, tabelle_xlsx
from kimflow.models import Ereignis, Institution
from kimflow.web.uebernahmen import uebernahmetabelle
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.importe import ARTEN, Stand, Unlesbar, Zuordnung, lesen, pruefen
from kimflow.workflow.importe.werte import pruefwort, tag
from tests.bauen.tabellen import befunde, importieren

pytestmark = pytest.mark.beide

ART = ARTEN["institutionen"]
NEU = {"Name": "Volkshochschule Musterkreis", "Kurzname": "VHS", "Art": "Schulamt", "Kommune": "Seestadt"}


def haus(kurzname):
    return session().query(Institution).filter_by(kurzname=kurzname).one()


def test_eine_neue_institution_entsteht_durch_die_handlung_eines_menschen(kora):
    ergebnis = importieren("institutionen", kora, NEU, NEU | {"Name": "Alt", "Kurzname": "ALT", "aktiv": "nein"})

    assert ergebnis.neu == 2
    vhs = haus("VHS")
    assert (vhs.name, vhs.typ.kurz, vhs.kommune.name, vhs.aktiv) == (NEU["Name"], "Schulamt", "Seestadt", True)
    assert not haus("ALT").aktiv
    assert session().query(Ereignis).filter_by(akt="institution.anlegen", person_id=kora.id).count() == 2


def test_nur_die_geaenderte_zelle_aendert_sich(kora):
    name = haus("ABH").name

    (befund,) = befunde("institutionen", {"Name": name, "Kurzname": "ALB"})
    assert (befund.stand, [(a.titel, a.alt, a.neu) for a in befund.aenderungen]) == (
        Stand.AENDERUNG,
        [("Kurzname", "ABH", "ALB")],
    )
    importieren("institutionen", kora, {"Name": name, "Kurzname": "ALB"})
    assert haus("ALB").typ.kurz == "Ausländerbehörde"


def test_eine_leere_zelle_leert_eine_fehlende_spalte_nicht(kora):
    importieren("institutionen", kora, {"Name": "Stadt Seestadt", "Kurzname": "See"})
    assert haus("See").kommune.name == "Seestadt"

    importieren("institutionen", kora, {"Name": "Stadt Seestadt", "Kommune": ""})
    assert haus("See").kommune is None


def test_mit_der_kennung_laesst_sich_der_name_aendern(kora):
    importieren("institutionen", kora, {"Kennung": str(haus("KI").id), "Name": "Integrationszentrum"})

    assert haus("KI").name == "Integrationszentrum"


@pytest.mark.parametrize(
    ("zeile", "stand", "meldung"),
    [
        (NEU | {"Kurzname": ""}, Stand.FEHLER, "Kurzname fehlt."),
        (NEU | {"Kurzname": "KI"}, Stand.FEHLER, "hat schon: Kommunales Integrationszentrum (KI)"),
        (NEU | {"Kennung": "99999"}, Stand.FEHLER, "Die Kennung „99999“ gibt es nicht."),
        (NEU | {"aktiv": "vielleicht"}, Stand.FEHLER, "Bitte ja oder nein"),
        (NEU | {"Art": "Amt"}, Stand.FRAGE, "„Amt“ ist nicht zugeordnet."),
        (NEU | {"Name": "x" * 161}, Stand.FEHLER, "Name: höchstens 160 Zeichen."),
        ({"Name": "Stadt Seestadt", "Kurzname": ""}, Stand.FEHLER, "Kurzname fehlt."),
        ({"Name": "Stadt Seestadt", "Art": "Stadt oder Gemeinde"}, Stand.VORHANDEN, "Nichts zu ändern."),
    ],
)
def test_jede_zeile_bekommt_ihre_meldung(welt, zeile, stand, meldung):
    (befund,) = befunde("institutionen", zeile)

    assert befund.stand is stand
    assert meldung in " ".join(befund.meldungen)


def test_weglassen_leert_nichts_und_ersetzt_keine_pflichtangabe(welt):
    """An unknown word that is left out changes nothing where something is, and is missing where nothing is."""
    weg = Zuordnung({("institutionstyp", "Amt"): None, ("kommune", "Nirgends"): None})
    da, neu = befunde(
        "institutionen",
        {"Name": "Stadt Seestadt", "Kurzname": "Seestadt", "Art": "Amt", "Kommune": "Nirgends"},
        NEU | {"Art": "Amt", "Kommune": "Nirgends"},
        zuordnung=weg,
    )

    assert (da.stand, da.aenderungen) == (Stand.VORHANDEN, [])
    assert neu.meldungen == ["Art fehlt."]


def test_die_vorschau_nennt_was_gemeint_ist(welt):
    meint = Zuordnung({("institutionstyp", "Amt"): welt.vokabel("institutionstyp", "Sozialamt").id})

    (befund,) = befunde("institutionen", {"Name": "Stadt Seestadt", "Art": "Amt"}, zuordnung=meint)

    assert [(a.alt, a.neu) for a in befund.aenderungen] == [("Stadt oder Gemeinde", "Sozialamt")]


def test_was_die_datei_doppelt_sagt_zaehlt_einmal_oder_gar_nicht(welt):
    einmal, nochmal, anderer = befunde("institutionen", NEU, NEU, NEU | {"Name": "Andere"})

    assert (einmal.stand, nochmal.meldungen) == (Stand.NEU, ["Steht schon in Zeile 2."])
    assert "hat schon: Volkshochschule Musterkreis" in anderer.meldungen[0]


def test_wer_seit_der_ausgabe_geaendert_hat_wird_nicht_ueberschrieben(kora):
    """E1: the file is older than the row."""
    zeile = {s.titel: str(ART.zeile(haus("ABH"))[s.key]) for s in ART.spalten}
    with transaction():
        haus("ABH").name = "Ausländeramt"

    with pytest.raises(Obstructed, match="seit der Ausgabe geändert"):
        importieren("institutionen", kora, zeile | {"Kurzname": "ALB"})
    (unveraendert,) = befunde("institutionen", zeile | {"Name": "Ausländeramt"})
    assert unveraendert.stand is Stand.VORHANDEN


def test_nur_wer_institutionen_anlegen_darf_importiert_sie(welt):
    with pytest.raises(Forbidden):
        importieren("institutionen", welt.person("Mats"), NEU)


# --- reading what offices write ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "inhalt",
    [
        "kurzname;NAME ;art\nVHS;Volkshochschule;Schulamt\n",
        "Art,Name,Kurz-Name\nSchulamt,Volkshochschule,VHS\n",
        "Liste der Häuser, Stand 2026;;\n;;\nName\tKurzname\tArt\n\t\t\nVolkshochschule\tVHS\tSchulamt\n",
        "\ufeffEinrichtung;Abkürzung;Typ\nVolkshochschule;VHS;Schulamt",
    ],
)
@pytest.mark.parametrize("kodierung", ["utf-8", "cp1252", "utf-16"])
def test_jede_uebliche_schreibweise_wird_verstanden(inhalt, kodierung):
    text = inhalt.lstrip("\ufeff") if kodierung == "cp1252" else inhalt

    (zeile,) = lesen(ART, "a.csv", text.encode(kodierung)).zeilen

    assert (zeile["name"], zeile["kurzname"], zeile["typ"]) == ("Volkshochschule", "VHS", "Schulamt")


def test_ueber_den_ueberschriften_darf_etwas_stehen_auch_verbunden():
    book = Workbook()
    book.active.append(["Unsere Häuser"])
    book.active.merge_cells("A1:C1")
    book.active.append(["Kurzname", "Name", "Bemerkung"])
    book.active.append(["VHS", "Volkshochschule", "neu"])
    book.create_sheet("Notizen").append(["x", "y"])
    buffer = BytesIO()
    book.save(buffer)

    blatt = lesen(ART, "a.xlsx", buffer.getvalue())

    assert blatt.unbekannte == {"#3": "Bemerkung"}
    (zeile,) = blatt.zeilen
    assert (zeile.nummer, zeile["name"]) == (3, "Volkshochschule")
    assert zeile.zugeordnet({"#3": "kommune"})["kommune"] == "neu"


@pytest.mark.parametrize(
    ("text", "gemeint"),
    [
        ("22.11.2026", date(2026, 11, 22)),
        ("1.2.26", date(2026, 2, 1)),
        ("2026-11-22", date(2026, 11, 22)),
        ("2026-11-22 00:00:00", date(2026, 11, 22)),
        ("22. November 2026", date(2026, 11, 22)),
        ("5. Mär. 2026", date(2026, 3, 5)),
        ("22/11/2026", date(2026, 11, 22)),
        ("2026", date(2026, 1, 1)),
        ("11/10/2026", None),
        ("31.02.2026", None),
        ("1. Foo 2026", None),
        ("²", None),
        ("99999999999999999999", None),
        ("", None),
    ],
)
def test_ein_tag_wird_in_vielen_formen_verstanden_und_nie_geraten(text, gemeint):
    assert tag(text) == gemeint


def test_ein_jahr_allein_meint_wo_etwas_endet_seinen_letzten_tag():
    assert tag("2027", ende=True) == date(2027, 12, 31)
    assert tag("01.02.2027", ende=True) == date(2027, 2, 1)


def test_das_pruefwort_besteht_aus_buchstaben():
    """A spreadsheet takes 1e5 for a number."""
    assert all(pruefwort({"name": str(n)}).isalpha() for n in range(200))


# --- formulas ---------------------------------------------------------------------------------------------------

BOESE = ["=1+1", "'=1+1", "''=1+1", "-Haus", "+49", "@x", "'Haus", "' =x", "_x000D_", "007", "1e5", "a\tb"]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_was_wie_eine_formel_aussieht_kommt_zurueck_wie_es_war(welt, format):
    """I7 P0: exactly the one apostrophe that was put before it is taken off again."""
    with transaction():
        for n, name in enumerate(BOESE):
            session().add(Institution(name=name, kurzname=f"{name}{n}"[:40], typ=haus("KI").typ, aktiv=True))
    dinge = session().query(Institution).all()
    tabelle = uebernahmetabelle("institutionen", dinge)
    inhalt = tabelle_csv.schreiben(tabelle) if format == "csv" else tabelle_xlsx.schreiben([tabelle])

    zeilen = lesen(ART, f"a.{format}", inhalt).zeilen

    assert [zeile["name"] for zeile in zeilen] == [ding.name for ding in dinge]
    assert {b.stand for b in pruefen(ART, zeilen, Zuordnung()).befunde} == {Stand.VORHANDEN}


def test_ohne_ueberschriften_ist_eine_tabelle_unlesbar():
    with pytest.raises(Unlesbar, match="Überschriften"):
        lesen(ART, "a.csv", b"eins\nzwei\n")
