"""Letters about meetings, with the calendar entry where it changes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kimflow import clock
from kimflow.exports import termin_ics
from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Person, Sitzung, Sitzungsantwort, Top, Topvorschlag, Unterlage

_ZEICHEN = 5000
"""How much agenda a letter carries; the rest stands behind its link."""


def einladung(sitzung: Sitzung, person: Person) -> Iterable[Brief]:
    """To everybody who may act for an invited Sitz, each with a link of their own, and to the members of a group."""
    yield from _einladungen(sitzung, [m.person for m in sitzung.gremium.mitgliedschaften if m.gilt_heute])


def nachladung(sitzung: Sitzung, person: Person) -> Iterable[Brief]:
    """To those alone who came after the invitation."""
    later = [m.person for m in sitzung.gremium.mitgliedschaften if m.gilt_heute]
    yield from _einladungen(sitzung, [who for who in later if who.id in sitzung.nachgeladene])


def _einladungen(sitzung: Sitzung, mitglieder: Iterable[Person]) -> Iterable[Brief]:
    """Whoever has a Sitz there as well gets the letter with the link, and no second one."""
    personal = list(_persoenliche(sitzung, "Einladung", "sitzung_einladen"))
    yield from personal
    seated = {brief.an.id for brief in personal}
    yield from (_einladung(who, sitzung) for who in mitglieder if who.id not in seated)


def erinnerung(sitzung: Sitzung, person: Person) -> Iterable[Brief]:
    """To those whose Sitz has not answered and who did not hear from us today."""
    yield from antwort_fehlt(sitzung)


def antwort_fehlt(sitzung: Sitzung) -> Iterable[Brief]:
    """To those who hold a new link to answer by."""
    yield from _persoenliche(sitzung, "Bitte antworten", "sitzung_erinnern")


def aenderung(sitzung: Sitzung, person: Person) -> Iterable[Brief]:
    """To whoever was invited, once per change of the calendar entry."""
    if sitzung.kalender_folge:
        yield from _an_alle(sitzung, "Änderung", "sitzung_bearbeiten", termin_ics.PUBLISH)


def absage(sitzung: Sitzung, person: Person) -> Iterable[Brief]:
    """To whoever was invited; the entry disappears from their calendars."""
    yield from _an_alle(sitzung, "Absage", "sitzung_absagen", termin_ics.CANCEL)


def vorschlag_beantwortet(topvorschlag: Topvorschlag, person: Person) -> Iterable[Brief]:
    """To whoever proposed the item: taken up or not. Why not stands on the page."""
    sitzung = topvorschlag.sitzung
    subject = f"Ihr Vorschlag zur Sitzung {sitzung.nummer}"
    mark = f"{topvorschlag.id}-{topvorschlag.version}"
    yield schreiben(
        topvorschlag.person, subject, "sitzung_vorschlag", mark, sitzung=sitzung, link=f"{_seite(sitzung)}#vorschlaege"
    )


def _persoenliche(sitzung: Sitzung, worum: str, vorlage: str) -> Iterator[Brief]:
    for antwort in sitzung.antworten:
        for besetzung in antwort.sitz.heutige_in(sitzung.id):
            token = antwort.einzellinks.get(besetzung.person_id)
            if token:
                yield _brief(
                    besetzung.person,
                    sitzung,
                    worum,
                    vorlage,
                    _marke(sitzung, antwort),
                    methode=termin_ics.PUBLISH,
                    sitz=antwort.sitz,
                    link=adresse(f"/link/{token}/sitzung"),
                    **_tagesordnung(sitzung),
                )


def _einladung(wer: Person, sitzung: Sitzung) -> Brief:
    return _brief(
        wer,
        sitzung,
        "Einladung",
        "sitzung_einladen",
        _marke(sitzung),
        methode=termin_ics.PUBLISH,
        sitz=None,
        link=_seite(sitzung),
        **_tagesordnung(sitzung),
    )


def _an_alle(sitzung: Sitzung, worum: str, vorlage: str, methode: str) -> Iterator[Brief]:
    for wer in _eingeladene(sitzung):
        mark = f"{sitzung.nummer}-{sitzung.kalender_folge}"
        yield _brief(wer, sitzung, worum, vorlage, mark, methode=methode, link=_seite(sitzung))


def _eingeladene(sitzung: Sitzung) -> list[Person]:
    if sitzung.eingeladen_am is None:
        return []
    seated = [b.person for antwort in sitzung.antworten for b in antwort.sitz.heutige_in(sitzung.id)]
    return seated + [m.person for m in sitzung.gremium.mitgliedschaften if m.gilt_heute]


def _tagesordnung(sitzung: Sitzung) -> dict[str, list[str]]:
    """Titles, and the papers that were released; what is intern is seen only behind the link."""
    items = [f"TOP {top.position}: {top.titel}" for top in sitzung.tops]
    papers = [f"zu TOP {top.position}: {u.titel}\n{u.adresse}" for top in sitzung.tops for u in _freigegebene(top)]
    return {
        "tagesordnung": _gekuerzt(items, _ZEICHEN),
        "unterlagen": _gekuerzt(papers, 7000 - min(_ZEICHEN, len("\n".join(items)))),
    }


def _freigegebene(top: Top) -> list[Unterlage]:
    return [unterlage for unterlage in top.unterlagen if unterlage.freigegeben]


def _gekuerzt(lines: list[str], zeichen: int) -> list[str]:
    """As many whole lines as fit into a letter, and how many more there are."""
    kept: list[str] = []
    for line in lines:
        if sum(len(one) + 1 for one in kept) + len(line) > zeichen:
            return [*kept, f"… und {len(lines) - len(kept)} weitere"]
        kept.append(line)
    return kept


def _marke(sitzung: Sitzung, antwort: Sitzungsantwort | None = None) -> str:
    """Whose letter it is, and the day: reminding again tomorrow is another letter."""
    return f"{sitzung.nummer}-{sitzung.version}-{antwort.sitz_id if antwort else 0}-{clock.today():%y%m%d}"


def _seite(sitzung: Sitzung) -> str:
    return adresse(f"/sitzungen/{sitzung.nummer}")


def _brief(
    wer: Person, sitzung: Sitzung, worum: str, vorlage: str, marke: str, *, methode: str, **words: object
) -> Brief:
    subject = f"{worum}: {sitzung.gremium}, Sitzung {sitzung.nummer}"
    entry = termin_ics.termin(sitzung, methode=methode)
    return replace(schreiben(wer, subject, vorlage, marke, sitzung=sitzung, **words), kalender=entry)
