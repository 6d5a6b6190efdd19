"""`make leistung-suche`: the search among 1,000, 10,000 and 100,000 Themen, as ratios to the smallest.

On PostgreSQL: python -m tests.postgres -- python -m leistung.suche
"""
# ruff: noqa: T201 - a terminal program

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, select, text

from kimflow import config, db, queries, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import Beschluss, Handlungsfeld, Modus, Thema, ThemaStatus
from kimflow.queries.suche import Suchfilter
from tests import datenbanken
from tests.besetzung import Welt, bevoelkern

GROESSEN = (1_000, 10_000, 100_000)
MUSS, ZIEL = 2.0, 1.5
RUNDEN = 21
SAAT = 20_261_129
_VORN = (
    "Sprach", "Wohn", "Schul", "Kita", "Arbeits", "Leistungs", "Aufenthalts", "Familien", "Gesundheits", "Beratungs",
    "Antrags", "Bildungs", "Jugend", "Fach", "Rechts", "Melde", "Termin", "Unterlagen", "Dolmetsch", "Integrations",
    "Verwaltungs", "Übergangs", "Anerkennungs", "Teilhabe", "Kurs", "Daten", "Praktikums", "Betreuungs", "Anmelde",
    "Nachweis", "Einbürgerungs", "Wartelisten", "Orientierungs", "Sozial", "Kranken", "Mobilitäts", "Haushalts",
)  # fmt: skip
_HINTEN = (
    "mittlerpool", "stelle", "wechsel", "frist", "kurse", "plätze", "bogen", "verfahren", "gespräch", "lücke", "weg",
    "dauer", "liste", "beratung", "angebot", "bescheid", "übergabe", "konferenz", "kette", "formular", "auskunft",
    "zugang", "sicherung", "begleitung", "förderung", "prüfung", "lotse", "akte", "zuständigkeit", "zeiten", "kosten",
    "raum", "gruppe", "karte", "abgleich", "meldung", "erstattung", "planung", "treffen", "hilfe",
)  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description="die Suche in wachsenden Beständen messen")
    arguments.add_argument("groessen", type=int, nargs="*", default=list(GROESSEN))
    sizes = sorted(arguments.parse_args().groessen)
    with tempfile.TemporaryDirectory(prefix="kimflow-suche-") as folder, ExitStack() as opened:
        apps = {size: opened.enter_context(_bestand(Path(folder) / str(size), size)) for size in sizes}
        print(f"{'Frage':<28}{'Person':<8}{'Treffer':>9}", *(f"{size:>9} Themen" for size in sizes), "  Verhältnis")
        worst = max(_zeile(apps, *case) for case in _faelle())
    verdict = "Ziel" if worst <= ZIEL else "hält" if worst <= MUSS else "VERFEHLT"
    print(f"\nscale-search  {worst:.2f} × (muss ≤ {MUSS:g}, Ziel ≤ {ZIEL:g})   {verdict}")


def _faelle() -> Iterator[tuple[str, str, Suchfilter | str]]:
    yield "in drei Themen", "Kora", Suchfilter("Zebrastreifen")
    yield "in drei Themen", "Lena", Suchfilter("Zebrastreifen")
    yield "in jedem hundertsten", "Kora", Suchfilter("Nachtbus")
    yield "in jedem zweiten", "Kora", Suchfilter("Übergang")
    yield "in jedem", "Kora", Suchfilter("Thema")
    yield "in jedem", "Mats", Suchfilter("Thema")
    yield "Teil von Wörtern", "Kora", Suchfilter("mittler")
    yield "häufig und selten", "Kora", Suchfilter("Thema Zebrastreifen")
    yield "häufig, eingegrenzt", "Kora", Suchfilter("Übergang", jahr=2025)
    yield "in keinem", "Kora", Suchfilter("Quittenbaum")
    yield "fünf ähnliche zum Titel", "Kora", "Übergang in den Sprachmittlerpool mit dem Nachtbus"


