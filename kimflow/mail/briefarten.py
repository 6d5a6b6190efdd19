"""Which kind of letter each occasion is: what a person may switch off, and what nobody can.

A letter stays a duty where somebody who did not get it would lose a right: one is summoned by it, a time limit begins,
or somebody acted for one's own Sitz. So does what guards the account, and what a person asks for at this moment.
"""

from dataclasses import dataclass
from enum import StrEnum

from kimflow.mail.anlaesse import Anlass
from kimflow.models import Briefart
from kimflow.permissions import Permission

A, P = Briefart, Permission


@dataclass(frozen=True)
class Wort:
    """How a kind is called, and one sentence that says what belongs to it."""

    titel: str
    satz: str


WORTE: dict[Briefart, Wort] = {
    A.SITZUNGEN: Wort("Gremien, Sitzungen und Protokolle", "Was sich außer Einladung und Protokollvorlage tut."),
    A.ABSTIMMUNGEN: Wort("Abstimmungen und Beschlüsse", "Ergebnisse, Beschlüsse in Ihrer Abwesenheit, Rückkopplungen."),
    A.THEMEN: Wort("Themen, Fälle und Meldungen", "Aufträge an ‹Ihre Projektgruppe:akk›, Prüfungen, neue Meldungen."),
    A.UMSETZUNG: Wort(
        "Zielvereinbarungen, Maßnahmen und Aufträge", "Zusagen, Übergaben, Kommentare, Aufträge, Hilferufe."
    ),
    A.ERINNERUNGEN: Wort("Erinnerungen", "Wenn von Ihnen etwas fehlt: Antwort, Stimme, Zeichnung, Rückmeldung."),
    A.MONTAGSBRIEF: Wort("Montagsbrief", "Einmal in der Woche, was für Sie ansteht. Steht nichts an, kommt keiner."),
    A.FRISTEN: Wort(
        "Einladungen, Fristen und Ihr Sitz",
        "Ladung, Änderung und Absage einer Sitzung, Stimmzettel, Bitte um Stellungnahme oder Zeichnung, "
        "Protokollvorlage, und wenn jemand für Ihren Sitz handelt. Wer sie nicht bekäme, verlöre ein Recht.",
    ),
    A.ZUGANG: Wort(
        "Zugang und Sicherheit",
        "Ihr Konto, Ihr Passwort, Ihre Rollen und Codes, die Sie selbst anfordern. Sie schützen Ihr Konto.",
    ),
}

