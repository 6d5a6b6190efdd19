"""Acts on meetings: planning, agenda, invitation, opening and closing."""

from collections.abc import Sequence
from datetime import datetime

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Gremium,
    Linkzweck,
    Person,
    Sitzung,
    Sitzungsantwort,
    SitzungStatus,
    Thema,
    ThemaStatus,
    Top,
    Topart,
    Topgegenstand,
    Zielvereinbarung,
    Zusage,
)
from kimflow.permissions import Permission
from kimflow.workflow import einzellinks, nummern, vertretungen
from kimflow.workflow.acts import Obstructed, act

S = SitzungStatus


def hat_eine_tagesordnung(sitzung: Sitzung) -> str | None:
    return None if sitzung.tops else "Die Tagesordnung ist noch leer."


def beginnt_in_der_zukunft(sitzung: Sitzung) -> str | None:
    return None if sitzung.beginn > clock.now() else "Der Beginn liegt in der Vergangenheit."


def hat_keine_offene_abstimmung(sitzung: Sitzung) -> str | None:
    open_rounds = [a.nummer for top in sitzung.tops for a in top.abstimmungen if a.ist_offen]
    return f"Zuerst schließen oder annullieren: {', '.join(open_rounds)}." if open_rounds else None


@act(
    Permission.SITZUNG_PLANEN, label="Sitzung planen", sentence="hat die Sitzung geplant", then=S.GEPLANT, creates=True
)
def planen(
    gremium: Gremium,
    person: Person,
    *,
    beginn: datetime,
    ort: str,
    vorsitz: Person | None = None,
    protokollfuehrung: Person | None = None,
) -> Sitzung:
    """Tag, Uhrzeit und Ort einer Sitzung festlegen. Eingeladen wird erst später."""
    year = clock.local(beginn).year
    return Sitzung(
        nummer=nummern.naechste(Sitzung, year),
        gremium=gremium,
        beginn=beginn,
        ort=ort,
        vorsitz=vorsitz,
        protokollfuehrung=protokollfuehrung,
    )


@act(
    Permission.SITZUNG_EINLADEN,
    label="Einladen",
    sentence="hat eingeladen",
    when={S.GEPLANT},
    then=S.EINGELADEN,
    requires=(hat_eine_tagesordnung, beginnt_in_der_zukunft),
)
def einladen(sitzung: Sitzung, person: Person) -> None:
    """Alle Sitze mit der Tagesordnung einladen; jede Person bekommt einen eigenen Link zum Antworten."""
    sitzung.eingeladen_am = clock.now()
    sitzung.antworten.extend(Sitzungsantwort(sitz=sitz) for sitz in sitzung.gremium.sitze if sitz.gilt_heute)
    session().flush()
    for antwort in sitzung.antworten:
        for besetzung in antwort.sitz.heutige:
            antwort.einzellinks[besetzung.person_id] = einzellinks.ausstellen(
                besetzung.person, Linkzweck.EINLADUNG_BEANTWORTEN, antwort.id, sitzung.beginn - clock.now()
            )


@act(
    Permission.SITZUNG_EROEFFNEN,
    label="Sitzung eröffnen",
    sentence="hat die Sitzung eröffnet",
    when={S.EINGELADEN},
    then=S.LAUFEND,
)
def eroeffnen(sitzung: Sitzung, person: Person) -> None:
    """Die Sitzung beginnt. Ab jetzt lassen sich Beschlüsse festhalten."""
    sitzung.eroeffnet_am = clock.now()


@act(
    Permission.SITZUNG_SCHLIESSEN,
    label="Sitzung schließen",
    sentence="hat die Sitzung geschlossen",
    when={S.LAUFEND},
    then=S.NACHBEREITUNG,
)
def schliessen(sitzung: Sitzung, person: Person) -> None:
    """Die Sitzung ist zu Ende. Ein Punkt darf offen bleiben; er kommt auf eine nächste Tagesordnung."""
    sitzung.geschlossen_am = clock.now()


