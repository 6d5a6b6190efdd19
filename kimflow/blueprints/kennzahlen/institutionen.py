"""The institutions side by side, for the Koordination only, in the order of their names."""

from flask import render_template, url_for

from kimflow import clock, queries
from kimflow.blueprints.kennzahlen import bp
from kimflow.blueprints.kennzahlen.routes import dingtabelle, hinter_der_zahl
from kimflow.exports.tabellen import Tabelle
from kimflow.permissions import Permission
from kimflow.web.access import ask, me, requires
from kimflow.web.kennzahlen import anzeige, tabelle
from kimflow.web.tabellen import als_tabelle
from kimflow.workflow.kennzahlen import Zahlentafel, Zeile, haeuser


@bp.get("/institutionen")
@requires(Permission.KENNZAHL_INSTITUTIONEN_ANSEHEN)
def institutionen() -> str:
    ask()

    def dahinter(shown: Zahlentafel, row: Zeile, spalte: str) -> str:
        return url_for(".institution_dahinter", zeile=row.schluessel, spalte=spalte)

    return render_template("kennzahlen/institutionen.html", anzeige=anzeige(_tafel(), dahinter))


@bp.get("/institutionen/<zeile>/<spalte>")
@requires(Permission.KENNZAHL_INSTITUTIONEN_ANSEHEN)
def institution_dahinter(zeile: str, spalte: str) -> str:
    """Exactly the things one number counts."""
    ask()
    return hinter_der_zahl(_tafel(), zeile, spalte, "", url_for(".institutionen"), "kennzahlen.hausdinge")


def _tafel() -> Zahlentafel:
    measures = queries.kennzahlen.Bestand(me()).massnahmen
    used = {row.institution_id for row in measures}
    return haeuser(
        {row.id: row.name for row in queries.institutionen.liste(me()) if row.aktiv or row.id in used},
        measures,
        queries.kennzahlen.offene_zeichnungen(),
        queries.kennzahlen.offene_stellungnahmen(),
        clock.today(),
    )


def _tabelle() -> Tabelle:
    return tabelle(_tafel(), "Stand von heute")


als_tabelle(bp, "/institutionen", Permission.KENNZAHL_INSTITUTIONEN_ANSEHEN, _tabelle, name="institutionen")


def _dinge(zeile: str, spalte: str) -> Tabelle:
    ask()
    return dingtabelle(_tafel(), zeile, spalte, "")


als_tabelle(bp, "/institutionen/<zeile>/<spalte>", Permission.KENNZAHL_INSTITUTIONEN_ANSEHEN, _dinge, name="hausdinge")
