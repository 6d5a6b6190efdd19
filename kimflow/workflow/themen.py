"""Acts on Themen in the order of their way: the Koordination prepares, the Lenkungsgruppe decides, others carry out."""

from collections.abc import Sequence
from datetime import date

from kimflow import clock, queries
from kimflow.models import (
    Beschluss,
    Bruchstelle,
    Gremienart,
    Gremium,
    Grundlage,
    Handlungsfeld,
    Institution,
    Kommune,
    MassnahmeStatus,
    Meldung,
    MeldungStatus,
    Person,
    Quellenart,
    Rechtskreis,
    SitzungStatus,
    Stellungnahme,
    Thema,
    ThemaStatus,
    Top,
    Topgegenstand,
)
from kimflow.permissions import Permission
from kimflow.workflow import steckbrief
from kimflow.workflow.acts import ACTS, Obstructed, act
from kimflow.workflow.meldungen import annehmen, stuetzen
from kimflow.workflow.nummern import naechste

S = ThemaStatus
P = Permission
WERKTAGE = 10
"""How long a named institution may take to answer; ours, the sources are silent."""

_LIEGT_VOR = frozenset({S.VORGELEGT, S.PRIORISIERT})
_KOMMEND = frozenset({SitzungStatus.GEPLANT, SitzungStatus.EINGELADEN, SitzungStatus.LAUFEND})


# --- what the Koordination prepares -----------------------------------------------------------------------------


@act(
    P.THEMA_AUFNEHMEN,
    label="Thema aufnehmen",
    sentence="hat das Thema in den Themenspeicher aufgenommen",
    then=S.GESAMMELT,
    records=("bruchstellen", "meldungen", "quellenart", "datum"),
    creates=True,
)
def aufnehmen(
    person: Person,
    *,
    titel: str,
    handlungsfeld: Handlungsfeld | None = None,
    bruchstellen: Sequence[Bruchstelle] = (),
    meldungen: Sequence[Meldung] = (),
    quellenart: Quellenart | None = None,
    quelle: str = "",
    datum: date | None = None,
) -> Thema:
    """Ein fallübergreifendes Thema in den Themenspeicher aufnehmen, mit dem, worauf es sich stützt."""
    thema = Thema(
        # Meldungen are accepted for it before the kernel sets the same status.
        status=S.GESAMMELT,
        nummer=naechste(Thema),
        titel=titel,
        handlungsfeld=handlungsfeld,
        aufgenommen_am=clock.today(),
    )
    _stuetzen(thema, bruchstellen, quellenart, quelle, datum)
    _annehmen(thema, person, meldungen)
    return thema


@act(
    P.THEMA_BEARBEITEN,
    label="Steckbrief bearbeiten",
    sentence="hat den Steckbrief bearbeitet",
    when={S.GESAMMELT},
)
def bearbeiten(
    thema: Thema,
    person: Person,
    *,
    titel: str,
    problem: str,
    wirkung_menschen: str,
    wirkung_stellen: str,
    warum_jetzt: str,
    gefragt: str,
    moeglichkeiten: str,
    doppelstruktur: str,
    handlungsfeld: Handlungsfeld | None,
    rechtskreise: list[Rechtskreis],
    kommunen: list[Kommune],
) -> None:
    """Den Steckbrief schreiben. Er ist die Tischvorlage; was der Lenkungsgruppe vorliegt, ändert sich nicht mehr."""
    thema.titel, thema.problem = titel, problem
    thema.wirkung_menschen, thema.wirkung_stellen = wirkung_menschen, wirkung_stellen
    thema.warum_jetzt, thema.gefragt, thema.moeglichkeiten = warum_jetzt, gefragt, moeglichkeiten
    thema.doppelstruktur, thema.handlungsfeld = doppelstruktur, handlungsfeld
    thema.rechtskreise, thema.kommunen = list(rechtskreise), list(kommunen)


@act(
    P.THEMA_GRUNDLAGE_HINZUFUEGEN,
    label="Grundlage hinzufügen",
    sentence="hat eine Grundlage hinzugefügt",
    when={S.GESAMMELT},
    records=("bruchstellen", "meldungen", "quellenart", "datum"),
)
def grundlage_hinzufuegen(
    thema: Thema,
    person: Person,
    *,
    bruchstellen: Sequence[Bruchstelle] = (),
    meldungen: Sequence[Meldung] = (),
    quellenart: Quellenart | None = None,
    quelle: str = "",
    datum: date | None = None,
) -> None:
    """Belegen, worauf sich das Thema stützt: freigegebene Bruchstellen, Meldungen oder eine andere Quelle mit Datum."""
    if not bruchstellen and not meldungen and quellenart is None:
        raise Obstructed("Bitte wählen Sie eine Bruchstelle oder Meldung oder nennen Sie eine andere Quelle.")
    _stuetzen(thema, bruchstellen, quellenart, quelle, datum)
    _annehmen(thema, person, meldungen)


