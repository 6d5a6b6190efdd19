"""Acts on decisions: what a body decided, and everything that follows from it at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kimflow import clock, queries
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
from kimflow.permissions import Permission, can
from kimflow.workflow import ergebnisse, nummern
from kimflow.workflow.acts import ACTS, Obstructed, act
from kimflow.workflow.bewegung import bewegen
from kimflow.workflow.wirkungen import Wirkung, abweichungen


def wird_gerade_beschlossen(top: Top) -> str | None:
    if top.sitzung.status is SitzungStatus.GENEHMIGT:
        return "Das Protokoll ist genehmigt. Was noch zu beschließen ist, kommt in eine neue Sitzung."
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
    records=("modus", "abstimmung", "ersetzt", "abweichung"),
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
    abweichung: str = "",
    ersetzt: Beschluss | None = None,
) -> Beschluss:
    """Festhalten, was beschlossen wurde. Es wirkt sofort auf alle gewählten Themen und Zielvereinbarungen."""
    _desselben_gremiums(ersetzt, top.sitzung.gremium)
    _stammt_von_hier(top, modus, abstimmung)
    _begruendet(abstimmung, wirkungen, abweichung)
    beschluss = Beschluss(
        nummer=nummern.naechste(Beschluss),
        gremium=top.sitzung.gremium,
        top=top,
        abstimmung=abstimmung,
        wortlaut=wortlaut,
        modus=modus,
        bedenken=bedenken,
        vorbehalt=vorbehalt,
        vorbehalt_bis=_befristet(vorbehalt, vorbehalt_bis),
        abweichung=abweichung,
        gefasst_am=clock.today(),
        ersetzt=ersetzt,
    )
    _wirken(beschluss, person, wirkungen)
    bewegen(top.sitzung)
    return beschluss


def _stammt_von_hier(top: Top, modus: Modus, abstimmung: Abstimmung | None) -> None:
    if abstimmung is None:
        if not top.sitzung.ist_laufend:
            raise Obstructed("Die Sitzung läuft nicht. Ohne Abstimmung wird nur in der Sitzung beschlossen.")
        if modus is Modus.ABSTIMMUNG:
            raise Obstructed("Nennen Sie die Abstimmung, aus der dieser Beschluss folgt.")
    elif abstimmung.top_id != top.id or abstimmung.status is not AbstimmungStatus.FESTGESTELLT:
        raise Obstructed(f"Das Ergebnis von {abstimmung.nummer} ist zu diesem Punkt nicht festgestellt.")
    if modus is Modus.UMLAUF:
        raise Obstructed("Ein Beschluss im Umlauf entsteht ohne Sitzung aus einer Abstimmung im Umlauf.")


def _desselben_gremiums(ersetzt: Beschluss | None, gremium: Gremium) -> None:
    if ersetzt is not None and ersetzt.gremium_id != gremium.id:
        raise Obstructed(f"{ersetzt.nummer} hat ein anderes Gremium gefasst.")


def _begruendet(abstimmung: Abstimmung | None, wirkungen: Sequence[Wirkung], abweichung: str) -> None:
    """A reason is needed where the Beschluss can be seen to differ, and kept wherever somebody says it does."""
    if abstimmung is None and abweichung:
        raise Obstructed("Ohne Abstimmung gibt es kein Ergebnis, von dem der Beschluss abweicht.")
    if abstimmung is None or abweichung:
        return
    if found := abweichungen(abstimmung, wirkungen):
        raise Obstructed(*found, "Das ist möglich. Begründen Sie, warum ‹die Lenkungsgruppe:nom› anders beschließt.")


def _befristet(vorbehalt: str, bis: date | None) -> date | None:
    if vorbehalt and bis is None:
        raise Obstructed("Ein Gremienvorbehalt braucht ein Datum.")
    return bis


def ist_im_umlauf_zustande_gekommen(abstimmung: Abstimmung) -> str | None:
    result = abstimmung.ergebnis
    if result is None or result["zustande_gekommen"]:
        return None
    return "Der Umlauf ist nicht zustande gekommen. Die Frage kommt in die Sitzung."


def umlauf_sagt_ja(abstimmung: Abstimmung) -> str | None:
    """Nothing is decided by circulation that was not agreed: the Lenkungsgruppe talks about it instead."""
    if abstimmung.methode.ist_priorisierung or abstimmung.gleichstand_entscheidung:
        return None
    if ergebnisse.vorschlag(abstimmung).zugestimmt:
        return None
    return "Der Umlauf hat keine Zustimmung ergeben. Die Frage kommt in die Sitzung."


def ist_noch_nicht_beschlossen(abstimmung: Abstimmung) -> str | None:
    done = queries.beschluesse.aus(abstimmung)
    return f"Aus diesem Umlauf folgt schon der Beschluss {', '.join(done)}." if done else None


@act(
    Permission.BESCHLUSS_AUS_UMLAUF,
    label="Beschluss aus dem Umlauf festhalten",
    sentence="hat den im Umlauf gefassten Beschluss festgehalten",
    when={AbstimmungStatus.FESTGESTELLT},
    requires=(ist_im_umlauf_zustande_gekommen, umlauf_sagt_ja, ist_noch_nicht_beschlossen),
    records=("ersetzt",),
    creates=True,
)
def aus_umlauf(
    abstimmung: Abstimmung,
    person: Person,
    *,
    wortlaut: str,
    wirkungen: Sequence[Wirkung] = (),
    bedenken: str = "",
    vorbehalt: str = "",
    vorbehalt_bis: date | None = None,
    ersetzt: Beschluss | None = None,
) -> Beschluss:
    """Festhalten, was im Umlauf beschlossen wurde. Anders als abgestimmt beschließt nur die Sitzung."""
    _desselben_gremiums(ersetzt, abstimmung.gremium)
    if found := abweichungen(abstimmung, wirkungen):
        raise Obstructed(
            *found, "Anders als im Umlauf abgestimmt beschließt ‹die Lenkungsgruppe:nom› nur in der Sitzung."
        )
    asked = {option.gegenstand for option in abstimmung.optionen}
    if other := [str(thing) for thing in _betroffene(wirkungen) if thing not in asked]:
        raise Obstructed(f"Darüber wurde im Umlauf nicht abgestimmt: {', '.join(other)}.")
    beschluss = Beschluss(
        nummer=nummern.naechste(Beschluss),
        gremium=abstimmung.gremium,
        abstimmung=abstimmung,
        wortlaut=wortlaut,
        modus=Modus.UMLAUF,
        bedenken=bedenken,
        vorbehalt=vorbehalt,
        vorbehalt_bis=_befristet(vorbehalt, vorbehalt_bis),
        gefasst_am=clock.today(),
        ersetzt=ersetzt,
    )
    _wirken(beschluss, person, wirkungen)
    return beschluss


def _wirken(beschluss: Beschluss, person: Person, wirkungen: Sequence[Wirkung]) -> None:
    """Trigger every act. The first that cannot be done undoes the whole Beschluss and says which thing it was."""
    if wirkungen and not beschluss.gremium.ist_lenkungsgruppe:
        raise Obstructed("Über Themen und Zielvereinbarungen beschließt ‹die Lenkungsgruppe:nom›.")
    if any(not can(person, wirkung.permission, wirkung.gegenstand) for wirkung in wirkungen):
        raise Obstructed("Was auf Themen und Zielvereinbarungen wirkt, hält ‹die Koordinierende Stelle:nom› fest.")
    session().add(beschluss)
    session().flush()
    if running := queries.beschluesse.laufende_runden(_betroffene(wirkungen)):
        raise Obstructed(f"Darüber wird noch abgestimmt: {', '.join(running)}.")
    for wirkung in wirkungen:
        thing = wirkung.gegenstand
        try:
            ACTS[wirkung.permission](thing, person, beschluss=beschluss, **wirkung.angaben)
        except Obstructed as error:
            raise Obstructed(*(f"{thing}: {reason}" for reason in error.reasons)) from error
        beschluss.wirkungen.append(Beschlusswirkung(akt=wirkung.permission.value, **_worauf(thing)))
        if wirkung.statt is not None:
            resting = Permission.THEMA_RUHEN_LASSEN.value
            beschluss.wirkungen.append(Beschlusswirkung(akt=resting, thema=wirkung.statt))


def _betroffene(wirkungen: Sequence[Wirkung]) -> list[Thema | Zielvereinbarung]:
    """What the Beschluss changes: the things it is about, and what rests in exchange."""
    return [w.gegenstand for w in wirkungen] + [w.statt for w in wirkungen if w.statt is not None]


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
    if beschluss.top:
        bewegen(beschluss.top.sitzung)
