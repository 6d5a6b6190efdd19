"""Zielvereinbarungen for tests, made with the acts by Paula and signed by Mats, Paula and Zoe."""

from decimal import Decimal
from typing import Any

from sqlalchemy import select

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Beitrag,
    Beschluss,
    Beteiligung,
    Indikator,
    Kommentar,
    Nachricht,
    Person,
    Rhythmus,
    Thema,
    ThemaStatus,
    Ueberpruefung,
    Zeichnung,
    Zeichnungsart,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from tests.bauen.massnahmen import in_tagen, zugesagte_massnahme
from tests.bauen.themen import neuer_beschluss, thema_im_stand
from tests.besetzung import Welt

S = ZielvereinbarungStatus
PARTEIEN = {"Jobcenter": "Mats", "Sozialamt": "Paula", "Caritas": "Zoe"}
"""Institution → who signs for it."""

TEXT: dict[str, Any] = {
    "titel": "Leistungen ohne Lücke",
    "zielzustand": "Niemand steht beim Wechsel **ohne Leistung** da.",
}
INDIKATOR: dict[str, Any] = {
    "name": "Tage zwischen letztem und erstem Bescheid",
    "einheit": "Tage",
    "ausgangswert": Decimal(56),
    "zielwert": Decimal(7),
    "quelle": "Stichprobe des Jobcenters",
    "rhythmus": Rhythmus.HALBJAEHRLICH,
}


def neue_zielvereinbarung(
    welt: Welt, thema: Thema | None = None, titel: str = "Leistungen ohne Lücke"
) -> Zielvereinbarung:
    """An empty draft."""
    thema = thema or thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    with transaction():
        return workflow.zielvereinbarungen.anlegen(thema, welt.person("Paula"), titel=titel)


def beschriebene_zielvereinbarung(
    welt: Welt, thema: Thema | None = None, *, mit_indikator: bool = True, **kw: Any
) -> Zielvereinbarung:
    """A draft with its text, still without parties and Maßnahmen."""
    vereinbarung = neue_zielvereinbarung(welt, thema)
    with transaction():
        workflow.zielvereinbarungen.bearbeiten(
            vereinbarung, welt.person("Paula"), **(TEXT | {"frist": in_tagen(365)} | kw)
        )
    if mit_indikator:
        neuer_indikator(welt, vereinbarung)
    return vereinbarung


def neuer_indikator(welt: Welt, vereinbarung: Zielvereinbarung, **kw: Any) -> Indikator:
    with transaction():
        return workflow.indikatoren.anlegen(vereinbarung, welt.person("Paula"), **(INDIKATOR | kw))


def neuer_beitrag(
    welt: Welt,
    vereinbarung: Zielvereinbarung,
    kurzname: str,
    beteiligung: Beteiligung = Beteiligung.ZEICHNET,
    text: str = "Stellt eine Ansprechperson.",
) -> Beitrag:
    with transaction():
        workflow.zielvereinbarungen.beitrag_festlegen(
            vereinbarung,
            welt.person("Paula"),
            institution=welt.institution(kurzname),
            beteiligung=beteiligung,
            text=text,
        )
    return beitrag(vereinbarung, kurzname)


def beitrag(vereinbarung: Zielvereinbarung, kurzname: str) -> Beitrag:
    """The Beitrag of this institution."""
    return next(b for b in vereinbarung.beitraege if b.institution.kurzname == kurzname)


def einreichbare_zielvereinbarung(welt: Welt, thema: Thema | None = None, **kw: Any) -> Zielvereinbarung:
    """A draft of three parties that lacks nothing; one zugesagte Maßnahme."""
    vereinbarung = beschriebene_zielvereinbarung(welt, thema, **kw)
    for kurzname in PARTEIEN:
        neuer_beitrag(welt, vereinbarung, kurzname)
    zugesagte_massnahme(welt, zielvereinbarung=vereinbarung)
    return vereinbarung


def eingereichte_zielvereinbarung(welt: Welt, thema: Thema | None = None, **kw: Any) -> Zielvereinbarung:
    vereinbarung = einreichbare_zielvereinbarung(welt, thema, **kw)
    with transaction():
        workflow.zielvereinbarungen.einreichen(vereinbarung, welt.person("Paula"))
    return vereinbarung


def zielvereinbarung_von(welt: Welt, *haeuser: str) -> Zielvereinbarung:
    """Eingereicht: these institutions sign; its one Maßnahme is the Jobcenter's."""
    vereinbarung = beschriebene_zielvereinbarung(welt)
    for kurzname in haeuser:
        neuer_beitrag(welt, vereinbarung, kurzname)
    zugesagte_massnahme(welt, zielvereinbarung=vereinbarung)
    with transaction():
        workflow.zielvereinbarungen.einreichen(vereinbarung, welt.person("Paula"))
    return vereinbarung


