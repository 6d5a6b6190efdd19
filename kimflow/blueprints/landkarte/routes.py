"""Routes of the Schnittstellen-Landkarte: both matrices, their files, and the Bruchstellen behind a number."""

from dataclasses import replace
from typing import Any

from flask import Response, render_template, request, url_for

from kimflow import clock, queries
from kimflow.blueprints.landkarte import auswahl, bp
from kimflow.exports import tabelle_csv, tabelle_xlsx
from kimflow.permissions import Permission, can
from kimflow.queries.landkarte import Art, Filter, Landkarte, Paar
from kimflow.web.access import ask, me, requires
from kimflow.web.dateien import CSV, XLSX, datei
from kimflow.web.dokumente import FORMAT, FORMATE, liste_datei, listenkopf
from kimflow.web.landkarte import bild, tabelle
from kimflow.web.zahlenpapiere import landkartenpapier

_SEITEN = {Art.RECHTSKREIS: "landkarte.index", Art.INSTITUTIONSTYP: "landkarte.institutionen"}


@bp.get("/")
@requires(Permission.LANDKARTE_ANSEHEN)
def index() -> str:
    ask()
    return _seite(Art.RECHTSKREIS)


@bp.get("/institutionen")
@requires(Permission.LANDKARTE_INSTITUTIONEN_ANSEHEN)
def institutionen() -> str:
    ask()
    return _seite(Art.INSTITUTIONSTYP)


@bp.get("/rechtskreise.xlsx")
@requires(Permission.LANDKARTE_ANSEHEN)
def als_xlsx() -> Response:
    ask()
    return _xlsx(Art.RECHTSKREIS)


@bp.get("/rechtskreise.csv")
@requires(Permission.LANDKARTE_ANSEHEN)
def als_csv() -> Response:
    ask()
    return _csv(Art.RECHTSKREIS)


@bp.get(f"/rechtskreise.{FORMAT}")
@requires(Permission.LANDKARTE_ANSEHEN)
def als_datei(format: str) -> Response:
    """Handed around, it reads like what the Lenkungsgruppe sees, whoever prints it."""
    ask()
    worte = queries.landkartenworte.worte()
    frage = replace(auswahl.frage(Art.RECHTSKREIS, worte), papier=True)
    karte = queries.landkarte.landkarte(frage, me(), worte)
    head = listenkopf(auswahl.in_worten(frage, worte))
    blocks = landkartenpapier(karte, worte, head, queries.verdeckung.schwelle())
    return datei(*liste_datei("Schnittstellen-Landkarte", blocks, format, "Landkarte-Rechtskreise", me()))


@bp.get("/institutionen.xlsx")
@requires(Permission.LANDKARTE_INSTITUTIONEN_ANSEHEN)
def institutionen_als_xlsx() -> Response:
    ask()
    return _xlsx(Art.INSTITUTIONSTYP)


@bp.get("/institutionen.csv")
@requires(Permission.LANDKARTE_INSTITUTIONEN_ANSEHEN)
def institutionen_als_csv() -> Response:
    ask()
    return _csv(Art.INSTITUTIONSTYP)


@bp.get("/bruchstellen")
@requires(Permission.LANDKARTE_BRUCHSTELLEN_ANSEHEN)
def bruchstellen() -> str:
    """Exactly the rows behind a number of the exact map."""
    ask()
    worte, art, paar = queries.landkartenworte.worte(), auswahl.art(), auswahl.paar()
    filter = auswahl.frage(art, worte).filter
    seite = queries.bruchstellen.liste(queries.landkarte.regeln(filter, art, paar), request.args.get("nach"))
    return render_template(
        "landkarte/bruchstellen.html",
        seite=seite,
        anzahl=queries.landkarte.anzahl(filter, art, paar),
        schnittstelle=[worte.text(id) for id in paar] if paar and all(map(worte.kennt, paar)) else [],
        zurueck=url_for(_SEITEN[art], **auswahl.adresse(filter)),
        weiter_url=url_for(".bruchstellen", **auswahl.behalten(), nach=seite.weiter) if seite.weiter else None,
    )


def _seite(art: Art) -> str:
    worte = queries.landkartenworte.worte()
    frage = auswahl.frage(art, worte)
    karte = queries.landkarte.landkarte(frage, me(), worte)
    to_list = can(me(), Permission.LANDKARTE_BRUCHSTELLEN_ANSEHEN)
    addresses = {zelle.paar: _liste(karte, frage.filter, zelle.paar) for zelle in karte.zellen}
    return render_template(
        "landkarte/index.html",
        karte=karte,
        bild=bild(karte, worte, addresses.get),
        adressen=addresses,
        summe_url=_liste(karte, frage.filter),
        felder=auswahl.felder(frage, worte, genau=karte.genau, wahl=to_list and art is Art.RECHTSKREIS),
        gefiltert=frage.ausschnitt is not None if not karte.genau else not frage.filter.ist_leer,
        schwelle=queries.verdeckung.schwelle(),
        seiten=[
            ("Rechtskreise", url_for(".index"), art is Art.RECHTSKREIS),
            ("Institutionen", url_for(".institutionen"), art is Art.INSTITUTIONSTYP),
        ],
        diese_seite=url_for(_SEITEN[art]),
        dateien=_dateien(art),
        papierwege=_papierwege(art),
    )


def _liste(karte: Landkarte, filter: Filter, paar: Paar | None = None) -> str | None:
    """Where the rows behind a number stand: only for those who may open them, and only behind exact numbers."""
    if not karte.genau:
        return None
    ends: dict[str, Any] = {"von": paar.von, "zu": paar.zu} if paar else {}
    return url_for(".bruchstellen", art=karte.art.value, **ends, **auswahl.adresse(filter))


def _dateien(art: Art) -> list[tuple[str, str]]:
    names = ("als_xlsx", "als_csv") if art is Art.RECHTSKREIS else ("institutionen_als_xlsx", "institutionen_als_csv")
    return [
        (text, url_for(f".{name}", **auswahl.behalten())) for text, name in zip(("XLSX", "CSV"), names, strict=True)
    ]


def _papierwege(art: Art) -> list[tuple[str, str]]:
    """Of the Rechtskreise alone: of the institutions everybody sees another row."""
    kept, formats = auswahl.behalten(), FORMATE if art is Art.RECHTSKREIS else ()
    return [(format.upper(), url_for(".als_datei", format=format, **kept)) for format in formats]


def _karte(art: Art) -> Landkarte:
    worte = queries.landkartenworte.worte()
    return queries.landkarte.landkarte(auswahl.frage(art, worte), me(), worte)


def _xlsx(art: Art) -> Response:
    return datei(tabelle_xlsx.schreiben([tabelle(_karte(art))]), XLSX, _name(art, "xlsx"))


def _csv(art: Art) -> Response:
    return datei(tabelle_csv.schreiben(tabelle(_karte(art))), CSV, _name(art, "csv"))


def _name(art: Art, ending: str) -> str:
    return f"Landkarte-{'Rechtskreise' if art is Art.RECHTSKREIS else 'Institutionen'}-{clock.today()}.{ending}"
