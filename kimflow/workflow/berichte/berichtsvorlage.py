"""The Berichtsvorlage for a committee, in the order of the papers Kreise lay before theirs (FACH §6, [001, 002])."""

from kimflow.models import Gremienart
from kimflow.queries.berichte import Bestand
from kimflow.queries.niederschrift.worte import datum
from kimflow.workflow.berichte import dinge
from kimflow.workflow.berichte.abschnittsarten import Abschnittsart
from kimflow.workflow.berichte.dinge import titel
from kimflow.workflow.berichte.sachbericht import beteiligung, massnahmen, wirkungen
from kimflow.workflow.berichte.sachbericht.themen import GELOEST
from kimflow.workflow.berichte.teile import Blatt, Erzeugt

_HOECHSTENS = 12


def betreff(b: Bestand) -> Erzeugt:
    return Erzeugt(f"Kommunales Integrationsmanagement (KIM): Bericht {b.rahmen.worte}", [])


def erlaeuterungen(b: Bestand) -> Erzeugt:
    """What KIM is in two sentences, then the period in figures."""
    blatt = Blatt()
    rows = [row for row in b.sitzungen if row.gremienart is Gremienart.LENKUNGSGRUPPE]
    decided = [row for row in b.beschluesse if row.gremienart is Gremienart.LENKUNGSGRUPPE]
    blatt.satz(
        "Das Kommunale Integrationsmanagement (§ 9 TIntG) verbessert die Zusammenarbeit der Stellen, die mit neu "
        "zugewanderten Menschen arbeiten. Was in mehreren Fällen auffällt, wird als Thema gemeinsam entschieden, "
        "bearbeitet und auf seine Wirkung geprüft."
    )
    blatt.satz(f"Vom {datum(b.rahmen.von)} bis zum {datum(b.rahmen.ende)} (‹Lenkungsgruppe:nom›):")
    blatt.posten(
        blatt.zahl("vorlage.sitzungen", "Sitzungen", map(dinge.sitzung, rows)),
        blatt.zahl("vorlage.beschluesse", "Beschlüsse", map(dinge.beschluss, decided)),
        blatt.zahl(
            "vorlage.themen",
            "Themen aufgenommen",
            (dinge.thema(row) for row in b.themen if row.aufgenommen_am in b.rahmen),
        ),
        blatt.zahl("vorlage.geloest", "Themen gelöst", dinge.themen(b, b.erreicht("thema", GELOEST))),
        blatt.zahl(
            "vorlage.vereinbart",
            "Maßnahmen vereinbart",
            (dinge.massnahme(row) for row in b.massnahmen if row.vereinbart_am in b.rahmen),
        ),
        blatt.zahl(
            "vorlage.umgesetzt",
            "Maßnahmen umgesetzt",
            (dinge.massnahme(row) for row in b.massnahmen if row.umgesetzt_am in b.rahmen),
        ),
    )
    return blatt.fertig()


def beschluesse(b: Bestand) -> Erzeugt:
    """The decisions of the period, the newest first; more than a page of them are only counted."""
    blatt = Blatt()
    rows = [row for row in b.beschluesse if row.gremienart is Gremienart.LENKUNGSGRUPPE][::-1]
    blatt.liste(f"{datum(row.gefasst_am)}: {titel(b, row.wortlaut)}" for row in rows[:_HOECHSTENS])
    if rest := rows[_HOECHSTENS:]:
        more = blatt.zahl("vorlage.weitere_beschluesse", "Weitere Beschlüsse", map(dinge.beschluss, rest))
        blatt.satz(f"Dazu {more} weitere.")
    return blatt.fertig()


ABSCHNITTE = (
    Abschnittsart("amt", "Federführendes Amt", hilfe="Zum Beispiel: Amt für Bildung, Kultur und Sport.", noetig=True),
    Abschnittsart("nummer", "Nr.", hilfe="Die Nummer der Vorlage im Sitzungsdienst, sobald Sie sie haben."),
    Abschnittsart("betreff", "Betreff", betreff),
    Abschnittsart(
        "beratungsfolge",
        "Beratungsfolge",
        hilfe="Je Gremium eine Zeile mit Termin, in der Reihenfolge der Beratung.",
        noetig=True,
    ),
    Abschnittsart("berichterstattung", "Berichterstattung", hilfe="Wer in der Sitzung berichtet.", noetig=True),
    Abschnittsart(
        "beschlussvorschlag",
        "Beschlussvorschlag",
        hilfe="Bei einem Bericht meist: Zur Kenntnis.",
        noetig=True,
        vorgabe="Zur Kenntnis.",
    ),
    Abschnittsart(
        "erlaeuterungen", "Erläuterungen", erlaeuterungen, "Was der Ausschuss über den Zeitraum wissen sollte."
    ),
    Abschnittsart("beschluesse", "Was beschlossen wurde", beschluesse, "Was die Beschlüsse bedeuten."),
    Abschnittsart("massnahmen", "Maßnahmen und Mittel", massnahmen.massnahmen, "Was mit den Mitteln entstanden ist."),
    Abschnittsart(
        "beteiligung", "Beteiligung der Kommunen und der Wohlfahrt", beteiligung.beteiligung, "Was dazu zu sagen ist."
    ),
    Abschnittsart("wirkungen", "Wirkungen", wirkungen.wirkungen, "Was besser geworden ist und woran man es merkt."),
    Abschnittsart("anlagen", "Anlagen", hilfe="Was der Vorlage beiliegt."),
)
