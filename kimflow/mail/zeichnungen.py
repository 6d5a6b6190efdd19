"""Letters about Zeichnungen: the code, the links, what a body said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kimflow import clock
from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Beitrag, Person, Rollenart, Vorbehaltsergebnis, Zielvereinbarung
from kimflow.queries import personen


@dataclass(frozen=True)
class Zeichnungszeile:
    """One missing Zeichnung in a letter: agreement, house, the last day to sign, and the token that opens it."""

    nummer: str
    haus: str
    bis: date
    token: str


def code(beitrag: Beitrag, person: Person, code: str) -> Brief:
    """An die Person selbst, in dem Augenblick, in dem sie ihn anfordert."""
    return schreiben(
        person,
        f"Ihr Code zum Zeichnen von {beitrag.zielvereinbarung.nummer}",
        "zielvereinbarung_zeichnungscode",
        f"code:{beitrag.id}:{clock.now().isoformat()}",
        beitrag=beitrag,
        code=code,
    )


def erbeten(vereinbarung: Zielvereinbarung, person: Person) -> Iterable[Brief]:
    """An die Zeichnungsberechtigten der zeichnenden Parteien, mit einem Link, der nur die Zeichnung öffnet."""
    yield from _mit_links(vereinbarung, "Bitte zeichnen", "zielvereinbarung_zustimmen", str(vereinbarung.version))


def erinnerung(vereinbarung: Zielvereinbarung, person: Person) -> Iterable[Brief]:
    """An die Zeichnungsberechtigten der Häuser, deren Zeichnung fehlt, mit neuem Link."""
    yield from _mit_links(vereinbarung, "Erinnerung: Bitte zeichnen", "zielvereinbarung_erinnern", _jetzt())


def ausstehende(an: Person, zeilen: Sequence[Zeichnungszeile]) -> Brief:
    """An eine zeichnungsberechtigte Person: alle Zeichnungen, die von ihr noch fehlen, in einem Brief."""
    numbers = sorted({one.nummer for one in zeilen})
    which = f"Zielvereinbarung {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} Zielvereinbarungen"
    return schreiben(
        an,
        f"Erinnerung: Bitte zeichnen: {which}",
        "zeichnungen_ausstehend",
        f"zeichnungen:{_jetzt()}",
        zeilen=[(one.nummer, one.haus, one.bis, adresse(f"/link/{one.token}/zeichnung")) for one in zeilen],
        heute=clock.today(),
    )


def neu_gefasst(beitrag: Beitrag, person: Person) -> Iterable[Brief]:
    """An die Zeichnungsberechtigten dieser einen Partei: Ihr Beitrag wurde neu gefasst."""
    yield from _an_die_partei(
        beitrag, "Beitrag neu gefasst, bitte zeichnen", "zielvereinbarung_beitrag_neu_fassen", _jetzt()
    )


def vorbehalt(beitrag: Beitrag, person: Person) -> Iterable[Brief]:
    """An die Koordination und, wenn das Gremium nicht zugestimmt hat, an die Zeichnungsberechtigten des Hauses."""
    zeichnung = max((z for z in beitrag.zeichnungen if z.vorbehalt_am), key=lambda z: z.id)
    wer = personen.mit_rolle(Rollenart.KOORDINATION)
    if zeichnung.vorbehalt_ergebnis is Vorbehaltsergebnis.VERSAGT:
        wer = [*wer, *personen.zeichnungsberechtigte(beitrag.institution_id)]
    for one in {one.id: one for one in wer}.values():
        yield schreiben(
            one,
            f"Gremienvorbehalt aufgelöst: Zielvereinbarung {beitrag.zielvereinbarung.nummer}",
            "zielvereinbarung_vorbehalt_aufloesen",
            f"vorbehalt:{zeichnung.id}",
            beitrag=beitrag,
            zeichnung=zeichnung,
            link=adresse(f"/zielvereinbarungen/{beitrag.zielvereinbarung.nummer}"),
        )


def _mit_links(vereinbarung: Zielvereinbarung, betreff: str, vorlage: str, anlass: str) -> Iterable[Brief]:
    for beitrag in vereinbarung.beitraege:
        yield from _an_die_partei(beitrag, betreff, vorlage, anlass)


def _an_die_partei(beitrag: Beitrag, betreff: str, vorlage: str, anlass: str) -> Iterable[Brief]:
    for wer, token in beitrag.einzellinks.items():
        yield schreiben(
            wer,
            f"{betreff}: Zielvereinbarung {beitrag.zielvereinbarung.nummer}",
            vorlage,
            f"zeichnung:{beitrag.id}:{anlass}",
            beitrag=beitrag,
            vereinbarung=beitrag.zielvereinbarung,
            link=adresse(f"/link/{token}/zeichnung"),
        )


def _jetzt() -> str:
    return clock.now().isoformat()
