"""A real Chromium against the real app: every page a journey opens is checked for axe, console, hosts and width."""

import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, sync_playwright
from werkzeug.serving import make_server

from tests.besetzung import PASSWORT

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.nodeid:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all journeys, speaking German."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", env={"LANGUAGE": "de_DE", "LANG": "de_DE.UTF-8"}, args=FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def adresse(app: Flask) -> Iterator[str]:
    """The app on a loopback port of its own."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    # The browsers are gone, so their streams end; the next test gets another database.
    for other in threading.enumerate():
        if other.name == "kimflow-live":
            other.join(5)


class Reisende:
    """Somebody with a browser. What they meet on the way is checked; pruefen() says what was wrong."""

    def __init__(self, context: BrowserContext, adresse: str, *, javascript: bool) -> None:
        self.context, self.adresse, self.javascript = context, adresse, javascript
        self.page: Page = context.new_page()
        self.maengel: list[str] = []
        self.gesehen: set[str] = set()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.maengel.append(f"Fehler im Skript: {error}"))
        self.page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium itself reports every 4xx answer; the journeys provoke some on purpose.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.maengel.append(f"Konsole: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.adresse, "data:")):
            self.maengel.append(f"Fremder Rechner: {request.url}")

    def geht(self, path: str) -> "Reisende":
        self.page.goto(self.adresse + path)
        return self.schaut()

    def klickt(self, text: str, *, rolle: str | None = None, genau: bool = True) -> "Reisende":
        """Click the first button or link of this name."""
        roles = [rolle] if rolle else ["button", "link"]
        for _ in range(30):
            for role in roles:
                found = self.page.get_by_role(role, name=text, exact=genau)  # type: ignore[arg-type]
                if found.count():
                    found.first.click()
                    self.page.wait_for_load_state()
                    if self.javascript:
                        self.page.wait_for_selector(".htmx-request", state="detached")
                    return self.schaut()
            self.page.wait_for_timeout(100)
        raise AssertionError(f"Kein Knopf und kein Link „{text}“ auf {self.page.url}:\n{self.text[:1500]}")

    def fuellt(self, **felder: Any) -> "Reisende":
        """Fill fields by name: texts, dates (ISO), choices by how they begin, boxes with True."""
        for name, value in felder.items():
            field = self.page.locator(f'[name="{name}"]').last
            tag = field.evaluate("e => e.tagName")
            kind = field.get_attribute("type")
            if tag == "SELECT":
                field.select_option(value=self._option(field, value))
            elif kind == "radio":
                self.page.locator(f'input[name="{name}"][value="{value}"]').check()
            elif kind == "checkbox" and value is True:
                field.check()
            else:
                field.fill(str(value))
        return self

    def _option(self, field: Locator, text: str) -> str:
        """The value of the option whose text begins like this."""
        for option in field.locator("option").all():
            if option.inner_text().strip().startswith(text):
                return option.get_attribute("value") or ""
        raise AssertionError(f"Keine Auswahl „{text}“: {field.inner_text()}")

    def waehlt(self, text: str) -> "Reisende":
        """Tick the box or radio button of this label."""
        self.page.get_by_label(text, exact=False).first.check()
        return self

    def liest(self, text: str) -> "Reisende":
        """Expect this text on the page."""
        assert text in self.text, f"„{text}“ fehlt auf {self.page.url}:\n{self.text[:2500]}"
        return self

    @property
    def text(self) -> str:
        return " ".join(self.page.inner_text("body").split())

    @property
    def pfad(self) -> str:
        return urlsplit(self.page.url).path

    def schaut(self) -> "Reisende":
        """Check a kind of page the first time it is seen: axe, and the width of a small phone."""
        kind = "/".join("…" if any(c.isdigit() for c in part) else part for part in self.pfad.split("/"))
        if self.javascript and (part := self.page.query_selector("#handlung section[aria-label]")):
            kind += f" + {part.get_attribute('aria-label')}"
        if not self.javascript or kind in self.gesehen:
            return self
        self.gesehen.add(kind)
        found = Axe().run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
        for one in found:
            nodes = "; ".join(n["html"][:160] for n in one["nodes"][:3])
            self.maengel.append(f"axe {kind}: {one['id']} ({one['impact']}): {nodes}")
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": 320, "height": 640})
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            self.maengel.append(f"{kind} ist bei 320 Pixeln {width} breit")
        if size:
            self.page.set_viewport_size(size)
        return self

    def pruefen(self) -> None:
        assert not self.maengel, "\n".join(self.maengel)


Anmelden = Callable[..., Reisende]


@pytest.fixture
def reise(chromium: Browser, adresse: str) -> Iterator[Anmelden]:
    """reise("Kora") signs Kora in through the form; at the end everything met on the way must have been right."""
    contexts: list[BrowserContext] = []
    travellers: list[Reisende] = []

    def start(
        name: str | None = None, *, javascript: bool = True, breite: int = 1280, finger: bool = False
    ) -> Reisende:
        context = chromium.new_context(
            java_script_enabled=javascript,
            locale="de-DE",
            viewport={"width": breite, "height": 800},
            has_touch=finger,
        )
        context.set_default_timeout(5_000)
        contexts.append(context)
        one = Reisende(context, adresse, javascript=javascript)
        travellers.append(one)
        if name:
            one.geht("/anmelden").fuellt(mail=f"{name.lower()}@musterkreis.example", passwort=PASSWORT)
            one.klickt("Anmelden", rolle="button")
        return one

    yield start
    for context in contexts:
        context.close()
    for one in travellers:
        one.pruefen()
