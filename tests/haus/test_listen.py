"""Every list has its two files, or says in listen.txt why not; and they hold what its page shows, no more."""

import re
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import UniqueConstraint, func, select

from kimflow import clock, geld
from kimflow.db import transaction
from kimflow.models import Auftrag, Beschluss, Meldung, Pflicht, Sitzung, Weitergabe
from kimflow.queries.seiten import HOECHSTENS
from tests import datenbanken
from tests.besetzung import CAST, Welt
from tests.haus import rundgang
from tests.haus.test_seiten_matrix import regeln
from tests.seiten.tabellen import alle_seiten, aus_csv, aus_xlsx, dateiadressen

GRUENDE = Path(__file__).with_name("listen.txt")
LISTE = re.compile(r'<table|class="kf-(vorschlaege|treffer|brief|aufgabe)')


@pytest.fixture(scope="module")
def gebaut(tmp_path_factory):
    with rundgang.vorlage(tmp_path_factory.mktemp("listen")) as made:
        yield made


@pytest.fixture
def datenbank(gebaut) -> datenbanken.Datenbank:
    return gebaut[0]


def gruende() -> dict[str, str]:
    lines = GRUENDE.read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines if line and not line.startswith("#"))


def seiten(app, plan):
    """Pages that are no form of an act and no file, with their address."""
    for rule in regeln(app, "GET"):
        view = app.view_functions[rule.endpoint]
        is_file = re.search(r"_als_\w+$|als_|datei|_ics$|\.scan$|\.nachweis$|\.strom$|buendelung_", rule.endpoint)
        if not is_file and not hasattr(view, "kimflow_act") and getattr(view, "kimflow_right", None):
            yield rule, plan.orte[rule.endpoint].url


def test_jede_liste_hat_ihre_dateien_oder_einen_grund(app, gebaut, browser):
    """OBERFLAECHE §0.5: a new page with a table fails here until it has files or a reason."""
    reasons, without, both, unknown = gruende(), [], [], set(gruende())
    wanderer = [browser(Welt().person(wer)) for wer in ("Kora", "Ada", "Mats")]
    wanderer[0].get("/gremien/liste.csv", status=200)  # so that there is an export to list
    for rule, url in seiten(app, gebaut[1]):
        unknown.discard(rule.endpoint)
        has, is_list, listed = False, False, rule.endpoint in reasons
        for one in wanderer:
            page = one.get(url, pruefen=False)
            has = has or set(dateiadressen(page)) == {"xlsx", "csv"}
            is_list = is_list or bool(LISTE.search(page.html)) or rule.endpoint.endswith(".index")
            if has or (page.status == 200 and not is_list):
                break
        if is_list and not has and not listed:
            without.append(rule.endpoint)
        if has and listed:
            both.append(rule.endpoint)

    assert not without, "→ als_tabelle() in the blueprint and the macro on the page, or a reason in listen.txt"
    assert not both, "→ the reason in listen.txt no longer holds"
    assert not unknown, "→ no such page"


def _mit_uhr(head):
    return lambda row: f"{row[head].replace(' ', ', ')} Uhr" if row[head] else ""


def _geld(head):
    return lambda row: geld.euro(int(row[head].replace(",", ""))) if row[head] else ""


# Columns whose page says the same in other words: heading on the page → how its cell follows from the row of the file.
ANDERS = {
    **{head: _mit_uhr(head) for head in ("Beginn", "Ende", "Wann")},
    **{head: _geld(head) for head in ("geplant", "gebunden", "ausgegeben", "frei")},
    "Zeichnungen": lambda row: f"{row['Gezeichnet']} von {row['Zu zeichnen']}",
    "Alter": lambda row: f"{row['Alter in Tagen']} {'Tag' if row['Alter in Tagen'] == '1' else 'Tage'}",
    "Gefördert": lambda row: f"ab {row['Gefördert ab']}{row['Gefördert bis'] and ' bis ' + row['Gefördert bis']}",
    "Besetzte Monate": lambda row: f"{row['Besetzte Monate']} von {row['Monate im Jahr']}",
    "Aus": lambda row: f"{row['Sitzung']}, TOP {row['TOP']}" if row["Sitzung"] else row["Beschluss"],
    "Verschoben": lambda row: "",
    "Stand": lambda row: row.get("Ampel") or row["Stand"],
}
# Columns of the page that say more than the one of the same name in the file, which has the rest in others.
MEHR = {
    "Stand",
    "Modus",
    "Thema",
    "Maßnahme",
    "Beschluss",
    "Verantwortlich",
    "Wiedervorlage",
    "Auslastung",
    "Name",
    "Fördertopf",
    "Verschoben",
}


