"""Signing: each institution its own Beitrag, until all required have."""

import hashlib
import json
from datetime import date, datetime, time

from kimflow import clock
from kimflow.models import (
    Beitrag,
    Person,
    Zeichnung,
    Zeichnungsart,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.zielvereinbarungen.fortschreibung import vorgaenger_abloesen
from kimflow.workflow.zielvereinbarungen.voraussetzungen import (
    alle_gezeichnet,
    noch_nicht_gezeichnet,
    partei_soll_zeichnen,
)

P = Permission
S = ZielvereinbarungStatus


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
    vorgaenger_abloesen(vereinbarung)
