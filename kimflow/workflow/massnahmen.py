"""Acts on Maßnahmen in the order of their way: proposed, promised, agreed, carried out, checked for their effect."""

from collections.abc import Sequence
from datetime import date, timedelta

from kimflow import clock
from kimflow.models import (
    Beschluss,
    Institution,
    Kommune,
    Lage,
    Linkzweck,
    Massnahme,
    Massnahmeart,
    MassnahmeStatus,
    Meilenstein,
    Person,
    Rueckmeldung,
    Stand,
    Thema,
    ThemaStatus,
    Umsetzungsstand,
    Verschiebung,
    Zielvereinbarung,
)
from kimflow.permissions import Permission, ist_verantwortlich, zeichnet_fuer_die_institution
from kimflow.workflow import einzellinks
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.nummern import naechste

P = Permission
S = MassnahmeStatus
T = ThemaStatus
LINK_GILT = timedelta(days=21)

_LAUFENDE = Massnahme.LAUFENDE
_NIMMT_AUF = frozenset({T.GESAMMELT, T.VORGELEGT, T.PRIORISIERT, T.BEAUFTRAGT, T.VORSCHLAG, T.VEREINBART})
_VOR_DEM_BESCHLUSS = frozenset({S.VORGESCHLAGEN, S.ZUGESAGT})
_OFFEN = _VOR_DEM_BESCHLUSS | _LAUFENDE | {S.RUHT}


def liegt_nicht_vor(massnahme: Massnahme) -> str | None:
    """liegt der Lenkungsgruppe nicht gerade vor"""
    vereinbarung = massnahme.zielvereinbarung
    if massnahme.status not in _VOR_DEM_BESCHLUSS:
        return None
    if vereinbarung is not None and vereinbarung.ist_eingefroren:
        return "Die Zielvereinbarung ist eingereicht. Was der Lenkungsgruppe vorliegt, ändert sich nicht mehr."
    if vereinbarung is None and massnahme.thema.status is T.VORGELEGT:
        return "Das Thema liegt der Lenkungsgruppe vor. Was ihr vorliegt, ändert sich nicht mehr."
    return None


def hat_verantwortliche_person(massnahme: Massnahme) -> str | None:
    """eine verantwortliche Person ist benannt"""
    return None if massnahme.verantwortlich_id else "Es ist noch keine verantwortliche Person benannt."


def offener_meilenstein(massnahme: Massnahme) -> str | None:
    """mindestens ein Meilenstein ist offen"""
    return None if massnahme.offene_meilensteine else "Es gibt keinen offenen Meilenstein."


def meldet_selbst(massnahme: Massnahme, person: Person) -> bool:
    """Whether a Rückmeldung of `person` is the house's own; everybody else enters it for somebody."""
    return ist_verantwortlich(person, massnahme) or zeichnet_fuer_die_institution(person, massnahme)


# --- until it is agreed -----------------------------------------------------------------------------------------


@act(
    P.MASSNAHME_VORSCHLAGEN,
    label="Maßnahme vorschlagen",
    sentence="hat die Maßnahme vorgeschlagen",
    when=_NIMMT_AUF,
    then=S.VORGESCHLAGEN,
    records=("institution", "zielvereinbarung", "frist"),
    creates=True,
)
def vorschlagen(
    thema: Thema,
    person: Person,
    *,
    titel: str,
    beschreibung: str,
    art: Massnahmeart | None,
    institution: Institution,
    unterstuetzende: Sequence[Institution],
    frist: date | None,
    zielvereinbarung: Zielvereinbarung | None = None,
) -> Massnahme:
    """Eine Maßnahme zu diesem Thema vorschlagen. Das genannte Haus wird um seine Zusage gebeten."""
    if zielvereinbarung is not None:
        _passt(zielvereinbarung, thema)
    return Massnahme(
        nummer=naechste(Massnahme),
        thema=thema,
        zielvereinbarung=zielvereinbarung,
        projektgruppe_id=thema.projektgruppe_id,
        titel=titel,
        beschreibung=beschreibung,
        art=art,
        institution=institution,
        unterstuetzende=_ohne(unterstuetzende, institution),
        frist=frist,
    )


