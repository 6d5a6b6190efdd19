"""While it is carried out: begun, reported on, waiting, at rest, and what the house says beside its light."""

from datetime import date, timedelta

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Anmerkung,
    Lage,
    Linkzweck,
    Massnahme,
    MassnahmeStatus,
    Meilenstein,
    Person,
    Rueckmeldung,
)
from kimflow.permissions import Permission
from kimflow.permissions.praedikate import verantwortliche_person_ist_fort
from kimflow.workflow import einzellinks
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.massnahmen.termine import kuenftig, verschieben
from kimflow.workflow.massnahmen.voraussetzungen import (
    LAUFENDE,
    arbeitet_im_haus,
    hat_verantwortliche_person,
    heute_noch_nicht_gebeten,
    meldet_selbst,
)

P = Permission
S = MassnahmeStatus
LINK_GILT = timedelta(days=21)
ANMERKUNG_LAENGE = 300
MIT_AMPEL = LAUFENDE | {S.RUHT}


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
    when=LAUFENDE,
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
        verschieben(massnahme, meilenstein or massnahme.naechster_meilenstein, neues_datum, begruendung, person)
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
    P.MASSNAHME_WARTEN,
    label="Auf Dritte warten",
    sentence="hat gemeldet, dass die Umsetzung auf Dritte wartet",
    when={S.IN_UMSETZUNG},
    then=S.WARTET,
    records=("wartet_auf", "wartet_bis"),
)
def warten(massnahme: Massnahme, person: Person, *, wartet_auf: str, wartet_bis: date) -> None:
    """Festhalten, auf wen und bis wann die Umsetzung wartet."""
    kuenftig(wartet_bis, "Bitte nennen Sie einen Tag in der Zukunft, bis zu dem gewartet wird.")
    massnahme.wartet_auf, massnahme.wartet_bis = wartet_auf, wartet_bis


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
    when=LAUFENDE,
    then=S.RUHT,
    records=("begruendung", "wiedervorlage"),
)
def ruhen_lassen(massnahme: Massnahme, person: Person, *, begruendung: str, wiedervorlage: date) -> None:
    """Die Maßnahme mit Grund anhalten, bis sie an einem Tag wieder vorgelegt wird."""
    kuenftig(wiedervorlage, "Die Wiedervorlage muss in der Zukunft liegen.")
    massnahme.status_vorher = massnahme.status
    massnahme.begruendung, massnahme.wiedervorlage = begruendung, wiedervorlage


@act(
    P.MASSNAHME_UEBERGEBEN,
    label="Übergeben",
    sentence="hat die Maßnahme übergeben",
    when=LAUFENDE | {S.ZUGESAGT, S.RUHT},
    records=("verantwortlich", "begruendung"),
)
def uebergeben(massnahme: Massnahme, person: Person, *, verantwortlich: Person, begruendung: str) -> None:
    """Eine andere Person desselben Hauses übernimmt die Verantwortung. Das Haus und seine Zusage bleiben."""
    uebergibt_an(massnahme, verantwortlich, begruendung)
    massnahme.verantwortlich, massnahme.verantwortlich_seit = verantwortlich, clock.today()


def uebergibt_an(massnahme: Massnahme, verantwortlich: Person, begruendung: str) -> None:
    """Raises Obstructed if the Maßnahme cannot go to this person, or without a reason."""
    arbeitet_im_haus(massnahme, verantwortlich)
    if verantwortlich.id == massnahme.verantwortlich_id and not verantwortliche_person_ist_fort(
        verantwortlich, massnahme
    ):
        raise Obstructed("Diese Person ist schon verantwortlich.")
    if not begruendung:
        raise Obstructed("Bitte sagen Sie, warum die Maßnahme übergeben wird.")


@act(
    P.MASSNAHME_ERINNERN,
    label="Um Rückmeldung bitten",
    sentence="hat um eine Rückmeldung gebeten",
    when=LAUFENDE,
    requires=(hat_verantwortliche_person, heute_noch_nicht_gebeten),
)
def erinnern(massnahme: Massnahme, person: Person) -> None:
    """Der verantwortlichen Person einen persönlichen Link schicken, der genau das Rückmeldeformular öffnet."""
    verantwortlich = bekommt_link(massnahme)
    massnahme.einzellinks[verantwortlich.id] = link_zur_rueckmeldung(verantwortlich, massnahme.id)
    session().expire(massnahme, ["rueckmeldelinks"])


def link_zur_rueckmeldung(verantwortlich: Person, massnahme_id: int) -> str:
    """A token that opens the form for one Rückmeldung."""
    return einzellinks.ausstellen(verantwortlich, Linkzweck.RUECKMELDUNG_GEBEN, massnahme_id, LINK_GILT)


def bekommt_link(massnahme: Massnahme) -> Person:
    """The responsible person, if somebody is there to be reminded and did not leave; else Obstructed."""
    verantwortlich = massnahme.verantwortlich
    if (
        verantwortlich is None
        or not verantwortlich.ist_aktiv
        or verantwortliche_person_ist_fort(verantwortlich, massnahme)
    ):
        raise Obstructed("Die verantwortliche Person arbeitet zurzeit nicht daran mit. Bitte klären Sie die Nachfolge.")
    return verantwortlich


def hat_anmerkung(massnahme: Massnahme) -> str | None:
    """es gibt eine Anmerkung"""
    return None if massnahme.anmerkung else "Es gibt keine Anmerkung, die sich zurücknehmen ließe."


@act(
    P.MASSNAHME_ANMERKEN,
    label="Zur Ampel anmerken",
    sentence="hat zur Ampel angemerkt",
    when=MIT_AMPEL,
)
def anmerken(massnahme: Massnahme, person: Person, *, text: str) -> None:
    """In einem Satz sagen, was hinter der Ampel steht. Er steht neben ihr, auch in der gedruckten Liste."""
    if not text.strip():
        raise Obstructed("Bitte schreiben Sie Ihre Anmerkung.")
    anmerkung = massnahme.anmerkung
    if anmerkung is None:
        anmerkung = massnahme.anmerkung = Anmerkung()
    anmerkung.text, anmerkung.person, anmerkung.angemerkt_am = text, person, clock.now()


@act(
    P.MASSNAHME_ANMERKUNG_ZURUECKNEHMEN,
    label="Anmerkung zurücknehmen",
    sentence="hat die Anmerkung zur Ampel zurückgenommen",
    when=MIT_AMPEL,
    requires=(hat_anmerkung,),
)
def anmerkung_zuruecknehmen(massnahme: Massnahme, person: Person) -> None:
    """Die Anmerkung entfernen; neben der Ampel steht dann nichts mehr."""
    massnahme.anmerkung = None
