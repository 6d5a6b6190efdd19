"""Table 3: who hears of what. An empty list is a decision; a missing row is an error (tests/haus)."""

from collections.abc import Callable, Iterable
from typing import Any

from kimflow.mail import (
    abstimmungen,
    auftraege,
    beschluesse,
    ergebnisse,
    fallrekonstruktionen,
    gremien,
    kommentare,
    massnahmen,
    meldungen,
    personen,
    protokolle,
    rueckkopplungen,
    sitzungen,
    themen,
    zeichnungen,
    zielvereinbarungen,
)
from kimflow.mail.briefe import Brief
from kimflow.models import Person
from kimflow.permissions import Permission

Notice = Callable[[Any, Person], Iterable[Brief]]

NOTICES: dict[Permission, list[Notice]] = {permission: [] for permission in Permission}

NOTICES[Permission.SITZUNG_EINLADEN] = [sitzungen.einladung]
NOTICES[Permission.SITZUNG_NACHLADEN] = [sitzungen.nachladung]
NOTICES[Permission.SITZUNG_ERINNERN] = [sitzungen.erinnerung]
NOTICES[Permission.SITZUNG_BEARBEITEN] = [sitzungen.aenderung]
NOTICES[Permission.SITZUNG_ABSAGEN] = [sitzungen.absage]
NOTICES[Permission.TOPVORSCHLAG_AUFNEHMEN] = [sitzungen.vorschlag_beantwortet]
NOTICES[Permission.TOPVORSCHLAG_ABLEHNEN] = [sitzungen.vorschlag_beantwortet]
NOTICES[Permission.ABSTIMMUNG_OEFFNEN] = [abstimmungen.eroeffnung]
NOTICES[Permission.ABSTIMMUNG_STIMME_ABGEBEN] = [abstimmungen.eingang]
NOTICES[Permission.ABSTIMMUNG_ERINNERN] = [abstimmungen.erinnerung]
NOTICES[Permission.ABSTIMMUNG_ERFASSEN] = [abstimmungen.erfasst]
NOTICES[Permission.ABSTIMMUNG_SITZUNG_VERLANGEN] = [abstimmungen.beendet]
NOTICES[Permission.ABSTIMMUNG_FESTSTELLEN] = [ergebnisse.festgestellt]
NOTICES[Permission.BESCHLUSS_FESTHALTEN] = [beschluesse.ohne_sie_gefasst]
NOTICES[Permission.THEMA_STELLUNGNAHMEN_ERBITTEN] = [themen.stellungnahmen_erbitten]
NOTICES[Permission.THEMA_ERINNERN] = [themen.erinnern]
NOTICES[Permission.THEMA_BEAUFTRAGEN] = [themen.beauftragen]
NOTICES[Permission.THEMA_ZURUECKGEBEN] = [themen.zurueckgeben]
NOTICES[Permission.FALLREKONSTRUKTION_EINREICHEN] = [fallrekonstruktionen.zur_pruefung]
NOTICES[Permission.FALLREKONSTRUKTION_ZURUECKGEBEN] = [fallrekonstruktionen.zurueckgegeben]
NOTICES[Permission.FALLREKONSTRUKTION_FREIGEBEN] = [fallrekonstruktionen.freigegeben]
NOTICES[Permission.MELDUNG_MELDEN] = [meldungen.neue]
NOTICES[Permission.MELDUNG_NACHFRAGEN] = [meldungen.rueckfrage]
NOTICES[Permission.MELDUNG_ANTWORTEN] = [meldungen.beantwortet]
NOTICES[Permission.MELDUNG_ANNEHMEN] = [meldungen.entschieden]
NOTICES[Permission.MELDUNG_AUF_BERATUNG_HINWEISEN] = [meldungen.entschieden]
NOTICES[Permission.MELDUNG_NICHT_WEITERVERFOLGEN] = [meldungen.entschieden]
NOTICES[Permission.GREMIUM_SITZ_BESETZEN] = [gremien.besetzt]
NOTICES[Permission.GREMIUM_VERTRETUNG_EINTRAGEN] = [gremien.vertretung]
NOTICES[Permission.RUECKKOPPLUNG_ERBITTEN] = [rueckkopplungen.erbeten]
NOTICES[Permission.RUECKKOPPLUNG_GEBEN] = [rueckkopplungen.vollstaendig]
NOTICES[Permission.GREMIUM_MITGLIED_AUFNEHMEN] = [gremien.aufgenommen]
NOTICES[Permission.ZIELVEREINBARUNG_EINREICHEN] = [zielvereinbarungen.eingereicht]
NOTICES[Permission.ZIELVEREINBARUNG_ZUSTIMMEN] = [zeichnungen.erbeten]
NOTICES[Permission.ZIELVEREINBARUNG_ERINNERN] = [zeichnungen.erinnerung]
NOTICES[Permission.ZIELVEREINBARUNG_BEITRAG_NEU_FASSEN] = [zeichnungen.neu_gefasst]
NOTICES[Permission.ZIELVEREINBARUNG_VORBEHALT_AUFLOESEN] = [zeichnungen.vorbehalt]
NOTICES[Permission.ZIELVEREINBARUNG_OHNE_PARTEI_IN_KRAFT_SETZEN] = [zielvereinbarungen.in_kraft]
NOTICES[Permission.ZIELVEREINBARUNG_UEBERARBEITEN] = [zielvereinbarungen.zu_ueberarbeiten]
NOTICES[Permission.ZIELVEREINBARUNG_NICHT_ZUSTIMMEN] = [zielvereinbarungen.abgelehnt]
NOTICES[Permission.ZIELVEREINBARUNG_ZEICHNUNG_VERWEIGERN] = [zielvereinbarungen.verweigert]
NOTICES[Permission.ZIELVEREINBARUNG_IN_KRAFT_SETZEN] = [zielvereinbarungen.in_kraft]
NOTICES[Permission.ZIELVEREINBARUNG_KOMMENTIEREN] = [kommentare.geschrieben]
NOTICES[Permission.KOMMENTAR_BEANTWORTEN] = [kommentare.beantwortet]
NOTICES[Permission.MASSNAHME_VORSCHLAGEN] = [massnahmen.vorgeschlagen]
NOTICES[Permission.MASSNAHME_ZUSAGEN] = [massnahmen.zugesagt]
NOTICES[Permission.MASSNAHME_ABSAGEN] = [massnahmen.abgesagt]
NOTICES[Permission.MASSNAHME_RUECKMELDUNG_GEBEN] = [massnahmen.hilfe_noetig]
NOTICES[Permission.MASSNAHME_ERINNERN] = [massnahmen.erinnerung]
NOTICES[Permission.MASSNAHME_UEBERGEBEN] = [massnahmen.uebergeben]
NOTICES[Permission.MASSNAHME_UMSETZEN] = [massnahmen.umgesetzt]
NOTICES[Permission.PERSON_ROLLE_GEBEN] = [personen.rolle_gegeben]
NOTICES[Permission.PERSON_ROLLE_BEENDEN] = [personen.rolle_beendet]
NOTICES[Permission.AUFTRAG_ERTEILEN] = [auftraege.erteilt]
NOTICES[Permission.AUFTRAG_AUFERLEGEN] = [auftraege.erteilt]
NOTICES[Permission.AUFTRAG_BEARBEITEN] = [auftraege.geaendert]
NOTICES[Permission.AUFTRAG_ZURUECKGEBEN] = [auftraege.zurueckgegeben]
NOTICES[Permission.AUFTRAG_VERWERFEN] = [auftraege.verworfen]
NOTICES[Permission.SITZUNG_VORLEGEN] = [protokolle.vorlage]
NOTICES[Permission.SITZUNG_PROTOKOLL_BERICHTIGEN] = [protokolle.berichtigung]
NOTICES[Permission.EINWENDUNG_ERHEBEN] = [protokolle.einwendung]
NOTICES[Permission.EINWENDUNG_BEHANDELN] = [protokolle.antwort]