def _passt(vereinbarung: Zielvereinbarung, thema: Thema) -> None:
    if vereinbarung.thema_id != thema.id:
        raise Obstructed("Die Zielvereinbarung gehört zu einem anderen Thema.")
    if not vereinbarung.ist_in_arbeit:
        raise Obstructed("Die Zielvereinbarung ist eingereicht und nimmt keine Maßnahmen mehr auf.")


def _ohne(unterstuetzende: Sequence[Institution], verantwortliche: Institution) -> list[Institution]:
    return [institution for institution in unterstuetzende if institution.id != verantwortliche.id]


@act(
    P.MASSNAHME_ZUSAGEN,
    label="Zusagen",
    sentence="hat die Maßnahme zugesagt",
    when={S.VORGESCHLAGEN},
    then=S.ZUGESAGT,
    records=("verantwortlich",),
)
def zusagen(massnahme: Massnahme, person: Person, *, verantwortlich: Person) -> None:
    """Für das eigene Haus zusagen, die Maßnahme umzusetzen, und die verantwortliche Person benennen."""
    if verantwortlich.institution_id != massnahme.institution_id:
        raise Obstructed("Die verantwortliche Person muss in der verantwortlichen Institution arbeiten.")
    if not verantwortlich.ist_erreichbar:
        raise Obstructed("Diese Person arbeitet nicht mehr mit.")
    massnahme.verantwortlich, massnahme.zugesagt_von, massnahme.absage = verantwortlich, person, ""


@act(
    P.MASSNAHME_ABSAGEN,
    label="Absagen",
    sentence="hat die Maßnahme für das eigene Haus abgesagt",
    when={S.VORGESCHLAGEN},
    records=("begruendung",),
)
def absagen(massnahme: Massnahme, person: Person, *, begruendung: str) -> None:
    """Begründen, warum das eigene Haus diese Maßnahme so nicht übernimmt. Der Vorschlag bleibt stehen."""
    massnahme.absage = begruendung


@act(
    P.MASSNAHME_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat die Maßnahme bearbeitet",
    when={S.VORGESCHLAGEN},
    requires=(liegt_nicht_vor,),
    records=("institution", "frist"),
)
def bearbeiten(
    massnahme: Massnahme,
    person: Person,
    *,
    titel: str,
    beschreibung: str,
    art: Massnahmeart | None,
    institution: Institution,
    unterstuetzende: Sequence[Institution],
    frist: date | None,
) -> None:
    """Den Vorschlag ändern. Was ein Haus zugesagt hat, ändert sich nicht mehr."""
    if institution.id != massnahme.institution_id:
        massnahme.absage = ""
    massnahme.titel, massnahme.beschreibung, massnahme.art = titel, beschreibung, art
    massnahme.institution, massnahme.frist = institution, frist
    massnahme.unterstuetzende = _ohne(unterstuetzende, institution)


@act(
    P.MASSNAHME_VEREINBAREN,
    label="Vereinbaren",
    sentence="hat die Maßnahme als vereinbart festgehalten",
    when={S.ZUGESAGT},
    then=S.VEREINBART,
    records=("beschluss",),
    follows=True,
)
def vereinbaren(massnahme: Massnahme, person: Person, *, beschluss: Beschluss) -> None:
    """Die zugesagte Maßnahme ist durch den Beschluss vereinbart."""
    massnahme.beschluss = beschluss


@act(
    P.MASSNAHME_NACHERFASSEN,
    label="Laufende Maßnahme nacherfassen",
    sentence="hat die früher beschlossene Maßnahme nacherfasst",
    when=_NIMMT_AUF,
    then=S.VEREINBART,
    records=("beschluss", "institution", "verantwortlich", "frist"),
    creates=True,
)
def nacherfassen(
    thema: Thema,
    person: Person,
    *,
    beschluss: Beschluss,
    titel: str,
    beschreibung: str,
    art: Massnahmeart | None,
    institution: Institution,
    verantwortlich: Person | None,
    frist: date | None,
) -> Massnahme:
    """Eine Maßnahme aufnehmen, die vor der Einführung von kimflow beschlossen wurde."""
    if not beschluss.nacherfasst:
        raise Obstructed("Nacherfasst wird nur mit einem früheren, nacherfassten Beschluss.")
    if verantwortlich is not None and verantwortlich.institution_id != institution.id:
        raise Obstructed("Die verantwortliche Person muss in der verantwortlichen Institution arbeiten.")
    return Massnahme(
        nummer=naechste(Massnahme),
        thema=thema,
        projektgruppe_id=thema.projektgruppe_id,
        titel=titel,
        beschreibung=beschreibung,
        art=art,
        institution=institution,
        verantwortlich=verantwortlich,
        frist=frist,
        beschluss=beschluss,
    )


