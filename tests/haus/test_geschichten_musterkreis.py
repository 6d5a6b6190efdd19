"""The chain of the Musterkreis, walked from both ends by everybody: nothing broken, nothing hidden, nothing unnamed."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy import select

from kimflow import db, queries
from kimflow.models import Fallrekonstruktion, FallStatus, Massnahme, MassnahmeStatus, Person, Thema, ThemaStatus
from kimflow.queries.wirkungscheck import pruefung
from kimflow.queries.wirkungscheck.urteile import Urteil
from seeds.menschen import PERSONEN
from seeds.musterkreis import BESETZUNG, musterkreis
from tests import datenbanken
from tests.browser import Browser, Seite

Kette = list[dict[str, str]]
NOMEN = ("fallrekonstruktionen", "themen", "massnahmen")
# What each of these must be followed by, or the gap that says why not.
ENDEN = ("Wirkung", "Wirkungscheck")


@pytest.fixture(scope="module")
def gebaut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[datenbanken.Datenbank]:
    with datenbanken.vorlage(tmp_path_factory.mktemp("musterkreis"), musterkreis) as made:
        yield made


@pytest.fixture(scope="module")
def datenbank(gebaut: datenbanken.Datenbank) -> datenbanken.Datenbank:
    return gebaut


def wer(name: str) -> Person:
    return db.session().scalars(select(Person).where(Person.name == PERSONEN[name][0])).unique().one()


class _Leser(HTMLParser):
    """Reads the links of the story: kind, title, address, whether it is a gap. A heading begins a new line."""

    def __init__(self) -> None:
        super().__init__()
        self.straenge: list[Kette] = []
        self.tiefe, self.feld = 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        classes = (found.get("class") or "").split()
        if "kf-geschichte" in classes:
            self.straenge.append([])
        if "kf-glied" in classes:
            gap = "ja" if "kf-glied--luecke" in classes else ""
            self.straenge[-1].append({"art": "", "titel": "", "url": "", "luecke": gap})
            self.tiefe = 1
        if self.tiefe and tag == "p":
            self.feld = "art" if "kf-ueberzeile" in classes else "titel" if "kf-glied__titel" in classes else ""
        if self.tiefe and tag == "a":
            self.straenge[-1][-1]["url"] = found.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "li":
            self.tiefe = 0
        if tag == "p":
            self.feld = ""

    def handle_data(self, data: str) -> None:
        if self.tiefe and self.feld:
            self.straenge[-1][-1][self.feld] += data


def straenge(seite: Seite) -> list[Kette]:
    reader = _Leser()
    reader.feed(seite.html)
    for strang in reader.straenge:
        for glied in strang:
            glied["art"] = glied["art"].removeprefix("Lücke: ").split(" · ")[0]
    return reader.straenge


def arten(strang: Kette, *, luecken: bool) -> set[str]:
    return {glied["art"] for glied in strang if bool(glied["luecke"]) is luecken}


def fehlt(strang: Kette, *gesucht: str) -> bool:
    """Neither reached nor named as a gap."""
    return not any(art in arten(strang, luecken=False) | arten(strang, luecken=True) for art in gesucht)


@pytest.fixture
def besuch(browser: Callable[..., Browser]) -> Callable[[str], Browser]:
    return lambda name: browser(wer(name))


def nummern(person: Person, noun: str) -> list[str]:
    model, visible = {
        "fallrekonstruktionen": (Fallrekonstruktion, queries.fallrekonstruktionen.sichtbar_fuer),
        "massnahmen": (Massnahme, queries.massnahmen.sichtbar_fuer),
        "themen": (Thema, queries.themen.sichtbar_fuer),
    }[noun]
    numbers = visible(person).with_only_columns(model.nummer)
    if model is Thema:  # what was merged leads to where it went
        numbers = numbers.where(Thema.status != ThemaStatus.ZUSAMMENGEFUEHRT)
    return sorted(db.session().scalars(numbers))


def unterbrochen(strang: Kette, woher: str) -> Iterator[str]:
    """What is neither there nor named: from the Thema forwards, and back to where it began."""
    if fehlt(strang, "Thema"):
        yield f"{woher}: kein Thema"
        return
    for vorn in ("Beschluss", "Zielvereinbarung", "Maßnahme", "Sitzung"):
        if fehlt(strang, vorn):
            yield f"{woher}: {vorn} fehlt ohne Lücke"
    if fehlt(strang, *ENDEN):
        yield f"{woher}: kein Ende ohne Lücke"
    if arten(strang, luecken=False) & {"Maßnahme"} and "Beschluss" not in arten(strang, luecken=False):
        named = {glied["titel"] for glied in strang if glied["luecke"] and glied["art"] == "Beschluss"}
        if not named:
            yield f"{woher}: Maßnahme ohne Beschluss und ohne Lücke"


@pytest.fixture(scope="module")
def gelesene() -> dict[str, list[tuple[str, str, list[Kette]]]]:
    """By name: (noun, address, lines of its story) of everything this person sees. The Musterkreis is only read."""
    return {}


@pytest.fixture
def alles(besuch: Callable[[str], Browser], gelesene: Any) -> Callable[[str], list[tuple[str, str, list[Kette]]]]:
    def read(name: str) -> list[tuple[str, str, list[Kette]]]:
        if name not in gelesene:
            browser, person = besuch(name), wer(name)
            addresses = [(noun, f"/{noun}/{nummer}") for noun in NOMEN for nummer in nummern(person, noun)]
            gelesene[name] = [
                (noun, url, straenge(browser.get(url, status=200, pruefen=False))) for noun, url in addresses
            ]
        return gelesene[name]

    return read


@pytest.mark.parametrize("name", BESETZUNG)
def test_von_jedem_ende_erreicht_die_kette_das_andere_oder_nennt_die_luecke(app, besuch, alles, name):
    """OBERFLAECHE 3.1: from every case, Maßnahme and Thema, as everybody; every link opens for who sees it."""
    maengel: list[str] = []
    for noun, woher, lines in alles(name):
        assert lines, woher
        if noun == "fallrekonstruktionen":
            first, *rest = lines
            assert {glied["art"] for glied in first if not glied["luecke"]} == {"Bruchstelle"}
            if not rest and "Thema" not in arten(first, luecken=True):
                maengel.append(f"{woher}: kein Thema und keine Lücke")
        else:
            rest = lines
            if fehlt(lines[0], "Fall", "Fälle", "Quelle", "Grundlage"):
                maengel.append(f"{woher}: kein Anfang und keine Lücke")
        maengel += [mangel for line in rest for mangel in unterbrochen(line, woher)]
    assert not maengel
    urls = {glied["url"] for _, _, lines in alles(name) for line in lines for glied in line if glied["url"]}
    browser = besuch(name)
    closed = [url for url in sorted(urls) if browser.get(url, pruefen=False).status != 200]
    assert not closed, "Verweise, die sich nicht öffnen lassen"


def test_vom_ersten_fall_bis_zur_wirkung_ohne_luecke(app, besuch):
    """Kora walks from a case of the finished Thema to its effect, and from its Maßnahme back to the case."""
    browser = besuch("Kora")
    thema = db.session().scalars(select(Thema).where(Thema.status == ThemaStatus.ABGESCHLOSSEN)).first()
    (strang,) = straenge(browser.get(f"/themen/{thema.nummer}"))
    fall = next(glied["url"] for glied in strang if glied["art"] == "Fall")

    (_, vom_fall) = straenge(browser.get(fall))
    massnahme = next(glied["url"] for glied in vom_fall if glied["art"] == "Maßnahme")
    (zurueck,) = straenge(browser.get(massnahme))

    assert arten(vom_fall, luecken=False) >= {"Thema", "Sitzung", "Beschluss", "Auftrag", "Zielvereinbarung", *ENDEN}
    assert not arten(vom_fall, luecken=True)
    assert fall in {glied["url"] for glied in zurueck}
    assert not arten(zurueck, luecken=True)


@pytest.mark.parametrize("name", [name for name in BESETZUNG if name not in ("Kora", "Ada")])
def test_die_kette_nennt_keinen_fall_den_die_person_nicht_lesen_darf(app, alles, name):
    """D5 P0: neither number nor title of a case that is not hers."""
    own = set(nummern(wer(name), "fallrekonstruktionen"))
    fremde = [fall for fall in db.session().scalars(select(Fallrekonstruktion)).unique() if fall.nummer not in own]
    verboten = re.compile("|".join(re.escape(text) for fall in fremde for text in (fall.nummer, fall.titel)))

    seen = [
        (woher, found.group())
        for _, woher, lines in alles(name)
        for line in lines
        for glied in line
        if (found := verboten.search(" ".join(glied.values())))
    ]

    assert fremde
    assert not seen


def test_was_zur_zeit_auf_einem_tisch_liegt_nennt_seine_luecke(app, besuch):
    """A draft and a proposed Maßnahme say what they wait for."""
    entwurf = (
        db.session().scalars(select(Fallrekonstruktion).where(Fallrekonstruktion.status == FallStatus.ENTWURF)).first()
    )
    vorschlag = (
        db.session()
        .scalars(
            select(Massnahme).where(Massnahme.status.in_((MassnahmeStatus.VORGESCHLAGEN, MassnahmeStatus.ZUGESAGT)))
        )
        .first()
    )

    (vom_fall,) = straenge(besuch("Fatma").get(f"/fallrekonstruktionen/{entwurf.nummer}"))
    (von_der_massnahme,) = straenge(besuch("Kora").get(f"/massnahmen/{vorschlag.nummer}"))

    assert [glied["titel"] for glied in vom_fall if glied["luecke"]] == [
        "Noch kein Thema stützt sich auf diese Bruchstelle"
    ]
    assert f"{vorschlag.nummer}: Noch kein Beschluss" in {g["titel"] for g in von_der_massnahme if g["luecke"]}


def test_der_musterkreis_zeigt_ein_urteil_und_einmal_zu_wenig_faelle(app):
    """One finished Thema has enough cases before and after, the other has not."""
    kora = wer("Kora")
    urteile = {
        thema.titel: pruefung.des_themas(thema, kora).urteil for thema in db.session().scalars(select(Thema)).unique()
    }

    assert urteile["Lücke beim Wechsel vom AsylbLG ins SGB II"] is Urteil.SELTENER
    assert Urteil.ZU_WENIG in urteile.values()