def _stuetzen(
    thema: Thema, bruchstellen: Sequence[Bruchstelle], quellenart: Quellenart | None, quelle: str, datum: date | None
) -> None:
    if not all(bruchstelle.fall.ist_freigegeben for bruchstelle in bruchstellen):
        raise Obstructed("Nur freigegebene Bruchstellen zählen als Grundlage.")
    if quellenart is not None and not (quelle.strip() and datum):
        raise Obstructed("Eine Quelle braucht eine Fundstelle und ein Datum.")
    vorhandene = {grundlage.bruchstelle_id for grundlage in thema.grundlagen}
    thema.grundlagen += [Grundlage(bruchstelle=b) for b in bruchstellen if b.id not in vorhandene]
    if quellenart is not None:
        thema.grundlagen.append(Grundlage(quellenart=quellenart, quelle=quelle, datum=datum))


def _annehmen(thema: Thema, person: Person, meldungen: Sequence[Meldung]) -> None:
    """Undecided Meldungen are accepted by this; accepted ones may carry another Thema too."""
    for meldung in meldungen:
        if meldung.status is MeldungStatus.ANGENOMMEN:
            stuetzen(thema, meldung)
        else:
            annehmen(meldung, person, thema=thema)


@act(
    P.THEMA_STELLUNGNAHMEN_ERBITTEN,
    label="Stellungnahmen erbitten",
    sentence="hat um Stellungnahmen gebeten",
    when={S.GESAMMELT},
    records=("institutionen",),
)
def stellungnahmen_erbitten(thema: Thema, person: Person, *, institutionen: Sequence[Institution]) -> None:
    """Die beteiligten Institutionen benennen und um ihre Sicht bitten; sie haben zehn Werktage Zeit."""
    gefragt = {stellungnahme.institution_id for stellungnahme in thema.stellungnahmen}
    if schon := [institution.kurzname for institution in institutionen if institution.id in gefragt]:
        raise Obstructed(f"Schon gefragt: {', '.join(schon)}.")
    if not institutionen:
        raise Obstructed("Bitte benennen Sie mindestens eine Institution.")
    frist = clock.working_days_after(clock.today(), WERKTAGE)
    thema.stellungnahmen += [
        Stellungnahme(institution=institution, erbeten_am=clock.today(), frist=frist) for institution in institutionen
    ]


@act(
    P.THEMA_VORLEGEN,
    label="Vorlegen",
    sentence="hat das Thema der Lenkungsgruppe vorgelegt",
    when={S.GESAMMELT},
    then=S.VORGELEGT,
    requires=steckbrief.VORLAGE,
    records=("top",),
)
def vorlegen(thema: Thema, person: Person, *, top: Top) -> None:
    """Das Thema der Lenkungsgruppe zur Entscheidung vorlegen."""
    sitzung = top.sitzung
    if not sitzung.gremium.ist_lenkungsgruppe or sitzung.status not in _KOMMEND:
        raise Obstructed("Vorgelegt wird zu einem TOP einer kommenden Sitzung der Lenkungsgruppe.")
    _vermerken(thema)
    if all(gegenstand.thema_id != thema.id for gegenstand in top.gegenstaende):
        top.gegenstaende.append(Topgegenstand(thema=thema))


@act(
    P.THEMA_ZURUECKZIEHEN,
    label="Zurückziehen",
    sentence="hat das Thema von der Tagesordnung zurückgezogen",
    when={S.VORGELEGT},
    then=S.GESAMMELT,
    requires=(steckbrief.wird_nicht_abgestimmt,),
)
def zurueckziehen(thema: Thema, person: Person) -> None:
    """Das Thema von der Tagesordnung nehmen und in den Themenspeicher zurücklegen."""
    _vermerken(thema)
    for gegenstand in list(thema.topgegenstaende):
        if gegenstand.top.sitzung.status in _KOMMEND:
            gegenstand.top.gegenstaende.remove(gegenstand)
            thema.topgegenstaende.remove(gegenstand)