# --- while it is carried out ------------------------------------------------------------------------------------


@act(
    P.MASSNAHME_BEGINNEN,
    label="Beginnen",
    sentence="hat mit der Umsetzung begonnen",
    when={S.VEREINBART},
    then=S.IN_UMSETZUNG,
)
def beginnen(massnahme: Massnahme, person: Person) -> None:
    """Festhalten, dass die Umsetzung begonnen hat."""
    massnahme.begonnen_am = clock.today()


@act(
    P.MASSNAHME_RUECKMELDUNG_GEBEN,
    label="Rückmeldung geben",
    sentence="hat eine Rückmeldung gegeben",
    when=_LAUFENDE,
    records=("lage", "satz", "meilenstein", "neues_datum", "begruendung", "im_auftrag_von"),
)
def rueckmeldung_geben(
    massnahme: Massnahme,
    person: Person,
    *,
    lage: Lage,
    satz: str,
    meilenstein: Meilenstein | None = None,
    neues_datum: date | None = None,
    begruendung: str = "",
    im_auftrag_von: str = "",
) -> None:
    """In einem Satz sagen, wie es läuft. Ein neuer Termin braucht einen Grund."""
    selbst = meldet_selbst(massnahme, person)
    if not selbst and not im_auftrag_von:
        raise Obstructed("Bitte nennen Sie, in wessen Auftrag Sie die Rückmeldung eintragen.")
    if neues_datum is not None:
        _verschieben(massnahme, meilenstein or massnahme.naechster_meilenstein, neues_datum, begruendung, person)
    massnahme.rueckmeldungen.append(
        Rueckmeldung(
            lage=lage,
            satz=satz,
            person=person,
            im_auftrag_von="" if selbst else im_auftrag_von,
            gemeldet_am=clock.now(),
        )
    )


@act(
    P.MASSNAHME_MEILENSTEIN_SETZEN,
    label="Meilenstein setzen",
    sentence="hat einen Meilenstein gesetzt",
    when=_VOR_DEM_BESCHLUSS | _LAUFENDE,
    requires=(liegt_nicht_vor,),
    records=("titel", "geplant_am"),
)
def meilenstein_setzen(massnahme: Massnahme, person: Person, *, titel: str, geplant_am: date) -> None:
    """Einen prüfbaren Zwischenschritt mit Termin eintragen."""
    massnahme.meilensteine.append(Meilenstein(titel=titel, geplant_am=geplant_am, urspruenglich_am=geplant_am))


@act(
    P.MASSNAHME_MEILENSTEIN_ERREICHEN,
    label="Meilenstein erreicht",
    sentence="hat einen Meilenstein als erreicht gemeldet",
    when=_LAUFENDE,
    requires=(offener_meilenstein,),
    records=("meilenstein", "erreicht_am"),
)
def meilenstein_erreichen(massnahme: Massnahme, person: Person, *, meilenstein: Meilenstein, erreicht_am: date) -> None:
    """Festhalten, an welchem Tag ein Meilenstein erreicht war."""
    _offener(massnahme, meilenstein)
    if erreicht_am > clock.today():
        raise Obstructed("Erreicht ist ein Meilenstein frühestens heute, nicht in der Zukunft.")
    meilenstein.erreicht_am = erreicht_am


