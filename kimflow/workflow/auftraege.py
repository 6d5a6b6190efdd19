"""Acts on Aufträge: given while people talk, accepted by their owner, done or dropped."""

from datetime import date

from kimflow import clock
from kimflow.models import Auftrag, AuftragStatus, Beschluss, Person, Top, Zielvereinbarung
from kimflow.permissions import Permission
from kimflow.queries.auftraege import OFFEN
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.bewegung import bewegen

S = AuftragStatus


def protokoll_wird_geschrieben(top: Top) -> str | None:
    """die Sitzung läuft oder wird nachbereitet"""
    if top.sitzung.protokoll_wird_geschrieben:
        return None
    return "Aufträge werden erteilt, während die Sitzung läuft oder nachbereitet wird."


def hat_eine_verantwortliche_person(auftrag: Auftrag) -> str | None:
    """jemand ist verantwortlich"""
    return None if auftrag.verantwortlich_id else "Für den Auftrag ist noch niemand verantwortlich."


@act(
    Permission.AUFTRAG_ERTEILEN,
    label="Auftrag erteilen",
    sentence="hat den Auftrag erteilt",
    then=S.ERTEILT,
    requires=(protokoll_wird_geschrieben,),
    records=("text", "verantwortlich", "faellig_am"),
    creates=True,
)
def erteilen(
    top: Top, person: Person, *, text: str, verantwortlich: Person | None = None, faellig_am: date | None = None
) -> Auftrag:
    """Festhalten, wer was bis wann tut. Wer verantwortlich ist, wird gefragt; beides lässt sich nachtragen."""
    _kann_es_tun(verantwortlich)
    bewegen(top.sitzung)
    return Auftrag(
        top=top,
        text=text,
        verantwortlich=verantwortlich,
        verantwortlich_seit=clock.today() if verantwortlich else None,
        faellig_am=faellig_am,
        person=person,
        erteilt_am=clock.now(),
    )


@act(
    Permission.AUFTRAG_AUFERLEGEN,
    label="Auflage erteilen",
    sentence="hat die Auflage festgehalten",
    then=S.ERTEILT,
    records=("beschluss", "text", "verantwortlich", "faellig_am"),
    creates=True,
    follows=True,
)
def auferlegen(
    vereinbarung: Zielvereinbarung,
    person: Person,
    *,
    beschluss: Beschluss,
    text: str,
    faellig_am: date,
    verantwortlich: Person | None = None,
) -> Auftrag:
    """‹Die Lenkungsgruppe:nom› stimmt mit einer Auflage zu: Was ist bis wann zu tun? Sie hält nichts auf."""
    _kann_es_tun(verantwortlich)
    return Auftrag(
        top=beschluss.top,
        beschluss=beschluss,
        zielvereinbarung=vereinbarung,
        text=text,
        verantwortlich=verantwortlich,
        verantwortlich_seit=clock.today() if verantwortlich else None,
        faellig_am=faellig_am,
        person=person,
        erteilt_am=clock.now(),
    )


def _kann_es_tun(verantwortlich: Person | None) -> None:
    if verantwortlich is not None and not verantwortlich.ist_erreichbar:
        raise Obstructed(f"Das Konto von {verantwortlich} ist stillgelegt. Bitte nennen Sie jemand anderen.")


@act(
    Permission.AUFTRAG_ANNEHMEN,
    label="Auftrag annehmen",
    sentence="hat den Auftrag angenommen",
    when={S.ERTEILT},
    then=S.ANGENOMMEN,
    requires=(hat_eine_verantwortliche_person,),
)
def annehmen(auftrag: Auftrag, person: Person) -> None:
    """Sie übernehmen den Auftrag bis zum genannten Tag."""
    auftrag.rueckgabe, auftrag.verantwortlich_seit = "", clock.today()
    _bewegen(auftrag)


@act(
    Permission.AUFTRAG_ERLEDIGEN,
    label="Erledigt melden",
    sentence="hat den Auftrag erledigt",
    when=OFFEN,
    then=S.ERLEDIGT,
    records=("ergebnis",),
)
def erledigen(auftrag: Auftrag, person: Person, *, ergebnis: str) -> None:
    """Mit einem Satz festhalten, was dabei herausgekommen ist. Das lässt sich nicht zurücknehmen."""
    _beenden(auftrag, ergebnis)


def _beenden(auftrag: Auftrag, ergebnis: str) -> None:
    auftrag.ergebnis, auftrag.beendet_am = ergebnis, clock.now()
    _bewegen(auftrag)


def _bewegen(auftrag: Auftrag) -> None:
    if auftrag.sitzung is not None:
        bewegen(auftrag.sitzung)


@act(
    Permission.AUFTRAG_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat den Auftrag geändert",
    when=OFFEN,
    then=S.ERTEILT,
    records=("text", "verantwortlich", "faellig_am"),
)
def bearbeiten(
    auftrag: Auftrag, person: Person, *, text: str, verantwortlich: Person | None, faellig_am: date | None
) -> None:
    """Verantwortliche Person, Tag oder Wortlaut ändern. Wer schon angenommen hat, wird noch einmal gefragt."""
    _kann_es_tun(verantwortlich)
    if text != auftrag.text and auftrag.ist_auflage:
        raise Obstructed("Der Wortlaut der Auflage gehört zum Beschluss. Ändern lassen sich Person und Tag.")
    if auftrag.ist_auflage and faellig_am is None:
        raise Obstructed("Eine Auflage braucht einen Tag, bis zu dem sie erfüllt ist.")
    if text != auftrag.text and not (auftrag.sitzung and auftrag.sitzung.protokoll_wird_geschrieben):
        raise Obstructed("Der Wortlaut steht so im Protokoll. Ändern lassen sich verantwortliche Person und Tag.")
    _bewegen(auftrag)
    auftrag.text, auftrag.verantwortlich, auftrag.faellig_am = text, verantwortlich, faellig_am
    auftrag.verantwortlich_seit = clock.today() if verantwortlich else None


@act(
    Permission.AUFTRAG_ZURUECKGEBEN,
    label="Zurückgeben",
    sentence="hat den Auftrag zurückgegeben",
    when=OFFEN,
    then=S.ERTEILT,
    requires=(hat_eine_verantwortliche_person,),
    records=("begruendung",),
)
def zurueckgeben(auftrag: Auftrag, person: Person, *, begruendung: str) -> None:
    """Sie können den Auftrag nicht übernehmen. ‹Die Koordination:nom› liest die Begründung und sucht jemand anderen."""
    # First, because it may flush, and an accepted Auftrag without anybody is none.
    _bewegen(auftrag)
    auftrag.verantwortlich, auftrag.rueckgabe = None, begruendung


@act(
    Permission.AUFTRAG_VERWERFEN,
    label="Verwerfen",
    sentence="hat den Auftrag verworfen",
    when=OFFEN,
    then=S.VERWORFEN,
    records=("begruendung",),
)
def verwerfen(auftrag: Auftrag, person: Person, *, begruendung: str) -> None:
    """Der Auftrag hat sich erübrigt. Er bleibt mit Ihrer Begründung im Verlauf."""
    _beenden(auftrag, begruendung)
