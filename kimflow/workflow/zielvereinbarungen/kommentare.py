"""What members say to a draft before it is decided, and what the Projektgruppe makes of it."""

from kimflow import clock
from kimflow.models import Kommentar, KommentarStatus, Person, Zielvereinbarung, ZielvereinbarungStatus
from kimflow.permissions import Permission
from kimflow.workflow.acts import act
from kimflow.workflow.zielvereinbarungen.voraussetzungen import IN_ARBEIT

P = Permission
S = KommentarStatus


@act(
    P.ZIELVEREINBARUNG_KOMMENTIEREN,
    label="Kommentieren",
    sentence="hat einen Kommentar geschrieben",
    when=IN_ARBEIT | {ZielvereinbarungStatus.EINGEREICHT},
    then=S.OFFEN,
    creates=True,
)
def kommentieren(vereinbarung: Zielvereinbarung, person: Person, *, text: str) -> Kommentar:
    """‹Der Projektgruppe:dat› sagen, was am Entwurf fehlt oder anders sein sollte. Wer nur mitliest, sieht es nicht."""
    return Kommentar(
        zielvereinbarung=vereinbarung,
        fassung=vereinbarung.fassungen[-1] if vereinbarung.fassungen else None,
        text=text,
        person=person,
        geschrieben_am=clock.now(),
    )


@act(
    P.KOMMENTAR_BEANTWORTEN,
    label="Beantworten",
    sentence="hat den Kommentar beantwortet",
    when={S.OFFEN},
    then=S.BEANTWORTET,
)
def beantworten(kommentar: Kommentar, person: Person, *, antwort: str) -> None:
    """Mit einem Satz sagen, was daraus geworden ist. Damit ist der Kommentar erledigt."""
    kommentar.antwort, kommentar.beantwortet_von, kommentar.beantwortet_am = antwort, person, clock.now()


@act(
    P.KOMMENTAR_ZURUECKZIEHEN,
    label="Kommentar zurückziehen",
    sentence="hat den Kommentar zurückgezogen",
    when={S.OFFEN},
    then=S.ZURUECKGEZOGEN,
)
def zurueckziehen(kommentar: Kommentar, person: Person) -> None:
    """Den eigenen Kommentar zurückziehen, solange er nicht beantwortet ist. Sein Text wird gelöscht."""
    kommentar.text = ""
