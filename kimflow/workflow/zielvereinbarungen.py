"""Acts on Zielvereinbarungen: written by a Projektgruppe, agreed by the Lenkungsgruppe, signed by institutions."""

import hashlib
import json
from datetime import date, datetime, time

from kimflow import clock
from kimflow.models import (
    Beitrag,
    Beschluss,
    Beteiligung,
    Erfuellung,
    Institution,
    Massnahme,
    MassnahmeStatus,
    Person,
    Thema,
    ThemaStatus,
    Zeichnung,
    Zeichnungsart,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission
from kimflow.workflow import einwaende, massnahmen, themen
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.nummern import naechste

P = Permission
S = ZielvereinbarungStatus
T = ThemaStatus

_IN_ARBEIT = frozenset({S.ENTWURF, S.UEBERARBEITUNG})
_LAEUFT = frozenset({T.BEAUFTRAGT, T.VORSCHLAG, T.VEREINBART})


# --- what must be there -----------------------------------------------------------------------------------------


def projektgruppe_beauftragt(thema: Thema) -> str | None:
    """das Thema ist einer Projektgruppe zugewiesen"""
    return None if thema.projektgruppe_id else "Das Thema ist keiner Projektgruppe zugewiesen."


def thema_laeuft(vereinbarung: Zielvereinbarung) -> str | None:
    """das Thema ist beauftragt oder vereinbart"""
    return None if vereinbarung.thema.status in _LAEUFT else "Das Thema ist zurzeit nicht beauftragt."


def zielzustand_beschrieben(vereinbarung: Zielvereinbarung) -> str | None:
    """der Zielzustand ist beschrieben"""
    return None if vereinbarung.zielzustand else "Der Zielzustand ist noch nicht beschrieben."


def indikator_messbar(vereinbarung: Zielvereinbarung) -> str | None:
    """ein Indikator mit Ausgangs- und Zielwert ist genannt"""
    missing = [
        name
        for name, value in (
            ("der Indikator", vereinbarung.indikator),
            ("der Ausgangswert", vereinbarung.ausgangswert),
            ("der Zielwert", vereinbarung.zielwert),
        )
        if not value
    ]
    return f"Es fehlt {' und '.join(missing)}." if missing else None


def frist_gesetzt(vereinbarung: Zielvereinbarung) -> str | None:
    """eine Frist ist gesetzt"""
    return None if vereinbarung.frist else "Es ist noch keine Frist gesetzt."


def partei_zeichnet(vereinbarung: Zielvereinbarung) -> str | None:
    """mindestens eine Partei zeichnet"""
    return None if vereinbarung.zeichnende else "Es gibt noch keine Partei, die zeichnet."


def beitraege_beschrieben(vereinbarung: Zielvereinbarung) -> str | None:
    """jeder Beitrag ist beschrieben"""
    empty = [str(beitrag) for beitrag in vereinbarung.beitraege if not beitrag.text]
    return f"Der Beitrag ist noch nicht beschrieben: {', '.join(empty)}." if empty else None


def massnahme_vorhanden(vereinbarung: Zielvereinbarung) -> str | None:
    """mindestens eine Maßnahme gehört dazu"""
    return None if _massnahmen(vereinbarung) else "Es gehört noch keine Maßnahme dazu."


def massnahmen_zugesagt(vereinbarung: Zielvereinbarung) -> str | None:
    """jede Maßnahme ist zugesagt"""
    offen = [m.nummer for m in _massnahmen(vereinbarung) if m.status is MassnahmeStatus.VORGESCHLAGEN]
    return f"Noch nicht zugesagt: {', '.join(offen)}." if offen else None


def _massnahmen(vereinbarung: Zielvereinbarung) -> list[Massnahme]:
    return [m for m in vereinbarung.massnahmen if m.status is not MassnahmeStatus.ABGEBROCHEN]


def partei_soll_zeichnen(beitrag: Beitrag) -> str | None:
    """diese Partei zeichnet"""
    return None if beitrag.beteiligung is Beteiligung.ZEICHNET else "Diese Partei wirkt mit, ohne zu zeichnen."


def noch_nicht_gezeichnet(beitrag: Beitrag) -> str | None:
    """dieser Beitrag ist noch nicht gezeichnet"""
    return None if beitrag.zeichnung is None else "Dieser Beitrag ist schon gezeichnet."


def alle_gezeichnet(vereinbarung: Zielvereinbarung) -> str | None:
    """alle zeichnenden Parteien haben gezeichnet"""
    missing = [str(beitrag) for beitrag in vereinbarung.ausstehende]
    return f"Es fehlt die Zeichnung von {', '.join(missing)}." if missing else None


# --- writing ----------------------------------------------------------------------------------------------------


@act(
    P.ZIELVEREINBARUNG_ANLEGEN,
    label="Zielvereinbarung anlegen",
    sentence="hat die Zielvereinbarung angelegt",
    when={T.BEAUFTRAGT, T.VORSCHLAG, T.VEREINBART},
    then=S.ENTWURF,
    requires=(projektgruppe_beauftragt,),
    creates=True,
)
def anlegen(thema: Thema, person: Person, *, titel: str) -> Zielvereinbarung:
    """Eine Zielvereinbarung zu diesem Thema beginnen. Mehrere zu einem Thema sind möglich."""
    return Zielvereinbarung(
        nummer=naechste(Zielvereinbarung),
        thema=thema,
        projektgruppe_id=thema.projektgruppe_id,
        titel=titel,
    )


@act(
    P.ZIELVEREINBARUNG_EINREICHEN,
    label="Einreichen",
    sentence="hat die Zielvereinbarung eingereicht",
    when=_IN_ARBEIT,
    then=S.EINGEREICHT,
    requires=(
        thema_laeuft,
        zielzustand_beschrieben,
        indikator_messbar,
        frist_gesetzt,
        partei_zeichnet,
        beitraege_beschrieben,
        massnahme_vorhanden,
        massnahmen_zugesagt,
    ),
)
def einreichen(vereinbarung: Zielvereinbarung, person: Person) -> None:
    """Die Zielvereinbarung der Lenkungsgruppe zur Zustimmung einreichen. Danach ändert sich der Text nicht mehr."""
    if vereinbarung.thema.status is T.BEAUFTRAGT:
        themen.vorschlagen(vereinbarung.thema, person)


@act(
    P.ZIELVEREINBARUNG_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat die Zielvereinbarung bearbeitet",
    when=_IN_ARBEIT,
)
def bearbeiten(
    vereinbarung: Zielvereinbarung,
    person: Person,
    *,
    titel: str,
    zielzustand: str,
    indikator: str,
    ausgangswert: str,
    zielwert: str,
    messung: str,
    frist: date | None,
) -> None:
    """Zielzustand, Indikator und Frist beschreiben. Ab dem Einreichen steht der Text fest."""
    vereinbarung.titel, vereinbarung.zielzustand, vereinbarung.indikator = titel, zielzustand, indikator
    vereinbarung.ausgangswert, vereinbarung.zielwert = ausgangswert, zielwert
    vereinbarung.messung, vereinbarung.frist = messung, frist


@act(
    P.ZIELVEREINBARUNG_BEITRAG_FESTLEGEN,
    label="Partei mit Beitrag aufnehmen",
    sentence="hat eine Partei mit ihrem Beitrag aufgenommen",
    when=_IN_ARBEIT,
    records=("institution", "beteiligung"),
)
def beitrag_festlegen(
    vereinbarung: Zielvereinbarung, person: Person, *, institution: Institution, beteiligung: Beteiligung, text: str
) -> None:
    """Eine Institution aufnehmen: wie sie sich beteiligt und was sie beiträgt."""
    if any(beitrag.institution_id == institution.id for beitrag in vereinbarung.beitraege):
        raise Obstructed(f"{institution.name} ist schon Partei. Bitte ändern Sie den vorhandenen Beitrag.")
    vereinbarung.beitraege.append(Beitrag(institution=institution, beteiligung=beteiligung, text=text))


@act(
    P.ZIELVEREINBARUNG_BEITRAG_AENDERN,
    label="Beitrag ändern",
    sentence="hat den Beitrag geändert",
    when=_IN_ARBEIT,
    records=("beteiligung",),
)
def beitrag_aendern(beitrag: Beitrag, person: Person, *, beteiligung: Beteiligung, text: str) -> None:
    """Ändern, wie sich die Institution beteiligt und was sie beiträgt."""
    beitrag.beteiligung, beitrag.text = beteiligung, text


@act(
    P.ZIELVEREINBARUNG_BEITRAG_ENTFERNEN,
    label="Partei entfernen",
    sentence="hat eine Partei aus dem Entwurf genommen",
    when=_IN_ARBEIT,
    records=("beitrag",),
)
def beitrag_entfernen(vereinbarung: Zielvereinbarung, person: Person, *, beitrag: Beitrag) -> None:
    """Eine Institution mit ihrem Beitrag wieder aus dem Entwurf nehmen."""
    if beitrag not in vereinbarung.beitraege:
        raise Obstructed("Dieser Beitrag gehört zu einer anderen Zielvereinbarung.")
    vereinbarung.beitraege.remove(beitrag)


@act(
    P.ZIELVEREINBARUNG_MASSNAHME_AUFNEHMEN,
    label="Vorhandene Maßnahme aufnehmen",
    sentence="hat eine Maßnahme in die Zielvereinbarung aufgenommen",
    when=_IN_ARBEIT,
    records=("massnahme",),
)
def massnahme_aufnehmen(vereinbarung: Zielvereinbarung, person: Person, *, massnahme: Massnahme) -> None:
    """Eine Maßnahme des Themas aufnehmen, die zu keiner anderen Zielvereinbarung gehört."""
    if massnahme.thema_id != vereinbarung.thema_id:
        raise Obstructed("Diese Maßnahme gehört zu einem anderen Thema.")
    bisher = massnahme.zielvereinbarung
    if bisher is not None and bisher.status is not S.ABGELEHNT:
        raise Obstructed(f"Diese Maßnahme gehört schon zu {bisher.nummer}.")
    if massnahme.status not in (MassnahmeStatus.VORGESCHLAGEN, MassnahmeStatus.ZUGESAGT):
        raise Obstructed("Über diese Maßnahme ist schon entschieden.")
    massnahme.zielvereinbarung = vereinbarung


# --- what the Lenkungsgruppe decides ----------------------------------------------------------------------------


@act(
    P.ZIELVEREINBARUNG_ZUSTIMMEN,
    label="Zustimmen",
    sentence="hat die Zustimmung der Lenkungsgruppe festgehalten",
    when={S.EINGEREICHT},
    then=S.ZUR_ZEICHNUNG,
    records=("beschluss",),
)
def zustimmen(vereinbarung: Zielvereinbarung, person: Person, *, beschluss: Beschluss) -> None:
    """Die Lenkungsgruppe stimmt zu: Die Maßnahmen sind vereinbart, die Parteien zeichnen."""
    if reasons := list(dict.fromkeys(einwaende.hindernisse(vereinbarung))):
        raise Obstructed(*reasons)
    vereinbarung.beschluss = beschluss
    for massnahme in vereinbarung.massnahmen:
        if massnahme.status is MassnahmeStatus.ZUGESAGT:
            massnahmen.vereinbaren(massnahme, person, beschluss=beschluss)
    if vereinbarung.thema.status is T.VORSCHLAG:
        themen.zustimmen(vereinbarung.thema, person, beschluss=beschluss)


@act(
    P.ZIELVEREINBARUNG_UEBERARBEITEN,
    label="Überarbeiten lassen",
    sentence="hat den Auftrag zur Überarbeitung festgehalten",
    when={S.EINGEREICHT},
    then=S.UEBERARBEITUNG,
    records=("beschluss", "was", "bis"),
)
def ueberarbeiten(vereinbarung: Zielvereinbarung, person: Person, *, beschluss: Beschluss, was: str, bis: date) -> None:
    """Die Lenkungsgruppe gibt zurück: Was ist bis wann zu überarbeiten?"""
    if not was:
        raise Obstructed("Bitte sagen Sie, was zu überarbeiten ist.")
    vereinbarung.beschluss, vereinbarung.ueberarbeitung, vereinbarung.ueberarbeiten_bis = beschluss, was, bis
    if _einziger_vorschlag(vereinbarung):
        themen.ueberarbeiten(vereinbarung.thema, person, beschluss=beschluss)


@act(
    P.ZIELVEREINBARUNG_NICHT_ZUSTIMMEN,
    label="Nicht zustimmen",
    sentence="hat die Ablehnung der Lenkungsgruppe festgehalten",
    when={S.EINGEREICHT},
    then=S.ABGELEHNT,
    records=("beschluss", "begruendung", "zurueck_in_den_speicher"),
)
def nicht_zustimmen(
    vereinbarung: Zielvereinbarung,
    person: Person,
    *,
    beschluss: Beschluss,
    begruendung: str,
    zurueck_in_den_speicher: bool = False,
) -> None:
    """Die Lenkungsgruppe lehnt ab. Das Thema geht an die Projektgruppe oder in den Themenspeicher zurück."""
    if not begruendung:
        raise Obstructed("Bitte begründen Sie, warum die Lenkungsgruppe nicht zustimmt.")
    vereinbarung.beschluss, vereinbarung.gruende = beschluss, begruendung
    if _einziger_vorschlag(vereinbarung):
        themen.nicht_zustimmen(
            vereinbarung.thema, person, beschluss=beschluss, zurueck_in_den_speicher=zurueck_in_den_speicher
        )


def _einziger_vorschlag(vereinbarung: Zielvereinbarung) -> bool:
    """Whether the Thema waits for this agreement alone; another one still before the Lenkungsgruppe keeps it there."""
    others = [v for v in vereinbarung.thema.zielvereinbarungen if v is not vereinbarung and v.status is S.EINGEREICHT]
    return vereinbarung.thema.status is T.VORSCHLAG and not others


# --- signing ----------------------------------------------------------------------------------------------------


@act(
    P.ZIELVEREINBARUNG_ZEICHNEN,
    label="Zeichnen",
    sentence="hat gezeichnet",
    when={S.ZUR_ZEICHNUNG},
    requires=(partei_soll_zeichnen, noch_nicht_gezeichnet),
    records=("vorbehalt",),
)
def zeichnen(beitrag: Beitrag, person: Person, *, vorbehalt: str = "") -> None:
    """Den Beitrag des eigenen Hauses zeichnen, wenn nötig unter dem Vorbehalt eines Gremiums."""
    _unterschreiben(beitrag, person, Zeichnungsart.DIGITAL, clock.now(), vorbehalt)
    _wenn_alle(beitrag.zielvereinbarung, person)


@act(
    P.ZIELVEREINBARUNG_ZEICHNUNG_ERFASSEN,
    label="Zeichnung auf Papier erfassen",
    sentence="hat eine Zeichnung auf Papier erfasst",
    when={S.ZUR_ZEICHNUNG},
    requires=(partei_soll_zeichnen, noch_nicht_gezeichnet),
    records=("gezeichnet_von", "gezeichnet_am", "vorbehalt"),
)
def zeichnung_erfassen(
    beitrag: Beitrag, person: Person, *, gezeichnet_von: Person, gezeichnet_am: date, vorbehalt: str = ""
) -> None:
    """Festhalten, wer wann auf Papier gezeichnet hat."""
    if gezeichnet_am > clock.today():
        raise Obstructed("Gezeichnet wurde frühestens heute, nicht in der Zukunft.")
    beschluss = beitrag.zielvereinbarung.beschluss
    if beschluss is not None and gezeichnet_am < beschluss.gefasst_am:
        raise Obstructed("Gezeichnet wird erst, nachdem die Lenkungsgruppe zugestimmt hat.")
    if not _war_berechtigt(gezeichnet_von, beitrag.institution_id, gezeichnet_am):
        raise Obstructed(f"{gezeichnet_von.name} war an diesem Tag für {beitrag} nicht zeichnungsberechtigt.")
    moment = clock.from_local(datetime.combine(gezeichnet_am, time(12)))
    _unterschreiben(beitrag, gezeichnet_von, Zeichnungsart.PAPIER, moment, vorbehalt)
    _wenn_alle(beitrag.zielvereinbarung, person)


def _war_berechtigt(person: Person, institution_id: int, day: date) -> bool:
    return any(
        z.institution_id == institution_id and z.von <= day and (z.bis is None or day <= z.bis)
        for z in person.zeichnungsberechtigungen
    )


@act(
    P.ZIELVEREINBARUNG_ZEICHNUNG_VERWEIGERN,
    label="Zeichnung verweigern",
    sentence="hat die Zeichnung verweigert",
    when={S.ZUR_ZEICHNUNG},
    requires=(partei_soll_zeichnen, noch_nicht_gezeichnet),
    records=("begruendung",),
)
def zeichnung_verweigern(beitrag: Beitrag, person: Person, *, begruendung: str) -> None:
    """Begründen, warum das eigene Haus nicht zeichnet. Die Vereinbarung bleibt zur Zeichnung."""
    if not begruendung:
        raise Obstructed("Bitte begründen Sie, warum Ihr Haus nicht zeichnet.")
    zeichnung = _unterschreiben(beitrag, person, Zeichnungsart.DIGITAL, clock.now(), "")
    zeichnung.verweigert, zeichnung.begruendung = True, begruendung


def _unterschreiben(
    beitrag: Beitrag, person: Person, art: Zeichnungsart, moment: datetime, vorbehalt: str
) -> Zeichnung:
    if beitrag.verweigerung is not None:
        beitrag.verweigerung.ungueltig_am = clock.now()
    zeichnung = Zeichnung(
        person=person,
        art=art,
        gezeichnet_am=moment,
        fassung=beitrag.zielvereinbarung.fassung,
        pruefsumme=pruefsumme(beitrag),
        vorbehalt=vorbehalt,
        verweigert=False,
    )
    beitrag.zeichnungen.append(zeichnung)
    return zeichnung


def pruefsumme(beitrag: Beitrag) -> str:
    """SHA-256 over the agreed text and this one Beitrag; another party's Beitrag does not touch it.

    Institutions stand in it by number, because a house may be renamed without any change of what was agreed.
    """
    vereinbarung = beitrag.zielvereinbarung
    content = [
        [vereinbarung.nummer, vereinbarung.fassung, vereinbarung.beschluss_id],
        [vereinbarung.titel, vereinbarung.zielzustand, _day(vereinbarung.frist)],
        [vereinbarung.indikator, vereinbarung.ausgangswert, vereinbarung.zielwert, vereinbarung.messung],
        [
            [m.nummer, m.titel, m.beschreibung, m.institution_id, _day(m.frist)]
            for m in sorted(vereinbarung.massnahmen, key=lambda m: m.nummer)
            if m.beschluss_id is not None
        ],
        [beitrag.institution_id, beitrag.beteiligung.value, beitrag.text],
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _wenn_alle(vereinbarung: Zielvereinbarung, person: Person) -> None:
    if not vereinbarung.ausstehende:
        in_kraft_setzen(vereinbarung, person)


@act(
    P.ZIELVEREINBARUNG_IN_KRAFT_SETZEN,
    label="In Kraft setzen",
    sentence="hat als letzte Partei gezeichnet; die Zielvereinbarung ist in Kraft",
    when={S.ZUR_ZEICHNUNG},
    then=S.IN_KRAFT,
    requires=(alle_gezeichnet,),
    follows=True,
)
def in_kraft_setzen(vereinbarung: Zielvereinbarung, person: Person) -> None:
    """Mit der letzten nötigen Zeichnung tritt die Zielvereinbarung in Kraft."""
    vereinbarung.in_kraft_am = clock.today()


@act(
    P.ZIELVEREINBARUNG_ABSCHLIESSEN,
    label="Abschließen",
    sentence="hat die Zielvereinbarung abgeschlossen",
    when={S.IN_KRAFT},
    then=S.ABGESCHLOSSEN,
    records=("erfuellung", "gruende"),
)
def abschliessen(vereinbarung: Zielvereinbarung, person: Person, *, erfuellung: Erfuellung, gruende: str = "") -> None:
    """Festhalten, ob das Ziel erreicht ist, und wenn nicht ganz: warum."""
    if erfuellung is not Erfuellung.ERFUELLT and not gruende:
        raise Obstructed("Bitte nennen Sie die Gründe, warum das Ziel nicht ganz erreicht ist.")
    vereinbarung.erfuellung, vereinbarung.gruende = erfuellung, gruende
