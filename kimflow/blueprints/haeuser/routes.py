"""Route of Mein Haus: numbers and, below them, the things they count."""

from flask import render_template, url_for

from kimflow import clock, queries
from kimflow.blueprints.haeuser import bp
from kimflow.permissions import Permission
from kimflow.web.access import ask, me, requires
from kimflow.web.kennzahlen import anzeige
from kimflow.workflow.kennzahlen import Zahlentafel, Zeile, haeuser


@bp.get("/")
@requires(Permission.KENNZAHL_HAUS_ANSEHEN)
def index() -> str:
    ask()
    own = queries.kennzahlen.eigene(me())
    tafel = haeuser(
        {row.id: row.name for row in queries.institutionen.liste(me()) if row.id in own},
        queries.kennzahlen.Bestand(me()).massnahmen,
        queries.kennzahlen.offene_zeichnungen(own),
        queries.kennzahlen.offene_stellungnahmen(own),
        clock.today(),
    )

    def anker(shown: Zahlentafel, row: Zeile, spalte: str) -> str:
        return url_for(".index", _anchor=f"haus-{row.schluessel}-{spalte}")

    return render_template("haeuser/index.html", anzeige=anzeige(tafel, anker))
