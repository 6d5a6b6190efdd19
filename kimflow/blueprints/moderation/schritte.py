"""Which one step comes next in a meeting, and what stands beside it. Pure: from what is there to a button."""

from collections.abc import Iterator
from dataclasses import dataclass

from kimflow import queries
from kimflow.models import Abstimmung, AbstimmungStatus, Sitzung, SitzungStatus, Top, Wandbild
from kimflow.permissions import Permission

A = AbstimmungStatus
P = Permission
S = SitzungStatus

# What has to be allowed for a step to be one's own; everything else is the moderation's.
RECHTE = (
    P.SITZUNG_EINLADEN,
    P.SITZUNG_EROEFFNEN,
    P.SITZUNG_SCHLIESSEN,
    P.SITZUNG_TOP_VERSCHIEBEN,
    P.ABSTIMMUNG_SCHLIESSEN,
    P.BESCHLUSS_FESTHALTEN,
    P.SITZUNG_GENEHMIGEN,
)


@dataclass(frozen=True)
class Schritt:
    """A button: the verb, the words on it, where it leads.

    sofort: done at once by POST, with `angaben`; else a link to a page that asks first. recht: needed on top of
    moderating. fern: only for whoever holds the remote.
    """

    verb: str
    text: str
    url: str
    sofort: bool = False
    recht: Permission | None = None
    fern: bool = False
    angaben: tuple[tuple[str, str], ...] = ()


def naechster_schritt(sitzung: Sitzung) -> Schritt:
    """The one thing that comes next."""
    here = f"/sitzungen/{sitzung.nummer}"
    match sitzung.status:
        case S.GEPLANT:
            return Schritt("einladen", "Einladen", _zurueck(sitzung, f"{here}/einladen"), recht=P.SITZUNG_EINLADEN)
        case S.EINGELADEN:
            back = (("zurueck", moderation(sitzung)),)
            return Schritt(
                "eroeffnen", "Sitzung eröffnen", f"{here}/eroeffnen", True, P.SITZUNG_EROEFFNEN, angaben=back
            )
        case S.LAUFEND:
            top = sitzung.laufender_top
            return _am_punkt(sitzung, top) if top else _zum_naechsten(sitzung)
        case S.GENEHMIGT:
            return Schritt("protokoll", "Protokoll ansehen", f"{here}/protokoll")
        case S.ABGESAGT:
            return Schritt("ansehen", "Zur Sitzung", here)
        case _:
            return Schritt("nachbereitung", "Nachbereitung", f"{here}/nachbereitung")


def _am_punkt(sitzung: Sitzung, top: Top) -> Schritt:
    round_ = runde(top)
    if round_ is not None and round_.ist_offen:
        return _an_der_runde(sitzung, round_, "schliessen", "Abstimmung schließen")
    if round_ is not None and round_.status is A.GESCHLOSSEN:
        if sitzung.wand_offen and sitzung.wandbild is not Wandbild.ERGEBNIS:
            return zeigen(sitzung, Wandbild.ERGEBNIS, "Ergebnis zeigen")
        return _an_der_runde(sitzung, round_, "feststellen", "Ergebnis feststellen")
    if round_ is not None and round_.ist_festgestellt and not _folgt_ein_beschluss(round_, top):
        return _festhalten(sitzung, top, "Beschluss festhalten", f"abstimmung={round_.nummer}&")
    if top.wartet_auf_beschluss:
        return _festhalten(sitzung, top, "Einvernehmlich beschließen")
    earlier = top.protokoll_von
    if earlier is not None and top.beschluesse and earlier.status is S.PROTOKOLL_IN_ABSTIMMUNG:
        url = _zurueck(sitzung, f"/sitzungen/{earlier.nummer}/genehmigen")
        return Schritt("genehmigen", "Protokoll genehmigen", url, recht=P.SITZUNG_GENEHMIGEN)
    return am_top(sitzung, top, "abschliessen", "TOP abschließen")


