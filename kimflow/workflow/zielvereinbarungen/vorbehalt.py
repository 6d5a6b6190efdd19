"""Zeichnungen subject to a body that decides later."""

from datetime import date

from kimflow import clock
from kimflow.models import Beitrag, Person, Vorbehaltsergebnis, ZielvereinbarungStatus
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.zielvereinbarungen.voraussetzungen import vorbehalt_ist_offen

S = ZielvereinbarungStatus


@act(
    Permission.ZIELVEREINBARUNG_VORBEHALT_AUFLOESEN,
    label="Gremienvorbehalt auflösen",
    sentence="hat festgehalten, was das Gremium entschieden hat",
    when={S.ZUR_ZEICHNUNG, S.IN_KRAFT},
    requires=(vorbehalt_ist_offen,),
    records=("ergebnis", "am", "vermerk"),
)
def vorbehalt_aufloesen(
    beitrag: Beitrag, person: Person, *, ergebnis: Vorbehaltsergebnis, am: date, vermerk: str = ""
) -> None:
    """Hat das Gremium zugestimmt? Wenn nicht, gilt die Zeichnung nicht mehr und das Haus wird neu gefragt."""
    zeichnung = beitrag.zeichnung
    if zeichnung is None:
        raise Obstructed("Diese Zeichnung gilt nicht mehr.")
    if not clock.local(zeichnung.gezeichnet_am).date() <= am <= clock.today():
        raise Obstructed("Bitte wählen Sie einen Tag nach der Zeichnung, spätestens heute.")
    if ergebnis is Vorbehaltsergebnis.VERSAGT and not vermerk:
        raise Obstructed("Bitte halten Sie fest, warum das Gremium nicht zugestimmt hat.")
    zeichnung.vorbehalt_ergebnis, zeichnung.vorbehalt_vermerk, zeichnung.vorbehalt_am = ergebnis, vermerk, am
    # In force it stays: what the Lenkungsgruppe makes of it is a decision of its own.
    if ergebnis is Vorbehaltsergebnis.VERSAGT and beitrag.status is S.ZUR_ZEICHNUNG:
        zeichnung.ungueltig_weil = f"Das Gremium hat nicht zugestimmt: {vermerk}"[:2000]
        zeichnung.ungueltig_am = clock.now()
