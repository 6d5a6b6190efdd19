"""Open pages follow a round: what they are told, when, and when no longer. Real connections, the real thread."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime

import pytest

from kimflow import clock, config, workflow
from kimflow.db import session, transaction
from kimflow.models import Abstimmung, Anmeldung, Besetzung, Einzellink, Geheimhaltung, Linkzweck, Person, Wandbild
from kimflow.web import live
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    zustimmung,
)
from tests.bauen.saal import aufgerufener_top, laufende_sitzung
from tests.bauen.wand import offene_wand, zeigen
from tests.bauen.wortmeldungen import neue_wortmeldung
from tests.besetzung import Welt
from tests.browser import Browser

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


class Leitung:
    """The far end of an open page's connection."""

    def __init__(self, browser: Browser, url: str, kopf: dict[str, str] | None = None) -> None:
        self.here, self.there = socket.socketpair()
        self.here.settimeout(3)
        self.wartet = b""
        environ = {"gunicorn.socket": self.there, "SERVER_PROTOCOL": "HTTP/1.0"}
        with browser._own_context():
            answer = browser.client.get(url, environ_overrides=environ, headers=kopf, buffered=True)
        self.status, self.headers, self.anfang = answer.status_code, answer.headers, answer.get_data(as_text=True)

    def liest(self, text: str) -> str:
        """Everything up to the end of the event with `text`; what came after it stays for the next reading."""
        heard = b""
        while text.encode() not in heard:
            while b"\n\n" not in self.wartet:
                data = self.here.recv(65536)
                assert data, f"Ende nach {heard + self.wartet!r}"
                self.wartet += data
            event, end, self.wartet = self.wartet.partition(b"\n\n")
            heard += event + end
        return heard.decode()

    def ist_zu_ende(self) -> bool:
        """Whether the server ends the stream; what it says until then does not matter."""
        while self.here.recv(65536):
            pass
        return True

    def schweigt(self) -> bool:
        self.here.settimeout(4 * live.TAKT)
        try:
            return not self.wartet and not self.here.recv(65536)
        except TimeoutError:
            return True
        finally:
            self.here.settimeout(3)

    def schliessen(self) -> None:
        self.here.close()
        self.there.close()


@pytest.fixture
def oeffne(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Leitung]]:
    """oeffne(browser, url) opens a stream; rights are checked at every round."""
    monkeypatch.setattr(live, "PRUEFEN", 0.01)
    lines: list[Leitung] = []

    def one(browser: Browser, was: Abstimmung | str, kopf: dict[str, str] | None = None) -> Leitung:
        url = was if isinstance(was, str) else f"/abstimmungen/{was.nummer}/live"
        lines.append(Leitung(browser, url, kopf))
        return lines[-1]

    yield one
    for line in lines:
        line.schliessen()
    _abwarten(lambda: not any(thread.name == "kimflow-live" for thread in threading.enumerate()))


def _abwarten(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not ready():
        assert time.monotonic() < until
        time.sleep(0.02)


# --- what a page is told ----------------------------------------------------------------------------------------


def test_wer_die_seite_offen_hat_sieht_beteiligung_und_schluss(welt, browser, mats, oeffne):
    abstimmung = offene_abstimmung(welt)
    leitung = oeffne(browser(mats), abstimmung)
    berechtigt = len(abstimmung.stimmabgaben)
    assert leitung.status == 200
    assert leitung.anfang.startswith("retry: ")
    leitung.liest(f"0 von {berechtigt} abgegeben")

    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])
    leitung.liest(f"1 von {berechtigt} abgegeben")
    geschlossene_abstimmung(welt, abstimmung)

    assert "Ergebnis ansehen" in leitung.liest("</div>")


def test_eine_seite_sieht_auch_die_oeffnung(welt, browser, mats, oeffne):
    abstimmung = neue_abstimmung(welt)
    leitung = oeffne(browser(mats), abstimmung)
    leitung.liest("noch nicht geöffnet")

    offene_abstimmung(welt, abstimmung)

    assert "Zur Abstimmung" in leitung.liest("</div>")


def test_die_uhr_schliesst_auch_auf_offenen_seiten(welt, browser, mats, oeffne):
    """A round ends by the clock, without anybody writing anything."""
    abstimmung = offene_abstimmung(welt, endet_am=clock.now() + clock.timedelta(minutes=10))
    leitung = oeffne(browser(mats), abstimmung)
    leitung.liest("ist offen")

    with clock.turned_to(clock.now() + clock.timedelta(minutes=9)):
        assert leitung.schweigt()
    with clock.turned_to(clock.now() + clock.timedelta(minutes=11)):
        leitung.liest("Die Zeit ist um")


