"""browser(person): a test client that inspects every page it fetches (HAUS §5)."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from kimflow import clock
from kimflow.db import extension, session, transaction
from kimflow.models import Anmeldung, Person
from kimflow.queries.anmeldungen import schluessel_hash


class Seite:
    """One answer: status, text, and the parsed page with small questions to it."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.html = response.get_data().decode("utf-8", errors="replace")
        self.elemente = _elements(self.html) if "html" in (response.content_type or "") else []

    @property
    def text(self) -> str:
        """What a person reads, white space folded."""
        return " ".join(" ".join(e.text for e in self.elemente if e.name not in ("script", "style", "title")).split())

    @property
    def ziel(self) -> str:
        """Where a redirect leads, without host."""
        return re.sub(r"^https?://[^/]+", "", self.headers.get("Location", ""))

    def alle(self, name: str, **attrs: str | None) -> list["Element"]:
        """Elements by name and attributes (None: attribute present; class_ tests one class)."""
        return [e for e in self.elemente if e.name == name and _matches(e, attrs)]

    def eins(self, name: str, **attrs: str | None) -> "Element":
        found = self.alle(name, **attrs)
        assert len(found) == 1, f"{len(found)} × <{name} {attrs}> statt 1 in:\n{self.text[:2000]}"
        return found[0]

    def feld(self, name: str) -> str:
        """The value now standing in the field `name` of the last form that has it."""
        for element in reversed(self.elemente):
            if element.attrs.get("name") == name:
                if element.name == "textarea":
                    return element.text.removeprefix("\r").removeprefix("\n")
                if element.name == "input":
                    return element.attrs.get("value", "")
        raise AssertionError(f"Kein Feld {name!r} auf der Seite.")


class Element:
    def __init__(self, name: str, attrs: dict[str, str]) -> None:
        self.name, self.attrs, self.text = name, attrs, ""

    def __repr__(self) -> str:
        return f"<{self.name} {self.attrs}>{self.text[:60]}"


def _matches(element: Element, attrs: dict[str, str | None]) -> bool:
    for key, wanted in attrs.items():
        key = key.rstrip("_").replace("_", "-")
        if key not in element.attrs:
            return False
        if key == "class" and wanted is not None:
            if wanted not in element.attrs["class"].split():
                return False
        elif wanted is not None and element.attrs[key] != wanted:
            return False
    return True


class _Collector(HTMLParser):
    VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {k: v or "" for k, v in attrs})
        self.found.append(element)
        if tag not in self.VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for i in range(len(self.open) - 1, -1, -1):
            if self.open[i].name == tag:
                del self.open[i:]
                break

    def handle_data(self, data: str) -> None:
        for element in self.open[-1:]:
            element.text += data


def _elements(html: str) -> list[Element]:
    collector = _Collector()
    collector.feed(html)
    return collector.found


