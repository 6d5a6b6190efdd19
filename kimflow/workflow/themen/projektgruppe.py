"""What the Projektgruppe does, and what follows from the Zielvereinbarung."""

from kimflow import clock
from kimflow.models import Beschluss, Person, Thema, ThemaStatus
from kimflow.permissions import Permission
from kimflow.workflow.acts import act
from kimflow.workflow.themen.vermerke import begruendet, entbinden, vermerken

S = ThemaStatus
P = Permission


def mandat_wartet(thema: Thema) -> str | None:
    """das Mandat ist noch nicht angenommen"""
    mandat = thema.laufendes_mandat
    if mandat is None:
        return "Zu diesem Thema läuft kein Mandat."
    return None if mandat.wartet_auf_annahme else "Das Mandat ist schon angenommen."


@act(
    P.THEMA_ANNEHMEN,
    label="Mandat annehmen",
    sentence="hat das Mandat angenommen",
    when={S.BEAUFTRAGT},
    requires=(mandat_wartet,),
    records=("annahme",),
)
def annehmen(thema: Thema, person: Person, *, annahme: str = "") -> None:
    """‹Die Projektgruppe:nom› nimmt das Mandat an: Es ist klar, was bis wann zu klären ist."""
    if mandat := thema.laufendes_mandat:
        mandat.angenommen_am, mandat.annahme = clock.today(), annahme


@act(
    P.THEMA_ZURUECKGEBEN,
    label="Mandat zurückgeben",
    sentence="hat das Mandat zurückgegeben",
    when={S.BEAUFTRAGT},
    then=S.PRIORISIERT,
    records=("begruendung",),
)
def zurueckgeben(thema: Thema, person: Person, *, begruendung: str) -> None:
    """Das Mandat mit Begründung an ‹die Lenkungsgruppe:akk› zurückgeben; der Rang des Themas bleibt."""
    vermerken(thema, begruendung=begruendet(begruendung))
    entbinden(thema, rueckgabe=begruendung)


@act(
    P.THEMA_VORSCHLAGEN,
    label="Vorschlag vorlegen",
    sentence="hat den Vorschlag ‹der Projektgruppe:gen› vorgelegt",
    when={S.BEAUFTRAGT},
    then=S.VORSCHLAG,
    follows=True,
)
def vorschlagen(thema: Thema, person: Person) -> None:
    """Folgt daraus, dass ‹die Projektgruppe:nom› die Zielvereinbarung einreicht."""
    vermerken(thema)
    # Whoever has worked it out has accepted it.
    if (mandat := thema.laufendes_mandat) and mandat.wartet_auf_annahme:
        mandat.angenommen_am = clock.today()


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
    """Folgt aus der Zustimmung ‹der Lenkungsgruppe:gen› zur Zielvereinbarung."""
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
    """Folgt daraus, dass ‹die Lenkungsgruppe:nom› die Zielvereinbarung überarbeiten lässt."""
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
    """Folgt daraus, dass ‹die Lenkungsgruppe:nom› der Zielvereinbarung nicht zustimmt."""
    vermerken(thema)
    thema.beschluss = beschluss
    if zurueck_in_den_speicher:
        entbinden(thema)
        thema.rang = None