def _zeile(apps: dict[int, Flask], name: str, wer: str, frage: Suchfilter | str) -> float:
    seen: dict[int, list[float]] = {size: [] for size in apps}
    hits = ""
    for _ in range(RUNDEN):
        for size, app in apps.items():
            with app.app_context(), db.lazy_loading():
                person = Welt().person(wer)
                ask = _fragen(person, frage)
                begin = time.perf_counter()
                hits = ask()
                seen[size].append(time.perf_counter() - begin)
                session().rollback()
    calm = {size: statistics.median(sorted(times)[: len(times) // 2]) for size, times in seen.items()}
    ratio = calm[max(apps)] / calm[min(apps)]
    cells = (f"{calm[size] * 1000:>13.2f} ms" for size in apps)
    print(f"{name:<28}{wer:<8}{hits:>9}", *cells, f"{ratio:>11.2f} ×", flush=True)
    return ratio


def _fragen(person: Any, frage: Suchfilter | str) -> Callable[[], str]:
    if isinstance(frage, str):
        return lambda: str(len(queries.suche.aehnliche(person, frage)))

    def ask() -> str:
        found = queries.suche.suchen(person, frage)
        return f"{'>' if found.mehr else ''}{found.anzahl}"

    return ask


@contextmanager
def _bestand(folder: Path, size: int) -> Iterator[Flask]:
    """A database with that many invented Themen, in the search like all others."""
    folder.mkdir()
    started = time.monotonic()
    with datenbanken.vorlage(folder, bevoelkern) as made:
        made.frisch()
        config.use(made.settings)
        with made.app.app_context(), db.lazy_loading():
            with transaction() as s:
                beschluss = _beschluss()
                feld = list(s.scalars(select(Handlungsfeld.id)))
                chance = random.Random(SAAT)  # noqa: S311 - invented texts
                for begin in range(0, size, 5_000):
                    rows = [_thema(chance, n, beschluss, feld) for n in range(begin, min(begin + 5_000, size))]
                    s.execute(insert(Thema), rows)
                workflow.suchindex.aufbauen()
            with extension.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("ANALYZE"))
            words = session().scalar(text("SELECT count(*) FROM suchwort"))
            session().rollback()
        print(f"{size} Themen mit {words} Wortstämmen, {time.monotonic() - started:.0f} s", flush=True)
        yield made.app


def _beschluss() -> int:
    beschluss = Beschluss(
        nummer="B-2024-001",
        gremium=Welt().lenkungsgruppe,
        wortlaut="Alles beginnt.",
        modus=Modus.EINVERNEHMLICH,
        gefasst_am=date(2024, 1, 2),
        nacherfasst=True,
        quelle="Protokoll",
    )
    session().add(beschluss)
    session().flush()
    return beschluss.id


def _thema(chance: random.Random, number: int, beschluss: int, felder: list[int]) -> dict[str, Any]:
    marks = ["Thema"]
    marks += ["Übergang"] if number % 2 else []
    marks += ["Nachtbus"] if number % 100 == 7 else []
    marks += ["Zebrastreifen"] if number in (11, 211, 511) else []
    decided = number % 3 == 0 or number in (211, 511)
    return {
        "nummer": f"T-{2020 + number * 7 // 100_000}-{number:06d}",
        "titel": _satz(chance, 5),
        "problem": f"{_satz(chance, 12)} {' '.join(marks)}.",
        "wirkung_menschen": _satz(chance, 18),
        "wirkung_stellen": _satz(chance, 18),
        "warum_jetzt": "", "gefragt": "", "moeglichkeiten": "", "doppelstruktur": "", "mandat": "", "begruendung": "",
        "wirkung": "",
        "status": ThemaStatus.ERLEDIGT if decided else ThemaStatus.GESAMMELT,
        "aufgenommen_am": date(2020, 1, 1) + timedelta(days=number % 2200),
        "handlungsfeld_id": felder[number % len(felder)],
        "beschluss_id": beschluss if decided else None,
        "version": 1,
    }  # fmt: skip


def _satz(chance: random.Random, words: int) -> str:
    """Compounds, some much more frequent than others, as in a language."""
    return " ".join(
        _VORN[int(len(_VORN) * chance.random() ** 2)] + _HINTEN[int(len(_HINTEN) * chance.random() ** 2)]
        for _ in range(words)
    )


if __name__ == "__main__":
    main()
