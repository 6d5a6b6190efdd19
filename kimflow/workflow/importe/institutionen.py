"""The import of institutions."""

from collections.abc import Hashable, Sequence
from typing import Any

from kimflow import queries
from kimflow.exports.institutionen_spalten import SPALTEN
from kimflow.models import Institution, Person
from kimflow.permissions import Permission
from kimflow.workflow import institutionen
from kimflow.workflow.importe.art import Art, genannt
from kimflow.workflow.importe.befunde import Befund, Stand, Zuordnung
from kimflow.workflow.importe.lauf import Lauf
from kimflow.workflow.importe.werte import Zelle


class Institutionen(Art):
    """A row is found by its Kennung, else by its name."""

    name = "institutionen"
    titel = "Institutionen"
    einzahl = "Institution"
    recht = Permission.INSTITUTION_IMPORTIEREN
    spalten = SPALTEN
    andere_namen = {
        "Institutionstyp": "typ",
        "Typ": "typ",
        "Einrichtung": "name",
        "Organisation": "name",
        "Institution": "name",
        "Abkürzung": "kurzname",
        "Kürzel": "kurzname",
        "Stadt": "kommune",
        "Ort": "kommune",
        "ID": "kennung",
    }
    worte = {"typ": "institutionstyp", "kommune": "kommune"}
    ja_nein = frozenset({"aktiv"})
    erkennt = frozenset({"kennung"})
    pflicht = ("name", "kurzname", "typ")
    vorgaben = ("typ",)

    def benennen(self, befund: Befund) -> str:
        return befund.texte["name"]

    def schluessel(self, befund: Befund) -> Hashable:
        return befund.texte["kennung"] or befund.texte["name"].casefold()

    def finden(self, befunde: Sequence[Befund], lauf: Lauf) -> None:
        there = queries.importe.alle_institutionen()
        by_id, by_name = {str(i.id): i for i in there}, {i.name.casefold(): i for i in there}
        for befund in befunde:
            id_, name = befund.texte["kennung"], befund.texte["name"].casefold()
            befund.ding = by_id.get(id_) if id_ else by_name.get(name)

    def ausgabe(self, ding: Institution) -> dict[str, Zelle]:
        return {
            "kennung": str(ding.id),
            "name": ding.name,
            "kurzname": ding.kurzname,
            "typ": ding.typ.kurz,
            "kommune": ding.kommune.name if ding.kommune else "",
            "aktiv": "ja" if ding.aktiv else "nein",
        }

    def aktuell(self, ding: Institution) -> dict[str, Any]:
        fields = ("name", "kurzname", "typ", "kommune", "aktiv")
        return {"kennung": str(ding.id)} | {field: getattr(ding, field) for field in fields}

    def beurteilen(self, befund: Befund, lauf: Lauf) -> None:
        if befund.ding is not None:
            lauf.darf(befund, institutionen.bearbeiten, befund.ding)
            return
        lauf.darf(befund, institutionen.anlegen)
        if befund.texte["kennung"]:
            befund.melden(Stand.FEHLER, f"Die Kennung „{befund.texte['kennung'][:20]}“ gibt es nicht.")

    def gemeinsam(self, befunde: Sequence[Befund], lauf: Lauf) -> None:
        """Names and short names are nobody else's, in kimflow as in the file."""
        owners: dict[str, Any] = {}
        for there in queries.importe.alle_institutionen():
            owners |= {f"name:{there.name}": there, f"kurz:{there.kurzname}": there}
        for befund in befunde:
            for key in (f"name:{befund.werte['name']}", f"kurz:{befund.werte['kurzname']}"):
                owner = owners.setdefault(key, befund)
                if owner is not befund and owner is not befund.ding:
                    called = owner.titel if isinstance(owner, Befund) else f"{owner.name} ({owner.kurzname})"
                    befund.melden(Stand.FEHLER, f"Diesen Namen oder Kurznamen hat schon: {called}.")

    def schreiben(self, befunde: Sequence[Befund], person: Person, zuordnung: Zuordnung) -> None:
        for befund in befunde:
            werte = {key: befund.werte[key] for key in ("name", "kurzname", "typ", "kommune")}
            active = befund.werte["aktiv"]
            with genannt(befund):
                thing = befund.ding or institutionen.anlegen(person, **werte)
                if befund.ding is not None or not active:
                    institutionen.bearbeiten(thing, person, **werte, aktiv=active)