def test_was_sich_nicht_aendert_wird_nicht_gesendet(welt, browser, mats, oeffne):
    abstimmung = offene_abstimmung(welt)
    erste = oeffne(browser(mats), abstimmung)
    kennung = erste.liest("</div>").split("id: ")[1].split("\n")[0]
    assert erste.schweigt()

    wieder = oeffne(browser(mats), abstimmung, {"Last-Event-ID": kennung})

    assert wieder.schweigt()


def test_fehlende_sitze_erfaehrt_nur_die_koordination(welt, browser, kora, mats, oeffne):
    abstimmung = offene_abstimmung(welt)

    assert ABH in oeffne(browser(kora), abstimmung).liest("</div>")
    assert ABH not in oeffne(browser(mats), abstimmung).liest("</div>")


def test_geheim_zeigt_auch_der_koordination_nur_die_zahl(welt, browser, kora, mats, oeffne):
    """B P0: in geheim only the count."""
    mehr_sitze(welt, 5)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, geheimhaltung=Geheimhaltung.GEHEIM))
    leitung = oeffne(browser(kora), abstimmung)
    leitung.liest("0 von")
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])

    text = leitung.liest("</div>")

    assert "1 von" in text
    assert JOBCENTER not in text
    assert ABH not in text


def test_kein_zwischenergebnis_im_strom(welt, browser, kora, oeffne):
    """A P0: no interim result, for nobody."""
    abstimmung = offene_abstimmung(welt)
    leitung = oeffne(browser(kora), abstimmung)
    leitung.liest("0 von")
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])

    text = leitung.liest("</div>")

    assert [word for word in ("Wohnen", "Sprache", "Punkte") if word in text] == []


# --- how it is sent, and when no longer -------------------------------------------------------------------------


def test_der_strom_wird_nicht_aufgehoben(welt, browser, mats, oeffne):
    leitung = oeffne(browser(mats), offene_abstimmung(welt))

    assert leitung.headers["Content-Type"].startswith("text/event-stream")
    assert leitung.headers["Cache-Control"] == "no-store"
    assert leitung.headers["X-Accel-Buffering"] == "no"
    assert "Content-Encoding" not in leitung.headers


def _abmelden(person: Person) -> None:
    for one in session().query(Anmeldung).filter_by(person_id=person.id):
        one.beendet_am = clock.now()


def _deaktivieren(person: Person) -> None:
    person.status = "deaktiviert"


def _sitz_verlieren(person: Person) -> None:
    for one in session().query(Besetzung).filter_by(person_id=person.id):
        one.bis = clock.today() - clock.timedelta(days=1)


@pytest.mark.parametrize("verlust", [_abmelden, _deaktivieren, _sitz_verlieren])
def test_der_strom_endet_mit_dem_recht(welt, browser, mats, oeffne, verlust):
    leitung = oeffne(browser(mats), offene_abstimmung(welt))
    leitung.liest("0 von")

    with transaction():
        verlust(welt.person("Mats"))

    assert leitung.ist_zu_ende()


def test_der_strom_endet_wenn_die_abstimmung_geloescht_wird(welt, browser, mats, oeffne):
    abstimmung = neue_abstimmung(welt)
    leitung = oeffne(browser(mats), abstimmung)
    leitung.liest("noch nicht geöffnet")

    with transaction():
        workflow.abstimmungen.loeschen(abstimmung, welt.person("Kora"))

    assert leitung.ist_zu_ende()


def test_wer_die_seite_schliesst_macht_sofort_platz(welt, browser, mats, oeffne):
    leitung = oeffne(browser(mats), offene_abstimmung(welt))
    leitung.liest("0 von")

    leitung.schliessen()

    _abwarten(lambda: not any(thread.name == "kimflow-live" for thread in threading.enumerate()))


def test_wo_kein_platz_ist_fragt_die_seite_selbst(welt, browser, mats, monkeypatch, oeffne):
    abstimmung = offene_abstimmung(welt)
    b = browser(mats)
    monkeypatch.setattr(config, "settings", config.replace(config.settings, live_hoechstens=0))

    leitung = oeffne(b, abstimmung)

    assert leitung.status == 503
    assert leitung.headers["Retry-After"] == "60"
    assert "0 von" in b.get(f"/abstimmungen/{abstimmung.nummer}/teilnahme", htmx=True, status=200).text


