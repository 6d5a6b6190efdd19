"""Sections: the Lenkungsgruppe with its Sitze, Sitzungen and Beschlüsse, and the Projektgruppen with their Mandate."""

from kimflow.models import Gremienart, Modus, Stimmrecht
from kimflow.queries.berichte import Bestand
from kimflow.queries.berichte.zeilen import Gremienzeile, Mandatszeile
from kimflow.queries.niederschrift.worte import MODI
from kimflow.workflow.berichte import dinge
from kimflow.workflow.berichte.dinge import titel
from kimflow.workflow.berichte.teile import Blatt, Erzeugt

_RECHTE = {
    Stimmrecht.STIMMBERECHTIGT: "stimmberechtigt",
    Stimmrecht.BERATEND: "beratend",
    Stimmrecht.GAST: "als Gast",
}


def lenkungsgruppe(b: Bestand) -> Erzeugt:
    blatt = Blatt()
    rows = [row for row in b.sitzungen if row.gremienart is Gremienart.LENKUNGSGRUPPE]
    decided = [row for row in b.beschluesse if row.gremienart is Gremienart.LENKUNGSGRUPPE]
    approved = (dinge.sitzung(row) for row in rows if b.rahmen.kennt(row.genehmigt_am))
    names = sorted({titel(b, row.gremium) for row in b.sitze})
    if len(names) > 1:
        blatt.satz(f"Gezählt sind: {', '.join(names)}.")
    blatt.zwischentitel("Sitze am Stichtag")
    blatt.posten(
        blatt.zahl("lenkungsgruppe.sitze", "Sitze", map(dinge.sitz, b.sitze)),
        *(
            blatt.zahl(
                f"lenkungsgruppe.sitze.{right.value}",
                f"Sitze, davon {word}",
                (dinge.sitz(row) for row in b.sitze if row.stimmrecht is right),
            )
            for right, word in _RECHTE.items()
        ),
    )
    blatt.zwischentitel("Sitzungen und Beschlüsse")
    blatt.posten(
        blatt.zahl("lenkungsgruppe.sitzungen", "Sitzungen", map(dinge.sitzung, rows)),
        blatt.zahl("lenkungsgruppe.protokolle", "Sitzungen, davon mit genehmigtem Protokoll", approved),
        blatt.zahl("beschluesse.anzahl", "Beschlüsse", map(dinge.beschluss, decided)),
        *(
            blatt.zahl(
                f"beschluesse.{mode.value}",
                f"Beschlüsse, davon {MODI[mode]}",
                (dinge.beschluss(row) for row in decided if row.modus is mode),
            )
            for mode in Modus
        ),
    )
    blatt.satz(
        "Beschlüsse zählen mit dem Tag, an dem sie gefasst wurden, auch wenn sie erst später nacherfasst "
        "wurden. Sitze zählen nach den Tagen, von denen bis zu denen sie gelten."
    )
    return blatt.fertig()


def projektgruppen(b: Bestand) -> Erzeugt:
    blatt, day = Blatt(), b.rahmen.stichtag
    groups = [row for row in b.gremien if row.art is Gremienart.PROJEKTGRUPPE]
    running = [row for row in b.mandate if row.beendet_am is None or row.beendet_am > day]
    now = (dinge.gremium(row) for row in groups if row.bis is None or row.bis >= day)
    status = b.staende("zielvereinbarung")
    blatt.posten(
        blatt.zahl("projektgruppen.anzahl", "‹Projektgruppen:nom› am Stichtag", now),
        blatt.zahl(
            "projektgruppen.sitzungen",
            "Sitzungen ‹der Projektgruppen:gen›",
            (dinge.sitzung(row) for row in b.sitzungen if row.gremienart is Gremienart.PROJEKTGRUPPE),
        ),
        blatt.zahl(
            "mandate.erteilt",
            "Mandate erteilt",
            (dinge.mandat(row) for row in b.mandate if row.erteilt_am in b.rahmen),
        ),
        blatt.zahl(
            "mandate.beendet",
            "Mandate beendet",
            (dinge.mandat(row) for row in b.mandate if row.beendet_am in b.rahmen),
        ),
        blatt.zahl("mandate.laufend", "Mandate, die am Stichtag laufen", map(dinge.mandat, running)),
        blatt.zahl(
            "zielvereinbarungen.in_kraft_getreten",
            "Zielvereinbarungen in Kraft getreten",
            (dinge.vereinbarung(row) for row in b.vereinbarungen if row.in_kraft_am in b.rahmen),
        ),
        blatt.zahl(
            "zielvereinbarungen.in_kraft",
            "Zielvereinbarungen, die am Stichtag in Kraft sind",
            (dinge.vereinbarung(row) for row in b.vereinbarungen if status.get(row.id) == "in_kraft"),
        ),
    )
    blatt.tabelle(
        ["‹Projektgruppe:nom›", "Mandate am Stichtag"], [_gruppe(b, blatt, row, running) for row in groups], 1
    )
    return blatt.fertig()


def _gruppe(b: Bestand, blatt: Blatt, group: Gremienzeile, running: list[Mandatszeile]) -> list[object]:
    mine = (dinge.mandat(row) for row in running if row.gruppe_id == group.id)
    name = titel(b, group.name)
    return [name, blatt.zahl(f"projektgruppen.{group.id}.mandate", f"{group.name}: Mandate am Stichtag", mine)]
