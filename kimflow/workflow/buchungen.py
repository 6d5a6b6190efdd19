"""Acts on Buchungen: booked under the cap, moved on, moved over, cancelled – nothing shifts in silence."""

from kimflow import clock, queries
from kimflow.db import session
from kimflow.geld import euro
from kimflow.models import (
    Buchung,
    Buchungsart,
    BuchungStatus,
    Deckungsfaehig,
    Foerdertopf,
    Massnahme,
    MassnahmeStatus,
    Person,
)
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.foerdertoepfe import jahr_ist_offen

P = Permission
S = BuchungStatus
_SCHRITTE = {
    Buchungsart.GEPLANT: (Buchungsart.GEBUNDEN, Buchungsart.AUSGEGEBEN),
    Buchungsart.GEBUNDEN: (Buchungsart.AUSGEGEBEN,),
    Buchungsart.AUSGEGEBEN: (),
}
"""Money is planned, then committed, then spent; back leads a Storno only."""


def sein_jahr_ist_offen(buchung: Buchung) -> str | None:
    """das Jahr des Topfes ist nicht abgeschlossen"""
    return jahr_ist_offen(buchung.foerdertopf)


def geht_noch_weiter(buchung: Buchung) -> str | None:
    """das Geld ist noch nicht ausgegeben"""
    return None if _SCHRITTE[buchung.art] else "Das Geld ist schon ausgegeben. Was falsch ist, stornieren Sie bitte."


@act(
    P.BUCHUNG_BUCHEN,
    label="Geld buchen",
    sentence="hat Geld gebucht",
    when=frozenset(MassnahmeStatus) - {MassnahmeStatus.ABGEBROCHEN},
    then=S.GEBUCHT,
    records=("foerdertopf", "art", "betrag", "zweck", "ausnahme_von", "ausnahme_grund"),
    creates=True,
)
def buchen(
    massnahme: Massnahme,
    person: Person,
    *,
    foerdertopf: Foerdertopf,
    art: Buchungsart,
    betrag: int,
    zweck: str,
    ausnahme_von: str = "",
    ausnahme_grund: str = "",
) -> Buchung:
    """Einen Betrag auf einem Fördertopf planen, binden oder als ausgegeben eintragen."""
    _bebuchbar(foerdertopf)
    _ausnahme(ausnahme_von, ausnahme_grund)
    _traegt(foerdertopf, betrag, ausnahme_von)
    return _neue(massnahme, foerdertopf, art, betrag, zweck, ausnahme_von, ausnahme_grund)


@act(
    P.BUCHUNG_WEITERBUCHEN,
    label="Weiterbuchen",
    sentence="hat eine Buchung weitergebucht",
    when={S.GEBUCHT},
    then=S.STORNIERT,
    requires=(sein_jahr_ist_offen, geht_noch_weiter),
    records=("art", "betrag", "rest_bleibt", "ausnahme_von", "ausnahme_grund"),
)
def weiterbuchen(
    buchung: Buchung,
    person: Person,
    *,
    art: Buchungsart,
    betrag: int,
    rest_bleibt: bool = False,
    ausnahme_von: str = "",
    ausnahme_grund: str = "",
) -> None:
    """Aus geplant wird gebunden, aus gebunden ausgegeben. Die alte Buchung bleibt als storniert stehen."""
    if art not in _SCHRITTE[buchung.art]:
        raise Obstructed(f"Von {buchung.art} führt kein Schritt zu {art}.")
    _ausnahme(ausnahme_von, ausnahme_grund)
    rest = max(buchung.betrag - betrag, 0) if rest_bleibt else 0
    _traegt(buchung.foerdertopf, betrag + rest - buchung.betrag, ausnahme_von)
    allowed = (ausnahme_von, ausnahme_grund) if ausnahme_von else (buchung.ausnahme_von, buchung.ausnahme_grund)
    _ersetzen(buchung, buchung.foerdertopf, art, betrag, *allowed)
    if rest:
        _ersetzen(buchung, buchung.foerdertopf, buchung.art, rest, *allowed)
    _storno(buchung, f"weitergebucht: {art}")