@pytest.mark.parametrize("teil", ["live", "teilnahme"])
def test_wer_nicht_dazugehoert_sieht_nichts(welt, browser, paula, ada, teil):
    abstimmung = offene_abstimmung(welt)
    for person, status in ((paula, 404), (ada, 404), (None, 303)):
        browser(person).get(f"/abstimmungen/{abstimmung.nummer}/{teil}", status=status)


# --- asking instead ---------------------------------------------------------------------------------------------


def test_nachfragen_kostet_nichts_solange_sich_nichts_tut(welt, browser, mats):
    abstimmung = offene_abstimmung(welt)
    b, url = browser(mats), f"/abstimmungen/{abstimmung.nummer}/teilnahme"
    kennung = b.get(url, htmx=True, status=200).headers["ETag"]

    def noch_einmal() -> int:
        with b._own_context():
            return b.client.get(url, headers={"If-None-Match": kennung}).status_code

    assert noch_einmal() == 304
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])
    assert noch_einmal() == 200


@pytest.mark.parametrize("teil", ["live", "teilnahme"])
def test_eine_offene_seite_haelt_niemanden_angemeldet(welt, browser, mats, teil):
    """J2 P0: only what a person does counts as use."""
    abstimmung = offene_abstimmung(welt)
    b = browser(mats)
    anmeldung = session().query(Anmeldung).filter_by(person_id=mats.id).one()
    before = anmeldung.zuletzt_am

    with clock.turned_to(clock.now() + clock.timedelta(minutes=30)):
        b.get(f"/abstimmungen/{abstimmung.nummer}/{teil}", htmx=True)
    session().refresh(anmeldung)

    assert anmeldung.zuletzt_am == before


def test_was_stimmzettel_von_selbst_nachfragen_zaehlt_nicht_als_nutzung(welt, browser, mats):
    """J2 P0: the ballot asks for its state every few seconds; nobody is kept signed in by that."""
    abstimmung = offene_abstimmung(welt)
    b = browser(mats)
    anmeldung = session().query(Anmeldung).filter_by(person_id=mats.id).one()
    url = f"/abstimmungen/{abstimmung.nummer}/stimme/{stimmabgabe(abstimmung, JOBCENTER).id}"

    def danach(headers: dict[str, str]) -> datetime:
        with clock.turned_to(clock.now() + clock.timedelta(minutes=30)), b._own_context():
            assert b.client.get(url, headers=headers).status_code == 200
        session().refresh(anmeldung)
        return anmeldung.zuletzt_am

    before = anmeldung.zuletzt_am
    assert danach({"HX-Request": "true", "Kimflow-Nebenbei": "1"}) == before
    assert danach({"HX-Request": "true"}) > before


# --- the room of a meeting: several places, and pages without an account -----------------------------------------


def test_die_wand_folgt_der_moderation(welt, browser, kora, oeffne):
    """OBERFLAECHE §1.1: follows by itself, without an account."""
    top = aufgerufener_top(welt)
    leitung = oeffne(browser(), f"{offene_wand(welt, top.sitzung)}/live")
    assert "event: uhr" in leitung.anfang
    leitung.liest("Punkt 1")

    with transaction():
        workflow.moderation.aufrufen(top.sitzung.tops[1], kora)
    assert 'data-platz="wand"' in leitung.liest("Punkt 2")
    zeigen(welt, top.sitzung, Wandbild.LEER)

    assert "Punkt" not in leitung.liest("Lenkungsgruppe")


def test_die_wand_hoert_sofort_auf_wenn_sie_geschlossen_wird(welt, browser, kora, oeffne):
    top = aufgerufener_top(welt)
    leitung = oeffne(browser(), f"{offene_wand(welt, top.sitzung)}/live")
    leitung.liest("Punkt 1")

    with transaction():
        workflow.moderation.wand_schliessen(top.sitzung, kora)

    assert leitung.ist_zu_ende()


def test_die_alte_wand_hoert_auf_wenn_eine_neue_aufgeht(welt, browser, oeffne):
    sitzung = aufgerufener_top(welt).sitzung
    leitung = oeffne(browser(), f"{offene_wand(welt, sitzung)}/live")
    leitung.liest("Punkt 1")

    offene_wand(welt, sitzung)

    assert leitung.ist_zu_ende()


