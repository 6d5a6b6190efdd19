"""`make leistung-landkarte`: the Landkarte over 10,000 Bruchstellen, in seconds and statements per page.

On PostgreSQL: python -m tests.postgres -- python -m leistung.landkarte
"""
# ruff: noqa: T201 - a terminal program

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert

from kimflow import db
from kimflow.db import session, transaction
from kimflow.models import Bruchstelle, Fallrekonstruktion, FallStatus, Station, Vokabel
from tests import datenbanken
from tests.besetzung import Welt, bevoelkern
from tests.browser import Browser

ANZAHL, RUNDEN, MUSS = 10_000, 15, 1.0
WOERTER = {"rechtskreis": 20, "institutionstyp": 23, "handlungsfeld": 12, "ursache": 10, "phase": 8}
SEITEN = (
    ("Kora", "alles", "/landkarte/"),
    ("Kora", "mit Filtern", "/landkarte/?ab=2024-2&handlungsfeld={handlungsfeld}&phase={phase}"),
    ("Kora", "Institutionen", "/landkarte/institutionen"),
    ("Kora", "Liste", "/landkarte/bruchstellen"),
    ("Kora", "als XLSX", "/landkarte/rechtskreise.xlsx"),
    ("Mats", "alles", "/landkarte/"),
    ("Mats", "Ausschnitt Phase", "/landkarte/?ausschnitt=phase-{phase}"),
    ("Mats", "Kommunen", "/kommunen/"),
)


def main() -> None:
    arguments = argparse.ArgumentParser(description="Seiten der Landkarte messen")
    arguments.add_argument("anzahl", type=int, nargs="?", default=ANZAHL)
    given = arguments.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="kimflow-landkarte-") as folder,
        datenbanken.vorlage(Path(folder), bevoelkern) as made,
    ):
        made.frisch()
        with made.app.app_context(), db.lazy_loading():
            words = _fuellen(given.anzahl)
            print(f"{given.anzahl} Bruchstellen, {RUNDEN} Runden")
            print(f"{'wer':<6}{'was':<20}{'CPU s':>7}{'p50 s':>7}{'p95 s':>7}{'muss':>6}{'SQL':>5}")
            for name, was, url in SEITEN:
                _messen(Browser(made.app, Welt().person(name)), name, was, url.format(**words))


def _messen(browser: Browser, name: str, was: str, url: str) -> None:
    statements = browser.anweisungen(url, pruefen=False)
    seconds, cpu = [], []
    for _ in range(RUNDEN):
        begun, used = time.perf_counter(), time.process_time()
        browser.get(url, pruefen=False, status=200)
        seconds.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - used)
    worst = sorted(seconds)[int(len(seconds) * 0.95)]
    figures = f"{statistics.median(cpu):>7.3f}{statistics.median(seconds):>7.3f}{worst:>7.3f}{MUSS:>6g}{statements:>5}"
    print(f"{name:<6}{was:<20}{figures}", flush=True)


def _fuellen(anzahl: int) -> dict[str, int]:
    """As many words as the Grunddaten have, and cases with two Bruchstellen and three Stationen each."""
    with transaction() as s:
        for art, soll in WOERTER.items():
            known = s.query(Vokabel).filter_by(art=art).count()
            rows = [{"art": art, "kurz": f"Wort {n}", "reihenfolge": n} for n in range(known, soll)]
            s.execute(insert(Vokabel.__table__), [row | {"lang": "", "aktiv": True, "version": 1} for row in rows])  # type: ignore[arg-type]  # a table
    words = {art: [word.id for word in session().query(Vokabel).filter_by(art=art)] for art in WOERTER}
    dice, werkstatt = Random(5), Welt().fallwerkstatt.id  # noqa: S311 - numbers to measure with
    cases = list(islice(_faelle(dice, werkstatt), anzahl // 2))
    breaks = [_bruchstelle(dice, words, fall["id"], position) for fall in cases for position in (1, 2)]
    steps = [_station(dice, words, fall["id"], position) for fall in cases for position in (1, 2, 3)]
    with transaction() as s:
        for table, rows in ((Fallrekonstruktion, cases), (Bruchstelle, breaks), (Station, steps)):
            s.execute(insert(table.__table__), rows)  # type: ignore[arg-type]  # a table
    return {art: ids[0] for art, ids in words.items()}


def _faelle(dice: Random, gremium: int) -> Iterator[dict[str, Any]]:
    number = 0
    while True:
        number += 1
        yield {
            "id": number,
            "nummer": f"F-1999-{number:05}",
            "gremium_id": gremium,
            "status": FallStatus.BEREINIGT,
            "titel": "Bereinigter Fall",
            "schilderung": "",
            "rueckgabe": "",
            "jahr": dice.randint(2022, 2026),
            "quartal": dice.randint(1, 4),
            "version": 1,
        }


def _wort(dice: Random, ids: list[int]) -> int:
    """Skewed, as breaks are: the first words far more often than the last."""
    return ids[int(len(ids) * dice.random() ** 2)]


def _bruchstelle(dice: Random, words: dict[str, list[int]], fall: int, position: int) -> dict[str, Any]:
    ends = {f"{end}_{art}_id": _wort(dice, words[art]) for end in ("von", "zu") for art in list(WOERTER)[:2]}
    rest = {"ursache_id": _wort(dice, words["ursache"]), "handlungsfeld_id": _wort(dice, words["handlungsfeld"])}
    return {"fall_id": fall, "position": position, "kommune_id": dice.choice((1, 2, None)), "satz": "", **ends, **rest}


def _station(dice: Random, words: dict[str, list[int]], fall: int, position: int) -> dict[str, Any]:
    return {
        "fall_id": fall,
        "position": position,
        "institutionstyp_id": _wort(dice, words["institutionstyp"]),
        "phase_id": dice.choice(words["phase"]),
        "geschehen": "",
        "gelungen": dice.random() < 0.5,
    }


if __name__ == "__main__":
    main()
