"""Route of Mein Haus: numbers and, below them, the things they count; the numbers as a file."""

from flask import render_template, url_for

from kimflow import clock, queries
from kimflow.blueprints.haeuser import bp
from kimflow.permissions import Permission
from kimflow.web.access import ask, me, requires
from kimflow.web.kennzahlen import anzeige, tabelle
from kimflow.web.tabellen import als_tabelle
from kimflow.workflow.kennzahlen import Zahlentafel, Zeile, haeuser


@bp.get("/")
@requires(Permission.KENNZAHL_HAUS_ANSEHEN)
def index() -> str:
    ask()

    def anker(shown: Zahlentafel, row: Zeile, spalte: str) -> str:
        return url_for(".index", _anchor=f"haus-{row.schluessel}-{spalte}")

    return render_template("haeuser/index.html", anzeige=anzeige(_tafel(), anker))


def _tafel() -> Zahlentafel:
    own = queries.kennzahlen.eigene(me())
    return haeuser(
        {row.id: row.name for row in queries.institutionen.liste(me()) if row.id in own},
        queries.kennzahlen.Bestand(me()).massnahmen,
        queries.kennzahlen.offene_zeichnungen(own),
        queries.kennzahlen.offene_stellungnahmen(own),
        clock.today(),
    )


als_tabelle(
    bp, "/zahlen", Permission.KENNZAHL_HAUS_ANSEHEN, lambda: tabelle(_tafel(), "Stand von heute"), name="zahlen"
)
