"""Acts on minutes: the clerk's sentences, laying them before the body, approving, and correcting what is approved."""

import hashlib
from datetime import date, timedelta

from kimflow import clock, queries
from kimflow.columns import canonical
from kimflow.db import session
from kimflow.models import (
    Beschluss,
    EinwendungStatus,
    Genehmigung,
    Linkzweck,
    Person,
    Protokollfassung,
    Sitzung,
    SitzungStatus,
    Top,
)
from kimflow.permissions import Permission, hat_den_vorsitz
from kimflow.workflow import einzellinks, ereignisse
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.bewegung import bewegen

S = SitzungStatus

HOECHSTENS = 400_000


def protokoll_wird_geschrieben(top: Top) -> str | None:
    if top.sitzung.protokoll_wird_geschrieben:
        return None
    return "Geschrieben wird am Protokoll in der laufenden Sitzung und in der Nachbereitung."


def abstimmungen_sind_festgestellt(sitzung: Sitzung) -> str | None:
    pending = queries.protokolle.unfertige_runden(sitzung.id)
    return f"Zuerst feststellen oder annullieren: {', '.join(pending)}." if pending else None


def keine_offene_einwendung(sitzung: Sitzung) -> str | None:
    places = queries.einwendungen.absaetze(sitzung.id).get(EinwendungStatus.OFFEN)
    return f"Noch nicht behandelt: die Einwendung zu Absatz {places}." if places else None


def einwendungen_sind_erledigt(sitzung: Sitzung) -> str | None:
    """Settled, and what is to be taken up stands in the text."""
    found = queries.einwendungen.absaetze(sitzung.id)
    if places := found.get(EinwendungStatus.OFFEN):
        return f"Noch nicht behandelt: die Einwendung zu Absatz {places}."
    if places := found.get(EinwendungStatus.BERUECKSICHTIGT):
        return (
            f"Die Einwendung zu Absatz {places} wird berücksichtigt: "
            "Überarbeiten Sie das Protokoll und legen Sie es neu vor."
        )
    return None


def beschluesse_stehen_wie_gefasst(sitzung: Sitzung) -> str | None:
    """seit dem Vorlegen wurde kein Beschluss festgehalten oder berichtigt"""
    if changed := queries.protokolle.ueberholte_beschluesse(sitzung.id):
        return (
            f"Seit dem Vorlegen festgehalten oder berichtigt: {', '.join(changed)}. "
            "Überarbeiten Sie das Protokoll und legen Sie es neu vor."
        )
    return None


@act(
    Permission.TOP_NIEDERSCHREIBEN,
    label="Sätze zum Protokoll schreiben",
    sentence="hat am Protokoll geschrieben",
    requires=(protokoll_wird_geschrieben,),
)
def niederschreiben(top: Top, person: Person, *, niederschrift: str) -> None:
    """Ergänzen Sie, was im Protokoll nicht von selbst steht: den Verlauf der Beratung in wenigen Sätzen."""
    top.niederschrift = niederschrift


@act(
    Permission.SITZUNG_VORLEGEN,
    label="Protokoll vorlegen",
    sentence="hat das Protokoll vorgelegt",
    when={S.NACHBEREITUNG},
    then=S.PROTOKOLL_IN_ABSTIMMUNG,
    requires=(abstimmungen_sind_festgestellt, keine_offene_einwendung),
)
def vorlegen(sitzung: Sitzung, person: Person) -> None:
    """Das Protokoll festhalten, wie es jetzt ist. Wer eingeladen war, liest es und kann Einwendungen erheben."""
    until = clock.today() + timedelta(days=queries.einstellungen.zahl("protokoll.tage"))
    version = _neue_fassung(sitzung, person, queries.niederschrift.niederschrift(sitzung))
    version.einwendungen_bis = until
    session().flush()
    for who in queries.protokolle.empfaenger(sitzung):
        if who.id != person.id and who.ist_erreichbar:
            version.einzellinks[who.id] = link_zum_protokoll(who, version.id, until)
    bewegen(sitzung)


def link_zum_protokoll(who: Person, fassung_id: int, until: date) -> str:
    """A token to read this version and object to it, through that day."""
    lasting = clock.end_of(until) - clock.now()
    return einzellinks.ausstellen(who, Linkzweck.PROTOKOLL_KOMMENTIEREN, fassung_id, lasting)


def _neue_fassung(sitzung: Sitzung, person: Person, text: str, begruendung: str = "") -> Protokollfassung:
    text = canonical(text, lines=True)
    if len(text) > HOECHSTENS:
        raise Obstructed(f"Das Protokoll ist zu lang: {len(text)} Zeichen, höchstens {HOECHSTENS}.")
    newest = queries.protokolle.neueste(sitzung.id)
    version = Protokollfassung(
        fassung=newest.fassung + 1 if newest else 1,
        text=text,
        pruefsumme=hashlib.sha256(text.encode()).hexdigest(),
        spur=ereignisse.kopf(),
        begruendung=begruendung,
        person=person,
        erstellt_am=clock.now(),
    )
    # Held by its meeting, so that it is the same object, with its links, when the letters are written.
    sitzung.fassungen.append(version)
    return version


