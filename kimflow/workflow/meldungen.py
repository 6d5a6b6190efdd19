"""Acts on Meldungen: a hurdle is reported in one short form, the Koordination decides what becomes of it."""

from datetime import timedelta
from typing import Any

from kimflow import clock, queries
from kimflow.mail import meldungen as briefe
from kimflow.models import (
    Grundlage,
    Handlungsfeld,
    Institutionstyp,
    Kommune,
    Meldeweg,
    Meldung,
    MeldungStatus,
    Person,
    Phase,
    Rechtskreis,
    Thema,
    Ursache,
)
from kimflow.permissions import Permission
from kimflow.queries.anmeldungen import schluessel_hash
from kimflow.workflow import bremse, post
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.nummern import naechste

S = MeldungStatus
P = Permission
SCHON_GESENDET = (
    "Mit diesem Formular ist schon eine Meldung angekommen. Soll das eine weitere sein, senden Sie es erneut."
)
BLEIBT = timedelta(days=365)
"""How long the text of a Meldung stays, counted from the day it came in; once as long again with a reason (FACH §7)."""


def hat_text(meldung: Meldung) -> str | None:
    """der Text ist noch da"""
    return None if meldung.hat_text else "Der Text dieser Meldung ist schon gelöscht."


def noch_nicht_verlaengert(meldung: Meldung) -> str | None:
    """die Frist wurde noch nicht verlängert"""
    return "Die Frist wurde schon einmal verlängert." if meldung.verlaengerung else None


# --- reporting --------------------------------------------------------------------------------------------------


@act(
    P.MELDUNG_MELDEN,
    label="Hürde melden",
    sentence="hat die Meldung abgegeben",
    then=S.EINGEGANGEN,
    creates=True,
)
def melden(
    person: Person,
    *,
    titel: str,
    schilderung: str = "",
    vorschlag: str = "",
    von_institutionstyp: Institutionstyp | None = None,
    zu_institutionstyp: Institutionstyp | None = None,
    von_rechtskreis: Rechtskreis | None = None,
    zu_rechtskreis: Rechtskreis | None = None,
    handlungsfeld: Handlungsfeld | None = None,
    ursache: Ursache | None = None,
    phase: Phase | None = None,
    kommune: Kommune | None = None,
    weg: Meldeweg = Meldeweg.KONTO,
    mail: str | None = None,
    kennung: str | None = None,
) -> Meldung:
    """‹Der Koordinierenden Stelle:dat› melden, wo es zwischen zwei Stellen hakt. Ohne Namen und Daten einer Person."""
    return Meldung(
        nummer=naechste(Meldung),
        weg=weg,
        eingegangen_am=clock.now(),
        loeschen_am=clock.today() + BLEIBT,
        titel=titel,
        schilderung=schilderung,
        vorschlag=vorschlag,
        von_institutionstyp=von_institutionstyp,
        zu_institutionstyp=zu_institutionstyp,
        von_rechtskreis=von_rechtskreis,
        zu_rechtskreis=zu_rechtskreis,
        handlungsfeld=handlungsfeld,
        ursache=ursache,
        phase=phase,
        kommune=kommune,
        person=person,
        mail=mail or None,
        kennung=kennung,
        zeichen=schluessel_hash(queries.meldungen.linkzeichen(kennung)) if kennung else None,
    )


def ohne_konto_melden(kennung: str, *, mail: str = "", **angaben: Any) -> tuple[Meldung, bool]:
    """The Meldung of somebody without an account, and whether it is new: the same form twice is one Meldung.

    kennung: random, from the form that was sent. Obstructed if that form came before and said something else.
    """
    address = mail.strip().lower()
    known = queries.meldungen.mit_zeichen(queries.meldungen.linkzeichen(kennung))
    if known is not None:
        if not _sagt(known, mail=address or None, **angaben):
            raise Obstructed(SCHON_GESENDET)
        return known, False
    meldung = melden.von_selbst(None, weg=Meldeweg.OEFFENTLICH, mail=address, kennung=kennung, **angaben)
    if address and bremse.darf_bitten(f"meldung:{address}"):
        post.einwerfen(briefe.eingang(meldung), P.MELDUNG_MELDEN)
    return meldung, True


