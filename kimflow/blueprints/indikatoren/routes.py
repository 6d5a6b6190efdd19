"""Route of Indikatoren: one with its readings as a table, a drawing and a file."""

from flask import render_template

from kimflow import queries
from kimflow.blueprints.indikatoren import bp
from kimflow.blueprints.indikatoren.handlungen import der_indikator
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.permissions import Permission
from kimflow.web.access import me, requires
from kimflow.web.handlungen import angebote
from kimflow.web.messungen import Messung
from kimflow.web.tabellen import als_tabelle


@bp.get("/<int:id>")
@requires(Permission.INDIKATOR_ANSEHEN)
def show(id: int) -> str:
    indikator = der_indikator(id)
    fruehere = queries.indikatoren.fruehere(indikator.zielvereinbarung, me())
    return render_template(
        "indikatoren/show.html",
        indikator=indikator,
        messung=Messung(indikator, fruehere.get(indikator.id, ())),
        angebote=angebote(indikator, "indikatoren", id=indikator.id),
    )


_FELDER: tuple[Feld, ...] = (
    (Spalte("Gemessen am", eng=True), lambda r: r.tag),
    (Spalte("Fassung"), lambda r: r.aus.zielvereinbarung.fassung if r.aus else None),
    (Spalte("Wert", zahl=True), lambda r: float(r.messwert.wert) if r.messwert else "fehlt"),
    (Spalte("Quelle"), lambda r: r.messwert.quelle if r.messwert else "An diesem Tag war eine Messung fällig."),
    (Spalte("Berichtigt"), lambda r: r.messwert.begruendung if r.messwert else None),
    (Spalte("Erfasst von"), lambda r: r.messwert.person.name if r.messwert else None),
)


def _tabelle(id: int) -> Tabelle:
    indikator = der_indikator(id)
    fruehere = queries.indikatoren.fruehere(indikator.zielvereinbarung, me())
    messung = Messung(indikator, fruehere.get(indikator.id, ()))
    return aus_zeilen(
        "Messwerte", _FELDER, messung.reihen, f"{indikator.zielvereinbarung.nummer}, {messung.vereinbart}"
    )


als_tabelle(bp, "/<int:id>/messwerte", Permission.INDIKATOR_ANSEHEN, _tabelle, name="messwerte")
