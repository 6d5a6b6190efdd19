"""Table 1: who may do what. No row, no right; no `if role` anywhere else."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from kimflow.models import (
    Amt,
    Beitrag,
    Beteiligung,
    Fallrekonstruktion,
    FallStatus,
    Gremienart,
    Gremium,
    Massnahme,
    Mitgliedschaft,
    Person,
    Rollenart,
    Sitz,
    Sitzung,
    Sitzungsantwort,
    Stellungnahme,
    Stimmabgabe,
    Thema,
    Zielvereinbarung,
)


class Permission(StrEnum):
    """One per act or page; the value is `noun.verb` and is what the trail stores."""

    START_ANSEHEN = "start.ansehen"

    FALLREKONSTRUKTION_AUFLISTEN = "fallrekonstruktion.auflisten"
    FALLREKONSTRUKTION_ANSEHEN = "fallrekonstruktion.ansehen"
    FALLREKONSTRUKTION_ANLEGEN = "fallrekonstruktion.anlegen"
    FALLREKONSTRUKTION_BEARBEITEN = "fallrekonstruktion.bearbeiten"
    FALLREKONSTRUKTION_EINREICHEN = "fallrekonstruktion.einreichen"
    FALLREKONSTRUKTION_FREIGEBEN = "fallrekonstruktion.freigeben"
    FALLREKONSTRUKTION_ZURUECKGEBEN = "fallrekonstruktion.zurueckgeben"
    FALLREKONSTRUKTION_ZURUECKZIEHEN = "fallrekonstruktion.zurueckziehen"
    FALLREKONSTRUKTION_LESENDE_BENENNEN = "fallrekonstruktion.lesende_benennen"

    THEMA_ANSEHEN = "thema.ansehen"
    THEMA_AUFNEHMEN = "thema.aufnehmen"
    THEMA_BEARBEITEN = "thema.bearbeiten"
    THEMA_GRUNDLAGE_HINZUFUEGEN = "thema.grundlage_hinzufuegen"
    THEMA_STELLUNGNAHMEN_ERBITTEN = "thema.stellungnahmen_erbitten"
    THEMA_VORLEGEN = "thema.vorlegen"
    THEMA_ZURUECKZIEHEN = "thema.zurueckziehen"
    THEMA_ERLEDIGEN = "thema.erledigen"
    THEMA_PRIORISIEREN = "thema.priorisieren"
    THEMA_ZURUECKSTELLEN = "thema.zurueckstellen"
    THEMA_NICHT_WEITERVERFOLGEN = "thema.nicht_weiterverfolgen"
    THEMA_BEAUFTRAGEN = "thema.beauftragen"
    THEMA_ZURUECKGEBEN = "thema.zurueckgeben"
    THEMA_VORSCHLAGEN = "thema.vorschlagen"
    THEMA_ZUSTIMMEN = "thema.zustimmen"
    THEMA_UEBERARBEITEN = "thema.ueberarbeiten"
    THEMA_NICHT_ZUSTIMMEN = "thema.nicht_zustimmen"
    THEMA_VEREINBAREN = "thema.vereinbaren"
    THEMA_RUHEN_LASSEN = "thema.ruhen_lassen"
    THEMA_FORTSETZEN = "thema.fortsetzen"
    THEMA_UMSETZEN = "thema.umsetzen"
    THEMA_BEENDEN = "thema.beenden"
    THEMA_ABSCHLIESSEN = "thema.abschliessen"
    THEMA_WIEDERAUFNEHMEN = "thema.wiederaufnehmen"
    THEMA_IMPORTIEREN = "thema.importieren"

    STELLUNGNAHME_ABGEBEN = "stellungnahme.abgeben"

    SITZUNG_AUFLISTEN = "sitzung.auflisten"
    SITZUNG_ANSEHEN = "sitzung.ansehen"
    SITZUNG_PLANEN = "sitzung.planen"
    SITZUNG_BEARBEITEN = "sitzung.bearbeiten"
    SITZUNG_TOP_AUFNEHMEN = "sitzung.top_aufnehmen"
    SITZUNG_TOP_ENTFERNEN = "sitzung.top_entfernen"
    SITZUNG_TOP_VERSCHIEBEN = "sitzung.top_verschieben"
    SITZUNG_EINLADEN = "sitzung.einladen"
    SITZUNG_BEANTWORTEN = "sitzung.beantworten"
    SITZUNG_EROEFFNEN = "sitzung.eroeffnen"
    SITZUNG_SCHLIESSEN = "sitzung.schliessen"
    SITZUNG_ABSAGEN = "sitzung.absagen"

    ABSTIMMUNG_ANSEHEN = "abstimmung.ansehen"
    ABSTIMMUNG_VORBEREITEN = "abstimmung.vorbereiten"
    ABSTIMMUNG_LOESCHEN = "abstimmung.loeschen"
    ABSTIMMUNG_OEFFNEN = "abstimmung.oeffnen"
    ABSTIMMUNG_STIMME_ABGEBEN = "abstimmung.stimme_abgeben"
    ABSTIMMUNG_SCHLIESSEN = "abstimmung.schliessen"
    ABSTIMMUNG_FESTSTELLEN = "abstimmung.feststellen"
    ABSTIMMUNG_ANNULLIEREN = "abstimmung.annullieren"

    BESCHLUSS_ANSEHEN = "beschluss.ansehen"
    BESCHLUSS_FESTHALTEN = "beschluss.festhalten"
    BESCHLUSS_NACHERFASSEN = "beschluss.nacherfassen"
    BESCHLUSS_BERICHTIGEN = "beschluss.berichtigen"

    ZIELVEREINBARUNG_ANSEHEN = "zielvereinbarung.ansehen"
    ZIELVEREINBARUNG_ENTWURF_ANSEHEN = "zielvereinbarung.entwurf_ansehen"
    ZIELVEREINBARUNG_ANLEGEN = "zielvereinbarung.anlegen"
    ZIELVEREINBARUNG_BEARBEITEN = "zielvereinbarung.bearbeiten"
    ZIELVEREINBARUNG_BEITRAG_FESTLEGEN = "zielvereinbarung.beitrag_festlegen"
    ZIELVEREINBARUNG_BEITRAG_AENDERN = "zielvereinbarung.beitrag_aendern"
    ZIELVEREINBARUNG_BEITRAG_ENTFERNEN = "zielvereinbarung.beitrag_entfernen"
    ZIELVEREINBARUNG_MASSNAHME_AUFNEHMEN = "zielvereinbarung.massnahme_aufnehmen"
    ZIELVEREINBARUNG_EINREICHEN = "zielvereinbarung.einreichen"
    ZIELVEREINBARUNG_ZUSTIMMEN = "zielvereinbarung.zustimmen"
    ZIELVEREINBARUNG_UEBERARBEITEN = "zielvereinbarung.ueberarbeiten"
    ZIELVEREINBARUNG_NICHT_ZUSTIMMEN = "zielvereinbarung.nicht_zustimmen"
    ZIELVEREINBARUNG_ZEICHNEN = "zielvereinbarung.zeichnen"
    ZIELVEREINBARUNG_ZEICHNUNG_ERFASSEN = "zielvereinbarung.zeichnung_erfassen"
    ZIELVEREINBARUNG_ZEICHNUNG_VERWEIGERN = "zielvereinbarung.zeichnung_verweigern"
    ZIELVEREINBARUNG_IN_KRAFT_SETZEN = "zielvereinbarung.in_kraft_setzen"
    ZIELVEREINBARUNG_ABSCHLIESSEN = "zielvereinbarung.abschliessen"

    MASSNAHME_ANSEHEN = "massnahme.ansehen"
    MASSNAHME_VERFOLGEN = "massnahme.verfolgen"
    MASSNAHME_VORSCHLAGEN = "massnahme.vorschlagen"
    MASSNAHME_BEARBEITEN = "massnahme.bearbeiten"
    MASSNAHME_ZUSAGEN = "massnahme.zusagen"
    MASSNAHME_ABSAGEN = "massnahme.absagen"
    MASSNAHME_VEREINBAREN = "massnahme.vereinbaren"
    MASSNAHME_NACHERFASSEN = "massnahme.nacherfassen"
    MASSNAHME_BEGINNEN = "massnahme.beginnen"
    MASSNAHME_WARTEN = "massnahme.warten"
    MASSNAHME_FORTSETZEN = "massnahme.fortsetzen"
    MASSNAHME_RUHEN_LASSEN = "massnahme.ruhen_lassen"
    MASSNAHME_MEILENSTEIN_SETZEN = "massnahme.meilenstein_setzen"
    MASSNAHME_MEILENSTEIN_VERSCHIEBEN = "massnahme.meilenstein_verschieben"
    MASSNAHME_MEILENSTEIN_ERREICHEN = "massnahme.meilenstein_erreichen"
    MASSNAHME_STAND_MELDEN = "massnahme.stand_melden"
    MASSNAHME_RUECKMELDUNG_GEBEN = "massnahme.rueckmeldung_geben"
    MASSNAHME_ERINNERN = "massnahme.erinnern"
    MASSNAHME_UMSETZEN = "massnahme.umsetzen"
    MASSNAHME_WIRKUNG_PRUEFEN = "massnahme.wirkung_pruefen"
    MASSNAHME_ABBRECHEN = "massnahme.abbrechen"

    GREMIUM_ANSEHEN = "gremium.ansehen"
    GREMIUM_EINRICHTEN = "gremium.einrichten"
    GREMIUM_BEARBEITEN = "gremium.bearbeiten"
    GREMIUM_SITZ_EINRICHTEN = "gremium.sitz_einrichten"
    GREMIUM_SITZ_BESETZEN = "gremium.sitz_besetzen"
    GREMIUM_BESETZUNG_BEENDEN = "gremium.besetzung_beenden"
    GREMIUM_MITGLIED_AUFNEHMEN = "gremium.mitglied_aufnehmen"
    GREMIUM_MITGLIEDSCHAFT_BEENDEN = "gremium.mitgliedschaft_beenden"

    PERSON_ANSEHEN = "person.ansehen"
    PERSON_ANLEGEN = "person.anlegen"
    PERSON_BEARBEITEN = "person.bearbeiten"
    PERSON_EINLADEN = "person.einladen"
    PERSON_DEAKTIVIEREN = "person.deaktivieren"
    PERSON_REAKTIVIEREN = "person.reaktivieren"
    PERSON_ROLLE_GEBEN = "person.rolle_geben"
    PERSON_ROLLE_BEENDEN = "person.rolle_beenden"
    PERSON_ZEICHNUNG_ERLAUBEN = "person.zeichnung_erlauben"
    PERSON_ZEICHNUNG_BEENDEN = "person.zeichnung_beenden"
    PERSON_PASSWORT_SETZEN = "person.passwort_setzen"
    PERSON_ANMELDUNG_BEENDEN = "person.anmeldung_beenden"
    KONTO_ANSEHEN = "konto.ansehen"

    INSTITUTION_ANSEHEN = "institution.ansehen"
    INSTITUTION_ANLEGEN = "institution.anlegen"
    INSTITUTION_BEARBEITEN = "institution.bearbeiten"
    KOMMUNE_ANLEGEN = "kommune.anlegen"
    KOMMUNE_BEARBEITEN = "kommune.bearbeiten"

    VOKABEL_ANSEHEN = "vokabel.ansehen"
    VOKABEL_ANLEGEN = "vokabel.anlegen"
    VOKABEL_BEARBEITEN = "vokabel.bearbeiten"

    EINSTELLUNG_ANSEHEN = "einstellung.ansehen"
    EINSTELLUNG_BEARBEITEN = "einstellung.bearbeiten"
    POST_ANSEHEN = "post.ansehen"


Predicate = Callable[[Person, Any], bool]


# --- who somebody is -------------------------------------------------------------------------------------------


def ist_aktiv(person: Person, thing: object) -> bool:
    """ist angemeldet und aktiv"""
    return person.ist_aktiv


def _hat_rolle(person: Person, art: Rollenart) -> bool:
    return any(rolle.art is art and rolle.gilt_heute for rolle in person.rollen)


def ist_koordination(person: Person, thing: object) -> bool:
    """gehört zur Koordinierenden Stelle"""
    return _hat_rolle(person, Rollenart.KOORDINATION)


def ist_administration(person: Person, thing: object) -> bool:
    """gehört zur Administration"""
    return _hat_rolle(person, Rollenart.ADMINISTRATION)


def ist_lesend(person: Person, thing: object) -> bool:
    """liest mit (Leitung, Politik, Revision)"""
    return _hat_rolle(person, Rollenart.LESEND)


def ist_buero(person: Person, thing: object) -> bool:
    """arbeitet im Büro einer Institution"""
    return _hat_rolle(person, Rollenart.BUERO)


def _sitze(person: Person) -> list[Sitz]:
    return [b.sitz for b in person.besetzungen if b.gilt_heute and b.sitz.gilt_heute and b.sitz.gremium.gilt_heute]


def ist_mitglied_der_lenkungsgruppe(person: Person, thing: object) -> bool:
    """hat heute einen Sitz in einer Lenkungsgruppe, als Mitglied oder Vertretung, oder ihren Vorsitz"""
    bodies = [sitz.gremium for sitz in _sitze(person)] + [m.gremium for m in _mitgliedschaften(person)]
    return any(gremium.ist_lenkungsgruppe for gremium in bodies)


def ist_zeichnungsberechtigt(person: Person, thing: object) -> bool:
    """ist für eine Institution zeichnungsberechtigt"""
    return any(z.gilt_heute for z in person.zeichnungsberechtigungen)


def _mitgliedschaften(person: Person) -> list[Mitgliedschaft]:
    return [m for m in person.mitgliedschaften if m.gilt_heute and m.gremium.gilt_heute]


def _aemter(person: Person, gremium_id: int | None, *aemter: Amt) -> bool:
    return any(m.gremium_id == gremium_id and (not aemter or m.amt in aemter) for m in _mitgliedschaften(person))


def _in_gremienart(person: Person, art: Gremienart) -> bool:
    return any(m.gremium.art is art for m in _mitgliedschaften(person))


def ist_fachkraft(person: Person, thing: object) -> bool:
    """ist Fachkraft in einer Fallwerkstatt"""
    return _in_gremienart(person, Gremienart.FALLWERKSTATT)


def ist_in_einer_projektgruppe(person: Person, thing: object) -> bool:
    """ist in einer Projektgruppe"""
    return _in_gremienart(person, Gremienart.PROJEKTGRUPPE)


# --- what somebody is to this thing -----------------------------------------------------------------------------


def ist_aus_der_fallwerkstatt(person: Person, thing: Gremium | Fallrekonstruktion) -> bool:
    """ist Fachkraft dieser Fallwerkstatt"""
    if isinstance(thing, Gremium):
        return thing.art is Gremienart.FALLWERKSTATT and _aemter(person, thing.id)
    return _aemter(person, thing.gremium_id)


def ist_fallwerkstatt(person: Person, gremium: Gremium) -> bool:
    """das Gremium ist eine Fallwerkstatt"""
    return gremium.art is Gremienart.FALLWERKSTATT


def ist_autor(person: Person, fall: Fallrekonstruktion) -> bool:
    """hat die Fallrekonstruktion geschrieben"""
    return fall.autor_id == person.id


def ist_nicht_autor(person: Person, fall: Fallrekonstruktion) -> bool:
    """hat die Fallrekonstruktion nicht selbst geschrieben"""
    return fall.autor_id != person.id


def darf_lesen(person: Person, fall: Fallrekonstruktion) -> bool:
    """ist als lesende Person dieser Fallrekonstruktion benannt"""
    return any(recht.person_id == person.id for recht in fall.lesende)


def ist_eingereicht(person: Person, fall: Fallrekonstruktion) -> bool:
    """die Fallrekonstruktion ist kein Entwurf mehr"""
    return fall.status is not FallStatus.ENTWURF


def wartet_auf_pruefung(person: Person, fall: Fallrekonstruktion) -> bool:
    """die Fallrekonstruktion wartet auf die zweite Person"""
    return fall.status is FallStatus.ZUR_PRUEFUNG


def _projektgruppe(thing: Thema | Zielvereinbarung | Beitrag | Massnahme) -> int | None:
    return thing.projektgruppe_id


def leitet_die_projektgruppe(person: Person, thing: Thema | Zielvereinbarung | Beitrag | Massnahme) -> bool:
    """leitet die beauftragte Projektgruppe"""
    return _projektgruppe(thing) is not None and _aemter(person, _projektgruppe(thing), Amt.LEITUNG)


def ist_in_der_projektgruppe(person: Person, thing: Thema | Zielvereinbarung | Beitrag | Massnahme) -> bool:
    """ist in der beauftragten Projektgruppe"""
    return _projektgruppe(thing) is not None and _aemter(person, _projektgruppe(thing))


def _zeichnet_fuer(person: Person, institution_id: int) -> bool:
    return any(z.gilt_heute and z.institution_id == institution_id for z in person.zeichnungsberechtigungen)


def zeichnet_fuer_die_institution(person: Person, thing: Massnahme | Beitrag | Stellungnahme) -> bool:
    """ist für diese Institution zeichnungsberechtigt"""
    return _zeichnet_fuer(person, thing.institution_id)


def zeichnet_fuer_eine_partei(person: Person, vereinbarung: Zielvereinbarung) -> bool:
    """ist für eine zeichnende Partei zeichnungsberechtigt"""
    return any(
        b.beteiligung is Beteiligung.ZEICHNET and _zeichnet_fuer(person, b.institution_id)
        for b in vereinbarung.beitraege
    )


def arbeitet_dort(person: Person, thing: Massnahme | Stellungnahme) -> bool:
    """arbeitet in dieser Institution"""
    return person.institution_id == thing.institution_id


def ist_verantwortlich(person: Person, massnahme: Massnahme) -> bool:
    """ist die verantwortliche Person der Maßnahme"""
    return massnahme.verantwortlich_id == person.id


def ist_leitung_oder_vorsitz(person: Person, thing: Gremium | Sitzung) -> bool:
    """leitet dieses Gremium oder hat den Vorsitz"""
    gremium_id = thing.id if isinstance(thing, Gremium) else thing.gremium_id
    return _aemter(person, gremium_id, Amt.LEITUNG, Amt.VORSITZ)


def gehoert_zum_gremium(person: Person, thing: Any) -> bool:
    """gehört durch Sitz oder Mitgliedschaft zu diesem Gremium"""
    gremium_id = thing.id if isinstance(thing, Gremium) else thing.gremium_id
    return _aemter(person, gremium_id) or any(sitz.gremium_id == gremium_id for sitz in _sitze(person))


def besetzt_den_sitz(person: Person, thing: Stimmabgabe | Sitzungsantwort) -> bool:
    """besetzt heute diesen Sitz, als Mitglied oder Vertretung"""
    return any(sitz.id == thing.sitz_id for sitz in _sitze(person))


def arbeitet_fuer_den_sitz(person: Person, antwort: Sitzungsantwort) -> bool:
    """arbeitet in einer Institution dieses Sitzes"""
    return any(institution.id == person.institution_id for institution in antwort.sitz.institutionen)


def ist_selbst(person: Person, thing: Any) -> bool:
    """ist diese Person selbst"""
    return person.id == (thing.id if isinstance(thing, Person) else thing.person_id)


def ist_nicht_selbst(person: Person, thing: Any) -> bool:
    """ist nicht diese Person selbst"""
    return not ist_selbst(person, thing)


# --- the table -------------------------------------------------------------------------------------------------

Alternatives = list[list[Predicate]]

_ALLE: Alternatives = [[ist_aktiv]]
_KOORDINATION: Alternatives = [[ist_koordination]]
_ADMINISTRATION: Alternatives = [[ist_administration]]
_PROJEKTGRUPPE: Alternatives = [[ist_in_der_projektgruppe], [ist_koordination]]
_UMSETZENDE: Alternatives = [[ist_verantwortlich], [zeichnet_fuer_die_institution]]
_MITWIRKENDE: Alternatives = [
    [ist_koordination],
    [ist_mitglied_der_lenkungsgruppe],
    [ist_zeichnungsberechtigt],
    [ist_in_einer_projektgruppe],
    [ist_fachkraft],
    [ist_buero],
]
_FACHLICH: Alternatives = [*_MITWIRKENDE, [ist_lesend]]
P = Permission

GRANTS: dict[Permission, Alternatives] = {
    P.START_ANSEHEN: _ALLE,
    P.FALLREKONSTRUKTION_AUFLISTEN: _FACHLICH,
    # Cases: the author's draft is nobody else's; later only the checker and named readers (FACH §3).
    P.FALLREKONSTRUKTION_ANSEHEN: [
        [ist_fachkraft, ist_autor],
        [ist_koordination, ist_eingereicht],
        [ist_koordination, ist_autor],
        [ist_aus_der_fallwerkstatt, wartet_auf_pruefung],
        [ist_fachkraft, darf_lesen, ist_eingereicht],
    ],
    P.FALLREKONSTRUKTION_ANLEGEN: [[ist_aus_der_fallwerkstatt], [ist_koordination, ist_fallwerkstatt]],
    P.FALLREKONSTRUKTION_BEARBEITEN: [[ist_autor]],
    P.FALLREKONSTRUKTION_EINREICHEN: [[ist_autor]],
    P.FALLREKONSTRUKTION_FREIGEBEN: [
        [ist_koordination, ist_nicht_autor],
        [ist_aus_der_fallwerkstatt, ist_nicht_autor],
    ],
    P.FALLREKONSTRUKTION_ZURUECKGEBEN: [
        [ist_koordination, ist_nicht_autor],
        [ist_aus_der_fallwerkstatt, ist_nicht_autor],
    ],
    P.FALLREKONSTRUKTION_ZURUECKZIEHEN: _KOORDINATION,
    P.FALLREKONSTRUKTION_LESENDE_BENENNEN: [[ist_autor], [ist_koordination, ist_eingereicht]],
    P.THEMA_ANSEHEN: _FACHLICH,
    P.THEMA_AUFNEHMEN: _KOORDINATION,
    P.THEMA_BEARBEITEN: _KOORDINATION,
    P.THEMA_GRUNDLAGE_HINZUFUEGEN: _KOORDINATION,
    P.THEMA_STELLUNGNAHMEN_ERBITTEN: _KOORDINATION,
    P.THEMA_VORLEGEN: _KOORDINATION,
    P.THEMA_ZURUECKZIEHEN: _KOORDINATION,
    P.THEMA_ERLEDIGEN: _KOORDINATION,
    # The Lenkungsgruppe decides; the Koordination records it. The Beschluss is what makes it lawful.
    P.THEMA_PRIORISIEREN: _KOORDINATION,
    P.THEMA_ZURUECKSTELLEN: _KOORDINATION,
    P.THEMA_NICHT_WEITERVERFOLGEN: _KOORDINATION,
    P.THEMA_BEAUFTRAGEN: _KOORDINATION,
    P.THEMA_ZURUECKGEBEN: [[leitet_die_projektgruppe]],
    # What follows from an act on the Zielvereinbarung.
    P.THEMA_VORSCHLAGEN: [[leitet_die_projektgruppe]],
    P.THEMA_ZUSTIMMEN: _KOORDINATION,
    P.THEMA_UEBERARBEITEN: _KOORDINATION,
    P.THEMA_NICHT_ZUSTIMMEN: _KOORDINATION,
    P.THEMA_VEREINBAREN: _KOORDINATION,
    P.THEMA_RUHEN_LASSEN: _KOORDINATION,
    P.THEMA_FORTSETZEN: _KOORDINATION,
    P.THEMA_UMSETZEN: _KOORDINATION,
    P.THEMA_BEENDEN: _KOORDINATION,
    P.THEMA_ABSCHLIESSEN: _KOORDINATION,
    P.THEMA_WIEDERAUFNEHMEN: _KOORDINATION,
    P.THEMA_IMPORTIEREN: _KOORDINATION,
    P.STELLUNGNAHME_ABGEBEN: [[zeichnet_fuer_die_institution], [arbeitet_dort, ist_mitglied_der_lenkungsgruppe]],
    P.SITZUNG_AUFLISTEN: _FACHLICH,
    P.SITZUNG_ANSEHEN: [[ist_koordination], [gehoert_zum_gremium], [ist_buero], [ist_lesend]],
    P.SITZUNG_PLANEN: [[ist_koordination], [ist_leitung_oder_vorsitz]],
    P.SITZUNG_BEARBEITEN: [[ist_koordination], [ist_leitung_oder_vorsitz]],
    P.SITZUNG_TOP_AUFNEHMEN: [[ist_koordination], [ist_leitung_oder_vorsitz]],
    P.SITZUNG_TOP_ENTFERNEN: [[ist_koordination], [ist_leitung_oder_vorsitz]],
    P.SITZUNG_TOP_VERSCHIEBEN: [[ist_koordination], [ist_leitung_oder_vorsitz]],
    P.SITZUNG_EINLADEN: [[ist_koordination], [ist_leitung_oder_vorsitz]],
    P.SITZUNG_BEANTWORTEN: [[besetzt_den_sitz], [ist_buero, arbeitet_fuer_den_sitz], [ist_koordination]],
    P.SITZUNG_EROEFFNEN: [[ist_koordination], [ist_leitung_oder_vorsitz]],
    P.SITZUNG_SCHLIESSEN: [[ist_koordination], [ist_leitung_oder_vorsitz]],
    P.SITZUNG_ABSAGEN: [[ist_koordination], [ist_leitung_oder_vorsitz]],
    P.ABSTIMMUNG_ANSEHEN: [[ist_koordination], [gehoert_zum_gremium]],
    P.ABSTIMMUNG_VORBEREITEN: _KOORDINATION,
    P.ABSTIMMUNG_LOESCHEN: _KOORDINATION,
    P.ABSTIMMUNG_OEFFNEN: _KOORDINATION,
    P.ABSTIMMUNG_STIMME_ABGEBEN: [[besetzt_den_sitz]],
    P.ABSTIMMUNG_SCHLIESSEN: _KOORDINATION,
    P.ABSTIMMUNG_FESTSTELLEN: _KOORDINATION,
    P.ABSTIMMUNG_ANNULLIEREN: _KOORDINATION,
    P.BESCHLUSS_ANSEHEN: _FACHLICH,
    P.BESCHLUSS_FESTHALTEN: _KOORDINATION,
    P.BESCHLUSS_NACHERFASSEN: _KOORDINATION,
    P.BESCHLUSS_BERICHTIGEN: _KOORDINATION,
    P.ZIELVEREINBARUNG_ANSEHEN: _FACHLICH,
    P.ZIELVEREINBARUNG_ENTWURF_ANSEHEN: _MITWIRKENDE,
    P.ZIELVEREINBARUNG_ANLEGEN: _PROJEKTGRUPPE,
    P.ZIELVEREINBARUNG_BEARBEITEN: _PROJEKTGRUPPE,
    P.ZIELVEREINBARUNG_BEITRAG_FESTLEGEN: _PROJEKTGRUPPE,
    P.ZIELVEREINBARUNG_BEITRAG_AENDERN: _PROJEKTGRUPPE,
    P.ZIELVEREINBARUNG_BEITRAG_ENTFERNEN: _PROJEKTGRUPPE,
    P.ZIELVEREINBARUNG_MASSNAHME_AUFNEHMEN: _PROJEKTGRUPPE,
    P.ZIELVEREINBARUNG_EINREICHEN: [[leitet_die_projektgruppe]],
    P.ZIELVEREINBARUNG_ZUSTIMMEN: _KOORDINATION,
    P.ZIELVEREINBARUNG_UEBERARBEITEN: _KOORDINATION,
    P.ZIELVEREINBARUNG_NICHT_ZUSTIMMEN: _KOORDINATION,
    P.ZIELVEREINBARUNG_ZEICHNEN: [[zeichnet_fuer_die_institution]],
    P.ZIELVEREINBARUNG_ZEICHNUNG_ERFASSEN: _KOORDINATION,
    P.ZIELVEREINBARUNG_ZEICHNUNG_VERWEIGERN: [[zeichnet_fuer_die_institution]],
    P.ZIELVEREINBARUNG_IN_KRAFT_SETZEN: [[zeichnet_fuer_eine_partei], [ist_koordination]],
    P.ZIELVEREINBARUNG_ABSCHLIESSEN: _KOORDINATION,
    P.MASSNAHME_ANSEHEN: _FACHLICH,
    # Proposals, lights and Rückmeldungen; who only reads along sees what was decided, with status and dates.
    P.MASSNAHME_VERFOLGEN: _MITWIRKENDE,
    P.MASSNAHME_VORSCHLAGEN: _PROJEKTGRUPPE,
    P.MASSNAHME_BEARBEITEN: _PROJEKTGRUPPE,
    P.MASSNAHME_ZUSAGEN: [[zeichnet_fuer_die_institution]],
    P.MASSNAHME_ABSAGEN: [[zeichnet_fuer_die_institution]],
    P.MASSNAHME_VEREINBAREN: _KOORDINATION,
    P.MASSNAHME_NACHERFASSEN: _KOORDINATION,
    P.MASSNAHME_BEGINNEN: _UMSETZENDE,
    P.MASSNAHME_WARTEN: _UMSETZENDE,
    P.MASSNAHME_FORTSETZEN: [*_UMSETZENDE, [ist_koordination]],
    P.MASSNAHME_RUHEN_LASSEN: [*_UMSETZENDE, [ist_koordination]],
    P.MASSNAHME_MEILENSTEIN_SETZEN: [*_UMSETZENDE, [ist_in_der_projektgruppe], [ist_koordination]],
    P.MASSNAHME_MEILENSTEIN_VERSCHIEBEN: [*_UMSETZENDE, [ist_koordination]],
    P.MASSNAHME_MEILENSTEIN_ERREICHEN: [*_UMSETZENDE, [ist_koordination]],
    P.MASSNAHME_STAND_MELDEN: [*_UMSETZENDE, [ist_koordination]],
    P.MASSNAHME_RUECKMELDUNG_GEBEN: [*_UMSETZENDE, [ist_buero, arbeitet_dort], [ist_koordination]],
    P.MASSNAHME_ERINNERN: _KOORDINATION,
    P.MASSNAHME_UMSETZEN: [*_UMSETZENDE, [ist_koordination]],
    P.MASSNAHME_WIRKUNG_PRUEFEN: _KOORDINATION,
    P.MASSNAHME_ABBRECHEN: [[zeichnet_fuer_die_institution], [ist_koordination]],
    P.GREMIUM_ANSEHEN: _FACHLICH,
    P.GREMIUM_EINRICHTEN: _KOORDINATION,
    P.GREMIUM_BEARBEITEN: _KOORDINATION,
    P.GREMIUM_SITZ_EINRICHTEN: _KOORDINATION,
    P.GREMIUM_SITZ_BESETZEN: _KOORDINATION,
    P.GREMIUM_BESETZUNG_BEENDEN: _KOORDINATION,
    P.GREMIUM_MITGLIED_AUFNEHMEN: _KOORDINATION,
    P.GREMIUM_MITGLIEDSCHAFT_BEENDEN: _KOORDINATION,
    P.PERSON_ANSEHEN: [[ist_administration], [ist_koordination]],
    P.PERSON_ANLEGEN: _ADMINISTRATION,
    P.PERSON_BEARBEITEN: _ADMINISTRATION,
    P.PERSON_EINLADEN: _ADMINISTRATION,
    P.PERSON_DEAKTIVIEREN: [[ist_administration, ist_nicht_selbst]],
    P.PERSON_REAKTIVIEREN: _ADMINISTRATION,
    # Whoever gives rights does not give them to the own account (ZUSAGEN §4).
    P.PERSON_ROLLE_GEBEN: [[ist_administration, ist_nicht_selbst]],
    P.PERSON_ROLLE_BEENDEN: [[ist_administration, ist_nicht_selbst]],
    P.PERSON_ZEICHNUNG_ERLAUBEN: [[ist_administration, ist_nicht_selbst]],
    P.PERSON_ZEICHNUNG_BEENDEN: [[ist_administration, ist_nicht_selbst]],
    P.PERSON_PASSWORT_SETZEN: [[ist_selbst]],
    P.PERSON_ANMELDUNG_BEENDEN: [[ist_selbst]],
    P.KONTO_ANSEHEN: _ALLE,
    P.INSTITUTION_ANSEHEN: [[ist_administration], *_FACHLICH],
    P.INSTITUTION_ANLEGEN: [[ist_administration], [ist_koordination]],
    P.INSTITUTION_BEARBEITEN: [[ist_administration], [ist_koordination]],
    P.KOMMUNE_ANLEGEN: [[ist_administration], [ist_koordination]],
    P.KOMMUNE_BEARBEITEN: [[ist_administration], [ist_koordination]],
    P.VOKABEL_ANSEHEN: [[ist_administration], [ist_koordination]],
    P.VOKABEL_ANLEGEN: [[ist_administration], [ist_koordination]],
    P.VOKABEL_BEARBEITEN: [[ist_administration], [ist_koordination]],
    P.EINSTELLUNG_ANSEHEN: _ADMINISTRATION,
    P.EINSTELLUNG_BEARBEITEN: _ADMINISTRATION,
    P.POST_ANSEHEN: _ADMINISTRATION,
}


def can(person: Person, permission: Permission, thing: Any = None) -> bool:
    """Whether `person` may do `permission` on `thing`; a deactivated person may nothing.

    Who is invited but has no password yet acts through an Einzellink only; signing in needs an active account.
    """
    if not person.ist_erreichbar:
        return False
    return any(all(predicate(person, thing) for predicate in alternative) for alternative in GRANTS.get(permission, []))
