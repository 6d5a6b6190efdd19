"""`make leistung-waechter`: what the Datenschutz-Wächter costs per 2,000 characters, and how well it does."""
# ruff: noqa: T201 - a terminal program

import statistics
import time

from kimflow.workflow.datenschutz import pruefen
from tests.datenschutz.korpus import lesen, messen

TEILE = ("entwicklung", "zurueckgehalten")
ZEICHEN = 2_000
SCHRITT = 250
RUNDEN = 10
ZIEL = 20.0


def main() -> None:
    """Every piece of 2,000 characters of the corpus, several times; CPU time, so that other work does not count."""
    text = " ".join(satz.text for teil in TEILE for satz in lesen(teil))
    pieces = [text[start : start + ZEICHEN] for start in range(0, len(text) - ZEICHEN, SCHRITT)]
    costs = []
    for piece in pieces * RUNDEN:
        before = time.process_time()
        pruefen(piece)
        costs.append((time.process_time() - before) * 1000)
    median, p95 = statistics.median(costs), statistics.quantiles(costs, n=20)[-1]
    print(f"Kosten je {ZEICHEN} Zeichen: Median {median:.1f} ms, 95 % unter {p95:.1f} ms (Ziel: {ZIEL:.0f} ms)")
    for teil in TEILE:
        saetze = lesen(teil)
        print(f"{teil} ({len(saetze)} Sätze): {messen(saetze).zeile}")


if __name__ == "__main__":
    main()
