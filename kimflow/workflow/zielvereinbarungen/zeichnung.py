"""Signing: each institution its own Beitrag, until all required have."""

from datetime import date, datetime, time

from kimflow import clock
from kimflow.columns import canonical
from kimflow.mail import zeichnungen as briefe
from kimflow.models import Beitrag, Datei, Person, Zeichnung, Zeichnungsart, Zielvereinbarung, ZielvereinbarungStatus
from kimflow.permissions import Permission
from kimflow.workflow import dateien, post
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.dateien import Upload
from kimflow.workflow.zielvereinbarungen import codes
from kimflow.workflow.zielvereinbarungen.fassungen import pruefsumme
from kimflow.workflow.zielvereinbarungen.fortschreibung import in_kraft_treten
from kimflow.workflow.zielvereinbarungen.voraussetzungen import (
    alle_gezeichnet,
    noch_nicht_gezeichnet,
    partei_soll_zeichnen,
)
from kimflow.workflow.zielvereinbarungen.wortlaut import stand, wortlaut

P = Permission
S = ZielvereinbarungStatus


@act(
    P.ZIELVEREINBARUNG_ZEICHNUNGSCODE_ANFORDERN,
    label="Code anfordern",
    sentence="hat einen Code zum Zeichnen angefordert",
    when={S.ZUR_ZEICHNUNG},
    requires=(partei_soll_zeichnen, noch_nicht_gezeichnet),
)
def zeichnungscode_anfordern(beitrag: Beitrag, person: Person) -> None:
    """Einen Code an die eigene Mailadresse schicken. Er gilt 15 Minuten, für diesen Text und nur für Sie."""
    code = codes.ausstellen(beitrag, person)
    post.einwerfen(briefe.code(beitrag, person, code), P.ZIELVEREINBARUNG_ZEICHNUNGSCODE_ANFORDERN)


@act(
    P.ZIELVEREINBARUNG_ZEICHNEN,
    label="Zeichnen",
    sentence="hat gezeichnet",
    when={S.ZUR_ZEICHNUNG},
    requires=(partei_soll_zeichnen, noch_nicht_gezeichnet),
    records=("vorbehalt", "vorbehalt_bis"),
)
def zeichnen(
    beitrag: Beitrag, person: Person, *, code: str, vorbehalt: str = "", vorbehalt_bis: date | None = None
) -> None:
    """Den Beitrag des eigenen Hauses mit dem Code aus der Mail zeichnen, wenn nötig unter Gremienvorbehalt."""
    codes.einloesen(beitrag, person, code)
    _unterschreiben(beitrag, person, Zeichnungsart.DIGITAL, clock.now(), vorbehalt, vorbehalt_bis)
    _wenn_alle(beitrag.zielvereinbarung, person)


@act(
    P.ZIELVEREINBARUNG_ZEICHNUNG_ERFASSEN,
    label="Zeichnung auf Papier erfassen",
    sentence="hat eine Zeichnung auf Papier erfasst",
    when={S.ZUR_ZEICHNUNG},
    requires=(partei_soll_zeichnen, noch_nicht_gezeichnet),
    records=("gezeichnet_von", "gezeichnet_am", "vorbehalt", "vorbehalt_bis"),
)
def zeichnung_erfassen(
    beitrag: Beitrag,
    person: Person,
    *,
    gezeichnet_von: Person,
    gezeichnet_am: date,
    scan: Upload,
    vorbehalt: str = "",
    vorbehalt_bis: date | None = None,
) -> None:
    """Festhalten, wer wann auf Papier gezeichnet hat, mit dem eingescannten Blatt."""
    if gezeichnet_am > clock.today():
        raise Obstructed("Der Tag darf nicht in der Zukunft liegen.")
    beschluss = beitrag.zielvereinbarung.beschluss
    if beschluss is not None and gezeichnet_am < beschluss.gefasst_am:
        raise Obstructed(f"‹Die Lenkungsgruppe:nom› hat erst am {beschluss.gefasst_am:%d.%m.%Y} zugestimmt.")
    since = _zeichenbar_seit(beitrag)
    if since is not None and gezeichnet_am < since:
        raise Obstructed(
            f"Am {since:%d.%m.%Y} wurde der Beitrag neu gefasst oder eine Zeichnung ungültig. "
            "Ein älteres Blatt zählt nicht mehr."
        )
    if not _war_berechtigt(gezeichnet_von, beitrag.institution_id, gezeichnet_am):
        raise Obstructed(f"{gezeichnet_von.name} war an diesem Tag für {beitrag} nicht zeichnungsberechtigt.")
    moment = clock.from_local(datetime.combine(gezeichnet_am, time(12)))
    kept = dateien.ablegen(scan, person)
    _unterschreiben(beitrag, gezeichnet_von, Zeichnungsart.PAPIER, moment, vorbehalt, vorbehalt_bis, scan=kept)
    _wenn_alle(beitrag.zielvereinbarung, person)


