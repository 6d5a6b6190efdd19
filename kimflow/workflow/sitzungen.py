"""Acts on meetings: planning, invitation, opening and closing."""

from datetime import datetime

from sqlalchemy import delete

from kimflow import clock, queries
from kimflow.db import session
from kimflow.models import (
    Gremium,
    Person,
    Sitzung,
    Sitzungsantwort,
    SitzungStatus,
    Wortmeldung,
    Zusage,
)
from kimflow.permissions import Permission
from kimflow.workflow import einladungen, moderation, nummern, vertretungen, weblinks
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.bewegung import bewegen
from kimflow.workflow.tagesordnungen import hat_eine_tagesordnung

S = SitzungStatus


def ist_noch_nicht_vorbei(sitzung: Sitzung) -> str | None:
    """Somebody who forgot may still invite on the day itself; else the meeting could not begin."""
    over = clock.local(sitzung.beginn).date() < clock.today()
    return "Der Termin liegt in der Vergangenheit. Bearbeiten Sie zuerst den Beginn." if over else None


def jemand_fehlt_in_der_einladung(sitzung: Sitzung) -> str | None:
    return None if queries.einladungen.nachzuladende(sitzung) else "Alle Sitze und Mitglieder sind eingeladen."


def antworten_stehen_aus(sitzung: Sitzung) -> str | None:
    return None if any(a.antwort is None for a in sitzung.antworten) else "Alle Sitze haben geantwortet."


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
    dauer: int = 120,
    online: str = "",
    vorsitz: Person | None = None,
    protokollfuehrung: Person | None = None,
) -> Sitzung:
    """Tag, Uhrzeit und Ort einer Sitzung festlegen. Eingeladen wird erst später."""
    year = clock.local(beginn).year
    return Sitzung(
        nummer=nummern.naechste(Sitzung, year),
        gremium=gremium,
        beginn=beginn,
        dauer=dauer,
        ort=ort,
        online=weblinks.geprueft(online) if online else "",
        vorsitz=vorsitz,
        protokollfuehrung=protokollfuehrung,
    )


@act(
    Permission.SITZUNG_EINLADEN,
    label="Einladen",
    sentence="hat eingeladen",
    when={S.GEPLANT},
    then=S.EINGELADEN,
    requires=(hat_eine_tagesordnung, ist_noch_nicht_vorbei),
)
def einladen(sitzung: Sitzung, person: Person) -> None:
    """Alle Sitze mit der Tagesordnung einladen; jede Person bekommt einen eigenen Link zum Antworten."""
    sitzung.eingeladen_am = clock.now()
    einladungen.antwortzeilen(sitzung)
    einladungen.ausstellen(sitzung)
    bewegen(sitzung)


@act(
    Permission.SITZUNG_NACHLADEN,
    label="Nachladen",
    sentence="hat nachträglich eingeladen",
    when={S.EINGELADEN},
    requires=(jemand_fehlt_in_der_einladung,),
)
def nachladen(sitzung: Sitzung, person: Person) -> None:
    """Wer erst nach der Einladung dazugekommen ist, bekommt sie jetzt. Die anderen hören nichts."""
    sitzung.nachgeladene.clear()
    sitzung.nachgeladene.update(queries.einladungen.spaetere_mitglieder(sitzung))
    # For members without a Sitz nothing else says that they are invited now.
    sitzung.eingeladen_am = clock.now()
    einladungen.antwortzeilen(sitzung)
    einladungen.ausstellen(sitzung)
    bewegen(sitzung)


@act(
    Permission.SITZUNG_ERINNERN,
    label="Ans Antworten erinnern",
    sentence="hat an die Antwort auf die Einladung erinnert",
    when={S.EINGELADEN},
    requires=(antworten_stehen_aus,),
)
def erinnern(sitzung: Sitzung, person: Person) -> None:
    """Wer für einen Sitz noch nicht geantwortet hat, bekommt einen neuen Link; höchstens einen am Tag."""
    if not einladungen.erneut_ausstellen(sitzung):
        raise Obstructed("Wer noch nicht geantwortet hat, wurde heute schon angeschrieben.")


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
    sitzung.moderation = person
    einladungen.antwortzeilen(sitzung)
    bewegen(sitzung)


@act(
    Permission.SITZUNG_SCHLIESSEN,
    label="Sitzung schließen",
    sentence="hat die Sitzung geschlossen",
    when={S.LAUFEND},
    then=S.NACHBEREITUNG,
)
def schliessen(sitzung: Sitzung, person: Person) -> None:
    """Die Sitzung ist zu Ende. Ein Punkt darf offen bleiben; er kommt auf eine nächste Tagesordnung."""
    sitzung.geschlossen_am, sitzung.moderation = clock.now(), person
    if (top := sitzung.laufender_top) is not None:
        moderation.ablegen(top, person)
    sitzung.uhr_bis, sitzung.wand_offen = None, False
    # Who wanted to speak is nobody's business later.
    session().execute(delete(Wortmeldung).where(Wortmeldung.sitzung_id == sitzung.id))
    session().expire(sitzung, ["wortmeldungen"])
    bewegen(sitzung)


@act(
    Permission.SITZUNG_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat die Angaben zur Sitzung geändert",
    when={S.GEPLANT, S.EINGELADEN},
)
def bearbeiten(
    sitzung: Sitzung,
    person: Person,
    *,
    beginn: datetime,
    ort: str,
    dauer: int = 120,
    online: str = "",
    vorsitz: Person | None = None,
    protokollfuehrung: Person | None = None,
) -> None:
    """Termin, Ort, Vorsitz oder Protokoll ändern, solange die Sitzung nicht begonnen hat.

    Wer eingeladen ist, erfährt von neuem Termin oder Ort; der Kalendereintrag ändert sich mit.
    """
    before = _im_kalender(sitzung)
    sitzung.beginn, sitzung.dauer, sitzung.ort = beginn, dauer, ort
    sitzung.online = weblinks.geprueft(online) if online else ""
    sitzung.vorsitz, sitzung.protokollfuehrung = vorsitz, protokollfuehrung
    if sitzung.eingeladen_am and _im_kalender(sitzung) != before:
        sitzung.kalender_folge += 1
    vertretungen.mitnehmen(sitzung)
    einladungen.befristen(sitzung)
    bewegen(sitzung)


def _im_kalender(sitzung: Sitzung) -> tuple[datetime, int, str, str]:
    """What the calendar entry says."""
    return sitzung.beginn, sitzung.dauer, sitzung.ort, sitzung.online


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
    if sitzung.eingeladen_am:
        sitzung.kalender_folge += 1
    bewegen(sitzung)


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
    bewegen(sitzungsantwort.sitzung)