@act(
    P.THEMA_ERLEDIGEN,
    label="Als erledigt führen",
    sentence="hat das Thema als erledigt geführt",
    when={S.GESAMMELT, *_LIEGT_VOR},
    then=S.ERLEDIGT,
    beschluss_from=_LIEGT_VOR,
    records=("was", "beschluss"),
)
def erledigen(thema: Thema, person: Person, *, was: str, beschluss: Beschluss | None = None) -> None:
    """Festhalten, wodurch sich das Thema erledigt hat, etwa durch eine Absprache zwischen zwei Häusern."""
    _vermerken(thema, begruendung=_text(was, "Bitte schreiben Sie, wodurch sich das Thema erledigt hat."))
    thema.beschluss = beschluss or thema.beschluss


# --- what the Lenkungsgruppe decides; each takes the Beschluss it rests on --------------------------------------


@act(
    P.THEMA_PRIORISIEREN,
    label="Priorisieren",
    sentence="hat das Thema nach Beschluss priorisiert",
    when=_LIEGT_VOR,
    then=S.PRIORISIERT,
    records=("beschluss", "rang"),
)
def priorisieren(thema: Thema, person: Person, *, beschluss: Beschluss, rang: int) -> None:
    """Dem Thema einen Rang geben."""
    if rang < 1:
        raise Obstructed("Der Rang beginnt bei 1.")
    _vermerken(thema)
    thema.beschluss, thema.rang = beschluss, rang


@act(
    P.THEMA_ZURUECKSTELLEN,
    label="Zurückstellen",
    sentence="hat das Thema nach Beschluss zurückgestellt",
    when=_LIEGT_VOR,
    then=S.GESAMMELT,
    records=("beschluss", "begruendung", "wiedervorlage"),
)
def zurueckstellen(
    thema: Thema, person: Person, *, beschluss: Beschluss, begruendung: str, wiedervorlage: date
) -> None:
    """Das Thema mit Begründung und Wiedervorlage in den Themenspeicher zurücklegen."""
    _vermerken(thema, begruendung=_begruendet(begruendung), wiedervorlage=_kuenftig(wiedervorlage))
    thema.beschluss, thema.rang = beschluss, None


@act(
    P.THEMA_NICHT_WEITERVERFOLGEN,
    label="Nicht weiterverfolgen",
    sentence="hat nach Beschluss festgehalten, dass das Thema nicht weiterverfolgt wird",
    when=_LIEGT_VOR,
    then=S.NICHT_WEITERVERFOLGT,
    records=("beschluss", "begruendung"),
)
def nicht_weiterverfolgen(thema: Thema, person: Person, *, beschluss: Beschluss, begruendung: str) -> None:
    """Das Thema mit Begründung aus der Hand geben."""
    _vermerken(thema, begruendung=_begruendet(begruendung))
    thema.beschluss, thema.rang = beschluss, None


@act(
    P.THEMA_BEAUFTRAGEN,
    label="Projektgruppe beauftragen",
    sentence="hat nach Beschluss eine Projektgruppe beauftragt",
    when=_LIEGT_VOR,
    then=S.BEAUFTRAGT,
    records=("beschluss", "projektgruppe", "mandat", "frist", "begruendung"),
)
def beauftragen(
    thema: Thema,
    person: Person,
    *,
    beschluss: Beschluss,
    projektgruppe: Gremium,
    mandat: str,
    frist: date,
    begruendung: str = "",
) -> None:
    """Einer Projektgruppe den Auftrag geben, Zielvereinbarungen und Maßnahmen vorzuschlagen."""
    if projektgruppe.art is not Gremienart.PROJEKTGRUPPE or not projektgruppe.gilt_heute:
        raise Obstructed("Beauftragt wird eine bestehende Projektgruppe.")
    if queries.gremien.last(projektgruppe) >= projektgruppe.hoechstlast and not begruendung.strip():
        raise Obstructed(
            f"{projektgruppe.name} hat schon {projektgruppe.hoechstlast} laufende Aufträge oder mehr. "
            "Bitte begründen Sie den weiteren Auftrag."
        )
    _vermerken(thema, begruendung=begruendung)
    thema.beschluss, thema.projektgruppe = beschluss, projektgruppe
    thema.mandat, thema.frist = _text(mandat, "Bitte beschreiben Sie das Mandat."), _kuenftig(frist)


