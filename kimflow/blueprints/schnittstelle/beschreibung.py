"""The description of the interface (OpenAPI 3.1), made of the same declarations that write the answers.

It holds no data, so it is open to everybody while the interface is on: programs are made before they get a key.
"""

import re
from typing import Any

from flask import Response

from kimflow import config
from kimflow.blueprints.schnittstelle import bp
from kimflow.blueprints.schnittstelle.angaben import Angabe
from kimflow.blueprints.schnittstelle.felder import Schema
from kimflow.blueprints.schnittstelle.zugang import ABRUFE, Abruf, geschrieben, muss_an_sein
from kimflow.mail.briefe import adresse
from kimflow.web.access import public
from kimflow.web.probleme import ART, TITEL

_WORT = re.compile(r"<(\w+)>")
_FEHLER = (400, 401, 403, 404, 429)
_TEXT = """Nur lesen, mit einem persönlichen Schlüssel und den Rechten der Person, der er gehört: Was sie auf den Seiten
nicht sieht, steht auch hier nicht. Anlegen unter „Mein Konto“, „Kalender und Schnittstelle“.
Tage und Zeiten nach ISO 8601. Jede Antwort hat ein ETag; mit If-None-Match kommt 304, wenn sich nichts geändert hat."""
PROBLEM: Schema = {
    "type": "object",
    "description": "Ein Fehler nach RFC 9457.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "kennung": {"type": "string", "description": "Nummer des Fehlers im Protokoll des Servers."},
        "fehler": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"parameter": {"type": "string"}, "grund": {"type": "string"}},
                "required": ["parameter", "grund"],
            },
        },
    },
    "required": ["type", "title", "status", "detail"],
}


def beschreibung() -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"kimflow, {config.current().kreis}",
            "version": "1",
            "description": _TEXT,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": adresse(bp.url_prefix or "")}],
        "security": [{"schluessel": []}],
        "paths": {_pfad(abruf.pfad): {"get": _abruf(abruf)} for abruf in ABRUFE},
        "components": {
            "schemas": _schemata() | {"Problem": PROBLEM},
            "securitySchemes": {"schluessel": {"type": "http", "scheme": "bearer"}},
            "responses": {f"Fehler{status}": _fehler(status) for status in _FEHLER},
        },
    }


@bp.get("/openapi.json", provide_automatic_options=False)
@public
def openapi() -> Response:
    muss_an_sein()
    return geschrieben(beschreibung())


def _pfad(rule: str) -> str:
    return _WORT.sub(r"{\1}", rule)


def _abruf(abruf: Abruf) -> dict[str, Any]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, "description": "Nummer oder Name."}
        for name in _WORT.findall(abruf.pfad)
    ]
    return {
        "operationId": abruf.endpoint.rpartition(".")[2],
        "summary": abruf.titel,
        "tags": [abruf.pfad.split("/")[1]],
        "parameters": in_path + [_angabe(angabe) for angabe in abruf.angaben],
        "responses": {
            "200": {
                "description": "So, wie die Person es jetzt sieht.",
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": abruf.antwort.verweis}},
            },
            "304": {"description": "Seit der letzten Antwort mit diesem ETag unverändert."},
            **{str(status): {"$ref": f"#/components/responses/Fehler{status}"} for status in _FEHLER},
        },
    }


def _angabe(angabe: Angabe) -> dict[str, Any]:
    return {"name": angabe.name, "in": "query", "description": angabe.erklaerung, "schema": angabe.schema}


def _fehler(status: int) -> dict[str, Any]:
    title, detail = TITEL[status]
    return {
        "description": f"{title}. {detail}",
        "content": {ART: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _schemata() -> dict[str, Schema]:
    """What the answers consist of, by name, and what these consist of in turn."""
    found: dict[str, Schema] = {}
    waiting = [abruf.antwort for abruf in ABRUFE]
    while waiting:
        objekt = waiting.pop()
        if objekt.name not in found:
            found[objekt.name] = objekt.schema
            waiting += objekt.teile
    return dict(sorted(found.items()))
