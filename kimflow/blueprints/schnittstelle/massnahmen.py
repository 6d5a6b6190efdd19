"""Maßnahmen for programs: the table with its filters, and one of them; lights for who may see lights."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from kimflow import clock, queries
from kimflow.blueprints.schnittstelle.angaben import SEITE, SUCHE, Angabe
from kimflow.blueprints.schnittstelle.felder import (
    JA_NEIN,
    TAG,
    TEXT,
    TEXTE,
    ZAHL,
    ZEITPUNKT,
    Feld,
    Objekt,
    eines,
    nummer_von,
    oder_nichts,
    seite_von,
    viele,
    wort,
)
from kimflow.blueprints.schnittstelle.zugang import abruf, eine_seite
from kimflow.columns import canonical
from kimflow.mail.briefe import adresse
from kimflow.models import Lage, Massnahme, MassnahmeStatus, Person, Stand, Thema
from kimflow.permissions import Permission, can
from kimflow.queries.massnahmen import SORTIERUNGEN, Massnahmenfilter
from kimflow.queries.seiten import Seite
from kimflow.web.access import find, find_or_404
from kimflow.web.ampelzeilen import mit_ampel, ohne_ampel
from kimflow.workflow.ampel import Stufe, Verzug, licht

VERFOLGT = "verfolgt"
_FREMDE = ("institution", "projektgruppe", "zielvereinbarung", "kommune", "rechtskreis", "handlungsfeld")
_WORTE = ("wer", "status", "ampel", "verzug", "sicht", "suche", "sortierung")
_LICHT = "Nur für Personen, die Ampeln sehen; für andere ohne Wirkung."
ANGABEN = (
    Angabe("wer", "Meine, oder die meiner Institution.", worte=("meine", "haus")),
    *(Angabe(name, "Kennung wie in der Adresse der Seite.", "zahl") for name in _FREMDE),
    Angabe("status", "Ein Stand, oder alle; ohne Angabe, was noch nicht fertig ist.", worte=("alle", *MassnahmeStatus)),
    Angabe("ampel", _LICHT, worte=tuple(Stufe)),
    Angabe("verzug", _LICHT, worte=tuple(Verzug)),
    Angabe(
        "sicht", f"Für die nächste Sitzung, oder seit der letzten geändert. {_LICHT}", worte=("sitzung", "geaendert")
    ),
    SUCHE,
    Angabe("sortierung", "Reihenfolge.", worte=tuple(SORTIERUNGEN)),
    SEITE,
)

AMPEL = Objekt(
    "Ampel",
    "Aus Terminen und Rückmeldungen berechnet, mit der Regel, die sie ergab.",
    (Feld("stufe", wort(Stufe)), Feld("wort", TEXT), Feld("regel", TEXT)),
)


def _wartend(name: str) -> Any:
    """What is only true while it waits."""
    return lambda zeile: getattr(zeile, name) if zeile.status is MassnahmeStatus.WARTET else None


_KOPF = (
    Feld("nummer", TEXT),
    Feld("titel", TEXT),
    Feld("status", wort(MassnahmeStatus)),
    Feld("frist", oder_nichts(TAG)),
    Feld("umgesetzt_am", oder_nichts(TAG)),
    Feld("wartet_auf", oder_nichts(TEXT), _wartend("wartet_auf")),
    Feld("wartet_bis", oder_nichts(TAG), _wartend("wartet_bis")),
    Feld("seite", TEXT, lambda zeile: adresse(f"/massnahmen/{zeile.nummer}"), "Adresse der Seite in kimflow."),
)
_AMPEL = eines(AMPEL, "ampel", erklaerung="Null, wo nichts zu verfolgen ist.", nur=VERFOLGT)
MASSNAHMENZEILE = Objekt(
    "Massnahmenzeile",
    "Eine Maßnahme in der Tabelle.",
    (
        *(feld.bei("zeile") for feld in _KOPF),
        *(Feld(name, TEXT).bei("zeile") for name in ("institution", "institution_kurz")),
        *(
            Feld(name, oder_nichts(TEXT)).bei("zeile")
            for name in ("verantwortlich", "projektgruppe", "zielvereinbarung", "beschluss", "meilenstein")
        ),
        *(
            Feld(name, oder_nichts(TAG)).bei("zeile")
            for name in ("beschluss_am", "naechster_termin", "urspruenglich_am")
        ),
        *(Feld(name, ZAHL).bei("zeile") for name in ("verschiebungen", "nachweise")),
        _AMPEL,
        Feld("verzug", oder_nichts(wort(Verzug)), erklaerung="Die Klasse nach dem nächsten Termin.", nur=VERFOLGT),
        Feld("anmerkung", oder_nichts(TEXT), lambda row: row.zeile.anmerkung if row.ampel else None, nur=VERFOLGT),
        Feld("rueckmeldung_am", oder_nichts(ZEITPUNKT), nur=VERFOLGT).bei("zeile"),
        Feld("lage", oder_nichts(wort(Lage)), nur=VERFOLGT).bei("zeile"),
    ),
)
MEILENSTEIN = Objekt(
    "Meilenstein",
    "Ein prüfbarer Zwischenschritt.",
    (
        Feld("titel", TEXT),
        Feld("geplant_am", TAG),
        Feld("urspruenglich_am", TAG),
        Feld("erreicht_am", oder_nichts(TAG)),
        Feld("verschiebungen", ZAHL, lambda row: len(row.verschiebungen)),
    ),
)
UMSETZUNGSSTAND = Objekt(
    "Umsetzungsstand",
    "Wie weit die Maßnahme in einer Kommune ist.",
    (Feld("kommune", TEXT, lambda row: row.kommune.name), Feld("stand", wort(Stand)), Feld("begruendung", TEXT)),
)
RUECKMELDUNG = Objekt(
    "Rueckmeldung",
    "Was zuletzt gemeldet wurde, ohne den Namen dessen, der es schrieb.",
    (Feld("gemeldet_am", ZEITPUNKT), Feld("lage", wort(Lage)), Feld("satz", TEXT)),
)
MASSNAHME = Objekt(
    "Massnahme",
    "Eine Maßnahme mit Meilensteinen und Umsetzungsstand.",
    (
        *(feld.bei("massnahme") for feld in _KOPF),
        Feld("beschreibung", TEXT).bei("massnahme"),
        Feld("art", oder_nichts(TEXT), lambda row: row.massnahme.art.kurz if row.massnahme.art else None),
        Feld("institution", TEXT, lambda row: row.massnahme.institution.name),
        Feld("institution_kurz", TEXT, lambda row: row.massnahme.institution.kurzname),
        Feld("verantwortlich", oder_nichts(TEXT), lambda row: _name(row.massnahme.verantwortlich)),
        Feld("projektgruppe", oder_nichts(TEXT), lambda row: _name(row.massnahme.projektgruppe)),
        Feld("unterstuetzende", TEXTE, lambda row: sorted(one.name for one in row.massnahme.unterstuetzende)),
        nummer_von("thema", "thema"),
        nummer_von("zielvereinbarung", "vereinbarung"),
        nummer_von("beschluss", "massnahme.beschluss"),
        *(Feld(name, oder_nichts(TAG)).bei("massnahme") for name in ("begonnen_am", "wirkungspruefung_am")),
        *(Feld(name, oder_nichts(TEXT)).bei("massnahme") for name in ("nachweis", "wirkung")),
        Feld("verstetigt", JA_NEIN).bei("massnahme"),
        viele(MEILENSTEIN, "meilensteine", "massnahme.meilensteine"),
        viele(UMSETZUNGSSTAND, "umsetzungsstaende", "massnahme.umsetzungsstaende"),
        _AMPEL,
        Feld("anmerkung", oder_nichts(TEXT), lambda row: _anmerkung(row), nur=VERFOLGT),
        viele(RUECKMELDUNG, "rueckmeldungen", "massnahme.rueckmeldungen", nur=VERFOLGT),
    ),
)


def _name(thing: Any) -> str | None:
    return thing.name if thing is not None else None


def _anmerkung(row: Any) -> str | None:
    """A word of the house stands beside its light, and nowhere else."""
    return row.massnahme.anmerkung.text if row.ampel and row.massnahme.anmerkung else None


@abruf("/massnahmen", Permission.MASSNAHME_ANSEHEN, seite_von(MASSNAHMENZEILE), "Maßnahmen auflisten", ANGABEN)
def massnahmen(person: Person, angaben: Mapping[str, Any]) -> Mapping[str, Any]:
    follows = can(person, Permission.MASSNAHME_VERFOLGEN)
    filter = _filter(person, angaben, follows)
    page = queries.massnahmen.liste(person, filter, angaben["nach"])
    rows = mit_ampel(page.zeilen, filter)[0] if follows else ohne_ampel(page.zeilen)
    return eine_seite(MASSNAHMENZEILE, Seite(rows, page.weiter), frozenset({VERFOLGT} if follows else ()))


def _filter(person: Person, angaben: Mapping[str, Any], verfolgt: bool) -> Massnahmenfilter:
    """Filters by the lights, and the order of Rückmeldungen, would tell who only reads along what they say."""
    hidden = () if verfolgt else ("ampel", "verzug", "sicht")
    words: dict[str, Any] = {
        name: angaben[name] or "" for name in ("wer", "status", "ampel", "verzug", "sicht", "suche", "sortierung")
    }
    words |= dict.fromkeys(hidden, "")
    if not verfolgt and words["sortierung"] == "rueckmeldung":
        words["sortierung"] = ""
    meetings = queries.massnahmen.filterworte(person) if words["sicht"] else None
    there = {"sitzung": meetings.naechste_sitzung, "geaendert": meetings.letzte_sitzung} if meetings else {}
    if not there.get(words["sicht"]):
        words["sicht"] = ""
    return Massnahmenfilter(
        **{name: angaben[name] for name in _FREMDE}, **words, seit=meetings.letzte_sitzung if meetings else None
    )


@abruf("/massnahmen/<nummer>", Permission.MASSNAHME_ANSEHEN, MASSNAHME, "Eine Maßnahme lesen")
def massnahme(person: Person, angaben: Mapping[str, Any], nummer: str) -> Mapping[str, Any]:
    whole = find_or_404(queries.massnahmen.ganz(person).where(Massnahme.nummer == canonical(nummer)[:16]))
    follows = can(person, Permission.MASSNAHME_VERFOLGEN, whole)
    agreement = whole.zielvereinbarung
    row = SimpleNamespace(
        massnahme=whole,
        thema=find(queries.themen.sichtbar_fuer(person).where(Thema.id == whole.thema_id)),
        vereinbarung=agreement if agreement and queries.zielvereinbarungen.sieht(person, agreement) else None,
        ampel=licht(whole, clock.today()) if follows else None,
    )
    return MASSNAHME.schreiben(row, frozenset({VERFOLGT} if follows else ()))
