"""Routes of the pages for everybody."""

from flask import Response, abort, render_template

from kimflow import queries
from kimflow.blueprints.seiten import bp
from kimflow.web import handbuch
from kimflow.web.access import me_or_none, public
from kimflow.web.begriffe import BEGRIFFE


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
    own = handbuch.eigene(me_or_none())
    return render_template("seiten/hilfe.html", seiten=handbuch.alle(), eigene=own, begriffe=BEGRIFFE)


@bp.get("/hilfe/<seite>")
@public
def hilfe_seite(seite: str) -> str:
    found = handbuch.seite(seite)
    if found is None:
        abort(404)
    return render_template("seiten/handbuch.html", seite=found, seiten=handbuch.alle())


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
