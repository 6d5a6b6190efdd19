"""What a Beschluss can do to a Thema or a Zielvereinbarung: the fields of each act and its sentence in the wording."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from wtforms.validators import DataRequired

from kimflow import clock, queries
from kimflow.blueprints.beschluesse.auflagen import AUFLAGENFELDER, auflagen, auflagensatz, waehlbar_machen
from kimflow.models import Abstimmungsoption, Gremienart, Gremium, Thema, Topgegenstand
from kimflow.permissions import Permission
from kimflow.web.filters import datum
from kimflow.web.forms import PFLICHT, Eins, Mehrere, absatz, haken, tag, wort, zahl
from kimflow.workflow.acts import ACTS, Act
from kimflow.workflow.auslastung import Auslastung, auslastung
from kimflow.workflow.wirkungen import Wirkung

P = Permission
Felder = Mapping[str, Callable[[], Any]]
_begruendung: Felder = {"begruendung": lambda: absatz("Begründung", 2000, pflicht=True)}


class Gruppenwahl(Eins):
    """A Projektgruppe with its load, so that nobody promises blindly."""

    lasten: Mapping[int, Auslastung] = {}

    def benennen(self, row: Gremium) -> str:
        found = self.lasten.get(row.id)
        return f"{row} ({found.wort}: {found.last.themen} von {found.last.hoechstlast})" if found else str(row)


class Tauschwahl(Eins):
    """A running Thema that rests in exchange, under the name of its group."""

    gruppen: Mapping[int, str] = {}

    def benennen(self, row: Thema) -> str:
        return f"{self.gruppen.get(row.projektgruppe_id or 0, '')}: {row}"


class Traegerwahl:
    """What a Beschluss can choose from when it gives a Mandat: read once for all sections of a form."""

    @cached_property
    def auslastungen(self) -> list[Auslastung]:
        today = clock.today()
        return [auslastung(last, today) for last in queries.auslastung.lasten()]

    @cached_property
    def _gruppen(self) -> list[Gremium]:
        return queries.gremien.aktive(Gremienart.PROJEKTGRUPPE)

    @cached_property
    def _themen(self) -> list[Thema]:
        full = {one.last.id for one in self.auslastungen if one.ist_voll}
        return [thema for thema in queries.auslastung.laufende_themen() if thema.projektgruppe_id in full]

    def anbieten(self, made: Any) -> None:
        """Give a field of the act what can be chosen in it."""
        if isinstance(made, Gruppenwahl):
            made.lasten = {one.last.id: one for one in self.auslastungen}
            made.optionen = self._gruppen
        elif isinstance(made, Tauschwahl):
            made.gruppen = {one.last.id: one.last.name for one in self.auslastungen}
            made.optionen = self._themen


class Parteienwahl(Mehrere):
    """The parties whose Zeichnung is missing."""


@dataclass(frozen=True)
class Art:
    """One act a Beschluss can trigger: its fields and how it reads in the wording."""

    satz: str
    felder: Felder = field(default_factory=dict)
    # From what the fields hold to the arguments of the act, where that is not the same.
    zusammen: Callable[[dict[str, Any]], dict[str, Any]] = dict
    # What the sentence says beyond the fields.
    zusatz: Callable[[dict[str, Any]], str] = lambda angaben: ""


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
            "begruendung": lambda: absatz(
                "Begründung", 2000, hilfe="Nötig, wenn die Gruppe voll ist und nichts dafür liegen bleibt."
            ),
            "statt": lambda: _tausch(),
            "statt_bis": lambda: tag("Wiedervorlage des ruhenden Themas", hilfe="Nur bei einem Tausch."),
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
    P.ZIELVEREINBARUNG_ZUSTIMMEN: Art(
        "Der Zielvereinbarung {ding} wird zugestimmt.", AUFLAGENFELDER, auflagen, auflagensatz
    ),
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
    return Gruppenwahl("‹Projektgruppe:nom›", [DataRequired(PFLICHT)])


def _tausch() -> Any:
    hilfe = "Die Alternative zur Begründung bei einer vollen Gruppe: Eines ihrer Themen ruht bis zur Wiedervorlage."
    return Tauschwahl("Was lassen wir dafür liegen?", leer="nichts", description=hilfe)


class Abschnitt:
    """The part of the form about one thing on the agenda item: a choice of acts, and the fields of each."""

    def __init__(
        self, form: object, gegenstand: Topgegenstand | Abstimmungsoption, traeger: Traegerwahl | None = None
    ) -> None:
        self.form: Any = form
        self.traeger = traeger or Traegerwahl()
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
                self.traeger.anbieten(made)
                if isinstance(made, Parteienwahl):
                    made.optionen = queries.zeichnungen.ausstehende(self.ding)
            if akt.permission is P.ZIELVEREINBARUNG_ZUSTIMMEN:
                waehlbar_machen(self.felder(akt), self.ding)

    def betrifft(self, option: Abstimmungsoption) -> bool:
        """Whether this is about the thing that was voted on there."""
        about = (self.gegenstand.thema_id, self.gegenstand.zielvereinbarung_id)
        return about == (option.thema_id, option.zielvereinbarung_id)

    def _feldname(self, akt: Act[..., Any], name: str) -> str:
        return f"{self.name}-{akt.verb}-{name}"

    @property
    def wahl(self) -> Any:
        return self.form[self.name]

    def auslastungen(self, akt: Act[..., Any]) -> list[Auslastung]:
        """The load of every group, where one is to be chosen."""
        return self.traeger.auslastungen if akt.permission is P.THEMA_BEAUFTRAGEN else []

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
        return Wirkung(akt.permission, self.ding, ARTEN[akt.permission].zusammen(given))

    def satz(self) -> str | None:
        """The chosen act in plain German; what is not filled in yet reads as dots."""
        wirkung = self.wirkung()
        return satz(wirkung) if wirkung else None


def satz(wirkung: Wirkung) -> str:
    """What a Beschluss does, in plain German."""
    words = {name: _lesen(value) for name, value in wirkung.angaben.items()}
    art = ARTEN[wirkung.permission]
    sentence = art.satz.format(ding=wirkung.gegenstand, **words) + art.zusatz(wirkung.angaben)
    if wirkung.statt is not None:
        sentence += f" {tauschsatz(wirkung)}"
    return sentence


def tauschsatz(wirkung: Wirkung) -> str:
    """What rests in exchange, and until when."""
    return f"Dafür ruht {wirkung.statt} bis zum {_lesen(wirkung.angaben.get('statt_bis'))}."


def _betrifft(akt: Act[..., Any], ding: Any) -> bool:
    return akt.of is not None and isinstance(ding, akt.of)


def _lesen(value: Any) -> str:
    if value in (None, ""):
        return "…"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "…"
    return datum(value) if hasattr(value, "year") else str(value)