LISTEN = (
    "/abstimmungen/",
    "/auftraege/?stand=alle",
    "/beschluesse/",
    "/gremien/",
    "/gremien/?status=beendet",
    "/kommunen/",
    "/landkarte/",
    "/landkarte/institutionen",
    "/massnahmen/?status=alle",
    "/meldungen/?status=alle",
    "/pflichten/?stand=alle",
    "/sitzungen/",
    "/stellen/",
    "/stellungnahmen/",
    "/vokabeln/rechtskreis",
    "/weitergaben/?stand=alle",
    "/zielvereinbarungen/",
    "/kennzahlen/institutionen",
)


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Finn", "Lena"])
def test_die_dateien_zeigen_die_zeilen_der_seite(app, gebaut, browser, wer):
    """OBERFLAECHE §2 test 7: the same order and values for Koordination, member, Fachkraft and reader; nothing more."""
    besuch, compared, wrong = browser(Welt().person(wer)), 0, []
    for url in LISTEN:
        if besuch.get(url, pruefen=False).status != 200:
            continue
        shown, first = alle_seiten(besuch, url)
        files = dateiadressen(first)
        if not files:
            assert not shown, url
            continue
        written = aus_csv(besuch.get(files["csv"], status=200).response.data)
        book = aus_xlsx(besuch.get(files["xlsx"], status=200).response.data)
        if len(written) != len(shown) or len(book) != len(written):
            wrong.append(f"{url}: {len(shown)} Zeilen, CSV {len(written)}, XLSX {len(book)}")
            continue
        compared += len(written)
        for page, row, cells in zip(shown, written, book, strict=True):
            wrong += [f"{url}: {text}" for text in _unterschiede(page, row)]
            wrong += [f"{url}: XLSX {head}" for head in row if _gesagt(cells[head]) != row[head]]
    assert not wrong
    assert compared > 20, "kaum etwas verglichen"


def _unterschiede(page: dict[str, str], row: dict[str, str]) -> list[str]:
    if not set(page.values()) & {value for value in row.values() if value}:
        return [f"keine gemeinsame Angabe: {page} {row}"]
    said = {head: ANDERS[head](row) if head in ANDERS else row.get(head) for head in page}
    return [
        f"{head}: „{shown}“ statt „{said[head]}“"
        for head, shown in page.items()
        if said[head] is not None and not _dasselbe(head, shown.strip(" –"), " ".join(said[head].split()).strip(" –"))
    ]


def _dasselbe(head: str, shown: str, said: str) -> bool:
    if head == "Wortlaut":
        return said.startswith(shown.rstrip(".…"))
    return said in shown if head in MEHR else said == shown


def _gesagt(value: object) -> str:
    """A cell of XLSX as CSV writes it."""
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}" if value.time() == datetime.min.time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return " ".join(str(value).split()) if value is not None else ""


@pytest.mark.parametrize("wer", [*(name for name in CAST if name != "Nora"), ""])
def test_eine_datei_holt_nur_wer_die_seite_oeffnet(app, gebaut, browser, wer):
    """D2 P0: the same people, the same refusal."""
    besuch = browser(Welt().person(wer) if wer else None)
    pairs = {
        "beschluesse.index": "beschluesse.liste_als_csv", "pflichten.index": "pflichten.liste_als_csv",
        "post.index": "post.liste_als_csv", "gremien.ueberlast": "gremien.ueberlast_als_csv",
        "meldungen.index": "meldungen.liste_als_csv", "exporte.index": "exporte.liste_als_csv",
    }  # fmt: skip
    orte = gebaut[1].orte

    for page, file in pairs.items():
        assert besuch.get(orte[page].url, pruefen=False).status == besuch.get(orte[file].url, pruefen=False).status, (
            file
        )


