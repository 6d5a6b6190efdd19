"""Nobody learns an interim result: two ballot boxes with opposite content look alike on every road (ZUSAGEN A9)."""

import re
from collections.abc import Callable

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Abstimmung,
    Geheimhaltung,
    Gremium,
    Mehrheitsregel,
    Methode,
    Nachricht,
    Person,
    Sitzung,
    Stimmwort,
    Thema,
    Wandbild,
)
from kimflow.web import wandzeichen
from kimflow.workflow.stimmzettel import Stimmzettel
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    umlauf,
    zustimmung,
)
from tests.bauen.saal import aufgerufener_top
from tests.bauen.wand import offene_wand, zeigen
from tests.besetzung import Welt
from tests.browser import Browser, Seite
from tests.seiten.tabellen import ausgepackt

G, K, M = Geheimhaltung, Stimmwort, Methode
JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
# Who sits where today; the own ballot may be seen by its Sitz.
SITZE = {JOBCENTER: ("Mats", "Vera"), ABH: ("Mia",)}
# One of every role; in the rounds after the first, those who see a round and one who only reads along.
WER = ("Kora", "Mats", "Mia", "Vera", "Bert", "Lena", "Ada", "Paula", "Fatma", "Zoe", "Bibi", "Emil")
SEHEN = WER[:6]


def _werte(abstimmung, *werte, **kw):
    return Stimmzettel(werte=dict(zip((o.id for o in abstimmung.optionen), werte, strict=False)), **kw)


def _widerstand(abstimmung, *werte):
    gruende = {o.id: "Zu teuer" for o, wert in zip(abstimmung.optionen, werte, strict=True) if wert > 7}
    return _werte(abstimmung, *werte, gruende=gruende)


MEHRHEIT = {"methode": M.MEHRHEIT, "mehrheit": Mehrheitsregel.EINFACH}
# A round, and the two ballots that make one box; the other box has them the other way round or says the opposite.
Bau = Callable[[Welt], Abstimmung]
RUNDEN: dict[str, tuple[Bau, Callable[[Abstimmung, bool], Stimmzettel]]] = {
    "punkte_vertraulich": (neue_abstimmung, lambda a, box: _werte(a, *((6, 1) if box else (1, 6)))),
    "rang_offen": (
        lambda w: neue_abstimmung(w, methode=M.RANG, plaetze=2, geheimhaltung=G.OFFEN),
        lambda a, box: _werte(a, *((1, 2) if box else (2, 1))),
    ),
    "widerstand_vertraulich": (
        lambda w: neue_abstimmung(w, methode=M.WIDERSTAND),
        lambda a, box: _widerstand(a, *((9, 0, 5) if box else (0, 9, 5))),
    ),
    "konsens_offen": (
        zustimmung,
        lambda a, box: Stimmzettel(wort=K.EINWAND if box else K.ZUSTIMMUNG, begruendung="Zu teuer" if box else ""),
    ),
    "konsens_umlauf": (
        umlauf,
        lambda a, box: Stimmzettel(wort=K.EINWAND if box else K.VORBEHALT, begruendung="Zu teuer" if box else ""),
    ),
    "mehrheit_geheim": (
        lambda w: zustimmung(w, geheimhaltung=G.GEHEIM, **MEHRHEIT),
        lambda a, box: Stimmzettel(wort=K.JA if box else K.NEIN),
    ),
}


GANZ = ("punkte_vertraulich", "konsens_offen")


def _gefuellt(welt: Welt, art: str, box: bool) -> Abstimmung:
    """The open round with one of the two boxes; everything else is the same."""
    mehr_sitze(welt, 4)
    bauen, fuellen = RUNDEN[art]
    abstimmung = offene_abstimmung(welt, bauen(welt))
    if abstimmung.top:
        aufgerufener_top(welt, abstimmung.top)
        offene_wand(welt, abstimmung.top.sitzung)
        # Asked for before there is one: it must not come out early.
        zeigen(welt, abstimmung.top.sitzung, Wandbild.ERGEBNIS)
    cast = workflow.stimmen.geheim_abstimmen if abstimmung.ist_geheim else workflow.stimmen.stimme_abgeben
    for sitz, (wer, *_) in SITZE.items():
        with transaction():
            cast(stimmabgabe(abstimmung, sitz), welt.person(wer), zettel=fuellen(abstimmung, box))
    return abstimmung


