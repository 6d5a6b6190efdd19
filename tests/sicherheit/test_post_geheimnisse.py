"""Nothing confidential in a mail, only the link (ZUSAGEN D5, OBERFLAECHE 2): every letter there is, over a world in
whose every text a word of its own was planted."""

import inspect
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from importlib import import_module
from itertools import count
from pkgutil import iter_modules
from typing import Any, get_type_hints

import pytest
from jinja2 import UndefinedError
from sqlalchemy import select, update

from kimflow import clock, db, mail, workflow
from kimflow.columns import canonical
from kimflow.db import Base, extension, session, transaction
from kimflow.mail.briefe import Aussenstehende, Brief
from kimflow.mail.versand import als_mail
from kimflow.models import (
    Auftrag,
    Beschluss,
    Besetzung,
    Indikator,
    Institution,
    Lage,
    Massnahme,
    Nachricht,
    Person,
    Protokollfassung,
    Rueckkopplung,
    Sitzung,
    Sitzungsantwort,
    Stimmabgabe,
    Vorbehaltsergebnis,
    Zeichnung,
    Zielvereinbarung,
    Zusage,
)
from tests import datenbanken
from tests.haus import rundgang
from tests.haus.dinge import Dinge
from tests.sicherheit.test_eingaben_markup import _bleibt_leer, _ist_text
from tests.smtp import teil

ERLAUBT = {
    "person.name": "an wen und von wem",
    "person.funktion": "wer sich am Tisch für den Sitz angemeldet hat",
    "institution.name": "um wessen Beitrag oder Sicht es geht",
    "sitz.bezeichnung": "für welchen Sitz",
    "gremium.name": "wozu geladen wird",
    "sitzung.ort": "wohin",
    "sitzung.online": "wohin",
    "top.titel": "die Tagesordnung der Einladung",
    "unterlage.titel": "freigegebene Unterlagen der Einladung",
    "unterlage.adresse": "freigegebene Unterlagen der Einladung",
}
"""What a letter may say in words somebody typed, and why. All else stands behind its link."""

TOKEN = "t" * 43
WORTE: dict[str, str] = {}


def _pflanzen(dinge: Dinge) -> None:
    """A word of its own in every text column, past forms and acts; and what some letters ask to be set."""
    turn, today = count(1), clock.today()
    with transaction():
        paul = dinge.welt.person("Paul")
        workflow.massnahmen.rueckmeldung_geben(dinge.nach_noun["massnahme"], paul, lage=Lage.HILFE, satz="Hilfe")
        top = dinge.nach_noun["sitzung"].tops[0].id
    with extension.engine.begin() as connection:
        datenbanken.ohne_ausloeser(connection)
        for table in Base.metadata.sorted_tables:
            for column in (c for c in table.columns if _ist_text(c) and not table.name.startswith("ereignis")):
                word = f"kanarie{next(turn):03d}"
                WORTE[word] = f"{table.name}.{column.name}"
                for number, row in enumerate(connection.execute(select(table)).mappings().all()):
                    if row[column.name] is None or _bleibt_leer(column, row[column.name]):
                        continue
                    if column.name == "abweichung" and row["abstimmung_id"] is None:
                        continue
                    values: dict[str, Any] = {column.name: f"{word}-{number}"[: column.type.length]}
                    also = {"antwort": "antwort_am", "vorbehalt": "vorbehalt_bis"}.get(column.name)
                    if also and also in table.c:
                        values[also] = today
                    key = [c == row[c.name] for c in table.primary_key.columns]
                    connection.execute(update(table).where(*key).values(**values))
        for model, values in (
            (Indikator, {"naechste_messung_am": today}),
            (Massnahme, {"wirkungspruefung_am": today}),
            (Beschluss, {"top_id": top}),
            (Sitzung, {"kalender_folge": 1}),
            (Zielvereinbarung, {"ueberarbeiten_bis": today}),
            (Rueckkopplung, {"beantwortet_am": clock.now(), "person_id": 1, "text": _wort("rueckkopplung.text")}),
            (Sitzungsantwort, {"antwort": Zusage.ENTSCHULDIGT, "beantwortet_am": clock.now()}),
            (Zeichnung, {"vorbehalt_ergebnis": Vorbehaltsergebnis.ERTEILT, "vorbehalt_am": today}),
        ):
            connection.execute(update(model).values(**values))


def _wort(where: str) -> str:
    return next(word for word, column in WORTE.items() if column == where)


@pytest.fixture(scope="module")
def gebaut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with rundgang.vorlage(tmp_path_factory.mktemp("post"), _pflanzen) as (made, plan):
        made.frisch()
        made.frisch = lambda: None  # looking changes nothing
        yield made, plan


@pytest.fixture(scope="module")
def datenbank(gebaut: Any) -> datenbanken.Datenbank:
    return gebaut[0]


GEBUENDELT = {
    "massnahmen.faellige",
    "montagsbrief.wochenbrief",
    "wiedervorlagen.anstehende",
    "zeichnungen.ausstehende",
}
"""Their rows are numbers, days and links that the ladders read; test_erinnern and test_montagsbrief read those."""