def _sagt(meldung: Meldung, **angaben: Any) -> bool:
    """Whether this is what it says already; a word or a Kommune is told by its id."""
    return all(
        getattr(meldung, f"{name}_id") == getattr(said, "id", None)
        if name in Meldung.CODES
        else getattr(meldung, name) == said
        for name, said in angaben.items()
    )


# --- deciding ---------------------------------------------------------------------------------------------------


@act(
    P.MELDUNG_ANNEHMEN,
    label="Annehmen",
    sentence="hat die Meldung als Grundlage eines Themas angenommen",
    when={S.EINGEGANGEN},
    then=S.ANGENOMMEN,
    requires=(hat_text,),
    records=("thema",),
)
def annehmen(meldung: Meldung, person: Person, *, thema: Thema) -> None:
    """Die Meldung einem Thema als Grundlage hinzufügen. Fehlt das Thema noch, nehmen Sie es aus der Meldung auf."""
    if thema.status in queries.meldungen.VORBEI:
        raise Obstructed(f"{thema.nummer} ist nicht mehr in Arbeit. Bitte nehmen Sie es zuerst wieder auf.")
    meldung.thema, meldung.entschieden_am = thema, clock.today()
    stuetzen(thema, meldung)


def stuetzen(thema: Thema, meldung: Meldung) -> None:
    """Let `thema` rest on `meldung`, once."""
    if all(grundlage.meldung_id != meldung.id for grundlage in thema.grundlagen):
        thema.grundlagen.append(Grundlage(meldung=meldung))


@act(
    P.MELDUNG_NACHFRAGEN,
    label="Nachfragen",
    sentence="hat zur Meldung nachgefragt",
    when={S.EINGEGANGEN},
    then=S.NACHFRAGE,
    requires=(hat_text,),
)
def nachfragen(meldung: Meldung, person: Person, *, frage: str) -> None:
    """Eine Frage stellen. Wer gemeldet hat, liest sie und antwortet; die Meldung kommt dann wieder hierher."""
    meldung.frage, meldung.antwort = frage, ""


@act(
    P.MELDUNG_AUF_BERATUNG_HINWEISEN,
    label="Auf Beratung hinweisen",
    sentence="hat die Meldung als Einzelfall an die Beratung verwiesen",
    when={S.EINGEGANGEN},
    then=S.EINZELFALL,
)
def auf_beratung_hinweisen(meldung: Meldung, person: Person) -> None:
    """Ein Einzelfall, bei dem eine Beratungsstelle hilft. Wer gemeldet hat, liest den Hinweis darauf."""
    meldung.entschieden_am = clock.today()


@act(
    P.MELDUNG_NICHT_WEITERVERFOLGEN,
    label="Nicht weiterverfolgen",
    sentence="hat die Meldung abgelegt",
    when={S.EINGEGANGEN, S.NACHFRAGE},
    then=S.ABGELEGT,
)
def nicht_weiterverfolgen(meldung: Meldung, person: Person, *, begruendung: str) -> None:
    """Die Meldung mit Begründung ablegen. Wer gemeldet hat, liest die Begründung."""
    meldung.entschieden_am = clock.today()
    if meldung.hat_text:
        meldung.begruendung = begruendung