@act(
    P.THEMA_VEREINBAREN,
    label="Maßnahmen vereinbaren",
    sentence="hat nach Beschluss die Maßnahmen des Themas vereinbart",
    when={S.GESAMMELT, *_LIEGT_VOR, S.BEAUFTRAGT},
    then=S.VEREINBART,
    records=("beschluss",),
)
def vereinbaren(thema: Thema, person: Person, *, beschluss: Beschluss) -> None:
    """Die zugesagten Maßnahmen ohne Zielvereinbarung gelten lassen, etwa eine mitgebrachte Lösung."""
    if thema.status is S.GESAMMELT and not beschluss.nacherfasst:
        raise Obstructed("Aus dem Themenspeicher wird nur nach einem nacherfassten Beschluss vereinbart.")
    _vermerken(thema)
    thema.beschluss = beschluss
    for massnahme in thema.massnahmen:
        if massnahme.zielvereinbarung_id is None and massnahme.status is MassnahmeStatus.ZUGESAGT:
            # Maßnahmen stand above Themen, so the act is reached through the table instead of an import.
            ACTS[P.MASSNAHME_VEREINBAREN](massnahme, person, beschluss=beschluss)


@act(
    P.THEMA_BEENDEN,
    label="Beenden",
    sentence="hat das Thema nach Beschluss beendet",
    when={S.BEAUFTRAGT, S.VORSCHLAG, S.VEREINBART, S.RUHT},
    then=S.BEENDET,
    records=("beschluss", "begruendung"),
)
def beenden(thema: Thema, person: Person, *, beschluss: Beschluss, begruendung: str) -> None:
    """Die Arbeit am Thema mit Begründung beenden."""
    _vermerken(thema, begruendung=_begruendet(begruendung))
    thema.beschluss = beschluss


# --- what the Projektgruppe does, and what follows from the Zielvereinbarung ------------------------------------


@act(
    P.THEMA_ZURUECKGEBEN,
    label="Auftrag zurückgeben",
    sentence="hat den Auftrag zurückgegeben",
    when={S.BEAUFTRAGT},
    then=S.PRIORISIERT,
    records=("begruendung",),
)
def zurueckgeben(thema: Thema, person: Person, *, begruendung: str) -> None:
    """Den Auftrag mit Begründung an die Lenkungsgruppe zurückgeben; der Rang des Themas bleibt."""
    _vermerken(thema, begruendung=_begruendet(begruendung))
    _entbinden(thema)


@act(
    P.THEMA_VORSCHLAGEN,
    label="Vorschlag vorlegen",
    sentence="hat den Vorschlag der Projektgruppe vorgelegt",
    when={S.BEAUFTRAGT},
    then=S.VORSCHLAG,
    follows=True,
)
def vorschlagen(thema: Thema, person: Person) -> None:
    """Folgt daraus, dass die Projektgruppe ihre Zielvereinbarung einreicht."""
    _vermerken(thema)


@act(
    P.THEMA_ZUSTIMMEN,
    label="Zustimmen",
    sentence="hat nach Beschluss die Zustimmung zum Vorschlag festgehalten",
    when={S.VORSCHLAG},
    then=S.VEREINBART,
    records=("beschluss",),
    follows=True,
)
def zustimmen(thema: Thema, person: Person, *, beschluss: Beschluss) -> None:
    """Folgt aus der Zustimmung der Lenkungsgruppe zur Zielvereinbarung."""
    _vermerken(thema)
    thema.beschluss = beschluss


@act(
    P.THEMA_UEBERARBEITEN,
    label="Überarbeiten",
    sentence="hat den Vorschlag nach Beschluss zur Überarbeitung zurückgegeben",
    when={S.VORSCHLAG},
    then=S.BEAUFTRAGT,
    records=("beschluss",),
    follows=True,
)
def ueberarbeiten(thema: Thema, person: Person, *, beschluss: Beschluss) -> None:
    """Folgt daraus, dass die Lenkungsgruppe die Zielvereinbarung überarbeiten lässt."""
    _vermerken(thema)
    thema.beschluss = beschluss


def _nach_ablehnung(thema: Thema) -> ThemaStatus:
    return S.BEAUFTRAGT if thema.projektgruppe else S.GESAMMELT


@act(
    P.THEMA_NICHT_ZUSTIMMEN,
    label="Nicht zustimmen",
    sentence="hat nach Beschluss festgehalten, dass dem Vorschlag nicht zugestimmt wird",
    when={S.VORSCHLAG},
    then=_nach_ablehnung,
    records=("beschluss", "zurueck_in_den_speicher"),
    follows=True,
)
def nicht_zustimmen(
    thema: Thema, person: Person, *, beschluss: Beschluss, zurueck_in_den_speicher: bool = False
) -> None:
    """Folgt daraus, dass die Lenkungsgruppe der Zielvereinbarung nicht zustimmt."""
    _vermerken(thema)
    thema.beschluss = beschluss
    if zurueck_in_den_speicher:
        _entbinden(thema)
        thema.rang = None


