"""What the data must never break, said by the database itself: raw statements that are refused on both databases."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Enum, text
from sqlalchemy.exc import DBAPIError

from kimflow import clock
from kimflow.db import Base, extension
from kimflow.models import MassnahmeStatus, ThemaStatus, ZielvereinbarungStatus
from kimflow.permissions import Permission
from tests import datenbanken
from tests.bauen.zielvereinbarungen import zeichnen
from tests.haus import rundgang
from tests.haus.dinge import Dinge

pytestmark = pytest.mark.beide
T, M, Z = ThemaStatus, MassnahmeStatus, ZielvereinbarungStatus
IDS: dict[str, Any] = {}


def _merken(dinge: Dinge) -> None:
    """The ids the statements name."""
    welt, weitere = dinge.welt, dinge.weitere
    runde, andere = weitere["runde"], dinge.nach_noun["abstimmung"]
    fertig = dinge.besonders[Permission.BESCHLUSS_AUS_UMLAUF]
    zeichnen(welt, weitere["gezeichnet"])
    IDS.update(
        speicher=weitere["speicher"].id,
        beauftragt=dinge.nach_noun["thema"].id,
        vorschlag=weitere["vorschlag"].id,
        laufend=dinge.nach_noun["massnahme"].id,
        entwurf=dinge.nach_noun["zielvereinbarung"].id,
        in_kraft=weitere["gezeichnet"].id,
        beschluss=dinge.nach_noun["beschluss"].id,
        gremium=welt.lenkungsgruppe.id,
        person=welt.person("Paul").id,
        fall=weitere["frei"].id,
        fall_entwurf=weitere["entwurf"].id,
        runde=runde.id,
        andere_runde=andere.id,
        zweite_offene=dinge.besonders[Permission.ABSTIMMUNG_GEHEIM_ABSTIMMEN].abstimmung_id,
        fertige=fertig.id,
        fertige_abgabe=fertig.stimmabgaben[0].id,
        abgabe=runde.stimmabgaben[0].id,
        sitz=runde.stimmabgaben[0].sitz_id,
        option=runde.optionen[0].id,
        fremde_option=andere.optionen[0].id,
        sitzung=dinge.nach_noun["sitzung"].id,
        top=dinge.nach_noun["sitzung"].tops[0].id,
        kommune=welt.kommune().id,
        institution=welt.institution("Jobcenter").id,
        gestern=(clock.today() - timedelta(days=1)).isoformat(),
    )


@pytest.fixture(scope="module")
def datenbank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[datenbanken.Datenbank]:
    """One thing of every noun; nothing of what follows is ever saved, so it is made once."""
    with rundgang.vorlage(tmp_path_factory.mktemp("daten"), _merken) as (made, _plan):
        made.frisch()
        made.frisch = lambda: None
        yield made


OHNE_BESCHLUSS = "status_braucht_beschluss_id"
_MASSNAHME = (
    "UPDATE massnahme SET status = '{}', verantwortlich_id = :person, wartet_auf = 'x', wartet_bis = '2027-01-01', "
    "wiedervorlage = '2027-01-01', status_vorher = 'in_umsetzung', nachweis = 'x', "
    "wirkungspruefung_am = '2027-01-01', wirkung = 'x' WHERE id = :vorschlag"
)
_ZIELVEREINBARUNG = (
    "UPDATE zielvereinbarung SET status = '{}', in_kraft_am = '2026-01-01', erfuellung = 'erfuellt' WHERE id = :entwurf"
)
_BESCHLUSS = (
    "INSERT INTO beschluss (nummer, gremium_id, top_id, wortlaut, modus, bedenken, vorbehalt, gefasst_am, nacherfasst, "
    "quelle, abweichung, version) VALUES ('B-X', :gremium, {top}, 'w', '{modus}', '', '{vorbehalt}', '2026-01-01', "
    "{nacherfasst}, '', '', 1)"
)
_STIMME = (
    "INSERT INTO stimme (abstimmung_id, stimmabgabe_id, option_id, wert, wort, begruendung) "
    "VALUES ({runde}, :abgabe, {option}, {wert}, {wort}, '')"
)
_ABGABE = (
    "INSERT INTO stimmabgabe (abstimmung_id, sitz_id, abgegeben, befangen, befangenheit) "
    "VALUES ({runde}, :sitz, false, false, '')"
)
FEST = "Eine geoeffnete Abstimmung aendert sich nicht."
FASSUNG_FEST = "Eine Fassung einer Zielvereinbarung aendert sich nicht."


def _stimme(runde: str = ":runde", option: str = ":option", wert: str = "3", wort: str = "NULL") -> str:
    return _STIMME.format(runde=runde, option=option, wert=wert, wort=wort)


def _abgabe(values: str) -> str:
    return f"UPDATE stimmabgabe SET {values} WHERE id = :abgabe"


def _beschluss(
    top: str = "NULL", modus: str = "einvernehmlich", vorbehalt: str = "", nacherfasst: str = "false"
) -> str:
    return _BESCHLUSS.format(top=top, modus=modus, vorbehalt=vorbehalt, nacherfasst=nacherfasst)


# For every rule that opening freezes, another value than an open Priorisierung by Punkte has.
GEAENDERT: dict[str, str] = {
    "nummer": "'A-X'",
    "gremium_id": "gremium_id + 1",
    "top_id": "top_id + 1",
    "verfahren": "'umlauf'",
    "methode": "'rang'",
    "geheimhaltung": "'offen'",
    "frage": "'x'",
    "punkte": "punkte + 1",
    "hoechstens": "hoechstens - 1",
    "plaetze": "1",
    "mehrheit": "'einfach'",
    "enthaltungen_zaehlen": "true",
    "handelnde_noetig": "true",
    "quorum": "'haelfte'",
    "mindestens": "1",
    "gleichstand": "'vorsitz'",
    "wahlberechtigte": "'anwesende'",
    "auftrag_vorsitz_am": "'2026-01-01'",
    "eroeffnet_am": "'2020-01-01 00:00:00'",
    "wiederholt_id": "id",
    "endet_am": "'2030-01-01 00:00:00'",
}

VERBOTEN: dict[str, tuple[str, str]] = {
    **{
        f"Thema {status} ohne Beschluss": (
            f"UPDATE thema SET status = '{status}', projektgruppe_id = :gremium WHERE id = :speicher",
            f"ck_thema_{OHNE_BESCHLUSS}",
        )
        for status in (
            T.PRIORISIERT, T.NICHT_WEITERVERFOLGT, T.BEAUFTRAGT, T.VORSCHLAG, T.VEREINBART, T.UMGESETZT, T.BEENDET,
            T.ABGESCHLOSSEN,
        )
    },
    "einem Thema den Beschluss nehmen": (
        "UPDATE thema SET beschluss_id = NULL WHERE id = :beauftragt",
        f"ck_thema_{OHNE_BESCHLUSS}",
    ),
    "ein Thema ohne Beschluss gleich so anlegen": (
        "INSERT INTO thema (nummer, status, titel, problem, wirkung_menschen, wirkung_stellen, warum_jetzt, gefragt, "
        "moeglichkeiten, doppelstruktur, aufgenommen_am, mandat, begruendung, wirkung, einschaetzung, version) VALUES "
        "('T-X', 'vereinbart', 'x', '', '', '', '', '', '', '', '2026-01-01', '', '', '', '', 1)",
        f"ck_thema_{OHNE_BESCHLUSS}",
    ),
    "ein beauftragtes Thema ohne Projektgruppe": (
        "UPDATE thema SET projektgruppe_id = NULL WHERE id = :beauftragt",
        "ck_thema_status_braucht_projektgruppe_id",
    ),
    "ein ruhendes Thema ohne Wiedervorlage": (
        "UPDATE thema SET status = 'ruht', status_vorher = 'beauftragt' WHERE id = :beauftragt",
        "ck_thema_status_braucht_wiedervorlage",
    ),
    **{
        f"Maßnahme {status} ohne Beschluss": (_MASSNAHME.format(status), f"ck_massnahme_{OHNE_BESCHLUSS}")
        for status in (M.VEREINBART, M.IN_UMSETZUNG, M.WARTET, M.RUHT, M.UMGESETZT, M.GEPRUEFT)
    },
    "eine Maßnahme wartet auf nichts": (
        "UPDATE massnahme SET status = 'wartet' WHERE id = :laufend",
        "ck_massnahme_status_braucht_wartet_",
    ),
    "eine Maßnahme umgesetzt ohne Nachweis": (
        "UPDATE massnahme SET status = 'umgesetzt', wirkungspruefung_am = '2027-01-01' WHERE id = :laufend",
        "ck_massnahme_status_braucht_nachweis",
    ),
    "eine Maßnahme zugesagt ohne verantwortliche Person": (
        "UPDATE massnahme SET status = 'zugesagt' WHERE id = :vorschlag",
        "ck_massnahme_status_braucht_verantwortlich_id",
    ),
    "ein Nachweis ohne Adresse und Datei": (
        "UPDATE nachweis SET datei_id = NULL",
        "ck_nachweis_adresse_oder_datei",
    ),
    "ein Nachweis mit Adresse und Datei": (
        "UPDATE nachweis SET adresse = 'https://x.example/'",
        "ck_nachweis_adresse_oder_datei",
    ),
    "ein Nachweis entfernt ohne Grund": (
        "UPDATE nachweis SET entfernt_am = '2026-01-01 00:00:00', entfernt_von_id = :person",
        "ck_nachweis_entfernt_mit_grund",
    ),
    "eine Datei anderer Art": ("UPDATE datei SET art = 'html'", "ck_datei_art"),
    "eine Datei ohne Namen": ("UPDATE datei SET name = ''", "ck_datei_name"),
    "eine Datei über zehn Megabyte": ("UPDATE datei SET groesse = 10485761", "ck_datei_groesse"),
    "eine Datei mit erratbarer Adresse": ("UPDATE datei SET schluessel = '1'", "ck_datei_schluessel_unerratbar"),
    "eine leere Datei": ("UPDATE dateiinhalt SET inhalt = ''", "ck_dateiinhalt_groesse"),
    "eine Datei löschen, die etwas belegt": ("DELETE FROM datei", "FOREIGN KEY"),
    **{
        f"Zielvereinbarung {status} ohne Beschluss": (
            _ZIELVEREINBARUNG.format(status),
            f"ck_zielvereinbarung_{OHNE_BESCHLUSS}",
        )
        for status in (Z.ZUR_ZEICHNUNG, Z.IN_KRAFT, Z.ABGELEHNT, Z.UEBERARBEITUNG, Z.ABGESCHLOSSEN)
    },
    "einer geltenden Zielvereinbarung den Beschluss nehmen": (
        "UPDATE zielvereinbarung SET beschluss_id = NULL WHERE id = :in_kraft",
        f"ck_zielvereinbarung_{OHNE_BESCHLUSS}",
    ),
    "eine Verweigerung ohne Grund": (
        "INSERT INTO zeichnung (beitrag_id, person_id, art, gezeichnet_am, fassung, wortlaut, pruefsumme, stand,"
        " vorbehalt, vorbehalt_vermerk, ungueltig_weil, verweigert, begruendung) SELECT beitrag_id, person_id, art,"
        " gezeichnet_am, fassung, wortlaut, pruefsumme, stand, '', '', '', true, '' FROM zeichnung",
        "ck_zeichnung_verweigerung_braucht_begruendung",
    ),
    "ein Beschluss ohne Sitzung, Abstimmung und Quelle": (_beschluss(), "ck_beschluss_herkunft"),
    "ein nacherfasster Beschluss ohne Quelle": (
        _beschluss(nacherfasst="true"),
        "ck_beschluss_nacherfasst_braucht_quelle",
    ),
    "ein Beschluss durch Abstimmung ohne Abstimmung": (
        _beschluss(top=":top", modus="abstimmung"),
        "ck_beschluss_abstimmung",
    ),
    "ein Vorbehalt ohne Tag": (_beschluss(top=":top", vorbehalt="Der Kreistag"), "ck_beschluss_vorbehalt"),
    "einen Beschluss löschen, auf dem etwas beruht": ("DELETE FROM beschluss WHERE 1 = 1", "FOREIGN KEY"),
    "zwei Stimmabgaben eines Sitzes": (
        f"{_ABGABE.format(runde=':andere_runde')}, (:andere_runde, :sitz, false, false, '')",
        "UNIQUE",
    ),
    "eine Stimmabgabe ohne Person": (
        _abgabe("abgegeben = true, abgegeben_am = '2026-01-01 00:00:00', kanal = 'geraet'"),
        "ck_stimmabgabe_von_jemandem",
    ),
    "eine Stimmabgabe mit Zeit und ohne Kanal": (
        _abgabe("abgegeben = true, abgegeben_am = '2026-01-01 00:00:00', person_id = :person"),
        "ck_stimmabgabe_kanal_mit_zeit",
    ),
    "eine Zeit ohne Stimmabgabe": (
        _abgabe("abgegeben_am = '2026-01-01 00:00:00', kanal = 'geraet', person_id = :person"),
        "ck_stimmabgabe_abgegeben",
    ),
    "am Telefon erfasst von niemandem": (
        _abgabe("abgegeben = true, abgegeben_am = '2026-01-01 00:00:00', kanal = 'telefon', person_id = :person"),
        "ck_stimmabgabe_erfasst",
    ),
    "eine Erfassung, die sich selbst bestätigt": (
        _abgabe("erfasst_von_id = :person, bestaetigt_von_id = :person"),
        "ck_stimmabgabe_zweite_person",
    ),
    "ein befangener Sitz stimmt ab": (_abgabe("abgegeben = true, befangen = true"), "ck_stimmabgabe_befangen"),
    "eine Stimme für die Option einer anderen Runde": (_stimme(option=":fremde_option"), "FOREIGN KEY"),
    "eine Stimme in einer anderen Runde": (_stimme(runde=":zweite_offene"), "FOREIGN KEY"),
    "Zahl und Wort zugleich": (_stimme(wort="'zustimmung'"), "ck_stimme_wert_oder_wort"),
    "weder Zahl noch Wort": (_stimme(wert="NULL"), "ck_stimme_wert_oder_wort"),
    "eine Zahl unter null": (_stimme(wert="-1"), "ck_stimme_wert"),
    "eine Zahl über hundert": (_stimme(wert="101"), "ck_stimme_wert"),
    "ein Einwand ohne Begründung": (
        _stimme(wert="NULL", wort="'einwand'"),
        "ck_stimme_einwand_braucht_begruendung",
    ),
    "eine geschlossene Abstimmung ohne Ergebnis": (
        "UPDATE abstimmung SET status = 'geschlossen' WHERE id = :runde",
        "ck_abstimmung_status_braucht_ergebnis",
    ),
    "eine annullierte Abstimmung ohne Grund": (
        "UPDATE abstimmung SET status = 'annulliert' WHERE id = :runde",
        "ck_abstimmung_status_braucht_annullierung",
    ),
    "mehr Punkte für ein Thema als insgesamt": (
        "UPDATE abstimmung SET hoechstens = punkte + 1 WHERE id = :andere_runde",
        "ck_abstimmung_punkte",
    ),
    "ein Umlauf mit Tagesordnungspunkt": (
        "UPDATE abstimmung SET verfahren = 'umlauf' WHERE id = :andere_runde",
        "ck_abstimmung_umlauf_ohne_top",
    ),
    "ein Rang ohne Plätze": (
        "UPDATE abstimmung SET methode = 'rang', plaetze = NULL WHERE id = :andere_runde",
        "ck_abstimmung_plaetze",
    ),
    "Punkte ohne Zahl": (
        "UPDATE abstimmung SET punkte = NULL, hoechstens = NULL WHERE id = :andere_runde",
        "ck_abstimmung_punkte",
    ),
    "eine Mehrheit ohne Regel": (
        "UPDATE abstimmung SET methode = 'mehrheit' WHERE id = :andere_runde",
        "ck_abstimmung_mehrheitsregel",
    ),
    "Konsens geheim": (
        "UPDATE abstimmung SET methode = 'konsens', geheimhaltung = 'geheim' WHERE id = :andere_runde",
        "ck_abstimmung_geheim_nicht_konsens",
    ),
    **{
        f"einer offenen Abstimmung ändern: {column}": (
            f"UPDATE abstimmung SET {column} = {value} WHERE id = :runde",
            FEST,
        )
        for column, value in GEAENDERT.items()
    },
    "eine offene Abstimmung wieder vorbereiten": (
        "UPDATE abstimmung SET status = 'vorbereitet' WHERE id = :runde",
        FEST,
    ),
    "eine festgestellte Abstimmung wieder öffnen": (
        "UPDATE abstimmung SET status = 'offen' WHERE id = :fertige",
        FEST,
    ),
    "eine festgestellte Abstimmung annullieren": (
        "UPDATE abstimmung SET status = 'annulliert', annullierung = 'x' WHERE id = :fertige",
        FEST,
    ),
    "ein Ergebnis umschreiben": ("UPDATE abstimmung SET ergebnis = '{}' WHERE id = :fertige", FEST),
    "ein Ergebnis vergessen": ("UPDATE abstimmung SET ergebnis = NULL WHERE id = :fertige", FEST),
    "später geschlossen haben wollen": (
        "UPDATE abstimmung SET geschlossen_am = '2030-01-01 00:00:00' WHERE id = :fertige",
        FEST,
    ),
    "ein Ende vorziehen": ("UPDATE abstimmung SET endet_am = '2020-01-01 00:00:00' WHERE id = :fertige", FEST),
    "eine offene Abstimmung löschen": ("DELETE FROM abstimmung WHERE id = :runde", FEST),
    "einen Sitz nach dem Öffnen ins Verzeichnis schreiben": (_ABGABE.format(runde=":runde"), FEST),
    "einen Sitz aus dem Verzeichnis streichen": ("DELETE FROM stimmabgabe WHERE id = :abgabe", FEST),
    "den Platz im Verzeichnis einem anderen Sitz geben": (_abgabe("sitz_id = sitz_id + 1"), FEST),
    "den Platz in eine andere Runde tragen": (_abgabe("abstimmung_id = :zweite_offene"), FEST),
    "eine Option nach dem Öffnen ändern": ("UPDATE abstimmungsoption SET text = 'x' WHERE id = :option", FEST),
    "eine Option nach dem Öffnen streichen": ("DELETE FROM abstimmungsoption WHERE id = :option", FEST),
    "eine Option nach dem Öffnen hinzufügen": (
        "INSERT INTO abstimmungsoption (abstimmung_id, position, text, ist_null) VALUES (:runde, 9, 'x', false)",
        FEST,
    ),
    "nach dem Schließen abstimmen": (
        "UPDATE stimmabgabe SET befangen = true WHERE id = :fertige_abgabe",
        FEST,
    ),
    "vor dem Öffnen eine Stimme einlegen": (_stimme(runde=":andere_runde", option=":fremde_option"), FEST),
    "einen versiegelten Zettel in eine vorbereitete Runde legen": (
        "INSERT INTO versiegelt (id, abstimmung_id, inhalt) VALUES ('x', :andere_runde, 'x')",
        FEST,
    ),
    "eine geöffnete Stimme nach dem Schließen unterschieben": (
        "INSERT INTO urnenstimme (id, abstimmung_id, inhalt) VALUES ('x', :fertige, '{}')",
        FEST,
    ),
    "den Schlüssel einer offenen Urne tauschen": ("UPDATE urne SET schluessel = 'x'", FEST),
    "wer den Fall schrieb, prüft ihn": (
        "UPDATE fallrekonstruktion SET geprueft_von_id = autor_id WHERE id = :fall",
        "ck_fallrekonstruktion_vier_augen",
    ),
    "ein freigegebener Fall ohne Prüfung": (
        "UPDATE fallrekonstruktion SET geprueft_von_id = NULL WHERE id = :fall",
        "ck_fallrekonstruktion_status_braucht_geprueft_von_id",
    ),
    "ein Fall zur Prüfung ohne Angabe zur Anonymität": (
        "UPDATE fallrekonstruktion SET status = 'zur_pruefung' WHERE id = :fall_entwurf",
        "ck_fallrekonstruktion_status_braucht_anonymitaet",
    ),
    "ein bereinigter Fall mit Autor": (
        "UPDATE fallrekonstruktion SET status = 'bereinigt', schilderung = '', herkunft_id = NULL, "
        "loeschen_am = NULL WHERE id = :fall",
        "ck_fallrekonstruktion_bereinigt",
    ),
    "eine Bruchstelle vor der ersten Station": (
        "UPDATE bruchstelle SET nach_station = 0",
        "ck_bruchstelle_nach_station",
    ),
    "ein fünftes Quartal": ("UPDATE fallrekonstruktion SET quartal = 5", "ck_fallrekonstruktion_quartal"),
    "eine Grundlage ohne Bruchstelle und Quelle": (
        "INSERT INTO grundlage (thema_id, quelle) VALUES (:speicher, '')",
        "ck_grundlage_genau_eine",
    ),
    "eine andere Quelle ohne Fundstelle": (
        "INSERT INTO grundlage (thema_id, quellenart, quelle) VALUES (:speicher, 'statistik', '')",
        "ck_grundlage_quelle",
    ),
    "eine Stellungnahme ohne Tag": ("UPDATE stellungnahme SET abgegeben_am = NULL", "ck_stellungnahme_abgegeben"),
    "ein Gegenstand, der nichts ist": (
        "INSERT INTO topgegenstand (top_id) VALUES (:top)",
        "ck_topgegenstand_genau_einer",
    ),
    "ein Gegenstand, der zweierlei ist": (
        "INSERT INTO topgegenstand (top_id, thema_id, massnahme_id) VALUES (:top, :speicher, :laufend)",
        "ck_topgegenstand_genau_einer",
    ),
    "eine laufende Sitzung, die nie begann": (
        "UPDATE sitzung SET status = 'laufend', eroeffnet_am = NULL WHERE id = :sitzung",
        "ck_sitzung_status_braucht_eroeffnet_am",
    ),
    "eine abgesagte Sitzung ohne Grund": (
        "UPDATE sitzung SET status = 'abgesagt', absage = NULL WHERE id = :sitzung",
        "ck_sitzung_status_braucht_absage",
    ),
    "eine Antwort ohne Zeitpunkt": (
        "UPDATE sitzungsantwort SET antwort = 'kommt', beantwortet_am = NULL",
        "ck_sitzungsantwort_beantwortet",
    ),
    "ein Konto ohne Passwort": (
        "UPDATE person SET passwort = NULL WHERE id = :person",
        "ck_person_status_braucht_passwort",
    ),
    "zwei Konten mit einer Adresse": ("UPDATE person SET mail = 'eine@musterkreis.example'", "UNIQUE"),
    "eine Kommune ohne Grund nicht beteiligt": (
        "INSERT INTO umsetzungsstand (massnahme_id, kommune_id, stand, begruendung) "
        "VALUES (:laufend, :kommune, 'nicht_beteiligt', '')",
        "ck_umsetzungsstand_nicht_beteiligt_braucht_begruendung",
    ),
    **{
        f"{table}: Ende vor dem Beginn": (f"UPDATE {table} SET bis = '1999-01-01'", f"ck_{table}_zeitraum")
        for table in ("besetzung", "gremium", "mitgliedschaft", "rolle", "sitz", "zeichnungsberechtigung")
    },
    "eine Person löschen, die etwas getan hat": ("DELETE FROM person WHERE id = :person", "FOREIGN KEY"),
    "ein Thema löschen, über das gesprochen wurde": ("DELETE FROM thema WHERE 1 = 1", "FOREIGN KEY"),
    "eine Zeile des Verlaufs ändern": ("UPDATE ereignis SET akt = 'x'", "nur ergaenzt"),
    "eine Zeile des Verlaufs löschen": ("DELETE FROM ereignis", "nur ergaenzt"),
}  # fmt: skip


def versuchen(statement: str) -> None:
    """What somebody at the database's own prompt could try; never saved."""
    named = {name: value for name, value in IDS.items() if f":{name}" in statement}
    with extension.engine.connect() as connection, connection.begin() as begun:
        try:
            connection.execute(text(statement), named)
        finally:
            begun.rollback()