def test_jede_person_sieht_im_strom_ihren_eigenen_stand(welt, browser, mats, mia, oeffne):
    abstimmung = zustimmung(welt)
    url = f"/sitzungen/{abstimmung.top.sitzung.nummer}/meine/live"
    eine, andere = oeffne(browser(mats), url), oeffne(browser(mia), url)
    for leitung in (eine, andere):
        leitung.liest("Hand heben")
    offene_abstimmung(welt, abstimmung)
    assert "Zur Abstimmung" in eine.liest("Hand heben")

    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort="zustimmung")

    assert "Stimme ändern" in eine.liest("1 von 2")
    andere.liest("Zur Abstimmung")
    assert "Stimme ändern" not in andere.liest("1 von 2")


def test_die_gehobene_hand_sieht_wer_sie_hob(welt, browser, mats, mia, oeffne):
    sitzung = laufende_sitzung(welt)
    url = f"/sitzungen/{sitzung.nummer}/meine/live"
    eine, andere = oeffne(browser(mats), url), oeffne(browser(mia), url)
    for leitung in (eine, andere):
        leitung.liest("Hand heben")

    neue_wortmeldung(welt, "Mats", sitzung)

    assert "als Nächstes dran" in eine.liest("Hand senken")
    assert andere.schweigt()


def _link_laeuft_ab(welt: Welt, link: Einzellink) -> None:
    link.gueltig_bis = clock.now() - clock.timedelta(seconds=1)


def _link_widerrufen(welt: Welt, link: Einzellink) -> None:
    link.widerrufen_am = clock.now()


def _sitz_weg(welt: Welt, link: Einzellink) -> None:
    _sitz_verlieren(link.person)


@pytest.mark.parametrize("verlust", [_link_laeuft_ab, _link_widerrufen, _sitz_weg])
def test_der_strom_eines_links_endet_mit_ihm(welt, browser, mats, oeffne, verlust):
    """D7 P0: whoever has no account is asked again as well."""
    sitzung = laufende_sitzung(welt)
    with transaction():
        token = workflow.einzellinks.ausstellen(
            mats, Linkzweck.SITZUNG_TEILNEHMEN, sitzung.id, clock.timedelta(hours=1)
        )
    leitung = oeffne(browser(), f"/link/{token}/sitzung/live")
    assert token in leitung.liest("Hand heben")

    with transaction() as s:
        verlust(welt, s.query(Einzellink).filter_by(zweck=Linkzweck.SITZUNG_TEILNEHMEN).one())

    assert leitung.ist_zu_ende()


def test_auch_ohne_konto_wird_nichts_gesendet_was_sich_nicht_aendert(welt, browser, oeffne):
    leitung = oeffne(browser(), f"{offene_wand(welt, aufgerufener_top(welt).sitzung)}/live")
    leitung.liest("</div>")

    assert leitung.schweigt()


# --- the real server --------------------------------------------------------------------------------------------


def test_offene_seiten_halten_den_server_nicht_auf(welt, mats, app, browser):
    """O5 P0: with open streams and one thread, gunicorn answers pages and stops at once on SIGTERM."""
    abstimmung = offene_abstimmung(welt)
    cookie = browser(mats).client.get_cookie("kimflow").value
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = config.current()
    environment = {
        **os.environ,
        "KIMFLOW_UMGEBUNG": "entwicklung",
        "KIMFLOW_DATENBANK": settings.datenbank,
        "KIMFLOW_GEHEIMNIS": settings.geheimnis,
    }
    options = ["-w", "1", "--threads", "1", "--keep-alive", "0", "--no-control-socket", "--log-level", "error"]
    command = [sys.executable, "-m", "gunicorn", *options, "--bind", f"127.0.0.1:{port}", "wsgi:app"]
    server = subprocess.Popen(command, env=environment, cwd=config.ROOT)

    def request(path: str) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", port), 10)
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nCookie: kimflow={cookie}\r\n\r\n".encode())
        return connection

    def answers() -> bool:
        try:
            with request("/anmelden") as connection:
                return connection.recv(12).startswith(b"HTTP/1.1")
        except OSError:
            return False

    with ExitStack() as leave:
        leave.callback(server.wait)
        leave.callback(server.kill)
        until = time.monotonic() + 20
        while not answers() and time.monotonic() < until:
            time.sleep(0.1)
        streams = [leave.enter_context(request(f"/abstimmungen/{abstimmung.nummer}/live")) for _ in range(5)]
        for stream in streams:
            heard = b""
            while b"abgegeben" not in heard:
                chunk = stream.recv(4096)
                assert chunk, heard
                heard += chunk
        assert answers(), "die Ströme belegen den einzigen Faden"
        begun = time.monotonic()
        server.send_signal(signal.SIGTERM)
        assert server.wait(10) == 0
        assert time.monotonic() - begun < 5, "wer wartet, hält das Beenden auf"
