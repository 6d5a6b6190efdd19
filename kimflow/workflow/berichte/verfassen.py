"""Acts on a draft: begun, written, generated anew, thrown away."""

from datetime import date

from kimflow import clock
from kimflow.models import Bericht, Berichtsabschnitt, Berichtsart, BerichtStatus, Person
from kimflow.permissions import Permission
from kimflow.queries.berichte import Bestand
from kimflow.workflow import nummern
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.berichte import erzeugung
from kimflow.workflow.berichte.arten import ARTEN

P = Permission
S = BerichtStatus


@act(
    P.BERICHT_ANLEGEN,
    label="Bericht beginnen",
    sentence="hat den Bericht begonnen",
    then=S.ENTWURF,
    records=("art", "von", "bis", "stichtag"),
    creates=True,
)
def anlegen(
    person: Person, *, art: Berichtsart, von: date, bis: date, stichtag: date | None = None, titel: str = ""
) -> Bericht:
    """Einen Entwurf erzeugen, in dem die Zahlen schon stehen. Gezählt wird, was am Stichtag galt."""
    if art not in ARTEN:
        raise Obstructed("Diese Art von Bericht gibt es hier nicht.")
    day = stichtag or min(bis, clock.today())
    _zeitraum(von, bis, day)
    bericht = Bericht(nummer=nummern.naechste(Bericht), art=art, von=von, bis=bis, stichtag=day)
    bericht.titel = titel or ARTEN[art].titel(erzeugung.rahmen(bericht))
    erzeugung.einrichten(bericht, person)
    return bericht


def _zeitraum(von: date, bis: date, stichtag: date) -> None:
    if bis < von:
        raise Obstructed("Das Ende des Zeitraums liegt vor seinem Anfang.")
    if stichtag < von:
        raise Obstructed("Der Stichtag liegt vor dem Anfang des Zeitraums.")
    if stichtag > clock.today():
        raise Obstructed("Der Stichtag liegt in der Zukunft: Was dann gilt, weiß noch niemand.")


@act(
    P.BERICHT_BEARBEITEN,
    label="Titel und Zeitraum ändern",
    sentence="hat Titel oder Zeitraum des Berichts geändert",
    when={S.ENTWURF},
    records=("von", "bis", "stichtag"),
)
def bearbeiten(bericht: Bericht, person: Person, *, titel: str, von: date, bis: date, stichtag: date) -> None:
    """Mit einem anderen Zeitraum oder Stichtag werden alle Zahlen neu erzeugt; Ihre eigenen Texte bleiben."""
    _zeitraum(von, bis, stichtag)
    before = (bericht.von, bericht.bis, bericht.stichtag)
    bericht.titel, bericht.von, bericht.bis, bericht.stichtag = titel, von, bis, stichtag
    if before != (von, bis, stichtag):
        _alles_erneuern(bericht, person)


@act(
    P.BERICHT_ERNEUERN,
    label="Zahlen neu erzeugen",
    sentence="hat alle Zahlen des Berichts neu erzeugt",
    when={S.ENTWURF},
)
def erneuern(bericht: Bericht, person: Person) -> None:
    """Alle erzeugten Teile werden neu geschrieben. Ihre eigenen Texte bleiben, wie sie sind."""
    _alles_erneuern(bericht, person)


def _alles_erneuern(bericht: Bericht, person: Person) -> None:
    bestand = Bestand(person, erzeugung.rahmen(bericht))
    for section in bericht.abschnitte:
        erzeugung.erneuern(section, bestand)


@act(
    P.BERICHTSABSCHNITT_SCHREIBEN,
    label="Text schreiben",
    sentence="hat an einem Abschnitt des Berichts geschrieben",
    when={S.ENTWURF},
)
def schreiben(abschnitt: Berichtsabschnitt, person: Person, *, text: str) -> None:
    """Ihr eigener Text steht im Bericht unter dem erzeugten Teil. Neu Erzeugtes überschreibt ihn nie."""
    abschnitt.text = text
    abschnitt.bericht.aenderungen += 1


@act(
    P.BERICHTSABSCHNITT_AUFFRISCHEN,
    label="Abschnitt neu erzeugen",
    sentence="hat einen Abschnitt des Berichts neu erzeugt",
    when={S.ENTWURF},
)
def auffrischen(abschnitt: Berichtsabschnitt, person: Person) -> None:
    """Nur dieser Teil wird neu geschrieben. Ihr eigener Text bleibt, wie er ist."""
    erzeugung.erneuern(abschnitt, Bestand(person, erzeugung.rahmen(abschnitt.bericht)))


@act(
    P.BERICHT_VERWERFEN,
    label="Entwurf verwerfen",
    sentence="hat den Entwurf des Berichts verworfen",
    when={S.ENTWURF},
    then=S.VERWORFEN,
)
def verwerfen(bericht: Bericht, person: Person) -> None:
    """Den Entwurf mit allen Texten löschen. Seine Nummer wird nicht noch einmal vergeben."""
    bericht.ersetzt_id, bericht.berichtigung = None, ""
    for section in bericht.abschnitte:
        section.erzeugt = section.text = ""
        section.zahlen.clear()


def fehlende(bericht: Bericht) -> list[str]:
    """Titles of the sections in which somebody still has to write something."""
    kind = ARTEN[bericht.art]
    wanted = {one.schluessel for one in kind.abschnitte if one.noetig}
    return [section.titel for section in bericht.abschnitte if section.schluessel in wanted and not section.text]
