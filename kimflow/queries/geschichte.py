"""The one vertical story of a Thema: from the first case to the effect, every missing link shown as a gap."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    AbstimmungStatus,
    Beschluss,
    Massnahme,
    MassnahmeStatus,
    Person,
    Stimmabgabe,
    Thema,
    ThemaStatus,
    Weitergabe,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.queries.themen import arbeit
from kimflow.queries.verdeckung import gezaehlt, sieht_genau

_GETAGT = (AbstimmungStatus.GESCHLOSSEN, AbstimmungStatus.FESTGESTELLT)
_GEZEICHNET = (ZielvereinbarungStatus.IN_KRAFT, ZielvereinbarungStatus.ABGESCHLOSSEN)
_VOR_DEM_AUFTRAG = (ThemaStatus.GESAMMELT, ThemaStatus.VORGELEGT, ThemaStatus.PRIORISIERT)


@dataclass(frozen=True)
class Glied:
    """One link of the story; `endpoint` and `werte` say where it can be opened."""

    art: str
    titel: str
    zeit: date | None = None
    endpoint: str | None = None
    werte: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    luecke: bool = False


def geschichte(
    thema: Thema,
    person: Person,
    beschluesse: list[Beschluss],
    *,
    teile: Sequence[Thema] = (),
    weitergaben: Sequence[Weitergabe] = (),
) -> list[Glied]:
    """The story of a Thema loaded by queries.themen.ganz(), with what belongs to it as far as `person` may see it:
    the Beschlüsse that touched it, the Themen that went into it, what was handed on."""
    work = arbeit(thema, person)
    return [
        *_grundlagen(thema, person),
        Glied("Thema", "In den Themenspeicher aufgenommen", thema.aufgenommen_am),
        *_teile(teile),
        *_stellungnahmen(thema),
        *_vorlagen(thema),
        *_abstimmungen(thema),
        *_beschluesse(beschluesse),
        *_auftrag(thema),
        *_zielvereinbarungen(work.zielvereinbarungen),
        *_massnahmen(work.massnahmen),
        *_weitergaben(weitergaben),
        *_wirkung(thema, work.massnahmen),
    ]


def _luecke(art: str, titel: str) -> Glied:
    return Glied(art, titel, luecke=True)


def _grundlagen(thema: Thema, person: Person) -> Iterator[Glied]:
    if not thema.grundlagen:
        yield _luecke("Grundlage", "Noch keine Grundlage genannt")
    bruchstellen = [g.bruchstelle for g in thema.grundlagen if g.bruchstelle is not None]
    if sieht_genau(person):
        for fall in {b.fall_id: b.fall for b in bruchstellen}.values():
            yield Glied(
                "Fall",
                f"{fall.nummer} {fall.titel}",
                fall.freigegeben_am,
                "fallrekonstruktionen.show",
                {"nummer": fall.nummer},
            )
    elif bruchstellen:
        anzahl = gezaehlt(len(bruchstellen), person)
        yield Glied("Fälle", f"Freigegebene Bruchstellen: {anzahl}", text="Fälle selbst liest nur, wer sie prüft.")
    yield from _meldungen(thema, person)
    for grundlage in thema.grundlagen:
        if grundlage.quellenart is not None:
            yield Glied("Quelle", grundlage.quelle, grundlage.datum)


def _meldungen(thema: Thema, person: Person) -> Iterator[Glied]:
    found = [g.meldung for g in thema.grundlagen if g.meldung is not None]
    if sieht_genau(person):
        for meldung in found:
            yield Glied(
                "Meldung", str(meldung), _tag(meldung.eingegangen_am), "meldungen.show", {"nummer": meldung.nummer}
            )
    elif found:
        yield Glied("Meldungen", f"Angenommene Meldungen: {gezaehlt(len(found), person)}")


def _stellungnahmen(thema: Thema) -> Iterator[Glied]:
    abgegeben = [s for s in thema.stellungnahmen if s.abgegeben_am]
    if not thema.stellungnahmen:
        yield _luecke("Sicht der beteiligten Stellen", "Noch keine beteiligte Institution benannt")
    else:
        letzte = max((_tag(s.abgegeben_am) for s in abgegeben if s.abgegeben_am), default=None)
        yield Glied(
            "Sicht der beteiligten Stellen", f"{len(abgegeben)} von {len(thema.stellungnahmen)} abgegeben", letzte
        )


def _vorlagen(thema: Thema) -> Iterator[Glied]:
    sitzungen = {g.top.sitzung_id: g.top.sitzung for g in thema.topgegenstaende}
    if not sitzungen:
        yield _luecke("Sitzung", "Noch in keiner Sitzung vorgelegt")
    for sitzung in sorted(sitzungen.values(), key=lambda s: s.beginn):
        yield Glied(
            "Sitzung",
            f"{sitzung.nummer} {sitzung.gremium.name}",
            _tag(sitzung.beginn),
            "sitzungen.show",
            {"nummer": sitzung.nummer},
        )


def _abstimmungen(thema: Thema) -> Iterator[Glied]:
    """Rounds that are closed: which method, how many Sitze took part. Open ones say nothing."""
    cast = func.count(Stimmabgabe.abgegeben_am)
    rows = session().execute(
        select(Abstimmung.nummer, Abstimmung.methode, Abstimmung.geschlossen_am, cast, func.count(Stimmabgabe.id))
        .join(Abstimmungsoption, Abstimmungsoption.abstimmung_id == Abstimmung.id)
        .outerjoin(Stimmabgabe, Stimmabgabe.abstimmung_id == Abstimmung.id)
        .where(Abstimmungsoption.thema_id == thema.id, Abstimmung.status.in_(_GETAGT))
        .group_by(Abstimmung.id)
        .order_by(Abstimmung.id)
    )
    for nummer, methode, geschlossen_am, abgegeben, sitze in rows:
        yield Glied(
            "Abstimmung",
            f"{nummer} ({methode}), Rang {thema.rang}" if thema.rang else f"{nummer} ({methode})",
            _tag(geschlossen_am) if geschlossen_am else None,
            "abstimmungen.show",
            {"nummer": nummer},
            f"{abgegeben} von {sitze} Sitzen haben abgestimmt.",
        )


def _beschluesse(beschluesse: list[Beschluss]) -> Iterator[Glied]:
    if not beschluesse:
        yield _luecke("Beschluss", "Noch kein Beschluss")
    for beschluss in reversed(beschluesse):
        zusatz = "nacherfasst" if beschluss.nacherfasst else ""
        yield Glied(
            "Beschluss",
            f"{beschluss.nummer} {beschluss.gremium.name}",
            beschluss.gefasst_am,
            "beschluesse.show",
            {"nummer": beschluss.nummer},
            zusatz,
        )


def _auftrag(thema: Thema) -> Iterator[Glied]:
    if thema.projektgruppe is not None:
        frist = f"Vorschlag bis {thema.frist:%d.%m.%Y}" if thema.frist else ""
        yield Glied("Auftrag", thema.projektgruppe.name, text=frist)
    elif thema.status in _VOR_DEM_AUFTRAG:
        yield _luecke("Auftrag", "Noch keine Projektgruppe beauftragt")


def _teile(teile: Sequence[Thema]) -> Iterator[Glied]:
    for teil in teile:
        yield Glied("Zusammengeführt", str(teil), teil.zusammengefuehrt_am)


def _weitergaben(weitergaben: Sequence[Weitergabe]) -> Iterator[Glied]:
    for weitergabe in reversed(weitergaben):
        answered = weitergabe.antwort_am
        text = f"Antwort vom {answered:%d.%m.%Y}" if answered else "Noch keine Antwort"
        yield Glied("Weitergabe", f"An {weitergabe.an}", weitergabe.am, text=text)


def _zielvereinbarungen(vereinbarungen: Sequence[Zielvereinbarung]) -> Iterator[Glied]:
    if not vereinbarungen:
        yield _luecke("Zielvereinbarung", "Keine Zielvereinbarung")
    for vereinbarung in vereinbarungen:
        yield Glied(
            "Zielvereinbarung",
            f"{vereinbarung.nummer} {vereinbarung.titel}",
            vereinbarung.in_kraft_am,
            "zielvereinbarungen.show",
            {"nummer": vereinbarung.nummer},
            _stand(vereinbarung),
        )


def _stand(vereinbarung: Zielvereinbarung) -> str:
    return "gezeichnet" if vereinbarung.status in _GEZEICHNET else "noch nicht in Kraft"


def _massnahmen(massnahmen: Sequence[Massnahme]) -> Iterator[Glied]:
    if not massnahmen:
        yield _luecke("Maßnahme", "Noch keine Maßnahme")
    for massnahme in massnahmen:
        yield Glied(
            "Maßnahme",
            f"{massnahme.nummer} {massnahme.titel}",
            massnahme.umgesetzt_am or massnahme.begonnen_am,
            "massnahmen.show",
            {"nummer": massnahme.nummer},
            massnahme.institution.name,
        )


def _wirkung(thema: Thema, massnahmen: Sequence[Massnahme]) -> Iterator[Glied]:
    geprueft = [m for m in massnahmen if m.status is MassnahmeStatus.GEPRUEFT]
    for massnahme in geprueft:
        yield Glied(
            "Wirkung", f"{massnahme.nummer} geprüft", massnahme.wirkungspruefung_am, text=massnahme.wirkung or ""
        )
    if thema.wirkung:
        yield Glied("Wirkung", "Wirkung des Themas", text=thema.wirkung)
    if not geprueft and not thema.wirkung:
        yield _luecke("Wirkung", "Noch keine Wirkung geprüft")


def _tag(moment: datetime) -> date:
    return clock.local(moment).date()
