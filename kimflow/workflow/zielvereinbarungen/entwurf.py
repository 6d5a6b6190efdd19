"""Written by the Projektgruppe until it is laid before the Lenkungsgruppe."""

from datetime import date

from kimflow.models import (
    Beitrag,
    Beteiligung,
    Fassungsanlass,
    Institution,
    Massnahme,
    MassnahmeStatus,
    Person,
    Thema,
    ThemaStatus,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission
from kimflow.workflow import themen
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.nummern import naechste
from kimflow.workflow.zielvereinbarungen.fassungen import festlegen
from kimflow.workflow.zielvereinbarungen.voraussetzungen import (
    IN_ARBEIT,
    beitraege_beschrieben,
    frist_gesetzt,
    frist_nicht_vergangen,
    indikator_messbar,
    massnahme_aufnehmbar,
    massnahme_vorhanden,
    massnahmen_zugesagt,
    partei_vorhanden,
    partei_zeichnet,
    parteien_koennen_zeichnen,
    projektgruppe_beauftragt,
    thema_laeuft,
    zielzustand_beschrieben,
)

P = Permission
S = ZielvereinbarungStatus
T = ThemaStatus


@act(
    P.ZIELVEREINBARUNG_ANLEGEN,
    label="Zielvereinbarung anlegen",
    sentence="hat die Zielvereinbarung angelegt",
    when={T.BEAUFTRAGT, T.VORSCHLAG, T.VEREINBART},
    then=S.ENTWURF,
    requires=(projektgruppe_beauftragt,),
    creates=True,
)
def anlegen(thema: Thema, person: Person, *, titel: str) -> Zielvereinbarung:
    """Eine Zielvereinbarung zu diesem Thema beginnen. Mehrere zu einem Thema sind möglich."""
    return Zielvereinbarung(
        nummer=naechste(Zielvereinbarung),
        thema=thema,
        projektgruppe_id=thema.projektgruppe_id,
        titel=titel,
    )


@act(
    P.ZIELVEREINBARUNG_EINREICHEN,
    label="Einreichen",
    sentence="hat die Zielvereinbarung eingereicht",
    when=IN_ARBEIT,
    then=S.EINGEREICHT,
    requires=(
        thema_laeuft,
        zielzustand_beschrieben,
        indikator_messbar,
        frist_gesetzt,
        frist_nicht_vergangen,
        partei_zeichnet,
        parteien_koennen_zeichnen,
        beitraege_beschrieben,
        massnahme_vorhanden,
        massnahmen_zugesagt,
    ),
)
def einreichen(vereinbarung: Zielvereinbarung, person: Person) -> None:
    """Die Zielvereinbarung ‹der Lenkungsgruppe:dat› zur Zustimmung einreichen. Danach steht der Text fest."""
    festlegen(vereinbarung, person, Fassungsanlass.EINGEREICHT)
    if vereinbarung.thema.status is T.BEAUFTRAGT:
        themen.vorschlagen(vereinbarung.thema, person)


@act(
    P.ZIELVEREINBARUNG_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat die Zielvereinbarung bearbeitet",
    when=IN_ARBEIT,
)
def bearbeiten(
    vereinbarung: Zielvereinbarung,
    person: Person,
    *,
    titel: str,
    zielzustand: str,
    frist: date | None,
) -> None:
    """Zielzustand und Frist beschreiben. Ab dem Einreichen steht der Text fest."""
    vereinbarung.titel, vereinbarung.zielzustand, vereinbarung.frist = titel, zielzustand, frist


@act(
    P.ZIELVEREINBARUNG_BEITRAG_FESTLEGEN,
    label="Partei mit Beitrag aufnehmen",
    sentence="hat eine Partei mit ihrem Beitrag aufgenommen",
    when=IN_ARBEIT,
    records=("institution", "beteiligung"),
)
def beitrag_festlegen(
    vereinbarung: Zielvereinbarung, person: Person, *, institution: Institution, beteiligung: Beteiligung, text: str
) -> None:
    """Eine Institution aufnehmen: wie sie sich beteiligt und was sie beiträgt."""
    if any(beitrag.institution_id == institution.id for beitrag in vereinbarung.beitraege):
        raise Obstructed(f"{institution.name} ist schon Partei. Bitte ändern Sie den vorhandenen Beitrag.")
    vereinbarung.beitraege.append(Beitrag(institution=institution, beteiligung=beteiligung, text=text))


@act(
    P.ZIELVEREINBARUNG_BEITRAG_AENDERN,
    label="Beitrag ändern",
    sentence="hat den Beitrag geändert",
    when=IN_ARBEIT,
    records=("beteiligung",),
)
def beitrag_aendern(beitrag: Beitrag, person: Person, *, beteiligung: Beteiligung, text: str) -> None:
    """Ändern, wie sich die Institution beteiligt und was sie beiträgt."""
    beitrag.beteiligung, beitrag.text = beteiligung, text


@act(
    P.ZIELVEREINBARUNG_BEITRAG_ENTFERNEN,
    label="Partei entfernen",
    sentence="hat eine Partei aus dem Entwurf genommen",
    when=IN_ARBEIT,
    requires=(partei_vorhanden,),
    records=("beitrag",),
)
def beitrag_entfernen(vereinbarung: Zielvereinbarung, person: Person, *, beitrag: Beitrag) -> None:
    """Eine Institution mit ihrem Beitrag wieder aus dem Entwurf nehmen."""
    if beitrag not in vereinbarung.beitraege:
        raise Obstructed("Dieser Beitrag gehört zu einer anderen Zielvereinbarung.")
    vereinbarung.beitraege.remove(beitrag)


@act(
    P.ZIELVEREINBARUNG_MASSNAHME_AUFNEHMEN,
    label="Vorhandene Maßnahme aufnehmen",
    sentence="hat eine Maßnahme in die Zielvereinbarung aufgenommen",
    when=IN_ARBEIT,
    requires=(massnahme_aufnehmbar,),
    records=("massnahme",),
)
def massnahme_aufnehmen(vereinbarung: Zielvereinbarung, person: Person, *, massnahme: Massnahme) -> None:
    """Eine Maßnahme des Themas aufnehmen, die zu keiner anderen Zielvereinbarung gehört."""
    if massnahme.thema_id != vereinbarung.thema_id:
        raise Obstructed("Diese Maßnahme gehört zu einem anderen Thema.")
    bisher = massnahme.zielvereinbarung
    if bisher is not None and bisher.status is not S.ABGELEHNT:
        raise Obstructed(f"Diese Maßnahme gehört schon zu {bisher.nummer}.")
    if massnahme.status not in (MassnahmeStatus.VORGESCHLAGEN, MassnahmeStatus.ZUGESAGT):
        raise Obstructed("Über diese Maßnahme ist schon entschieden.")
    massnahme.zielvereinbarung = vereinbarung
