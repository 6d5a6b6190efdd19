"""What a page costs does not grow with what it shows: the same SQL statements at 10 and at 200 rows."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from kimflow.db import Base, extension, session
from kimflow.models import Nachricht
from tests import datenbanken
from tests.bauen.foerderung import besetzt
from tests.bauen.massnahmen import neuer_meilenstein
from tests.bauen.zielvereinbarungen import zeichnen
from tests.besetzung import Welt
from tests.browser import Browser
from tests.haus import rundgang
from tests.haus.dinge import Dinge

Orte = dict[str, rundgang.Ort]
# One of them reads what the office calls its bodies.
LISTE_HOECHSTENS, EINZELN_HOECHSTENS = 7, 16
TABELLEN = Base.metadata.tables
IDS: dict[str, int] = {}
_nummer = count(1)


def _merken(dinge: Dinge) -> None:
    welt, weitere, nach_noun = dinge.welt, dinge.weitere, dinge.nach_noun
    zeichnen(welt, weitere["gezeichnet"])
    neuer_meilenstein(welt, nach_noun["massnahme"])
    besetzt(nach_noun["stelle"], welt)
    IDS.update(
        {name: thing.id for name, thing in nach_noun.items()},
        thema=weitere["speicher"].id,
        frei=weitere["frei"].id,
        runde=weitere["runde"].id,
        stellungnahme=weitere["speicher"].stellungnahmen[0].id,
        lenkungsgruppe=welt.lenkungsgruppe.id,
        # With a link in it: whether that may be shown is asked for.
        nachricht=session().scalars(select(Nachricht.id).where(Nachricht.text.contains("/link/"))).first() or 0,
    )


@pytest.fixture(scope="module")
def gebaut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with rundgang.vorlage(tmp_path_factory.mktemp("anweisungen"), _merken) as made:
        yield made


@pytest.fixture(scope="module")
def datenbank(gebaut: Any) -> datenbanken.Datenbank:
    return gebaut[0]


@pytest.fixture
def anweisungen(app: Any, browser: Callable[..., Browser]) -> Callable[[str, str], int]:
    """anweisungen(name, url): how many SQL statements this page costs this person, signing in included."""

    return lambda wer, url: browser(Welt().person(wer)).anweisungen(url, pruefen=False)


# --- rows by the hundred: copies of what the acts made ------------------------------------------------------------

KINDER: dict[str, list[tuple[str, str]]] = {
    "thema": [
        ("stellungnahme", "thema_id"), ("grundlage", "thema_id"), ("thema_rechtskreis", "thema_id"),
        ("thema_kommune", "thema_id"),
    ],
    "massnahme": [("meilenstein", "massnahme_id"), ("massnahme_unterstuetzung", "massnahme_id")],
    "fallrekonstruktion": [("station", "fall_id"), ("bruchstelle", "fall_id")],
    "sitzung": [("top", "sitzung_id"), ("sitzungsantwort", "sitzung_id")],
    "zielvereinbarung": [("beitrag", "zielvereinbarung_id")],
    "beitrag": [("zeichnung", "beitrag_id")],
    "gremium": [("sitz", "gremium_id"), ("mitgliedschaft", "gremium_id")],
    "sitz": [("besetzung", "sitz_id"), ("sitz_institution", "sitz_id")],
    "person": [("rolle", "person_id"), ("zeichnungsberechtigung", "person_id")],
    "beschluss": [("beschlusswirkung", "beschluss_id")],
}  # fmt: skip


def kopie(connection: Connection, name: str, row: Any, **other: Any) -> int | None:
    """A copy of `row` with its children; what must be unique gets a number."""
    table = TABELLEN[name]
    values = dict(row) | other
    old = values.pop("id", None)
    for column in ("nummer", "name", "kurzname", "mail", "kurz", "schluessel", "kalender_id"):
        if column in table.c and column not in other:
            values[column] = f"X{next(_nummer)}"
    result = connection.execute(insert(table).values(**values))
    new = result.inserted_primary_key[0] if "id" in table.c and result.inserted_primary_key else None
    for child, key in KINDER.get(name, []):
        for one in connection.execute(select(TABELLEN[child]).where(TABELLEN[child].c[key] == old)).mappings().all():
            kopie(connection, child, one, **{key: new})
    return new


def vermehren(name: str, auf: int, id: int | None = None, **verschieden: str) -> None:
    """As many copies of one row as make `auf` rows; `verschieden` names columns that point to a new row each."""
    table = TABELLEN[name]
    with extension.engine.begin() as connection:
        datenbanken.ohne_ausloeser(connection)
        rows = connection.execute(select(table)).mappings().all()
        row = next(one for one in rows if id in (None, one.get("id")))
        for _ in range(auf - len(rows)):
            other = {column: _neu(connection, of) for column, of in verschieden.items()}
            kopie(connection, name, row, **other)


def _neu(connection: Connection, name: str) -> int | None:
    row = connection.execute(select(TABELLEN[name]).limit(1)).mappings().one()
    return kopie(connection, name, row)


LISTEN: dict[str, tuple[str, str, list[tuple[str, str | None]]]] = {
    "Themen": ("Kora", "themen.index", [("thema", "thema")]),
    "Maßnahmen": ("Kora", "massnahmen.index", [("massnahme", "massnahme")]),
    "Fälle": ("Kora", "fallrekonstruktionen.index", [("fallrekonstruktion", "frei")]),
    "Meldungen": ("Kora", "meldungen.index", [("meldung", "meldung")]),
    "Sitzungen": ("Kora", "sitzungen.index", [("sitzung", "sitzung")]),
    "Aufträge": ("Kora", "auftraege.index", [("auftrag", "auftrag")]),
    "Beschlüsse": ("Kora", "beschluesse.index", [("beschluss", "beschluss")]),
    "Zielvereinbarungen": ("Kora", "zielvereinbarungen.index", [("zielvereinbarung", "zielvereinbarung")]),
    "Gremien": ("Kora", "gremien.index", [("gremium", "lenkungsgruppe")]),
    "Institutionen": ("Kora", "institutionen.index", [("institution", None)]),
    "Personen": ("Ada", "personen.index", [("person", None)]),
    "Stellungnahmen": ("Mats", "stellungnahmen.index", [("thema", "thema")]),
    "Kommunen": ("Kora", "kommunen.index", [("kommune", None)]),
    "Wörter": ("Kora", "vokabeln.show", [("vokabel", None)]),
    "Post": ("Ada", "post.index", [("nachricht", "nachricht")]),
    "Fördertöpfe": ("Kora", "foerdertoepfe.index", [("foerdertopf", "foerdertopf"), ("buchung", "buchung")]),
    "Stellen": ("Kora", "stellen.index", [("stelle", "stelle")]),
    "Pflichten": ("Kora", "pflichten.index", [("pflicht", "pflicht")]),
    "Ansichten": ("Mats", "ansichten.index", [("ansicht", "ansicht")]),
    "Themen unter Ansichten": ("Mats", "themen.index", [("ansicht", "ansicht")]),
}


@pytest.mark.parametrize("liste", LISTEN)
def test_eine_liste_kostet_bei_zehn_und_bei_zweihundert_zeilen_gleich_viel(gebaut, anweisungen, liste):
    """HAUS §4: a constant number of statements, at most six, the sign-in included."""
    wer, endpoint, things = LISTEN[liste]
    url = gebaut[1].orte[endpoint].url
    for name, key in things:
        vermehren(name, 10, IDS.get(key or ""))
    few = anweisungen(wer, url)
    for name, key in things:
        vermehren(name, 200, IDS.get(key or ""))

    assert anweisungen(wer, url) == few
    assert few <= LISTE_HOECHSTENS


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Paul", "Fatma", "Lena"])
def test_die_startseite_kostet_immer_gleich_viel(gebaut, anweisungen, wer):
    """HAUS §4: what somebody has to do is found in the same statements, however much it is."""
    few = anweisungen(wer, "/")
    for name, key in (
        ("thema", "thema"), ("massnahme", "massnahme"), ("fallrekonstruktion", "fallrekonstruktion"),
        ("sitzung", "sitzung"), ("zielvereinbarung", "zielvereinbarung"), ("auftrag", "auftrag"),
        ("meldung", "meldung"), ("pflicht", "pflicht"),
    ):  # fmt: skip
        vermehren(name, 100, IDS[key])

    assert anweisungen(wer, "/") == few
    assert few <= EINZELN_HOECHSTENS


EINZELN: dict[str, tuple[str, str, list[tuple[str, str, dict[str, str]]]]] = {
    # page: (who, endpoint, [(children, their column that points to the thing, columns that must differ)])
    "ein Thema": (
        "thema",
        "themen.show",
        [
            ("stellungnahme", "thema_id", {"institution_id": "institution"}),
            ("grundlage", "thema_id", {}),
            ("topgegenstand", "thema_id", {"top_id": "top"}),
            ("zielvereinbarung", "thema_id", {}),
            ("massnahme", "thema_id", {}),
        ],
    ),
    "eine Maßnahme": (
        "massnahme",
        "massnahmen.show",
        [
            ("meilenstein", "massnahme_id", {}),
            ("massnahme_unterstuetzung", "massnahme_id", {"institution_id": "institution"}),
            ("buchung", "massnahme_id", {"foerdertopf_id": "foerdertopf"}),
        ],
    ),
    "ein Fördertopf": ("foerdertopf", "foerdertoepfe.show", [("buchung", "foerdertopf_id", {})]),
    "eine Stelle": ("stelle", "stellen.show", [("stellenbesetzung", "stelle_id", {})]),
    "eine Sitzung": (
        "sitzung",
        "sitzungen.show",
        [("top", "sitzung_id", {}), ("sitzungsantwort", "sitzung_id", {"sitz_id": "sitz"})],
    ),
    "eine Abstimmung": (
        "runde",
        "abstimmungen.show",
        [
            ("abstimmungsoption", "abstimmung_id", {"thema_id": "thema"}),
            ("stimmabgabe", "abstimmung_id", {"sitz_id": "sitz"}),
        ],
    ),
    "eine Zielvereinbarung": (
        "zielvereinbarung",
        "zielvereinbarungen.show",
        [
            ("beitrag", "zielvereinbarung_id", {"institution_id": "institution"}),
            ("massnahme", "zielvereinbarung_id", {}),
        ],
    ),
    "ein Gremium": (
        "lenkungsgruppe",
        "gremien.show",
        [("sitz", "gremium_id", {}), ("mitgliedschaft", "gremium_id", {}), ("sitzung", "gremium_id", {})],
    ),
    "ein Fall": (
        "fallrekonstruktion",
        "fallrekonstruktionen.show",
        [("station", "fall_id", {}), ("bruchstelle", "fall_id", {})],
    ),
    "ein Beschluss": ("beschluss", "beschluesse.show", [("beschlusswirkung", "beschluss_id", {"thema_id": "thema"})]),
    "eine Person": (
        "person",
        "personen.show",
        [("mitgliedschaft", "person_id", {}), ("rolle", "person_id", {}), ("zeichnungsberechtigung", "person_id", {})],
    ),
    "eine Institution": (
        "institution",
        "institutionen.show",
        [("person", "institution_id", {}), ("massnahme", "institution_id", {})],
    ),
}


def _kinder(connection: Connection, thing: int, name: str, key: str, differing: dict[str, str], how_many: int) -> None:
    """`how_many` more children; where the thing has none yet, copies of another thing's."""
    table = TABELLEN[name]
    own = connection.execute(select(table).where(table.c[key] == thing)).mappings().first()
    row = own or connection.execute(select(table)).mappings().first()
    row = row or {"akt": "thema.priorisieren"}
    for _ in range(how_many):
        kopie(connection, name, row, **{key: thing}, **{c: _neu(connection, of) for c, of in differing.items()})


