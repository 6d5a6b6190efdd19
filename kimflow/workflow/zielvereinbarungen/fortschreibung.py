"""The next version of a Zielvereinbarung in force: a draft of its own, beside the one that goes on being valid."""

from kimflow import clock, queries
from kimflow.models import Beitrag, Indikator, Person, Zielvereinbarung, ZielvereinbarungStatus
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.zielvereinbarungen.voraussetzungen import noch_nicht_fortgeschrieben

P = Permission
S = ZielvereinbarungStatus


@act(
    P.ZIELVEREINBARUNG_FORTSCHREIBEN,
    label="Fortschreiben",
    sentence="hat die nächste Fassung der Zielvereinbarung begonnen",
    when={S.IN_KRAFT},
    then=S.ENTWURF,
    requires=(noch_nicht_fortgeschrieben,),
    records=("begruendung",),
    creates=True,
)
def fortschreiben(vereinbarung: Zielvereinbarung, person: Person, *, begruendung: str) -> Zielvereinbarung:
    """Die nächste Fassung als Entwurf beginnen. Diese gilt weiter, bis die neue in Kraft ist."""
    if not begruendung:
        raise Obstructed("Bitte begründen Sie, warum die Zielvereinbarung fortgeschrieben wird.")
    # Every party will sign anew: a signature stands under the whole text, and nobody can know for another house
    # whether what changed elsewhere matters to it.
    fassung = queries.fassungen.letzte(vereinbarung) + 1
    return Zielvereinbarung(
        nummer=f"{vereinbarung.stamm}.{fassung}",
        fassung=fassung,
        vorgaenger=vereinbarung,
        fortschreibung=begruendung,
        thema=vereinbarung.thema,
        projektgruppe_id=vereinbarung.projektgruppe_id,
        titel=vereinbarung.titel,
        zielzustand=vereinbarung.zielzustand,
        indikator=vereinbarung.indikator,
        ausgangswert=vereinbarung.ausgangswert,
        zielwert=vereinbarung.zielwert,
        messung=vereinbarung.messung,
        frist=vereinbarung.frist,
        beitraege=[
            Beitrag(institution=b.institution, beteiligung=b.beteiligung, text=b.text) for b in vereinbarung.beitraege
        ],
        indikatoren=[_derselbe(indikator) for indikator in vereinbarung.indikatoren],
    )


def _derselbe(indikator: Indikator) -> Indikator:
    """As it is defined; readings stay with the version under which they were taken."""
    return Indikator(
        name=indikator.name,
        einheit=indikator.einheit,
        ausgangswert=indikator.ausgangswert,
        zielwert=indikator.zielwert,
        quelle=indikator.quelle,
        rhythmus=indikator.rhythmus,
        naechste_messung_am=indikator.naechste_messung_am,
        uebernommen=indikator.uebernommen,
    )


@act(
    P.ZIELVEREINBARUNG_ABLOESEN,
    label="Ablösen",
    sentence="ist abgelöst: Die nächste Fassung ist in Kraft",
    when={S.IN_KRAFT},
    then=S.ABGELOEST,
    follows=True,
)
def abloesen(vereinbarung: Zielvereinbarung, person: Person | None) -> None:
    """Mit dem Inkrafttreten der nächsten Fassung gilt diese nicht mehr. Text und Zeichnungen bleiben lesbar."""


def in_kraft_treten(vereinbarung: Zielvereinbarung) -> None:
    """What every way into force does. The version before ends; one that was closed meanwhile stays closed."""
    vereinbarung.in_kraft_am = clock.today()
    before = vereinbarung.vorgaenger
    if before is None:
        return
    _messtage_uebernehmen(vereinbarung, before)
    if abloesen.fits(before):
        abloesen.von_selbst(before)


def _messtage_uebernehmen(vereinbarung: Zielvereinbarung, before: Zielvereinbarung) -> None:
    """Measuring went on under the version before while this one was drafted; what is done is not asked for again."""
    days = {(i.name, i.einheit, i.rhythmus): i.naechste_messung_am for i in before.indikatoren}
    for indikator in vereinbarung.indikatoren:
        day = days.get((indikator.name, indikator.einheit, indikator.rhythmus))
        planned = indikator.naechste_messung_am
        if day and planned and planned < day and not indikator.messwerte:
            indikator.naechste_messung_am = day
