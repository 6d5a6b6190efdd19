"""Fetches, fills in forms and keeps cookies; follows no redirect, so that each request counts once."""

import http.client
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin
from xml.etree.ElementTree import Element

import html5lib


@dataclass(frozen=True)
class Form:
    action: str
    fields: list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    path: str
    status: int
    body: bytes

    def form(self, name: str) -> Form:
        """The POST form that has the field `name`, filled as the page fills it."""
        page = html5lib.parse(self.body, transport_encoding="utf-8", namespaceHTMLElements=False)
        for form in page.iter("form"):
            fields = list(_fields(form))
            if form.get("method", "").lower() == "post" and name in dict(fields):
                return Form(urljoin(self.path, form.get("action", "")), fields)
        raise RuntimeError(f"{self.path} ({self.status}) hat kein Formular mit {name}.")


def _fields(form: Element) -> Iterator[tuple[str, str]]:
    for element in form.iter():
        name, kind = element.get("name", ""), element.get("type")
        if element.tag == "textarea":
            yield name, "".join(element.itertext())
        elif element.tag == "select":
            for option in element.iter("option"):
                if option.get("selected") is not None:
                    yield name, option.get("value", "")
        elif element.tag == "input" and (kind not in ("checkbox", "radio") or element.get("checked") is not None):
            yield name, element.get("value", "")


class Browser:
    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self._request("GET", path)

    def send(self, form: Form, **values: str) -> Answer:
        kept = [(name, value) for name, value in form.fields if name not in values]
        return self._request("POST", form.action, urlencode([*kept, *values.items()]))

    def _request(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            for line in response.headers.get_all("Set-Cookie", []):
                self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            return Answer(path, response.status, response.read())
        finally:
            connection.close()
