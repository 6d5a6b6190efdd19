"""Rights × cast: who may do what, written out in rechte.txt and compared with the table GRANTS."""

from pathlib import Path

from kimflow.permissions import Permission, can
from tests.besetzung import CAST
from tests.haus.dinge import bauen

MATRIX = Path(__file__).with_name("rechte.txt")


def test_jede_person_darf_genau_was_in_der_matrix_steht(welt):
    """D1, D2, D10 P0: every right × every member of the cast, one expected answer each."""
    dinge = bauen(welt)
    people = [welt.person(name) for name in CAST]

    now = {p.value: " ".join(w.name for w in people if can(w, p, dinge.fuer(p))) or "niemand" for p in Permission}

    written = dict(
        (part.strip() for part in line.split(":", 1))
        for line in MATRIX.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    assert set(now) == set(written), "→ Zeile in tests/haus/rechte.txt ergänzen oder streichen"
    different = [f"{right}: {now[right]} (Matrix: {written[right]})" for right in now if now[right] != written[right]]
    assert not different