def _schreibende() -> dict[str, Callable[..., Any]]:
    """Every function of kimflow.mail that makes letters about a thing, by module and name."""
    found = {}
    for module in iter_modules(mail.__path__):
        contents = import_module(f"{mail.__name__}.{module.name}")
        for name, function in inspect.getmembers(contents, inspect.isfunction):
            hints = get_type_hints(function) if function.__module__ == contents.__name__ else {}
            first = next(iter(hints.values()), None)
            if not name.startswith("_") and hasattr(first, "__tablename__") and "Brief" in str(hints.get("return")):
                found[f"{module.name}.{name}"] = function
    return found


def _dazu() -> dict[str, Any]:
    """What else such functions ask for, by the name of the argument."""
    people = session().scalars(select(Person)).unique().all()
    return {
        "person": next(p for p in people if p.mail.startswith("kora@")),
        "wen": next(p for p in people if p.mail.startswith("paul@")),
        "besetzung": session().scalars(select(Besetzung)).first(),
        "haus": session().scalars(select(Institution).join(Massnahme)).first(),
        "eigene": [(massnahme, "rot") for massnahme in session().scalars(select(Massnahme))],
        "auftraege": list(session().scalars(select(Auftrag).where(Auftrag.faellig_am.is_not(None)))),
        "version": session().scalars(select(Protokollfassung)).first(),
        "stimmabgaben": [s for s in session().scalars(select(Stimmabgabe)) if s.abstimmung.endet_am],
        "code": "123456",
        "token": TOKEN,
    }


def _hat_alles(function: Callable[..., Any], more: dict[str, Any]) -> bool:
    return set(list(inspect.signature(function).parameters)[1:]) <= set(more)


def _mit_links() -> list[Any]:
    """Links for everybody at everything that gives them out; kept alive, or the next query forgets them."""
    people, kept = session().scalars(select(Person)).unique().all(), []
    for mapper in Base.registry.mappers:
        links = mapper.class_.__dict__.get("einzellinks")
        for thing in session().scalars(select(mapper.class_)).unique() if links else ():
            by_id = "int" in str(get_type_hints(links.fget)["return"])
            thing.einzellinks.update({(who.id if by_id else who): TOKEN for who in people})
            kept.append(thing)
    return kept


def _briefe(function: Callable[..., Any], more: dict[str, Any]) -> Iterator[Brief]:
    """The letters about everything of its kind that stands where such a letter is written."""
    kind = next(iter(get_type_hints(function).values()))
    names = list(inspect.signature(function).parameters)[1:]
    for thing in session().scalars(select(kind)).unique():
        try:
            made = function(thing, *(more[name] for name in names))
            yield from [made] if isinstance(made, Brief) else list(made)
        except (TypeError, ValueError, AttributeError, UndefinedError) as error:
            # Not in the state in which this letter is written: a date is missing, or nobody is named yet.
            if "None" not in str(error) and "empty" not in str(error):
                raise


def _als_mail(brief: Brief, number: int) -> EmailMessage:
    outside = isinstance(brief.an, Aussenstehende)
    nachricht = Nachricht(
        id=number,
        anlass="massnahme.erinnern",
        person=None if outside else brief.an,
        adresse=brief.an.mail if outside else None,
        betreff=canonical(brief.betreff),
        text=canonical(brief.text, lines=True),
        kalender=canonical(brief.kalender, lines=True),
        erstellt_am=clock.now() - timedelta(minutes=1),
    )
    sent = message_from_bytes(als_mail(nachricht).as_bytes(), policy=policy.default)
    assert isinstance(sent, EmailMessage)
    return sent


def _gelesen(sent: EmailMessage) -> str:
    """Subject, text, HTML and calendar as they arrive."""
    calendars = [part.get_content() for part in sent.iter_attachments()]
    assert all(part.get_content_type() == "text/calendar" for part in sent.iter_attachments())
    unfolded = "".join(calendars).replace("\r\n", "\n").replace("\n ", "")
    return "\n".join((sent["Subject"], teil(sent, "plain"), teil(sent, "html"), unfolded))


def test_in_keinem_brief_steht_was_hinter_seinem_link_steht(gebaut, app):
    """D5 P0: a word planted in every text of every table; only the few of the list reach a mailbox."""
    leaked: dict[str, set[str]] = defaultdict(set)
    silent, calendars = set(), 0
    with db.lazy_loading(), session().no_autoflush:
        kept, more = _mit_links(), _dazu()
        assert {name for name, function in _schreibende().items() if not _hat_alles(function, more)} == GEBUENDELT
        for name, function in _schreibende().items():
            if name in GEBUENDELT:
                continue
            number = 0
            for number, brief in enumerate(_briefe(function, more), 1):
                text = _gelesen(_als_mail(brief, number)) if number <= 3 else brief.betreff + brief.text
                calendars += "BEGIN:VEVENT" in text
                for word in re.findall(r"kanarie\d{3}", text):
                    leaked[WORTE[word]].add(name)
            if not number:
                silent.add(name)
        session().expunge_all()

    assert kept
    assert len(WORTE) > 150
    assert {where: names for where, names in leaked.items() if where not in ERLAUBT} == {}
    assert calendars
    assert not silent, "→ was der Brief braucht, in _pflanzen() setzen"
