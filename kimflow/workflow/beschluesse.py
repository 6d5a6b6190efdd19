"""Acts on decisions: what a body decided, and everything that follows from it at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    AbstimmungStatus,
    Berichtigung,
    Beschluss,
    Beschlusswirkung,
    Gremium,
    Modus,
    Person,
    SitzungStatus,
    Thema,
    Top,
    Zielvereinbarung,
)
from kimflow.permissions import Permission
from kimflow.workflow import nummern
from kimflow.workflow.acts import ACTS, Obstructed, act


@dataclass(frozen=True)
class Wirkung:
    """An act the Beschluss triggers on one thing, with that act's own arguments."""

    permission: Permission
    gegenstand: Thema | Zielvereinbarung
    angaben: dict[str, Any] = field(default_factory=dict)


def wird_gerade_beschlossen(top: Top) -> str | None:
    confirmed = any(a.status is AbstimmungStatus.FESTGESTELLT for a in top.abstimmungen)
    if top.sitzung.ist_laufend or confirmed:
        return None
    return "Beschlossen wird in der laufenden Sitzung oder aus einer festgestellten Abstimmung."


def protokoll_ist_nicht_genehmigt(beschluss: Beschluss) -> str | None:
    if beschluss.top and beschluss.top.sitzung.status is SitzungStatus.GENEHMIGT:
        return "Das Protokoll ist genehmigt. Eine Änderung ist ein neuer Beschluss, der diesen ersetzt."
    return None


@act(
    Permission.BESCHLUSS_FESTHALTEN,
    label="Einvernehmlich beschließen",
    sentence="hat den Beschluss festgehalten",
    requires=(wird_gerade_beschlossen,),
    records=("modus", "abstimmung", "ersetzt"),
    creates=True,
)
def festhalten(
    top: Top,
    person: Person,
    *,
    wortlaut: str,
    modus: Modus,
    wirkungen: Sequence[Wirkung] = (),
    bedenken: str = "",
    vorbehalt: str = "",
    vorbehalt_bis: date | None = None,
    abstimmung: Abstimmung | None = None,
    ersetzt: Beschluss | None = None,
) -> Beschluss:
    """Festhalten, was beschlossen wurde. Es wirkt sofort auf alle gewählten Themen und Zielvereinbarungen."""
    _stammt_von_hier(top, modus, abstimmung)
    if vorbehalt and vorbehalt_bis is None:
        raise Obstructed("Ein Gremienvorbehalt braucht ein Datum.")
    beschluss = Beschluss(
        nummer=nummern.naechste(Beschluss),
        gremium=top.sitzung.gremium,
        top=top,
        abstimmung=abstimmung,
        wortlaut=wortlaut,
        modus=modus,
        bedenken=bedenken,
        vorbehalt=vorbehalt,
        vorbehalt_bis=vorbehalt_bis,
        gefasst_am=clock.today(),
        ersetzt=ersetzt,
    )
    _wirken(beschluss, person, wirkungen)
    return beschluss


def _stammt_von_hier(top: Top, modus: Modus, abstimmung: Abstimmung | None) -> None:
    if abstimmung is None:
        if not top.sitzung.ist_laufend:
            raise Obstructed("Die Sitzung läuft nicht. Ohne Abstimmung wird nur in der Sitzung beschlossen.")
        if modus is Modus.ABSTIMMUNG:
            raise Obstructed("Nennen Sie die Abstimmung, aus der dieser Beschluss folgt.")
    elif abstimmung.top_id != top.id or abstimmung.status is not AbstimmungStatus.FESTGESTELLT:
        raise Obstructed(f"Das Ergebnis von {abstimmung.nummer} ist zu diesem Punkt nicht festgestellt.")


def _wirken(beschluss: Beschluss, person: Person, wirkungen: Sequence[Wirkung]) -> None:
    """Trigger every act. The first that cannot be done undoes the whole Beschluss and says which thing it was."""
    if wirkungen and not beschluss.gremium.ist_lenkungsgruppe:
        raise Obstructed("Über Themen und Zielvereinbarungen beschließt die Lenkungsgruppe.")
    session().add(beschluss)
    session().flush()
    for wirkung in wirkungen:
        thing = wirkung.gegenstand
        try:
            ACTS[wirkung.permission](thing, person, beschluss=beschluss, **wirkung.angaben)
        except Obstructed as error:
            raise Obstructed(*(f"{thing}: {reason}" for reason in error.reasons)) from error
        beschluss.wirkungen.append(Beschlusswirkung(akt=wirkung.permission.value, **_worauf(thing)))


def _worauf(thing: Thema | Zielvereinbarung) -> dict[str, Any]:
    return {thing.__tablename__: thing}


@act(
    Permission.BESCHLUSS_NACHERFASSEN,
    label="Früheren Beschluss nacherfassen",
    sentence="hat den früheren Beschluss nacherfasst",
    records=("gefasst_am", "quelle"),
    creates=True,
)
def nacherfassen(
    gremium: Gremium,
    person: Person,
    *,
    wortlaut: str,
    gefasst_am: date,
    quelle: str,
    wirkungen: Sequence[Wirkung] = (),
) -> Beschluss:
    """Einen Beschluss aus der Zeit vor kimflow eintragen, mit ursprünglichem Datum und Fundstelle."""
    if gefasst_am > clock.today():
        raise Obstructed("Das Datum liegt in der Zukunft.")
    beschluss = Beschluss(
        nummer=nummern.naechste(Beschluss, gefasst_am.year),
        gremium=gremium,
        wortlaut=wortlaut,
        modus=Modus.EINVERNEHMLICH,
        gefasst_am=gefasst_am,
        nacherfasst=True,
        quelle=quelle,
    )
    _wirken(beschluss, person, wirkungen)
    return beschluss


@act(
    Permission.BESCHLUSS_BERICHTIGEN,
    label="Wortlaut berichtigen",
    sentence="hat den Wortlaut berichtigt",
    requires=(protokoll_ist_nicht_genehmigt,),
    records=("begruendung",),
)
def berichtigen(beschluss: Beschluss, person: Person, *, wortlaut: str, begruendung: str) -> None:
    """Einen Fehler im Wortlaut berichtigen, bis das Protokoll genehmigt ist. Die frühere Fassung bleibt lesbar."""
    if wortlaut == beschluss.wortlaut:
        raise Obstructed("Der Wortlaut ist unverändert.")
    beschluss.berichtigungen.append(
        Berichtigung(
            wortlaut_vorher=beschluss.wortlaut,
            begruendung=begruendung,
            person=person,
            berichtigt_am=clock.now(),
        )
    )
    beschluss.wortlaut = wortlaut
