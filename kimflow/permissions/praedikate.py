"""What somebody is, and what somebody is to a thing: the German sentences of the table of rights."""

from collections.abc import Callable
from typing import Any

from kimflow.models import (
    Abstimmung,
    Amt,
    Auftrag,
    Beitrag,
    Beschluss,
    Besetzung,
    Beteiligung,
    Einwand,
    Fallrekonstruktion,
    FallStatus,
    Gremienart,
    Gremium,
    Kommentar,
    Massnahme,
    Meldung,
    Mitgliedschaft,
    Notiz,
    Person,
    Protokollfassung,
    Rollenart,
    Rueckkopplung,
    Sitz,
    Sitzung,
    Sitzungsantwort,
    SitzungStatus,
    Stellungnahme,
    Stimmabgabe,
    Thema,
    Top,
    Zielvereinbarung,
)

Predicate = Callable[[Person, Any], bool]


# --- who somebody is -------------------------------------------------------------------------------------------


def ist_aktiv(person: Person, thing: object) -> bool:
    """ist angemeldet und aktiv"""
    return person.ist_aktiv


def ist_erreichbar(person: Person, thing: object) -> bool:
    """ist aktiv oder eingeladen"""
    return person.ist_erreichbar


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


def _besetzungen(person: Person) -> list[Besetzung]:
    return [b for b in person.besetzungen if b.gilt_heute and b.sitz.gilt_heute and b.sitz.gremium.gilt_heute]


def _sitze(person: Person) -> list[Sitz]:
    return [b.sitz for b in _besetzungen(person)]


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


def hat_gemeldet(person: Person, meldung: Meldung) -> bool:
    """hat die Meldung abgegeben"""
    return meldung.person_id == person.id


def _projektgruppe(thing: Thema | Zielvereinbarung | Beitrag | Massnahme | Kommentar) -> int | None:
    return thing.projektgruppe_id


def leitet_die_projektgruppe(person: Person, thing: Thema | Zielvereinbarung | Beitrag | Massnahme | Kommentar) -> bool:
    """leitet die beauftragte Projektgruppe"""
    return _projektgruppe(thing) is not None and _aemter(person, _projektgruppe(thing), Amt.LEITUNG)


def ist_in_der_projektgruppe(person: Person, thing: Thema | Zielvereinbarung | Beitrag | Massnahme | Kommentar) -> bool:
    """ist in der beauftragten Projektgruppe"""
    return _projektgruppe(thing) is not None and _aemter(person, _projektgruppe(thing))


def _zeichnet_fuer(person: Person, institution_id: int) -> bool:
    return any(z.gilt_heute and z.institution_id == institution_id for z in person.zeichnungsberechtigungen)


def zeichnet_fuer_die_institution(person: Person, thing: Massnahme | Beitrag | Stellungnahme | Rueckkopplung) -> bool:
    """ist für diese Institution zeichnungsberechtigt"""
    return _zeichnet_fuer(person, thing.institution_id)


def zeichnet_fuer_eine_partei(person: Person, vereinbarung: Zielvereinbarung) -> bool:
    """ist für eine zeichnende Partei zeichnungsberechtigt"""
    return any(
        b.beteiligung is Beteiligung.ZEICHNET and _zeichnet_fuer(person, b.institution_id)
        for b in vereinbarung.beitraege
    )


def zeichnet_fuer_eine_beteiligte(person: Person, vereinbarung: Zielvereinbarung) -> bool:
    """ist für eine Partei zeichnungsberechtigt, ob sie zeichnet, mitwirkt oder unterstützt"""
    return any(_zeichnet_fuer(person, b.institution_id) for b in vereinbarung.beitraege)


def arbeitet_dort(person: Person, thing: Massnahme | Stellungnahme | Rueckkopplung) -> bool:
    """arbeitet in dieser Institution"""
    return person.institution_id == thing.institution_id


def ist_verantwortlich(person: Person, massnahme: Massnahme | None) -> bool:
    """ist die verantwortliche Person der Maßnahme und arbeitet in ihrem Haus"""
    # The same rule as `verantwortet` in queries/massnahmen/sichtbarkeit.py has it in SQL.
    return (
        massnahme is not None
        and massnahme.verantwortlich_id == person.id
        and massnahme.institution_id == person.institution_id
    )


def verantwortliche_person_ist_fort(person: Person, massnahme: Massnahme) -> bool:
    """die verantwortliche Person arbeitet nicht mehr mit, nicht mehr in diesem Haus oder nicht mehr in der Gruppe"""
    # The same rule as queries/nachfolge.py has it in SQL; a test holds both together.
    wer, seit = massnahme.verantwortlich, massnahme.verantwortlich_seit
    if wer is None or not wer.ist_erreichbar or wer.institution_id != massnahme.institution_id:
        return True
    here = [m for m in wer.mitgliedschaften if m.gremium_id == massnahme.projektgruppe_id]
    left = any(m.ist_beendet and (seit is None or (m.bis is not None and m.bis >= seit)) for m in here)
    return left and not any(m.gilt_heute for m in here)


def ist_leitung_oder_vorsitz(person: Person, thing: Any) -> bool:
    """leitet dieses Gremium oder hat den Vorsitz"""
    return _aemter(person, _gremium_id(thing), Amt.LEITUNG, Amt.VORSITZ)


