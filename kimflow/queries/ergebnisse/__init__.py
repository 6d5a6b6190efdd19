"""Results of rounds. ergebnis() is the only road to one, and it leads nowhere before the count."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from kimflow.db import german_key, session
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    AbstimmungStatus,
    Einwand,
    Geheimhaltung,
    Institution,
    Kanal,
    Methode,
    Sitz,
    Stimmabgabe,
    Stimmwort,
)
from kimflow.queries.ergebnisse.angaben import (
    Aeusserung,
    Bewertung,
    Einwandzeile,
    Ergebnis,
    Frueher,
    Mehrheitsstand,
    Rangzeile,
    Teilnahme,
    Wortzeile,
)

__all__ = [
    "Aeusserung",
    "Bewertung",
    "Einwandzeile",
    "Ergebnis",
    "Frueher",
    "Mehrheitsstand",
    "Rangzeile",
    "Teilnahme",
    "Wortzeile",
    "einwaende",
    "ergebnis",
    "nach_nummer",
]

# A geheime round names who took part only if enough did (ZUSAGEN B5).
NAMEN_AB = 3


def ergebnis(abstimmung: Abstimmung) -> Ergebnis | None:
    """The result, None unless it has been counted. Nothing else reads a result or another Sitz's ballot."""
    stored = abstimmung.ergebnis
    if not abstimmung.ist_ausgezaehlt or stored is None:
        return None
    roll = _verzeichnis(abstimmung)
    options = _optionen(abstimmung)
    return Ergebnis(
        satz=stored["satz"],
        regel=stored["regel"],
        quorum=stored["quorum"],
        zustande_gekommen=stored["zustande_gekommen"],
        gleichstand=stored["gleichstand"],
        gleichstand_entscheidung=abstimmung.gleichstand_entscheidung,
        belastbarkeit=stored["belastbarkeit"],
        hinweis=stored["hinweis"],
        zustimmung=stored["zustimmung"],
        beteiligung=_teilnahme(abstimmung, stored, roll),
        raenge=_raenge(abstimmung, stored.get("raenge", []), options, roll),
        worte=[Wortzeile(Stimmwort(wort), count) for wort, count in stored.get("worte", {}).items()],
        mehrheit=Mehrheitsstand(**stored["mehrheit"]) if "mehrheit" in stored else None,
        ausstehend=_ausstehend(abstimmung, stored.get("ausstehend", [])),
        aeusserungen=_aeusserungen(abstimmung, options, roll),
        einwaende=einwaende(abstimmung),
    )


def nach_nummer(nummer: str) -> Abstimmung | None:
    """The round with this number, for the command line: there is nobody it could be hidden from."""
    return session().scalars(select(Abstimmung).where(Abstimmung.nummer == nummer)).one_or_none()


def _verzeichnis(abstimmung: Abstimmung) -> Sequence[Stimmabgabe]:
    """The roll in the order of the Sitze, with its ballots."""
    return (
        session()
        .scalars(
            select(Stimmabgabe)
            .join(Stimmabgabe.sitz)
            .where(Stimmabgabe.abstimmung_id == abstimmung.id)
            .options(contains_eager(Stimmabgabe.sitz), selectinload(Stimmabgabe.stimmen))
            .order_by(Sitz.reihenfolge, Sitz.id)
        )
        .all()
    )


def _optionen(abstimmung: Abstimmung) -> Mapping[int, Abstimmungsoption]:
    rows = select(Abstimmungsoption).where(Abstimmungsoption.abstimmung_id == abstimmung.id)
    return {option.id: option for option in session().scalars(rows.order_by(Abstimmungsoption.position))}


def _teilnahme(abstimmung: Abstimmung, stored: Mapping[str, Any], roll: Sequence[Stimmabgabe]) -> Teilnahme:
    is_named = not abstimmung.ist_geheim or stored["abgegeben"] >= NAMEN_AB
    absent, biased = (set(stored[key]) if is_named else set() for key in ("fehlende", "befangene"))
    return Teilnahme(
        stored["abgegeben"],
        stored["berechtigt"],
        stored["enthaltungen"],
        [s.sitz.bezeichnung for s in roll if s.sitz_id in absent],
        [s.sitz.bezeichnung for s in roll if s.sitz_id in biased],
        [f"{s.sitz} ({s.befangenheit})" if s.befangenheit else str(s.sitz) for s in roll if s.sitz_id in biased],
        _kanaele(abstimmung, roll),
    )


def _kanaele(abstimmung: Abstimmung, roll: Sequence[Stimmabgabe]) -> list[tuple[Kanal, int]]:
    ways = [stimmabgabe.kanal for stimmabgabe in _gezaehlte(abstimmung, roll)]
    return [(kanal, ways.count(kanal)) for kanal in Kanal if kanal in ways]


def _raenge(
    abstimmung: Abstimmung,
    stored: Sequence[Mapping[str, Any]],
    options: Mapping[int, Abstimmungsoption],
    roll: Sequence[Stimmabgabe],
) -> list[Rangzeile]:
    if not stored:
        return []
    is_acceptance = abstimmung.methode is Methode.WIDERSTAND
    most = 1000 if is_acceptance else max(row["wert"] for row in stored) or 1
    ranks = [row["rang"] for row in stored]
    given = _werte(abstimmung, roll)
    before = _fruehere(abstimmung, [option.thema_id for option in options.values() if option.thema_id])
    return [
        Rangzeile(
            option_id=row["option"],
            thema_id=options[row["option"]].thema_id,
            text=options[row["option"]].text,
            rang=row["rang"],
            geteilt=row["rang"] is not None and ranks.count(row["rang"]) > 1,
            wert=row["wert"],
            wert_text=_wert_text(row["wert"], is_acceptance),
            anteil=(row["wert"] or 0) * 100 // most,
            stimmen=sorted(given.get(row["option"], [])),
            ist_null=row["ist_null"],
            bewertung=_bewertung(row["widerstand"]),
            frueher=before.get(options[row["option"]].thema_id),
        )
        for row in stored
    ]


