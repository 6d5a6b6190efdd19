"""Routes of the outbox: the list, and what can be done about one letter."""

from typing import Any

from flask import render_template, request, url_for

from kimflow import config, queries, workflow
from kimflow.blueprints.post import bp
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.models import Nachricht, Poststand
from kimflow.permissions import Permission
from kimflow.queries.seiten import ALLES
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.web.tabellen import als_tabelle

_STAENDE = {
    Poststand.OFFEN: "wartet auf den Versand",
    Poststand.GESCHEITERT: "gescheitert",
    Poststand.VERSENDET: "versendet",
    Poststand.VERWORFEN: "verworfen",
}


@bp.get("/")
@requires(Permission.POST_ANSEHEN)
def index() -> str:
    ask()
    filter: dict[str, Any] = {"stand": request.args.get("stand", "")}
    seite = queries.post.liste(me(), filter, request.args.get("nach"))
    return render_template(
        "post/index.html",
        seite=seite,
        filter=filter,
        staende=[("", "alle"), *((stand.value, _STAENDE[stand]) for stand in Poststand)],
        form=Formular(formdata=None),
        mit_mailserver=bool(config.current().smtp_host),
        weiter_url=url_for(".index", **filter, nach=seite.weiter) if seite.weiter else None,
    )


_FELDER: tuple[Feld, ...] = (
    (Spalte("Erstellt am", eng=True), lambda z: z.erstellt_am),
    (Spalte("An", name=True), lambda z: z.an),
    (Spalte("Adresse"), lambda z: z.mail),
    (Spalte("Betreff"), lambda z: z.betreff),
    (Spalte("Versendet am", eng=True), lambda z: z.versendet_am),
    (Spalte("Versuche", zahl=True), lambda z: z.versuche),
    (Spalte("Fehler"), lambda z: z.fehler),
)


def _tabelle() -> Tabelle:
    """Whether and when; never the letters: links in them act in the name of whom they were written to."""
    stand = request.args.get("stand", "")
    rows = queries.post.liste(me(), {"stand": stand}, ALLES).zeilen
    return aus_zeilen("Postausgang", _FELDER, rows, next((word for key, word in _STAENDE.items() if key == stand), ""))


als_tabelle(bp, "/liste", Permission.POST_ANSEHEN, _tabelle)


def _brief(id: int) -> Nachricht:
    return fetch(queries.post.sichtbar_fuer(me()).where(Nachricht.id == id))


def _zum_postausgang(brief: Nachricht) -> str:
    return url_for("post.index", _anchor=f"brief-{brief.id}")


for _act in (workflow.briefe.noch_einmal_versuchen, workflow.briefe.verwerfen):
    handlung(bp, f"/<int:id>/{_act.verb}", _act, fetch=_brief, ziel=_zum_postausgang)
