"""A file that leaves comes back: unchanged it changes nothing, in every format, also by way of another program."""

import hashlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from kimflow import db
from kimflow.db import Base, session, transaction
from kimflow.models import Importlauf, Importzeile, Institution, Person
from kimflow.workflow.importe import ARTEN, Stand, Zuordnung, lesen, pruefen
from seeds.menschen import PERSONEN
from seeds.musterkreis import musterkreis
from tests import datenbanken, libreoffice

ADRESSEN = {
    "institutionen": ("Ada", "/institutionen/liste"),
    "personen": ("Ada", "/personen/liste"),
    "sitze": ("Kora", "/gremien/sitze"),
    "themen": ("Kora", "/themen/liste"),
    "massnahmen": ("Kora", "/massnahmen/uebernahme"),
}
# What the import itself and the sessions of the browser write.
NEBENHER = {"importlauf", "importzeile", "formularmarke", "anmeldung"}
# Without being told it writes CSV in the old character set, which has no ć: 44 is the comma, 76 is UTF-8.
UMWEGE = (
    ("csv", "xlsx", libreoffice.CSV),
    ("xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1", ""),
    ("xlsx", "xlsx", ""),
)


@pytest.fixture(scope="module")
def gebaut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[datenbanken.Datenbank]:
    with datenbanken.vorlage(tmp_path_factory.mktemp("musterkreis"), musterkreis) as made:
        yield made


@pytest.fixture(scope="module")
def datenbank(gebaut: datenbanken.Datenbank) -> datenbanken.Datenbank:
    return gebaut


@pytest.fixture
def ausgabe(app: Any, browser: Callable[..., Any]) -> Callable[[str, str], tuple[Any, bytes]]:
    """ausgabe(noun, ending): the browser of whoever may, and the file."""

    def get(art: str, endung: str) -> tuple[Any, bytes]:
        name, url = ADRESSEN[art]
        person = db.session().scalars(select(Person).where(Person.name == PERSONEN[name][0])).unique().one()
        mine = browser(person)
        return mine, mine.get(f"{url}.{endung}", status=200).response.data

    return get


def abdruck() -> str:
    """A digest of every row of every table."""
    found = hashlib.sha256()
    for table in Base.metadata.sorted_tables:
        if table.name not in NEBENHER:
            rows = sorted(str(tuple(row)) for row in session().execute(select(table)))
            found.update(f"{table.name}{rows}".encode())
    return found.hexdigest()


def hochladen(mine: Any, art: str, name: str, inhalt: bytes) -> Any:
    marke = mine.get(f"/importe/{art}").feld("marke")
    antwort = mine.post(f"/importe/{art}", {"marke": marke, "datei": (BytesIO(inhalt), name)}, status=303)
    return mine.folgen(antwort)


@pytest.mark.parametrize("endung", ["xlsx", "csv"])
@pytest.mark.parametrize("art", list(ADRESSEN))
def test_unveraendert_zurueckgelesen_aendert_nichts(ausgabe, art, endung):
    """OBERFLAECHE 2, 13."""
    mine, inhalt = ausgabe(art, endung)
    vorher = abdruck()

    seite = hochladen(mine, art, f"a.{endung}", inhalt)
    lauf = session().scalars(select(Importlauf)).one()
    staende = list(session().scalars(select(Importzeile.stand)))
    assert len(staende) > 3
    assert set(staende) == {Stand.VORHANDEN.value}, [z.befund for z in session().scalars(select(Importzeile))]
    assert "Nichts zu ändern." in seite.text

    fertig = mine.folgen(mine.post(f"/importe/lauf/{lauf.id}/uebernehmen", {"marke": "m"}, status=303))
    assert f"0 neu angelegt, 0 geändert, {len(staende)} unverändert, 0 ausgelassen." in fertig.text
    assert abdruck() == vorher


def test_auch_auf_dem_weg_durch_libreoffice_aendert_sich_nichts(ausgabe, ablage):
    """I7: what another program makes of the file is still what is stored, formulas never."""
    with transaction():
        typ = session().query(Institution).first().typ
        for name in ("=1+1", "'=1+1", "-Haus", "+49 221", "@x", "=cmd|' /C calc'!A0"):
            session().add(Institution(name=name, kurzname=name, typ=typ, aktiv=True))
    for von, nach, lesen_als in UMWEGE:
        paths = {}
        for art in ADRESSEN:
            paths[art] = ablage / f"{art}-{von}-{nach[:4]}.{von}"
            paths[art].write_bytes(ausgabe(art, von)[1])
        made = libreoffice.umwandeln(list(paths.values()), nach, lesen=lesen_als)
        for art, path in paths.items():
            blatt = lesen(ARTEN[art], made[path].name, made[path].read_bytes())
            befunde = pruefen(ARTEN[art], blatt.zeilen, Zuordnung()).befunde
            others = [(b.titel, b.meldungen, b.aenderungen) for b in befunde if b.stand is not Stand.VORHANDEN]
            assert not others, (art, von, nach)