@act(
    P.MASSNAHME_MEILENSTEIN_VERSCHIEBEN,
    label="Meilenstein verschieben",
    sentence="hat einen Meilenstein verschoben",
    when=_LAUFENDE,
    requires=(offener_meilenstein,),
    records=("meilenstein", "geplant_am", "begruendung"),
)
def meilenstein_verschieben(
    massnahme: Massnahme, person: Person, *, meilenstein: Meilenstein, geplant_am: date, begruendung: str
) -> None:
    """Einen Termin mit Grund verschieben. Der ursprüngliche Termin bleibt sichtbar."""
    _verschieben(massnahme, meilenstein, geplant_am, begruendung, person)


def _verschieben(
    massnahme: Massnahme, meilenstein: Meilenstein | None, neu: date, begruendung: str, person: Person
) -> None:
    if meilenstein is None:
        raise Obstructed("Es gibt keinen offenen Meilenstein, dessen Termin sich verschieben ließe.")
    _offener(massnahme, meilenstein)
    if not begruendung:
        raise Obstructed("Ein neuer Termin braucht einen Grund.")
    if neu < clock.today():
        raise Obstructed("Der neue Termin liegt in der Vergangenheit.")
    if neu == meilenstein.geplant_am:
        raise Obstructed("Der neue Termin ist der bisherige.")
    meilenstein.verschiebungen.append(
        Verschiebung(
            vorher=meilenstein.geplant_am,
            nachher=neu,
            begruendung=begruendung,
            person=person,
            verschoben_am=clock.now(),
        )
    )
    meilenstein.geplant_am = neu


def _offener(massnahme: Massnahme, meilenstein: Meilenstein) -> None:
    if meilenstein.massnahme_id != massnahme.id:
        raise Obstructed("Dieser Meilenstein gehört zu einer anderen Maßnahme.")
    if meilenstein.erreicht_am is not None:
        raise Obstructed("Dieser Meilenstein ist schon erreicht.")


@act(
    P.MASSNAHME_WARTEN,
    label="Auf Dritte warten",
    sentence="hat gemeldet, dass die Umsetzung auf Dritte wartet",
    when={S.IN_UMSETZUNG},
    then=S.WARTET,
    records=("wartet_auf", "wartet_bis"),
)
def warten(massnahme: Massnahme, person: Person, *, wartet_auf: str, wartet_bis: date) -> None:
    """Festhalten, auf wen und bis wann die Umsetzung wartet."""
    _kuenftig(wartet_bis, "Bitte nennen Sie einen Tag in der Zukunft, bis zu dem gewartet wird.")
    massnahme.wartet_auf, massnahme.wartet_bis = wartet_auf, wartet_bis


def _kuenftig(day: date, reason: str) -> None:
    if day <= clock.today():
        raise Obstructed(reason)


@act(
    P.MASSNAHME_FORTSETZEN,
    label="Fortsetzen",
    sentence="hat die Umsetzung fortgesetzt",
    when={S.WARTET, S.RUHT},
    then=lambda massnahme: massnahme.status_vorher if massnahme.status is S.RUHT else S.IN_UMSETZUNG,
)
def fortsetzen(massnahme: Massnahme, person: Person) -> None:
    """Die Maßnahme wieder aufnehmen, wo sie stand."""
    if massnahme.status is S.RUHT:
        massnahme.wiedervorlage, massnahme.begruendung = None, ""
    else:
        massnahme.wartet_auf = massnahme.wartet_bis = None


@act(
    P.MASSNAHME_RUHEN_LASSEN,
    label="Ruhen lassen",
    sentence="hat die Maßnahme ruhen lassen",
    when=_LAUFENDE,
    then=S.RUHT,
    records=("begruendung", "wiedervorlage"),
)
def ruhen_lassen(massnahme: Massnahme, person: Person, *, begruendung: str, wiedervorlage: date) -> None:
    """Die Maßnahme mit Grund anhalten, bis sie an einem Tag wieder vorgelegt wird."""
    _kuenftig(wiedervorlage, "Die Wiedervorlage muss in der Zukunft liegen.")
    massnahme.status_vorher = massnahme.status
    massnahme.begruendung, massnahme.wiedervorlage = begruendung, wiedervorlage


