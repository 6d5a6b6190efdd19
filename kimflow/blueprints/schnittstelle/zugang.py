"""How an answer comes about: the switch, the key, the right, the parameters, then the view; all else is a problem."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from flask import Response, abort, request, url_for

from kimflow import clock, queries
from kimflow.blueprints.schnittstelle import bp
from kimflow.blueprints.schnittstelle.angaben import Angabe, Unverstanden, gelesene
from kimflow.blueprints.schnittstelle.felder import Objekt
from kimflow.models import Person, Schluesselzweck
from kimflow.permissions import Permission, can
from kimflow.queries.seiten import Seite
from kimflow.web.probleme import problem
from kimflow.web.schluesselzugang import Gebremst, oeffnen, unveraendert

View = Callable[..., Mapping[str, Any]]
_WER = {"WWW-Authenticate": 'Bearer realm="kimflow"'}


@dataclass(frozen=True)
class Abruf:
    """One address of the interface, for its description."""

    endpoint: str
    pfad: str
    titel: str
    recht: Permission
    antwort: Objekt
    angaben: Sequence[Angabe]


ABRUFE: list[Abruf] = []


def abruf(
    pfad: str, recht: Permission, antwort: Objekt, titel: str, angaben: Sequence[Angabe] = ()
) -> Callable[[View], View]:
    """Give a view its address. It is called with the person, the parameters and the words of the address."""

    def declare(view: View) -> View:
        @wraps(view)
        def answered(**worte: Any) -> Response:
            muss_an_sein()
            try:
                person = _person()
                if person is None:
                    return problem(401, kopf=_WER)
                if not (can(person, Permission.SCHNITTSTELLE_ABRUFEN) and can(person, recht)):
                    return problem(403)
                return geschrieben(view(person, gelesene(angaben), **worte))
            except Gebremst as zu_oft:
                return problem(429, kopf={"Retry-After": zu_oft.warten})
            except Unverstanden as unklar:
                return problem(400, fehler=list(unklar.fehler))

        answered.kimflow_right = recht  # type: ignore[attr-defined]  # read at start and by the matrix test
        ABRUFE.append(Abruf(f"{bp.name}.{view.__name__}", pfad, titel, recht, antwort, angaben))
        bp.add_url_rule(pfad, view.__name__, answered, methods=["GET"], provide_automatic_options=False)
        return view

    return declare


def muss_an_sein() -> None:
    """As long as it is switched off, there is nothing here."""
    if not queries.einstellungen.ist_an("schnittstelle.an"):
        abort(404)


def _person() -> Person | None:
    """Whose key the header shows. A key in the address, or a signed-in browser, is nobody's."""
    given = request.authorization
    if given is None or given.type != "bearer" or not given.token:
        return None
    found = oeffnen(given.token, Schluesselzweck.SCHNITTSTELLE)
    return found.person if found else None


def geschrieben(antwort: Mapping[str, Any], art: str = "application/json") -> Response:
    text = json.dumps(antwort, ensure_ascii=False, default=_schlicht)
    response = unveraendert(Response(text, content_type=f"{art}; charset=utf-8"))
    response.vary.add("Authorization")
    return response


def _schlicht(value: Any) -> str:
    """Days and moments by ISO 8601, moments with the offset that was in force in Germany."""
    if isinstance(value, datetime):
        return clock.local(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def eine_seite(objekt: Objekt, seite: Seite[Any], sichten: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A page of a list, with the address of the next one."""
    given = {name: value for name, value in request.args.items() if name != "nach" and value}
    further = url_for(request.endpoint or "", nach=seite.weiter, _external=False, **given) if seite.weiter else None
    return {"eintraege": [objekt.schreiben(row, sichten) for row in seite.zeilen], "weiter": further}
