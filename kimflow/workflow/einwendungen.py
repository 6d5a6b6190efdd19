"""Acts on objections to a paragraph of minutes: raised in time, settled by the Vorsitz, or taken back."""

from kimflow import clock, queries
from kimflow.models import Einwendung, EinwendungStatus, Person, Protokollfassung, SitzungStatus
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act

E = EinwendungStatus
BEHANDELT = (E.BERUECKSICHTIGT, E.ZURUECKGEWIESEN)


def liegt_vor(fassung: Protokollfassung) -> str | None:
    if fassung.sitzung.status is SitzungStatus.GENEHMIGT:
        return "Das Protokoll ist genehmigt."
    if fassung.sitzung.status is not SitzungStatus.PROTOKOLL_IN_ABSTIMMUNG:
        return "Das Protokoll wird überarbeitet. Danach liegt eine neue Fassung vor."
    newest = queries.protokolle.neueste(fassung.sitzung_id)
    return None if newest is fassung else "Es gibt eine neuere Fassung."


def frist_laeuft(fassung: Protokollfassung) -> str | None:
    if fassung.frist_laeuft or fassung.einwendungen_bis is None:
        return None
    return f"Einwendungen waren bis zum {fassung.einwendungen_bis:%d.%m.%Y} möglich."


def protokoll_ist_nicht_genehmigt(einwendung: Einwendung) -> str | None:
    approved = einwendung.fassung.sitzung.status is SitzungStatus.GENEHMIGT
    return "Das Protokoll ist genehmigt." if approved else None


@act(
    Permission.EINWENDUNG_ERHEBEN,
    label="Einwendung erheben",
    sentence="hat eine Einwendung erhoben",
    then=E.OFFEN,
    requires=(liegt_vor, frist_laeuft),
    records=("absatz",),
    creates=True,
)
def erheben(fassung: Protokollfassung, person: Person, *, absatz: int, text: str) -> Einwendung:
    """Schreiben Sie, was an diesem Absatz nicht stimmt und wie es heißen soll. Das Gremium liest es."""
    last = len(queries.niederschrift.absaetze(fassung.text))
    if not 1 <= absatz <= last:
        raise Obstructed(f"Das Protokoll hat die Absätze 1 bis {last}.")
    return Einwendung(fassung=fassung, absatz=absatz, text=text, person=person, erhoben_am=clock.now())


def _entscheidung(einwendung: Einwendung) -> EinwendungStatus:
    decided: EinwendungStatus = einwendung.__dict__["_entscheidung"]
    return decided


@act(
    Permission.EINWENDUNG_BEHANDELN,
    label="Behandeln",
    sentence="hat die Einwendung behandelt",
    when={E.OFFEN},
    then=_entscheidung,
    requires=(protokoll_ist_nicht_genehmigt,),
    records=("status",),
)
def behandeln(einwendung: Einwendung, person: Person, *, status: EinwendungStatus, antwort: str = "") -> None:
    """Berücksichtigen: Das Protokoll wird geändert und neu vorgelegt. Zurückweisen braucht eine Begründung."""
    if status not in BEHANDELT:
        raise Obstructed("Eine Einwendung wird berücksichtigt oder zurückgewiesen.")
    if status is E.ZURUECKGEWIESEN and not antwort:
        raise Obstructed("Begründen Sie, warum die Einwendung zurückgewiesen wird.")
    einwendung.antwort, einwendung.behandelt_am = antwort, clock.now()
    # The kernel sets the status; this tells it which of the two.
    einwendung.__dict__["_entscheidung"] = status


@act(
    Permission.EINWENDUNG_ZURUECKZIEHEN,
    label="Zurückziehen",
    sentence="hat die Einwendung zurückgezogen",
    when={E.OFFEN},
    then=E.ZURUECKGEZOGEN,
    requires=(protokoll_ist_nicht_genehmigt,),
)
def zurueckziehen(einwendung: Einwendung, person: Person) -> None:
    """Die Einwendung gilt nicht mehr. Sie bleibt lesbar."""
    einwendung.behandelt_am = clock.now()
