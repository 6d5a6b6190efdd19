"""Acts on who is in the room: for a Sitz, as a member without one, or as a guest by name.

Nobody's presence is kept to the minute in the trail: it says that the list was changed and by whom.
"""

from datetime import timedelta

from kimflow import clock
from kimflow.db import session
from kimflow.models import Anwesenheit, Person, Sitz, Sitzung, SitzungStatus, Zusage
from kimflow.permissions import Permission
from kimflow.queries import saal
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.bewegung import bewegen

S = SitzungStatus

FEHLGRIFF = timedelta(minutes=2)
"""What is taken back within this time never happened: a finger that slipped is nobody's coming or going."""


@act(
    Permission.SITZUNG_ANWESENHEIT_EINTRAGEN,
    label="Anwesenheit eintragen",
    sentence="hat die Anwesenheit geändert",
    when={S.LAUFEND, S.NACHBEREITUNG},
)
def anwesenheit_eintragen(
    sitzung: Sitzung,
    person: Person,
    *,
    sitz: Sitz | None = None,
    wer: Person | None = None,
    name: str = "",
    zusagen: bool = False,
) -> None:
    """Eintragen, wer da ist: für einen Sitz, als Mitglied ohne Sitz oder als Gast mit Namen."""
    bewegen(sitzung)
    if zusagen:
        _alle_mit_zusage(sitzung)
    elif sitz is not None:
        _fuer_den_sitz(sitzung, sitz, wer, name)
    else:
        _ohne_sitz(sitzung, wer, name)


def _alle_mit_zusage(sitzung: Sitzung) -> None:
    """Those who said they come, and whom they send. Whoever is in already stays as entered."""
    here = {a.sitz_id for a in sitzung.anwesenheiten if a.ist_da}
    coming = [a for a in sitzung.antworten if a.antwort in (Zusage.KOMMT, Zusage.VERTRETUNG)]
    for antwort in coming:
        if antwort.sitz_id not in here:
            _kommt(sitzung, antwort.sitz, saal.wer_kommt(sitzung, antwort.sitz), "")


def _fuer_den_sitz(sitzung: Sitzung, sitz: Sitz, wer: Person | None, name: str) -> None:
    if sitz.gremium_id != sitzung.gremium_id:
        raise Obstructed(f"Den Sitz „{sitz}“ gibt es in diesem Gremium nicht.")
    if wer is not None and wer not in [b.person for b in saal.besetzungen_in(sitzung, sitz)]:
        raise Obstructed(f"{wer} gehört am Tag der Sitzung nicht zum Sitz „{sitz}“.")
    present = next((a for a in sitzung.anwesenheiten if a.ist_da and a.sitz_id == sitz.id), None)
    if present is not None:
        if present.person_id == (wer.id if wer else None) and present.name == name:
            raise Obstructed(f"{sitz} ist schon eingetragen.")
        _geht(present)
    _kommt(sitzung, sitz, wer, name)


def _ohne_sitz(sitzung: Sitzung, wer: Person | None, name: str) -> None:
    if wer is None and not name:
        raise Obstructed("Wählen Sie eine Person oder schreiben Sie einen Namen.")
    for present in sitzung.anwesenheiten:
        same = present.person_id == wer.id if wer else (present.name == name and present.sitz_id is None)
        if present.ist_da and same:
            raise Obstructed(f"{wer or name} ist schon eingetragen.")
    _kommt(sitzung, None, wer, name)


def _kommt(sitzung: Sitzung, sitz: Sitz | None, wer: Person | None, name: str) -> None:
    """In at once; somebody who was taken out by mistake is in again as if nothing had happened."""
    who = (sitz.id if sitz else None, wer.id if wer else None, name)
    now = clock.now()
    for row in sitzung.anwesenheiten:
        if row.bis and now - row.bis < FEHLGRIFF and (row.sitz_id, row.person_id, row.name) == who:
            row.bis = None
            return
    since = now if sitzung.ist_laufend else sitzung.eroeffnet_am
    sitzung.anwesenheiten.append(Anwesenheit(sitz=sitz, person=wer, name=name, von=since))


def _geht(anwesenheit: Anwesenheit) -> None:
    """Out at once. After the meeting taking somebody out means: was never there."""
    now = clock.now()
    if anwesenheit.sitzung.ist_laufend and now - anwesenheit.von >= FEHLGRIFF:
        anwesenheit.bis = now
    else:
        anwesenheit.sitzung.anwesenheiten.remove(anwesenheit)
        session().delete(anwesenheit)
    session().flush()


@act(
    Permission.SITZUNG_ANWESENHEIT_AUSTRAGEN,
    label="Anwesenheit austragen",
    sentence="hat die Anwesenheit geändert",
    when={S.LAUFEND, S.NACHBEREITUNG},
)
def anwesenheit_austragen(sitzung: Sitzung, person: Person, *, anwesenheit: Anwesenheit) -> None:
    """Austragen, wer gegangen ist. Nach der Sitzung: wer nie da war."""
    if anwesenheit.sitzung_id != sitzung.id or not anwesenheit.ist_da:
        raise Obstructed(f"{anwesenheit} ist schon ausgetragen.")
    bewegen(sitzung)
    _geht(anwesenheit)
