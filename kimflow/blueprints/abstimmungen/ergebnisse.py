"""The result of a round: the part of its page, a page of its own to print, and the files."""

from typing import Any

from flask import Response, abort, render_template

from kimflow import queries
from kimflow.blueprints.abstimmungen import bp
from kimflow.exports.tabellen import Format
from kimflow.models import Abstimmung, Einwand
from kimflow.permissions import Permission
from kimflow.queries.ergebnisse import Ergebnis
from kimflow.web.access import fetch, me, requires
from kimflow.web.dateien import datei
from kimflow.web.dokumente import FORMAT, papier_datei
from kimflow.web.ergebnispapier import ergebnispapier
from kimflow.web.ergebnisse import angaben, balken, tabellen, umstaende
from kimflow.web.handlungen import Angebot, angebote
from kimflow.web.tabellen import herausgeben


def ergebnisteil(abstimmung: Abstimmung) -> dict[str, Any]:
    """What abstimmungen/_ergebnis.html needs; `ergebnis` is None before the count."""
    found = queries.ergebnisse.ergebnis(abstimmung)
    return _teil(abstimmung, found) if found else {"ergebnis": None}


def _teil(abstimmung: Abstimmung, found: Ergebnis) -> dict[str, Any]:
    return {
        "ergebnis": found,
        "tabellen": tabellen(found),
        "balken": balken(abstimmung, found),
        "umstaende": umstaende(abstimmung, found),
        "einwand_angebote": _einwand_angebote(abstimmung) if found.einwaende else {},
    }


def _einwand_angebote(abstimmung: Abstimmung) -> dict[int, list[Angebot]]:
    """What the person asking may do to each Einwand of this round."""
    statement = queries.einwaende.sichtbar_fuer(me()).where(Einwand.abstimmung_id == abstimmung.id)
    return {
        einwand.id: [a for a in _angebote(einwand, abstimmung.nummer) if not a.gruende]
        for einwand in queries.einwaende.alle(statement)
    }


def _angebote(einwand: Einwand, nummer: str) -> list[Angebot]:
    return angebote(einwand, "einwaende", "", nummer=nummer, id=einwand.id)


def _mit_ergebnis(nummer: str) -> tuple[Abstimmung, Ergebnis]:
    """A round that has a result; any other has no such page."""
    visible = queries.einwaende.ausgezaehlt(queries.abstimmungen.ganz(me()))
    abstimmung: Abstimmung = fetch(visible.where(Abstimmung.nummer == nummer))
    found = queries.ergebnisse.ergebnis(abstimmung)
    return abstimmung, found or abort(404)


@bp.get("/abstimmungen/<nummer>/ergebnis")
@requires(Permission.ABSTIMMUNG_ANSEHEN)
def ergebnis(nummer: str) -> str:
    abstimmung, found = _mit_ergebnis(nummer)
    return render_template("abstimmungen/ergebnis.html", abstimmung=abstimmung, **_teil(abstimmung, found))


def _datei(nummer: str, format: Format) -> Response:
    abstimmung, found = _mit_ergebnis(nummer)
    name = f"Ergebnis {abstimmung.nummer}"
    return herausgeben(tabellen(found), format, titel=name, ergebnis=angaben(abstimmung, found))


@bp.get("/abstimmungen/<nummer>/ergebnis.xlsx")
@requires(Permission.ABSTIMMUNG_ANSEHEN)
def ergebnis_als_xlsx(nummer: str) -> Response:
    return _datei(nummer, Format.XLSX)


@bp.get("/abstimmungen/<nummer>/ergebnis.csv")
@requires(Permission.ABSTIMMUNG_ANSEHEN)
def ergebnis_als_csv(nummer: str) -> Response:
    return _datei(nummer, Format.CSV)


@bp.get(f"/abstimmungen/<nummer>/ergebnis.{FORMAT}")
@requires(Permission.ABSTIMMUNG_ANSEHEN)
def ergebnis_als_datei(nummer: str, format: str) -> Response:
    abstimmung, found = _mit_ergebnis(nummer)
    blocks, title = ergebnispapier(abstimmung, found), f"Ergebnis der Abstimmung {nummer}"
    return datei(*papier_datei(title, blocks, format, f"Ergebnis-{nummer}", f"{abstimmung.gremium.name}, {title}"))
