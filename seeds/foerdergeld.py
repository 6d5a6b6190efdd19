"""Money, posts and duties of two years: one pot getting narrow, one above its cap with an exception, one duty overdue."""

from datetime import date
from functools import partial
from typing import Any

from kimflow import clock, queries, workflow
from kimflow.models import Buchungsart, Deckungsfaehig, Foerdertopf, Massnahme, Pflicht, Pflichtart
from seeds import kreis
from seeds.kreis import vereinbarung
from seeds.zeitplan import Zeitplan

A = Buchungsart
SCHNITTSTELLEN, FORMATE, STELLEN = (
    "Maßnahmen aus der Schnittstellenanalyse",
    "Veranstaltungsformate",
    "Case-Management-Stelle",
)
# Baustein, cap in euros, how it is measured
TOEPFE = {
    SCHNITTSTELLEN: (1, 10_000, "pauschal"),
    FORMATE: (1, 5_000, "pauschal"),
    STELLEN: (2, 142_500, "57.000 Euro je Stelle, 2,5 Stellen"),
}
LENA = {
    "ausnahme_von": "Lena Lindemann, Kreisdirektorin",
    "ausnahme_grund": "Den Rest trägt der Kreis aus eigenen Mitteln.",
}


def foerdern(plan: Zeitplan) -> None:
    """Plan all of it; the years are those of the day the story is told."""
    jahr = plan.heute.year
    plan.am(-470, lambda: _einrichten(jahr - 1))
    plan.am(-470, lambda: _stellen(plan))
    plan.am(-470, lambda: _pflichten_des_vorjahrs(jahr - 1))
    plan.am_tag(date(jahr - 1, 10, 20), lambda: _erledigt(Pflichtart.ANTRAG, "Antrag in integration.web (fiktiv)"))
    plan.am_tag(date(jahr - 1, 12, 5), lambda: _letztes_jahr(jahr - 1))
    plan.am_tag(date(jahr - 1, 12, 10), lambda: _erledigt(Pflichtart.FACHAUFSICHT, "Protokolle der Runden (fiktiv)"))
    plan.am(-240, lambda: _uebernehmen(jahr - 1))
    plan.am(-239, lambda: _einrichten(jahr))
    plan.am(-235, lambda: _dieses_jahr(jahr))
    plan.am(-90, lambda: _weiter(jahr))
    plan.am(-236, lambda: _pflichten(plan))
    plan.am(-60, lambda: _erledigt(Pflichtart.WEITERLEITUNGSVERTRAG, "Akte KIM 12 (fiktiv)"))
    plan.am(0, lambda: _abschliessen(jahr - 1))


def _topf(jahr: int, name: str) -> Foerdertopf:
    (found,) = queries.foerdertoepfe.namensgleiche(jahr, TOEPFE[name][0], name)
    return found


def _einrichten(jahr: int) -> None:
    """What stands there as a draft – a known value, or carried over – is changed to what the Bescheid says."""
    kora = kreis.person("Kora")
    for name, (baustein, euro, einheit) in TOEPFE.items():
        angaben: dict[str, Any] = {"baustein": baustein, "name": name, "deckel": euro * 100, "einheit": einheit,
                   "deckungsfaehig": Deckungsfaehig.NEIN, "quelle": f"Zuwendungsbescheid {jahr} (fiktiv)", "notiz": ""}  # fmt: skip
        if queries.foerdertoepfe.namensgleiche(jahr, baustein, name):
            workflow.foerdertoepfe.bearbeiten(_topf(jahr, name), kora, **angaben)
        else:
            workflow.foerdertoepfe.anlegen(kora, jahr=jahr, **angaben)
        workflow.foerdertoepfe.freigeben(_topf(jahr, name), kora)


def _uebernehmen(jahr: int) -> None:
    foerderjahr = queries.foerdertoepfe.jahr(jahr)
    assert foerderjahr is not None
    workflow.foerdertoepfe.uebernehmen(foerderjahr, kreis.person("Kora"))


def _buchen(jahr: int, name: str, massnahme: Massnahme, art: Buchungsart, euro: int, zweck: str, **kw: str) -> None:
    workflow.buchungen.buchen(
        massnahme,
        kreis.person("Kora"),
        foerdertopf=_topf(jahr, name),
        art=art,
        betrag=euro * 100,
        zweck=zweck,
        **kw,
    )


def _letztes_jahr(jahr: int) -> None:
    checkliste, _ = vereinbarung("luecke").massnahmen
    _buchen(jahr, SCHNITTSTELLEN, checkliste, A.AUSGEGEBEN, 6_200, "Gestaltung und Druck der Checkliste")
    _buchen(jahr, FORMATE, checkliste, A.AUSGEGEBEN, 1_350, "Zwei Einführungstage für Sozialämter")


