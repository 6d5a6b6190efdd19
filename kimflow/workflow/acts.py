"""The kernel of everything that happens: @act. Nothing else assigns a status or writes an Ereignis."""

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar, get_type_hints

from kimflow import db
from kimflow.models import Person
from kimflow.notices import NOTICES
from kimflow.permissions import Permission, can
from kimflow.queries import bezeichnungen
from kimflow.workflow import ereignisse, post

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Requirement = Callable[[Any], str | None]
NewStatus = StrEnum | Callable[[Any], StrEnum] | None


class Forbidden(Exception):
    """The person may not do this; the page answers 403."""


class Obstructed(Exception):
    """It cannot be done now; `reasons` are German sentences. The page answers 409."""

    def __init__(self, *reasons: str) -> None:
        self.reasons: Sequence[str] = tuple(map(bezeichnungen.eingesetzt, reasons))
        super().__init__("; ".join(self.reasons))


class Stale(Exception):
    """Somebody else saved `thing` since the form was opened; the page shows both texts."""

    def __init__(self, thing: Any) -> None:
        super().__init__("Inzwischen wurde etwas anderes gespeichert.")
        self.thing = thing


@dataclass(eq=False)
class Act(Generic[Parameters, Result]):
    """One verb. Calling it checks right, state and requirements, then does, records and tells."""

    function: Callable[Parameters, Result]
    permission: Permission
    label: str
    sentence: str
    when: frozenset[StrEnum] | None
    then: NewStatus
    requires: tuple[Requirement, ...]
    records: tuple[str, ...]
    creates: bool
    follows: bool
    trail: bool
    beschluss_from: frozenset[StrEnum] = frozenset()

    def __post_init__(self) -> None:
        update_wrapper(self, self.function)
        self.help = inspect.getdoc(self.function) or ""
        self.signature = inspect.signature(self.function)
        self.first = next(iter(self.signature.parameters))
        self.arguments = tuple(
            name for name, p in self.signature.parameters.items() if p.kind is inspect.Parameter.KEYWORD_ONLY
        )
        ACTS[self.permission] = self

    @property
    def verb(self) -> str:
        return self.permission.value.partition(".")[2]

    @property
    def needs_beschluss(self) -> bool:
        """Whether this is an act of the Lenkungsgruppe (marked B in the tables of the field)."""
        asked = "beschluss" in self.arguments
        return asked and self.signature.parameters["beschluss"].default is inspect.Parameter.empty

    def is_decided(self, thing: Any) -> bool:
        """Whether this is, in the present state of `thing`, an act of the Lenkungsgruppe."""
        return self.needs_beschluss or _status(thing) in self.beschluss_from

    @cached_property
    def of(self) -> type | None:
        """The class this act is done to; None where a new thing needs no context."""
        return None if self.first == "person" else get_type_hints(self.function)[self.first]

    def __call__(self, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        if not db.in_transaction():
            raise RuntimeError(f"{self.permission} braucht eine transaction().")
        thing: Any
        person: Any
        thing, person = (None, args[0]) if self.first == "person" else (args[0], args[1])
        _check_version(thing, kwargs)
        if not can(person, self.permission, thing):
            raise Forbidden(self.permission)
        return self._do(thing, person, args, kwargs)

    def von_selbst(self, thing: Any, **kwargs: Any) -> Result:
        """Done by the clock, or by nobody we know: no right is asked, the trail names nobody; all else as ever."""
        if not db.in_transaction():
            raise RuntimeError(f"{self.permission} braucht eine transaction().")
        return self._do(thing, None, (None,) if self.first == "person" else (thing, None), kwargs)

    def _do(self, thing: Any, person: Person | None, args: Any, kwargs: Any) -> Result:
        if reasons := self.obstacles(thing):
            raise Obstructed(*reasons)
        if self.is_decided(thing) and kwargs.get("beschluss") is None:
            raise Obstructed("Darüber entscheidet ‹die Lenkungsgruppe:nom›: Es braucht einen Beschluss.")
        before = None if self.creates else _status(thing)
        result = self.function(*args, **kwargs)
        subject: Any = result if self.creates else thing
        self._set_status(subject)
        if subject not in db.session().deleted:
            db.session().add(subject)
        db.session().flush()
        if self.trail:
            given = {name: kwargs[name] for name in self.records if kwargs.get(name) not in (None, "", [])}
            ereignisse.festhalten(self.permission, subject, person, before, _status(subject), given)
        _queue(self.permission, subject, person)
        return result

    def _set_status(self, subject: Any) -> None:
        if self.then is not None:
            subject.status = self.then if isinstance(self.then, StrEnum) else self.then(subject)

    def obstacles(self, thing: Any) -> list[str]:
        """Every German reason why this cannot be done to `thing` now; empty if it can."""
        if not self.fits(thing):
            return [f"„{self.label}“ ist im Stand „{lesbar(_status(thing))}“ nicht möglich."]
        return [reason for requirement in self.requires if (reason := requirement(thing))]

    def fits(self, thing: Any) -> bool:
        """Whether the status of `thing` is one this act starts from."""
        return self.when is None or _status(thing) in self.when


ACTS: dict[Permission, Act[Any, Any]] = {}


def act(
    permission: Permission,
    *,
    label: str,
    sentence: str,
    when: Iterable[StrEnum] | None = None,
    then: NewStatus = None,
    requires: tuple[Requirement, ...] = (),
    records: tuple[str, ...] = (),
    creates: bool = False,
    follows: bool = False,
    trail: bool = True,
    beschluss_from: Iterable[StrEnum] = (),
) -> Callable[[Callable[Parameters, Result]], Act[Parameters, Result]]:
    """Declare an act. The function is `(thing, person, *, …)` or, for a new thing without context, `(person, *, …)`.

    label: the word on the button. sentence: what the Verlauf says after the name ("hat das Thema vorgelegt").
    when/then: statuses before and after; `then` may compute it from the thing. requires: what must be there, judged
    on the thing alone. records: arguments kept in the trail. creates: the function returns the new thing, and
    `when` is judged on the context. follows: done by another act only, never offered as a button.
    trail=False: no line at all, for ballots that nobody may trace. beschluss_from: the statuses of `when` from which
    only a Beschluss does it, where others may be left without. The docstring is the help at the button.
    """

    def declare(function: Callable[Parameters, Result]) -> Act[Parameters, Result]:
        states = None if when is None else frozenset(when)
        return Act(
            function,
            permission,
            label,
            sentence,
            states,
            then,
            requires,
            records,
            creates,
            follows,
            trail,
            frozenset(beschluss_from),
        )

    return declare


@dataclass(frozen=True)
class Offer:
    """An act a person may do to a thing, with what is still missing."""

    act: Act[Any, Any]
    thing: Any
    reasons: Sequence[str]


def offers(thing: Any, person: Person) -> list[Offer]:
    """What `person` may do to `thing` in its present state, in the order the acts are declared.

    Acts of the Lenkungsgruppe are not among them: they are done by a Beschluss.
    """
    return [
        Offer(act, thing, [] if not act.requires else act.obstacles(thing))
        for act in ACTS.values()
        if not act.follows
        and not act.is_decided(thing)
        and act.of is not None
        and isinstance(thing, act.of)
        and act.fits(thing)
        and can(person, act.permission, thing)
    ]


def lesbar(word: object) -> str:
    """A status as people read it: zur_pruefung → zur Prüfung."""
    text = str(word)
    return _READABLE.get(text, text.replace("_", " "))


_READABLE = {
    "geraet": "am eigenen Gerät",
    "link": "über den Link aus der Mail",
    "telefon": "telefonisch",
    "papier": "auf Papier",
    "digital": "digital mit Code",
    "beitrag_neu_gefasst": "Beitrag neu gefasst",
    "ohne_partei": "ohne Partei in Kraft gesetzt",
    "handzeichen": "mit Handzeichen",
    "rang": "Rang",
    "widerstand": "Widerstand",
    "mehrheit": "Mehrheit",
    "zur_pruefung": "zur Prüfung",
    "massnahmeart": "Maßnahmenart",
    "lenkungsgruppe": "Lenkungsgruppe",
    "projektgruppe": "Projektgruppe",
    "arbeitsgruppe": "Arbeitsgruppe",
    "fallwerkstatt": "Fallwerkstatt",
    "vorsitz": "Vorsitz",
    "leitung": "Leitung",
    "mitglied": "Mitglied",
    "gast": "als Gast",
    "einwilligung": "Einwilligung liegt beim Träger",
    "einzelfall": "Einzelfall",
    "ueberarbeitung": "in Überarbeitung",
    "zur_zeichnung": "zur Zeichnung",
    "vierteljaehrlich": "vierteljährlich",
    "halbjaehrlich": "halbjährlich",
    "jaehrlich": "jährlich",
    "in_kraft": "in Kraft",
    "abgeloest": "abgelöst",
    "in_umsetzung": "in Umsetzung",
    "geprueft": "Wirkung geprüft",
    "geloescht": "gelöscht",
    "zusammengefuehrt": "zusammengeführt",
    "zurueckgezogen": "zurückgezogen",
    "zurueckgewiesen": "zurückgewiesen",
    "beruecksichtigt": "berücksichtigt",
    "nicht_weiterverfolgt": "nicht weiterverfolgt",
    "nachfrage": "Rückfrage gestellt",
    "konto": "mit Konto",
    "oeffentlich": "ohne Konto",
    "tabelle": "aus einer Tabelle",
    "vorschlag": "Vorschlag liegt vor",
    "protokoll_in_abstimmung": "Protokoll in Abstimmung",
    "eingefuehrt": "eingeführt",
    "laeuft": "läuft",
    "erfuellt": "erfüllt",
    "buero": "Büro",
    "plan": "läuft wie geplant",
    "verzoegert": "verzögert",
    "hilfe": "Hilfe nötig",
    "wirkt_mit": "wirkt mit",
    "unterstuetzt": "unterstützt",
    "nicht_beteiligt": "nicht beteiligt",
    "einwand": "schwerer Einwand",
    "bedenken": "leichte Bedenken",
    "vorbehalt": "Zustimmung unter Gremienvorbehalt",
    "fachgespraech": "Fachgespräch",
    "rechtsaenderung": "Rechtsänderung",
    "politischer_auftrag": "politischer Auftrag",
    "statistik": "Statistik",
    "altbestand": "Altbestand",
    "nachbereitung": "in Nachbereitung",
    "punkte": "Punkte",
    "konsens": "Konsens",
    "abstimmung": "Abstimmung",
    "umlauf": "Umlauf",
    "kenntnisnahme": "Kenntnisnahme",
    "information": "Information",
    "beratung": "Beratung",
    "priorisierung": "Priorisierung",
    "beschluss": "Beschluss",
    "zustimmung": "Zustimmung",
    "enthaltung": "Enthaltung",
    "vertretung": "Vertretung kommt",
    "koordination": "Koordination",
    "land": "Land",
    "bund": "Bund",
    "politik": "Politik",
    "administration": "Administration",
    "antrag": "Förderantrag",
    "mittelabruf": "Mittelabruf",
    "verwendungsnachweis": "Verwendungsnachweis oder Testat",
    "rueckzahlung": "Rückzahlung",
    "weiterleitungsvertrag": "Weiterleitungsvertrag",
    "kooperationsvertrag": "Kooperationsvertrag",
    "handlungskonzept": "Fortschreibung des Handlungskonzepts",
    "fachaufsicht": "Nachweis der Fachaufsicht",
    "bericht": "Bericht an die Bezirksregierung",
    "sachbericht": "Sachbericht",
    "berichtsvorlage": "Berichtsvorlage",
    "lage": "Lage auf einer Seite",
    "jahresrueckblick": "Jahresrückblick",
}


def _status(thing: Any) -> StrEnum | None:
    return getattr(thing, "status", None)


def _check_version(thing: Any, kwargs: dict[str, Any]) -> None:
    """A form that edits carries the version it was opened with; the body never sees it."""
    version = kwargs.pop("version", None)
    if version is not None and thing is not None and thing.version != version:
        raise Stale(thing)


def _queue(permission: Permission, subject: Any, person: Any) -> None:
    for notice in NOTICES[permission]:
        for brief in notice(subject, person):
            if brief.an.ist_erreichbar and (person is None or brief.an.id != person.id):
                post.einwerfen(brief, permission)
