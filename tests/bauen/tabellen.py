"""Tables as somebody uploads them, for the tests of the import."""

from kimflow import workflow
from kimflow.db import transaction
from kimflow.workflow.importe import ARTEN, Befund, Ergebnis, Zuordnung, lesen, pruefen


def als_csv(*zeilen: dict[str, str]) -> bytes:
    """Rows by heading; every heading of any of them."""
    koepfe = list(dict.fromkeys(kopf for zeile in zeilen for kopf in zeile))
    rows = [koepfe, *([zeile.get(kopf, "") for kopf in koepfe] for zeile in zeilen)]
    return "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode()


def befunde(art: str, *zeilen: dict[str, str], person=None, zuordnung: Zuordnung | None = None) -> list[Befund]:
    blatt = lesen(ARTEN[art], "a.csv", als_csv(*zeilen))
    return list(pruefen(ARTEN[art], blatt.zeilen, zuordnung or Zuordnung(), person).befunde)


def importieren(art: str, person, *zeilen: dict[str, str], zuordnung: Zuordnung | None = None, **kw) -> Ergebnis:
    blatt = lesen(ARTEN[art], "a.csv", als_csv(*zeilen))
    with transaction():
        return workflow.importe.importieren(ARTEN[art], person, blatt.zeilen, zuordnung or Zuordnung(), **kw)