@act(
    P.BUCHUNG_UMBUCHEN,
    label="Umbuchen",
    sentence="hat eine Buchung auf einen anderen Topf umgebucht",
    when={S.GEBUCHT},
    then=S.STORNIERT,
    requires=(sein_jahr_ist_offen,),
    records=("foerdertopf", "begruendung", "ausnahme_von", "ausnahme_grund"),
)
def umbuchen(
    buchung: Buchung,
    person: Person,
    *,
    foerdertopf: Foerdertopf,
    begruendung: str,
    ausnahme_von: str = "",
    ausnahme_grund: str = "",
) -> None:
    """Den Betrag auf einen anderen Topf desselben Jahres legen. Storno und neue Buchung bleiben beide sichtbar."""
    before = buchung.foerdertopf
    if foerdertopf.id == before.id:
        raise Obstructed("Die Buchung steht schon auf diesem Topf.")
    if foerdertopf.jahr != before.jahr:
        raise Obstructed("Umbuchen geht nur innerhalb eines Jahres. Ins nächste Jahr geht kein Geld mit.")
    _bebuchbar(foerdertopf)
    _ausnahme(ausnahme_von, ausnahme_grund)
    if not ausnahme_von and {before.deckungsfaehig, foerdertopf.deckungsfaehig} != {Deckungsfaehig.JA}:
        raise Obstructed(
            "Diese Töpfe sind nicht als gegenseitig deckungsfähig eingetragen. "
            "Umbuchen geht nur mit einer Ausnahme: wer sie erlaubt und warum."
        )
    _traegt(foerdertopf, buchung.betrag, ausnahme_von)
    _ersetzen(buchung, foerdertopf, buchung.art, buchung.betrag, ausnahme_von, ausnahme_grund)
    _storno(buchung, begruendung)


@act(
    P.BUCHUNG_STORNIEREN,
    label="Stornieren",
    sentence="hat eine Buchung storniert",
    when={S.GEBUCHT},
    then=S.STORNIERT,
    requires=(sein_jahr_ist_offen,),
    records=("begruendung",),
)
def stornieren(buchung: Buchung, person: Person, *, begruendung: str) -> None:
    """Die Buchung zurücknehmen. Sie bleibt mit der Begründung stehen und zählt nicht mehr."""
    _storno(buchung, begruendung)


def _bebuchbar(topf: Foerdertopf) -> None:
    if not topf.ist_freigegeben:
        raise Obstructed("Auf einen Entwurf wird nicht gebucht. Bitte geben Sie den Topf zuerst frei.")
    if reason := jahr_ist_offen(topf):
        raise Obstructed(reason)


def _ausnahme(von: str, grund: str) -> None:
    if bool(von) != bool(grund):
        raise Obstructed("Zu einer Ausnahme gehören beide Angaben: wer sie erlaubt und warum.")


def _traegt(topf: Foerdertopf, mehr: int, ausnahme_von: str) -> None:
    """Everything booked counts against the cap, planned money too: what is promised twice is missing once."""
    if topf.deckel is None or mehr <= 0 or ausnahme_von:
        return
    free = topf.deckel - queries.buchungen.belegt(topf)
    if mehr > free:
        raise Obstructed(
            f"Im Topf „{topf.name}“ {topf.jahr} sind noch {euro(max(free, 0))} frei, gebraucht werden {euro(mehr)}. "
            "Darüber geht es nur mit einer Ausnahme: wer sie erlaubt und warum."
        )


def _neue(
    massnahme: Massnahme, topf: Foerdertopf, art: Buchungsart, betrag: int, zweck: str, von: str, grund: str
) -> Buchung:
    return Buchung(
        massnahme=massnahme,
        foerdertopf=topf,
        status=S.GEBUCHT,
        art=art,
        betrag=betrag,
        zweck=zweck,
        gebucht_am=clock.today(),
        ausnahme_von=von,
        ausnahme_grund=grund,
    )


def _ersetzen(alt: Buchung, topf: Foerdertopf, art: Buchungsart, betrag: int, von: str, grund: str) -> None:
    new = _neue(alt.massnahme, topf, art, betrag, alt.zweck, von, grund)
    new.ersetzt_id = alt.id
    session().add(new)


def _storno(buchung: Buchung, grund: str) -> None:
    buchung.storniert_am, buchung.storno_grund = clock.today(), grund
