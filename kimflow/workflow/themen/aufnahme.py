"""What the Koordination prepares: taking up, Steckbrief, Grundlagen, Stellungnahmen, laying before the body."""

from collections.abc import Sequence
from datetime import date

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Beschluss,
    Bruchstelle,
    Grundlage,
    Handlungsfeld,
    Institution,
    Kommune,
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
from kimflow.saetze import als_satz
from kimflow.workflow import steckbrief, stellungnahmen
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.meldungen import annehmen, stuetzen
from kimflow.workflow.nummern import naechste
from kimflow.workflow.themen.vermerke import LIEGT_VOR, ausgefuellt, vermerken

S = ThemaStatus
P = Permission
WERKTAGE = 10
"""How long a named institution may take to answer; ours, the sources are silent."""

_KOMMEND = frozenset({SitzungStatus.GEPLANT, SitzungStatus.EINGELADEN, SitzungStatus.LAUFEND})


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
    """Den Steckbrief schreiben, die Tischvorlage; was ‹der Lenkungsgruppe:dat› vorliegt, ändert sich nicht mehr."""
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
        raise Obstructed(als_satz(f"Schon gefragt: {', '.join(schon)}"))
    if not institutionen:
        raise Obstructed("Bitte benennen Sie mindestens eine Institution.")
    frist = clock.working_days_after(clock.today(), WERKTAGE)
    asked = [Stellungnahme(institution=i, erbeten_am=clock.today(), frist=frist) for i in institutionen]
    thema.stellungnahmen += asked
    session().flush()
    stellungnahmen.einladen(asked)


@act(
    P.THEMA_ERINNERN,
    label="An Stellungnahmen erinnern",
    sentence="hat an ausstehende Stellungnahmen erinnert",
    when={S.GESAMMELT},
    requires=(steckbrief.stellungnahme_steht_aus,),
)
def erinnern(thema: Thema, person: Person) -> None:
    """Den Häusern, die noch antworten können, einen neuen Link schicken; an einem Tag nur einmal."""
    asked = [s for one in thema.mit_teilen() for s in one.stellungnahmen]
    waiting = [s for s in asked if s.steht_aus and s.erinnert_am != clock.today()]
    if not waiting:
        raise Obstructed("Heute wurde schon erinnert.")
    for stellungnahme in asked:
        stellungnahme.einzellinks.clear()
    stellungnahmen.einladen(waiting)
    reached = [s for s in waiting if any(an.id != person.id for an in s.einzellinks)]
    if not reached:
        raise Obstructed("In den Häusern, deren Stellungnahme aussteht, ist niemand per Mail zu erreichen.")
    stellungnahmen.erinnert(reached)


@act(
    P.THEMA_VORLEGEN,
    label="Vorlegen",
    sentence="hat das Thema ‹der Lenkungsgruppe:dat› vorgelegt",
    when={S.GESAMMELT},
    then=S.VORGELEGT,
    requires=steckbrief.VORLAGE,
    records=("top",),
)
def vorlegen(thema: Thema, person: Person, *, top: Top) -> None:
    """Das Thema ‹der Lenkungsgruppe:dat› zur Entscheidung vorlegen."""
    sitzung = top.sitzung
    if not sitzung.gremium.ist_lenkungsgruppe or sitzung.status not in _KOMMEND:
        raise Obstructed("Vorgelegt wird zu einem TOP einer kommenden Sitzung ‹der Lenkungsgruppe:gen›.")
    vermerken(thema)
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
    vermerken(thema)
    for gegenstand in list(thema.topgegenstaende):
        if gegenstand.top.sitzung.status in _KOMMEND:
            gegenstand.top.gegenstaende.remove(gegenstand)
            thema.topgegenstaende.remove(gegenstand)


@act(
    P.THEMA_ERLEDIGEN,
    label="Als erledigt führen",
    sentence="hat das Thema als erledigt geführt",
    when={S.GESAMMELT, *LIEGT_VOR},
    then=S.ERLEDIGT,
    beschluss_from=LIEGT_VOR,
    records=("was", "beschluss"),
)
def erledigen(thema: Thema, person: Person, *, was: str, beschluss: Beschluss | None = None) -> None:
    """Festhalten, wodurch sich das Thema erledigt hat, etwa durch eine Absprache zwischen zwei Häusern."""
    vermerken(thema, begruendung=ausgefuellt(was, "Bitte schreiben Sie, wodurch sich das Thema erledigt hat."))
    thema.beschluss = beschluss or thema.beschluss
