"""From stored ballots to the result that is kept, its recount, and what it proposes to decide."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from kimflow import config
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    Ereignis,
    Ereignistext,
    Gleichstand,
    Stimmabgabe,
    Stimmwort,
    Urnenstimme,
)
from kimflow.permissions import Permission
from kimflow.workflow import auszaehlung
from kimflow.workflow.auszaehlung import saetze
from kimflow.workflow.stimmzettel import Stimmzettel, maengel, zettel_aus
from kimflow.workflow.urteile import urteil

EINSTIMMIG = "Das Ergebnis ist einstimmig und verrät damit, wie jeder Sitz gestimmt hat, der abgestimmt hat."


def zaehlen(abstimmung: Abstimmung) -> dict[str, Any]:
    """The result of `abstimmung` from its stored ballots, as JSON holds it; Sitze, institutions, options by id."""
    counted = _gezaehlte(abstimmung)
    zettel = _stimmzettel(abstimmung, counted)
    roll = sorted(abstimmung.stimmabgaben, key=lambda s: s.sitz_id)
    entitled, cast = len(roll), len(zettel)
    needed = auszaehlung.mindestens(abstimmung.quorum, entitled)
    is_valid = needed is None or cast >= needed
    verdict = urteil(abstimmung, zettel, _zugestimmt_haben(abstimmung, counted))
    quorum = saetze.satz_des_quorums(cast, needed, umlauf=abstimmung.ist_umlauf)
    sentences = (verdict.satz if is_valid else quorum, saetze.satz_der_beteiligung(cast, entitled), verdict.zusatz)
    return {
        "berechtigt": entitled,
        "abgegeben": cast,
        "enthaltungen": sum(one.wort is Stimmwort.ENTHALTUNG for one in zettel),
        "fehlende": [s.sitz_id for s in roll if not s.zaehlt and not s.befangen],
        "befangene": [s.sitz_id for s in roll if s.befangen],
        "mindestens": needed,
        "zustande_gekommen": is_valid,
        "zustimmung": is_valid and verdict.zustimmung,
        "satz": " ".join(filter(None, sentences)),
        "regel": auszaehlung.regel(abstimmung),
        "quorum": quorum,
        "gleichstand": verdict.gleichstand if is_valid else "",
        "noetige_aenderungen": verdict.noetig,
        "belastbarkeit": saetze.satz_der_belastbarkeit(verdict.noetig, cast, verdict.plaetze) if is_valid else "",
        "hinweis": EINSTIMMIG if abstimmung.ist_geheim and _ist_einstimmig(zettel) else "",
        "pruefsumme": _pruefsumme(abstimmung, counted, zettel),
    } | verdict.zahlen


def _gezaehlte(abstimmung: Abstimmung) -> list[Stimmabgabe]:
    """The places on the roll whose ballot counts, in an order that says nothing."""
    return sorted((s for s in abstimmung.stimmabgaben if s.zaehlt), key=lambda s: s.sitz_id)


def _stimmzettel(abstimmung: Abstimmung, counted: Sequence[Stimmabgabe]) -> list[Stimmzettel]:
    """The ballots that count; of a geheime round those out of the urn, which belong to nobody."""
    if not abstimmung.ist_geheim:
        return [zettel_aus(stimmabgabe) for stimmabgabe in counted]
    opened = select(Urnenstimme.inhalt).where(Urnenstimme.abstimmung_id == abstimmung.id).order_by(Urnenstimme.id)
    return [Stimmzettel.aus(inhalt) for inhalt in session().scalars(opened)]


def _zugestimmt_haben(abstimmung: Abstimmung, counted: Sequence[Stimmabgabe]) -> frozenset[int]:
    """Institutions, by id, whose Sitz has agreed to a Zielvereinbarung; elsewhere nobody asks."""
    if abstimmung.ist_geheim or abstimmung.optionen[0].zielvereinbarung is None:
        return frozenset()
    agreed = [s.sitz for s in counted if zettel_aus(s).wort in auszaehlung.STIMMT_ZU]
    return frozenset(institution.id for sitz in agreed for institution in sitz.institutionen)


def _ist_einstimmig(zettel: Sequence[Stimmzettel]) -> bool:
    return bool(zettel) and all(one == zettel[0] for one in zettel)


def _pruefsumme(abstimmung: Abstimmung, counted: Sequence[Stimmabgabe], zettel: Sequence[Stimmzettel]) -> str:
    """Over every word of every ballot, so that a change is found that leaves all sums alone.

    With a key that is not in the database: without it one could try out which ballots of a few Sitze it belongs to,
    and whoever changes ballots and result together could make a new one.
    """
    seats = [None] * len(zettel) if abstimmung.ist_geheim else [s.sitz_id for s in counted]
    by_seat = zip(seats, zettel, strict=True)
    lines = sorted(json.dumps([seat, one.als_angaben()], sort_keys=True) for seat, one in by_seat)
    key = hashlib.sha256(b"abstimmung:" + config.current().geheimnis.encode()).digest()
    return hmac.new(key, "\n".join([f"{abstimmung.nummer}", *lines]).encode(), hashlib.sha256).hexdigest()[:32]


def nachzaehlen(abstimmung: Abstimmung) -> list[str]:
    """Count the stored ballots again: a German sentence per difference to the result that was kept, empty if none."""
    if abstimmung.ergebnis is None:
        return ["Die Abstimmung ist nicht ausgezählt."]
    try:
        found, again = list(_unstimmigkeiten(abstimmung)), _flach(abstimmung, zaehlen(abstimmung))
    except (AttributeError, TypeError, ValueError):
        return ["Eine gespeicherte Stimme ist unlesbar. Die Zählung lässt sich nicht wiederholen."]
    kept = _flach(abstimmung, abstimmung.ergebnis)
    checksum = again.pop("pruefsumme")
    if _im_verlauf(abstimmung) != genannt(checksum):
        found.append("Der Verlauf nennt eine andere Prüfsumme, als die gespeicherten Stimmen ergeben.")
    if kept.pop("pruefsumme", None) != checksum:
        found.append("Die gespeicherten Stimmen sind nicht mehr die, die ausgezählt wurden.")
    for what in {**again, **kept}:
        if kept.get(what) != again.get(what):
            found.append(f"{what}: festgehalten {_angabe(kept.get(what))}, nachgezählt {_angabe(again.get(what))}.")
    return found


def genannt(pruefsumme: str) -> str:
    """The checksum as people read it in the trail."""
    return f"Prüfsumme {pruefsumme}"


def _im_verlauf(abstimmung: Abstimmung) -> str | None:
    """The checksum that closing wrote into the trail (`flask verlauf-pruefen` proves that it still says so)."""
    said = (
        select(Ereignistext.text)
        .join(Ereignistext.ereignis)
        .where(
            Ereignis.art == Abstimmung.__tablename__,
            Ereignis.gegenstand_id == abstimmung.id,
            Ereignis.akt == Permission.ABSTIMMUNG_AUSZAEHLEN.value,
            Ereignistext.name == "pruefsumme",
        )
    )
    return session().scalar(said)


def _unstimmigkeiten(abstimmung: Abstimmung) -> Iterator[str]:
    """What nobody could have cast, and what does not fit the roll."""
    counted = _gezaehlte(abstimmung)
    zettel = _stimmzettel(abstimmung, counted)
    for one in zettel:
        for mangel in maengel(abstimmung, one):
            yield f"Eine gespeicherte Stimme ist ungültig: {mangel.grund}"
    if len(zettel) != len(counted):
        yield f"Aus der Urne sind {len(zettel)} Stimmen gespeichert, abgestimmt haben {len(counted)} Sitze."
    if abstimmung.mindestens != auszaehlung.mindestens(abstimmung.quorum, len(abstimmung.stimmabgaben)):
        yield "Die nötige Beteiligung passt nicht zum Verzeichnis der Sitze."


def _flach(abstimmung: Abstimmung, ergebnis: dict[str, Any]) -> dict[str, Any]:
    """Every single number of a result under a name that tells what it is about."""
    names = {option.id: option.text for option in abstimmung.optionen}
    flat = {key: value for key, value in ergebnis.items() if key not in ("raenge", "worte", "mehrheit")}
    for part in ("worte", "mehrheit"):
        flat |= {f"{part} {key}": value for key, value in (ergebnis.get(part) or {}).items()}
    rows = ergebnis.get("raenge") or []
    for row in rows:
        values = row | (row.get("widerstand") or {})
        flat |= {f"„{names.get(row['option'])}“ {key}": value for key, value in values.items() if key != "widerstand"}
    return flat | {"reihenfolge": [row["option"] for row in rows]}


def _angabe(value: Any) -> str:
    return "nichts" if value in (None, "", []) else json.dumps(value, ensure_ascii=False)


def ist_gleichstand(abstimmung: Abstimmung) -> bool:
    """Whether one of the first places is shared, or Ja and Nein stand level: then the declared rule speaks."""
    return bool(abstimmung.ergebnis and abstimmung.ergebnis["gleichstand"])


@dataclass(frozen=True)
class Vorschlag:
    """What a result proposes. zugestimmt is None where it says neither yes nor no."""

    raenge: Sequence[tuple[Abstimmungsoption, int]] = ()
    zugestimmt: bool | None = None


def vorschlag(abstimmung: Abstimmung) -> Vorschlag:
    """Ranks by Priorisierung, yes or no by Zustimmung; nothing unless the round is counted and has come about.

    A tie of Ja and Nein that the Vorsitz or another round decides proposes nothing either: the decision is theirs.
    """
    result = abstimmung.ergebnis
    if not abstimmung.ist_ausgezaehlt or result is None or not result["zustande_gekommen"]:
        return Vorschlag()
    if abstimmung.methode.ist_priorisierung:
        options = {option.id: option for option in abstimmung.optionen}
        return Vorschlag([(options[row["option"]], row["rang"]) for row in result["raenge"] if row["rang"]])
    if ist_gleichstand(abstimmung) and abstimmung.gleichstand is not Gleichstand.GETEILT:
        return Vorschlag()
    return Vorschlag(zugestimmt=result["zustimmung"])
