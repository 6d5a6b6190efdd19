"""Routes of the pages for everybody."""

from flask import Response, render_template

from kimflow import queries
from kimflow.blueprints.seiten import bp
from kimflow.web.access import public


@bp.get("/impressum")
@public
def impressum() -> str:
    return _text("impressum")


@bp.get("/datenschutz")
@public
def datenschutz() -> str:
    return _text("datenschutz")


@bp.get("/barrierefreiheit")
@public
def barrierefreiheit() -> str:
    return _text("barrierefreiheit")


@bp.get("/hilfe")
@public
def hilfe() -> str:
    return render_template("seiten/hilfe.html")


@bp.get("/healthz")
@public
def healthz() -> Response:
    """For monitoring: answers when the database does; says nothing about anything else."""
    queries.vokabeln.einstellung("kontakt")
    return Response("ok\n", mimetype="text/plain")


def _text(name: str) -> str:
    """The installation's own text, or the one that comes with kimflow and says that it does."""
    einstellung = queries.vokabeln.einstellung
    return render_template(f"seiten/{name}.html", text=einstellung(f"text.{name}"), kontakt=einstellung("kontakt"))
