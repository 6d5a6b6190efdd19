"""Letters about Themen."""

from collections.abc import Iterable

from kimflow import queries
from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Amt, Person, Rollenart, Thema


def stellungnahmen_erbitten(thema: Thema, person: Person) -> Iterable[Brief]:
    """die Zeichnungsberechtigten jeder Institution, die um eine Stellungnahme gebeten wurde"""
    for stellungnahme in thema.stellungnahmen:
        if stellungnahme.abgegeben_am is None:
            for an in queries.personen.zeichnungsberechtigte(stellungnahme.institution_id):
                yield schreiben(
                    an,
                    f"Stellungnahme zu {thema.nummer} erbeten",
                    "thema_stellungnahmen_erbitten",
                    f"stellungnahme:{stellungnahme.id}",
                    thema=thema,
                    stellungnahme=stellungnahme,
                    link=adresse(f"/stellungnahmen/{stellungnahme.id}/abgeben"),
                )


def beauftragen(thema: Thema, person: Person) -> Iterable[Brief]:
    """die Leitung der beauftragten Projektgruppe"""
    gruppe = thema.projektgruppe
    for mitglied in gruppe.mitgliedschaften if gruppe else ():
        if mitglied.gilt_heute and mitglied.amt is Amt.LEITUNG:
            yield schreiben(
                mitglied.person,
                f"Auftrag zu {thema.nummer} für {mitglied.gremium.name}",
                "thema_beauftragen",
                f"beauftragt:{thema.id}:{thema.version}",
                thema=thema,
                link=adresse(f"/themen/{thema.nummer}"),
            )


def zurueckgeben(thema: Thema, person: Person) -> Iterable[Brief]:
    """die Koordinierende Stelle"""
    for an in queries.personen.mit_rolle(Rollenart.KOORDINATION):
        yield schreiben(
            an,
            f"Auftrag zu {thema.nummer} zurückgegeben",
            "thema_zurueckgeben",
            f"zurueckgegeben:{thema.id}:{thema.version}",
            thema=thema,
            von=person,
            link=adresse(f"/themen/{thema.nummer}"),
        )
