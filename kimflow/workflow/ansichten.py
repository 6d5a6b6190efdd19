"""Acts on saved views: the filter of a list under a name, kept for oneself or shared."""

from datetime import timedelta
from urllib.parse import parse_qsl

from sqlalchemy import delete

from kimflow import clock, queries
from kimflow.columns import canonical
from kimflow.db import session
from kimflow.models import Ansicht, AnsichtStatus, Person
from kimflow.permissions import Permission, can
from kimflow.queries.ansichten import LISTEN
from kimflow.workflow.acts import Obstructed, act

A = AnsichtStatus
HOECHSTENS = 50
WIEDERHERSTELLBAR = timedelta(days=30)


def _noch_platz(person: Person, liste: str, name: str, ausser: int | None = None) -> str:
    """The name as it will be saved. Raises Obstructed if it is taken above this list or there are too many views."""
    name = canonical(name)
    if not name:
        raise Obstructed("Bitte geben Sie der Ansicht einen Namen.")
    others = [a for a in queries.ansichten.lebende(person) if a.id != ausser]
    if any(a.liste == liste and a.name.casefold() == name.casefold() for a in others):
        raise Obstructed("Sie haben für diese Liste schon eine Ansicht mit diesem Namen.")
    if len(others) >= HOECHSTENS:
        raise Obstructed(f"Sie haben schon {HOECHSTENS} Ansichten. Bitte löschen Sie zuerst eine.")
    return name


@act(
    Permission.ANSICHT_SPEICHERN,
    label="Ansicht speichern",
    sentence="hat eine Ansicht gespeichert",
    then=A.EIGEN,
    creates=True,
)
def speichern(person: Person, *, name: str, liste: str, abfrage: str) -> Ansicht:
    """Suche, Filter und Sortierung der Liste unter einem Namen wiederfinden. Zunächst sehen nur Sie die Ansicht."""
    if liste not in LISTEN or not can(person, LISTEN[liste].recht):
        raise Obstructed("Für diese Liste lässt sich keine Ansicht speichern.")
    chosen = queries.ansichten.kanonisch(liste, dict(parse_qsl(abfrage)))
    if not chosen:
        raise Obstructed("Es ist nichts ausgewählt. Bitte suchen oder filtern Sie zuerst.")
    return Ansicht(person=person, liste=liste, abfrage=chosen, name=_noch_platz(person, liste, name))


@act(
    Permission.ANSICHT_UMBENENNEN,
    label="Umbenennen",
    sentence="hat eine Ansicht umbenannt",
    when={A.EIGEN, A.GETEILT},
)
def umbenennen(ansicht: Ansicht, person: Person, *, name: str) -> None:
    """Einer eigenen Ansicht einen anderen Namen geben. Ist sie geteilt, sehen ihn alle."""
    ansicht.name = _noch_platz(person, ansicht.liste, name, ausser=ansicht.id)


@act(
    Permission.ANSICHT_TEILEN,
    label="Mit allen teilen",
    sentence="hat eine Ansicht geteilt",
    when={A.EIGEN},
    then=A.GETEILT,
)
def teilen(ansicht: Ansicht, person: Person) -> None:
    """Alle, die diese Liste öffnen dürfen, lesen dann Ihren Namen, den Namen der Ansicht und was Sie gesucht haben.

    Darin darf nichts über Ratsuchende stehen. Welche Zeilen jemand sieht, ändert sich dadurch nicht.
    """
    if not can(person, LISTEN[ansicht.liste].recht):
        raise Obstructed("Diese Liste können Sie nicht mehr öffnen.")


@act(
    Permission.ANSICHT_NICHT_MEHR_TEILEN,
    label="Nicht mehr teilen",
    sentence="hat eine geteilte Ansicht zurückgenommen",
    when={A.GETEILT},
    then=A.EIGEN,
)
def nicht_mehr_teilen(ansicht: Ansicht, person: Person) -> None:
    """Die Ansicht sieht danach nur noch, wer sie gespeichert hat."""


@act(
    Permission.ANSICHT_LOESCHEN,
    label="Löschen",
    sentence="hat eine Ansicht gelöscht",
    when={A.EIGEN, A.GETEILT},
    then=A.GELOESCHT,
)
def loeschen(ansicht: Ansicht, person: Person) -> None:
    """Die Ansicht verschwindet, auch bei allen anderen. 30 Tage lang holen Sie sie hier zurück."""
    ansicht.geloescht_am = clock.now()


@act(
    Permission.ANSICHT_WIEDERHERSTELLEN,
    label="Wiederherstellen",
    sentence="hat eine gelöschte Ansicht wiederhergestellt",
    when={A.GELOESCHT},
    then=A.EIGEN,
)
def wiederherstellen(ansicht: Ansicht, person: Person) -> None:
    """Die Ansicht steht wieder über der Liste, auch wenn sie geteilt war nur für Sie."""
    _noch_platz(person, ansicht.liste, ansicht.name)
    ansicht.geloescht_am = None


def aufraeumen() -> None:
    """Forget what was deleted and not brought back. Inside transaction()."""
    over = (Ansicht.status == A.GELOESCHT, Ansicht.geloescht_am < clock.now() - WIEDERHERSTELLBAR)
    session().execute(delete(Ansicht).where(*over).execution_options(synchronize_session=False))
