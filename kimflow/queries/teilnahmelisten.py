"""Who is to sign that they were in a Sitzung: every Sitz with whoever fills it that day, or the members of a group."""

from dataclasses import dataclass

from sqlalchemy import Select
from sqlalchemy.orm import joinedload, selectinload

from kimflow import clock
from kimflow.models import (
    Amt,
    Besetzung,
    Gremium,
    Mitgliedschaft,
    Person,
    Sitz,
    Sitzung,
    Sitzungsantwort,
    Stimmrecht,
    Zusage,
)
from kimflow.queries import sitzungen

RECHTE = {Stimmrecht.STIMMBERECHTIGT: "stimmberechtigt", Stimmrecht.BERATEND: "beratend", Stimmrecht.GAST: "Gast"}
AEMTER = {Amt.VORSITZ: "Vorsitz", Amt.LEITUNG: "Leitung", Amt.MITGLIED: "Mitglied"}
ANTWORTEN = {Zusage.KOMMT: "kommt", Zusage.VERTRETUNG: "Vertretung", Zusage.ENTSCHULDIGT: "entschuldigt"}


@dataclass(frozen=True)
class Teilnahmezeile:
    """vertretung: names of whoever may come instead, in their order; antwort: to the invitation, empty for none."""

    platz: str
    recht: str
    mitglied: str
    vertretung: str
    antwort: str


def ganz(person: Person) -> Select[Sitzung]:
    """Visible meetings with everybody the list names."""
    seats = selectinload(Gremium.sitze).selectinload(Sitz.besetzungen).joinedload(Besetzung.person)
    members = selectinload(Gremium.mitgliedschaften).joinedload(Mitgliedschaft.person)
    return sitzungen.sichtbar_fuer(person).options(
        joinedload(Sitzung.gremium).options(seats, members),
        selectinload(Sitzung.antworten).joinedload(Sitzungsantwort.sitz),
    )


def zeilen(sitzung: Sitzung) -> list[Teilnahmezeile]:
    """The Sitze in their order, then the members, as they are on the day of the Sitzung."""
    day = clock.local(sitzung.beginn).date()
    answers = {antwort.sitz_id: antwort.antwort for antwort in sitzung.antworten}
    seats = sorted((s for s in sitzung.gremium.sitze if s.gilt_am(day)), key=lambda s: (s.reihenfolge, s.id))
    rows = []
    for sitz in seats:
        filled = [b for b in sitz.besetzungen if b.gilt_am(day) and b.sitzung_id in (None, sitzung.id)]
        main = [b.person.name for b in filled if not b.ist_vertretung]
        deputies = [b.person.name for b in filled if b.ist_vertretung]
        answer = answers.get(sitz.id)
        said = ANTWORTEN[answer] if answer else ""
        rows.append(Teilnahmezeile(str(sitz), RECHTE[sitz.stimmrecht], ", ".join(main), ", ".join(deputies), said))
    members = sorted((m for m in sitzung.gremium.mitgliedschaften if m.gilt_am(day)), key=lambda m: m.person.name)
    return rows + [Teilnahmezeile("", AEMTER[m.amt], m.person.name, "", "") for m in members]
