"""How a Thema was decided: the meetings it lay before, the rounds that ranked it, the Beschlüsse, the Auftrag."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, String, cast, func, or_

from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    AbstimmungStatus,
    Beschluss,
    Beschlusswirkung,
    Gremium,
    Massnahme,
    Methode,
    Person,
    Sitzung,
    Stimmabgabe,
    Thema,
    ThemaStatus,
    Top,
    Topgegenstand,
)
from kimflow.permissions import ist_koordination, ist_lesend, ist_mitglied_der_lenkungsgruppe
from kimflow.queries import abstimmungen, beschluesse, sitzungen, themen
from kimflow.queries.geschichte.anfang import THEMA
from kimflow.queries.geschichte.glieder import Glied, Kapitel, Kette, Themen, luecke, spalten
from kimflow.queries.niederschrift.worte import METHODEN

_SITZUNG, _ABSTIMMUNG, _BESCHLUSS, _AUFTRAG = "Sitzung", "Abstimmung", "Beschluss", "Auftrag"
_GEZAEHLTE = (AbstimmungStatus.GESCHLOSSEN, AbstimmungStatus.FESTGESTELLT)
_VOR_DEM_AUFTRAG = (ThemaStatus.GESAMMELT, ThemaStatus.VORGELEGT, ThemaStatus.PRIORISIERT)


def _sitzungen(person: Person, ids: Themen) -> Select[Any]:
    columns = spalten(
        _SITZUNG, Topgegenstand.thema_id, nummer=Sitzung.nummer, titel=Gremium.name, moment=Sitzung.beginn
    )
    return (
        sitzungen.sichtbar_fuer(person)
        .join(Gremium, Gremium.id == Sitzung.gremium_id)
        .join(Top, Top.sitzung_id == Sitzung.id)
        .join(Topgegenstand, Topgegenstand.top_id == Top.id)
        .where(Topgegenstand.thema_id.in_(ids))
        .with_only_columns(*columns)
        .distinct()
    )


def _vorgelegt(kette: Kette) -> Iterator[Glied]:
    """What somebody outside the body may not see is named the same whether it exists or not."""
    for zeile in kette[_SITZUNG]:
        yield kette.glied(zeile, _SITZUNG, "sitzungen.show")
    if kette[_SITZUNG]:
        return
    reads = (ist_koordination, ist_mitglied_der_lenkungsgruppe, ist_lesend)
    if any(predicate(kette.person, None) for predicate in reads):
        yield luecke(_SITZUNG, "Noch in keiner Sitzung vorgelegt")
    else:
        yield luecke(_SITZUNG, "Nicht einsehbar", "Sitzungen liest, wer zum Gremium gehört.")


def _abstimmungen(person: Person, ids: Themen) -> Select[Any]:
    """Rounds that are closed: which method, how many Sitze took part. Open ones say nothing."""
    columns = spalten(
        _ABSTIMMUNG,
        Abstimmungsoption.thema_id,
        nummer=Abstimmung.nummer,
        titel=Abstimmung.methode,
        moment=Abstimmung.geschlossen_am,
        stand=Thema.rang,
        text=_als_text(Stimmabgabe.abgegeben_am) + " von " + _als_text(Stimmabgabe.id),
    )
    return (
        abstimmungen.sichtbar_fuer(person)
        .join(Abstimmungsoption, Abstimmungsoption.abstimmung_id == Abstimmung.id)
        .join(Thema, Thema.id == Abstimmungsoption.thema_id)
        .outerjoin(Stimmabgabe, Stimmabgabe.abstimmung_id == Abstimmung.id)
        .where(Thema.id.in_(ids), Abstimmung.status.in_(_GEZAEHLTE))
        .with_only_columns(*columns)
        .group_by(Abstimmung.id, Abstimmungsoption.thema_id, Thema.rang)
    )


def _als_text(column: Any) -> Any:
    return cast(func.count(column), String)


def _abgestimmt(kette: Kette) -> Iterator[Glied]:
    for zeile in kette[_ABSTIMMUNG]:
        rang = f", Rang {zeile.stand}" if zeile.stand else ""
        titel = f"{zeile.nummer} ({METHODEN[Methode(zeile.titel)]}){rang}"
        yield kette.glied(zeile, _ABSTIMMUNG, "abstimmungen.show", f"{zeile.text} Sitzen haben abgestimmt.", titel)


def _beschluesse(person: Person, ids: Themen) -> Select[Any]:
    columns = spalten(
        _BESCHLUSS,
        Thema.id,
        nummer=Beschluss.nummer,
        titel=Gremium.name,
        tag=Beschluss.gefasst_am,
        stand=Beschluss.nacherfasst,
    )
    return (
        beschluesse.sichtbar_fuer(person)
        .join(Gremium, Gremium.id == Beschluss.gremium_id)
        .outerjoin(Beschlusswirkung, Beschlusswirkung.beschluss_id == Beschluss.id)
        .join(Thema, or_(Thema.beschluss_id == Beschluss.id, Thema.id == Beschlusswirkung.thema_id))
        .where(Thema.id.in_(ids))
        .with_only_columns(*columns)
        .distinct()
    )


def _beschluesse_der_massnahmen(person: Person, ids: Themen) -> Select[Any]:
    """A Beschluss may agree to a Maßnahme without touching its Thema."""
    columns = spalten(
        _BESCHLUSS,
        Massnahme.thema_id,
        massnahme_id=Massnahme.id,
        nummer=Beschluss.nummer,
        titel=Gremium.name,
        tag=Beschluss.gefasst_am,
        stand=Beschluss.nacherfasst,
    )
    return (
        beschluesse.sichtbar_fuer(person)
        .join(Gremium, Gremium.id == Beschluss.gremium_id)
        .join(Massnahme, Massnahme.beschluss_id == Beschluss.id)
        .where(Massnahme.thema_id.in_(ids))
        .with_only_columns(*columns)
    )


def _beschlossen(kette: Kette) -> Iterator[Glied]:
    for zeile in {zeile.nummer: zeile for zeile in kette[_BESCHLUSS]}.values():
        nacherfasst = zeile.stand.lower() in ("1", "true")
        yield kette.glied(zeile, _BESCHLUSS, "beschluesse.show", "nacherfasst" if nacherfasst else "")
    if not kette[_BESCHLUSS]:
        yield luecke(_BESCHLUSS, "Noch kein Beschluss")


def _auftraege(person: Person, ids: Themen) -> Select[Any]:
    columns = spalten(_AUFTRAG, Thema.id, titel=Gremium.name, tag=Thema.frist)
    return (
        themen.sichtbar_fuer(person)
        .join(Gremium, Gremium.id == Thema.projektgruppe_id)
        .where(Thema.id.in_(ids))
        .with_only_columns(*columns)
    )


def _beauftragt(kette: Kette) -> Iterator[Glied]:
    for zeile in kette[_AUFTRAG]:
        frist = f"Vorschlag bis {zeile.tag:%d.%m.%Y}" if zeile.tag else ""
        yield Glied(_AUFTRAG, zeile.titel, text=frist)
    if not kette[_AUFTRAG] and any(zeile.stand in _VOR_DEM_AUFTRAG for zeile in kette[THEMA]):
        yield luecke(_AUFTRAG, "Noch keine Gruppe beauftragt")


KAPITEL = (
    Kapitel(_SITZUNG, _vorgelegt, (_sitzungen,)),
    Kapitel(_ABSTIMMUNG, _abgestimmt, (_abstimmungen,)),
    Kapitel(_BESCHLUSS, _beschlossen, (_beschluesse, _beschluesse_der_massnahmen)),
    Kapitel(_AUFTRAG, _beauftragt, (_auftraege,)),
)