def _zum_naechsten(sitzung: Sitzung) -> Schritt:
    top = queries.wand.naechster(sitzung)
    if top is None:
        url = _zurueck(sitzung, f"/sitzungen/{sitzung.nummer}/schliessen")
        return Schritt("schliessen", "Sitzung schließen", url, recht=P.SITZUNG_SCHLIESSEN)
    return am_top(sitzung, top, "aufrufen", f"TOP {top.position} aufrufen")


def runde(top: Top) -> Abstimmung | None:
    """The round of the item that matters now: one that is open, else the newest that counts or is prepared."""
    alive = [a for a in top.abstimmungen if a.status is not A.ANNULLIERT]
    return next((a for a in alive if a.ist_offen), alive[-1] if alive else None)


def _folgt_ein_beschluss(round_: Abstimmung, top: Top) -> bool:
    return any(beschluss.abstimmung_id == round_.id for beschluss in top.beschluesse)


def nebenan(sitzung: Sitzung) -> list[Schritt]:
    """What stands beside the one step, smaller: voting instead of agreeing."""
    top = sitzung.laufender_top
    return list(_stattdessen(sitzung, top)) if sitzung.ist_laufend and top else []


def _stattdessen(sitzung: Sitzung, top: Top) -> Iterator[Schritt]:
    round_ = runde(top)
    if round_ is not None and round_.ist_offen:
        if not round_.methode.ist_priorisierung and not round_.ist_geheim:
            yield _an_der_runde(sitzung, round_, "handzeichen", "Handzeichen")
        return
    if round_ is not None and round_.status is A.VORBEREITET:
        yield _an_der_runde(sitzung, round_, "oeffnen", "Abstimmung öffnen")
    elif round_ is not None and round_.status is A.GESCHLOSSEN:
        yield _an_der_runde(sitzung, round_, "feststellen", "Ergebnis feststellen")
    elif any(g.thema or g.zielvereinbarung for g in top.gegenstaende):
        url = _zurueck(sitzung, f"/sitzungen/{sitzung.nummer}/tops/{top.id}/abstimmung")
        yield Schritt("vorbereiten", "Abstimmen", url, recht=P.ABSTIMMUNG_SCHLIESSEN)
    if not top.wartet_auf_beschluss:
        yield _festhalten(sitzung, top, "Einvernehmlich beschließen")


def am_top(sitzung: Sitzung, top: Top, verb: str, text: str) -> Schritt:
    """An act on an item, done at once."""
    return Schritt(verb, text, f"/sitzungen/{sitzung.nummer}/tops/{top.id}/{verb}", sofort=True, fern=True)


def zeigen(sitzung: Sitzung, bild: Wandbild, text: str) -> Schritt:
    """Put this on the wall."""
    url = f"/sitzungen/{sitzung.nummer}/wand_zeigen"
    return Schritt("wand_zeigen", text, url, sofort=True, fern=True, angaben=(("bild", bild.value),))


def _an_der_runde(sitzung: Sitzung, round_: Abstimmung, verb: str, text: str) -> Schritt:
    url = _zurueck(sitzung, f"/abstimmungen/{round_.nummer}/{verb}")
    return Schritt(verb, text, url, recht=P.ABSTIMMUNG_SCHLIESSEN)


def _festhalten(sitzung: Sitzung, top: Top, text: str, mit: str = "") -> Schritt:
    url = f"/sitzungen/{sitzung.nummer}/tops/{top.id}/beschliessen?{mit}zurueck={moderation(sitzung)}"
    return Schritt("festhalten", text, url, recht=P.BESCHLUSS_FESTHALTEN)


def _zurueck(sitzung: Sitzung, url: str) -> str:
    return f"{url}?zurueck={moderation(sitzung)}"


def moderation(sitzung: Sitzung) -> str:
    """The address of the screen itself."""
    return f"/sitzungen/{sitzung.nummer}/moderation"
