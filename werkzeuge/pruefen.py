# ruff: noqa: T201 - a terminal program
"""`make test`, `make schnell`, `make lint`: runs the checks one after the other and forgets no failure.

Every check runs even if an earlier one failed; the sum is printed before the last line, so that pytest's
closing line ends the output.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
PYTEST = (PYTHON, "-m", "pytest", "--color=yes" if sys.stdout.isatty() else "--color=no")


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    check: Check
    code: int
    seconds: float
    closing: str


RUFF = Check("ruff: Regeln", (PYTHON, "-m", "ruff", "check", "."))
DAILY = Check(
    "pytest auf SQLite, ohne Browser und Rundgänge", (*PYTEST, "-n", "2", "-m", "not browser and not gruendlich")
)
SQLITE = Check("pytest auf SQLite, ohne Browser", (*PYTEST, "-n", "2", "-m", "not browser"))
STYLE = (
    RUFF,
    Check("ruff: Form", (PYTHON, "-m", "ruff", "format", "--check", ".")),
    Check("mypy: Typen", (PYTHON, "-m", "mypy")),
    Check("import-linter: Schichten", (PYTHON, str(Path(PYTHON).with_name("lint-imports")))),
    Check("djlint: Vorlagen", (PYTHON, "-m", "djlint", "kimflow/templates", "--lint", "--quiet")),
)
SETS = {
    "stil": STYLE,
    "schnell": (RUFF, DAILY),
    "alles": (
        *STYLE,
        SQLITE,
        Check("pytest auf PostgreSQL", (PYTHON, "-m", "tests.postgres", "--", *PYTEST, "-n", "2", "-m", "beide")),
        Check("pytest im Browser", (*PYTEST, "-m", "browser")),
    ),
}


def main() -> int:
    os.chdir(ROOT)
    checks = SETS[sys.argv[1]]
    outcomes: list[Outcome] = []
    started = time.monotonic()
    for number, one in enumerate(checks, start=1):
        print(f"\n=== {number}/{len(checks)} {one.name} (seit {_clock(time.monotonic() - started)})", flush=True)
        outcomes.append(_run(one))
        if one is not checks[-1]:
            print(outcomes[-1].closing, flush=True)
    _print_sum(outcomes, time.monotonic() - started)
    print(outcomes[-1].closing, flush=True)
    return 1 if any(outcome.code for outcome in outcomes) else 0


def _run(one: Check) -> Outcome:
    """Pass the output on as it comes, but keep back the last line that says something."""
    started = time.monotonic()
    held: list[str] = []
    with subprocess.Popen(one.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:  # noqa: S603 - fixed commands
        for line in process.stdout or ():
            if line.strip() and held:
                print(*held, sep="\n", flush=True)
                held.clear()
            held.append(line.rstrip("\n"))
    return Outcome(one, process.returncode, time.monotonic() - started, "\n".join(held).rstrip())


def _print_sum(outcomes: list[Outcome], seconds: float) -> None:
    print(f"\n=== Ergebnis nach {_clock(seconds)}")
    for outcome in outcomes:
        word = "bestanden" if outcome.code == 0 else "GESCHEITERT"
        print(f"{word:>12}  {outcome.check.name} ({_clock(outcome.seconds)})")
    print(flush=True)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02} min"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Abgebrochen.")