@act(
    Permission.SITZUNG_ABRUNDEN,
    label="Schlusswort schreiben",
    sentence="hat das Schlusswort geschrieben",
    when={S.NACHBEREITUNG},
)
def abrunden(sitzung: Sitzung, person: Person, *, schlusswort: str) -> None:
    """Was am Ende des Protokolls stehen soll, zum Beispiel Dank oder ein Hinweis an alle."""
    sitzung.schlusswort = schlusswort


@act(
    Permission.SITZUNG_GENEHMIGEN,
    label="Protokoll genehmigen",
    sentence="hat das Protokoll genehmigt",
    when={S.PROTOKOLL_IN_ABSTIMMUNG},
    then=S.GENEHMIGT,
    requires=(einwendungen_sind_erledigt, beschluesse_stehen_wie_gefasst),
    records=("beschluss",),
)
def genehmigen(sitzung: Sitzung, person: Person, *, beschluss: Beschluss | None = None) -> None:
    """Nach Ablauf der Frist, durch den Vorsitz oder nach Beschluss einer späteren Sitzung. Dann ist es endgültig."""
    version = _vorgelegte(sitzung)
    way = _weg(sitzung, person, version, beschluss)
    version.genehmigung, version.beschluss, version.genehmigt_am = way, beschluss, clock.now()
    _links_beenden(version)
    bewegen(sitzung)


def _vorgelegte(sitzung: Sitzung) -> Protokollfassung:
    version = queries.protokolle.neueste(sitzung.id)
    if version is None:
        raise Obstructed("Das Protokoll wurde noch nicht vorgelegt.")
    return version


def _weg(
    sitzung: Sitzung, person: Person | None, version: Protokollfassung, beschluss: Beschluss | None
) -> Genehmigung:
    if beschluss is not None:
        return _durch_beschluss(sitzung, beschluss)
    if not version.frist_laeuft:
        return Genehmigung.FRIST
    if person is not None and (hat_den_vorsitz(person, sitzung) or sitzung.vorsitz_id == person.id):
        return Genehmigung.VORSITZ
    until = f"{version.einwendungen_bis:%d.%m.%Y}"
    raise Obstructed(
        f"Einwendungen sind bis zum {until} möglich. Vorher genehmigt der Vorsitz oder eine spätere Sitzung."
    )


def _durch_beschluss(sitzung: Sitzung, beschluss: Beschluss) -> Genehmigung:
    if beschluss.top is None or beschluss.top.protokoll_von_id != sitzung.id:
        raise Obstructed(f"{beschluss.nummer} ist kein Beschluss über das Protokoll der Sitzung {sitzung.nummer}.")
    return Genehmigung.SITZUNG


def _links_beenden(version: Protokollfassung) -> None:
    einzellinks.befristen(Linkzweck.PROTOKOLL_KOMMENTIEREN, [version.id], clock.now())


def faellige_genehmigen() -> int:
    """Approve what nobody objected to in time, and say how many. Inside transaction(); again does no harm."""
    due = queries.protokolle.faellige()
    for sitzung in due:
        genehmigen.von_selbst(sitzung)
    return len(due)


@act(
    Permission.SITZUNG_UEBERARBEITEN,
    label="Überarbeiten",
    sentence="hat das Protokoll zur Überarbeitung zurückgenommen",
    when={S.PROTOKOLL_IN_ABSTIMMUNG},
    then=S.NACHBEREITUNG,
    records=("begruendung",),
)
def ueberarbeiten(sitzung: Sitzung, person: Person, *, begruendung: str) -> None:
    """Das Protokoll wieder öffnen. Danach wird eine neue Fassung vorgelegt; die bisherige bleibt lesbar."""
    _links_beenden(_vorgelegte(sitzung))
    bewegen(sitzung)


@act(
    Permission.SITZUNG_PROTOKOLL_BERICHTIGEN,
    label="Protokoll berichtigen",
    sentence="hat das genehmigte Protokoll berichtigt",
    when={S.GENEHMIGT},
    records=("begruendung", "genehmigung", "beschluss"),
)
def protokoll_berichtigen(
    sitzung: Sitzung,
    person: Person,
    *,
    text: str,
    begruendung: str,
    genehmigung: Genehmigung,
    beschluss: Beschluss | None = None,
) -> None:
    """Einen Fehler im genehmigten Protokoll berichtigen. Es entsteht eine neue Fassung, die bisherige bleibt lesbar."""
    if canonical(text, lines=True) == _vorgelegte(sitzung).text:
        raise Obstructed("Der Text ist unverändert.")
    if genehmigung is Genehmigung.FRIST:
        raise Obstructed("Eine Berichtigung genehmigt der Vorsitz oder eine Sitzung, nicht der Ablauf einer Frist.")
    if (genehmigung is Genehmigung.SITZUNG) != (beschluss is not None):
        raise Obstructed("Nennen Sie den Beschluss, wenn eine Sitzung die Berichtigung genehmigt hat, und nur dann.")
    if beschluss is not None:
        _durch_beschluss(sitzung, beschluss)
    version = _neue_fassung(sitzung, person, text, begruendung)
    version.genehmigung, version.beschluss, version.genehmigt_am = genehmigung, beschluss, clock.now()
    # Whoever corrects the same version at the same time sees it: the meeting's own row may not change any more.
    bewegen(sitzung)