# --- on the way to the effect -----------------------------------------------------------------------------------


@act(
    P.THEMA_UMSETZEN,
    label="Als umgesetzt führen",
    sentence="hat festgehalten, dass das Thema umgesetzt ist",
    when={S.VEREINBART},
    then=S.UMGESETZT,
    requires=(steckbrief.massnahmen_am_ziel, steckbrief.etwas_umgesetzt),
)
def umsetzen(thema: Thema, person: Person) -> None:
    """Festhalten, dass alle Maßnahmen des Themas am Ziel sind."""
    _vermerken(thema)


@act(
    P.THEMA_ABSCHLIESSEN,
    label="Abschließen",
    sentence="hat das Thema abgeschlossen",
    when={S.UMGESETZT},
    then=S.ABGESCHLOSSEN,
    records=("wirkung",),
)
def abschliessen(thema: Thema, person: Person, *, wirkung: str) -> None:
    """Festhalten, was sich für Menschen und Stellen geändert hat, und der Lenkungsgruppe zur Kenntnis geben."""
    _vermerken(thema)
    thema.wirkung = _text(wirkung, "Bitte beschreiben Sie die Wirkung.")


@act(
    P.THEMA_RUHEN_LASSEN,
    label="Ruhen lassen",
    sentence="hat das Thema ruhen lassen",
    when={S.BEAUFTRAGT, S.VORSCHLAG, S.VEREINBART},
    then=S.RUHT,
    records=("begruendung", "wiedervorlage"),
)
def ruhen_lassen(thema: Thema, person: Person, *, begruendung: str, wiedervorlage: date) -> None:
    """Die Arbeit unterbrechen, mit Begründung und einem Tag, an dem das Thema wieder vorliegt."""
    _vermerken(thema, begruendung=_begruendet(begruendung), wiedervorlage=_kuenftig(wiedervorlage))
    thema.status_vorher = thema.status


def _wie_vorher(thema: Thema) -> ThemaStatus:
    assert thema.status_vorher is not None  # noqa: S101 - the table has a CHECK for it
    return thema.status_vorher


@act(
    P.THEMA_FORTSETZEN,
    label="Fortsetzen",
    sentence="hat die Arbeit am Thema fortgesetzt",
    when={S.RUHT},
    then=_wie_vorher,
)
def fortsetzen(thema: Thema, person: Person) -> None:
    """Die Arbeit dort fortsetzen, wo sie unterbrochen wurde."""
    _vermerken(thema)


@act(
    P.THEMA_WIEDERAUFNEHMEN,
    label="Wieder aufnehmen",
    sentence="hat das Thema wieder in den Themenspeicher aufgenommen",
    when={S.ERLEDIGT, S.NICHT_WEITERVERFOLGT, S.BEENDET, S.ABGESCHLOSSEN},
    then=S.GESAMMELT,
    records=("begruendung",),
)
def wiederaufnehmen(thema: Thema, person: Person, *, begruendung: str) -> None:
    """Das Thema mit Begründung neu aufrollen; der alte Beschluss bleibt im Verlauf lesbar."""
    _vermerken(thema, begruendung=_begruendet(begruendung))
    _entbinden(thema)
    thema.beschluss, thema.rang, thema.wirkung, thema.status_vorher = None, None, "", None


# --- what several acts share ------------------------------------------------------------------------------------


def _vermerken(thema: Thema, *, begruendung: str = "", wiedervorlage: date | None = None) -> None:
    """Reason and bring-up date belong to the status: each act that changes it sets or clears both."""
    thema.begruendung, thema.wiedervorlage = begruendung, wiedervorlage


def _entbinden(thema: Thema) -> None:
    thema.projektgruppe, thema.mandat, thema.frist = None, "", None


def _text(text: str, fehlt: str) -> str:
    if not text.strip():
        raise Obstructed(fehlt)
    return text


def _begruendet(begruendung: str) -> str:
    return _text(begruendung, "Bitte begründen Sie das.")


def _kuenftig(tag: date) -> date:
    if tag <= clock.today():
        raise Obstructed("Das Datum muss in der Zukunft liegen.")
    return tag
