"""The Jahresrückblick: what the Lenkungsgruppe decided and what became of it (FACH §6)."""

from kimflow.models import Gremienart
from kimflow.permissions import Permission
from kimflow.queries.berichte import Bestand
from kimflow.queries.berichte.zeilen import Wirkungszeile
from kimflow.queries.niederschrift.worte import datum
from kimflow.workflow.acts import lesbar
from kimflow.workflow.berichte import dinge
from kimflow.workflow.berichte.abschnittsarten import Abschnittsart
from kimflow.workflow.berichte.dinge import titel
from kimflow.workflow.berichte.sachbericht import lage, wirkungen
from kimflow.workflow.berichte.teile import Blatt, Erzeugt

_WORTE = {
    Permission.THEMA_PRIORISIEREN: "priorisiert",
    Permission.THEMA_BEAUFTRAGEN: "beauftragt",
    Permission.THEMA_VEREINBAREN: "vereinbart",
    Permission.THEMA_ZURUECKSTELLEN: "zurückgestellt",
    Permission.THEMA_NICHT_WEITERVERFOLGEN: "nicht weiterverfolgt",
    Permission.THEMA_BEENDEN: "beendet",
}


def beschlossen(b: Bestand) -> Erzeugt:
    """Each Thema that was decided about, by what, and where it stood at the end."""
    blatt = Blatt()
    rows = [row for row in b.sitzungen if row.gremienart is Gremienart.LENKUNGSGRUPPE]
    decided = [row for row in b.beschluesse if row.gremienart is Gremienart.LENKUNGSGRUPPE]
    blatt.posten(
        blatt.zahl("rueckblick.sitzungen", "Sitzungen", map(dinge.sitzung, rows)),
        blatt.zahl("rueckblick.beschluesse", "Beschlüsse", map(dinge.beschluss, decided)),
    )
    now, acts = b.staende("thema"), {row.id: [w for w in b.wirkungen if w.thema_id == row.id] for row in b.themen}
    blatt.tabelle(
        ["Thema", "Beschluss", "Stand am Stichtag"],
        [
            [f"{row.nummer} {titel(b, row.titel)}", _worte(acts[row.id]), lesbar(now[row.id])]
            for row in b.themen
            if _worte(acts[row.id]) and row.id in now
        ],
    )
    return blatt.fertig()


def _worte(rows: list[Wirkungszeile]) -> str:
    """What was decided, in its order; an act the reader would not look for stays out."""
    words = {akt.value: word for akt, word in _WORTE.items()}
    return ", ".join(f"{words[row.akt]} am {datum(row.gefasst_am)}" for row in rows if row.akt in words)


def geworden(b: Bestand) -> Erzeugt:
    blatt = Blatt()
    done = [row for row in b.massnahmen if row.umgesetzt_am in b.rahmen]
    checked = b.erreicht("massnahme", ("geprueft",))
    blatt.posten(
        blatt.zahl(
            "rueckblick.vereinbart",
            "Maßnahmen vereinbart",
            (dinge.massnahme(row) for row in b.massnahmen if row.vereinbart_am in b.rahmen),
        ),
        blatt.zahl("rueckblick.umgesetzt", "Maßnahmen umgesetzt", map(dinge.massnahme, done)),
        blatt.zahl("rueckblick.geprueft", "Maßnahmen mit geprüfter Wirkung", dinge.massnahmen(b, checked)),
        blatt.zahl(
            "rueckblick.in_kraft",
            "Zielvereinbarungen in Kraft getreten",
            (dinge.vereinbarung(row) for row in b.vereinbarungen if row.in_kraft_am in b.rahmen),
        ),
    )
    if done:
        blatt.satz("Umgesetzt wurden:")
        blatt.liste(f"{row.nummer} {titel(b, row.titel)}" for row in done)
    return blatt.fertig()


ABSCHNITTE = (
    Abschnittsart("beschlossen", "Was beschlossen wurde", beschlossen, "Was die Beschlüsse bedeuten."),
    Abschnittsart("geworden", "Was daraus geworden ist", geworden, "Was gelungen ist, mit einem Beispiel ohne Person."),
    Abschnittsart("wirkungen", "Was sich geändert hat", wirkungen.wirkungen, "Woran man es merkt."),
    Abschnittsart("liegen_geblieben", "Was liegen geblieben ist", lage.schwierigkeiten, "Woran es lag."),
    Abschnittsart("ausblick", "Was ansteht", lage.ausblick, "Womit das nächste Jahr beginnt."),
    Abschnittsart("dank", "Dank", hilfe="An wen, wofür. Einrichtungen, keine Ratsuchenden."),
)
