"""Acts on what members propose for an agenda."""

from kimflow import clock, queries
from kimflow.models import Person, Sitzung, SitzungStatus, Topart, Topvorschlag, TopvorschlagStatus
from kimflow.permissions import Permission
from kimflow.queries.sitzungen import KOMMENDE
from kimflow.workflow import tagesordnungen
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.bewegung import bewegen

V = TopvorschlagStatus


def frist_laeuft(sitzung: Sitzung) -> str | None:
    last = queries.tagesordnungen.vorschlagen_bis(sitzung)
    return None if clock.today() <= last else f"Vorschläge waren bis zum {last:%d.%m.%Y} möglich."


def sitzung_ist_nicht_vorbei(topvorschlag: Topvorschlag) -> str | None:
    return None if topvorschlag.sitzung.status in KOMMENDE else "Die Sitzung ist vorbei oder abgesagt."


@act(
    Permission.TOPVORSCHLAG_MACHEN,
    label="Punkt vorschlagen",
    sentence="hat einen Tagesordnungspunkt vorgeschlagen",
    when={SitzungStatus.GEPLANT, SitzungStatus.EINGELADEN},
    then=V.OFFEN,
    requires=(frist_laeuft,),
    records=("titel",),
    creates=True,
)
def machen(sitzung: Sitzung, person: Person, *, titel: str, begruendung: str = "") -> Topvorschlag:
    """Einen Punkt für die Tagesordnung vorschlagen. Sie hören, ob er aufgenommen wird."""
    bewegen(sitzung)
    return Topvorschlag(
        sitzung=sitzung, person=person, titel=titel, begruendung=begruendung, vorgeschlagen_am=clock.now()
    )


@act(
    Permission.TOPVORSCHLAG_AUFNEHMEN,
    label="Aufnehmen",
    sentence="hat den Vorschlag auf die Tagesordnung genommen",
    when={V.OFFEN},
    then=V.AUFGENOMMEN,
    requires=(sitzung_ist_nicht_vorbei,),
)
def aufnehmen(topvorschlag: Topvorschlag, person: Person, *, art: Topart, minuten: int | None = None) -> None:
    """Der Vorschlag kommt ans Ende der Tagesordnung. Wer ihn gemacht hat, bekommt Bescheid."""
    topvorschlag.top = tagesordnungen.top_aufnehmen(
        topvorschlag.sitzung,
        person,
        titel=topvorschlag.titel,
        art=art,
        minuten=minuten,
        berichterstattung=topvorschlag.person.name,
    )


@act(
    Permission.TOPVORSCHLAG_ABLEHNEN,
    label="Ablehnen",
    sentence="hat den Vorschlag nicht auf die Tagesordnung genommen",
    when={V.OFFEN},
    then=V.ABGELEHNT,
    records=("antwort",),
)
def ablehnen(topvorschlag: Topvorschlag, person: Person, *, antwort: str) -> None:
    """Den Vorschlag mit einer Begründung ablehnen. Wer ihn gemacht hat, liest sie."""
    if not antwort.strip():
        raise Obstructed("Bitte schreiben Sie, warum der Punkt nicht auf die Tagesordnung kommt.")
    topvorschlag.antwort = antwort
    bewegen(topvorschlag.sitzung)


@act(
    Permission.TOPVORSCHLAG_ZURUECKZIEHEN,
    label="Zurückziehen",
    sentence="hat den Vorschlag zurückgezogen",
    when={V.OFFEN},
    then=V.ZURUECKGEZOGEN,
)
def zurueckziehen(topvorschlag: Topvorschlag, person: Person) -> None:
    """Der Vorschlag verschwindet von der Liste."""
    bewegen(topvorschlag.sitzung)