class Browser:
    """One person's browser. GET and POST return a Seite; pages are inspected unless told otherwise."""

    def __init__(self, app: Flask, person: Person | None) -> None:
        self.client: FlaskClient = app.test_client()
        self.app = app
        if person is not None:
            self._sign_in(person)

    def _sign_in(self, person: Person) -> None:
        key, now = secrets.token_urlsafe(32), clock.now()
        with transaction():
            session().add(
                Anmeldung(schluessel=schluessel_hash(key), person_id=person.id, begonnen_am=now, zuletzt_am=now)
            )
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = key
            cookie["_fresh"] = True

    def get(self, url: str, *, htmx: bool = False, pruefen: bool = True, status: int | None = None) -> Seite:
        with self._own_context():
            response = self.client.get(url, headers=_headers(htmx))
        return self._seite(response, url, htmx, pruefen, status)

    def post(
        self, url: str, daten: dict[str, Any] | None = None, *, htmx: bool = False, pruefen: bool = True,
        status: int | None = None, token: bool = True, headers: dict[str, str] | None = None, **kwargs: Any,
    ) -> Seite:  # fmt: skip
        """POST with a valid CSRF token (fetched like a page would), unless token=False."""
        data = dict(daten or {})
        if token:
            data.setdefault("csrf_token", self._token())
        with self._own_context():
            response = self.client.post(url, data=data, headers={**_headers(htmx), **(headers or {})}, **kwargs)
        # The client writes a large body to a file of its own and leaves it open.
        response.request.environ["wsgi.input"].close()
        return self._seite(response, url, htmx, pruefen, status)

    def absenden(self, url: str, status: int | None = 303, **daten: Any) -> Seite:
        """Open the form at `url`, fill in what is given, send it with its hidden fields, like a person."""
        page = self.get(url, pruefen=True)
        assert page.status == 200, f"{url}: {page.status} {page.text[:300]}"
        hidden = {
            e.attrs["name"]: e.attrs.get("value", "")
            for e in page.elemente
            if e.name == "input" and e.attrs.get("type") == "hidden" and e.attrs.get("name")
        }
        return self.post(url, {**hidden, **daten}, status=status)

    def folgen(self, seite: Seite) -> Seite:
        """Where the answer leads."""
        assert seite.status in (302, 303), f"keine Weiterleitung: {seite.status} {seite.text[:500]}"
        return self.get(seite.ziel)

    def anweisungen(self, url: str, *, pruefen: bool = True) -> int:
        """How many SQL statements this page costs, signing in included."""
        seen: list[str] = []
        with self.app.app_context():
            engine = extension.engine

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if not statement.startswith(("BEGIN", "ROLLBACK", "SAVEPOINT", "PRAGMA")):
                seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            self.get(url, pruefen=pruefen, status=200)
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    @contextmanager
    def _own_context(self) -> Iterator[None]:
        """A request of its own, with nothing of the test's session or g; afterwards the test sees what it did."""
        with self.app.app_context():
            yield
        session().rollback()

    def _token(self) -> str:
        with self._own_context(), self.app.test_request_context(), self.client.session_transaction() as cookie:
            from flask import session as flask_session  # noqa: PLC0415 - the request's own, not the database's
            from flask_wtf.csrf import generate_csrf  # noqa: PLC0415

            flask_session.update(cookie)
            token = generate_csrf()
            cookie["csrf_token"] = flask_session["csrf_token"]
        return token

    def _seite(self, response: TestResponse, url: str, htmx: bool, inspect: bool, status: int | None) -> Seite:
        page = Seite(response)
        if status is not None:
            assert page.status == status, f"{url}: {page.status} statt {status}: {page.text[:1500]}"
        if inspect and page.elemente and not 300 <= page.status < 400:
            inspizieren(page, url, fragment=htmx)
        return page


def _headers(htmx: bool) -> dict[str, str]:
    return {"HX-Request": "true", "HX-Request-Type": "partial"} if htmx else {}


def inspizieren(page: Seite, url: str, *, fragment: bool = False) -> None:
    """Break with element and fix where a page breaks a rule of the house."""
    problems: list[str] = []
    parser = html5lib.HTMLParser(strict=False)
    (parser.parseFragment if fragment else parser.parse)(page.html)
    # html5lib 1.1 predates these two rules of HTML; browsers and validators accept them.
    tolerated = {"expected-doctype-but-got-start-tag"} if fragment else set()
    problems += [f"HTML: {code} {pos} {data}" for pos, code, data in parser.errors if code not in tolerated]
    ids = [e.attrs["id"] for e in page.elemente if "id" in e.attrs]
    problems += [f"id doppelt: {i}" for i in {i for i in ids if ids.count(i) > 1}]
    for e in page.elemente:
        if "style" in e.attrs or e.name == "style":
            problems.append(f"Inline-Stil: {e} → in static/css")
        if any(a.startswith(("on", "hx-on")) for a in e.attrs) or "js:" in str(e.attrs):
            problems.append(f"Inline-Skript: {e} → in static/js")
        if e.name == "script" and "src" not in e.attrs:
            problems.append(f"Inline-Skript: {e}")
        if _is_field(e) and not _is_labelled(e, page):
            problems.append(f"Feld ohne Beschriftung: {e}")
    problems += _check_forms(page)
    if not fragment:
        if [e.attrs.get("lang") for e in page.elemente if e.name == "html"] != ["de"]:
            problems.append('<html lang="de"> fehlt')
        if len(page.alle("h1")) != 1:
            problems.append(f"{len(page.alle('h1'))} × h1 statt 1")
        titles = page.alle("title")
        if not titles or not titles[0].text.strip() or titles[0].text.strip().startswith("–"):
            problems.append("Seite ohne Titel")
    assert not problems, f"{url}:\n" + "\n".join(problems)


def _is_field(e: Element) -> bool:
    return e.name in ("input", "select", "textarea") and e.attrs.get("type") not in ("hidden", "submit", "button")


def _is_labelled(e: Element, page: Seite) -> bool:
    labels = {label.attrs.get("for") for label in page.alle("label")}
    return e.attrs.get("id") in labels or bool(e.attrs.get("aria-label") or e.attrs.get("aria-labelledby"))


def _check_forms(page: Seite) -> list[str]:
    problems = []
    for form in re.findall(r"<form\b[^>]*>.*?</form>", page.html, re.DOTALL):
        if re.search(r'method="post"', form, re.IGNORECASE) and 'name="csrf_token"' not in form:
            problems.append(f"POST-Formular ohne CSRF-Token: {form[:120]}")
    return problems