def _zeichenbar_seit(beitrag: Beitrag) -> date | None:
    """The day the text last became another, or a Zeichnung or refusal under it void."""
    void = [clock.local(z.ungueltig_am).date() for z in beitrag.zeichnungen if z.ungueltig_am is not None]
    return max([*void, *([beitrag.neu_gefasst_am] if beitrag.neu_gefasst_am else [])], default=None)


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
    """Begründen, warum das eigene Haus nicht zeichnet. Nach Ablauf der Frist entscheidet ‹die Lenkungsgruppe:nom›."""
    if not begruendung:
        raise Obstructed("Bitte begründen Sie, warum Ihr Haus nicht zeichnet.")
    _unterschreiben(beitrag, person, Zeichnungsart.DIGITAL, clock.now(), verweigerung=begruendung)


def _unterschreiben(
    beitrag: Beitrag,
    person: Person,
    art: Zeichnungsart,
    moment: datetime,
    vorbehalt: str = "",
    vorbehalt_bis: date | None = None,
    verweigerung: str = "",
    scan: Datei | None = None,
) -> None:
    """Everything at once: the row is frozen as soon as it is written."""
    if bool(canonical(vorbehalt)) != bool(vorbehalt_bis):
        raise Obstructed("Zu einem Gremienvorbehalt gehören das Gremium und der Tag, bis zu dem es entscheidet.")
    if vorbehalt_bis and vorbehalt_bis < clock.local(moment).date():
        raise Obstructed("Der Tag, bis zu dem das Gremium entscheidet, darf nicht vor der Zeichnung liegen.")
    if beitrag.verweigerung is not None:
        beitrag.verweigerung.ungueltig_weil = "Danach hat das Haus neu entschieden."
        beitrag.verweigerung.ungueltig_am = clock.now()
    text = wortlaut(beitrag)
    zeichnung = Zeichnung(
        person=person,
        art=art,
        gezeichnet_am=moment,
        fassung=beitrag.zielvereinbarung.fassung,
        wortlaut=text,
        pruefsumme=pruefsumme(text),
        stand=stand(beitrag),
        vorbehalt=vorbehalt,
        vorbehalt_bis=vorbehalt_bis,
        verweigert=bool(verweigerung),
        begruendung=verweigerung,
        scan=scan,
    )
    beitrag.zeichnungen.append(zeichnung)


def _wenn_alle(vereinbarung: Zielvereinbarung, person: Person) -> None:
    if not vereinbarung.ausstehende:
        in_kraft_setzen(vereinbarung, person)


@act(
    P.ZIELVEREINBARUNG_IN_KRAFT_SETZEN,
    label="In Kraft setzen",
    sentence="hat die letzte Zeichnung festgehalten; die Zielvereinbarung ist in Kraft",
    when={S.ZUR_ZEICHNUNG},
    then=S.IN_KRAFT,
    requires=(alle_gezeichnet,),
    follows=True,
)
def in_kraft_setzen(vereinbarung: Zielvereinbarung, person: Person) -> None:
    """Mit der letzten nötigen Zeichnung tritt die Zielvereinbarung in Kraft."""
    in_kraft_treten(vereinbarung)