def test_jede_datei_hinterlaesst_eine_spur_und_nennt_wer_sie_hat(app, gebaut, browser):
    """M9 P1: audit entry, name and date in the file; 100 % of exports."""
    kora, ada = browser(Welt().person("Kora")), browser(Welt().person("Ada"))
    today, taken = clock.today().isoformat(), 0
    for name, ort in gebaut[1].orte.items():
        if not re.search(r"_als_(xlsx|csv)$", name) or name.startswith("berichte."):  # figures for programs
            continue
        for who, label in ((kora, "Kora"), (ada, "Ada")):
            antwort = who.get(ort.url, pruefen=False)
            if antwort.status != 200:
                continue
            taken += 1
            assert f"_{today}_{label}." in antwort.headers["Content-Disposition"], name
            if name.endswith("xlsx"):
                book = load_workbook(BytesIO(antwort.response.data))
                said = dict(book["Angaben"].iter_rows(values_only=True))
                assert (said["Ausgegeben von"], said["Ausgegeben am"].date().isoformat()) == (label, today), name
                assert book.properties.creator == label
            break

    written = aus_csv(kora.get("/exporte/liste.csv", status=200).response.data)
    assert taken > 40
    assert len(written) == taken
    assert {row["Wer"] for row in written} == {"Kora", "Ada"}


# --- many rows ----------------------------------------------------------------------------------------------------


def vermehrt(modell, bis: int) -> None:
    """So many rows of this table, copies of the first one with numbers of their own."""
    table = modell.__table__
    unique = {c.name for one in table.constraints if isinstance(one, UniqueConstraint) for c in one.columns}
    unique |= {c.name for c in table.columns if c.unique} | {
        c.name for i in table.indexes if i.unique for c in i.columns
    }
    with transaction() as s:
        first = dict(s.execute(select(table).limit(1)).mappings().one())
        there = s.scalar(select(func.count()).select_from(table))
        copies = [_kopie(table, first, unique, number) for number in range(there, bis)]
        s.execute(table.insert(), copies)


def _kopie(table, first, unique, number):
    row = {name: value for name, value in first.items() if name != "id"}
    for name in unique & row.keys():
        size = getattr(table.columns[name].type, "length", None)
        text = isinstance(row[name], str) and size
        row[name] = f"X{number:05}{row[name]}"[:size] if text else None
    return row


VIELE = {
    Beschluss: "/beschluesse/",
    Sitzung: "/sitzungen/",
    Meldung: "/meldungen/?status=alle",
    Pflicht: "/pflichten/?stand=alle",
    Weitergabe: "/weitergaben/?stand=alle",
    Auftrag: "/auftraege/?stand=alle",
}


@pytest.mark.parametrize("modell", [pytest.param(one, id=one.__tablename__) for one in VIELE])
def test_zweihundertvierzig_zeilen_kosten_so_viele_anweisungen_wie_zwanzig_und_stehen_alle_darin(
    app, gebaut, browser, modell
):
    """One file holds the rows of all pages, in their order, at the price of one page."""
    besuch, url = browser(Welt().person("Kora")), VIELE[modell]
    file = url.replace("/?", "/liste.csv?") if "?" in url else f"{url}liste.csv"
    vermehrt(modell, 20)
    few = besuch.anweisungen(file)
    vermehrt(modell, 240)

    assert besuch.anweisungen(file) == few
    shown, _ = alle_seiten(besuch, url)
    written = aus_csv(besuch.get(file, status=200).response.data)
    assert len(written) == len(shown) >= 240
    assert not [text for page, row in zip(shown, written, strict=True) for text in _unterschiede(page, row)]


def test_fuenftausend_zeilen_gehen_in_eine_datei_und_zu_viele_sagen_es(app, gebaut, browser):
    besuch = browser(Welt().person("Kora"))
    vermehrt(Beschluss, 5_000)

    book = load_workbook(BytesIO(besuch.get("/beschluesse/liste.xlsx", status=200).response.data), read_only=True)
    vermehrt(Beschluss, HOECHSTENS + 1)
    zu_viel = besuch.get("/beschluesse/liste.xlsx", status=409)

    assert sum(1 for _ in book.worksheets[0].iter_rows()) == 5_001
    assert "mehr als 10.000 Zeilen. Bitte wählen Sie mit dem Filter weniger aus." in zu_viel.text
    assert len(aus_csv(besuch.get("/exporte/liste.csv", status=200).response.data)) == 1, "nur was herausging"
