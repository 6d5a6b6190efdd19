"""The next version of a Zielvereinbarung in force: a draft of its own, beside the one that goes on being valid."""

from kimflow import clock, queries
from kimflow.models import Beitrag, Indikator, Person, Zielvereinbarung, ZielvereinbarungStatus
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.zielvereinbarungen.voraussetzungen import noch_nicht_fortgeschrieben, thema_laeuft

P = Permission
S = ZielvereinbarungStatus


@act(
    P.ZIELVEREINBARUNG_FORTSCHREIBEN,
    label="Fortschreiben",
    sentence="hat die nächste Fassung der Zielvereinbarung begonnen",
    when={S.IN_KRAFT},
    then=S.ENTWURF,
    requires=(thema_laeuft, noch_nicht_fortgeschrieben),
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
    if before is not None and abloesen.fits(before):
        _weiter_messen(before, vereinbarung)
        _weiter_pruefen(before, vereinbarung)
        abloesen.von_selbst(before)


def _weiter_messen(before: Zielvereinbarung, after: Zielvereinbarung) -> None:
    """Readings went on under the version before: what was read there is not due again."""
    days = {(i.name, i.einheit): i.naechste_messung_am for i in before.indikatoren}
    for one in after.indikatoren:
        own, earlier = one.naechste_messung_am, days.get((one.name, one.einheit), one.naechste_messung_am)
        # Own readings and a later day were agreed for this version.
        if not one.messwerte and not (own and earlier and own > earlier):
            one.naechste_messung_am = earlier


def _weiter_pruefen(before: Zielvereinbarung, after: Zielvereinbarung) -> None:
    """The days the parties still meant to look at it stand in the version that is valid then."""
    taken = {one.am for one in after.ueberpruefungen}
    for one in [u for u in before.ueberpruefungen if u.geprueft_am is None]:
        before.ueberpruefungen.remove(one)
        if one.am not in taken:
            after.ueberpruefungen.append(one)
