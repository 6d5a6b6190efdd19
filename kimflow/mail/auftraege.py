"""Letters about Aufträge. What is to be done stands behind the link, not in the mail."""

from collections.abc import Iterable, Sequence

from kimflow import clock
from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Auftrag, Person, Rollenart
from kimflow.queries import personen

HOECHSTENS = 30
"""How many Aufträge one letter lists; the list holds the rest."""


def erteilt(auftrag: Auftrag, person: Person) -> Iterable[Brief]:
    """An die verantwortliche Person: Sie wird gefragt, ob sie den Auftrag annimmt."""
    yield from _an_die_verantwortliche(auftrag, "Auftrag", "auftrag_erteilen")


def geaendert(auftrag: Auftrag, person: Person) -> Iterable[Brief]:
    """An die verantwortliche Person, auch an eine neue: Sie wird (noch einmal) gefragt."""
    yield from _an_die_verantwortliche(auftrag, "Geänderter Auftrag", "auftrag_bearbeiten")


def verworfen(auftrag: Auftrag, person: Person) -> Iterable[Brief]:
    """An die verantwortliche Person: Der Auftrag hat sich erübrigt."""
    yield from _an_die_verantwortliche(auftrag, "Auftrag hat sich erübrigt", "auftrag_verwerfen")


def zurueckgegeben(auftrag: Auftrag, person: Person) -> Iterable[Brief]:
    """An die Koordination: Der Auftrag hat niemanden mehr."""
    for wer in personen.mit_rolle(Rollenart.KOORDINATION):
        yield _brief(wer, auftrag, "Auftrag zurückgegeben", "auftrag_zurueckgeben")


def faellige(an: Person, auftraege: Sequence[Auftrag]) -> Brief:
    """To the owner, all of a day in one letter. None of them has done its Auftrag."""
    which = auftraege[0].aus if len(auftraege) == 1 else f"{len(auftraege)} Aufträge"
    return schreiben(
        an,
        f"Ihr Auftrag: {which}" if len(auftraege) == 1 else f"Ihre Aufträge: {which}",
        "auftraege_faellig",
        f"faellig:{clock.now().isoformat()}",
        zeilen=[(one, adresse(f"/auftraege/{one.id}")) for one in auftraege[:HOECHSTENS]],
        weitere=len(auftraege[HOECHSTENS:]),
        alle=adresse("/auftraege/?wer=meine"),
        heute=clock.today(),
    )


def _an_die_verantwortliche(auftrag: Auftrag, betreff: str, vorlage: str) -> Iterable[Brief]:
    if auftrag.verantwortlich is not None:
        yield _brief(auftrag.verantwortlich, auftrag, betreff, vorlage)


def _brief(wer: Person, auftrag: Auftrag, betreff: str, vorlage: str) -> Brief:
    return schreiben(
        wer,
        f"{betreff}: {auftrag.aus}",
        vorlage,
        f"auftrag-{auftrag.id}:{clock.now().isoformat()}",
        auftrag=auftrag,
        link=adresse(f"/auftraege/{auftrag.id}"),
    )
