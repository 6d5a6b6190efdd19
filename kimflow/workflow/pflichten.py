"""Acts on Pflichten: entered with a day, done with proof, carried on into the next year."""

from datetime import date

from kimflow import clock, queries
from kimflow.models import Institution, Person, Pflicht, Pflichtart, PflichtStatus
from kimflow.permissions import Permission
from kimflow.workflow import dateien
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.dateien import Upload

P = Permission
S = PflichtStatus


@act(
    P.PFLICHT_ANLEGEN,
    label="Pflicht eintragen",
    sentence="hat die Pflicht eingetragen",
    then=S.OFFEN,
    records=("art", "was", "bis", "wiedervorlage", "institution"),
    creates=True,
)
def anlegen(
    person: Person,
    *,
    art: Pflichtart,
    was: str,
    bis: date,
    wiedervorlage: date | None = None,
    institution: Institution | None = None,
    notiz: str = "",
) -> Pflicht:
    """Eintragen, was bis wann dem Land oder einem Träger gegenüber zu tun ist."""
    _rechtzeitig(wiedervorlage, bis)
    return Pflicht(art=art, was=was, bis=bis, wiedervorlage=wiedervorlage, institution=institution, notiz=notiz)


@act(
    P.PFLICHT_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat die Pflicht bearbeitet",
    when={S.OFFEN},
    records=("art", "was", "bis", "wiedervorlage", "institution"),
)
def bearbeiten(
    pflicht: Pflicht,
    person: Person,
    *,
    art: Pflichtart,
    was: str,
    bis: date,
    wiedervorlage: date | None,
    institution: Institution | None,
    notiz: str,
) -> None:
    """Tag, Wiedervorlage oder Angaben ändern."""
    _rechtzeitig(wiedervorlage, bis)
    pflicht.art, pflicht.was, pflicht.bis, pflicht.wiedervorlage = art, was, bis, wiedervorlage
    pflicht.institution, pflicht.notiz = institution, notiz


@act(
    P.PFLICHT_ERLEDIGEN,
    label="Erledigt",
    sentence="hat die Pflicht erledigt",
    when={S.OFFEN},
    then=S.ERLEDIGT,
    records=("erledigt_am", "nachweis", "datei"),
)
def erledigen(
    pflicht: Pflicht, person: Person, *, erledigt_am: date, nachweis: str = "", datei: Upload | None = None
) -> None:
    """Festhalten, an welchem Tag es geschah, mit einer Datei oder dem Ort, an dem der Nachweis liegt."""
    if erledigt_am > clock.today():
        raise Obstructed("Der Tag darf nicht in der Zukunft liegen.")
    if not nachweis and datei is None:
        raise Obstructed("Bitte nennen Sie, wo der Nachweis liegt, oder fügen Sie ihn als Datei an.")
    pflicht.erledigt_am, pflicht.nachweis = erledigt_am, nachweis
    pflicht.datei = dateien.ablegen(datei, person) if datei else None


@act(
    P.PFLICHT_WIEDER_OEFFNEN,
    label="Wieder öffnen",
    sentence="hat die Pflicht wieder geöffnet",
    when={S.ERLEDIGT, S.VERWORFEN},
    then=S.OFFEN,
    records=("begruendung",),
)
def wieder_oeffnen(pflicht: Pflicht, person: Person, *, begruendung: str) -> None:
    """Sie ist doch noch zu tun; der frühere Nachweis bleibt im Verlauf."""
    pflicht.erledigt_am, pflicht.begruendung = None, begruendung


@act(
    P.PFLICHT_VERWERFEN,
    label="Verwerfen",
    sentence="hat die Pflicht verworfen",
    when={S.OFFEN},
    then=S.VERWORFEN,
    records=("begruendung",),
)
def verwerfen(pflicht: Pflicht, person: Person, *, begruendung: str) -> None:
    """Sie ist nicht mehr zu tun. Die Begründung bleibt stehen."""
    pflicht.begruendung = begruendung


@act(
    P.PFLICHT_WEITERFUEHREN,
    label="Für das nächste Jahr anlegen",
    sentence="hat die Pflicht für das nächste Jahr angelegt",
    then=S.OFFEN,
    records=("bis", "wiedervorlage"),
    creates=True,
)
def weiterfuehren(pflicht: Pflicht, person: Person, *, bis: date, wiedervorlage: date | None = None) -> Pflicht:
    """Dieselbe Pflicht mit dem Tag des nächsten Jahres eintragen; der Vorschlag ist ein Jahr später."""
    if queries.pflichten.folgt_schon(pflicht):
        raise Obstructed("Für das nächste Jahr ist sie schon angelegt.")
    if bis <= pflicht.bis:
        raise Obstructed(f"Bitte wählen Sie einen Tag nach dem {pflicht.bis:%d.%m.%Y}.")
    _rechtzeitig(wiedervorlage, bis)
    return Pflicht(
        art=pflicht.art,
        was=pflicht.was,
        bis=bis,
        wiedervorlage=wiedervorlage,
        institution=pflicht.institution,
        notiz=pflicht.notiz,
        vorjahr_id=pflicht.id,
    )


def ein_jahr_spaeter(tag: date) -> date:
    """The same day of the next year; 29 February becomes the 28th."""
    try:
        return tag.replace(year=tag.year + 1)
    except ValueError:
        return tag.replace(year=tag.year + 1, day=28)


def _rechtzeitig(wiedervorlage: date | None, bis: date) -> None:
    if wiedervorlage is not None and wiedervorlage > bis:
        raise Obstructed(f"Die Wiedervorlage muss spätestens am {bis:%d.%m.%Y} liegen.")
