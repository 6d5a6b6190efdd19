"""Acts on rounds of voting: preparing, opening with a frozen roll, closing and counting, confirming."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from kimflow import clock, queries
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    AbstimmungStatus,
    Gleichstand,
    Gremium,
    Linkzweck,
    Person,
    Sitz,
    SitzungStatus,
    Stimmabgabe,
    Stimmentwurf,
    Thema,
    ThemaStatus,
    Top,
    Verfahren,
    Wahlberechtigte,
    Wandbild,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission
from kimflow.workflow import abstimmungsregeln, auszaehlung, einwaende, einzellinks, ergebnisse, nummern, urne
from kimflow.workflow.abstimmungsregeln import Regeln
from kimflow.workflow.acts import Obstructed, act

A = AbstimmungStatus
LINK_GILT = timedelta(days=30)
"""How long the link to a ballot lives where the round has no end."""


def steht_noch_bevor(top: Top) -> str | None:
    lasting = (SitzungStatus.GEPLANT, SitzungStatus.EINGELADEN, SitzungStatus.LAUFEND)
    return None if top.sitzung.status in lasting else "Die Sitzung ist schon vorbei oder abgesagt."


def hat_einen_gegenstand(top: Top) -> str | None:
    if any(g.thema or g.zielvereinbarung for g in top.gegenstaende):
        return None
    return "Zu diesem Punkt gehört noch kein Thema und keine Zielvereinbarung."


def gegenstaende_stehen_fuer_sich(top: Top) -> str | None:
    """kein Thema des Punkts ist in einem anderen aufgegangen"""
    return _aufgegangen([g.thema for g in top.gegenstaende])


def _aufgegangen(themen: Sequence[Thema | None]) -> str | None:
    merged = [(one, queries.themen.ziele(one)[-1]) for one in themen if one and one.zusammengefuehrt_in_id]
    return " ".join(f"{one.nummer} ist in {ziel.nummer} aufgegangen." for one, ziel in merged) or None


def besteht_noch(gremium: Gremium) -> str | None:
    return None if gremium.gilt_heute else f"„{gremium}“ besteht heute nicht."


def sitzung_steht_noch_bevor(abstimmung: Abstimmung) -> str | None:
    return steht_noch_bevor(abstimmung.top) if abstimmung.top else None


def hat_stimmberechtigte(abstimmung: Abstimmung) -> str | None:
    if any(sitz.ist_stimmberechtigt for sitz in abstimmung.gremium.sitze):
        return None
    return "Das Gremium hat heute keinen stimmberechtigten Sitz."


def gegenstaende_liegen_vor(abstimmung: Abstimmung) -> str | None:
    """What is voted on must not change any more (ZUSAGEN C6), and drafts still do."""
    if merged := _aufgegangen([option.thema for option in abstimmung.optionen]):
        return merged
    drafts = [
        option.text
        for option in abstimmung.optionen
        if (option.thema and option.thema.status is ThemaStatus.GESAMMELT)
        or (option.zielvereinbarung and option.zielvereinbarung.ist_in_arbeit)
    ]
    return f"Liegt ‹der Lenkungsgruppe:dat› noch nicht vor: {', '.join(drafts)}." if drafts else None


def alles_ist_bestaetigt(abstimmung: Abstimmung) -> str | None:
    waiting = [str(s.sitz) for s in abstimmung.stimmabgaben if s.wartet_auf_bestaetigung]
    if not waiting:
        return None
    return f"Noch zu bestätigen oder zu verwerfen: {', '.join(waiting)} (telefonisch oder auf Papier erfasst)."


def urne_laesst_sich_oeffnen(abstimmung: Abstimmung) -> str | None:
    if abstimmung.ist_geheim and not urne.schluessel_ist_da(abstimmung):
        return "Der Schlüssel der Urne fehlt. Diese Abstimmung lässt sich nicht auszählen, nur annullieren."
    return None


@act(
    Permission.ABSTIMMUNG_VORBEREITEN,
    label="Abstimmung vorbereiten",
    sentence="hat die Abstimmung vorbereitet",
    then=A.VORBEREITET,
    requires=(steht_noch_bevor, hat_einen_gegenstand, gegenstaende_stehen_fuer_sich),
    creates=True,
)
def vorbereiten(
    top: Top, person: Person, *, regeln: Regeln, wahlberechtigte: Wahlberechtigte = Wahlberechtigte.ALLE
) -> Abstimmung:
    """Eine Abstimmung zu diesem Punkt anlegen. Sie lässt sich ändern und löschen, bis sie geöffnet ist."""
    offered = [thing for g in top.gegenstaende if (thing := g.thema or g.zielvereinbarung)]
    round_ = _angelegt(regeln, offered, top.sitzung.gremium)
    round_.top, round_.verfahren, round_.wahlberechtigte = top, Verfahren.SITZUNG, wahlberechtigte
    return round_


@act(
    Permission.ABSTIMMUNG_UMLAUF_VORBEREITEN,
    label="Umlauf vorbereiten",
    sentence="hat den Umlauf vorbereitet",
    then=A.VORBEREITET,
    requires=(besteht_noch,),
    creates=True,
)
def umlauf_vorbereiten(
    gremium: Gremium,
    person: Person,
    *,
    regeln: Regeln,
    themen: Sequence[Thema] = (),
    zielvereinbarungen: Sequence[Zielvereinbarung] = (),
) -> Abstimmung:
    """Ohne Sitzung abstimmen, schriftlich und mit Frist. Jeder Sitz kann stattdessen die Sitzung verlangen."""
    for thema in themen:
        if thema.status not in (ThemaStatus.VORGELEGT, ThemaStatus.PRIORISIERT):
            raise Obstructed(f"{thema}: Das Thema liegt ‹der Lenkungsgruppe:dat› nicht vor.")
    for vereinbarung in zielvereinbarungen:
        if vereinbarung.status is not ZielvereinbarungStatus.EINGEREICHT:
            raise Obstructed(f"{vereinbarung}: Die Zielvereinbarung ist nicht eingereicht.")
    round_ = _angelegt(regeln, [*themen, *zielvereinbarungen], gremium)
    round_.verfahren = Verfahren.UMLAUF
    return round_


def _angelegt(regeln: Regeln, offered: Sequence[Thema | Zielvereinbarung], gremium: Gremium) -> Abstimmung:
    round_ = Abstimmung(nummer=nummern.naechste(Abstimmung), gremium=gremium, status=A.VORBEREITET)
    abstimmungsregeln.setzen(round_, regeln, offered)
    return round_


@act(
    Permission.ABSTIMMUNG_OEFFNEN,
    label="Abstimmung öffnen",
    sentence="hat die Abstimmung geöffnet",
    when={A.VORBEREITET},
    then=A.OFFEN,
    requires=(sitzung_steht_noch_bevor, hat_stimmberechtigte, gegenstaende_liegen_vor),
    records=("endet_am", "auftrag_vorsitz_am"),
)
def oeffnen(
    abstimmung: Abstimmung,
    person: Person,
    *,
    endet_am: datetime | None = None,
    anwesende: Sequence[Sitz] = (),
    auftrag_vorsitz_am: date | None = None,
) -> None:
    """Ab jetzt kann abgestimmt werden. Frage, Regeln und stimmberechtigte Sitze stehen damit fest."""
    now = clock.now()
    if endet_am is not None and endet_am <= now:
        raise Obstructed("Das Ende muss in der Zukunft liegen.")
    if abstimmung.ist_umlauf:
        _umlauf_ist_angeordnet(abstimmung, person, endet_am, auftrag_vorsitz_am)
        abstimmung.auftrag_vorsitz_am = auftrag_vorsitz_am
    roll = _verzeichnis(abstimmung, anwesende)
    abstimmung.mindestens = auszaehlung.mindestens(abstimmung.quorum, len(roll))
    abstimmung.eroeffnet_am, abstimmung.endet_am = now, endet_am
    abstimmung.stimmabgaben.extend(Stimmabgabe(sitz=sitz) for sitz in roll)
    if abstimmung.ist_geheim:
        urne.aufstellen(abstimmung, len(roll))
    if abstimmung.top:
        # A result is shown when somebody says so: the next one must not follow the last onto the wall by itself.
        abstimmung.top.sitzung.wandbild = Wandbild.PUNKT
    # The roll is written while the round is still vorbereitet: the database takes none later.
    session().flush()
    if not abstimmung.ist_geheim:
        _links_ausstellen(abstimmung)


def _links_ausstellen(abstimmung: Abstimmung) -> None:
    """Everybody who may vote for a Sitz gets a link of their own; it lives as long as the round."""
    for ballot in abstimmung.stimmabgaben:
        for besetzung in ballot.sitz.heutige:
            if besetzung.gilt_in(abstimmung.top.sitzung_id if abstimmung.top else None):
                ballot.einzellinks[besetzung.person_id] = einzellinks.ausstellen(
                    besetzung.person, Linkzweck.STIMME_ABGEBEN, ballot.id, LINK_GILT
                )
    _links_befristen(abstimmung)


def _links_befristen(abstimmung: Abstimmung) -> None:
    if abstimmung.endet_am:
        ballots = [ballot.id for ballot in abstimmung.stimmabgaben]
        einzellinks.befristen(Linkzweck.STIMME_ABGEBEN, ballots, abstimmung.endet_am)


def _umlauf_ist_angeordnet(
    abstimmung: Abstimmung, person: Person, endet_am: datetime | None, auftrag: date | None
) -> None:
    if endet_am is None:
        raise Obstructed("Ein Umlauf braucht ein Ende.")
    chairs = any(
        m.gremium_id == abstimmung.gremium_id and m.ist_vorsitz and m.gilt_heute for m in person.mitgliedschaften
    )
    if not chairs and auftrag is None:
        raise Obstructed("Den Umlauf beginnt der Vorsitz. Nennen Sie den Tag, an dem er ihn angeordnet hat.")
    if auftrag is not None and auftrag > clock.today():
        raise Obstructed("Der Tag der Anordnung liegt in der Zukunft.")


def _verzeichnis(abstimmung: Abstimmung, anwesende: Sequence[Sitz]) -> list[Sitz]:
    """The Sitze that may vote in this round, from now on unchangeable."""
    entitled = [sitz for sitz in abstimmung.gremium.sitze if sitz.ist_stimmberechtigt]
    if abstimmung.wahlberechtigte is Wahlberechtigte.ALLE:
        return entitled
    present = {sitz.id for sitz in anwesende}
    roll = [sitz for sitz in entitled if sitz.id in present]
    if not roll:
        raise Obstructed("Bitte angeben, welche stimmberechtigten Sitze anwesend sind.")
    return roll


@act(
    Permission.ABSTIMMUNG_SCHLIESSEN,
    label="Abstimmung schließen",
    sentence="hat die Abstimmung geschlossen",
    when={A.OFFEN},
    then=A.GESCHLOSSEN,
    requires=(alles_ist_bestaetigt, urne_laesst_sich_oeffnen),
)
def schliessen(abstimmung: Abstimmung, person: Person) -> None:
    """Die Abstimmung beenden und auszählen. Das lässt sich nicht zurücknehmen."""
    _entwuerfe_wegwerfen(abstimmung)
    if abstimmung.ist_geheim:
        urne.oeffnen(abstimmung)
    abstimmung.ergebnis = ergebnisse.zaehlen(abstimmung)
    auszaehlen(abstimmung, person, pruefsumme=ergebnisse.genannt(abstimmung.ergebnis["pruefsumme"]))
    einwaende.festhalten(abstimmung)


@act(
    Permission.ABSTIMMUNG_AUSZAEHLEN,
    label="Auszählen",
    sentence="hat die Stimmen ausgezählt",
    when={A.OFFEN},
    records=("pruefsumme",),
    follows=True,
)
def auszaehlen(abstimmung: Abstimmung, person: Person, *, pruefsumme: str) -> None:
    """Das Ergebnis steht. Die Prüfsumme über alle Stimmen kommt in den Verlauf, für das Nachzählen."""
    abstimmung.geschlossen_am = clock.now()


def _entwuerfe_wegwerfen(abstimmung: Abstimmung) -> None:
    roll = select(Stimmabgabe.id).where(Stimmabgabe.abstimmung_id == abstimmung.id)
    session().execute(delete(Stimmentwurf).where(Stimmentwurf.stimmabgabe_id.in_(roll)))


@act(
    Permission.ABSTIMMUNG_FESTSTELLEN,
    label="Ergebnis feststellen",
    sentence="hat das Ergebnis festgestellt",
    when={A.GESCHLOSSEN},
    then=A.FESTGESTELLT,
    records=("gleichstand_entscheidung",),
)
def feststellen(abstimmung: Abstimmung, person: Person, *, gleichstand_entscheidung: str = "") -> None:
    """Das Ergebnis bestätigen. Danach lässt sich daraus der Beschluss festhalten."""
    tie = ergebnisse.ist_gleichstand(abstimmung)
    if tie and abstimmung.gleichstand is Gleichstand.VORSITZ and not gleichstand_entscheidung:
        raise Obstructed("Es steht gleich. Halten Sie fest, wie der Vorsitz entschieden hat.")
    if gleichstand_entscheidung and not (tie and abstimmung.gleichstand is Gleichstand.VORSITZ):
        raise Obstructed("Der Vorsitz entscheidet nur bei Gleichstand und wenn die Regel es vorsieht.")
    abstimmung.gleichstand_entscheidung = gleichstand_entscheidung


@act(
    Permission.ABSTIMMUNG_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat die Abstimmung geändert",
    when={A.VORBEREITET},
)
def bearbeiten(
    abstimmung: Abstimmung,
    person: Person,
    *,
    regeln: Regeln,
    wahlberechtigte: Wahlberechtigte = Wahlberechtigte.ALLE,
) -> None:
    """Frage und Regeln ändern, solange die Abstimmung nicht geöffnet ist."""
    offered = [option.gegenstand for option in abstimmung.optionen if option.gegenstand]
    abstimmung.optionen.clear()
    session().flush()
    abstimmungsregeln.setzen(abstimmung, regeln, offered)
    abstimmung.wahlberechtigte = Wahlberechtigte.ALLE if abstimmung.ist_umlauf else wahlberechtigte


@act(
    Permission.ABSTIMMUNG_VERLAENGERN,
    label="Verlängern",
    sentence="hat die Abstimmung verlängert",
    when={A.OFFEN},
    records=("endet_am",),
)
def verlaengern(abstimmung: Abstimmung, person: Person, *, endet_am: datetime) -> None:
    """Das Ende nach hinten schieben, solange noch abgestimmt werden kann. Früher enden kann sie nicht."""
    if not abstimmung.nimmt_stimmen_an:
        raise Obstructed("Die Zeit ist schon um.")
    if abstimmung.endet_am is None:
        raise Obstructed("Diese Abstimmung hat kein Ende; sie läuft, bis sie geschlossen wird.")
    if endet_am <= abstimmung.endet_am:
        raise Obstructed("Das neue Ende muss nach dem bisherigen liegen.")
    abstimmung.endet_am = endet_am
    _links_befristen(abstimmung)


@act(
    Permission.ABSTIMMUNG_ERINNERN,
    label="Fehlende Sitze erinnern",
    sentence="hat an die Abstimmung erinnert",
    when={A.OFFEN},
)
def erinnern(abstimmung: Abstimmung, person: Person) -> None:
    """Wer für einen Sitz noch nicht abgestimmt hat, bekommt eine Erinnerung. Alle anderen nicht."""
    if not abstimmung.nimmt_stimmen_an:
        raise Obstructed("Die Zeit ist schon um.")
    if all(s.abgegeben or s.befangen for s in abstimmung.stimmabgaben):
        raise Obstructed("Alle Sitze haben abgestimmt.")


@act(
    Permission.ABSTIMMUNG_ANNULLIEREN,
    label="Annullieren",
    sentence="hat die Abstimmung annulliert",
    when={A.OFFEN, A.GESCHLOSSEN},
    then=A.ANNULLIERT,
    records=("begruendung",),
)
def annullieren(abstimmung: Abstimmung, person: Person, *, begruendung: str) -> None:
    """Die Abstimmung gilt nicht, zum Beispiel wegen eines Fehlers. Eine Wiederholung ist eine neue Abstimmung."""
    _beenden_ohne_ergebnis(abstimmung, begruendung)


@act(
    Permission.ABSTIMMUNG_UMLAUF_BEENDEN,
    label="Umlauf beenden",
    sentence="hat damit den Umlauf beendet",
    when={A.OFFEN},
    then=A.ANNULLIERT,
    follows=True,
)
def umlauf_beenden(abstimmung: Abstimmung, person: Person, *, grund: str) -> None:
    """Ein Sitz verlangt die Sitzung; der Umlauf endet ohne Ergebnis."""
    _beenden_ohne_ergebnis(abstimmung, grund)


def _beenden_ohne_ergebnis(abstimmung: Abstimmung, grund: str) -> None:
    abstimmung.annullierung = grund
    if abstimmung.ist_offen:
        _entwuerfe_wegwerfen(abstimmung)
        if abstimmung.ist_geheim:
            urne.leeren(abstimmung)
        session().flush()


@act(
    Permission.ABSTIMMUNG_WIEDERHOLEN,
    label="Wiederholen",
    sentence="hat eine Wiederholung vorbereitet",
    when={A.ANNULLIERT},
    then=A.VORBEREITET,
    creates=True,
)
def wiederholen(abstimmung: Abstimmung, person: Person) -> Abstimmung:
    """Dieselbe Frage mit denselben Regeln neu vorbereiten. Die annullierte Abstimmung bleibt stehen."""
    offered = [option.gegenstand for option in abstimmung.optionen if option.gegenstand]
    again = _angelegt(abstimmungsregeln.von(abstimmung), offered, abstimmung.gremium)
    again.top, again.verfahren = abstimmung.top, abstimmung.verfahren
    again.wahlberechtigte, again.wiederholt = abstimmung.wahlberechtigte, abstimmung
    return again


@act(
    Permission.ABSTIMMUNG_LOESCHEN,
    label="Löschen",
    sentence="hat die Abstimmung gelöscht",
    when={A.VORBEREITET},
)
def loeschen(abstimmung: Abstimmung, person: Person) -> None:
    """Die vorbereitete Abstimmung verwerfen. Geöffnete Abstimmungen bleiben für immer."""
    session().delete(abstimmung)
