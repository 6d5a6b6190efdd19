"""The ways back, by clicking: handed back, put off, dropped, reworked, rested, corrected, entered late."""

from tests.bauen.fallrekonstruktionen import eingereichter_fall
from tests.bauen.sitzungen import laufende_sitzung, neue_sitzung, neuer_top
from tests.bauen.themen import beauftragtes_thema, neues_thema, vorgelegtes_thema
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung
from tests.besetzung import Welt
from tests.journeys.conftest import Anmelden, Reisende
from tests.journeys.test_der_ganze_weg import in_tagen


def beschliessen(kora: Reisende, sitzung: str, wirkung: str, **felder: str) -> None:
    """Choose one effect on the one thing of the first item, fill its fields, record it."""
    kora.geht(f"/sitzungen/{sitzung}").klickt("Einvernehmlich beschließen", genau=False).waehlt(wirkung)
    for ende, wert in felder.items():
        feld = kora.page.locator(f'[name$="{ende}"]:visible').first.get_attribute("name")
        assert feld, ende
        kora.fuellt(**{feld: wert})
    kora.klickt("Wortlaut vorschlagen").klickt("Beschluss festhalten", rolle="button")


def test_ein_fall_kommt_mit_begruendung_zurueck(reise: Anmelden, welt: Welt) -> None:
    nummer = eingereichter_fall(welt).nummer
    finn, fatma = reise("Finn"), reise("Fatma")

    finn.geht(f"/fallrekonstruktionen/{nummer}").klickt("Zurückgeben")
    finn.fuellt(begruendung="Bitte den Ort gröber fassen.").klickt("Zurückgeben", rolle="button")

    fatma.geht("/").klickt(nummer, genau=False).liest("Bitte den Ort gröber fassen.").liest("entwurf")


def test_zurueckstellen_nicht_weiterverfolgen_und_berichtigen(reise: Anmelden, welt: Welt) -> None:
    sitzung = neue_sitzung(welt)
    spaeter = vorgelegtes_thema(welt, top=neuer_top(welt, sitzung, titel="Erstens"), titel="Später").nummer
    nummer = laufende_sitzung(welt, sitzung).nummer
    kora = reise("Kora")

    beschliessen(kora, nummer, "Zurückstellen", begruendung="Erst die Zahlen.", wiedervorlage=in_tagen(90))
    kora.klickt("Wortlaut berichtigen").fuellt(wortlaut="Das Thema wird zurückgestellt.", begruendung="Tippfehler")
    kora.klickt("Wortlaut berichtigen", rolle="button").liest("Das Thema wird zurückgestellt.").liest("Tippfehler")
    kora.geht(f"/themen/{spaeter}").liest("gesammelt").liest("Erst die Zahlen.")


def test_ein_thema_wird_fallen_gelassen_und_wieder_aufgenommen(reise: Anmelden, welt: Welt) -> None:
    sitzung = neue_sitzung(welt)
    nummer = vorgelegtes_thema(welt, top=neuer_top(welt, sitzung)).nummer
    kora = reise("Kora")

    beschliessen(
        kora, laufende_sitzung(welt, sitzung).nummer, "Nicht weiterverfolgen", begruendung="Nicht vor Ort lösbar."
    )
    kora.geht(f"/themen/{nummer}").liest("nicht weiterverfolgt").klickt("Wieder aufnehmen")
    kora.fuellt(begruendung="Neue Rechtslage.").klickt("Wieder aufnehmen", rolle="button").liest("gesammelt")


def test_ein_auftrag_kommt_zurueck_und_ein_thema_ruht(reise: Anmelden, welt: Welt) -> None:
    zurueck, ruhend = beauftragtes_thema(welt, titel="Zurück").nummer, beauftragtes_thema(welt, titel="Ruhe").nummer
    paula, kora = reise("Paula"), reise("Kora")

    paula.geht(f"/themen/{zurueck}").klickt("Mandat zurückgeben")
    paula.fuellt(begruendung="Die Gruppe ist ausgelastet.").klickt("Mandat zurückgeben", rolle="button")
    paula.liest("priorisiert")
    kora.geht(f"/themen/{ruhend}").klickt("Ruhen lassen")
    kora.fuellt(begruendung="Warten auf das Land.", wiedervorlage=in_tagen(60)).klickt("Ruhen lassen", rolle="button")
    kora.liest("ruht").klickt("Fortsetzen").liest("beauftragt")


def test_eine_zielvereinbarung_wird_ueberarbeitet(reise: Anmelden, welt: Welt) -> None:
    vereinbarung = eingereichte_zielvereinbarung(welt)
    nummer, sitzung = vereinbarung.nummer, neue_sitzung(welt)
    neuer_top(welt, sitzung, titel="Zielvereinbarung", zielvereinbarungen=[vereinbarung])
    kora, paula = reise("Kora"), reise("Paula")

    beschliessen(
        kora, laufende_sitzung(welt, sitzung).nummer, "Überarbeiten lassen", was="Frist prüfen.", bis=in_tagen(30)
    )
    paula.geht(f"/zielvereinbarungen/{nummer}").liest("Überarbeitung").liest("Frist prüfen.").klickt("Einreichen")
    paula.liest("eingereicht")


def test_ein_frueherer_beschluss_wird_mit_seiner_massnahme_nacherfasst(reise: Anmelden, welt: Welt) -> None:
    thema = neues_thema(welt, titel="Wegweiser")
    kora = reise("Kora")

    kora.geht("/beschluesse/").klickt("Früheren Beschluss nacherfassen: Lenkungsgruppe").fuellt(
        gefasst_am="2024-05-14", wortlaut="Der Wegweiser wird erstellt.", quelle="Protokoll vom 14.05.2024, TOP 3"
    ).waehlt("Wegweiser")
    kora.klickt("Früheren Beschluss nacherfassen", rolle="button").liest("nacherfasst").liest("14.05.2024")
    kora.klickt(f"Laufende Maßnahme nacherfassen: {thema.nummer}").fuellt(
        titel="Wegweiser im Netz", institution="Kommunales Integrationszentrum", beschluss="B-2024-001"
    )
    kora.klickt("Laufende Maßnahme nacherfassen", rolle="button").liest("Wegweiser im Netz").liest("vereinbart")


def test_wer_zu_spaet_kommt_sieht_beide_texte(reise: Anmelden, welt: Welt) -> None:
    """E2 P0: two people, the same Steckbrief; the second loses nothing."""
    nummer = neues_thema(welt).nummer
    eine, andere = reise("Kora"), reise("Kora")
    for person in (eine, andere):
        person.geht(f"/themen/{nummer}/bearbeiten")

    eine.fuellt(problem="Der erste Text.").klickt("Steckbrief bearbeiten", rolle="button")
    andere.fuellt(problem="Der zweite Text.").klickt("Steckbrief bearbeiten", rolle="button")

    andere.liest("Jemand war schneller").liest("Der erste Text.")
    assert andere.page.locator('[name="problem"]').input_value() == "Der zweite Text."
    andere.klickt("Steckbrief bearbeiten", rolle="button").liest("Der zweite Text.")
