"""What is open of a person or a body, shown before it leaves or ends."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from kimflow.db import session
from kimflow.models import (
    Auftrag,
    Beschluss,
    Gremium,
    Massnahme,
    Person,
    Sitzung,
    Thema,
    ThemaStatus,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission, can
from kimflow.queries.gremien import LAUFENDE
from kimflow.queries.nachfolge import FERTIG, OFFEN, ZU_SCHREIBEN, auftrag_gremium, mit_herkunft


@dataclass(frozen=True)
class Offenes:
    """One open thing of a person, as far as whoever ends something may read it; `endpoint` is empty if not."""

    text: str
    endpoint: str = ""
    werte: Any = None


def offenes(wen: Person, leser: Person, gremium_id: int | None = None) -> list[Offenes]:
    """What is open and `wen`'s: everything, or what belongs to one body. Three statements.

    Who may not read Maßnahmen or Aufträge (the Administration) reads numbers.
    """
    reads = can(leser, Permission.MASSNAHME_ANSEHEN)
    measures = select(Massnahme.nummer, Massnahme.titel).where(
        Massnahme.verantwortlich_id == wen.id, Massnahme.status.not_in(FERTIG)
    )
    source = func.coalesce(Sitzung.nummer, Beschluss.nummer)
    tasks = mit_herkunft(select(Auftrag.id, Auftrag.text, source)).where(
        Auftrag.verantwortlich_id == wen.id, Auftrag.status.in_(OFFEN)
    )
    minutes = select(Sitzung.nummer).where(Sitzung.protokollfuehrung_id == wen.id, Sitzung.status.in_(ZU_SCHREIBEN))
    if gremium_id is not None:
        measures = measures.where(Massnahme.projektgruppe_id == gremium_id)
        tasks, minutes = tasks.where(auftrag_gremium == gremium_id), minutes.where(Sitzung.gremium_id == gremium_id)
    found = []
    for nummer, titel in session().execute(measures.order_by(Massnahme.nummer)):
        where = ("massnahmen.show", {"nummer": nummer}) if reads else ("", None)
        found.append(Offenes(f"Maßnahme {nummer} {titel}" if reads else f"Maßnahme {nummer}", *where))
    for id, text, nummer in session().execute(tasks.order_by(Auftrag.id)):
        line = f"Auftrag „{' '.join(text.split())[:80]}“" if reads else f"Auftrag aus {nummer}"
        found.append(Offenes(line, *(("auftraege.show", {"id": id}) if reads else ("", None))))
    for nummer in session().scalars(minutes.order_by(Sitzung.nummer)):
        where = ("sitzungen.show", {"nummer": nummer}) if reads else ("", None)
        found.append(Offenes(f"Protokoll {nummer}", *where))
    return found


def des_gremiums(gremium: Gremium) -> list[Offenes]:
    """What of a body is open before it ends: running Themen, drafts, Maßnahmen, Aufträge of Sitzungen and Umläufe."""
    themen = select(Thema.nummer, Thema.titel).where(
        Thema.projektgruppe_id == gremium.id, Thema.status.in_((*LAUFENDE, ThemaStatus.RUHT))
    )
    drafts = select(Zielvereinbarung.nummer, Zielvereinbarung.titel).where(
        Zielvereinbarung.projektgruppe_id == gremium.id,
        Zielvereinbarung.status.in_((ZielvereinbarungStatus.ENTWURF, ZielvereinbarungStatus.UEBERARBEITUNG)),
    )
    measures = select(Massnahme.nummer, Massnahme.titel).where(
        Massnahme.projektgruppe_id == gremium.id, Massnahme.status.not_in(FERTIG)
    )
    tasks = mit_herkunft(select(Auftrag.id, Auftrag.text)).where(
        auftrag_gremium == gremium.id, Auftrag.status.in_(OFFEN)
    )
    found = []
    for nummer, titel in session().execute(themen.order_by(Thema.nummer)):
        found.append(Offenes(f"Thema {nummer} {titel}", "themen.show", {"nummer": nummer}))
    for nummer, titel in session().execute(drafts.order_by(Zielvereinbarung.nummer)):
        text = f"Zielvereinbarung {nummer} {titel} (noch nicht eingereicht)"
        found.append(Offenes(text, "zielvereinbarungen.show", {"nummer": nummer}))
    for nummer, titel in session().execute(measures.order_by(Massnahme.nummer)):
        found.append(Offenes(f"Maßnahme {nummer} {titel}", "massnahmen.show", {"nummer": nummer}))
    for id, text in session().execute(tasks.order_by(Auftrag.id)):
        found.append(Offenes(f"Auftrag „{' '.join(text.split())[:80]}“", "auftraege.show", {"id": id}))
    return found
