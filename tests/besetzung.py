"""The small fixed cast and its world. The same people as in seeds/; all of them are invented."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import select

from kimflow import config
from kimflow.db import session, transaction
from kimflow.models import (
    VOKABULARE,
    Amt,
    Besetzung,
    Einstellung,
    Gremienart,
    Gremium,
    Institution,
    Kommune,
    Mitgliedschaft,
    Person,
    PersonStatus,
    Rolle,
    Rollenart,
    Sitz,
    Stimmrecht,
    Vokabel,
    Zeichnungsberechtigung,
)
from kimflow.workflow.einstellungen import EINSTELLUNGEN

BEGINN = date(2025, 1, 1)
PASSWORT = "ein langes Kennwort"

# name: (function, institution)
CAST: dict[str, tuple[str, str]] = {
    "Kora": ("Koordinierende Stelle", "KI"),
    "Ada": ("Administration", "Kreis"),
    "Mats": ("Geschäftsführung", "Jobcenter"),
    "Mia": ("Leitung Ausländerbehörde", "ABH"),
    "Vera": ("Stellvertretende Geschäftsführung", "Jobcenter"),
    "Bert": ("Integrationsrat", "Integrationsrat"),
    "Paula": ("Fachbereichsleitung", "Sozialamt"),
    "Paul": ("Sachbearbeitung", "Jobcenter"),
    "Petra": ("Leitung Bildungsbüro", "Schulamt"),
    "Fatma": ("Case Management", "KI"),
    "Finn": ("Migrationsberatung", "Caritas"),
    "Frida": ("Case Management", "Seestadt"),
    "Zoe": ("Vorstand", "Caritas"),
    "Bibi": ("Vorzimmer", "Jobcenter"),
    "Lena": ("Kreisdirektorin", "Kreis"),
    "Emil": ("früher Stellvertretung", "ABH"),
    "Nora": ("ausgeschieden", "Sozialamt"),
}

_INSTITUTIONEN = {
    "KI": ("Kommunales Integrationszentrum", "Kommunales Integrationszentrum"),
    "Kreis": ("Kreisverwaltung", "Kreisverwaltung"),
    "Jobcenter": ("Jobcenter Musterkreis", "Jobcenter"),
    "ABH": ("Ausländerbehörde Musterkreis", "Ausländerbehörde"),
    "Sozialamt": ("Sozialamt Musterkreis", "Sozialamt"),
    "Schulamt": ("Schulamt Musterkreis", "Schulamt"),
    "Caritas": ("Caritasverband Musterkreis", "Wohlfahrtsverband"),
    "Seestadt": ("Stadt Seestadt", "Stadt oder Gemeinde"),
    "Integrationsrat": ("Integrationsrat Musterkreis", "Integrationsrat"),
}


class Welt:
    """What tests reach for by name."""

    def person(self, name: str) -> Person:
        return session().scalars(select(Person).where(Person.name == name)).unique().one()

    def institution(self, kurzname: str) -> Institution:
        return session().scalars(select(Institution).where(Institution.kurzname == kurzname)).unique().one()

    def gremium(self, name: str) -> Gremium:
        return session().scalars(select(Gremium).where(Gremium.name == name)).unique().one()

    def kommune(self, name: str = "Seestadt") -> Kommune:
        return session().scalars(select(Kommune).where(Kommune.name == name)).one()

    def vokabel(self, art: str, kurz: str) -> Any:
        return session().scalars(select(Vokabel).where(Vokabel.art == art, Vokabel.kurz == kurz)).one()

    def sitz(self, bezeichnung: str) -> Sitz:
        return session().scalars(select(Sitz).where(Sitz.bezeichnung == bezeichnung)).unique().one()

    @property
    def lenkungsgruppe(self) -> Gremium:
        return self.gremium("Lenkungsgruppe")

    @property
    def fallwerkstatt(self) -> Gremium:
        return self.gremium("Fallwerkstatt Nord")

    @property
    def projektgruppe(self) -> Gremium:
        """The one Paula leads."""
        return self.gremium("Projektgruppe Übergänge")

    @property
    def andere_projektgruppe(self) -> Gremium:
        """The one Petra leads."""
        return self.gremium("Projektgruppe Sprache")


@cache
def _hash() -> str:
    """One quick hash for everybody; hashing is tested elsewhere."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - only when a world is made

    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORT)