@pytest.mark.parametrize("regel", VERBOTEN)
def test_die_datenbank_verweigert(app, regel):
    """H3 P0, C1 P0, A5, A8 P0: the invariants of the product hold by raw SQL too."""
    statement, reason = VERBOTEN[regel]

    with pytest.raises(DBAPIError) as refused:
        versuchen(statement)

    assert reason.lower() in str(refused.value.orig).lower()


def test_jede_regel_einer_runde_ist_eingefroren():
    """A5, C6 P0: whatever column a round gets, opening freezes it – or it is told here why not."""
    rules = {column.name for column in Base.metadata.tables["abstimmung"].columns}
    moves = {"id", "status", "version", "geschlossen_am", "annullierung", "ergebnis", "gleichstand_entscheidung"}

    assert rules - moves == set(GEAENDERT)


@pytest.mark.parametrize(
    ("regel", "statement"),
    [
        (
            "dasselbe mit Beschluss",
            "UPDATE thema SET status = 'priorisiert', beschluss_id = :beschluss WHERE id = :speicher",
        ),
        ("ein Beschluss mit Sitzung", _beschluss(top=":top")),
        ("Punkte für die eigene Runde", _stimme()),
        ("kein Widerstand", _stimme(wert="0")),
        ("ein Platz im Verzeichnis vor dem Öffnen", _ABGABE.format(runde=":andere_runde")),
        ("eine Regel vor dem Öffnen", "UPDATE abstimmung SET frage = 'x' WHERE id = :andere_runde"),
        ("schließen", "UPDATE abstimmung SET status = 'geschlossen', ergebnis = '{}' WHERE id = :runde"),
    ],
)  # fmt: skip
def test_was_recht_ist_nimmt_sie_an(app, regel, statement):
    """The statements above are refused for what they break, not for how they are written."""
    versuchen(statement)


WORTE = [
    pytest.param(table.name, column.name, id=f"{table.name}.{column.name}")
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, Enum)
]


@pytest.mark.parametrize(("tabelle", "spalte"), WORTE)
def test_ein_wort_das_es_nicht_gibt_steht_in_keiner_spalte(app, tabelle, spalte):
    """H3 P0: closed lists are closed in the database."""
    names = [str(c.name) for c in Base.metadata.tables[tabelle].constraints if c.name]
    assert f"ck_{tabelle}_{spalte}" in names

    with extension.engine.connect() as connection:
        if connection.execute(text(f"SELECT count(*) FROM {tabelle}")).scalar():
            with pytest.raises(DBAPIError, match=f"ck_{tabelle}_|{FEST}|{FASSUNG_FEST}|Was gezeichnet ist"):
                versuchen(f"UPDATE {tabelle} SET {spalte} = 'erfunden'")
