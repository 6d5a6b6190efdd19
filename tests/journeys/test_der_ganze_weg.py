"""The whole way once, by clicking: from a reconstructed case to a checked effect, with and without JavaScript."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from kimflow import clock
from kimflow.db import session
from kimflow.models import Nachricht
from tests.journeys.conftest import Anmelden, Reisende


def in_tagen(tage: int) -> str:
    return (clock.today() + timedelta(days=tage)).isoformat()


def fall_erzaehlen(fatma: Reisende) -> str:
    fatma.geht("/fallrekonstruktionen/").klickt("Fallrekonstruktion anlegen")
    fatma.fuellt(
        titel="Sechs Wochen ohne Leistung",
        herkunft="KIM-Case-Management",
        altersband="27 bis 39",
        aufenthaltsgruppe="anerkannt",
        kommune="Seestadt",
        schilderung="Die eine Stelle stellte ein, bevor die andere beginnen konnte.",
    )
    fatma.klickt("Fallrekonstruktion anlegen", rolle="button")
    nummer = fatma.pfad.split("/")[2]
    fatma.fuellt(**{
        "stationen-0-institutionstyp": "Sozialamt",
        "stationen-0-rechtskreis": "AsylbLG",
        "stationen-0-phase": "Zugang",
        "stationen-0-wochen": 4,
        "stationen-0-geschehen": "Die Leistung wurde eingestellt.",
        "bruchstellen-0-von_rechtskreis": "AsylbLG",
        "bruchstellen-0-zu_rechtskreis": "SGB II",
        "bruchstellen-0-von_institutionstyp": "Sozialamt",
        "bruchstellen-0-zu_institutionstyp": "Jobcenter",
        "bruchstellen-0-ursache": "Rechtskreiswechsel",
        "bruchstellen-0-handlungsfeld": "Leistungen und Rechtskreiswechsel",
        "bruchstellen-0-satz": "Beide Fristen passten nicht zusammen.",
    })  # fmt: skip
    fatma.klickt("Bearbeiten", rolle="button").liest("Beide Fristen passten nicht zusammen.")
    fatma.klickt("Einreichen").fuellt(anonymitaet="anonym").klickt("Einreichen", rolle="button")
    fatma.liest("zur Prüfung")
    return nummer


def fall_freigeben(finn: Reisende, nummer: str) -> None:
    finn.geht("/").klickt(f"{nummer}: prüfen, ob niemand erkennbar ist").klickt("Freigeben")
    for box in ("ohne_namen", "ohne_daten", "ohne_orte", "ohne_kennzeichen", "nicht_wiedererkennbar"):
        finn.fuellt(**{box: True})
    finn.klickt("Freigeben", rolle="button").liest("freigegeben")


def thema_aufnehmen(kora: Reisende, fall: str) -> str:
    kora.geht("/themen/").klickt("Thema aufnehmen")
    kora.fuellt(titel="Lücke beim Wechsel ins SGB II", handlungsfeld="Leistungen und Rechtskreiswechsel")
    kora.waehlt(f"{fall}: AsylbLG")
    kora.klickt("Thema aufnehmen", rolle="button").liest("gesammelt")
    nummer = kora.pfad.rpartition("/")[2]
    kora.klickt("Steckbrief bearbeiten").fuellt(
        problem="Nach der Anerkennung endet die eine Leistung, bevor die andere beginnt.",
        wirkung_menschen="Miete und Lebensunterhalt sind ungesichert.",
        wirkung_stellen="Vorschüsse ohne Grundlage.",
        gefragt="Ein gemeinsames Verfahren mit festem Übergabetag.",
        doppelstruktur="Kein anderes Gremium befasst sich damit.",
    )
    kora.waehlt("SGB II").klickt("Steckbrief bearbeiten", rolle="button")
    kora.klickt("Stellungnahmen erbitten").waehlt("Jobcenter Musterkreis")
    kora.klickt("Stellungnahmen erbitten", rolle="button")
    return nummer


def stellung_nehmen(mats: Reisende, thema: str) -> None:
    mats.geht("/stellungnahmen/").klickt(f"{thema} Lücke beim Wechsel ins SGB II")
    mats.fuellt(text="Wir können ab Antragseingang zahlen.").klickt("Stellungnahme abgeben", rolle="button")


def sitzung_vorbereiten(kora: Reisende, thema: str) -> str:
    kora.geht("/sitzungen/").klickt("Sitzung planen: Lenkungsgruppe")
    kora.fuellt(beginn=f"{in_tagen(21)}T14:00", ort="Kreishaus, Raum 1")
    kora.klickt("Sitzung planen", rolle="button")
    nummer = kora.pfad.rpartition("/")[2]
    kora.klickt("TOP aufnehmen").fuellt(titel="Neue Themen", art="priorisierung", minuten=20)
    kora.klickt("TOP aufnehmen", rolle="button").liest("TOP 1")
    kora.geht(f"/themen/{thema}").klickt("Vorlegen")
    option = kora.page.locator('select[name="top"] option').nth(1).inner_text()
    kora.fuellt(top=option).klickt("Vorlegen", rolle="button").liest("vorgelegt")
    kora.geht(f"/sitzungen/{nummer}").klickt("Einladen").klickt("Einladen", rolle="button").liest("eingeladen")
    return nummer


def beauftragen(kora: Reisende, sitzung: str) -> None:
    """Einvernehmlich, without any Abstimmung."""
    kora.geht(f"/sitzungen/{sitzung}").klickt("Sitzung eröffnen").klickt("Sitzung eröffnen", rolle="button")
    kora.klickt("Einvernehmlich beschließen", genau=False)
    kora.waehlt("Projektgruppe beauftragen")
    feld = kora.page.locator('select[name$="projektgruppe"]').get_attribute("name")
    assert feld
    vorn = feld.removesuffix("projektgruppe")
    kora.fuellt(**{
        f"{vorn}projektgruppe": "Projektgruppe Übergänge",
        f"{vorn}mandat": "Eine Zielvereinbarung vorschlagen.",
        f"{vorn}frist": in_tagen(180),
        "wortlaut": "Die Projektgruppe Übergänge wird beauftragt.",
    })  # fmt: skip
    kora.klickt("Beschluss festhalten", rolle="button").liest("Die Projektgruppe Übergänge wird beauftragt.")
    kora.geht(f"/sitzungen/{sitzung}").klickt("Sitzung schließen").klickt("Sitzung schließen", rolle="button")


def vereinbarung_schreiben(paula: Reisende, thema: str) -> str:
    paula.geht(f"/themen/{thema}").liest("beauftragt")
    paula.geht(f"/zielvereinbarungen/zum-thema/{thema}/anlegen").fuellt(titel="Wechsel ohne Lücke")
    paula.klickt("Zielvereinbarung anlegen", rolle="button")
    nummer = paula.pfad.rpartition("/")[2]
    paula.klickt("Bearbeiten").fuellt(
        zielzustand="Niemand bleibt länger als drei Tage ohne Leistung.",
        frist=in_tagen(365),
    ).klickt("Bearbeiten", rolle="button")
    paula.klickt("Indikator aufnehmen").fuellt(
        name="Tage ohne Leistung", ausgangswert="42,5", zielwert="3", quelle="Stichprobe je Halbjahr"
    ).klickt("Indikator aufnehmen", rolle="button")
    for haus in ("Jobcenter Musterkreis", "Sozialamt Musterkreis"):
        paula.klickt("Partei mit Beitrag aufnehmen").fuellt(
            institution=haus, beteiligung="zeichnet", text="Stellt das sicher."
        )
        paula.klickt("Partei mit Beitrag aufnehmen", rolle="button")
    paula.klickt("Maßnahme vorschlagen").fuellt(
        titel="Gemeinsame Checkliste einführen", institution="Jobcenter Musterkreis", frist=in_tagen(200)
    ).klickt("Maßnahme vorschlagen", rolle="button")
    return nummer


def zusagen(mats: Reisende) -> str:
    mats.geht("/massnahmen/?status=alle").klickt("Gemeinsame Checkliste einführen")
    nummer = mats.pfad.rpartition("/")[2]
    mats.klickt("Zusagen").fuellt(verantwortlich="Mats").klickt("Zusagen", rolle="button").liest("zugesagt")
    return nummer


def zustimmen_lassen(kora: Reisende, stimmende: dict[str, Reisende], vereinbarung: str) -> None:
    """By konsens: two Sitze vote, the round is closed and stated, the Beschluss follows from it."""
    kora.geht("/sitzungen/").klickt("Sitzung planen: Lenkungsgruppe")
    kora.fuellt(beginn=f"{in_tagen(90)}T14:00", ort="Kreishaus").klickt("Sitzung planen", rolle="button")
    sitzung = kora.pfad
    kora.klickt("TOP aufnehmen").fuellt(titel="Zielvereinbarung", art="beschluss")
    kora.waehlt(vereinbarung).klickt("TOP aufnehmen", rolle="button")
    kora.klickt("Einladen").klickt("Einladen", rolle="button")
    kora.klickt("Sitzung eröffnen").klickt("Sitzung eröffnen", rolle="button")
    kora.klickt("Abstimmung vorbereiten", genau=False)
    kora.fuellt(methode="konsens", geheimhaltung="offen", frage="Stimmen Sie zu?")
    kora.klickt("Abstimmung vorbereiten", rolle="button").klickt("Abstimmung öffnen")
    kora.klickt("Abstimmung öffnen", rolle="button")
    runde = kora.pfad
    for wort, reisende in zip(("zustimmung", "bedenken"), stimmende.values(), strict=True):
        reisende.geht(runde).klickt("Stimme abgeben").fuellt(wort=wort)
        if wort == "bedenken":
            reisende.fuellt(begruendung="Die Mittel sind knapp.")
        reisende.klickt("Stimme abgeben", rolle="button").page.wait_for_url("**/abgegeben")
        reisende.liest("Stimme angekommen")
    kora.geht(runde).klickt("Abstimmung schließen").klickt("Abstimmung schließen", rolle="button")
    kora.klickt("Ergebnis feststellen").klickt("Ergebnis feststellen", rolle="button")
    kora.klickt("Beschluss festhalten", rolle="link").klickt("Beschluss festhalten", rolle="button").liest("Bedenken")
    kora.geht(sitzung).klickt("Sitzung schließen").klickt("Sitzung schließen", rolle="button")


def zeichnen(reisende: Reisende, vereinbarung: str) -> None:
    reisende.geht(f"/zielvereinbarungen/{vereinbarung}").klickt("Zeichnen").klickt("Code anfordern", rolle="button")
    reisende.fuellt(code=letzter_code_im_postausgang()).klickt("Zeichnen", rolle="button")


def letzter_code_im_postausgang() -> str:
    session().rollback()
    letters = select(Nachricht.text).where(Nachricht.text.contains("Code: ")).order_by(Nachricht.id.desc())
    return (session().scalars(letters).first() or "").partition("Code: ")[2][:6]


def umsetzen(mats: Reisende, massnahme: str) -> None:
    mats.geht(f"/massnahmen/{massnahme}").klickt("Beginnen").liest("in Umsetzung")
    mats.klickt("Meilenstein setzen").fuellt(titel="Checkliste abgestimmt", geplant_am=in_tagen(30))
    mats.klickt("Meilenstein setzen", rolle="button").liest("Checkliste abgestimmt")
    mats.klickt("Rückmeldung geben").fuellt(
        lage="verzoegert", satz="Es fehlt noch eine Zustimmung.", neues_datum=in_tagen(45), begruendung="Urlaubszeit"
    ).klickt("Rückmeldung geben", rolle="button").liest("verzögert")
    mats.klickt("Meilenstein erreicht").fuellt(erreicht_am=in_tagen(0)).klickt("Meilenstein erreicht", rolle="button")
    mats.klickt("Als umgesetzt melden").fuellt(
        nachweis="Vorlage im gemeinsamen Ordner", wirkungspruefung_am=in_tagen(180)
    )
    mats.klickt("Als umgesetzt melden", rolle="button").liest("umgesetzt")


def wirkung_pruefen(kora: Reisende, massnahme: str, thema: str) -> None:
    kora.geht(f"/massnahmen/{massnahme}").klickt("Wirkung prüfen").fuellt(ergebnis="Keine Lücke mehr.", verstetigt=True)
    kora.klickt("Wirkung prüfen", rolle="button").liest("Wirkung geprüft")
    kora.geht(f"/themen/{thema}").klickt("Als umgesetzt führen").klickt("Abschließen")
    kora.fuellt(wirkung="Der Wechsel gelingt ohne Lücke.").klickt("Abschließen", rolle="button").liest("abgeschlossen")


@pytest.mark.parametrize("javascript", [True, False], ids=["mit_javascript", "ohne_javascript"])
def test_vom_rekonstruierten_fall_zur_geprueften_wirkung(reise: Anmelden, javascript: bool) -> None:
    """K5, K6, P1 P0: six persons, one Thema, every step by clicking; axe, console and hosts are watched."""
    fatma, finn, kora, mats, mia, paula = (
        reise(name, javascript=javascript) for name in ("Fatma", "Finn", "Kora", "Mats", "Mia", "Paula")
    )
    fall = fall_erzaehlen(fatma)
    fall_freigeben(finn, fall)
    thema = thema_aufnehmen(kora, fall)
    stellung_nehmen(mats, thema)
    sitzung = sitzung_vorbereiten(kora, thema)
    beauftragen(kora, sitzung)
    vereinbarung = vereinbarung_schreiben(paula, thema)
    massnahme = zusagen(mats)
    paula.geht(f"/zielvereinbarungen/{vereinbarung}").klickt("Einreichen").liest("eingereicht")
    zustimmen_lassen(kora, {"Mats": mats, "Mia": mia}, vereinbarung)
    zeichnen(mats, vereinbarung)
    zeichnen(paula, vereinbarung)
    paula.liest("in Kraft")
    umsetzen(mats, massnahme)
    wirkung_pruefen(kora, massnahme, thema)

    kora.liest(fall).liest("Vom Fall zur Wirkung").liest("Der Wechsel gelingt ohne Lücke.")
