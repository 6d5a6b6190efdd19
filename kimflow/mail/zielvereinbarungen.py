"""Letters about Zielvereinbarungen."""

from collections.abc import Iterable

from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Amt, Beitrag, Person, Rollenart, Zielvereinbarung
from kimflow.queries import personen


def eingereicht(vereinbarung: Zielvereinbarung, person: Person) -> Iterable[Brief]:
    """An die Koordination: Eine Zielvereinbarung wartet auf die Lenkungsgruppe."""
    for wer in personen.mit_rolle(Rollenart.KOORDINATION):
        yield _brief(wer, vereinbarung, "Eingereicht", "zielvereinbarung_einreichen")


def zu_ueberarbeiten(vereinbarung: Zielvereinbarung, person: Person) -> Iterable[Brief]:
    """An die Leitung der Projektgruppe: Die Lenkungsgruppe bittet um Überarbeitung."""
    for wer in _leitung(vereinbarung):
        yield _brief(wer, vereinbarung, "Bitte überarbeiten", "zielvereinbarung_ueberarbeiten")


def abgelehnt(vereinbarung: Zielvereinbarung, person: Person) -> Iterable[Brief]:
    """An die Leitung der Projektgruppe: Die Lenkungsgruppe stimmt nicht zu."""
    for wer in _leitung(vereinbarung):
        yield _brief(wer, vereinbarung, "Nicht zugestimmt", "zielvereinbarung_nicht_zustimmen")


def verweigert(beitrag: Beitrag, person: Person) -> Iterable[Brief]:
    """An die Koordination: Eine Partei zeichnet nicht."""
    for wer in personen.mit_rolle(Rollenart.KOORDINATION):
        yield _brief(
            wer,
            beitrag.zielvereinbarung,
            "Zeichnung verweigert",
            "zielvereinbarung_zeichnung_verweigern",
            anlass=f"verweigert-{len(beitrag.zeichnungen)}-{beitrag.id}",
            partei=beitrag.institution,
        )


def in_kraft(vereinbarung: Zielvereinbarung, person: Person) -> Iterable[Brief]:
    """An die Parteien und die Leitung der Projektgruppe: Die Zielvereinbarung ist in Kraft."""
    wer = [*_zeichnungsberechtigte(vereinbarung), *_leitung(vereinbarung)]
    for one in {one.id: one for one in wer}.values():
        yield _brief(one, vereinbarung, "In Kraft", "zielvereinbarung_in_kraft_setzen")


def _zeichnungsberechtigte(vereinbarung: Zielvereinbarung) -> list[Person]:
    found = [wer for b in vereinbarung.zeichnende for wer in personen.zeichnungsberechtigte(b.institution_id)]
    return list({wer.id: wer for wer in found}.values())


def _leitung(vereinbarung: Zielvereinbarung) -> list[Person]:
    members = vereinbarung.projektgruppe.mitgliedschaften
    return [m.person for m in members if m.gilt_heute and m.amt is Amt.LEITUNG]


def _brief(
    wer: Person, vereinbarung: Zielvereinbarung, betreff: str, vorlage: str, anlass: str = "", **worte: object
) -> Brief:
    return schreiben(
        wer,
        f"{betreff}: Zielvereinbarung {vereinbarung.nummer}",
        vorlage,
        # The version makes the second round of the same way an occasion of its own.
        f"{vereinbarung.nummer}:{anlass or vereinbarung.version}",
        vereinbarung=vereinbarung,
        link=adresse(f"/zielvereinbarungen/{vereinbarung.nummer}"),
        **worte,
    )