def _dieses_jahr(jahr: int) -> None:
    buchungsstelle, _, schulung = vereinbarung("sprachmittlung").massnahmen
    _, merkblatt = vereinbarung("aufenthalt").massnahmen
    _buchen(jahr, FORMATE, schulung, A.GEBUNDEN, 2_750, "Schulung in zwei Gruppen")
    _buchen(jahr, FORMATE, schulung, A.GEPLANT, 1_500, "Kinderbetreuung während der Schulung")
    _buchen(jahr, SCHNITTSTELLEN, buchungsstelle, A.GEPLANT, 7_500, "Buchungskalender, Einrichtung und erstes Jahr")
    _buchen(jahr, SCHNITTSTELLEN, merkblatt, A.GEBUNDEN, 1_800, "Übersetzung des Merkblatts")
    _buchen(jahr, SCHNITTSTELLEN, merkblatt, A.GEPLANT, 1_200, "Druck und Versand an Betriebe", **LENA)


def _weiter(jahr: int) -> None:
    kora = kreis.person("Kora")
    kalender, merkblatt = [
        next(b for b in queries.buchungen.des_topfes(_topf(jahr, SCHNITTSTELLEN), kora) if b.zweck.startswith(word))
        for word in ("Buchungskalender", "Übersetzung")
    ]
    workflow.buchungen.weiterbuchen(kalender, kora, art=A.AUSGEGEBEN, betrag=300_000, rest_bleibt=True)
    workflow.buchungen.weiterbuchen(merkblatt, kora, art=A.AUSGEGEBEN, betrag=180_000)


def _abschliessen(jahr: int) -> None:
    foerderjahr = queries.foerdertoepfe.jahr(jahr)
    assert foerderjahr is not None
    workflow.foerdertoepfe.abschliessen(foerderjahr, kreis.person("Kora"))


def _stellen(plan: Zeitplan) -> None:
    kora, seit = kreis.person("Kora"), date(plan.heute.year - 1, 1, 1)
    for bezeichnung, baustein, haus, kommunal, anteil, besetzt in (
        ("Koordinierende Stelle", 1, "KI", True, 100, ((0, None),)),
        ("Case Management Kreis", 2, "KI", True, 100, ((0, None),)),
        ("Case Management Seestadt", 2, "Caritas", False, 100, ((0, 250), (400, None))),
        ("Case Management Grünau", 2, "Diakonie", False, 50, ((60, None),)),
    ):
        stelle = workflow.stellen.einrichten(
            kora,
            bezeichnung=bezeichnung,
            baustein=baustein,
            institution=kreis.institution(haus),
            kommunal=kommunal,
            anteil=anteil,
            von=seit,
        )
        for von, bis in besetzt:
            ende = date.fromordinal(seit.toordinal() + bis) if bis is not None else None
            workflow.stellen.besetzen(
                stelle, kora, anteil=anteil, von=date.fromordinal(seit.toordinal() + von), bis=ende
            )


def _pflichten(plan: Zeitplan) -> None:
    anlegen = partial(workflow.pflichten.anlegen, kreis.person("Kora"))
    frist = date(plan.heute.year, 10, 31)
    frist = frist if frist > plan.heute else date(plan.heute.year + 1, 10, 31)
    anlegen(art=Pflichtart.ANTRAG, was=f"Förderantrag für {frist.year + 1}, Baustein 1 und 2", bis=frist)
    anlegen(art=Pflichtart.MITTELABRUF, was="Zweiter Mittelabruf", bis=plan.tag(25))
    anlegen(
        art=Pflichtart.VERWENDUNGSNACHWEIS,
        was=f"Verwendungsnachweis {plan.heute.year - 1} mit Testat",
        bis=plan.tag(-12),
    )
    anlegen(
        art=Pflichtart.WEITERLEITUNGSVERTRAG,
        was="Weiterleitungsvertrag erneuern",
        bis=plan.tag(-55),
        institution=kreis.institution("Caritas"),
    )
    anlegen(art=Pflichtart.HANDLUNGSKONZEPT, was="Handlungskonzept fortschreiben", bis=plan.tag(150))


def _pflichten_des_vorjahrs(jahr: int) -> None:
    anlegen = partial(workflow.pflichten.anlegen, kreis.person("Kora"))
    anlegen(art=Pflichtart.ANTRAG, was=f"Förderantrag für {jahr + 1}", bis=date(jahr, 10, 31))
    anlegen(art=Pflichtart.FACHAUFSICHT, was="Teambesprechungen und Fallkonferenzen belegen", bis=date(jahr, 12, 15))


def _erledigt(art: Pflichtart, nachweis: str) -> None:
    """The open one of this kind whose day comes first."""
    kora = kreis.person("Kora")
    pflicht: Pflicht = next(p for p in queries.pflichten.liste(kora).zeilen if p.art is art)
    workflow.pflichten.erledigen(pflicht, kora, erledigt_am=clock.today(), nachweis=nachweis)
