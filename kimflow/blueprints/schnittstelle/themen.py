"""Themen for programs: the list and one of them, as the pages show them to the same person."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from kimflow import queries
from kimflow.blueprints.schnittstelle.angaben import SEITE, SUCHE, Angabe
from kimflow.blueprints.schnittstelle.felder import (
    TAG,
    TEXT,
    TEXTE,
    ZAHL,
    ZEITPUNKT,
    Feld,
    Objekt,
    eines,
    nummer_von,
    nummern_von,
    oder_nichts,
    seite_von,
    viele,
    wort,
)
from kimflow.blueprints.schnittstelle.zugang import abruf, eine_seite
from kimflow.columns import canonical
from kimflow.mail.briefe import adresse
from kimflow.models import Ebene, Person, Quellenart, Stufe, Thema, ThemaStatus, WeitergabeStatus
from kimflow.permissions import Permission, can
from kimflow.queries.themen import GRUPPEN, NACH_EINSCHAETZUNG, SORTIERUNGEN, Themenfilter
from kimflow.web.access import find_or_404

EINSCHAETZUNGEN, WEITERGABEN = "einschaetzungen", "weitergaben"
ANGABEN = (
    Angabe("status", "Gruppe von Ständen, wie über der Liste.", worte=tuple(GRUPPEN)),
    Angabe("handlungsfeld", "Kennung des Handlungsfelds.", "zahl"),
    Angabe("rechtskreis", "Kennung des Rechtskreises.", "zahl"),
    Angabe("kommune", "Kennung der Kommune.", "zahl"),
    SUCHE,
    Angabe(
        "sortierung",
        "Reihenfolge; nach Einschätzungen nur für Personen, die sie sehen.",
        worte=tuple(SORTIERUNGEN),
    ),
    SEITE,
)

_SCHAETZUNG = oder_nichts(wort(Stufe))
THEMENZEILE = Objekt(
    "Themenzeile",
    "Ein Thema in der Liste.",
    (
        Feld("nummer", TEXT),
        Feld("titel", TEXT),
        Feld("status", wort(ThemaStatus)),
        Feld("handlungsfeld", oder_nichts(TEXT)),
        Feld("projektgruppe", oder_nichts(TEXT)),
        Feld("rang", oder_nichts(ZAHL)),
        Feld("wiedervorlage", oder_nichts(TAG)),
        Feld("frist", oder_nichts(TAG), erklaerung="Bis wann der Vorschlag vorzulegen ist."),
        Feld("aufgenommen_am", TAG),
        *(Feld(name, _SCHAETZUNG, nur=EINSCHAETZUNGEN) for name in ("dringlichkeit", "aufwand", "einfluss")),
        Feld("seite", TEXT, lambda row: adresse(f"/themen/{row.nummer}"), "Adresse der Seite in kimflow."),
    ),
)
QUELLE = Objekt(
    "Quelle",
    "Eine Grundlage außerhalb von Fällen und Meldungen.",
    (Feld("quellenart", wort(Quellenart)), Feld("datum", oder_nichts(TAG)), Feld("quelle", TEXT)),
)
ANZAHL = Objekt(
    "Anzahl",
    "Wie viele es sind. Kleine Zahlen sind verdeckt: Dann ist `wert` null und die Zahl kleiner als `unter`.",
    (
        Feld("wert", oder_nichts(ZAHL)),
        Feld("unter", oder_nichts(ZAHL), lambda anzahl: anzahl.schwelle if anzahl.wert is None else None),
    ),
)
GRUNDLAGEN = Objekt(
    "Grundlagen",
    "Worauf ein Thema beruht. Fälle stehen nie hier, nur wie viele es sind.",
    (
        eines(ANZAHL, "bruchstellen", "anzahl"),
        eines(ANZAHL, "meldungen", "anzahl_meldungen"),
        viele(QUELLE, "quellen", "quellen"),
    ),
)
STELLUNGNAHME = Objekt(
    "Stellungnahme",
    "Die Sicht einer beteiligten Institution; ohne Text, solange sie aussteht.",
    (
        Feld("institution", TEXT, lambda row: row.institution.name),
        Feld("frist", oder_nichts(TAG)),
        Feld("abgegeben_am", oder_nichts(ZEITPUNKT)),
        Feld("text", oder_nichts(TEXT)),
    ),
)
WEITERGABE = Objekt(
    "Weitergabe",
    "Was an Land, Bund oder Politik gemeldet wurde.",
    (
        Feld("ebene", wort(Ebene)),
        Feld("an", TEXT),
        Feld("am", TAG),
        Feld("status", wort(WeitergabeStatus)),
        Feld("wiedervorlage", oder_nichts(TAG)),
    ),
)


_TEXTE = (
    "problem",
    "wirkung_menschen",
    "wirkung_stellen",
    "warum_jetzt",
    "gefragt",
    "moeglichkeiten",
    "doppelstruktur",
)
THEMA = Objekt(
    "Thema",
    "Ein Thema mit Steckbrief, Grundlagen, Sicht der Stellen und dem, was daraus wurde.",
    (
        *(feld.bei("zeile") for feld in THEMENZEILE.felder),
        *(Feld(name, TEXT).bei("thema") for name in _TEXTE),
        Feld("rechtskreise", TEXTE, lambda row: sorted(one.kurz for one in row.thema.rechtskreise)),
        Feld("kommunen", TEXTE, lambda row: list(row.grundlagen.kommunen)),
        eines(GRUNDLAGEN, "grundlagen"),
        viele(STELLUNGNAHME, "stellungnahmen", "thema.stellungnahmen"),
        nummern_von("beschluesse", "beschluesse", "Nummern, der neueste zuerst."),
        nummern_von("zielvereinbarungen", "arbeit.zielvereinbarungen"),
        nummern_von("massnahmen", "arbeit.massnahmen"),
        nummer_von("zusammengefuehrt_in", "ziel", "Wo weitergearbeitet wird."),
        nummern_von("zusammengefuehrte", "teile", "Themen, die in diesem aufgegangen sind."),
        viele(WEITERGABE, "weitergaben", "weitergaben", nur=WEITERGABEN),
    ),
)


def _sichten(person: Person) -> frozenset[str]:
    told = {
        EINSCHAETZUNGEN: queries.themen.sieht_einschaetzungen(person),
        WEITERGABEN: can(person, Permission.WEITERGABE_ANSEHEN),
    }
    return frozenset(name for name, yes in told.items() if yes)


@abruf("/themen", Permission.THEMA_ANSEHEN, seite_von(THEMENZEILE), "Themen auflisten", ANGABEN)
def themen(person: Person, angaben: Mapping[str, Any]) -> Mapping[str, Any]:
    sichten = _sichten(person)
    order = angaben["sortierung"] or ""
    if order in NACH_EINSCHAETZUNG and EINSCHAETZUNGEN not in sichten:
        order = ""
    filter = Themenfilter(
        gruppe=angaben["status"] or "",
        handlungsfeld=angaben["handlungsfeld"],
        rechtskreis=angaben["rechtskreis"],
        kommune=angaben["kommune"],
        suche=angaben["suche"] or "",
        sortierung=order,
    )
    return eine_seite(THEMENZEILE, queries.themen.liste(person, filter, angaben["nach"]), sichten)


@abruf("/themen/<nummer>", Permission.THEMA_ANSEHEN, THEMA, "Ein Thema lesen")
def thema(person: Person, angaben: Mapping[str, Any], nummer: str) -> Mapping[str, Any]:
    found = find_or_404(queries.themen.ganz(person).where(Thema.nummer == canonical(nummer)[:16]))
    goes_on = queries.themen.ziele(found)
    if goes_on:
        find_or_404(queries.themen.sichtbar_fuer(person).where(Thema.id == goes_on[-1].id))
    parts = queries.themen.sichtbare_teile(found, person)
    row = SimpleNamespace(
        thema=found,
        zeile=_zeile(found),
        grundlagen=queries.themen.grundlagen(found, person),
        beschluesse=queries.themen.beschluesse(found),
        arbeit=queries.themen.arbeit(found, person),
        teile=parts,
        weitergaben=queries.weitergaben.der_themen(person, found, *parts),
        ziel=goes_on[-1] if goes_on else None,
    )
    return THEMA.schreiben(row, _sichten(person))


def _zeile(found: Thema) -> SimpleNamespace:
    """What the list shows of a Thema that was read whole."""
    columns = ("nummer", "titel", "status", "rang", "wiedervorlage", "frist", "aufgenommen_am")
    shown = {name: getattr(found, name) for name in (*columns, "dringlichkeit", "aufwand", "einfluss")}
    return SimpleNamespace(
        **shown,
        handlungsfeld=found.handlungsfeld.kurz if found.handlungsfeld else None,
        projektgruppe=found.projektgruppe.name if found.projektgruppe else None,
    )
