"""Routes of Maßnahmen: the table with its filters, and the page of one Maßnahme."""

from collections import Counter
from dataclasses import replace
from typing import Any

from flask import render_template, request

from kimflow import clock, queries
from kimflow.blueprints.massnahmen import bp
from kimflow.blueprints.massnahmen.handlungen import die_massnahme
from kimflow.blueprints.massnahmen.tafel import GRUPPEN, VERZUG, ampel_von, gruppiert, mit_ampel, ohne_ampel
from kimflow.columns import canonical
from kimflow.models import MassnahmeStatus
from kimflow.permissions import Permission, can
from kimflow.queries.massnahmen import Massnahmenfilter
from kimflow.web.access import ask, me, requires
from kimflow.web.ansichten import ansichten
from kimflow.web.geschichten import erzaehlt
from kimflow.web.handlungen import angebote
from kimflow.web.listen import adresse
from kimflow.web.verlauf import verlauf
from kimflow.workflow.acts import lesbar
from kimflow.workflow.ampel import WORTE, termin, verzug


@bp.get("/massnahmen/")
@requires(Permission.MASSNAHME_ANSEHEN)
def index() -> str:
    ask()
    verfolgt = can(me(), Permission.MASSNAHME_VERFOLGEN)
    filter = _filter() if verfolgt else replace(_filter(), ampel="", verzug="")
    seite = queries.massnahmen.liste(me(), filter, request.args.get("nach"))
    zeilen = mit_ampel(seite.zeilen, filter) if verfolgt else ohne_ampel(seite.zeilen)
    return render_template(
        "massnahmen/index.html",
        ansichten=ansichten("massnahmen"),
        gruppen=gruppiert(zeilen, filter.gruppe),
        filter=filter,
        felder=_felder(filter, verfolgt),
        verfolgt=verfolgt,
        ueberfaellige=_ueberfaellige(filter) if verfolgt else [],
        sortieren={
            name: adresse("massnahmen.index", sortierung=name)
            for name in ("titel", "institution", "termin", "rueckmeldung")
        },
        weiter_url=adresse("massnahmen.index", nach=seite.weiter) if seite.weiter else None,
        alle_url=adresse("massnahmen.index", status="alle"),
        druck_url=adresse("massnahmen.index", gruppe="institution"),
    )


@bp.get("/massnahmen/<nummer>")
@requires(Permission.MASSNAHME_ANSEHEN)
def show(nummer: str) -> str:
    massnahme = die_massnahme(nummer)
    verfolgt = can(me(), Permission.MASSNAHME_VERFOLGEN)
    buttons = angebote(massnahme, "massnahmen", nummer=massnahme.nummer)
    return render_template(
        "massnahmen/show.html",
        massnahme=massnahme,
        ampel=ampel_von(massnahme) if verfolgt else None,
        verfolgt=verfolgt,
        angebote=buttons,
        entfernen_url=next((a.url for a in buttons if a.verb == "nachweis_entfernen" and not a.gruende), None),
        geschichte=erzaehlt(queries.geschichte.der_massnahme(massnahme, me())),
        verlauf=verlauf(massnahme) if verfolgt else [],
    )


def _filter() -> Massnahmenfilter:
    return Massnahmenfilter(
        wer=request.args.get("wer", ""),
        institution=_id("institution"),
        projektgruppe=_id("projektgruppe"),
        zielvereinbarung=_id("zielvereinbarung"),
        status=canonical(request.args.get("status", ""))[:40],
        ampel=request.args.get("ampel", ""),
        verzug=request.args.get("verzug", ""),
        suche=canonical(request.args.get("suche", ""))[:200],
        gruppe=request.args.get("gruppe", ""),
        sortierung=request.args.get("sortierung", ""),
    )


def _id(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _ueberfaellige(filter: Massnahmenfilter) -> list[dict[str, Any]]:
    """The overdue classes as links with their counts, under the other filters."""
    today = clock.today()
    dates = queries.massnahmen.termine(me(), filter)
    counts = Counter(verzug(termin(naechster, frist), today) for naechster, frist in dates)
    return [
        {
            "anzahl": counts[klasse],
            "text": text,
            "url": adresse("massnahmen.index", verzug=klasse.value),
            "aktiv": filter.verzug == klasse,
        }
        for klasse, text in VERZUG.items()
    ]


def _felder(filter: Massnahmenfilter, verfolgt: bool) -> list[dict[str, Any]]:
    stand = [("alle", "alle"), *((s.value, lesbar(s)) for s in MassnahmeStatus)]
    felder = [
        _feld("wer", "Wessen", filter.wer, "alle", [("meine", "Meine"), ("haus", "Mein Haus")]),
        _feld("institution", "Institution", filter.institution, "alle", queries.massnahmen.institutionen()),
        _feld("projektgruppe", "Projektgruppe", filter.projektgruppe, "alle", queries.massnahmen.projektgruppen()),
        _feld("status", "Stand", filter.status, "offene", stand),
        _feld("gruppe", "Gruppieren nach", filter.gruppe, "nicht", [(k, text) for k, (text, _) in GRUPPEN.items()]),
    ]
    if verfolgt:
        felder[4:4] = [
            _feld("ampel", "Ampel", filter.ampel, "alle", [(s.value, wort) for s, wort in WORTE.items()]),
            _feld("verzug", "Überfällig", filter.verzug, "egal", [(v.value, text) for v, text in VERZUG.items()]),
        ]
    return felder


def _feld(name: str, text: str, wert: object, leer: str, optionen: Any) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", leer), *optionen]}
