"""`make leistung-massnahmen`: the table of Maßnahmen over 2,000 rows, and what one more row costs (`row-cost`).

row-cost is the CPU of the page between 50 and 500 rows, against the same rows fetched by the bare driver plus the
same rows, ready made, put through the page's template: what reading, judging and grouping add to that.
On PostgreSQL: python -m tests.postgres -- python -m leistung.massnahmen
"""
# ruff: noqa: T201 - a terminal program

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

from sqlalchemy import insert, text

from kimflow import clock, db, queries
from kimflow.blueprints.massnahmen.tafel import gruppiert
from kimflow.db import session, transaction
from kimflow.models import Lage, Massnahme, MassnahmeStatus, Meilenstein, Rueckmeldung
from kimflow.queries.massnahmen import Massnahmenfilter
from kimflow.queries.massnahmen.liste import alle_zeilen
from kimflow.web.ampelzeilen import mit_ampel
from kimflow.workflow.ampel import WORTE
from tests import datenbanken
from tests.bauen.massnahmen import laufende_massnahme
from tests.besetzung import Welt, bevoelkern
from tests.browser import Browser

ANZAHL, RUNDEN, WENIGE, VIELE = 2_000, 12, 50, 500
MUSS, ZIEL, SEITE_MUSS = 1.6, 1.2, 1.0
SEITEN = (
    ("Kora", "Tabelle", "/massnahmen/"),
    ("Kora", "Filter und Suche", "/massnahmen/?status=alle&wer=haus&suche=bogen&sortierung=titel"),
    ("Kora", "überfällig > 30", "/massnahmen/?verzug=laenger"),
    ("Kora", "nach Institution", "/massnahmen/?gruppe=institution"),
    ("Kora", "Tafel", "/massnahmen/tafel"),
    ("Kora", "Zeitstrahl, Haus", "/massnahmen/zeitstrahl?institution={wenige}"),
    ("Kora", "als CSV", "/massnahmen/liste.csv"),
    ("Kora", "als XLSX", "/massnahmen/liste.xlsx"),
    ("Lena", "Tabelle", "/massnahmen/"),
)


def main() -> None:
    arguments = argparse.ArgumentParser(description="Die Tabelle der Maßnahmen messen")
    arguments.add_argument("anzahl", type=int, nargs="?", default=ANZAHL)
    given = arguments.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="kimflow-massnahmen-") as folder,
        datenbanken.vorlage(Path(folder), bevoelkern) as made,
    ):
        made.frisch()
        with made.app.app_context(), db.lazy_loading():
            houses = _fuellen(Welt(), given.anzahl)
            print(f"{given.anzahl} Maßnahmen, {RUNDEN} Runden")
            print(f"{'wer':<6}{'was':<20}{'CPU s':>8}{'p50 s':>8}{'p95 s':>8}{'muss':>6}{'SQL':>5}")
            for name, was, url in SEITEN:
                _messen(Browser(made.app, Welt().person(name)), name, was, url.format(**houses))
            _zeilenkosten(made.app, houses)


def _messen(browser: Browser, name: str, was: str, url: str) -> None:
    statements = browser.anweisungen(url, pruefen=False)
    seconds, cpu = [], []
    for _ in range(RUNDEN):
        begun, used = time.perf_counter(), time.process_time()
        _holen(browser, url)
        seconds.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - used)
    worst = sorted(seconds)[int(len(seconds) * 0.95)]
    figures = f"{statistics.median(cpu):>8.3f}{statistics.median(seconds):>8.3f}{worst:>8.3f}"
    print(f"{name:<6}{was:<20}{figures}{SEITE_MUSS:>6g}{statements:>5}", flush=True)


