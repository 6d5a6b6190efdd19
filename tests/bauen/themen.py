"""Themen for tests: taken up by the act, carried further by raw rows where a foreign noun decides."""

from datetime import date, timedelta
from typing import Any

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Beschluss,
    Bruchstelle,
    Ebene,
    Fallrekonstruktion,
    FallStatus,
    Mandat,
    Modus,
    Person,
    Quellenart,
    Sitzung,
    SitzungStatus,
    Thema,
    ThemaStatus,
    Top,
    Topart,
    Weitergabe,
)
from kimflow.workflow.nummern import naechste
from tests.besetzung import Welt

STECKBRIEF: dict[str, Any] = {
    "problem": "Beim Wechsel ins SGB II entsteht eine Lücke von acht Wochen.",
    "wirkung_menschen": "Familien stehen ohne Leistung da.",
    "wirkung_stellen": "Beratungsstellen strecken vor.",
    "warum_jetzt": "Die Zahl der Wechsel steigt.",
    "gefragt": "Ein Auftrag an eine Projektgruppe.",
    "moeglichkeiten": "Übergabebogen, gemeinsame Sprechstunde oder nichts ändern.",
    "doppelstruktur": "Geprüft: Niemand arbeitet bisher daran.",
}


def neues_thema(welt: Welt, person: Person | None = None, **kw: Any) -> Thema:
    """A Thema in the Themenspeicher. bruchstellen=3 makes that many released Bruchstellen; default: another source."""
    count = kw.pop("bruchstellen", 0)
    found = neue_bruchstellen(welt, count) if isinstance(count, int) else count
    angaben: dict[str, Any] = {"titel": "Lücke beim Rechtskreiswechsel", "handlungsfeld": None, "bruchstellen": found}
    if not found:
        angaben |= {"quellenart": Quellenart.FACHGESPRAECH, "quelle": "Fachgespräch im Mai", "datum": date(2026, 5, 4)}
    with transaction():
        return workflow.themen.aufnehmen(person or welt.person("Kora"), **(angaben | kw))


def steckbrief(thema: Thema, welt: Welt, **kw: Any) -> Thema:
    """Fill in the whole Steckbrief."""
    angaben = STECKBRIEF | {
        "titel": thema.titel,
        "handlungsfeld": welt.vokabel("handlungsfeld", "Leistungen und Rechtskreiswechsel"),
        "rechtskreise": [welt.vokabel("rechtskreis", "SGB II"), welt.vokabel("rechtskreis", "AsylbLG")],
        "kommunen": [welt.kommune()],
    }
    with transaction():
        workflow.themen.bearbeiten(thema, welt.person("Kora"), **(angaben | kw))
    return thema


def vorlegbares_thema(welt: Welt, **kw: Any) -> Thema:
    """Complete Steckbrief, a Grundlage, and the one named institution has answered."""
    thema = steckbrief(neues_thema(welt, **kw), welt)
    with transaction():
        workflow.themen.stellungnahmen_erbitten(
            thema, welt.person("Kora"), institutionen=[welt.institution("Jobcenter")]
        )
    with transaction():
        workflow.stellungnahmen.abgeben(thema.stellungnahmen[0], welt.person("Mats"), text="Das sehen wir auch so.")
    return thema


def vorgelegtes_thema(welt: Welt, top: Top | None = None, **kw: Any) -> Thema:
    """On the agenda of the Lenkungsgruppe."""
    thema, top = vorlegbares_thema(welt, **kw), top or neuer_top(welt)
    with transaction():
        workflow.themen.vorlegen(thema, welt.person("Kora"), top=top)
    return thema


def beauftragtes_thema(welt: Welt, **kw: Any) -> Thema:
    """Given to the Projektgruppe that Paula leads."""
    thema, beschluss = vorgelegtes_thema(welt, **kw), neuer_beschluss(welt)
    with transaction():
        workflow.themen.beauftragen(
            thema,
            welt.person("Kora"),
            beschluss=beschluss,
            projektgruppe=welt.projektgruppe,
            mandat="Eine Zielvereinbarung zum Übergang vorschlagen.",
            frist=clock.today() + timedelta(days=120),
        )
    return thema


def thema_im_stand(welt: Welt, status: ThemaStatus, **kw: Any) -> Thema:
    """A Thema put into any status by a raw row, with whatever the table demands for it. For tests of the arrows."""
    thema = neues_thema(welt, **kw)
    beschluss = neuer_beschluss(welt)
    ziel = neues_thema(welt, titel="Das gemeinsame Thema") if status is ThemaStatus.ZUSAMMENGEFUEHRT else None
    with transaction():
        thema.beschluss, thema.rang = beschluss, 1
        thema.projektgruppe, thema.frist = welt.projektgruppe, date(2030, 1, 1)
        if status is ThemaStatus.RUHT:
            thema.status_vorher, thema.wiedervorlage = ThemaStatus.BEAUFTRAGT, date(2030, 1, 1)
        if status is ThemaStatus.ZUSAMMENGEFUEHRT:
            thema.status_vorher = ThemaStatus.GESAMMELT
            thema.zusammengefuehrt_in, thema.zusammengefuehrt_am = ziel, clock.today()
        if status in (ThemaStatus.BEAUFTRAGT, ThemaStatus.VORSCHLAG, ThemaStatus.VEREINBART, ThemaStatus.RUHT):
            thema.mandate.append(
                Mandat(
                    projektgruppe=welt.projektgruppe,
                    beschluss=beschluss,
                    text="Vorschlagen.",
                    frist=date(2030, 1, 1),
                    erteilt_am=clock.today(),
                )
            )
        thema.status = status
    return thema