def _sitzung(thing: Any) -> Sitzung | None:
    """The meeting a thing belongs to; a Beschluss by circulation has none."""
    if isinstance(thing, Beschluss):
        return thing.top.sitzung if thing.top else None
    sitzung: Sitzung | None = thing if isinstance(thing, Sitzung) else thing.sitzung
    return sitzung


def fuehrt_das_protokoll(person: Person, thing: Sitzung | Top | Notiz | Auftrag | Beschluss) -> bool:
    """führt in dieser Sitzung das Protokoll"""
    sitzung = _sitzung(thing)
    return sitzung is not None and sitzung.protokollfuehrung_id == person.id


def protokoll_ist_genehmigt(person: Person, thing: Sitzung | Protokollfassung) -> bool:
    """das Protokoll ist genehmigt"""
    sitzung = _sitzung(thing)
    return sitzung is not None and sitzung.status is SitzungStatus.GENEHMIGT


def hat_den_auftrag(person: Person, auftrag: Auftrag) -> bool:
    """ist für diesen Auftrag verantwortlich"""
    return auftrag.verantwortlich_id == person.id


def gehoert_zum_gremium(person: Person, thing: Any) -> bool:
    """gehört durch Sitz oder Mitgliedschaft zu diesem Gremium"""
    gremium_id = _gremium_id(thing)
    return _aemter(person, gremium_id) or any(sitz.gremium_id == gremium_id for sitz in _sitze(person))


def _gremium_id(thing: Any) -> int | None:
    """The body a thing belongs to."""
    if isinstance(thing, Gremium):
        return thing.id
    if isinstance(thing, Stimmabgabe | Einwand):
        return thing.abstimmung.gremium_id
    holder: Any = thing.sitz if isinstance(thing, Sitzungsantwort) else thing
    gremium_id: int | None = holder.gremium_id
    return gremium_id


def besetzt_den_sitz(person: Person, thing: Stimmabgabe | Einwand | Sitzungsantwort) -> bool:
    """besetzt heute diesen Sitz, als Mitglied oder Vertretung"""
    return any(b.sitz_id == thing.sitz_id and b.gilt_in(_sitzung_id(thing)) for b in _besetzungen(person))


def _sitzung_id(thing: Stimmabgabe | Einwand | Sitzungsantwort) -> int | None:
    """The meeting this is about; None for an Umlauf."""
    if isinstance(thing, Sitzungsantwort):
        return thing.sitzung_id
    return thing.abstimmung.top.sitzung_id if thing.abstimmung.top else None


def besetzt_einen_sitz_des_gremiums(person: Person, thing: Top | Abstimmung) -> bool:
    """besetzt heute einen Sitz in diesem Gremium"""
    gremium_id = thing.sitzung.gremium_id if isinstance(thing, Top) else thing.gremium_id
    return any(sitz.gremium_id == gremium_id for sitz in _sitze(person))


def besetzt_einen_gemeinsamen_sitz(person: Person, abstimmung: Abstimmung) -> bool:
    """besetzt heute in diesem Gremium einen Sitz, der für mehrere Institutionen steht"""
    return any(sitz.ist_gemeinsam and sitz.gremium_id == abstimmung.gremium_id for sitz in _sitze(person))


def hat_den_vorsitz(person: Person, thing: Any) -> bool:
    """hat den Vorsitz dieses Gremiums"""
    return _aemter(person, _gremium_id(thing), Amt.VORSITZ)


def _abstimmung(thing: Abstimmung | Stimmabgabe) -> Abstimmung:
    return thing if isinstance(thing, Abstimmung) else thing.abstimmung


def ist_umlauf(person: Person, thing: Abstimmung) -> bool:
    """die Abstimmung ist ein Umlauf"""
    return thing.ist_umlauf


def ist_geheim(person: Person, thing: Abstimmung | Stimmabgabe) -> bool:
    """die Abstimmung ist geheim"""
    return _abstimmung(thing).ist_geheim


def ist_nicht_geheim(person: Person, thing: Abstimmung | Stimmabgabe) -> bool:
    """die Abstimmung ist nicht geheim"""
    return not _abstimmung(thing).ist_geheim


def hat_nicht_selbst_erfasst(person: Person, stimmabgabe: Stimmabgabe) -> bool:
    """hat diese Stimme nicht selbst aufgeschrieben"""
    return stimmabgabe.erfasst_von_id != person.id


def ist_kein_buero(person: Person, thing: object) -> bool:
    """arbeitet nicht nur als Büro"""
    return not ist_buero(person, thing)


def arbeitet_fuer_den_sitz(person: Person, antwort: Sitzungsantwort) -> bool:
    """arbeitet in einer Institution dieses Sitzes"""
    return any(institution.id == person.institution_id for institution in antwort.sitz.institutionen)


def ist_selbst(person: Person, thing: Any) -> bool:
    """ist diese Person selbst"""
    return person.id == (thing.id if isinstance(thing, Person) else thing.person_id)


def ist_nicht_selbst(person: Person, thing: Any) -> bool:
    """ist nicht diese Person selbst"""
    return not ist_selbst(person, thing)