def _wert_text(wert: int | None, is_acceptance: bool) -> str:
    if wert is None:
        return "–"
    return f"{wert // 10},{wert % 10}" if is_acceptance else str(wert)


def _bewertung(stored: Mapping[str, Any] | None) -> Bewertung | None:
    return None if stored is None else Bewertung(**{name: stored[name] for name in Bewertung.__dataclass_fields__})


def _werte(abstimmung: Abstimmung, roll: Sequence[Stimmabgabe]) -> dict[int, list[int]]:
    """What single ballots gave to each option."""
    values: dict[int, list[int]] = {}
    for stimmabgabe in _gezaehlte(abstimmung, roll):
        for stimme in stimmabgabe.stimmen:
            if stimme.wert is not None:
                values.setdefault(stimme.option_id, []).append(stimme.wert)
    return values


def _gezaehlte(abstimmung: Abstimmung, roll: Sequence[Stimmabgabe]) -> Sequence[Stimmabgabe]:
    """The ballots that count. A geheime round has none that could be joined with its roll."""
    return [] if abstimmung.ist_geheim else [stimmabgabe for stimmabgabe in roll if stimmabgabe.zaehlt]


def _fruehere(abstimmung: Abstimmung, themen: Sequence[int]) -> dict[int | None, Frueher]:
    """Where these Themen stood in the latest earlier confirmed Priorisierung of the same body, by thema id."""
    rows = session().execute(
        select(Abstimmungsoption.thema_id, Abstimmungsoption.id, Abstimmung.nummer, Abstimmung.ergebnis)
        .join(Abstimmung, Abstimmung.id == Abstimmungsoption.abstimmung_id)
        .where(
            Abstimmungsoption.thema_id.in_(themen),
            Abstimmung.gremium_id == abstimmung.gremium_id,
            Abstimmung.id != abstimmung.id,
            Abstimmung.status == AbstimmungStatus.FESTGESTELLT,
            Abstimmung.geschlossen_am < abstimmung.geschlossen_am,
        )
        .order_by(Abstimmung.geschlossen_am, Abstimmung.id)
    )
    found: dict[int | None, Frueher] = {}
    for thema_id, option_id, nummer, stored in rows:
        ranks = {row["option"]: row["rang"] for row in stored.get("raenge", [])}
        if stored["zustande_gekommen"] and ranks.get(option_id):
            found[thema_id] = Frueher(nummer, ranks[option_id])
    return found


def _ausstehend(abstimmung: Abstimmung, institutionen: Sequence[int]) -> list[str]:
    """Names of who must act and has not agreed; in an offene round only, elsewhere they would be ballots."""
    if abstimmung.geheimhaltung is not Geheimhaltung.OFFEN or not institutionen:
        return []
    names = select(Institution.name).where(Institution.id.in_(institutionen))
    return sorted(session().scalars(names), key=german_key)


def _aeusserungen(
    abstimmung: Abstimmung, options: Mapping[int, Abstimmungsoption], roll: Sequence[Stimmabgabe]
) -> list[Aeusserung]:
    """In an offene round what every Sitz chose; in a vertrauliche only the reasons, without names, in no order."""
    said = [
        Aeusserung(stimmabgabe.sitz.bezeichnung, *what)
        for stimmabgabe in _gezaehlte(abstimmung, roll)
        for what in _gesagt(abstimmung, stimmabgabe, options)
    ]
    if abstimmung.geheimhaltung is Geheimhaltung.OFFEN:
        return said
    reasons = [Aeusserung("", one.was, one.begruendung) for one in said if one.begruendung]
    return sorted(reasons, key=lambda one: (one.was, one.begruendung))


def _gesagt(
    abstimmung: Abstimmung, stimmabgabe: Stimmabgabe, options: Mapping[int, Abstimmungsoption]
) -> Iterable[tuple[str, str]]:
    """What one ballot says, in the order of the options, with its reasons."""
    place = "Platz " if abstimmung.methode is Methode.RANG else ""
    by_option = {stimme.option_id: stimme for stimme in stimmabgabe.stimmen}
    for option_id, option in options.items():
        stimme = by_option.get(option_id)
        if stimme and not abstimmung.methode.ist_priorisierung:
            yield stimme.wort or "", stimme.begruendung
        elif stimme:
            yield f"{option.text}: {'Enthaltung' if stimme.wort else f'{place}{stimme.wert}'}", stimme.begruendung
    if not by_option:
        yield Stimmwort.ENTHALTUNG, ""


def einwaende(abstimmung: Abstimmung) -> list[Einwandzeile]:
    """The schwere Einwände of a counted round, by Sitz; without names by their words."""
    is_open = abstimmung.geheimhaltung is Geheimhaltung.OFFEN
    rows = session().execute(
        select(Einwand.id, Sitz.bezeichnung, Einwand.grund, Einwand.stand, Einwand.antwort)
        .join(Sitz, Sitz.id == Einwand.sitz_id)
        .where(Einwand.abstimmung_id == abstimmung.id)
        .order_by(*([Sitz.reihenfolge, Sitz.id] if is_open else [Einwand.grund, Einwand.id]))
    )
    return [
        Einwandzeile(id, sitz if is_open else "", grund, stand, antwort) for id, sitz, grund, stand, antwort in rows
    ]
