"""Every page of the small world by its address and by who may open it: what tests that walk all pages start from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from flask import Flask
from sqlalchemy import event
from werkzeug.routing import Rule

from kimflow import blueprints, db, queries, workflow
from kimflow.db import extension, transaction
from kimflow.models import Briefart, Linkzweck
from kimflow.permissions import Permission, can
from kimflow.web import handlungen, wandzeichen
from tests import datenbanken
from tests.bauen.meldungen import ohne_konto
from tests.besetzung import CAST, Welt, bevoelkern
from tests.haus.dinge import Dinge, bauen
from tests.haus.test_seiten_matrix import regeln, url

NIEMAND = ""
# Pages that take a form without being the page of an act.
OHNE_AKT = {
    "anmeldung.abmelden", "anmeldung.anmelden", "anmeldung.passwort_setzen", "anmeldung.passwort_vergessen",
    "anmeldung.konto_einrichten", "anmeldung.passwort_neu", "massnahmen.rueckmeldung_senden",
    "rueckkopplungen.rueckkopplung_geben", "stellungnahmen.stellungnahme_abgeben", "datenschutz.pruefen",
    "moderation.zeile", "protokolle.link_erheben",
    "importe.institutionen", "importe.personen", "importe.sitze", "importe.themen", "importe.massnahmen",
    "meldungen.oeffentlich", "meldungen.link", "meldungen.vorschau", "meldungen.uebernehmen",
    "abstimmungen.entwurf_merken", "abstimmungen.link_stimme_abgeben", "abstimmungen.link_entwurf_merken",
}  # fmt: skip
# Buttons of the page of one import.
AM_LAUF = {f"importe.{name}" for name in ("spalten", "antworten", "uebernehmen", "weiter", "neu_pruefen", "verwerfen")}
# Buttons of „Meine Sitzung“, which is the page they stand on.
AUF_MEINER_SITZUNG = {
    "meine_sitzung.antworten", "meine_sitzung.votum", "meine_sitzung.vorschlagen",
    "meine_sitzung.link_antworten", "meine_sitzung.link_votum", "meine_sitzung.link_vorschlagen",
    "meine_sitzung.link_melden", "meine_sitzung.link_zuruecknehmen", "meine_sitzung.link_abstimmen",
}  # fmt: skip
OHNE_AKT |= AM_LAUF | {"massnahmen.notieren", "massnahmen.sammeln_ausfuehren"}
OHNE_AKT |= {"zeichnungen.link_zeichnungscode", "zeichnungen.link_zeichnen"}
OHNE_AKT |= AUF_MEINER_SITZUNG | {"tischkarten.tisch"}
LINKS = {
    "anmeldung.konto_einrichten": Linkzweck.KONTO_EINRICHTEN,
    "anmeldung.passwort_neu": Linkzweck.PASSWORT_NEU,
    "massnahmen.rueckmeldung": Linkzweck.RUECKMELDUNG_GEBEN,
    "massnahmen.rueckmeldung_senden": Linkzweck.RUECKMELDUNG_GEBEN,
    **dict.fromkeys(
        (
            "abstimmungen.link_stimme",
            "abstimmungen.link_stimme_abgeben",
            "abstimmungen.link_entwurf_merken",
            "abstimmungen.link_abgegeben",
        ),
        Linkzweck.STIMME_ABGEBEN,
    ),
    **dict.fromkeys(
        (
            *(name for name in AUF_MEINER_SITZUNG if ".link_" in name),
            "meine_sitzung.link_frueher",
            "meine_sitzung.link_show",
            "meine_sitzung.link_teil",
            "meine_sitzung.link_strom",
            "meine_sitzung.link_termin_ics",
        ),
        Linkzweck.EINLADUNG_BEANTWORTEN,
    ),
    "meine_sitzung.link_abstimmen": Linkzweck.SITZUNG_TEILNEHMEN,
    "rueckkopplungen.rueckkopplung": Linkzweck.RUECKKOPPLUNG_GEBEN,
    "rueckkopplungen.rueckkopplung_geben": Linkzweck.RUECKKOPPLUNG_GEBEN,
    "protokolle.link_protokoll": Linkzweck.PROTOKOLL_KOMMENTIEREN,
    "protokolle.link_erheben": Linkzweck.PROTOKOLL_KOMMENTIEREN,
    "stellungnahmen.stellungnahme": Linkzweck.STELLUNGNAHME_ABGEBEN,
    "stellungnahmen.stellungnahme_abgeben": Linkzweck.STELLUNGNAHME_ABGEBEN,
    "zeichnungen.link_zeichnung": Linkzweck.ZIELVEREINBARUNG_ZEICHNEN,
    "zeichnungen.link_zeichnungscode": Linkzweck.ZIELVEREINBARUNG_ZEICHNEN,
    "zeichnungen.link_zeichnen": Linkzweck.ZIELVEREINBARUNG_ZEICHNEN,
}


def formularseiten() -> list[str]:
    """The endpoint of every page that takes a form, known without an app so that tests can be made of it."""
    for module in iter_modules(blueprints.__path__):
        import_module(f"{blueprints.__name__}.{module.name}")
    return sorted({*handlungen._seiten.values(), *OHNE_AKT})


OHNE_FORMULAR = frozenset({"abbestellungen.abbestellen", "abbestellungen.wieder_bestellen"})
"""A mail program sends one click and nothing else; their token has tests of its own (test_abbestellung_waehlen)."""


@dataclass(frozen=True)
class Ort:
    """A page: its address in the small world, and a person who may open it ("" for nobody)."""

    url: str
    wer: str


@dataclass
class Plan:
    """Where everything is, written down while the world is made."""

    orte: dict[str, Ort] = field(default_factory=dict)


@contextmanager
def vorlage(
    folder: Path, danach: Callable[[Dinge], None] | None = None
) -> Iterator[tuple[datenbanken.Datenbank, Plan]]:
    """A database in which one thing of every noun stands; `danach` may add to it."""
    plan = Plan()

    def populate() -> None:
        bevoelkern()
        with db.lazy_loading():
            app = _app()
            dinge = bauen(Welt())
            plan.orte = _orte(app, dinge)
            if danach:
                danach(dinge)

    with datenbanken.vorlage(folder, populate) as made:
        yield made, plan


def _app() -> Flask:
    from flask import current_app  # noqa: PLC0415 - only while a world is made

    return current_app._get_current_object()  # type: ignore[attr-defined,no-any-return]


def _orte(app: Flask, dinge: Dinge) -> dict[str, Ort]:
    tokens = _tokens(dinge)
    rules = {rule.endpoint: rule for methode in ("GET", "POST") for rule in regeln(app, methode)}
    return {name: Ort(_url(app, rule, dinge, tokens), _wer(app, rule, dinge)) for name, rule in rules.items()}


def _tokens(dinge: Dinge) -> dict[Linkzweck, str]:
    """A live link of every kind, for whom its thing concerns."""
    paul, mats = dinge.welt.person("Paul"), dinge.welt.person("Mats")
    antwort = next(a for a in dinge.nach_noun["sitzung"].antworten if a.sitz.bezeichnung.startswith("Jobcenter"))
    ballot = dinge.besonders[Permission.ABSTIMMUNG_STIMME_ABGEBEN]
    about: dict[Linkzweck, tuple[Any, int | None]] = {
        Linkzweck.KONTO_EINRICHTEN: (paul, None),
        Linkzweck.PASSWORT_NEU: (mats, None),
        Linkzweck.RUECKMELDUNG_GEBEN: (paul, dinge.nach_noun["massnahme"].id),
        Linkzweck.EINLADUNG_BEANTWORTEN: (mats, antwort.id),
        Linkzweck.STIMME_ABGEBEN: (mats, ballot.id),
        Linkzweck.SITZUNG_TEILNEHMEN: (mats, ballot.abstimmung.top.sitzung_id),
        Linkzweck.PROTOKOLL_KOMMENTIEREN: (mats, dinge.nach_noun["einwendung"].fassung_id),
        Linkzweck.STELLUNGNAHME_ABGEBEN: (mats, dinge.nach_noun["stellungnahme"].id),
        Linkzweck.ZIELVEREINBARUNG_ZEICHNEN: (mats, dinge.weitere["beitrag"].id),
        Linkzweck.RUECKKOPPLUNG_GEBEN: (dinge.welt.person("Paula"), dinge.nach_noun["rueckkopplung"].id),
    }
    with transaction():
        return {
            zweck: workflow.einzellinks.ausstellen(person, zweck, thing, timedelta(days=2))
            for zweck, (person, thing) in about.items()
        }


def _url(app: Flask, rule: Rule, dinge: Dinge, tokens: dict[Linkzweck, str]) -> str:
    if rule.endpoint == "anmeldung.anmeldung_beenden":
        with transaction():
            workflow.anmeldungen.beginnen(paul := dinge.welt.person("Paul"))
        return f"/konto/anmeldungen/{queries.anmeldungen.laufende(paul)[0].id}/anmeldung_beenden"
    if rule.endpoint in LINKS:
        with app.test_request_context():
            words = {"id": _KENNUNGEN[rule.endpoint](dinge)} if "id" in rule.arguments else {}
            return app.url_for(rule.endpoint, token=tokens[LINKS[rule.endpoint]], _external=False, **words)
    if rule.endpoint == "massnahmen.sammeln_ausfuehren":
        return f"/massnahmen/sammeln?was=verschieben&nr={dinge.nach_noun['massnahme'].id}"
    if rule.endpoint == "datenschutz.pruefen":
        return "/datenschutz/pruefen?feld=problem&kennung=problem"
    if rule.endpoint == "meldungen.link":
        return f"/link/{ohne_konto(dinge.welt, gefragt=True)}/meldung"
    if rule.endpoint.startswith("abbestellungen.") and "token" in rule.arguments:
        token = queries.abbestellungen.linkzeichen(dinge.welt.person("Paul"), Briefart.ERINNERUNGEN)
        return f"/link/{token}/{'wieder_bestellen' if 'wieder' in rule.endpoint else 'abbestellen'}"
    if rule.endpoint == "tischkarten.tisch":
        sitzung, sitz = dinge.nach_noun["wortmeldung"].sitzung, dinge.welt.sitz("Ausländerbehörde Musterkreis")
        return f"/tisch/{sitzung.nummer}/{sitz.id}/{wandzeichen.tisch(sitzung, sitz)}"
    return url(app, rule, dinge)


_KENNUNGEN: dict[str, Callable[[Dinge], int]] = {
    "meine_sitzung.link_antworten": lambda d: d.besonders[Permission.SITZUNG_BEANTWORTEN].id,
    "meine_sitzung.link_votum": lambda d: d.nach_noun["votum"].id,
    "meine_sitzung.link_abstimmen": lambda d: d.besonders[Permission.ABSTIMMUNG_STIMME_ABGEBEN].id,
}


def _wer(app: Flask, rule: Rule, dinge: Dinge) -> str:
    right = app.view_functions[rule.endpoint].kimflow_right  # type: ignore[attr-defined]
    if right is None:
        return NIEMAND
    thing = dinge.fuer(right)
    return next((name for name in CAST if can(dinge.welt.person(name), right, thing)), NIEMAND)


@contextmanager
def geschrieben() -> Iterator[list[str]]:
    """The tables that were written to and committed while this is open, but the ones that only count."""
    done: list[str] = []
    open_: dict[int, list[str]] = {}

    def statement(connection: Any, _cursor: object, sql: str, *_rest: object) -> None:
        words = sql.split(None, 3)
        if words[0] in ("INSERT", "UPDATE", "DELETE"):
            open_.setdefault(id(connection), []).append(words[2 if words[0] != "UPDATE" else 1].strip('"'))

    def commit(connection: Any) -> None:
        done.extend(t for t in open_.pop(id(connection), []) if t not in NUR_GEZAEHLT)

    def rollback(connection: Any) -> None:
        open_.pop(id(connection), None)

    listeners = {"before_cursor_execute": statement, "commit": commit, "rollback": rollback}
    for name, listener in listeners.items():
        event.listen(extension.engine, name, listener)
    try:
        yield done
    finally:
        for name, listener in listeners.items():
            event.remove(extension.engine, name, listener)


NUR_GEZAEHLT = {"anmeldung", "anmeldeversuch", "formularmarke"}