def _wege(abstimmung: Abstimmung, wer: str) -> list[str]:
    """Every road on which a result could come out, the files and the other Sitze's ballots among them."""
    here, thema = f"/abstimmungen/{abstimmung.nummer}", abstimmung.optionen[0].thema
    assert isinstance(thema, Thema)
    foreign = [s.id for s in abstimmung.stimmabgaben if wer not in SITZE.get(s.sitz.bezeichnung, ())]
    ways = [here, *(f"{here}/{part}" for part in ("teilnahme", "ergebnis", "ergebnis.xlsx", "ergebnis.csv"))]
    ways += [f"{here}/{act}" for act in ("schliessen", "feststellen", "beschliessen", "annullieren")]
    ways += [f"{here}/einwaende/1/beantworten", *(f"{here}/stimme/{id}" for id in foreign[:2])]
    ways += ["/", "/abstimmungen/", f"/abstimmungen/?suche={abstimmung.nummer}", "/abstimmungen/?suche=teuer"]
    ways += ["/themen/", f"/themen/{thema.nummer}", f"/themen/{thema.nummer}/steckbrief", "/themen/?suche=Wohnen"]
    ways += ["/beschluesse/", "/beschluesse/?suche=teuer", "/sitzungen/", "/zielvereinbarungen/", "/massnahmen/"]
    ways += [f"/{name}/liste.csv" for name in ("beschluesse", "sitzungen", "zielvereinbarungen")]
    ways += ["/abstimmungen/liste.csv", "/abstimmungen/liste.xlsx"]
    if abstimmung.top:
        meeting = f"/sitzungen/{abstimmung.top.sitzung.nummer}"
        ways += [meeting, f"{meeting}/tops/{abstimmung.top.id}/beschliessen?abstimmung={abstimmung.nummer}"]
        ways += [f"{meeting}/meine", f"{meeting}/meine/teil", *_an_der_wand(abstimmung.top.sitzung)]
        rooms = ("moderation", "moderation/teil", "protokoll", "nachbereitung", "tagesordnung", "schliessen")
        ways += [f"{meeting}/{room}" for room in rooms]
    body = session().query(Gremium).filter_by(id=abstimmung.gremium_id).one()
    return [*ways, f"/gremien/{body.id}"]


def _an_der_wand(sitzung: Sitzung) -> list[str]:
    """The wall, which knows nobody, told to show a result."""
    way = f"/wand/{sitzung.nummer}/{wandzeichen.token(sitzung)}"
    return [way, f"{way}/teil"]


def _ohne_zufall(seite: Seite) -> tuple[object, ...]:
    """Status, headers and every byte, after removing what is drawn anew each time."""
    drawn = {"Set-Cookie", "Date"}
    html = re.sub(r'(name="(csrf_token|marke)"[^>]*value=")[^"]*', r"\1", seite.html)
    html = re.sub(r'X-CSRFToken": "[^"]*', "", html)
    if seite.response.data.startswith(b"PK"):
        # The library writes down the second in which it was saved, and packs it.
        drawn.add("Content-Length")
        html = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", r"\1", ausgepackt(seite.response.data))
    headers = sorted((k, v) for k, v in seite.headers.items() if k not in drawn)
    return seite.status, html, headers


def _was_sie_sehen(app, welt: Welt, abstimmung: Abstimmung, leute) -> dict[tuple[str, str, bool], tuple[object, ...]]:
    seen = {}
    for wer in leute:
        ways = _wege(abstimmung, wer)
        browser = Browser(app, welt.person(wer))
        for url in ways:
            for htmx in (False, True) if url.startswith("/abstimmungen/A") else (False,):
                seen[wer, url, htmx] = _ohne_zufall(browser.get(url, htmx=htmx, pruefen=False))
    return seen


def _post() -> list[tuple[str, str, str]]:
    letters = session().query(Nachricht, Person.name).join(Person, Person.id == Nachricht.person_id)
    return sorted((who, n.betreff, re.sub(r"/link/[\w-]+", "/link/", n.text)) for n, who in letters)


@pytest.mark.parametrize("art", RUNDEN)
def test_vor_dem_schliessen_verraet_kein_weg_etwas_ueber_die_stimmen(datenbank, app, welt, art):
    """A9 P0, OBERFLAECHE §2 test 2: page, list, start page, htmx part, search, export, ETag, size, mail – for all."""
    boxes, mails, counted = [], [], []
    with clock.turned_to(clock.now()):
        for box in (True, False):
            session().close()
            datenbank.frisch()
            abstimmung = _gefuellt(welt, art, box)
            boxes.append(_was_sie_sehen(app, welt, abstimmung, WER if art in GANZ else SEHEN))
            mails.append(_post())
            geschlossene_abstimmung(welt, abstimmung)
            page = Browser(app, welt.person("Kora")).get(f"/abstimmungen/{abstimmung.nummer}", pruefen=False)
            counted.append(_ohne_zufall(page))

    assert boxes[0].keys() == boxes[1].keys()
    assert [key for key in boxes[0] if boxes[0][key] != boxes[1][key]] == []
    assert mails[0] == mails[1]
    # The boxes do differ, and somebody did see the round: otherwise this proved nothing.
    assert counted[0] != counted[1]
    assert {status for (_, url, _), (status, *_) in boxes[0].items() if url.startswith("/abstimmungen/A")} >= {200, 404}


def test_die_dateien_gibt_es_vor_dem_schliessen_fuer_niemanden(app, welt):
    """A9 P0."""
    abstimmung = _gefuellt(welt, "konsens_offen", True)
    here = f"/abstimmungen/{abstimmung.nummer}"

    for wer in WER:
        browser = Browser(app, welt.person(wer))
        for part in ("ergebnis", "ergebnis.xlsx", "ergebnis.csv"):
            browser.get(f"{here}/{part}", status=404)
