"""Letters about Themen."""

from collections.abc import Iterable

from kimflow import clock, queries
from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Amt, Person, Rollenart, Stellungnahme, Thema


def stellungnahmen_erbitten(thema: Thema, person: Person) -> Iterable[Brief]:
    """wer für die gefragten Institutionen zeichnet, sonst deren Mitglieder der Lenkungsgruppe, je mit eigenem Link"""
    for stellungnahme in thema.stellungnahmen:
        yield from _an_das_haus(stellungnahme, "Stellungnahme zu {} erbeten", "thema_stellungnahmen_erbitten", "")


def erinnern(thema: Thema, person: Person) -> Iterable[Brief]:
    """dieselben in den Häusern, deren Stellungnahme noch aussteht"""
    for one in thema.mit_teilen():
        for stellungnahme in one.stellungnahmen:
            yield from stellungnahme_steht_aus(stellungnahme)


def stellungnahme_steht_aus(stellungnahme: Stellungnahme) -> Iterable[Brief]:
    """To those who hold a new link to it; once a day."""
    today = f":{clock.today():%Y%m%d}"
    yield from _an_das_haus(stellungnahme, "Erinnerung: Stellungnahme zu {}", "thema_erinnern", today)


def _an_das_haus(stellungnahme: Stellungnahme, betreff: str, vorlage: str, anlass: str) -> Iterable[Brief]:
    for an, token in stellungnahme.einzellinks.items():
        yield schreiben(
            an,
            betreff.format(stellungnahme.thema.nummer),
            vorlage,
            f"stellungnahme:{stellungnahme.id}{anlass}",
            thema=stellungnahme.thema,
            stellungnahme=stellungnahme,
            link=adresse(f"/link/{token}/stellungnahme"),
        )


def beauftragen(thema: Thema, person: Person) -> Iterable[Brief]:
    """die Leitung der beauftragten Projektgruppe"""
    gruppe = thema.projektgruppe
    for mitglied in gruppe.mitgliedschaften if gruppe else ():
        if mitglied.gilt_heute and mitglied.amt is Amt.LEITUNG:
            yield schreiben(
                mitglied.person,
                f"Mandat zu {thema.nummer} für {mitglied.gremium.name}",
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
            f"Mandat zu {thema.nummer} zurückgegeben",
            "thema_zurueckgeben",
            f"zurueckgegeben:{thema.id}:{thema.version}",
            thema=thema,
            von=person,
            link=adresse(f"/themen/{thema.nummer}"),
        )