@pytest.mark.parametrize("seite", EINZELN)
def test_eine_seite_kostet_mit_wenigen_und_mit_vielen_zeilen_gleich_viel(gebaut, anweisungen, seite):
    """HAUS §4: a detail page costs a constant number of statements, at most fifteen."""
    key, endpoint, children = EINZELN[seite]
    plan = gebaut[1]
    url, wer = _adresse(endpoint, key, plan.orte), plan.orte[endpoint].wer
    for how_many in (2, 20):
        with extension.engine.begin() as connection:
            datenbanken.ohne_ausloeser(connection)
            for name, column, differing in children:
                _kinder(connection, IDS[key], name, column, differing, how_many)
        if how_many == 2:
            few = anweisungen(wer, url)

    assert anweisungen(wer, url) == few
    assert few <= EINZELN_HOECHSTENS


def _adresse(endpoint: str, key: str, orte: Orte) -> str:
    """The page of exactly the thing that gets the children."""
    table = TABELLEN["abstimmung" if key == "runde" else "gremium" if key == "lenkungsgruppe" else key]
    by = table.c.nummer if "nummer" in table.c else table.c.id
    with extension.engine.connect() as connection:
        shown = connection.execute(select(by).where(table.c.id == IDS[key])).scalar_one()
    return f"{orte[endpoint].url.rpartition('/')[0]}/{shown}"
