"""What a valid ballot is, in one place: the form shows these reasons at its fields, the act refuses with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kimflow.models import Abstimmung, Konsensstimme, Methode

K = Konsensstimme


@dataclass(frozen=True)
class Stimmzettel:
    """One ballot as it was filled in: points by option id, or a word with its reason."""

    punkte: Mapping[int, int] = field(default_factory=dict)
    wort: Konsensstimme | None = None
    begruendung: str = ""


@dataclass(frozen=True)
class Mangel:
    """Why a ballot is not valid. `feld` is an option id, "wort", "begruendung" or None for the whole."""

    feld: int | str | None
    grund: str


def maengel(abstimmung: Abstimmung, zettel: Stimmzettel) -> list[Mangel]:
    """Everything that keeps `zettel` from being counted in `abstimmung`; empty if it is valid."""
    check = {Methode.PUNKTE: _punkte, Methode.KONSENS: _konsens}[abstimmung.methode]
    return check(abstimmung, zettel)


def _punkte(abstimmung: Abstimmung, zettel: Stimmzettel) -> list[Mangel]:
    themen = {option.id for option in abstimmung.optionen}
    total, most = abstimmung.punkte or 0, abstimmung.hoechstens or 0
    if zettel.wort not in (None, K.ENTHALTUNG):
        return [Mangel("wort", "In dieser Abstimmung werden Punkte vergeben.")]
    if set(zettel.punkte) - themen:
        return [Mangel(None, "Ein Thema gehört nicht zu dieser Abstimmung. Bitte laden Sie die Seite neu.")]
    found = []
    for option, points in zettel.punkte.items():
        if type(points) is not int or points < 0:
            found.append(Mangel(option, "Bitte eine ganze Zahl ab 0 eingeben."))
        elif points > most:
            found.append(Mangel(option, f"Höchstens {most} für ein Thema."))
    if found:
        return found
    given = sum(zettel.punkte.values())
    if given > total:
        return [Mangel(None, f"Sie haben {given} Punkte vergeben, {total} sind möglich.")]
    if given and zettel.wort is K.ENTHALTUNG:
        return [Mangel("wort", "Entweder Punkte oder Enthaltung.")]
    if not given and zettel.wort is None:
        return [Mangel(None, "Bitte vergeben Sie Punkte oder wählen Sie „Enthaltung“.")]
    return []


def _konsens(abstimmung: Abstimmung, zettel: Stimmzettel) -> list[Mangel]:
    if zettel.punkte:
        return [Mangel(None, "In dieser Abstimmung werden keine Punkte vergeben.")]
    if not isinstance(zettel.wort, K):
        return [Mangel("wort", "Bitte wählen.")]
    if zettel.wort is K.EINWAND and not zettel.begruendung.strip():
        return [Mangel("begruendung", "Ein schwerer Einwand braucht eine Begründung.")]
    return []
