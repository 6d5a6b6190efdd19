"""The agreement as a paper: the text that was laid down, and a page on which it is signed. Page and files say this."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kimflow import clock
from kimflow.exports.bloecke import Block, Seitenumbruch, Stueck, Ueberschrift, Unterschrift, bloecke, mit_titel
from kimflow.models import Beitrag, Beteiligung, Vorbehaltsergebnis, Zeichnung, Zielvereinbarung
from kimflow.queries.fassungen import geltende
from kimflow.queries.niederschrift.worte import aufzaehlung, datum, person, zeile
from kimflow.queries.zielvereinbarungen import ZUGESTIMMT
from kimflow.workflow.acts import lesbar
from kimflow.workflow.zielvereinbarungen.fassungen import partei, pruefsumme
from kimflow.workflow.zielvereinbarungen.fassungen import wortlaut as ganzer_wortlaut
from kimflow.workflow.zielvereinbarungen.wortlaut import klausel, wortlaut

LINIEN = Unterschrift(("Ort, Datum", "Name und Funktion", "Unterschrift"))


@dataclass(frozen=True)
class Vereinbarungspapier:
    """welche: which text it is, as its head says it, and „Entwurf“ as long as the Lenkungsgruppe has not agreed."""

    titel: str
    bloecke: Sequence[Block]
    welche: str
    ist_entwurf: bool


def papier(vereinbarung: Zielvereinbarung) -> Vereinbarungspapier:
    """The whole agreement: as it was agreed to and is signed, before that as the draft stands. Loaded by ganz()."""
    agreed, is_draft = geltende(vereinbarung), vereinbarung.status not in ZUGESTIMMT
    text = agreed.text if agreed else ganzer_wortlaut(vereinbarung)
    titel, body = mit_titel(text)
    which = agreed.bezeichnung if agreed else f"Fassung {vereinbarung.fassung}{', Entwurf' if is_draft else ''}"
    signatures = _zeichnungen(
        vereinbarung, "" if is_draft else f"{which}, {_summe('dieser Fassung', pruefsumme(text))}"
    )
    closing = bloecke(f"## Verbindlichkeit\n\n{zeile(klausel())}")
    return Vereinbarungspapier(titel, [*body, *closing, Seitenumbruch(), *signatures], which, is_draft)


def blatt(beitrag: Beitrag) -> Vereinbarungspapier:
    """One party's sheet: word for word what it signs or has signed, and where. Loaded by zeichnungen.blaetter()."""
    signed = beitrag.zeichnung
    text = (signed.wortlaut if signed else "") or wortlaut(beitrag)
    titel, body = mit_titel(text)
    end = list(_gezeichnet(signed)) if signed else [*bloecke(_summe("dieses Wortlauts", pruefsumme(text))), LINIEN]
    which = f"Blatt für {beitrag.institution.name}"
    return Vereinbarungspapier(titel or str(beitrag.zielvereinbarung), [*body, *end], which, ist_entwurf=False)


def _summe(wovon: str, summe: str) -> str:
    return f"Prüfsumme {wovon} (SHA-256): {summe}"


def _zeichnungen(vereinbarung: Zielvereinbarung, welche: str) -> Iterator[Block]:
    yield Ueberschrift(1, [Stueck("Zeichnungen")])
    yield from bloecke("\n\n".join(_vorspann(vereinbarung, welche)))
    for beitrag in vereinbarung.zeichnende:
        yield Ueberschrift(2, [Stueck(beitrag.institution.name)])
        yield from _partei(beitrag, zeichenbar=bool(welche))
    others = [b for b in vereinbarung.beitraege if b.beteiligung is not Beteiligung.ZEICHNET]
    if others:
        yield Ueberschrift(2, [Stueck("Ohne Zeichnung")])
        yield from bloecke(f"Es wirken mit oder unterstützen: {aufzaehlung([partei(b) for b in others])}.")


def _vorspann(vereinbarung: Zielvereinbarung, welche: str) -> Iterator[str]:
    beschluss = vereinbarung.beschluss
    if not welche:
        yield "Entwurf: Gezeichnet wird erst, wenn ‹die Lenkungsgruppe:nom› zugestimmt hat."
        return
    yield f"Zielvereinbarung {vereinbarung.stamm}, {welche}"
    if beschluss:
        decided = f"Beschluss {beschluss.nummer} vom {datum(beschluss.gefasst_am)}"
        yield f"Zugestimmt mit {decided}, {zeile(beschluss.gremium.name)}."
    if vereinbarung.in_kraft_am:
        yield f"In Kraft seit {datum(vereinbarung.in_kraft_am)}."


def _partei(beitrag: Beitrag, *, zeichenbar: bool) -> Iterator[Block]:
    if beitrag.zeichnung:
        yield from _gezeichnet(beitrag.zeichnung)
        return
    if beitrag.ist_ausgenommen:
        yield from bloecke("Nicht gezeichnet. Die Zielvereinbarung gilt ohne diese Partei.")
        return
    if beitrag.verweigerung:
        yield from bloecke(f"Die Zeichnung wurde am {datum(beitrag.verweigerung.gezeichnet_am)} verweigert.")
    yield LINIEN if zeichenbar else bloecke("Noch nicht gezeichnet.")[0]


def _gezeichnet(zeichnung: Zeichnung) -> Iterator[Block]:
    how = lesbar(zeichnung.art)
    yield from bloecke(f"Gezeichnet von **{person(zeichnung.person)}**, am {datum(zeichnung.gezeichnet_am)}, {how}.")
    if zeichnung.vorbehalt:
        yield from bloecke(_vorbehalt(zeichnung))
    checked = _summe("des gezeichneten Wortlauts", zeichnung.pruefsumme)
    yield from bloecke(f"Gezeichnet wurde Fassung {zeichnung.fassung}, {checked}")


def _vorbehalt(zeichnung: Zeichnung) -> str:
    text = f"Unter Gremienvorbehalt: {zeile(zeichnung.vorbehalt)}"
    if zeichnung.vorbehalt_ergebnis is None or zeichnung.vorbehalt_am is None:
        return f"{text}, offen bis {datum(zeichnung.vorbehalt_bis or clock.today())}."
    given = zeichnung.vorbehalt_ergebnis is Vorbehaltsergebnis.ERTEILT
    return f"{text}, {'zugestimmt' if given else 'nicht zugestimmt'} am {datum(zeichnung.vorbehalt_am)}."