def bevoelkern() -> None:
    """Put the cast and its world into an empty, migrated database. Raw rows: the acts have tests of their own."""
    assert config.current().ist_test
    with transaction() as s:
        for art, kind in VOKABULARE.items():
            for position, kurz in enumerate(_WORTE[art]):
                s.add(kind(kurz=kurz, lang=kurz, reihenfolge=position, aktiv=True))
        s.add_all(Einstellung(schluessel=schluessel, wert="") for schluessel in EINSTELLUNGEN)
        s.flush()
        typ = {v.kurz: v for v in s.scalars(select(Vokabel).where(Vokabel.art == "institutionstyp"))}
        orte = {name: Kommune(name=name, aktiv=True) for name in ("Seestadt", "Waldau")}
        haus = {
            kurz: Institution(
                name=name,
                kurzname=kurz,
                typ=typ[art],
                kommune=orte["Seestadt"] if kurz == "Seestadt" else None,
                aktiv=True,
            )
            for kurz, (name, art) in _INSTITUTIONEN.items()
        }
        leute = {
            name: Person(
                name=name,
                funktion=funktion,
                mail=f"{name.lower()}@musterkreis.example",
                institution=haus[wo],
                passwort=_hash(),
                status=PersonStatus.DEAKTIVIERT if name == "Nora" else PersonStatus.AKTIV,
            )
            for name, (funktion, wo) in CAST.items()
        }
        s.add_all([*orte.values(), *haus.values(), *leute.values()])
        _rollen(leute, haus)
        _gremien(leute, haus)


def _rollen(leute: dict[str, Person], haus: dict[str, Institution]) -> None:
    for name, art in {
        "Kora": Rollenart.KOORDINATION,
        "Ada": Rollenart.ADMINISTRATION,
        "Lena": Rollenart.LESEND,
        "Bibi": Rollenart.BUERO,
        "Nora": Rollenart.KOORDINATION,
    }.items():
        leute[name].rollen.append(Rolle(art=art, von=BEGINN))
    for name, kurz in {"Zoe": "Caritas", "Mats": "Jobcenter", "Mia": "ABH", "Paula": "Sozialamt"}.items():
        leute[name].zeichnungsberechtigungen.append(Zeichnungsberechtigung(institution=haus[kurz], von=BEGINN))


def _gremien(leute: dict[str, Person], haus: dict[str, Institution]) -> None:
    s = session()
    gremien = {
        name: Gremium(name=name, art=art, von=BEGINN, frage="", hoechstlast=3)
        for name, art in {
            "Lenkungsgruppe": Gremienart.LENKUNGSGRUPPE,
            "Fallwerkstatt Nord": Gremienart.FALLWERKSTATT,
            "Fallwerkstatt Süd": Gremienart.FALLWERKSTATT,
            "Projektgruppe Übergänge": Gremienart.PROJEKTGRUPPE,
            "Projektgruppe Sprache": Gremienart.PROJEKTGRUPPE,
        }.items()
    }
    s.add_all(gremien.values())
    for name, gremium, amt in (
        ("Paula", "Projektgruppe Übergänge", Amt.LEITUNG),
        ("Paul", "Projektgruppe Übergänge", Amt.MITGLIED),
        ("Petra", "Projektgruppe Sprache", Amt.LEITUNG),
        ("Fatma", "Fallwerkstatt Nord", Amt.LEITUNG),
        ("Finn", "Fallwerkstatt Nord", Amt.MITGLIED),
        ("Frida", "Fallwerkstatt Süd", Amt.LEITUNG),
    ):
        s.add(Mitgliedschaft(gremium=gremien[gremium], person=leute[name], amt=amt, von=BEGINN))
    for position, (kurz, recht, besetzung) in enumerate(
        (
            ("Jobcenter", Stimmrecht.STIMMBERECHTIGT, [("Mats", None), ("Vera", None)]),
            ("ABH", Stimmrecht.STIMMBERECHTIGT, [("Mia", None), ("Emil", date(2025, 12, 31))]),
            ("Integrationsrat", Stimmrecht.BERATEND, [("Bert", None)]),
        )
    ):
        sitz = Sitz(
            gremium=gremien["Lenkungsgruppe"],
            bezeichnung=haus[kurz].name,
            stimmrecht=recht,
            reihenfolge=position,
            von=BEGINN,
            institutionen=[haus[kurz]],
        )
        s.add(sitz)
        for rang, (name, bis) in enumerate(besetzung):
            s.add(Besetzung(sitz=sitz, person=leute[name], rang=rang, von=BEGINN, bis=bis))


_WORTE: dict[str, list[str]] = {
    "rechtskreis": ["SGB II", "SGB III", "AsylbLG", "AufenthG"],
    "handlungsfeld": ["Sprache", "Wohnen", "Leistungen und Rechtskreiswechsel"],
    "phase": ["Zugang", "Assessment", "Linking"],
    "integrationskette": ["Ankommen", "Orientierung"],
    "ursache": ["Zuständigkeit unklar", "Rechtskreiswechsel", "Wartezeit"],
    "herkunft": ["KIM-Case-Management", "andere Beratungsstelle"],
    "zielgruppe": ["Geflüchtete", "junge Erwachsene 18 bis 27"],
    "aufenthaltsgruppe": ["gestattet", "anerkannt"],
    "altersband": ["18 bis 26", "27 bis 39"],
    "institutionstyp": sorted({typ for _, typ in _INSTITUTIONEN.values()}),
    "massnahmeart": ["Verfahren und Abläufe", "Formular oder Arbeitshilfe"],
}
