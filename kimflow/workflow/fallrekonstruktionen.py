"""Acts on Fallrekonstruktionen: written by one person, released by another, never by the same."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from kimflow import clock, queries
from kimflow.models import (
    Altersband,
    Anonymitaet,
    Aufenthaltsgruppe,
    Bruchstelle,
    Fallleserecht,
    Fallrekonstruktion,
    FallStatus,
    Gremium,
    Herkunft,
    Institution,
    Kommune,
    Person,
    Station,
)
from kimflow.permissions import Permission
from kimflow.workflow import nummern
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.fallfristen import ENTWURF_BLEIBT, FREIGEGEBENE_BLEIBT
from kimflow.workflow.gremien import besteht_noch

PRUEFLISTE = {
    "ohne_namen": "Keine Namen, auch nicht von Angehörigen oder Mitarbeitenden",
    "ohne_daten": "Keine Geburts- oder Tagesdaten, nur Jahr und Quartal",
    "ohne_orte": "Keine Anschrift, kein Ort unterhalb der Kommune",
    "ohne_kennzeichen": "Kein Aktenzeichen, keine AZR-Nummer, keine Kontaktdaten",
    "nicht_wiedererkennbar": "Wer die Person kennt, würde sie nicht wiedererkennen",
}

OFFENER_ENTWURF = "Es gibt noch einen nicht gesendeten Entwurf. Bitte senden oder verwerfen Sie ihn."


def hat_stationen(fall: Fallrekonstruktion) -> str | None:
    """Mindestens eine Station."""
    return None if fall.stationen else "Es fehlt mindestens eine Station."


def hat_bruchstellen(fall: Fallrekonstruktion) -> str | None:
    """Mindestens eine Bruchstelle."""
    return None if fall.bruchstellen else "Es fehlt mindestens eine Bruchstelle."


def ist_grob_eingeordnet(fall: Fallrekonstruktion) -> str | None:
    """Herkunft, Altersband und Aufenthaltsgruppe."""
    given = {
        "Herkunft": fall.herkunft_id,
        "Altersband": fall.altersband_id,
        "Aufenthaltsgruppe": fall.aufenthaltsgruppe_id,
    }
    missing = [name for name, value in given.items() if value is None]
    return f"Es fehlt: {', '.join(missing)}." if missing else None


def nichts_ungesendet(fall: Fallrekonstruktion) -> str | None:
    """Kein nicht gesendeter Entwurf."""
    return OFFENER_ENTWURF if queries.entwuerfe.offen_am(fall) else None


@act(
    Permission.FALLREKONSTRUKTION_ANLEGEN,
    label="Fallrekonstruktion anlegen",
    sentence="hat die Fallrekonstruktion angelegt",
    then=FallStatus.ENTWURF,
    requires=(besteht_noch,),
    creates=True,
)
def anlegen(
    gremium: Gremium,
    person: Person,
    *,
    titel: str,
    jahr: int,
    quartal: int,
    herkunft: Herkunft | None = None,
    altersband: Altersband | None = None,
    aufenthaltsgruppe: Aufenthaltsgruppe | None = None,
    kommune: Kommune | None = None,
    beteiligte: Sequence[Institution] = (),
    schilderung: str = "",
) -> Fallrekonstruktion:
    """Einen Fall ohne Personenbezug nacherzählen. Den Entwurf sehen nur Sie; er löscht sich nach 90 Tagen."""
    return Fallrekonstruktion(
        nummer=nummern.naechste(Fallrekonstruktion),
        gremium=gremium,
        autor=person,
        titel=titel,
        jahr=jahr,
        quartal=quartal,
        herkunft=herkunft,
        altersband=altersband,
        aufenthaltsgruppe=aufenthaltsgruppe,
        kommune=kommune,
        beteiligte=list(beteiligte),
        schilderung=schilderung,
        loeschen_am=clock.today() + ENTWURF_BLEIBT,
    )


@act(
    Permission.FALLREKONSTRUKTION_EINREICHEN,
    label="Einreichen",
    sentence="hat die Fallrekonstruktion zur Prüfung eingereicht",
    when={FallStatus.ENTWURF},
    then=FallStatus.ZUR_PRUEFUNG,
    requires=(ist_grob_eingeordnet, hat_stationen, hat_bruchstellen, nichts_ungesendet),
    records=("anonymitaet",),
)
def einreichen(fall: Fallrekonstruktion, person: Person, *, anonymitaet: Anonymitaet) -> None:
    """Einer zweiten Person zur Prüfung geben. Bis zur Antwort ändert sich nichts mehr."""
    fall.anonymitaet = anonymitaet
    fall.rueckgabe = ""
    fall.loeschen_am = clock.today() + ENTWURF_BLEIBT


@act(
    Permission.FALLREKONSTRUKTION_FREIGEBEN,
    label="Freigeben",
    sentence="hat die Fallrekonstruktion geprüft und freigegeben",
    when={FallStatus.ZUR_PRUEFUNG},
    then=FallStatus.FREIGEGEBEN,
)
def freigeben(
    fall: Fallrekonstruktion,
    person: Person,
    *,
    ohne_namen: bool,
    ohne_daten: bool,
    ohne_orte: bool,
    ohne_kennzeichen: bool,
    nicht_wiedererkennbar: bool,
) -> None:
    """Bestätigen, dass niemand erkennbar ist. Ab dann zählen die Bruchstellen; der Text löscht sich nach 12 Monaten."""
    ticked = (ohne_namen, ohne_daten, ohne_orte, ohne_kennzeichen, nicht_wiedererkennbar)
    missing = [text for text, tick in zip(PRUEFLISTE.values(), ticked, strict=True) if not tick]
    if missing:
        raise Obstructed(*(f"Nicht bestätigt: {text}." for text in missing))
    fall.geprueft_von = person
    fall.freigegeben_am = clock.today()
    fall.loeschen_am = clock.today() + FREIGEGEBENE_BLEIBT


@act(
    Permission.FALLREKONSTRUKTION_ZURUECKGEBEN,
    label="Zurückgeben",
    sentence="hat die Fallrekonstruktion zurückgegeben",
    when={FallStatus.ZUR_PRUEFUNG},
    then=FallStatus.ENTWURF,
    records=("begruendung",),
)
def zurueckgeben(fall: Fallrekonstruktion, person: Person, *, begruendung: str) -> None:
    """An die Autorin oder den Autor zurückgeben und sagen, was noch zu ändern ist."""
    fall.rueckgabe = begruendung
    _back_to_draft(fall)


@act(
    Permission.FALLREKONSTRUKTION_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat die Fallrekonstruktion bearbeitet",
    when={FallStatus.ENTWURF},
)
def bearbeiten(
    fall: Fallrekonstruktion,
    person: Person,
    *,
    titel: str,
    jahr: int,
    quartal: int,
    herkunft: Herkunft | None = None,
    altersband: Altersband | None = None,
    aufenthaltsgruppe: Aufenthaltsgruppe | None = None,
    kommune: Kommune | None = None,
    beteiligte: Sequence[Institution] = (),
    schilderung: str = "",
    stationen: list[dict[str, Any]],
    bruchstellen: list[dict[str, Any]],
) -> None:
    """Stationen und Bruchstellen eintragen, Text und grobe Angaben ändern."""
    fall.titel, fall.jahr, fall.quartal, fall.schilderung = titel, jahr, quartal, schilderung
    fall.herkunft, fall.altersband, fall.aufenthaltsgruppe = herkunft, altersband, aufenthaltsgruppe
    fall.kommune, fall.beteiligte = kommune, list(beteiligte)
    fall.stationen = [Station(position=position, **row) for position, row in enumerate(stationen, 1)]
    fall.bruchstellen = [Bruchstelle(position=position, **row) for position, row in enumerate(bruchstellen, 1)]
    # New rows alone would leave the version as it is, and a second person's save unnoticed.
    flag_modified(fall, "titel")
    fall.loeschen_am = clock.today() + ENTWURF_BLEIBT


@act(
    Permission.FALLREKONSTRUKTION_LESENDE_BENENNEN,
    label="Lesende benennen",
    sentence="hat die lesenden Personen benannt",
    when={FallStatus.ENTWURF, FallStatus.ZUR_PRUEFUNG, FallStatus.FREIGEGEBEN},
    records=("lesende",),
)
def lesende_benennen(fall: Fallrekonstruktion, person: Person, *, lesende: list[Person]) -> None:
    """Fachkräfte benennen, die den eingereichten Fall lesen dürfen. Wer hier fehlt, liest ihn nicht mehr."""
    readers = {one.id for one in queries.fallrekonstruktionen.benennbare()}
    wrong = sorted(one.name for one in lesende if one.id not in readers)
    if wrong:
        raise Obstructed(
            f"Nur Fachkräfte ‹einer Fallwerkstatt:gen› lesen Fälle. Das trifft nicht zu auf: {', '.join(wrong)}."
        )
    known = {recht.person_id: recht for recht in fall.lesende}
    fall.lesende = [known.get(one.id) or Fallleserecht(person=one) for one in lesende]
    flag_modified(fall, "titel")


@act(
    Permission.FALLREKONSTRUKTION_ZURUECKZIEHEN,
    label="Zurückziehen",
    sentence="hat die Freigabe zurückgezogen",
    when={FallStatus.FREIGEGEBEN},
    then=FallStatus.ENTWURF,
)
def zurueckziehen(fall: Fallrekonstruktion, person: Person) -> None:
    """Die Freigabe zurücknehmen. Die Bruchstellen zählen dann nicht mehr, der Fall ist wieder ein Entwurf."""
    if used := queries.fallrekonstruktionen.themen_der(fall):
        raise Obstructed(
            f"Bruchstellen dieses Falls sind Grundlage von {', '.join(sorted({thema.nummer for thema in used}))}."
        )
    fall.geprueft_von = fall.freigegeben_am = fall.verlaengert_am = None
    _back_to_draft(fall)


def _back_to_draft(fall: Fallrekonstruktion) -> None:
    fall.anonymitaet = None
    fall.loeschen_am = clock.today() + ENTWURF_BLEIBT