def zusammengefuehrtes_thema(welt: Welt, ziel: Thema | None = None, **kw: Any) -> Thema:
    """A Thema that went into another one, by the act."""
    thema, ziel = neues_thema(welt, **kw), ziel or neues_thema(welt, titel="Das gemeinsame Thema")
    with transaction():
        workflow.themen.zusammenfuehren(thema, welt.person("Kora"), ziel=ziel)
    return thema


def neue_weitergabe(welt: Welt, thema: Thema | None = None, **kw: Any) -> Weitergabe:
    """Reported to the Land, to be brought up again in two months."""
    angaben: dict[str, Any] = {
        "ebene": Ebene.LAND,
        "an": "das zuständige Ministerium",
        "am": clock.today(),
        "anliegen": "Die Übergangsfrist steht im Landesrecht.",
        "wiedervorlage": clock.today() + timedelta(days=60),
    }
    thema = thema or neues_thema(welt)
    with transaction():
        return workflow.weitergaben.weitergeben(thema, welt.person("Kora"), **(angaben | kw))


def neuer_beschluss(welt: Welt, **kw: Any) -> Beschluss:
    """A Beschluss taken before kimflow came, by a raw row."""
    angaben: dict[str, Any] = {
        "gremium": welt.lenkungsgruppe,
        "wortlaut": "Die Lenkungsgruppe beschließt.",
        "modus": Modus.EINVERNEHMLICH,
        "gefasst_am": date(2026, 3, 2),
        "nacherfasst": True,
        "quelle": "Protokoll vom 02.03.2026",
    }
    with transaction() as s:
        beschluss = Beschluss(nummer=naechste(Beschluss), **(angaben | kw))
        s.add(beschluss)
    return beschluss


def neuer_top(welt: Welt, status: SitzungStatus = SitzungStatus.GEPLANT, **kw: Any) -> Top:
    """A TOP of a coming Sitzung of the Lenkungsgruppe, by raw rows."""
    with transaction() as s:
        sitzung = Sitzung(
            nummer=naechste(Sitzung),
            gremium=kw.pop("gremium", welt.lenkungsgruppe),
            status=SitzungStatus.GEPLANT,
            beginn=clock.now() + timedelta(days=30),
            eroeffnet_am=clock.now(),
            absage="fällt aus",
        )
        top = Top(sitzung=sitzung, position=1, titel="Themen priorisieren", art=Topart.PRIORISIERUNG)
        s.add_all([sitzung, top])
        s.flush()  # approved minutes take no more items
        sitzung.status = status
    return top


def neue_bruchstellen(welt: Welt, anzahl: int) -> list[Bruchstelle]:
    """Bruchstellen of one released Fallrekonstruktion each, by raw rows."""
    made = []
    for _ in range(anzahl):
        with transaction() as s:
            fall = Fallrekonstruktion(
                nummer=naechste(Fallrekonstruktion),
                gremium=welt.fallwerkstatt,
                status=FallStatus.FREIGEGEBEN,
                titel="Acht Wochen ohne Leistung",
                jahr=2026,
                quartal=1,
                autor=welt.person("Fatma"),
                geprueft_von=welt.person("Finn"),
                anonymitaet="anonym",
                freigegeben_am=clock.today(),
            )
            bruchstelle = Bruchstelle(
                fall=fall,
                position=1,
                von_rechtskreis=welt.vokabel("rechtskreis", "AsylbLG"),
                zu_rechtskreis=welt.vokabel("rechtskreis", "SGB II"),
                von_institutionstyp=welt.vokabel("institutionstyp", "Sozialamt"),
                zu_institutionstyp=welt.vokabel("institutionstyp", "Jobcenter"),
                ursache=welt.vokabel("ursache", "Rechtskreiswechsel"),
                handlungsfeld=welt.vokabel("handlungsfeld", "Leistungen und Rechtskreiswechsel"),
                satz="Die Bescheide kommen nacheinander statt zugleich.",
            )
            s.add_all([fall, bruchstelle])
        made.append(bruchstelle)
    return made


def neu_gelesen(thema: Thema) -> Thema:
    """The row as the database has it now."""
    session().expire_all()
    return session().get_one(Thema, thema.id)