def zugestimmte_zielvereinbarung(
    welt: Welt, thema: Thema | None = None, beschluss: Beschluss | None = None, **kw: Any
) -> Zielvereinbarung:
    """Zur Zeichnung: the Lenkungsgruppe agreed."""
    vereinbarung = eingereichte_zielvereinbarung(welt, thema, **kw)
    beschluss = beschluss or neuer_beschluss(welt)
    with transaction():
        workflow.zielvereinbarungen.zustimmen(vereinbarung, welt.person("Kora"), beschluss=beschluss)
    return vereinbarung


def zeichnen(welt: Welt, vereinbarung: Zielvereinbarung, *haeuser: str) -> None:
    """These institutions sign; if none is named, all that have not."""
    for kurzname in haeuser or [one for one in PARTEIEN if beitrag(vereinbarung, one).zeichnung is None]:
        mit_code(beitrag(vereinbarung, kurzname), welt.person(PARTEIEN[kurzname]))


def mit_code(partei: Beitrag, wer: Person, **kw: Any) -> None:
    """Sign with a code fresh from the mail."""
    with transaction():
        code = workflow.zielvereinbarungen.codes.ausstellen(partei, wer)
        workflow.zielvereinbarungen.zeichnen(partei, wer, code=code, **kw)


def geltende_zielvereinbarung(welt: Welt, thema: Thema | None = None, **kw: Any) -> Zielvereinbarung:
    """In Kraft."""
    vereinbarung = zugestimmte_zielvereinbarung(welt, thema, **kw)
    zeichnen(welt, vereinbarung)
    return vereinbarung


def fortgeschriebene_zielvereinbarung(welt: Welt, vereinbarung: Zielvereinbarung | None = None) -> Zielvereinbarung:
    """The draft of the next version of one in force."""
    vereinbarung = vereinbarung or geltende_zielvereinbarung(welt)
    with transaction():
        return workflow.zielvereinbarungen.fortschreiben(
            vereinbarung, welt.person("Paula"), begruendung="Die Stichprobe reicht nicht."
        )


def neuer_kommentar(
    welt: Welt, vereinbarung: Zielvereinbarung, wer: str = "Mats", text: str = "Wer misst das?"
) -> Kommentar:
    with transaction():
        return workflow.zielvereinbarungen.kommentieren(vereinbarung, welt.person(wer), text=text)


def zielvereinbarung_im_stand(welt: Welt, status: ZielvereinbarungStatus) -> Zielvereinbarung:
    """A complete Zielvereinbarung put into any status by a raw row. For tests of the arrows."""
    vereinbarung = einreichbare_zielvereinbarung(welt)
    beschluss = neuer_beschluss(welt)
    with transaction():
        if status is not S.ENTWURF:
            vereinbarung.beschluss = beschluss
        vereinbarung.in_kraft_am, vereinbarung.erfuellung = in_tagen(0), "erfuellt"
        vereinbarung.ueberarbeitung, vereinbarung.ueberarbeiten_bis = "Fristen prüfen.", in_tagen(30)
        vereinbarung.status = status
    return vereinbarung


def neu_gelesen(vereinbarung: Zielvereinbarung) -> Zielvereinbarung:
    """The row as the database has it now."""
    session().expire_all()
    return session().get_one(Zielvereinbarung, vereinbarung.id)


def unterzeichnen(welt: Welt, partei: Beitrag, **kw: Any) -> None:
    """A Zeichnung as a raw row, whatever the status. For tests of the arrows."""
    wer = next(name for kurz, name in PARTEIEN.items() if kurz == partei.institution.kurzname)
    with transaction():
        partei.zeichnungen.append(
            Zeichnung(
                person=welt.person(wer),
                art=Zeichnungsart.DIGITAL,
                gezeichnet_am=clock.now(),
                fassung=1,
                wortlaut="Text",
                pruefsumme="0" * 64,
                stand="0" * 64,
                verweigert=False,
                **kw,
            )
        )


def neue_ueberpruefung(welt: Welt, vereinbarung: Zielvereinbarung, tage: int = 30) -> Ueberpruefung:
    with transaction():
        return workflow.ueberpruefungen.ansetzen(vereinbarung, welt.person("Kora"), am=in_tagen(tage))


def letzter_code(wer: Person) -> str:
    """The code of the letter that reached this person last."""
    letters = select(Nachricht.text).where(Nachricht.person_id == wer.id, Nachricht.text.contains("Code: "))
    text = session().scalars(letters.order_by(Nachricht.id.desc())).first()
    assert text is not None
    return text.partition("Code: ")[2][:6]
