"""What the Lenkungsgruppe decides; each act takes the Beschluss it rests on."""

from datetime import date

from kimflow.models import (
    Beschluss,
    MassnahmeStatus,
    Person,
    ThemaStatus,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission
from kimflow.workflow import einwaende, massnahmen, themen
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.zielvereinbarungen.fehlende import einladen

P = Permission
S = ZielvereinbarungStatus
T = ThemaStatus


@act(
    P.ZIELVEREINBARUNG_ZUSTIMMEN,
    label="Zustimmen",
    sentence="hat die Zustimmung der Lenkungsgruppe festgehalten",
    when={S.EINGEREICHT},
    then=S.ZUR_ZEICHNUNG,
    records=("beschluss",),
)
def zustimmen(vereinbarung: Zielvereinbarung, person: Person, *, beschluss: Beschluss) -> None:
    """Die Lenkungsgruppe stimmt zu: Die Maßnahmen sind vereinbart, die Parteien zeichnen."""
    if reasons := list(dict.fromkeys(einwaende.hindernisse(vereinbarung))):
        raise Obstructed(*reasons)
    vereinbarung.beschluss = beschluss
    for massnahme in vereinbarung.massnahmen:
        if massnahme.status is MassnahmeStatus.ZUGESAGT:
            massnahmen.vereinbaren(massnahme, person, beschluss=beschluss)
    if vereinbarung.thema.status is T.VORSCHLAG:
        themen.zustimmen(vereinbarung.thema, person, beschluss=beschluss)
    einladen(vereinbarung.ausstehende)


@act(
    P.ZIELVEREINBARUNG_UEBERARBEITEN,
    label="Überarbeiten lassen",
    sentence="hat den Auftrag zur Überarbeitung festgehalten",
    when={S.EINGEREICHT},
    then=S.UEBERARBEITUNG,
    records=("beschluss", "was", "bis"),
)
def ueberarbeiten(vereinbarung: Zielvereinbarung, person: Person, *, beschluss: Beschluss, was: str, bis: date) -> None:
    """Die Lenkungsgruppe gibt zurück: Was ist bis wann zu überarbeiten?"""
    if not was:
        raise Obstructed("Bitte sagen Sie, was zu überarbeiten ist.")
    vereinbarung.beschluss, vereinbarung.ueberarbeitung, vereinbarung.ueberarbeiten_bis = beschluss, was, bis
    if _einziger_vorschlag(vereinbarung):
        themen.ueberarbeiten(vereinbarung.thema, person, beschluss=beschluss)


@act(
    P.ZIELVEREINBARUNG_NICHT_ZUSTIMMEN,
    label="Nicht zustimmen",
    sentence="hat die Ablehnung der Lenkungsgruppe festgehalten",
    when={S.EINGEREICHT},
    then=S.ABGELEHNT,
    records=("beschluss", "begruendung", "zurueck_in_den_speicher"),
)
def nicht_zustimmen(
    vereinbarung: Zielvereinbarung,
    person: Person,
    *,
    beschluss: Beschluss,
    begruendung: str,
    zurueck_in_den_speicher: bool = False,
) -> None:
    """Die Lenkungsgruppe lehnt ab. Das Thema geht an die Projektgruppe oder in den Themenspeicher zurück."""
    if not begruendung:
        raise Obstructed("Bitte begründen Sie, warum die Lenkungsgruppe nicht zustimmt.")
    vereinbarung.beschluss, vereinbarung.gruende = beschluss, begruendung
    if _einziger_vorschlag(vereinbarung):
        themen.nicht_zustimmen(
            vereinbarung.thema, person, beschluss=beschluss, zurueck_in_den_speicher=zurueck_in_den_speicher
        )


def _einziger_vorschlag(vereinbarung: Zielvereinbarung) -> bool:
    """Whether the Thema waits for this agreement alone; another one still before the Lenkungsgruppe keeps it there."""
    others = [v for v in vereinbarung.thema.zielvereinbarungen if v is not vereinbarung and v.status is S.EINGEREICHT]
    return vereinbarung.thema.status is T.VORSCHLAG and not others
