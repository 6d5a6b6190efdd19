"""Acts that end a draft: closed for good, and a corrected report that refers to the closed one."""

from kimflow import clock, config, queries
from kimflow.models import Bericht, Berichtsabschnitt, BerichtStatus, Person
from kimflow.models.berichte import TEXT_HOECHSTENS
from kimflow.permissions import Permission
from kimflow.workflow import nummern
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.berichte import erzeugung, papier, verfassen

P = Permission
S = BerichtStatus


def nichts_fehlt(bericht: Bericht) -> str | None:
    """in jedem Abschnitt, der eigene Worte braucht, steht ein Text"""
    missing = verfassen.fehlende(bericht)
    return f"Noch nicht geschrieben: {', '.join(missing)}." if missing else None


@act(
    P.BERICHT_ABSCHLIESSEN,
    label="Bericht abschließen",
    sentence="hat den Bericht abgeschlossen",
    when={S.ENTWURF},
    then=S.ABGESCHLOSSEN,
    requires=(nichts_fehlt,),
    records=("freigegeben",),
)
def abschliessen(bericht: Bericht, person: Person, *, freigegeben: bool = False) -> None:
    """Text, Zahlen und was dahinter steht festhalten, wie sie jetzt sind. Danach ändert sie niemand mehr."""
    queries.berichte.zeilen_lesen(bericht)
    text, letterhead = papier.text(bericht), briefkopf()
    if len(text) > TEXT_HOECHSTENS:
        raise Obstructed(f"Der Bericht ist zu lang: {len(text)} Zeichen, höchstens {TEXT_HOECHSTENS}.")
    bericht.pruefsumme = papier.pruefsumme(bericht, text, letterhead)
    bericht.text, bericht.briefkopf = text, letterhead
    for section in bericht.abschnitte:
        for zahl in section.zahlen:
            zahl.vorher = None
    bericht.freigegeben, bericht.abgeschlossen_am = freigegeben, clock.now()


def briefkopf() -> str:
    """What stands above papers of this Kreis today."""
    return queries.vokabeln.einstellung("briefkopf") or config.current().kreis


def ist_nicht_ersetzt(bericht: Bericht) -> str | None:
    """es gibt noch keinen berichtigten Bericht"""
    return "Ein berichtigter Bericht ist schon begonnen." if queries.berichte.ist_ersetzt(bericht) else None


@act(
    P.BERICHT_BERICHTIGEN,
    label="Berichtigten Bericht beginnen",
    sentence="hat einen berichtigten Bericht begonnen",
    when={S.ABGESCHLOSSEN},
    then=S.ENTWURF,
    requires=(ist_nicht_ersetzt,),
    records=("begruendung",),
    creates=True,
)
def berichtigen(bericht: Bericht, person: Person, *, begruendung: str) -> Bericht:
    """Ein neuer Entwurf mit Ihren Texten und neu gezählten Zahlen. Der abgeschlossene Bericht bleibt lesbar."""
    new = Bericht(
        nummer=nummern.naechste(Bericht),
        art=bericht.art,
        titel=bericht.titel,
        von=bericht.von,
        bis=bericht.bis,
        stichtag=bericht.stichtag,
        ersetzt_id=bericht.id,
        berichtigung=begruendung,
    )
    erzeugung.einrichten(new, person)
    written = {section.schluessel: section.text for section in bericht.abschnitte}
    _texte_uebernehmen(new.abschnitte, written)
    return new


def _texte_uebernehmen(abschnitte: list[Berichtsabschnitt], written: dict[str, str]) -> None:
    for section in abschnitte:
        section.text = written.get(section.schluessel, "")
