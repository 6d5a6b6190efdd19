"""What a Beschluss can do to a Thema or a Zielvereinbarung: the fields of each act and its sentence in the wording."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wtforms.validators import DataRequired

from kimflow import queries
from kimflow.models import Abstimmungsoption, Gremienart, Gremium, Topgegenstand
from kimflow.permissions import Permission
from kimflow.web.filters import datum
from kimflow.web.forms import PFLICHT, Eins, Mehrere, absatz, haken, tag, wort, zahl
from kimflow.workflow.acts import ACTS, Act
from kimflow.workflow.wirkungen import Wirkung

P = Permission
Felder = Mapping[str, Callable[[], Any]]
_begruendung: Felder = {"begruendung": lambda: absatz("Begründung", 2000, pflicht=True)}


class Gruppenwahl(Eins):
    """A Projektgruppe with its load, so that nobody promises blindly."""

    def benennen(self, row: Gremium) -> str:
        return f"{row} (Auslastung {queries.gremien.last(row)} von {row.hoechstlast})"


class Parteienwahl(Mehrere):
    """The parties whose Zeichnung is missing."""


@dataclass(frozen=True)
class Art:
    """One act a Beschluss can trigger: its fields and how it reads in the wording."""

    satz: str
    felder: Felder = field(default_factory=dict)


ARTEN: dict[Permission, Art] = {
    P.THEMA_PRIORISIEREN: Art(
        "{ding} wird auf Rang {rang} gesetzt.", {"rang": lambda: zahl("Rang", 1, 999, pflicht=True)}
    ),
    P.THEMA_BEAUFTRAGEN: Art(
        "Mit {ding} wird beauftragt: {projektgruppe}, Frist {frist}. Mandat: {mandat}",
        {
            "projektgruppe": lambda: _projektgruppe(),
            "mandat": lambda: absatz("Mandat", 2000, pflicht=True, hilfe="Was soll die Gruppe erarbeiten?"),
            "frist": lambda: tag("Frist", pflicht=True),
            "begruendung": lambda: absatz("Begründung", 2000, hilfe="Nur nötig, wenn die Gruppe ausgelastet ist."),
        },
    ),
    P.THEMA_VEREINBAREN: Art("Die Maßnahmen zu {ding} werden vereinbart."),
    P.THEMA_ZURUECKSTELLEN: Art(
        "{ding} wird bis zum {wiedervorlage} zurückgestellt. Begründung: {begruendung}",
        {**_begruendung, "wiedervorlage": lambda: tag("Wiedervorlage", pflicht=True)},
    ),
    P.THEMA_NICHT_WEITERVERFOLGEN: Art("{ding} wird nicht weiterverfolgt. Begründung: {begruendung}", _begruendung),
    P.THEMA_ERLEDIGEN: Art(
        "{ding} ist erledigt: {was}", {"was": lambda: absatz("Was wurde erreicht?", 2000, pflicht=True)}
    ),
    P.THEMA_BEENDEN: Art("{ding} wird beendet. Begründung: {begruendung}", _begruendung),
    P.ZIELVEREINBARUNG_ZUSTIMMEN: Art("Der Zielvereinbarung {ding} wird zugestimmt."),
    P.ZIELVEREINBARUNG_UEBERARBEITEN: Art(
        "Die Zielvereinbarung {ding} wird bis zum {bis} überarbeitet: {was}",
        {
            "was": lambda: absatz("Was ist zu ändern?", 2000, pflicht=True),
            "bis": lambda: tag("Bis wann?", pflicht=True),
        },
    ),
    P.ZIELVEREINBARUNG_OHNE_PARTEI_IN_KRAFT_SETZEN: Art(
        "Die Zielvereinbarung {ding} tritt ohne {parteien} in Kraft. Begründung: {begruendung}",
        {"parteien": lambda: Parteienwahl("Ohne diese Parteien", [DataRequired(PFLICHT)]), **_begruendung},
    ),
    P.ZIELVEREINBARUNG_NICHT_ZUSTIMMEN: Art(
        "Der Zielvereinbarung {ding} wird nicht zugestimmt. Begründung: {begruendung}",
        {**_begruendung, "zurueck_in_den_speicher": lambda: haken("Das Thema geht zurück in den Themenspeicher")},
    ),
}


def _projektgruppe() -> Any:
    return Gruppenwahl("Projektgruppe", [DataRequired(PFLICHT)])


class Abschnitt:
    """The part of the form about one thing on the agenda item: a choice of acts, and the fields of each."""

    def __init__(self, form: object, gegenstand: Topgegenstand | Abstimmungsoption) -> None:
        self.form: Any = form
        self.gegenstand = gegenstand
        self.ding: Any = gegenstand.gegenstand
        self.name = f"g{gegenstand.id}"
        self.akte: list[Act[..., Any]] = [
            ACTS[permission]
            for permission in ARTEN
            if permission in ACTS and _betrifft(ACTS[permission], self.ding) and ACTS[permission].fits(self.ding)
        ]
        self._aufbauen()

    def _aufbauen(self) -> None:
        choices = [("", "keine Wirkung"), *((akt.permission.value, akt.label) for akt in self.akte)]
        self.form.ergaenzen(self.name, wort(f"Was wird zu {self.ding} beschlossen?", P, pflicht=False))
        self.wahl.choices = choices
        for akt in self.akte:
            for name, make in ARTEN[akt.permission].felder.items():
                self.form.ergaenzen(self._feldname(akt, name), make())
                made = self.form[self._feldname(akt, name)]
                if isinstance(made, Parteienwahl):
                    made.optionen = queries.zeichnungen.ausstehende(self.ding)
                if isinstance(made, Gruppenwahl):
                    made.optionen = queries.gremien.aktive(Gremienart.PROJEKTGRUPPE)

    def betrifft(self, option: Abstimmungsoption) -> bool:
        """Whether this is about the thing that was voted on there."""
        about = (self.gegenstand.thema_id, self.gegenstand.zielvereinbarung_id)
        return about == (option.thema_id, option.zielvereinbarung_id)

    def _feldname(self, akt: Act[..., Any], name: str) -> str:
        return f"{self.name}-{akt.verb}-{name}"

    @property
    def wahl(self) -> Any:
        return self.form[self.name]

    def felder(self, akt: Act[..., Any]) -> dict[str, Any]:
        """The fields of one act by its argument names."""
        return {name: self.form[self._feldname(akt, name)] for name in ARTEN[akt.permission].felder}

    @property
    def gewaehlt(self) -> Act[..., Any] | None:
        return next((akt for akt in self.akte if akt.permission == self.wahl.data), None)

    @property
    def ungewaehlte(self) -> set[str]:
        """Names of the fields that belong to acts nobody chose; what stands in them does not matter."""
        return {
            self._feldname(akt, name)
            for akt in self.akte
            if akt is not self.gewaehlt
            for name in ARTEN[akt.permission].felder
        }

    def waehlen(self, permission: Permission, **angaben: Any) -> None:
        """Preset an act and its fields, if it fits."""
        for akt in self.akte:
            if akt.permission is permission:
                self.wahl.data = permission
                for name, value in angaben.items():
                    self.felder(akt)[name].data = value

    def wirkung(self) -> Wirkung | None:
        akt = self.gewaehlt
        if akt is None:
            return None
        given = {name: field.data for name, field in self.felder(akt).items()}
        return Wirkung(akt.permission, self.ding, given)

    def satz(self) -> str | None:
        """The chosen act in plain German; what is not filled in yet reads as dots."""
        wirkung = self.wirkung()
        return satz(wirkung) if wirkung else None


def satz(wirkung: Wirkung) -> str:
    """What a Beschluss does, in plain German."""
    words = {name: _lesen(value) for name, value in wirkung.angaben.items()}
    return ARTEN[wirkung.permission].satz.format(ding=wirkung.gegenstand, **words)


def _betrifft(akt: Act[..., Any], ding: Any) -> bool:
    return akt.of is not None and isinstance(ding, akt.of)


def _lesen(value: Any) -> str:
    if value in (None, ""):
        return "…"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "…"
    return datum(value) if hasattr(value, "year") else str(value)
