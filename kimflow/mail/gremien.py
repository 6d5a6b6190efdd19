"""Letters about bodies: somebody now belongs to one."""

from collections.abc import Iterable

from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Besetzung, Gremium, Mitgliedschaft, Person


def besetzt(besetzung: Besetzung, person: Person) -> Iterable[Brief]:
    """die Person, die den Sitz besetzt"""
    gremium = besetzung.sitz.gremium
    yield _brief(besetzung.person, gremium, "gremium_sitz_besetzen", f"besetzung:{besetzung.id}", besetzung=besetzung)


def vertretung(besetzung: Besetzung, person: Person) -> Iterable[Brief]:
    """wer in einer Sitzung den Sitz vertritt"""
    gremium, mark = besetzung.sitz.gremium, f"besetzung:{besetzung.id}"
    yield _brief(besetzung.person, gremium, "gremium_vertretung_eintragen", mark, besetzung=besetzung)


def aufgenommen(mitgliedschaft: Mitgliedschaft, person: Person) -> Iterable[Brief]:
    """das neue Mitglied"""
    yield _brief(
        mitgliedschaft.person,
        mitgliedschaft.gremium,
        "gremium_mitglied_aufnehmen",
        f"mitgliedschaft:{mitgliedschaft.id}",
        mitgliedschaft=mitgliedschaft,
    )


def _brief(an: Person, gremium: Gremium, vorlage: str, marke: str, **words: object) -> Brief:
    link = adresse(f"/gremien/{gremium.id}")
    return schreiben(an, f"Sie gehören zu: {gremium.name}", vorlage, marke, gremium=gremium, link=link, **words)
