"""What the buttons of the page do, for whoever is asked. Each leads back to the page; refused, it says why there."""

from collections.abc import Callable
from typing import Any

from flask import Response, redirect, request

from kimflow import workflow
from kimflow.blueprints.meine_sitzung.forms import AntwortForm, VorschlagForm, VotumForm
from kimflow.blueprints.meine_sitzung.seite import Weg, zeigen
from kimflow.models import Person, Sitzung, Sitzungsantwort, Top
from kimflow.web.access import anew
from kimflow.web.forms import Formular
from kimflow.web.handlungen import Schon, run_once
from kimflow.workflow.acts import Obstructed

Neu = Callable[[], tuple[Sitzung, Weg]]
"""The meeting and who is asked, loaded afresh: a refused transaction leaves both stale."""


def beantworten(antwort: Sitzungsantwort, weg: Weg, neu: Neu, wer: Callable[[], Person]) -> Response:
    form = AntwortForm()
    if not form.validate():
        sitzung, weg = neu()
        return zeigen(sitzung, weg, 422, gruende=["Bitte wählen Sie eine der drei Antworten."])
    given = form.antwort.data
    return tun(form, weg, neu, lambda: workflow.sitzungen.beantworten(antwort, wer(), antwort=given), "antwort")


def votum(top: Top, weg: Weg, neu: Neu, wer: Callable[[], Person]) -> Response:
    def filled() -> VotumForm:
        form = VotumForm(formdata=None)
        form.fuer(top, weg.person)
        form.process(request.form)
        return form

    top_id = top.id
    form = filled()
    if not form.validate():
        sitzung, weg = neu()
        return zeigen(sitzung, weg, 422, votum=(top_id, form))
    words = {"sitz": form.sitz.data, "text": form.text.data, "zuletzt": form.stand()}
    return tun(form, weg, neu, lambda: workflow.vota.abgeben(top, wer(), **words), f"top-{top_id}", top)


def vorschlagen(sitzung: Sitzung, weg: Weg, neu: Neu, wer: Callable[[], Person]) -> Response:
    form = VorschlagForm()
    if not form.validate():
        sitzung, weg = neu()
        return zeigen(sitzung, weg, 422, vorschlag=form)
    words = {"titel": form.titel.data, "begruendung": form.begruendung.data}
    return tun(form, weg, neu, lambda: workflow.topvorschlaege.machen(sitzung, wer(), **words), "vorschlag")


def tun(form: Formular, weg: Weg, neu: Neu, do: Callable[[], Any], anker: str, ding: Any = None) -> Response:
    """One transaction, and back to the place on the page where it was asked. `ding`: what it is about, if not new."""
    basis = weg.basis
    try:
        # Nothing is remembered of where it led: behind a link that address is a token, and only its hash is stored.
        run_once(form, weg.person, do, lambda _: "", ding)
    except Schon:
        pass
    except Obstructed as refused:
        anew()
        sitzung, weg = neu()
        return zeigen(sitzung, weg, 409, gruende=refused.reasons)
    return redirect(f"{basis}#{anker}", code=303)  # type: ignore[return-value]  # redirect() says werkzeug's Response
