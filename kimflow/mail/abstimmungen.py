"""Letters about rounds of voting. None of them says what was voted."""

from collections.abc import Iterable, Sequence

from kimflow import clock
from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Abstimmung, Kanal, Person, Rollenart, Stimmabgabe
from kimflow.queries import personen

HOECHSTENS = 15
"""How many ballots one letter lists; the start page holds the rest."""


def eroeffnung(abstimmung: Abstimmung, person: Person) -> Iterable[Brief]:
    """To everybody who may vote for a Sitz on the roll, each with a link of their own; geheim needs the sign-in."""
    for stimmabgabe in abstimmung.stimmabgaben:
        for wer in wer_stimmt(stimmabgabe):
            token = stimmabgabe.einzellinks.get(wer.id)
            yield schreiben(
                wer,
                f"Abstimmung {abstimmung.nummer}: {stimmabgabe.sitz}",
                "abstimmung_oeffnen",
                f"{abstimmung.nummer}-{stimmabgabe.id}",
                abstimmung=abstimmung,
                sitz=stimmabgabe.sitz,
                persoenlich=token is not None,
                link=adresse(f"/link/{token}/stimme") if token else _stimmzettel(stimmabgabe),
            )


def eingang(stimmabgabe: Stimmabgabe, person: Person) -> Iterable[Brief]:
    """To main member and Vertretungen of the Sitz: a ballot has arrived. Its content is nobody's mail."""
    for wer in wer_stimmt(stimmabgabe):
        yield schreiben(
            wer,
            f"Stimme abgegeben: {stimmabgabe.sitz}",
            "abstimmung_stimme_abgeben",
            f"{stimmabgabe.id}-{stimmabgabe.abgegeben_am:%Y%m%d%H%M%S%f}",
            stimmabgabe=stimmabgabe,
            wer=person,
            link=_stimmzettel(stimmabgabe),
        )


def erinnerung(abstimmung: Abstimmung, person: Person) -> Iterable[Brief]:
    """wer für einen Sitz abstimmen darf, der es noch nicht hat; höchstens einmal am Tag"""
    for stimmabgabe in abstimmung.stimmabgaben:
        if stimmabgabe.abgegeben or stimmabgabe.befangen:
            continue
        for wer in wer_stimmt(stimmabgabe):
            yield schreiben(
                wer,
                f"Erinnerung an die Abstimmung {abstimmung.nummer}: {stimmabgabe.sitz}",
                "abstimmung_erinnern",
                f"{stimmabgabe.id}-{clock.today()}",
                abstimmung=abstimmung,
                sitz=stimmabgabe.sitz,
                link=_stimmzettel(stimmabgabe),
            )


def faellige_erinnerung(an: Person, stimmabgaben: Sequence[Stimmabgabe]) -> Brief:
    """To one of the same when the clock reminds: all Sitze and rounds that wait for this person, in one letter."""
    first = stimmabgaben[0]
    one = f"die Abstimmung {first.abstimmung.nummer}: {first.sitz}"
    return schreiben(
        an,
        f"Erinnerung an {one if len(stimmabgaben) == 1 else f'{len(stimmabgaben)} offene Stimmzettel'}",
        "abstimmungen_erinnern",
        f"faellig:{clock.now().isoformat()}",
        zeilen=[(s.abstimmung, s.sitz, _stimmzettel(s)) for s in stimmabgaben[:HOECHSTENS]],
        weitere=len(stimmabgaben[HOECHSTENS:]),
        start=adresse("/"),
    )


def erfasst(stimmabgabe: Stimmabgabe, person: Person) -> Iterable[Brief]:
    """Mitglied und Vertretungen des Sitzes: Jemand hat seine Stimme aufgeschrieben; sie dürfen sie überschreiben"""
    for wer in wer_stimmt(stimmabgabe):
        yield schreiben(
            wer,
            f"Stimme aufgeschrieben: {stimmabgabe.sitz}",
            "abstimmung_erfassen",
            f"{stimmabgabe.id}-{stimmabgabe.abgegeben_am:%Y%m%d%H%M%S%f}",
            stimmabgabe=stimmabgabe,
            wie="telefonisch" if stimmabgabe.kanal is Kanal.TELEFON else "auf Papier",
            wer=person,
            link=_stimmzettel(stimmabgabe),
        )


def beendet(stimmabgabe: Stimmabgabe, person: Person) -> Iterable[Brief]:
    """alle im Verzeichnis und die Koordination: Ein Sitz verlangt die Sitzung, der Umlauf ist beendet"""
    abstimmung = stimmabgabe.abstimmung
    voters = [wer for one in abstimmung.stimmabgaben for wer in wer_stimmt(one)]
    for wer in {one.id: one for one in [*voters, *personen.mit_rolle(Rollenart.KOORDINATION)]}.values():
        yield schreiben(
            wer,
            f"Umlauf beendet: Abstimmung {abstimmung.nummer}",
            "abstimmung_sitzung_verlangen",
            f"{abstimmung.nummer}",
            abstimmung=abstimmung,
            sitz=stimmabgabe.sitz,
            link=adresse(f"/abstimmungen/{abstimmung.nummer}"),
        )


def wer_stimmt(stimmabgabe: Stimmabgabe) -> list[Person]:
    """Who may vote for this Sitz today, main member first."""
    top = stimmabgabe.abstimmung.top
    return [b.person for b in stimmabgabe.sitz.heutige if b.gilt_in(top.sitzung_id if top else None)]


def _stimmzettel(stimmabgabe: Stimmabgabe) -> str:
    page = "geheim" if stimmabgabe.abstimmung.ist_geheim else "stimme"
    return adresse(f"/abstimmungen/{stimmabgabe.abstimmung.nummer}/{page}/{stimmabgabe.id}")
