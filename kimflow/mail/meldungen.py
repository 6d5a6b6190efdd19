"""Letters about Meldungen: number and link only, never a word of what was reported."""

from collections.abc import Iterable

from kimflow import clock, queries
from kimflow.mail.briefe import Aussenstehende, Brief, adresse, schreiben
from kimflow.models import Meldeweg, Meldung, Person, Rollenart


def neue(meldung: Meldung, person: Person | None) -> Iterable[Brief]:
    """die Koordinierende Stelle, einmal am Tag"""
    if meldung.weg is not Meldeweg.TABELLE:
        yield from _an_koordination("Neue Meldung", "meldung_melden", f"meldungen-{clock.today()}")


def beantwortet(meldung: Meldung, person: Person | None) -> Iterable[Brief]:
    """die Koordinierende Stelle"""
    yield from _an_koordination(
        f"Meldung {meldung.nummer} beantwortet", "meldung_antworten", _marke(meldung), meldung=meldung
    )


def rueckfrage(meldung: Meldung, person: Person | None) -> Iterable[Brief]:
    """wer gemeldet hat"""
    yield from _an_meldende(meldung, f"Rückfrage zu Ihrer Meldung {meldung.nummer}", "meldung_nachfragen")


def entschieden(meldung: Meldung, person: Person | None) -> Iterable[Brief]:
    """wer gemeldet hat"""
    yield from _an_meldende(meldung, f"Ihre Meldung {meldung.nummer}", "meldung_entschieden")


def eingang(meldung: Meldung) -> Brief:
    """To somebody without an account who left an address: that it is here, and the link to it."""
    return _brief(
        Aussenstehende(meldung.mail or ""), meldung, f"Ihre Meldung {meldung.nummer} ist angekommen", "meldung_eingang"
    )


def _an_koordination(betreff: str, vorlage: str, marke: str, **words: object) -> Iterable[Brief]:
    for an in queries.personen.mit_rolle(Rollenart.KOORDINATION):
        yield schreiben(an, betreff, vorlage, marke, link=adresse("/meldungen/"), **words)


def _an_meldende(meldung: Meldung, betreff: str, vorlage: str) -> Iterable[Brief]:
    if meldung.weg is Meldeweg.TABELLE:
        return  # whoever pasted the rows did not report them
    if meldung.mail:
        yield _brief(Aussenstehende(meldung.mail), meldung, betreff, vorlage)
    elif meldung.person is not None:
        yield _brief(meldung.person, meldung, betreff, vorlage)


def _brief(an: Person | Aussenstehende, meldung: Meldung, betreff: str, vorlage: str) -> Brief:
    path = f"/meldungen/{meldung.nummer}"
    if isinstance(an, Aussenstehende) and meldung.kennung:
        path = f"/link/{queries.meldungen.linkzeichen(meldung.kennung)}/meldung"
    return schreiben(an, betreff, vorlage, _marke(meldung), meldung=meldung, link=adresse(path))


def _marke(meldung: Meldung) -> str:
    return f"{meldung.nummer}-{meldung.version}"