@act(
    P.MELDUNG_EINORDNEN,
    label="Einordnen",
    sentence="hat die Meldung eingeordnet",
    when={S.EINGEGANGEN, S.NACHFRAGE, S.ANGENOMMEN},
)
def einordnen(
    meldung: Meldung,
    person: Person,
    *,
    von_institutionstyp: Institutionstyp | None,
    zu_institutionstyp: Institutionstyp | None,
    von_rechtskreis: Rechtskreis | None,
    zu_rechtskreis: Rechtskreis | None,
    handlungsfeld: Handlungsfeld | None,
    ursache: Ursache | None,
    phase: Phase | None,
    kommune: Kommune | None,
) -> None:
    """Ergänzen, wozwischen es hakt. Nur diese Angaben bleiben, wenn sich der Text gelöscht hat."""
    meldung.von_institutionstyp, meldung.zu_institutionstyp = von_institutionstyp, zu_institutionstyp
    meldung.von_rechtskreis, meldung.zu_rechtskreis = von_rechtskreis, zu_rechtskreis
    meldung.handlungsfeld, meldung.ursache = handlungsfeld, ursache
    meldung.phase, meldung.kommune = phase, kommune


@act(
    P.MELDUNG_ANTWORTEN,
    label="Antworten",
    sentence="hat die Rückfrage zur Meldung beantwortet",
    when={S.NACHFRAGE},
    then=S.EINGEGANGEN,
    requires=(hat_text,),
)
def antworten(meldung: Meldung, person: Person, *, antwort: str) -> None:
    """Die Rückfrage beantworten, ohne Namen und Daten einer Person. Danach entscheidet ‹die Koordination:nom›."""
    meldung.antwort = antwort


# --- letting go -------------------------------------------------------------------------------------------------


@act(
    P.MELDUNG_LOESCHEN_WEGEN_PERSONENBEZUG,
    label="Wegen Personenbezug löschen",
    sentence="hat den Text der Meldung wegen Personenbezugs gelöscht",
    when={S.EINGEGANGEN, S.NACHFRAGE, S.ANGENOMMEN, S.EINZELFALL, S.ABGELEGT},
    then=S.GELOESCHT,
    requires=(hat_text,),
)
def loeschen_wegen_personenbezug(meldung: Meldung, person: Person) -> None:
    """Den Text sofort löschen; zurückholen lässt er sich nicht. Die Zeile und die groben Angaben bleiben."""
    meldung.entschieden_am = clock.today()
    _leeren(meldung)


@act(
    P.MELDUNG_FRIST_VERLAENGERN,
    label="Frist verlängern",
    sentence="hat die Löschfrist der Meldung einmal verlängert",
    when={S.EINGEGANGEN, S.NACHFRAGE, S.ANGENOMMEN},
    requires=(hat_text, noch_nicht_verlaengert),
)
def frist_verlaengern(meldung: Meldung, person: Person, *, begruendung: str) -> None:
    """Den Text einmal zwölf Monate länger behalten, mit Begründung."""
    if meldung.loeschen_am is not None:
        meldung.verlaengerung, meldung.loeschen_am = begruendung, meldung.loeschen_am + BLEIBT


@act(
    P.MELDUNG_BEREINIGEN,
    label="Bereinigen",
    sentence="hat den Text der Meldung nach Ablauf der Frist gelöscht",
    requires=(hat_text,),
    follows=True,
)
def bereinigen(meldung: Meldung, person: Person) -> None:
    """Text, Adresse und Verfasser löschen, wenn die Frist abgelaufen ist. Die groben Angaben zählen weiter."""
    _leeren(meldung)
    _vergessen(meldung)


def fristen() -> int:
    """Clear what is due, inside transaction(); how many texts went. Deleted Meldungen forget their reporter too."""
    due = queries.meldungen.faellige(clock.today())
    for meldung in due:
        if meldung.hat_text:
            bereinigen.von_selbst(meldung)
        else:
            _vergessen(meldung)
    return len(due)


def _leeren(meldung: Meldung) -> None:
    if meldung.mail:
        post.vergessen(meldung.mail, meldung.nummer)
    meldung.titel = meldung.schilderung = meldung.vorschlag = ""
    meldung.frage = meldung.antwort = meldung.begruendung = meldung.verlaengerung = ""
    meldung.mail, meldung.geleert_am = None, clock.today()


def _vergessen(meldung: Meldung) -> None:
    meldung.person = meldung.kennung = meldung.zeichen = meldung.loeschen_am = None