@act(
    Permission.SITZUNG_TOP_AUFNEHMEN,
    label="TOP aufnehmen",
    sentence="hat einen Tagesordnungspunkt aufgenommen",
    when={S.GEPLANT, S.EINGELADEN, S.LAUFEND},
    records=("titel", "art"),
)
def top_aufnehmen(
    sitzung: Sitzung,
    person: Person,
    *,
    titel: str,
    art: Topart,
    minuten: int | None = None,
    berichterstattung: str = "",
    themen: Sequence[Thema] = (),
    zielvereinbarungen: Sequence[Zielvereinbarung] = (),
) -> Top:
    """Einen Punkt ans Ende der Tagesordnung setzen. Neue Themen kommen über „Vorlegen“ am Thema dazu."""
    for thema in themen:
        if thema.status is ThemaStatus.GESAMMELT:
            raise Obstructed(f"{thema}: Das Thema muss zuerst vorgelegt werden.")
    top = Top(
        position=max((t.position for t in sitzung.tops), default=0) + 1,
        titel=titel,
        art=art,
        minuten=minuten,
        berichterstattung=berichterstattung,
    )
    top.gegenstaende = [Topgegenstand(thema=thema) for thema in themen]
    top.gegenstaende += [Topgegenstand(zielvereinbarung=vereinbarung) for vereinbarung in zielvereinbarungen]
    sitzung.tops.append(top)
    return top


@act(
    Permission.SITZUNG_TOP_ENTFERNEN,
    label="TOP entfernen",
    sentence="hat einen Tagesordnungspunkt entfernt",
    when={S.GEPLANT, S.EINGELADEN},
)
def top_entfernen(sitzung: Sitzung, person: Person, *, top: Top) -> None:
    """Einen Punkt von der Tagesordnung nehmen."""
    _von_dieser(sitzung, top)
    for gegenstand in top.gegenstaende:
        if gegenstand.thema and gegenstand.thema.status is ThemaStatus.VORGELEGT:
            raise Obstructed(f"{gegenstand.thema} ist hier vorgelegt. Ziehen Sie zuerst das Thema zurück.")
    if top.abstimmungen or top.beschluesse:
        raise Obstructed("Zu diesem Punkt gibt es eine Abstimmung oder einen Beschluss.")
    sitzung.tops.remove(top)
    session().delete(top)
    _nummerieren(sitzung.tops)


@act(
    Permission.SITZUNG_TOP_VERSCHIEBEN,
    label="TOP verschieben",
    sentence="hat die Tagesordnung umgestellt",
    when={S.GEPLANT, S.EINGELADEN, S.LAUFEND},
)
def top_verschieben(sitzung: Sitzung, person: Person, *, top: Top, richtung: int) -> None:
    """Einen Punkt nach oben (-1) oder nach unten (1) rücken."""
    _von_dieser(sitzung, top)
    tops = list(sitzung.tops)
    here = tops.index(top)
    there = max(0, min(len(tops) - 1, here + richtung))
    tops.insert(there, tops.pop(here))
    _nummerieren(tops)


def _von_dieser(sitzung: Sitzung, top: Top) -> None:
    if top.sitzung_id != sitzung.id:
        raise Obstructed("Der Punkt gehört zu einer anderen Sitzung.")


def _nummerieren(tops: Sequence[Top]) -> None:
    for position, top in enumerate(tops, start=1):
        top.position = position


@act(
    Permission.SITZUNG_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat Termin oder Ort geändert",
    when={S.GEPLANT, S.EINGELADEN},
)
def bearbeiten(
    sitzung: Sitzung,
    person: Person,
    *,
    beginn: datetime,
    ort: str,
    vorsitz: Person | None = None,
    protokollfuehrung: Person | None = None,
) -> None:
    """Termin, Ort, Vorsitz oder Protokoll ändern, solange die Sitzung nicht begonnen hat."""
    sitzung.beginn, sitzung.ort = beginn, ort
    sitzung.vorsitz, sitzung.protokollfuehrung = vorsitz, protokollfuehrung
    vertretungen.mitnehmen(sitzung)


@act(
    Permission.SITZUNG_ABSAGEN,
    label="Absagen",
    sentence="hat die Sitzung abgesagt",
    when={S.GEPLANT, S.EINGELADEN},
    then=S.ABGESAGT,
    requires=(hat_keine_offene_abstimmung,),
    records=("begruendung",),
)
def absagen(sitzung: Sitzung, person: Person, *, begruendung: str) -> None:
    """Die Sitzung findet nicht statt. Wer eingeladen war, bekommt Bescheid."""
    sitzung.absage = begruendung


@act(
    Permission.SITZUNG_BEANTWORTEN,
    label="Antworten",
    sentence="hat die Einladung beantwortet",
    when={S.EINGELADEN},
    records=("antwort",),
)
def beantworten(sitzungsantwort: Sitzungsantwort, person: Person, *, antwort: Zusage) -> None:
    """Mitteilen, ob der Sitz kommt, sich vertreten lässt oder fehlt. Bis zum Beginn änderbar."""
    sitzungsantwort.antwort = antwort
    sitzungsantwort.person = person
    sitzungsantwort.beantwortet_am = clock.now()
