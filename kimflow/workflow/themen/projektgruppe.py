"""What the Projektgruppe does, and what follows from the Zielvereinbarung."""

from kimflow.models import Beschluss, Person, Thema, ThemaStatus
from kimflow.permissions import Permission
from kimflow.workflow.acts import act
from kimflow.workflow.themen.vermerke import begruendet, entbinden, vermerken

S = ThemaStatus
P = Permission


@act(
    P.THEMA_ZURUECKGEBEN,
    label="Auftrag zurückgeben",
    sentence="hat den Auftrag zurückgegeben",
    when={S.BEAUFTRAGT},
    then=S.PRIORISIERT,
    records=("begruendung",),
)
def zurueckgeben(thema: Thema, person: Person, *, begruendung: str) -> None:
    """Den Auftrag mit Begründung an die Lenkungsgruppe zurückgeben; der Rang des Themas bleibt."""
    vermerken(thema, begruendung=begruendet(begruendung))
    entbinden(thema)


@act(
    P.THEMA_VORSCHLAGEN,
    label="Vorschlag vorlegen",
    sentence="hat den Vorschlag der Projektgruppe vorgelegt",
    when={S.BEAUFTRAGT},
    then=S.VORSCHLAG,
    follows=True,
)
def vorschlagen(thema: Thema, person: Person) -> None:
    """Folgt daraus, dass die Projektgruppe ihre Zielvereinbarung einreicht."""
    vermerken(thema)


@act(
    P.THEMA_ZUSTIMMEN,
    label="Zustimmen",
    sentence="hat nach Beschluss die Zustimmung zum Vorschlag festgehalten",
    when={S.VORSCHLAG},
    then=S.VEREINBART,
    records=("beschluss",),
    follows=True,
)
def zustimmen(thema: Thema, person: Person, *, beschluss: Beschluss) -> None:
    """Folgt aus der Zustimmung der Lenkungsgruppe zur Zielvereinbarung."""
    vermerken(thema)
    thema.beschluss = beschluss


@act(
    P.THEMA_UEBERARBEITEN,
    label="Überarbeiten",
    sentence="hat den Vorschlag nach Beschluss zur Überarbeitung zurückgegeben",
    when={S.VORSCHLAG},
    then=S.BEAUFTRAGT,
    records=("beschluss",),
    follows=True,
)
def ueberarbeiten(thema: Thema, person: Person, *, beschluss: Beschluss) -> None:
    """Folgt daraus, dass die Lenkungsgruppe die Zielvereinbarung überarbeiten lässt."""
    vermerken(thema)
    thema.beschluss = beschluss


def _nach_ablehnung(thema: Thema) -> ThemaStatus:
    return S.BEAUFTRAGT if thema.projektgruppe else S.GESAMMELT


@act(
    P.THEMA_NICHT_ZUSTIMMEN,
    label="Nicht zustimmen",
    sentence="hat nach Beschluss festgehalten, dass dem Vorschlag nicht zugestimmt wird",
    when={S.VORSCHLAG},
    then=_nach_ablehnung,
    records=("beschluss", "zurueck_in_den_speicher"),
    follows=True,
)
def nicht_zustimmen(
    thema: Thema, person: Person, *, beschluss: Beschluss, zurueck_in_den_speicher: bool = False
) -> None:
    """Folgt daraus, dass die Lenkungsgruppe der Zielvereinbarung nicht zustimmt."""
    vermerken(thema)
    thema.beschluss = beschluss
    if zurueck_in_den_speicher:
        entbinden(thema)
        thema.rang = None