ARTEN: dict[StrEnum, Briefart] = {
    **dict.fromkeys(
        (
            P.SITZUNG_PROTOKOLL_BERICHTIGEN,
            P.EINWENDUNG_ERHEBEN,
            P.EINWENDUNG_BEHANDELN,
            P.TOPVORSCHLAG_AUFNEHMEN,
            P.TOPVORSCHLAG_ABLEHNEN,
            P.GREMIUM_SITZ_BESETZEN,
            P.GREMIUM_MITGLIED_AUFNEHMEN,
        ),
        A.SITZUNGEN,
    ),
    **dict.fromkeys(
        (
            P.ABSTIMMUNG_FESTSTELLEN,
            P.BESCHLUSS_FESTHALTEN,
            P.RUECKKOPPLUNG_ERBITTEN,
            P.RUECKKOPPLUNG_GEBEN,
        ),
        A.ABSTIMMUNGEN,
    ),
    **dict.fromkeys(
        (
            P.THEMA_BEAUFTRAGEN,
            P.THEMA_ZURUECKGEBEN,
            P.FALLREKONSTRUKTION_EINREICHEN,
            P.FALLREKONSTRUKTION_ZURUECKGEBEN,
            P.FALLREKONSTRUKTION_FREIGEBEN,
            P.MELDUNG_MELDEN,
            P.MELDUNG_NACHFRAGEN,
            P.MELDUNG_ANTWORTEN,
            P.MELDUNG_ANNEHMEN,
            P.MELDUNG_AUF_BERATUNG_HINWEISEN,
            P.MELDUNG_NICHT_WEITERVERFOLGEN,
        ),
        A.THEMEN,
    ),
    **dict.fromkeys(
        (
            P.ZIELVEREINBARUNG_EINREICHEN,
            P.ZIELVEREINBARUNG_VORBEHALT_AUFLOESEN,
            P.ZIELVEREINBARUNG_OHNE_PARTEI_IN_KRAFT_SETZEN,
            P.ZIELVEREINBARUNG_UEBERARBEITEN,
            P.ZIELVEREINBARUNG_NICHT_ZUSTIMMEN,
            P.ZIELVEREINBARUNG_ZEICHNUNG_VERWEIGERN,
            P.ZIELVEREINBARUNG_IN_KRAFT_SETZEN,
            P.ZIELVEREINBARUNG_KOMMENTIEREN,
            P.KOMMENTAR_BEANTWORTEN,
            P.MASSNAHME_VORSCHLAGEN,
            P.MASSNAHME_ZUSAGEN,
            P.MASSNAHME_ABSAGEN,
            P.MASSNAHME_RUECKMELDUNG_GEBEN,
            P.MASSNAHME_UEBERGEBEN,
            P.MASSNAHME_UMSETZEN,
            P.AUFTRAG_ERTEILEN,
            P.AUFTRAG_AUFERLEGEN,
            P.AUFTRAG_BEARBEITEN,
            P.AUFTRAG_ZURUECKGEBEN,
            P.AUFTRAG_VERWERFEN,
        ),
        A.UMSETZUNG,
    ),
    **dict.fromkeys(
        (
            P.SITZUNG_ERINNERN,
            P.ABSTIMMUNG_ERINNERN,
            P.THEMA_ERINNERN,
            P.ZIELVEREINBARUNG_ERINNERN,
            P.MASSNAHME_ERINNERN,
            P.MASSNAHME_ANMERKEN,
            P.INDIKATOR_MESSWERT_ERFASSEN,
        ),
        A.ERINNERUNGEN,
    ),
    Anlass.MONTAGSBRIEF: A.MONTAGSBRIEF,
    **dict.fromkeys((Anlass.WIEDERVORLAGEN, Anlass.AUFTRAEGE, Anlass.EINWENDUNGSFRIST), A.ERINNERUNGEN),
    **dict.fromkeys(
        (
            P.SITZUNG_EINLADEN,
            P.SITZUNG_NACHLADEN,
            P.SITZUNG_BEARBEITEN,
            P.SITZUNG_ABSAGEN,
            P.SITZUNG_VORLEGEN,
            P.SITZUNG_AM_TISCH_ANMELDEN,
            P.GREMIUM_VERTRETUNG_EINTRAGEN,
            P.ABSTIMMUNG_OEFFNEN,
            P.ABSTIMMUNG_STIMME_ABGEBEN,
            P.ABSTIMMUNG_ERFASSEN,
            P.ABSTIMMUNG_SITZUNG_VERLANGEN,
            P.THEMA_STELLUNGNAHMEN_ERBITTEN,
            P.ZIELVEREINBARUNG_ZUSTIMMEN,
            P.ZIELVEREINBARUNG_BEITRAG_NEU_FASSEN,
        ),
        A.FRISTEN,
    ),
    **dict.fromkeys(
        (
            P.PERSON_EINLADEN,
            P.PERSON_PASSWORT_SETZEN,
            P.PERSON_ROLLE_GEBEN,
            P.PERSON_ROLLE_BEENDEN,
            P.ZIELVEREINBARUNG_ZEICHNUNGSCODE_ANFORDERN,
        ),
        A.ZUGANG,
    ),
}
"""Occasion → kind. A new occasion gets a line in one of the groups; a test names those that have none."""


def abbestellbare(anlass: str) -> Briefart | None:
    """The kind of this occasion if a person may switch it off; None for a duty, and for what the table forgot."""
    art = _NACH_WORT.get(anlass)
    return art if art is not None and art.ist_abbestellbar else None


def anlaesse(art: Briefart) -> list[str]:
    """The occasions of one kind, as the outbox keeps them."""
    return [anlass.value for anlass, kind in ARTEN.items() if kind is art]


_NACH_WORT: dict[str, Briefart] = {anlass.value: art for anlass, art in ARTEN.items()}
