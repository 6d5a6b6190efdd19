"""Beschlüsse for programs: the list and one of them."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from kimflow import queries
from kimflow.blueprints.schnittstelle.angaben import SEITE, SUCHE, Angabe
from kimflow.blueprints.schnittstelle.felder import (
    JA_NEIN,
    TAG,
    TEXT,
    TEXTE,
    ZEITPUNKT,
    Feld,
    Objekt,
    nummer_von,
    oder_nichts,
    seite_von,
    viele,
    wort,
)
from kimflow.blueprints.schnittstelle.zugang import abruf, eine_seite
from kimflow.columns import canonical
from kimflow.mail.briefe import adresse
from kimflow.models import Beschluss, Modus, Person
from kimflow.permissions import Permission
from kimflow.queries.beschluesse import Filter
from kimflow.web.access import find_or_404

ANGABEN = (
    Angabe("jahr", "Jahr, in dem er gefasst wurde.", "zahl"),
    Angabe("gremium", "Kennung des Gremiums.", "zahl"),
    Angabe("modus", "Wie er zustande kam.", worte=tuple(Modus)),
    Angabe("nacherfasst", "Nur nachträglich erfasste, oder nur andere.", worte=("ja", "nein")),
    SUCHE,
    SEITE,
)
_KOPF = (
    Feld("nummer", TEXT),
    Feld("gefasst_am", TAG),
    Feld("gremium", TEXT, lambda row: str(row.gremium)),
    Feld("modus", wort(Modus)),
    Feld("nacherfasst", JA_NEIN),
    Feld("wortlaut", TEXT),
    Feld("seite", TEXT, lambda row: adresse(f"/beschluesse/{row.nummer}"), "Adresse der Seite in kimflow."),
)
_THEMEN = Feld("themen", TEXTE, erklaerung="Nummern der Themen, für die er etwas bewirkt.")
BESCHLUSSZEILE = Objekt("Beschlusszeile", "Ein Beschluss in der Liste.", (*_KOPF, _THEMEN))


WIRKUNG = Objekt(
    "Wirkung",
    "Was der Beschluss bewirkt: die Handlung und ihr Gegenstand.",
    (
        Feld("akt", TEXT, erklaerung="Wie im Verlauf, zum Beispiel thema.priorisieren."),
        *(nummer_von(name, name) for name in ("thema", "zielvereinbarung", "massnahme")),
    ),
)
BERICHTIGUNG = Objekt(
    "Berichtigung",
    "Eine Berichtigung des Wortlauts.",
    (Feld("berichtigt_am", ZEITPUNKT), Feld("wortlaut_vorher", TEXT), Feld("begruendung", TEXT)),
)
BESCHLUSS = Objekt(
    "Beschluss",
    "Ein Beschluss mit allem, was seine Seite zeigt.",
    (
        *(feld.bei("beschluss") for feld in _KOPF),
        _THEMEN,
        *(Feld(name, TEXT).bei("beschluss") for name in ("bedenken", "vorbehalt", "quelle", "abweichung")),
        Feld("vorbehalt_bis", oder_nichts(TAG)).bei("beschluss"),
        nummer_von("sitzung", "sitzung"),
        nummer_von("abstimmung", "beschluss.abstimmung"),
        Feld(
            "ergebnis",
            oder_nichts(TEXT),
            erklaerung="Der Satz zur geschlossenen Abstimmung.",
        ),
        nummer_von("ersetzt", "beschluss.ersetzt"),
        Feld("ersetzt_durch", TEXTE),
        viele(WIRKUNG, "wirkungen", "beschluss.wirkungen"),
        viele(BERICHTIGUNG, "berichtigungen", "beschluss.berichtigungen"),
    ),
)


@abruf("/beschluesse", Permission.BESCHLUSS_ANSEHEN, seite_von(BESCHLUSSZEILE), "Beschlüsse auflisten", ANGABEN)
def beschluesse(person: Person, angaben: Mapping[str, Any]) -> Mapping[str, Any]:
    filter = Filter(
        jahr=angaben["jahr"],
        gremium=angaben["gremium"],
        modus=Modus(angaben["modus"]) if angaben["modus"] else None,
        nacherfasst={"ja": True, "nein": False}.get(angaben["nacherfasst"] or ""),
        suche=angaben["suche"] or "",
    )
    return eine_seite(BESCHLUSSZEILE, queries.beschluesse.liste(person, filter, angaben["nach"]))


@abruf("/beschluesse/<nummer>", Permission.BESCHLUSS_ANSEHEN, BESCHLUSS, "Einen Beschluss lesen")
def beschluss(person: Person, angaben: Mapping[str, Any], nummer: str) -> Mapping[str, Any]:
    found = find_or_404(queries.beschluesse.ganz(person).where(Beschluss.nummer == canonical(nummer)[:16]))
    result = queries.ergebnisse.ergebnis(found.abstimmung) if found.abstimmung else None
    row = SimpleNamespace(
        beschluss=found,
        themen=list(dict.fromkeys(one.thema.nummer for one in found.wirkungen if one.thema)),
        sitzung=found.top.sitzung if found.top else None,
        ergebnis=result.satz if result else None,
        ersetzt_durch=queries.beschluesse.ersetzt_durch(found),
    )
    return BESCHLUSS.schreiben(row)
