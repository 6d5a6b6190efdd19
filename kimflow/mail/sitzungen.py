"""Letters about meetings."""

from collections.abc import Iterable

from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Person, Sitzung


def einladung(sitzung: Sitzung, person: Person) -> Iterable[Brief]:
    """To everybody who may act for an invited Sitz, each with a link of their own, and to the members of a group."""
    for antwort in sitzung.antworten:
        for besetzung in antwort.sitz.heutige:
            token = antwort.einzellinks.get(besetzung.person_id)
            if token:
                link, seat = adresse(f"/link/{token}/einladung"), antwort.sitz
                yield _brief(besetzung.person, sitzung, "Einladung", "sitzung_einladen", seat.id, sitz=seat, link=link)
    for wer in _mitglieder(sitzung):
        yield _brief(wer, sitzung, "Einladung", "sitzung_einladen", sitz=None, link=_seite(sitzung))


def aenderung(sitzung: Sitzung, person: Person) -> Iterable[Brief]:
    """To whoever was invited: date or place have changed."""
    for wer in _eingeladene(sitzung):
        yield _brief(wer, sitzung, "Änderung", "sitzung_bearbeiten", link=_seite(sitzung))


def absage(sitzung: Sitzung, person: Person) -> Iterable[Brief]:
    """To whoever was invited."""
    for wer in _eingeladene(sitzung):
        yield _brief(wer, sitzung, "Absage", "sitzung_absagen", link=_seite(sitzung))


def _eingeladene(sitzung: Sitzung) -> list[Person]:
    if sitzung.eingeladen_am is None:
        return []
    return [b.person for antwort in sitzung.antworten for b in antwort.sitz.heutige] + _mitglieder(sitzung)


def _mitglieder(sitzung: Sitzung) -> list[Person]:
    return [m.person for m in sitzung.gremium.mitgliedschaften if m.gilt_heute]


def _seite(sitzung: Sitzung) -> str:
    return adresse(f"/sitzungen/{sitzung.nummer}")


def _brief(wer: Person, sitzung: Sitzung, worum: str, vorlage: str, sitz_id: int = 0, **words: object) -> Brief:
    subject = f"{worum}: {sitzung.gremium}, Sitzung {sitzung.nummer}"
    mark = f"{sitzung.nummer}-{sitzung.version}-{sitz_id}"
    return schreiben(wer, subject, vorlage, mark, sitzung=sitzung, **words)
