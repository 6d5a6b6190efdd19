"""Acts on bodies: Gremien, their Sitze, who fills them, and memberships. Ending keeps the history."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import func, select

from kimflow import queries
from kimflow.db import session
from kimflow.models import (
    Amt,
    Besetzung,
    Gremienart,
    Gremium,
    Institution,
    Kommune,
    Mitgliedschaft,
    Person,
    PersonStatus,
    Sitz,
    Stimmrecht,
)
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act

Period = TypeVar("Period", Besetzung, Mitgliedschaft)


def besteht_noch(thing: Gremium | Sitz) -> str | None:
    """Das Gremium oder der Sitz ist nicht beendet."""
    return f"„{thing}“ ist beendet." if thing.ist_beendet else None


def laeuft_noch(thing: Besetzung | Mitgliedschaft) -> str | None:
    """Die Besetzung oder Mitgliedschaft ist nicht beendet."""
    return "Das ist schon beendet." if thing.ist_beendet else None


@act(
    Permission.GREMIUM_EINRICHTEN,
    label="Gremium einrichten",
    sentence="hat das Gremium eingerichtet",
    records=("art", "von", "bis"),
    creates=True,
)
def einrichten(
    person: Person,
    *,
    art: Gremienart,
    name: str,
    frage: str,
    von: date,
    bis: date | None,
    kommune: Kommune | None,
    hoechstlast: int,
) -> Gremium:
    """Einrichten: ‹Lenkungsgruppe:nom›, ‹Projektgruppe:nom›, ‹Arbeitsgruppe:nom› oder ‹Fallwerkstatt:nom›."""
    _in_order(von, bis)
    _name_is_free(name)
    return Gremium(art=art, name=name, frage=frage, von=von, bis=bis, kommune=kommune, hoechstlast=hoechstlast)


@act(
    Permission.GREMIUM_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat das Gremium bearbeitet",
    records=("bis", "hoechstlast"),
)
def bearbeiten(gremium: Gremium, person: Person, *, name: str, frage: str, bis: date | None, hoechstlast: int) -> None:
    """Namen, Frage und Höchstlast ändern oder ein Ende setzen; was war, bleibt im Verlauf."""
    _in_order(gremium.von, bis)
    _name_is_free(name, gremium)
    if bis is not None and bis != gremium.bis and queries.gremien.last(gremium):
        raise Obstructed("Hier laufen Themen. Unter „Gremium beenden“ sagen Sie dazu, was aus ihnen wird.")
    gremium.name, gremium.frage, gremium.bis, gremium.hoechstlast = name, frage, bis, hoechstlast


@act(
    Permission.GREMIUM_BEENDEN,
    label="Gremium beenden",
    sentence="hat das Gremium beendet",
    requires=(besteht_noch,),
    records=("bis", "verbleib"),
)
def beenden(gremium: Gremium, person: Person, *, bis: date, verbleib: str = "") -> None:
    """Den letzten Tag festhalten und was aus der offenen Arbeit wird. Alles, was war, bleibt lesbar."""
    _in_order(gremium.von, bis)
    running = queries.gremien.laufende_nummern(gremium)
    if running and not verbleib.strip():
        raise Obstructed(f"Hier laufen noch Themen ({', '.join(running)}). Bitte sagen Sie, was aus ihnen wird.")
    gremium.bis, gremium.verbleib = bis, verbleib or None


@act(
    Permission.GREMIUM_SITZ_EINRICHTEN,
    label="Sitz einrichten",
    sentence="hat einen Sitz eingerichtet",
    requires=(besteht_noch,),
    records=("bezeichnung", "institutionen", "stimmrecht", "von", "bis"),
    creates=True,
)
def sitz_einrichten(
    gremium: Gremium,
    person: Person,
    *,
    bezeichnung: str,
    institutionen: list[Institution],
    stimmrecht: Stimmrecht,
    von: date,
    bis: date | None,
) -> Sitz:
    """Einer oder mehreren Institutionen einen Sitz geben. Die Stimme gehört dem Sitz, nicht der Person."""
    _in_order(von, bis)
    _steht_fuer_jemanden(institutionen)
    last = session().scalar(select(func.max(Sitz.reihenfolge)).where(Sitz.gremium_id == gremium.id))
    return Sitz(
        gremium=gremium,
        bezeichnung=bezeichnung,
        institutionen=institutionen,
        stimmrecht=stimmrecht,
        reihenfolge=0 if last is None else last + 1,
        von=von,
        bis=bis,
    )


@act(
    Permission.GREMIUM_SITZ_BEARBEITEN,
    label="Sitz bearbeiten",
    sentence="hat einen Sitz bearbeitet",
    requires=(besteht_noch,),
    records=("bezeichnung", "institutionen", "stimmrecht", "bis"),
)
def sitz_bearbeiten(
    sitz: Sitz,
    person: Person,
    *,
    bezeichnung: str,
    institutionen: list[Institution],
    stimmrecht: Stimmrecht,
    bis: date | None,
) -> None:
    """Bezeichnung, Institutionen, Stimmrecht oder Ende ändern. Eine laufende Abstimmung behält ihr Verzeichnis."""
    _in_order(sitz.von, bis)
    _steht_fuer_jemanden(institutionen)
    sitz.bezeichnung, sitz.institutionen = bezeichnung, institutionen
    sitz.stimmrecht, sitz.bis = stimmrecht, bis


@act(
    Permission.GREMIUM_SITZ_BESETZEN,
    label="Sitz besetzen",
    sentence="hat einen Sitz besetzt",
    requires=(besteht_noch,),
    records=("wen", "rang", "von", "bis"),
    creates=True,
)
def sitz_besetzen(sitz: Sitz, person: Person, *, wen: Person, rang: int, von: date, bis: date | None) -> Besetzung:
    """Ein Mitglied oder eine Vertretung für diesen Sitz benennen, mit Beginn und, wenn bekannt, Ende."""
    _in_order(von, bis)
    nur_mit_konto(wen)
    at_the_time = _overlapping((b for b in sitz.besetzungen if b.sitzung_id is None), von, bis)
    main = next((b for b in at_the_time if not b.ist_vertretung), None)
    if rang == 0 and main:
        raise Obstructed(f"In dieser Zeit ist {main.person.name} Mitglied auf diesem Sitz. Bitte zuerst beenden.")
    if any(b.person_id == wen.id for b in at_the_time):
        raise Obstructed(f"{wen.name} gehört in dieser Zeit schon zu diesem Sitz.")
    return Besetzung(sitz=sitz, person=wen, rang=rang, von=von, bis=bis)


@act(
    Permission.GREMIUM_SITZ_UEBERGEBEN,
    label="Sitz übergeben",
    sentence="hat einen Sitz übergeben",
    requires=(besteht_noch,),
    records=("wen", "ab"),
)
def sitz_uebergeben(sitz: Sitz, person: Person, *, wen: Person, ab: date) -> None:
    """In einem Schritt: Das bisherige Mitglied hört am Tag davor auf, das neue beginnt. Beides bleibt im Verlauf."""
    the_day_before = ab - timedelta(days=1)
    for besetzung in [b for b in sitz.besetzungen if b.sitzung_id is None and b.gilt_am(ab)]:
        if not besetzung.ist_vertretung and besetzung.person_id == wen.id:
            raise Obstructed(f"{wen.name} ist an diesem Tag schon Mitglied auf diesem Sitz.")
        if besetzung.ist_vertretung and besetzung.person_id != wen.id:
            continue
        if besetzung.von > the_day_before:
            raise Obstructed(f"{besetzung.person.name} ist erst seit diesem Tag auf dem Sitz. Bitte später wechseln.")
        besetzung_beenden(besetzung, person, bis=the_day_before)
    sitz_besetzen(sitz, person, wen=wen, rang=0, von=ab, bis=None)


@act(
    Permission.GREMIUM_BESETZUNG_BEENDEN,
    label="Besetzung beenden",
    sentence="hat eine Besetzung beendet",
    requires=(laeuft_noch,),
    records=("bis",),
)
def besetzung_beenden(besetzung: Besetzung, person: Person, *, bis: date) -> None:
    """Den letzten Tag auf diesem Sitz festhalten. Das Recht endet mit diesem Tag, die Geschichte bleibt."""
    _in_order(besetzung.von, bis)
    besetzung.bis = bis


@act(
    Permission.GREMIUM_MITGLIED_AUFNEHMEN,
    label="Mitglied aufnehmen",
    sentence="hat ein Mitglied aufgenommen",
    requires=(besteht_noch,),
    records=("wen", "amt", "von", "bis"),
    creates=True,
)
def mitglied_aufnehmen(
    gremium: Gremium, person: Person, *, wen: Person, amt: Amt, von: date, bis: date | None
) -> Mitgliedschaft:
    """Eine Person in das Gremium aufnehmen: als Mitglied, als Leitung oder für den Vorsitz."""
    _in_order(von, bis)
    nur_mit_konto(wen)
    if any(m.person_id == wen.id for m in _overlapping(gremium.mitgliedschaften, von, bis)):
        raise Obstructed(f"{wen.name} gehört in dieser Zeit schon zu diesem Gremium.")
    return Mitgliedschaft(gremium=gremium, person=wen, amt=amt, von=von, bis=bis)


@act(
    Permission.GREMIUM_MITGLIEDSCHAFT_BEENDEN,
    label="Mitgliedschaft beenden",
    sentence="hat eine Mitgliedschaft beendet",
    requires=(laeuft_noch,),
    records=("bis",),
)
def mitgliedschaft_beenden(mitgliedschaft: Mitgliedschaft, person: Person, *, bis: date) -> None:
    """Den letzten Tag im Gremium festhalten. Das Recht endet mit diesem Tag, die Geschichte bleibt."""
    _in_order(mitgliedschaft.von, bis)
    mitgliedschaft.bis = bis


def _in_order(von: date, bis: date | None) -> None:
    if bis is not None and bis < von:
        raise Obstructed("Das Ende liegt vor dem Beginn.")


def _steht_fuer_jemanden(institutionen: list[Institution]) -> None:
    if not institutionen:
        raise Obstructed("Ein Sitz steht für mindestens eine Institution.")


def _name_is_free(name: str, own: Gremium | None = None) -> None:
    holder = session().scalar(select(Gremium.id).where(Gremium.name == name))
    if holder is not None and (own is None or holder != own.id):
        raise Obstructed(f"Ein Gremium mit dem Namen „{name}“ gibt es schon.")


def nur_mit_konto(wen: Person) -> None:
    """Whoever is to act here can come in."""
    if wen.status is PersonStatus.DEAKTIVIERT:
        raise Obstructed(f"Das Konto von {wen.name} ist deaktiviert.")


def _overlapping(periods: Iterable[Period], von: date, bis: date | None) -> list[Period]:
    """Those of `periods` that share a day with von–bis (open if None)."""
    return [p for p in periods if (bis is None or p.von <= bis) and (p.bis is None or von <= p.bis)]
