"""Routes of the Kennzahlen: all tables, the things behind one number, and both as files."""

from flask import Response, abort, render_template, url_for

from kimflow import clock, queries
from kimflow.blueprints.kennzahlen import bp
from kimflow.blueprints.kennzahlen.auswahl import auswahl, felder
from kimflow.exports import tabelle_csv, tabelle_xlsx
from kimflow.permissions import Permission, can
from kimflow.web.access import ask, me, requires
from kimflow.web.dateien import CSV, XLSX, datei
from kimflow.web.dokumente import FORMAT, FORMATE, liste_datei, listenkopf
from kimflow.web.kennzahlen import anzeige, tabelle
from kimflow.web.zahlenpapiere import kennzahlenpapier
from kimflow.workflow.kennzahlen import MINDESTENS, TAFELN, Zahlentafel, Zeile, tafel, tafeln


@bp.get("/")
@requires(Permission.KENNZAHL_ANSEHEN)
def index() -> str:
    ask()
    chosen = auswahl()

    def dahinter(shown: Zahlentafel, row: Zeile, spalte: str) -> str:
        return url_for(".dahinter", tafel=shown.schluessel, zeile=row.schluessel, spalte=spalte, **chosen.adresse)

    return render_template(
        "kennzahlen/index.html",
        anzeigen=[
            anzeige(one, dahinter) for one in tafeln(queries.kennzahlen.Bestand(me()), chosen.fenster, clock.today())
        ],
        auswahl=chosen,
        felder=felder(chosen),
        mindestens=MINDESTENS,
        papierwege=[(format.upper(), url_for(".als_datei", format=format, **chosen.adresse)) for format in FORMATE],
        xlsx_url=url_for(".als_xlsx", **chosen.adresse),
        csv_urls={key: url_for(".als_csv", tafel=key, **chosen.adresse) for key in TAFELN},
        sieht_institutionen=can(me(), Permission.KENNZAHL_INSTITUTIONEN_ANSEHEN),
        sieht_haus=can(me(), Permission.KENNZAHL_HAUS_ANSEHEN),
    )


@bp.get("/<tafel>/<zeile>/<spalte>")
@requires(Permission.KENNZAHL_ANSEHEN)
def dahinter(tafel: str, zeile: str, spalte: str) -> str:
    """Exactly the things one number counts."""
    ask()
    chosen, shown = auswahl(), _tafel(tafel)
    return hinter_der_zahl(shown, zeile, spalte, chosen.worte, url_for(".index", **chosen.adresse))


@bp.get("/tabellen.xlsx")
@requires(Permission.KENNZAHL_ANSEHEN)
def als_xlsx() -> Response:
    ask()
    shown = tafeln(queries.kennzahlen.Bestand(me()), auswahl().fenster, clock.today())
    return datei(tabelle_xlsx.schreiben([tabelle(one) for one in shown]), XLSX, f"Kennzahlen-{clock.today()}.xlsx")


@bp.get(f"/kennzahlen.{FORMAT}")
@requires(Permission.KENNZAHL_ANSEHEN)
def als_datei(format: str) -> Response:
    ask()
    chosen = auswahl()
    shown = tafeln(queries.kennzahlen.Bestand(me()), chosen.fenster, clock.today())
    blocks = kennzahlenpapier(shown, listenkopf(f"Zeitraum {chosen.worte}"))
    return datei(*liste_datei("Kennzahlen", blocks, format, "Kennzahlen", me(), quer=False))


@bp.get("/<tafel>.csv")
@requires(Permission.KENNZAHL_ANSEHEN)
def als_csv(tafel: str) -> Response:
    ask()
    return datei(tabelle_csv.schreiben(tabelle(_tafel(tafel))), CSV, f"Kennzahlen-{tafel}-{clock.today()}.csv")


def hinter_der_zahl(shown: Zahlentafel, zeile: str, spalte: str, zeitraum: str, zurueck: str) -> str:
    """The page behind one cell; 404 for a cell there is not."""
    cell = shown.zelle(zeile, spalte)
    if cell is None:
        abort(404)
    return render_template(
        "kennzahlen/dahinter.html",
        tafel=shown,
        zeile=next(row.name for row in shown.zeilen if row.schluessel == zeile),
        spalte=shown.spalten[spalte],
        dinge=cell.dinge,
        zeitraum=zeitraum if shown.hat_zeitraum else "",
        zurueck=zurueck,
    )


def _tafel(schluessel: str) -> Zahlentafel:
    if schluessel not in TAFELN:
        abort(404)
    return tafel(schluessel, queries.kennzahlen.Bestand(me()), auswahl().fenster, clock.today())