def _zeilenkosten(app: Any, houses: dict[str, int]) -> None:
    """One more row: of the page, of the bare driver and of the template; each the calmer half of interleaved rounds."""
    browser = Browser(app, Welt().person("Kora"))
    urls = {size: f"/massnahmen/?gruppe=institution&institution={houses[size]}" for size in ("wenige", "viele")}
    work: dict[str, Callable[[str], None]] = {
        "Seite": lambda size: _holen(browser, urls[size]),
        "Treiber": _treiber(houses),
        "Vorlage": _vorlage(app, houses),
    }
    measured: dict[tuple[str, str], list[float]] = {(part, size): [] for part in work for size in urls}
    for _ in range(RUNDEN):
        for (part, size), values in measured.items():
            used = time.process_time()
            work[part](size)
            values.append(time.process_time() - used)
    calm = {key: statistics.median(sorted(values)[: RUNDEN // 2]) for key, values in measured.items()}
    row = {part: (calm[part, "viele"] - calm[part, "wenige"]) / (VIELE - WENIGE) for part in work}
    figure = row["Seite"] / (row["Treiber"] + row["Vorlage"])
    verdict = "Ziel" if figure <= ZIEL else "hält" if figure <= MUSS else "VERFEHLT"
    micro = ", ".join(f"{part} {seconds * 1e6:.0f} µs" for part, seconds in row.items())
    print(f"\nrow-cost {figure:.2f} × (Treiber + Vorlage), muss {MUSS:g}, Ziel {ZIEL:g}: {verdict}  ({micro} je Zeile)")


def _holen(browser: Browser, url: str) -> None:
    """Only the server's part: the tests' browser would read the page and look for faults in it."""
    response = browser.client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} antwortet mit {response.status_code}.")


def _treiber(houses: dict[str, int]) -> Callable[[str], None]:
    kora = Welt().person("Kora")
    raw = {}
    for size in ("wenige", "viele"):
        statement = alle_zeilen(kora, Massnahmenfilter(institution=houses[size], gruppe="institution"))
        compiled = statement.compile(session().get_bind(), compile_kwargs={"literal_binds": True})
        raw[size] = str(compiled)
    bind = session().get_bind()

    def fetch(size: str) -> None:
        with bind.engine.connect() as connection:
            cursor = connection.connection.cursor()
            cursor.execute(raw[size])
            cursor.fetchall()

    return fetch


def _vorlage(app: Any, houses: dict[str, int]) -> Callable[[str], None]:
    """The rows of the page's own template, with everything read, judged and grouped before."""
    kora, groups = Welt().person("Kora"), {}
    for size in ("wenige", "viele"):
        filter = Massnahmenfilter(institution=houses[size], gruppe="institution")
        rows, _ = mit_ampel(queries.massnahmen.liste(kora, filter).zeilen, filter)
        groups[size] = gruppiert(rows, filter.gruppe, {}, {})[0]
    template = app.jinja_env.get_template("massnahmen/_zeilen.html")
    lights = dict.fromkeys(WORTE, "<svg></svg>")

    def render(size: str) -> None:
        template.render(kopf=SimpleNamespace(verfolgt=True), gruppe=groups[size], lichter=lights, anzukreuzen=())

    return render


def _fuellen(welt: Welt, anzahl: int) -> dict[str, int]:
    """Maßnahmen in every running state with milestones, shifts and Rückmeldungen; 50 of one house, 500 of another."""
    pattern = laufende_massnahme(welt)
    names = [c.key for c in Massnahme.__mapper__.column_attrs if c.key not in ("id", "nummer")]
    base = {name: getattr(pattern, name) for name in names}
    wenige, viele, rest = (welt.institution(name).id for name in ("Sozialamt", "ABH", "Jobcenter"))
    dice, today, paul = Random(5), clock.today(), welt.person("Paul").id  # noqa: S311 - numbers to measure with
    first = pattern.id + 1
    rows, steps, reports = [], [], []
    for number in range(anzahl):
        house = wenige if number < WENIGE else viele if number < WENIGE + VIELE else rest
        rows.append(_massnahme(dice, base, first + number, house, today))
        steps += [_meilenstein(dice, first + number, position, today) for position in range(3)]
        reports.append(_rueckmeldung(dice, first + number, paul))
    with transaction() as s:
        for table, found in ((Massnahme, rows), (Meilenstein, steps), (Rueckmeldung, reports)):
            s.execute(insert(table.__table__), found)  # type: ignore[arg-type]  # a table
        s.execute(text("ANALYZE"))
    return {"wenige": wenige, "viele": viele}


def _massnahme(dice: Random, base: dict[str, Any], id: int, house: int, today: date) -> dict[str, Any]:
    own = {
        "id": id,
        "nummer": f"M-1999-{id:05}",
        "titel": f"Übergabebogen Nummer {id} gemeinsam einführen",
        "institution_id": house,
        "frist": today + timedelta(days=dice.randint(-60, 400)) if dice.random() < 0.9 else None,
        "status": dice.choice((MassnahmeStatus.VEREINBART, MassnahmeStatus.IN_UMSETZUNG)),
    }
    return base | own


def _meilenstein(dice: Random, massnahme: int, position: int, today: date) -> dict[str, Any]:
    day = today + timedelta(days=dice.randint(-90, 300))
    reached = day if position == 0 else None
    return {
        "massnahme_id": massnahme,
        "titel": f"Schritt {position + 1} mit allen abgestimmt",
        "geplant_am": day,
        "urspruenglich_am": day - timedelta(days=dice.choice((0, 0, 30))),
        "erreicht_am": reached,
        "version": 1,
    }


def _rueckmeldung(dice: Random, massnahme: int, person: int) -> dict[str, Any]:
    return {
        "massnahme_id": massnahme,
        "lage": dice.choice(list(Lage)),
        "satz": "Wir kommen voran, die Vorlage liegt beim Datenschutz.",
        "person_id": person,
        "im_auftrag_von": "",
        "gemeldet_am": clock.now() - timedelta(days=dice.randint(0, 150)),
    }


if __name__ == "__main__":
    main()
