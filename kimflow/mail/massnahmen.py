"""Letters about Maßnahmen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kimflow import clock
from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Amt, Institution, Lage, Massnahme, Person, Rollenart, Sitzung
from kimflow.permissions import Permission, can
from kimflow.queries import personen

HOECHSTENS = 20
"""How many Maßnahmen one letter lists; the start page holds the rest."""


@dataclass(frozen=True)
class Fristzeile:
    """One Maßnahme in a letter: its number, the date that counts, and the token for its Rückmeldung."""

    nummer: str
    termin: date
    token: str


def vorgeschlagen(massnahme: Massnahme, person: Person) -> Iterable[Brief]:
    """An die Zeichnungsberechtigten der Institution: Das Haus wird um seine Zusage gebeten."""
    for wer in personen.zeichnungsberechtigte(massnahme.institution_id):
        yield _brief(wer, massnahme, "Zusage erbeten", "massnahme_vorschlagen", "vorschlag")


def zugesagt(massnahme: Massnahme, person: Person) -> Iterable[Brief]:
    """An die Leitung der Projektgruppe und die verantwortliche Person: Das Haus sagt zu."""
    wer = [*_leitung(massnahme), *([massnahme.verantwortlich] if massnahme.verantwortlich else [])]
    for one in {one.id: one for one in wer}.values():
        yield _brief(one, massnahme, "Zugesagt", "massnahme_zusagen", "zusage")


def abgesagt(massnahme: Massnahme, person: Person) -> Iterable[Brief]:
    """An die Leitung der Projektgruppe: Das Haus sagt ab."""
    for wer in _leitung(massnahme):
        yield _brief(wer, massnahme, "Abgesagt", "massnahme_absagen", _jetzt())


def hilfe_noetig(massnahme: Massnahme, person: Person) -> Iterable[Brief]:
    """An die Koordination, wenn eine Rückmeldung um Hilfe bittet."""
    zuletzt = massnahme.letzte_rueckmeldung
    if zuletzt is not None and zuletzt.lage is Lage.HILFE:
        for wer in personen.mit_rolle(Rollenart.KOORDINATION):
            yield _brief(wer, massnahme, "Hilfe nötig", "massnahme_hilfe", f"hilfe-{zuletzt.id}")


def uebergeben(massnahme: Massnahme, person: Person) -> Iterable[Brief]:
    """An die neue verantwortliche Person: Ihr ist die Maßnahme übergeben."""
    if massnahme.verantwortlich is not None:
        yield _brief(massnahme.verantwortlich, massnahme, "Ihnen übergeben", "massnahme_uebergeben", _jetzt())


def umgesetzt(massnahme: Massnahme, person: Person) -> Iterable[Brief]:
    """An die Koordination: Eine Maßnahme ist als umgesetzt gemeldet."""
    for wer in personen.mit_rolle(Rollenart.KOORDINATION):
        yield _brief(wer, massnahme, "Umgesetzt", "massnahme_umsetzen", "umgesetzt")


def erinnerung(massnahme: Massnahme, person: Person) -> Iterable[Brief]:
    """An die verantwortliche Person, mit einem Link, der nur das Rückmeldeformular öffnet."""
    token = massnahme.einzellinks.get(massnahme.verantwortlich_id or 0)
    if massnahme.verantwortlich is not None and token:
        link = adresse(f"/link/{token}/rueckmeldung")
        yield _brief(massnahme.verantwortlich, massnahme, "Rückmeldung erbeten", "massnahme_erinnern", _jetzt(), link)


def faellige(an: Person, zeilen: Sequence[Fristzeile], weitere: int) -> Brief:
    """To the responsible person, all Maßnahmen of this day in one letter. weitere: how many did not fit in."""
    which = f"Maßnahme {zeilen[0].nummer}" if len(zeilen) == 1 else f"{len(zeilen) + weitere} Maßnahmen"
    return schreiben(
        an,
        f"Ihre Rückmeldung ist gefragt: {which}",
        "massnahmen_faellig",
        f"faellig:{_jetzt()}",
        zeilen=[(one.nummer, one.termin, adresse(f"/link/{one.token}/rueckmeldung")) for one in zeilen],
        heute=clock.today(),
        weitere=weitere,
        start=adresse("/"),
    )


def ampel_steht_in_der_liste(
    sitzung: Sitzung, haus: Institution, eigene: Sequence[tuple[Massnahme, str]]
) -> Iterable[Brief]:
    """To who signs for the house and who is responsible for one of `eigene` (Maßnahme, word of its light): to each
    those they may add a remark to."""
    responsible = [m.verantwortlich for m, _ in eigene if m.verantwortlich is not None]
    for wer in {one.id: one for one in (*personen.zeichnungsberechtigte(haus.id), *responsible)}.values():
        theirs = [(m, wort) for m, wort in eigene if can(wer, Permission.MASSNAHME_ANMERKEN, m)]
        if not theirs:
            continue
        yield schreiben(
            wer,
            f"Ampel in der Maßnahmenliste zur Sitzung {sitzung.nummer}",
            "massnahme_ampel",
            f"{sitzung.nummer}:ampel:{haus.id}",
            sitzung=sitzung,
            haus=haus,
            zeilen=[(m, wort, adresse(f"/massnahmen/{m.nummer}/anmerken")) for m, wort in theirs],
        )


def _leitung(massnahme: Massnahme) -> list[Person]:
    gruppe = massnahme.projektgruppe
    return [m.person for m in gruppe.mitgliedschaften if m.gilt_heute and m.amt is Amt.LEITUNG] if gruppe else []


def _jetzt() -> str:
    return clock.now().isoformat()


def _brief(wer: Person, massnahme: Massnahme, betreff: str, vorlage: str, anlass: str, link: str = "") -> Brief:
    return schreiben(
        wer,
        f"{betreff}: Maßnahme {massnahme.nummer}",
        vorlage,
        f"{massnahme.nummer}:{anlass}",
        massnahme=massnahme,
        link=link or adresse(f"/massnahmen/{massnahme.nummer}"),
    )
