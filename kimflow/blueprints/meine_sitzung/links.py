"""The same page by a link out of the mail or from a table card. The link is not used up: it lives for the meeting."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, make_response, redirect, url_for

from kimflow import queries, workflow
from kimflow.blueprints.meine_sitzung import bp, jetzt, taten
from kimflow.blueprints.meine_sitzung.seite import Weg, zeigen
from kimflow.db import transaction
from kimflow.exports import termin_ics
from kimflow.models import Einzellink, Linkzweck, Person, Sitzung, Sitzungsantwort, Top
from kimflow.permissions import Permission, can
from kimflow.web import live
from kimflow.web.dateien import ICS, datei
from kimflow.web.dokumente.mappen import mappe_datei
from kimflow.web.forms import Formular
from kimflow.web.links import einzellink
from kimflow.workflow.acts import Forbidden
from kimflow.workflow.einzellinks import Ungueltig

ZWECKE = (Linkzweck.EINLADUNG_BEANTWORTEN, Linkzweck.SITZUNG_TEILNEHMEN)

Linkview = Callable[..., Response]


def _teilnehmend(view: Linkview) -> Linkview:
    """Give the view the meeting its link leads to; who takes no part any more gets the answer of an unknown link."""

    @einzellink(*ZWECKE)
    @wraps(view)
    def opened(link: Einzellink, token: str, **values: Any) -> Response:
        try:
            return view(_der_link(link), token, link, **values)
        except Forbidden as refused:
            raise Ungueltig from refused

    return opened


def _der_link(link: Einzellink) -> Sitzung:
    sitzung = queries.meine_sitzung.des_links(link)
    if sitzung is None or not can(link.person, Permission.SITZUNG_TEILNEHMEN, sitzung):
        raise Ungueltig
    return sitzung


def _weg(token: str, link: Einzellink) -> Weg:
    return Weg(link.person, url_for("meine_sitzung.link_show", token=token), ist_link=True)


def _neu(token: str) -> taten.Neu:
    def again() -> tuple[Sitzung, Weg]:
        link = workflow.einzellinks.pruefen(token, *ZWECKE)
        return _der_link(link), _weg(token, link)

    return again


def _wer(token: str) -> Callable[[], Person]:
    """Whose link it is, asked inside the transaction of the act."""
    return lambda: workflow.einzellinks.pruefen(token, *ZWECKE).person


@bp.get("/link/<token>/einladung")
@_teilnehmend
def link_frueher(sitzung: Sitzung, token: str, link: Einzellink) -> Response:
    """Where the letters of the first release led; they stay true until their meeting is over."""
    return make_response(redirect(url_for("meine_sitzung.link_show", token=token), code=303))


@bp.get("/link/<token>/sitzung")
@_teilnehmend
def link_show(sitzung: Sitzung, token: str, link: Einzellink) -> Response:
    return zeigen(sitzung, _weg(token, link))


@bp.get("/link/<token>/sitzung/termin.ics")
@_teilnehmend
def link_termin_ics(sitzung: Sitzung, token: str, link: Einzellink) -> Response:
    text = termin_ics.termin(sitzung, methode=termin_ics.methode(sitzung))
    return datei(text.encode(), ICS, f"{sitzung.nummer}.ics")


@bp.get("/link/<token>/sitzung/mappe.pdf")
@_teilnehmend
def link_mappe(sitzung: Sitzung, token: str, link: Einzellink) -> Response:
    """All papers of the meeting, as whose link it is may read them."""
    whole = queries.einladungstext.nach_id(sitzung.id, link.person)
    return datei(*mappe_datei(whole, link.person))


def _noch(token: str) -> live.Noch:
    """Which view the token has, asked again as long as its page is open."""

    def still() -> jetzt.Sicht | None:
        link = queries.einzellinks.gueltiger(token, *ZWECKE)
        sitzung = queries.meine_sitzung.kopf_des_links(link) if link else None
        return jetzt.sicht(sitzung, link.person, f"/link/{token}/sitzung", ist_link=True) if link else None

    return still


@bp.get("/link/<token>/sitzung/teil")
@_teilnehmend
def link_teil(sitzung: Sitzung, token: str, link: Einzellink) -> Response:
    return live.teil(jetzt.quelle, sitzung.id, _noch(token))


@bp.get("/link/<token>/sitzung/live")
@_teilnehmend
def link_strom(sitzung: Sitzung, token: str, link: Einzellink) -> Response:
    return live.strom(jetzt.quelle, sitzung.id, _noch(token))


@bp.post("/link/<token>/sitzung/antworten/<int:id>")
@_teilnehmend
def link_antworten(sitzung: Sitzung, token: str, link: Einzellink, id: int) -> Response:
    own = queries.meine_sitzung.eigene_antworten(sitzung, link.person)
    antwort: Sitzungsantwort = _eines(own, id)
    return taten.beantworten(antwort, _weg(token, link), _neu(token), _wer(token))


@bp.post("/link/<token>/sitzung/vota/<int:id>")
@_teilnehmend
def link_votum(sitzung: Sitzung, token: str, link: Einzellink, id: int) -> Response:
    top: Top = _eines(sitzung.tops, id)
    return taten.votum(top, _weg(token, link), _neu(token), _wer(token))


@bp.post("/link/<token>/sitzung/vorschlag")
@_teilnehmend
def link_vorschlagen(sitzung: Sitzung, token: str, link: Einzellink) -> Response:
    return taten.vorschlagen(sitzung, _weg(token, link), _neu(token), _wer(token))


@bp.post("/link/<token>/sitzung/melden")
@_teilnehmend
def link_melden(sitzung: Sitzung, token: str, link: Einzellink) -> Response:
    def raise_hand() -> None:
        workflow.wortmeldungen.melden(sitzung, _wer(token)())

    return taten.tun(Formular(), _weg(token, link), _neu(token), raise_hand, "jetzt")


@bp.post("/link/<token>/sitzung/zuruecknehmen")
@_teilnehmend
def link_zuruecknehmen(sitzung: Sitzung, token: str, link: Einzellink) -> Response:
    def lower_hand() -> None:
        who = _wer(token)()
        raised = queries.meine_sitzung.eigene_wortmeldung(sitzung.id, who)
        if raised is not None:
            workflow.wortmeldungen.zuruecknehmen(raised, who)

    return taten.tun(Formular(), _weg(token, link), _neu(token), lower_hand, "jetzt")


@bp.post("/link/<token>/sitzung/abstimmen/<int:id>")
@_teilnehmend
def link_abstimmen(sitzung: Sitzung, token: str, link: Einzellink, id: int) -> Response:
    """A fresh link for the own ballot. The one of the page opens no ballot: it lives longer than a round."""
    with transaction():
        ballot = workflow.stimmzettellinks.ausstellen(sitzung, _wer(token)(), id)
    back = url_for("meine_sitzung.link_show", token=token)
    goal = url_for("abstimmungen.link_stimme", token=ballot, zurueck=back)
    return make_response(redirect(goal, code=303))


def _eines(things: Any, id: int) -> Any:
    found = next((one for one in things if one.id == id), None)
    if found is None:
        raise Ungueltig
    return found
