"""What the Lenkungsgruppe decides; each act takes the Beschluss it rests on."""

from datetime import date

from kimflow import clock, queries
from kimflow.models import Beschluss, Gremienart, Gremium, Mandat, MassnahmeStatus, Person, Thema, ThemaStatus
from kimflow.permissions import Permission
from kimflow.workflow.acts import ACTS, Obstructed, act
from kimflow.workflow.themen.vermerke import LIEGT_VOR, ausgefuellt, begruendet, kuenftig, mandat_beenden, vermerken
from kimflow.workflow.themen.wirkung import ruhen_lassen

S = ThemaStatus
P = Permission


@act(
    P.THEMA_PRIORISIEREN,
    label="Priorisieren",
    sentence="hat das Thema nach Beschluss priorisiert",
    when=LIEGT_VOR,
    then=S.PRIORISIERT,
    records=("beschluss", "rang"),
)
def priorisieren(thema: Thema, person: Person, *, beschluss: Beschluss, rang: int) -> None:
    """Dem Thema einen Rang geben."""
    if rang < 1:
        raise Obstructed("Der Rang beginnt bei 1.")
    vermerken(thema)
    thema.beschluss, thema.rang = beschluss, rang


@act(
    P.THEMA_ZURUECKSTELLEN,
    label="Zurückstellen",
    sentence="hat das Thema nach Beschluss zurückgestellt",
    when=LIEGT_VOR,
    then=S.GESAMMELT,
    records=("beschluss", "begruendung", "wiedervorlage"),
)
def zurueckstellen(
    thema: Thema, person: Person, *, beschluss: Beschluss, begruendung: str, wiedervorlage: date
) -> None:
    """Das Thema mit Begründung und Wiedervorlage in den Themenspeicher zurücklegen."""
    vermerken(thema, begruendung=begruendet(begruendung), wiedervorlage=kuenftig(wiedervorlage))
    thema.beschluss, thema.rang = beschluss, None


@act(
    P.THEMA_NICHT_WEITERVERFOLGEN,
    label="Nicht weiterverfolgen",
    sentence="hat nach Beschluss festgehalten, dass das Thema nicht weiterverfolgt wird",
    when=LIEGT_VOR,
    then=S.NICHT_WEITERVERFOLGT,
    records=("beschluss", "begruendung"),
)
def nicht_weiterverfolgen(thema: Thema, person: Person, *, beschluss: Beschluss, begruendung: str) -> None:
    """Das Thema mit Begründung aus der Hand geben."""
    vermerken(thema, begruendung=begruendet(begruendung))
    thema.beschluss, thema.rang = beschluss, None


@act(
    P.THEMA_BEAUFTRAGEN,
    label="‹Projektgruppe:akk› beauftragen",
    sentence="hat nach Beschluss ‹eine Projektgruppe:akk› beauftragt",
    when=LIEGT_VOR,
    then=S.BEAUFTRAGT,
    records=("beschluss", "projektgruppe", "mandat", "frist", "begruendung", "statt"),
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
    statt: Thema | None = None,
    statt_bis: date | None = None,
) -> None:
    """‹Einer Projektgruppe:dat› das Mandat geben, Zielvereinbarungen und Maßnahmen vorzuschlagen."""
    if projektgruppe.art is not Gremienart.PROJEKTGRUPPE or not projektgruppe.gilt_heute:
        raise Obstructed("Beauftragt werden kann nur, was noch besteht: ‹eine Projektgruppe:nom›.")
    load = queries.gremien.last(projektgruppe)
    _traegt_es(projektgruppe, load, begruendung, statt)
    if statt is not None:
        _ruht_dafuer(statt, person, projektgruppe, begruendung or f"Dafür geht {thema.nummer} vor.", statt_bis)
    vermerken(thema, begruendung=begruendung)
    thema.beschluss, thema.projektgruppe = beschluss, projektgruppe
    thema.mandat, thema.frist = ausgefuellt(mandat, "Bitte beschreiben Sie das Mandat."), kuenftig(frist)
    mandat_beenden(thema)
    thema.mandate.append(
        Mandat(
            projektgruppe=projektgruppe,
            beschluss=beschluss,
            text=mandat,
            frist=frist,
            erteilt_am=clock.today(),
            last=load,
            hoechstlast=projektgruppe.hoechstlast,
            begruendung=begruendung,
            statt=statt,
        )
    )


def _traegt_es(gruppe: Gremium, load: int, begruendung: str, statt: Thema | None) -> None:
    """Over its limit a group takes on more only with a reason or in exchange for something that rests."""
    if load < gruppe.hoechstlast:
        if statt is not None:
            raise Obstructed(f"{gruppe.name} hat noch Platz. Dafür muss kein Thema ruhen.")
    elif statt is None and not begruendung.strip():
        running = ", ".join(queries.gremien.laufende_nummern(gruppe))
        raise Obstructed(
            f"{gruppe.name} trägt schon {load} von höchstens {gruppe.hoechstlast} laufenden Themen. "
            f"Bitte begründen Sie das weitere Mandat oder wählen Sie, was dafür ruht ({running})."
        )


def _ruht_dafuer(statt: Thema, person: Person, gruppe: Gremium, warum: str, bis: date | None) -> None:
    if statt.projektgruppe_id != gruppe.id:
        raise Obstructed(f"{statt} gehört nicht zu {gruppe.name}. Dafür ruht nur ein Thema derselben Gruppe.")
    if bis is None:
        raise Obstructed(f"Bitte sagen Sie, wann {statt} wieder vorgelegt wird.")
    ruhen_lassen(statt, person, begruendung=warum, wiedervorlage=bis)


@act(
    P.THEMA_VEREINBAREN,
    label="Maßnahmen vereinbaren",
    sentence="hat nach Beschluss die Maßnahmen des Themas vereinbart",
    when={S.GESAMMELT, *LIEGT_VOR, S.BEAUFTRAGT},
    then=S.VEREINBART,
    records=("beschluss",),
)
def vereinbaren(thema: Thema, person: Person, *, beschluss: Beschluss) -> None:
    """Die zugesagten Maßnahmen ohne Zielvereinbarung gelten lassen, etwa eine mitgebrachte Lösung."""
    if thema.status is S.GESAMMELT and not beschluss.nacherfasst:
        raise Obstructed("Aus dem Themenspeicher wird nur nach einem nacherfassten Beschluss vereinbart.")
    vermerken(thema)
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
    # First, because it may flush, and a resting Thema without its Wiedervorlage is none.
    mandat_beenden(thema)
    vermerken(thema, begruendung=begruendet(begruendung))
    thema.beschluss = beschluss
