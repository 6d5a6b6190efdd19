"""What the moderator's screen shows, made from the meeting and from whose screen it is; needs no request."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kimflow import clock, queries, workflow
from kimflow.blueprints.moderation import schritte
from kimflow.blueprints.moderation.schritte import Schritt, naechster_schritt, nebenan
from kimflow.exports.qr import qr
from kimflow.mail.briefe import adresse
from kimflow.models import Anwesenheit, Person, Sitz, Sitzung, Thema, Top, TopStatus, Wandbild, Zusage
from kimflow.permissions import Permission
from kimflow.queries.saal import Sicht
from kimflow.web import wandzeichen
from kimflow.workflow.acts import Act, lesbar

T = TopStatus


def zeigen(sitzung: Sitzung, sicht: Sicht) -> dict[str, Any]:
    """Everything the parts of the page need."""
    now = clock.now()
    top = sitzung.laufender_top
    leads = sitzung.moderation_id == sicht.person_id
    step = naechster_schritt(sitzung)
    return {
        "sitzung": sitzung,
        "hier": schritte.moderation(sitzung),
        "fuehrt": leads,
        "schritt": step,
        "gruende": _gruende(step, sitzung, sicht),
        "nebenan": [s for s in nebenan(sitzung) if s.verb != step.verb and not _gruende(s, sitzung, sicht)],
        "zeilen": _zeilen(sitzung, sicht, now),
        "top": top,
        "naechster": queries.wand.naechster(sitzung),
        "gebraucht": _minuten(queries.saal.gebraucht(top, now).total_seconds()) if top else 0,
        "darf_beschliessen": Permission.BESCHLUSS_FESTHALTEN in sicht.rechte,
        # What was prepared is for those who plan; who only takes the minutes reads along here too.
        "plant": Permission.SITZUNG_EROEFFNEN in sicht.rechte,
        "darf_abstimmen": Permission.ABSTIMMUNG_SCHLIESSEN in sicht.rechte,
        **_am_punkt(top, sicht),
        **_leiste(sitzung, now, leads=leads),
        **_raum(sitzung),
        **_wand(sitzung),
    }


def _minuten(seconds: float) -> int:
    return round(seconds / 60)


def _gruende(step: Schritt, sitzung: Sitzung, sicht: Sicht) -> list[str]:
    """Why this person cannot take the step now; empty if they can."""
    if step.recht and step.recht not in sicht.rechte:
        return ["Das macht ‹die Koordinierende Stelle:nom› oder der Vorsitz."]
    if step.fern and sitzung.moderation_id not in (None, sicht.person_id):
        return [f"{sitzung.moderation} führt gerade durch die Sitzung."]
    return []


# --- agenda -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Zeile:
    """A row of the agenda: the item, how long it took, and what can be done to it."""

    top: Top
    gebraucht: int
    runden: int
    knoepfe: list[Schritt]
    hoch: bool
    runter: bool
    als_naechstes: int | None
    speicher: str | None


def _zeilen(sitzung: Sitzung, sicht: Sicht, now: datetime) -> list[Zeile]:
    move = workflow.tagesordnungen.top_verschieben
    movable = move.permission in sicht.rechte and move.fits(sitzung)
    after = next((t.position + 1 for t in sitzung.tops if t.status is T.AUFGERUFEN), None)
    return [_zeile(sitzung, top, sicht, now, movable, after) for top in sitzung.tops]


def _zeile(sitzung: Sitzung, top: Top, sicht: Sicht, now: datetime, movable: bool, after: int | None) -> Zeile:
    return Zeile(
        top=top,
        gebraucht=_minuten(queries.saal.gebraucht(top, now).total_seconds()),
        runden=len(top.abstimmungen),
        knoepfe=[s for s in _knoepfe(sitzung, top) if not _gruende(s, sitzung, sicht)] if sitzung.ist_laufend else [],
        hoch=movable and top.position > 1,
        runter=movable and top.position < len(sitzung.tops),
        als_naechstes=_dahinter(top, after) if movable and sitzung.ist_laufend else None,
        speicher=_in_den_speicher(sitzung, top, sicht),
    )


def _dahinter(top: Top, after: int | None) -> int | None:
    """The place right behind the running item, for an open one that does not stand there yet."""
    if top.status is not T.OFFEN or after is None or top.position == after:
        return None
    # Whoever comes from above leaves a gap that the others close.
    return after if top.position > after else after - 1


def _knoepfe(sitzung: Sitzung, top: Top) -> list[Schritt]:
    acts = workflow.moderation
    words: dict[Act[..., Any], str] = {
        acts.aufrufen: "Aufrufen",
        acts.abschliessen: "Abschließen",
        acts.vertagen: "Vertagen",
        acts.zurueckholen: "Offen lassen" if top.status is T.AUFGERUFEN else "Zurückholen",
    }
    return [schritte.am_top(sitzung, top, act.verb, text) for act, text in words.items() if act.fits(top)]


def _in_den_speicher(sitzung: Sitzung, top: Top, sicht: Sicht) -> str | None:
    """The page that puts the Themen of this item back with a Wiedervorlage."""
    decides = sitzung.ist_laufend and Permission.BESCHLUSS_FESTHALTEN in sicht.rechte
    if not decides or top.beschluesse or not any(_laesst_sich_zurueckstellen(g.thema) for g in top.gegenstaende):
        return None
    here = schritte.moderation(sitzung)
    return f"/sitzungen/{sitzung.nummer}/tops/{top.id}/beschliessen?zurueckstellen=1&zurueck={here}"


def _laesst_sich_zurueckstellen(thema: Thema | None) -> bool:
    return thema is not None and workflow.themen.zurueckstellen.fits(thema)


# --- the item that is talked about ---------------------------------------------------------------------------------


def _am_punkt(top: Top | None, sicht: Sicht) -> dict[str, Any]:
    round_ = schritte.runde(top) if top else None
    turnout = queries.abstimmungen.beteiligung_in_sicht(round_, sicht.koordination) if round_ else None
    state = f"Abstimmung {lesbar(round_.status)}." if round_ else ""
    return {
        "runde": round_,
        "beteiligung": turnout,
        "vota": queries.vota.zu(top) if top else [],
        "ansage_punkt": f"{top}. {state}".strip() if top else "Kein Punkt ist aufgerufen.",
    }


# --- the bar at the top ----------------------------------------------------------------------------------------------


def _leiste(sitzung: Sitzung, now: datetime, *, leads: bool) -> dict[str, Any]:
    """Projected end and quorum. The rest of the agenda is given as well: the page counts on by itself."""
    end = queries.saal.voraussichtliches_ende(sitzung, now)
    top, here = sitzung.laufender_top, queries.saal.anwesende(sitzung)
    who = "Sie führen" if leads else f"{sitzung.moderation or 'Noch niemand'} führt"
    enough = {True: "Beschlussfähig.", False: "Nicht beschlussfähig.", None: ""}[here.beschlussfaehig]
    return {
        "ansage_leiste": f"{who} durch die Sitzung. {enough}".strip(),
        "ende": end,
        "drueber": _minuten((end - sitzung.ende).total_seconds()),
        "rest": int((end - max(now, sitzung.beginn)).total_seconds()) - (_uebrig(top, now) if top else 0),
        "anwesende": here,
    }


def _uebrig(top: Top, now: datetime) -> int:
    """Seconds the running item still has."""
    planned = (top.minuten or queries.saal.MINUTEN_OHNE_PLAN) * 60
    return max(0, planned - int(queries.saal.gebraucht(top, now).total_seconds()))


# --- the room --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Platz:
    """A Sitz in the room: who is there for it, or who would come with one tap; `andere` may come instead."""

    sitz: Sitz
    anwesenheit: Anwesenheit | None
    wer: Person | None
    andere: list[Person]
    zusage: Zusage | None
    vertretung: bool


def _raum(sitzung: Sitzung) -> dict[str, Any]:
    places = [_platz(sitzung, sitz) for sitz in sitzung.gremium.sitze if sitz.gilt_heute]
    coming = (Zusage.KOMMT, Zusage.VERTRETUNG)
    return {
        "plaetze": places,
        "gaeste": [a for a in sitzung.anwesenheiten if a.ist_da and a.sitz_id is None],
        "mitglieder": _mitglieder_ohne_sitz(sitzung),
        "zugesagt": sum(p.anwesenheit is None and p.zusage in coming for p in places),
        "eintragbar": workflow.anwesenheiten.anwesenheit_eintragen.fits(sitzung),
    }


def _mitglieder_ohne_sitz(sitzung: Sitzung) -> list[Person]:
    """Members of today who fill no Sitz of the body and are not in the room yet, each once."""
    seated = {b.person_id for sitz in sitzung.gremium.sitze for b in sitz.besetzungen if b.gilt_heute}
    here = {a.person_id for a in sitzung.anwesenheiten if a.ist_da}
    members = {m.person_id: m.person for m in sitzung.gremium.mitgliedschaften if m.gilt_heute}
    return [who for id, who in members.items() if id not in seated | here]


def _platz(sitzung: Sitzung, sitz: Sitz) -> Platz:
    row = next((a for a in sitzung.anwesenheiten if a.ist_da and a.sitz_id == sitz.id), None)
    filled = queries.saal.besetzungen_in(sitzung, sitz)
    who = row.person if row else queries.saal.wer_kommt(sitzung, sitz)
    main = {b.person_id for b in filled if not b.ist_vertretung}
    answer = next((a.antwort for a in sitzung.antworten if a.sitz_id == sitz.id), None)
    deputised = who.id not in main if who else bool(row and row.name)
    return Platz(sitz, row, who, [b.person for b in filled if b.person is not who], answer, deputised)


# --- the wall --------------------------------------------------------------------------------------------------------


def _wand(sitzung: Sitzung) -> dict[str, Any]:
    join = adresse(f"/sitzungen/{sitzung.nummer}/meine")
    return {
        "bilder": [(bild, text, schritte.zeigen(sitzung, bild, text)) for bild, text in _BILDER],
        "vorschau": _vorschau(sitzung),
        "wand": f"/wand/{sitzung.nummer}/{wandzeichen.token(sitzung)}" if sitzung.wand_offen else None,
        "beitreten": join,
        "qr": qr(join, "QR-Code: zur Sitzung am eigenen Gerät"),
    }


_BILDER = (
    (Wandbild.PUNKT, "Punkt"),
    (Wandbild.NAECHSTER, "Nächster"),
    (Wandbild.ERGEBNIS, "Ergebnis"),
    (Wandbild.LEER, "Leer"),
)


def _vorschau(sitzung: Sitzung) -> str:
    """What the projector shows, in words."""
    top, following = sitzung.laufender_top, queries.wand.naechster(sitzung)
    if sitzung.wandbild is Wandbild.LEER:
        return "Nur der Name des Gremiums."
    if sitzung.wandbild is Wandbild.NAECHSTER and following:
        return f"Als Nächstes: {following}"
    if top is None:
        return "Die Tagesordnung."
    counted, voting = queries.wand.letzte_ausgezaehlte(top), queries.wand.offene_runde(top)
    if sitzung.wandbild is Wandbild.ERGEBNIS and counted:
        return f"Ergebnis: {counted.frage}"
    return f"{top} – {voting.frage}, Beteiligung und QR-Code" if voting else str(top)
