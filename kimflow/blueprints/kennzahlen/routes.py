"""Routes of the Kennzahlen: all tables, the things behind one number, and both as files."""

from flask import Response, abort, render_template, request, url_for

from kimflow import clock, queries
from kimflow.blueprints.kennzahlen import bp
from kimflow.blueprints.kennzahlen.auswahl import auswahl, felder
from kimflow.exports.tabellen import Feld, Format, Spalte, Tabelle, aus_zeilen
from kimflow.permissions import Permission, can
from kimflow.web.access import ask, me, requires
from kimflow.web.dateien import datei
from kimflow.web.dokumente import FORMAT, FORMATE, liste_datei, listenkopf
from kimflow.web.kennzahlen import anzeige, tabelle
from kimflow.web.tabellen import als_tabelle
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
        alle_url=url_for(".tabellen_als_xlsx", **chosen.adresse),
        sieht_institutionen=can(me(), Permission.KENNZAHL_INSTITUTIONEN_ANSEHEN),
        sieht_haus=can(me(), Permission.KENNZAHL_HAUS_ANSEHEN),
    )


@bp.get("/<tafel>/<zeile>/<spalte>")
@requires(Permission.KENNZAHL_ANSEHEN)
def dahinter(tafel: str, zeile: str, spalte: str) -> str:
    """Exactly the things one number counts."""
    ask()
    chosen, shown = auswahl(), _tafel(tafel)
    back, files = url_for(".index", **chosen.adresse), "kennzahlen.dinge"
    return hinter_der_zahl(shown, zeile, spalte, chosen.worte, back, files)


@bp.get(f"/kennzahlen.{FORMAT}")
@requires(Permission.KENNZAHL_ANSEHEN)
def als_datei(format: str) -> Response:
    ask()
    chosen = auswahl()
    shown = tafeln(queries.kennzahlen.Bestand(me()), chosen.fenster, clock.today())
    blocks = kennzahlenpapier(shown, listenkopf(f"Zeitraum {chosen.worte}"))
    return datei(*liste_datei("Kennzahlen", blocks, format, "Kennzahlen", me(), quer=False))


def hinter_der_zahl(shown: Zahlentafel, zeile: str, spalte: str, zeitraum: str, zurueck: str, dateien: str) -> str:
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
        dateien=dateien,
        adresse=request.view_args,
    )


def dingtabelle(shown: Zahlentafel, zeile: str, spalte: str, zeitraum: str) -> Tabelle:
    """The things behind one cell as a table; 404 for a cell there is not."""
    cell = shown.zelle(zeile, spalte)
    if cell is None or cell.dinge is None:
        abort(404)
    name = next(row.name for row in shown.zeilen if row.schluessel == zeile)
    said = f"{shown.titel}, {name}, {shown.spalten[spalte]}"
    return aus_zeilen(shown.titel, _DINGE, cell.dinge, f"{said}, {zeitraum}" if zeitraum else said)


_WORTE = {"thema": "Thema", "massnahme": "Maßnahme", "zielvereinbarung": "Zielvereinbarung"}
_DINGE: tuple[Feld, ...] = (
    (Spalte("Nummer", eng=True), lambda d: d.nummer),
    (Spalte("Titel", name=True), lambda d: d.titel),
    (Spalte("Art"), lambda d: _WORTE[d.sorte]),
    (Spalte("Angabe"), lambda d: d.angabe),
)


def _tafel(schluessel: str) -> Zahlentafel:
    if schluessel not in TAFELN:
        abort(404)
    return tafel(schluessel, queries.kennzahlen.Bestand(me()), auswahl().fenster, clock.today())


def _alle() -> list[Tabelle]:
    chosen = auswahl()
    shown = tafeln(queries.kennzahlen.Bestand(me()), chosen.fenster, clock.today())
    return [tabelle(one, f"Zeitraum: {chosen.worte}") for one in shown]


def _eine(tafel: str) -> Tabelle:
    ask()
    shown = _tafel(tafel)
    return tabelle(shown, f"Zeitraum: {auswahl().worte}" if shown.hat_zeitraum else "Stand von heute")


als_tabelle(bp, "/tabellen", Permission.KENNZAHL_ANSEHEN, _alle, name="tabellen", formate=(Format.XLSX,))
als_tabelle(bp, "/<tafel>", Permission.KENNZAHL_ANSEHEN, _eine, name="tafel")


def _dinge(tafel: str, zeile: str, spalte: str) -> Tabelle:
    ask()
    shown = _tafel(tafel)
    return dingtabelle(shown, zeile, spalte, auswahl().worte if shown.hat_zeitraum else "")


als_tabelle(bp, "/<tafel>/<zeile>/<spalte>", Permission.KENNZAHL_ANSEHEN, _dinge, name="dinge")
