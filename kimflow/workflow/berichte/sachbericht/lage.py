"""Sections: what is behind, told honestly, what comes next, and how the report counts."""

from kimflow.models import Lage
from kimflow.queries.berichte import Bestand
from kimflow.queries.niederschrift.worte import datum
from kimflow.workflow.berichte import dinge
from kimflow.workflow.berichte.dinge import titel
from kimflow.workflow.berichte.sachbericht.massnahmen import LAUFENDE
from kimflow.workflow.berichte.teile import Blatt, Ding, Erzeugt

_OFFEN = ("vereinbart", "in_umsetzung", "wartet")
NAECHSTE_TAGE = 366


def zu_diesem_bericht(b: Bestand) -> Erzeugt:
    blatt = Blatt()
    blatt.satz(
        f"Dieser Bericht zählt, was vom {datum(b.rahmen.von)} bis zum {datum(b.rahmen.ende)} geschehen ist, und "
        "sagt, wie "
        f"es am {datum(b.rahmen.stichtag)} stand. Der Stand kommt aus dem Verlauf, in dem jede Änderung mit ihrem Tag "
        "steht; Titel und Bezeichnungen sind die, die beim Erzeugen galten. Zahlen über Fälle und Meldungen unter der "
        "Schwelle für kleine Zahlen sind verdeckt. Namen von Personen stehen in den erzeugten Teilen nicht."
    )
    return blatt.fertig()


def schwierigkeiten(b: Bestand) -> Erzeugt:
    blatt, day = Blatt(), b.rahmen.stichtag
    now, topics = b.staende("massnahme"), b.staende("thema")
    late = [m for m in b.massnahmen if now.get(m.id) in _OFFEN and m.frist is not None and m.frist < day]
    blatt.posten(
        blatt.zahl(
            "schwierigkeiten.ueberfaellig",
            "Maßnahmen am Stichtag über ihrer Frist",
            (dinge.massnahme(m, f"Frist {datum(m.frist)}") for m in late if m.frist),
        ),
        *(
            blatt.zahl(
                f"schwierigkeiten.{status}",
                f"Maßnahmen am Stichtag, die {verb}",
                (dinge.massnahme(m) for m in b.massnahmen if now.get(m.id) == status),
            )
            for status, verb in (("wartet", "auf andere warten"), ("ruht", "ruhen"))
        ),
        blatt.zahl("schwierigkeiten.hilfe", "Maßnahmen, für die Hilfe erbeten wurde", _gemeldet(b, Lage.HILFE)),
        blatt.zahl("schwierigkeiten.verzoegert", "Maßnahmen, die Verzögerung meldeten", _gemeldet(b, Lage.VERZOEGERT)),
        blatt.zahl(
            "schwierigkeiten.abgebrochen",
            "Maßnahmen abgebrochen",
            dinge.massnahmen(b, b.erreicht("massnahme", ("abgebrochen",))),
        ),
        blatt.zahl(
            "schwierigkeiten.themen_ruhen",
            "Themen, die am Stichtag ruhen",
            (dinge.thema(row) for row in b.themen if topics.get(row.id) == "ruht"),
        ),
        blatt.zahl(
            "schwierigkeiten.mandate",
            "Laufende Mandate am Stichtag über ihrer Frist",
            (
                dinge.mandat(row)
                for row in b.mandate
                if (row.beendet_am is None or row.beendet_am > day) and row.frist and row.frist < day
            ),
        ),
        blatt.zahl(
            "schwierigkeiten.ohne_antwort",
            "Weitergaben an Land, Bund oder Politik, am Stichtag ohne Antwort",
            (
                dinge.weitergabe(row)
                for row in b.weitergaben
                if not b.rahmen.kennt(row.antwort_am) and not b.rahmen.kennt(row.abgeschlossen_am)
            ),
        ),
        blatt.zahl("schwierigkeiten.pflichten", "Pflichten am Stichtag überfällig", _ueberfaellige_pflichten(b)),
    )
    blatt.satz(
        "Fristen stehen so da, wie sie heute eingetragen sind; Verschiebungen danach werden nicht zurückgerechnet."
    )
    return blatt.fertig()


def _gemeldet(b: Bestand, lage: Lage) -> list[Ding]:
    """Each Maßnahme once, however often it reported."""
    days = {row.massnahme_id: row.tag for row in b.rueckmeldungen if row.lage is lage}
    return [dinge.massnahme(m, f"zuletzt am {datum(days[m.id])}") for m in b.massnahmen if m.id in days]


def _ueberfaellige_pflichten(b: Bestand) -> list[Ding]:
    open_then = {id for id, status in b.staende("pflicht").items() if status != "verworfen"}
    return [
        dinge.pflicht(row)
        for row in b.pflichten
        if row.id in open_then and row.bis < b.rahmen.stichtag and not b.rahmen.kennt(row.erledigt_am)
    ]


def ausblick(b: Bestand) -> Erzeugt:
    blatt, day = Blatt(), b.rahmen.stichtag
    now, topics = b.staende("massnahme"), b.staende("thema")
    last = day.fromordinal(day.toordinal() + NAECHSTE_TAGE)
    blatt.posten(
        blatt.zahl(
            "ausblick.themenspeicher",
            "Themen im Themenspeicher",
            (dinge.thema(row) for row in b.themen if topics.get(row.id) == "gesammelt"),
        ),
        blatt.zahl(
            "ausblick.massnahmen",
            "Maßnahmen, die weiterlaufen",
            (dinge.massnahme(m) for m in b.massnahmen if now.get(m.id) in LAUFENDE),
        ),
    )
    dates = [
        row
        for row in b.pflichten
        if day < row.bis <= last and not b.rahmen.kennt(row.erledigt_am) and b.staende("pflicht")[row.id] != "verworfen"
    ]
    if dates:
        blatt.satz("Was dem Land gegenüber ansteht:")
        blatt.liste(f"bis {datum(row.bis)}: {titel(b, row.was)}" for row in dates)
    return blatt.fertig()