@act(
    P.MASSNAHME_ERINNERN,
    label="Um Rückmeldung bitten",
    sentence="hat um eine Rückmeldung gebeten",
    when=_LAUFENDE,
    requires=(hat_verantwortliche_person,),
)
def erinnern(massnahme: Massnahme, person: Person) -> None:
    """Der verantwortlichen Person einen persönlichen Link schicken, der genau das Rückmeldeformular öffnet."""
    verantwortlich = massnahme.verantwortlich
    if verantwortlich is None or not verantwortlich.ist_aktiv:
        raise Obstructed("Die verantwortliche Person arbeitet zurzeit nicht mit. Bitte klären Sie die Nachfolge.")
    massnahme.einzellinks[verantwortlich.id] = einzellinks.ausstellen(
        verantwortlich, Linkzweck.RUECKMELDUNG_GEBEN, massnahme.id, LINK_GILT
    )


# --- how it ends ------------------------------------------------------------------------------------------------


@act(
    P.MASSNAHME_UMSETZEN,
    label="Als umgesetzt melden",
    sentence="hat die Maßnahme als umgesetzt gemeldet",
    when={S.IN_UMSETZUNG},
    then=S.UMGESETZT,
    records=("nachweis", "wirkungspruefung_am"),
)
def umsetzen(massnahme: Massnahme, person: Person, *, nachweis: str, wirkungspruefung_am: date) -> None:
    """Mit Nachweis melden, dass die Maßnahme umgesetzt ist, und sagen, wann die Wirkung geprüft wird."""
    if not nachweis:
        raise Obstructed("Bitte nennen Sie einen Nachweis: was liegt vor, und wo findet man es?")
    _kuenftig(wirkungspruefung_am, "Die Wirkungsprüfung muss in der Zukunft liegen.")
    massnahme.nachweis, massnahme.wirkungspruefung_am = nachweis, wirkungspruefung_am
    massnahme.umgesetzt_am = clock.today()


@act(
    P.MASSNAHME_WIRKUNG_PRUEFEN,
    label="Wirkung prüfen",
    sentence="hat die Umsetzung bestätigt und die Wirkung geprüft",
    when={S.UMGESETZT},
    then=S.GEPRUEFT,
    records=("ergebnis", "verstetigt"),
)
def wirkung_pruefen(massnahme: Massnahme, person: Person, *, ergebnis: str, verstetigt: bool) -> None:
    """Die Umsetzung bestätigen und festhalten, was sie bewirkt hat und ob sie dauerhaft bleibt."""
    massnahme.wirkung, massnahme.verstetigt = ergebnis, verstetigt


@act(
    P.MASSNAHME_STAND_MELDEN,
    label="Stand je Kommune melden",
    sentence="hat den Umsetzungsstand einer Kommune gemeldet",
    when=_LAUFENDE | {S.RUHT, S.UMGESETZT, S.GEPRUEFT},
    records=("kommune", "stand", "begruendung"),
)
def stand_melden(
    massnahme: Massnahme, person: Person, *, kommune: Kommune, stand: Stand, begruendung: str = ""
) -> None:
    """Festhalten, wie weit die Maßnahme in einer Kommune ist. Eine Kommune kann auch später dazukommen."""
    if stand is Stand.NICHT_BETEILIGT and not begruendung:
        raise Obstructed("Bitte begründen Sie, warum die Kommune nicht beteiligt ist.")
    found = next((s for s in massnahme.umsetzungsstaende if s.kommune_id == kommune.id), None)
    if found is None:
        massnahme.umsetzungsstaende.append(Umsetzungsstand(kommune=kommune, stand=stand, begruendung=begruendung))
    else:
        found.stand, found.begruendung = stand, begruendung


@act(
    P.MASSNAHME_ABBRECHEN,
    label="Abbrechen",
    sentence="hat die Maßnahme abgebrochen",
    when=_OFFEN,
    then=S.ABGEBROCHEN,
    records=("begruendung",),
)
def abbrechen(massnahme: Massnahme, person: Person, *, begruendung: str) -> None:
    """Die Maßnahme mit Begründung beenden, bevor sie umgesetzt ist."""
    massnahme.begruendung = begruendung
