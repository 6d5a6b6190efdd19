"""Acts while a meeting runs: who holds the remote, the item that is talked about, the countdown and the wall.

One person at a time holds the remote. Whoever acts first takes it; everybody else has to take it over first.
"""

from datetime import timedelta

from kimflow import clock
from kimflow.models import Person, Sitzung, SitzungStatus, Top, TopStatus, Wandbild
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.bewegung import bewegen

S = SitzungStatus
T = TopStatus


def sitzung_laeuft(top: Top) -> str | None:
    return None if top.sitzung.ist_laufend else "Die Sitzung läuft nicht."


def hat_keine_offene_abstimmung(top: Top) -> str | None:
    running = [a.nummer for a in top.abstimmungen if a.ist_offen]
    return f"Hier wird noch abgestimmt: {', '.join(running)}." if running else None


def wand_ist_offen(sitzung: Sitzung) -> str | None:
    return None if sitzung.wand_offen else "Der Link zur Wand ist nicht offen."


@act(
    Permission.SITZUNG_MODERATION_UEBERNEHMEN,
    label="Übernehmen",
    sentence="hat die Moderation übernommen",
    when={S.LAUFEND},
)
def moderation_uebernehmen(sitzung: Sitzung, person: Person) -> None:
    """Ab jetzt rufen Sie die Punkte auf. Wer bisher durch die Sitzung führte, sieht es sofort."""
    if sitzung.moderation_id == person.id:
        raise Obstructed("Sie führen schon durch die Sitzung.")
    sitzung.moderation = person
    bewegen(sitzung)


def fuehren(sitzung: Sitzung, person: Person) -> None:
    """Let only whoever holds the remote go on; whoever comes first takes it. Every such act moves open pages."""
    if sitzung.moderation_id not in (None, person.id):
        raise Obstructed(f"{sitzung.moderation} führt gerade durch die Sitzung. Übernehmen Sie zuerst.")
    sitzung.moderation = person
    bewegen(sitzung)


@act(
    Permission.TOP_AUFRUFEN,
    label="Aufrufen",
    sentence="hat den Punkt aufgerufen",
    when={T.OFFEN},
    then=T.AUFGERUFEN,
    requires=(sitzung_laeuft,),
)
def aufrufen(top: Top, person: Person) -> None:
    """Jetzt wird darüber gesprochen. Der Punkt davor wird abgeschlossen oder bleibt offen, wenn dort etwas wartet."""
    sitzung = top.sitzung
    fuehren(sitzung, person)
    before = sitzung.laufender_top
    if before is not None:
        ablegen(before, person)
    now = clock.now()
    sitzung.wandbild = Wandbild.PUNKT
    top.begonnen_am = top.begonnen_am or now
    top.aufgerufen_am, top.beendet_am = now, None


def ablegen(top: Top, person: Person) -> None:
    """Leave the running item: it is done, or it stays open where something still waits."""
    waits = top.wartet_auf_beschluss or hat_keine_offene_abstimmung(top)
    (zurueckholen if waits else abschliessen)(top, person)


@act(
    Permission.TOP_ABSCHLIESSEN,
    label="TOP abschließen",
    sentence="hat den Punkt abgeschlossen",
    when={T.AUFGERUFEN},
    then=T.ABGESCHLOSSEN,
    requires=(sitzung_laeuft, hat_keine_offene_abstimmung),
)
def abschliessen(top: Top, person: Person) -> None:
    """Der Punkt ist behandelt. Er lässt sich zurückholen, solange die Sitzung läuft."""
    fuehren(top.sitzung, person)
    beenden(top)


def beenden(top: Top) -> None:
    """Stop the clock of an item and add up the time it took."""
    if top.aufgerufen_am is None:
        return
    now = clock.now()
    top.sekunden += int((now - top.aufgerufen_am).total_seconds())
    top.aufgerufen_am, top.beendet_am = None, now


@act(
    Permission.TOP_VERTAGEN,
    label="Vertagen",
    sentence="hat den Punkt vertagt",
    when={T.OFFEN, T.AUFGERUFEN},
    then=T.VERTAGT,
    requires=(sitzung_laeuft, hat_keine_offene_abstimmung),
    records=("begruendung",),
)
def vertagen(top: Top, person: Person, *, begruendung: str = "") -> None:
    """Der Punkt kommt auf die Tagesordnung der nächsten Sitzung. Bis zum Schluss lässt er sich zurückholen."""
    fuehren(top.sitzung, person)
    beenden(top)


@act(
    Permission.TOP_ZURUECKHOLEN,
    label="Zurückholen",
    sentence="hat den Punkt wieder geöffnet",
    when={T.VERTAGT, T.ABGESCHLOSSEN, T.AUFGERUFEN},
    then=T.OFFEN,
    requires=(sitzung_laeuft,),
)
def zurueckholen(top: Top, person: Person) -> None:
    """Der Punkt ist wieder offen und lässt sich erneut aufrufen. Was schon festgehalten ist, bleibt."""
    fuehren(top.sitzung, person)
    beenden(top)
    top.beendet_am = None


@act(
    Permission.SITZUNG_UHR_STELLEN,
    label="Uhr stellen",
    sentence="hat die Uhr gestellt",
    when={S.LAUFEND},
    trail=False,
)
def uhr_stellen(sitzung: Sitzung, person: Person, *, minuten: int) -> None:
    """Eine Redezeit herunterzählen, auf allen Bildschirmen und an der Wand."""
    fuehren(sitzung, person)
    if not 1 <= minuten <= 60:
        raise Obstructed("Die Uhr läuft zwischen einer und 60 Minuten.")
    sitzung.uhr_bis = clock.now() + timedelta(minutes=minuten)


@act(
    Permission.SITZUNG_UHR_ANHALTEN,
    label="Uhr anhalten",
    sentence="hat die Uhr angehalten",
    when={S.LAUFEND},
    trail=False,
)
def uhr_anhalten(sitzung: Sitzung, person: Person) -> None:
    """Die laufende Uhr verschwindet."""
    fuehren(sitzung, person)
    sitzung.uhr_bis = None


@act(
    Permission.SITZUNG_WAND_OEFFNEN,
    label="Wand öffnen",
    sentence="hat einen Link zur Wand geöffnet",
    when={S.EINGELADEN, S.LAUFEND},
)
def wand_oeffnen(sitzung: Sitzung, person: Person) -> None:
    """Einen neuen Link für den Beamer ausgeben. Ein früherer gilt damit nicht mehr."""
    sitzung.wand += 1
    sitzung.wand_offen = True
    bewegen(sitzung)


@act(
    Permission.SITZUNG_WAND_SCHLIESSEN,
    label="Wand schließen",
    sentence="hat den Link zur Wand widerrufen",
    when={S.EINGELADEN, S.LAUFEND},
    requires=(wand_ist_offen,),
)
def wand_schliessen(sitzung: Sitzung, person: Person) -> None:
    """Der Link gilt sofort nicht mehr, auch auf dem Beamer."""
    sitzung.wand_offen = False
    bewegen(sitzung)


@act(
    Permission.SITZUNG_WAND_ZEIGEN,
    label="An die Wand",
    sentence="hat das Bild an der Wand gewechselt",
    when={S.LAUFEND},
    trail=False,
)
def wand_zeigen(sitzung: Sitzung, person: Person, *, bild: Wandbild) -> None:
    """Bestimmen, was der Beamer zeigt: den laufenden Punkt, den nächsten, das Ergebnis oder nichts."""
    fuehren(sitzung, person)
    sitzung.wandbild = bild
