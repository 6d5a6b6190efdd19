"""Route of the overview of what there is to administer."""

from flask import render_template, url_for

from kimflow import queries
from kimflow.blueprints.verwaltung import bp
from kimflow.permissions import Permission, can
from kimflow.web.access import ask, me, requires

BEREICHE = (
    ("Personen", "personen.index", Permission.PERSON_ANSEHEN, "Konten, Rollen, Zeichnungsberechtigungen, Einladungen"),
    ("Institutionen", "institutionen.index", Permission.INSTITUTION_ANSEHEN, "Wer sitzt, zeichnet und umsetzt"),
    ("Kommunen", "kommunen.index", Permission.KOMMUNE_ANSEHEN, "Die Städte und Gemeinden des Kreises"),
    ("Übernahme", "importe.index", Permission.IMPORT_ANSEHEN, "Vorhandene Tabellen einlesen, mit Vorschau"),
    ("Vokabulare", "vokabeln.index", Permission.VOKABEL_ANSEHEN, "Rechtskreise, Handlungsfelder und andere Listen"),
    ("Einstellungen", "einstellungen.index", Permission.EINSTELLUNG_ANSEHEN, "Bezeichnungen, Impressum, Datenschutz"),
    ("Datenschutz-Wächter", "datenschutz.ausnehmen", Permission.DATENSCHUTZ_AUSNEHMEN, "Wörter, die kein Name sind"),
    ("Postausgang", "post.index", Permission.POST_ANSEHEN, "Briefe, die kimflow verschickt"),
    ("Exporte", "exporte.index", Permission.EXPORT_ANSEHEN, "Wer welche Liste als Datei mitgenommen hat"),
)


@bp.get("/")
@requires(Permission.VOKABEL_ANSEHEN)
def index() -> str:
    ask()
    counts = queries.verwaltung.anzahlen()
    return render_template(
        "verwaltung/index.html",
        bereiche=[
            {"titel": titel, "url": url_for(endpoint), "text": text, "anzahl": counts.get(titel)}
            for titel, endpoint, permission, text in BEREICHE
            if can(me(), permission)
        ],
    )
