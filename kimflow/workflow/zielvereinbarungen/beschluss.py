"""What the Lenkungsgruppe decides; each act takes the Beschluss it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kimflow.models import (
    Beschluss,
    Fassungsanlass,
    Massnahme,
    MassnahmeStatus,
    Person,
    ThemaStatus,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission
from kimflow.queries.fassungen import weiterlaufende
from kimflow.workflow import auftraege, einwaende, massnahmen, themen
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.zielvereinbarungen.fassungen import festlegen
from kimflow.workflow.zielvereinbarungen.fehlende import einladen
from kimflow.workflow.zielvereinbarungen.voraussetzungen import thema_laeuft

P = Permission
S = ZielvereinbarungStatus
T = ThemaStatus


@dataclass(frozen=True)
class Auflage:
    """A condition of the consent. It becomes an Auftrag with a day and holds nothing up (FACH §3)."""

    text: str
    bis: date
    wer: Person | None = None


@act(
    P.ZIELVEREINBARUNG_ZUSTIMMEN,
    label="Zustimmen",
    sentence="hat die Zustimmung ‹der Lenkungsgruppe:gen› festgehalten",
    when={S.EINGEREICHT},
    then=S.ZUR_ZEICHNUNG,
    requires=(thema_laeuft,),
    records=("beschluss", "ohne"),
)
def zustimmen(
    vereinbarung: Zielvereinbarung,
    person: Person,
    *,
    beschluss: Beschluss,
    auflagen: Sequence[Auflage] = (),
    ohne: Sequence[Massnahme] = (),
) -> None:
    """‹Die Lenkungsgruppe:nom› stimmt zu, ganz oder ohne einzelne Maßnahmen. Danach zeichnen die Parteien."""
    if reasons := list(dict.fromkeys(einwaende.hindernisse(vereinbarung))) + _unklar(vereinbarung, auflagen, ohne):
        raise Obstructed(*reasons)
    vereinbarung.beschluss = beschluss
    # First, so that the text laid down holds what was agreed to and nothing else.
    for massnahme in ohne:
        massnahmen.ausnehmen(massnahme, person, beschluss=beschluss)
    for massnahme in vereinbarung.massnahmen:
        if massnahme.status is MassnahmeStatus.ZUGESAGT:
            massnahmen.vereinbaren(massnahme, person, beschluss=beschluss)
    if vereinbarung.thema.status is T.VORSCHLAG:
        themen.zustimmen(vereinbarung.thema, person, beschluss=beschluss)
    festlegen(vereinbarung, person, Fassungsanlass.ZUGESTIMMT, beschluss)
    einladen(vereinbarung.ausstehende)
    for auflage in auflagen:
        auftraege.auferlegen(
            vereinbarung,
            person,
            beschluss=beschluss,
            text=auflage.text,
            faellig_am=auflage.bis,
            verantwortlich=auflage.wer,
        )


def _unklar(vereinbarung: Zielvereinbarung, auflagen: Sequence[Auflage], ohne: Sequence[Massnahme]) -> list[str]:
    """What is wrong with the conditions and the exceptions, German sentences."""
    reasons = []
    if any(not auflage.text for auflage in auflagen):
        reasons.append("Bitte sagen Sie, worin die Auflage besteht.")
    if any(not auflage.bis for auflage in auflagen):
        reasons.append("Eine Auflage braucht einen Tag, bis zu dem sie erfüllt ist.")
    promised = [m for m in vereinbarung.massnahmen if m.status is MassnahmeStatus.ZUGESAGT]
    if foreign := [m.nummer for m in ohne if m not in promised]:
        reasons.append(f"Über diese Maßnahme wird hier nicht entschieden: {', '.join(foreign)}.")
    elif ohne and len(promised) == len(set(ohne)) and not weiterlaufende(vereinbarung):
        reasons.append("Mindestens eine Maßnahme muss in der Zielvereinbarung bleiben.")
    return reasons


@act(
    P.ZIELVEREINBARUNG_UEBERARBEITEN,
    label="Überarbeiten lassen",
    sentence="hat den Auftrag zur Überarbeitung festgehalten",
    when={S.EINGEREICHT},
    then=S.UEBERARBEITUNG,
    records=("beschluss", "was", "bis"),
)
def ueberarbeiten(vereinbarung: Zielvereinbarung, person: Person, *, beschluss: Beschluss, was: str, bis: date) -> None:
    """‹Die Lenkungsgruppe:nom› gibt zurück: Was ist bis wann zu überarbeiten?"""
    if not was:
        raise Obstructed("Bitte sagen Sie, was zu überarbeiten ist.")
    vereinbarung.beschluss, vereinbarung.ueberarbeitung, vereinbarung.ueberarbeiten_bis = beschluss, was, bis
    if _einziger_vorschlag(vereinbarung):
        themen.ueberarbeiten(vereinbarung.thema, person, beschluss=beschluss)


@act(
    P.ZIELVEREINBARUNG_NICHT_ZUSTIMMEN,
    label="Nicht zustimmen",
    sentence="hat die Ablehnung ‹der Lenkungsgruppe:gen› festgehalten",
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
    """‹Die Lenkungsgruppe:nom› lehnt ab. Das Thema geht zurück: an ‹die Projektgruppe:akk› oder in den Speicher."""
    if not begruendung:
        raise Obstructed("Bitte begründen Sie, warum ‹die Lenkungsgruppe:nom› nicht zustimmt.")
    vereinbarung.beschluss, vereinbarung.gruende = beschluss, begruendung
    if _einziger_vorschlag(vereinbarung):
        themen.nicht_zustimmen(
            vereinbarung.thema, person, beschluss=beschluss, zurueck_in_den_speicher=zurueck_in_den_speicher
        )


def _einziger_vorschlag(vereinbarung: Zielvereinbarung) -> bool:
    """Whether the Thema waits for this agreement alone; another one still before the Lenkungsgruppe keeps it there."""
    others = [v for v in vereinbarung.thema.zielvereinbarungen if v is not vereinbarung and v.status is S.EINGEREICHT]
    return vereinbarung.thema.status is T.VORSCHLAG and not others
