"""What the acts on Zielvereinbarungen ask of one, and the states they start from."""

from kimflow import clock
from kimflow.models import (
    Beitrag,
    Beteiligung,
    Massnahme,
    MassnahmeStatus,
    Thema,
    ThemaStatus,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission
from kimflow.queries import massnahmen, personen
from kimflow.queries.fassungen import weiterlaufende
from kimflow.saetze import als_satz

P = Permission
S = ZielvereinbarungStatus
T = ThemaStatus

IN_ARBEIT = frozenset({S.ENTWURF, S.UEBERARBEITUNG})
_LAEUFT = frozenset({T.BEAUFTRAGT, T.VORSCHLAG, T.VEREINBART})


def projektgruppe_beauftragt(thema: Thema) -> str | None:
    """das Thema ist einer Projektgruppe zugewiesen"""
    return None if thema.projektgruppe_id else "Das Thema ist ‹keiner Projektgruppe:dat› zugewiesen."


def thema_laeuft(vereinbarung: Zielvereinbarung) -> str | None:
    """das Thema ist beauftragt oder vereinbart"""
    return None if vereinbarung.thema.status in _LAEUFT else "Das Thema ist zurzeit nicht beauftragt."


def zielzustand_beschrieben(vereinbarung: Zielvereinbarung) -> str | None:
    """der Zielzustand ist beschrieben"""
    return None if vereinbarung.zielzustand else "Der Zielzustand ist noch nicht beschrieben."


def indikator_messbar(vereinbarung: Zielvereinbarung) -> str | None:
    """ein Indikator mit Ausgangs- und Zielwert ist genannt"""
    return None if vereinbarung.indikatoren else "Es fehlt ein Indikator mit Ausgangs- und Zielwert."


def frist_gesetzt(vereinbarung: Zielvereinbarung) -> str | None:
    """eine Frist ist gesetzt"""
    return None if vereinbarung.frist else "Es ist noch keine Frist gesetzt."


def frist_nicht_vergangen(vereinbarung: Zielvereinbarung) -> str | None:
    """die Frist liegt nicht in der Vergangenheit"""
    passed = vereinbarung.frist is not None and vereinbarung.frist < clock.today()
    return "Die Frist liegt in der Vergangenheit." if passed else None


def partei_zeichnet(vereinbarung: Zielvereinbarung) -> str | None:
    """mindestens eine Partei zeichnet"""
    return None if vereinbarung.zeichnende else "Es gibt noch keine Partei, die zeichnet."


def parteien_koennen_zeichnen(vereinbarung: Zielvereinbarung) -> str | None:
    """für jede Partei, die zeichnet, ist jemand zeichnungsberechtigt"""
    signing = vereinbarung.zeichnende
    able = personen.haeuser_mit_zeichnungsberechtigten([b.institution_id for b in signing]) if signing else set()
    missing = [str(beitrag) for beitrag in signing if beitrag.institution_id not in able]
    return f"Für {', '.join(missing)} ist niemand zeichnungsberechtigt." if missing else None


def partei_vorhanden(vereinbarung: Zielvereinbarung) -> str | None:
    """mindestens eine Partei ist aufgenommen"""
    return None if vereinbarung.beitraege else "Es ist noch keine Partei aufgenommen."


def massnahme_aufnehmbar(vereinbarung: Zielvereinbarung) -> str | None:
    """zum Thema gibt es eine offene Maßnahme ohne Zielvereinbarung"""
    found = massnahmen.aufnehmbare(vereinbarung)
    return None if found else "Zum Thema gibt es keine offene Maßnahme ohne Zielvereinbarung."


def beitraege_beschrieben(vereinbarung: Zielvereinbarung) -> str | None:
    """jeder Beitrag ist beschrieben"""
    empty = [str(beitrag) for beitrag in vereinbarung.beitraege if not beitrag.text]
    return als_satz(f"Der Beitrag ist noch nicht beschrieben: {', '.join(empty)}") if empty else None


def massnahme_vorhanden(vereinbarung: Zielvereinbarung) -> str | None:
    """mindestens eine Maßnahme gehört dazu"""
    if _massnahmen(vereinbarung) or weiterlaufende(vereinbarung):
        return None
    return "Es gehört noch keine Maßnahme dazu."


def massnahmen_zugesagt(vereinbarung: Zielvereinbarung) -> str | None:
    """jede Maßnahme ist zugesagt"""
    offen = [f"{m} ({m.institution})" for m in _massnahmen(vereinbarung) if m.status is MassnahmeStatus.VORGESCHLAGEN]
    return f"Noch nicht zugesagt: {', '.join(offen)}." if offen else None


def _massnahmen(vereinbarung: Zielvereinbarung) -> list[Massnahme]:
    return [m for m in vereinbarung.massnahmen if m.status is not MassnahmeStatus.ABGEBROCHEN]


def noch_nicht_fortgeschrieben(vereinbarung: Zielvereinbarung) -> str | None:
    """keine weitere Fassung ist in Arbeit"""
    next_one = vereinbarung.fortgeschriebene
    return f"Fassung {next_one.fassung} ist schon in Arbeit: {next_one.nummer}." if next_one else None


def partei_soll_zeichnen(beitrag: Beitrag) -> str | None:
    """diese Partei zeichnet"""
    return None if beitrag.beteiligung is Beteiligung.ZEICHNET else "Diese Partei wirkt mit, ohne zu zeichnen."


def noch_nicht_gezeichnet(beitrag: Beitrag) -> str | None:
    """dieser Beitrag ist noch nicht gezeichnet"""
    return None if beitrag.zeichnung is None else "Dieser Beitrag ist schon gezeichnet."


def alle_gezeichnet(vereinbarung: Zielvereinbarung) -> str | None:
    """alle zeichnenden Parteien haben gezeichnet"""
    missing = [str(beitrag) for beitrag in vereinbarung.ausstehende]
    return als_satz(f"Es fehlt die Zeichnung von {', '.join(missing)}") if missing else None


def zeichnung_fehlt(vereinbarung: Zielvereinbarung) -> str | None:
    """mindestens eine nötige Zeichnung fehlt noch"""
    return None if vereinbarung.ausstehende else "Es fehlt keine Zeichnung mehr."


def vorbehalt_ist_offen(beitrag: Beitrag) -> str | None:
    """diese Zeichnung steht unter einem offenen Gremienvorbehalt"""
    is_open = beitrag.zeichnung is not None and beitrag.zeichnung.vorbehalt_offen
    return None if is_open else "Diese Zeichnung steht unter keinem offenen Vorbehalt."
