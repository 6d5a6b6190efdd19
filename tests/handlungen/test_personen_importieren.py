"""The import of persons: whoever may do it singly, row by row, and no letter that nobody asked for."""

from datetime import timedelta

import pytest

from kimflow import clock
from kimflow.db import session
from kimflow.models import Nachricht, Person, PersonStatus, Rollenart
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.importe import Stand, Zuordnung
from tests.bauen.tabellen import befunde, importieren

pytestmark = pytest.mark.beide

NEU = {"E-Mail": "Neu@Haus.example", "Name": "Neu Mann", "Funktion": "Leitung", "Institution": "KI"}


def person(mail):
    return session().query(Person).filter_by(mail=mail).one()


def zeile(name, **mehr):
    return {"Mail": f"{name.lower()}@musterkreis.example", **mehr}


def test_ein_neues_konto_ist_eingeladen_ohne_dass_ein_brief_geht(ada):
    importieren("personen", ada, NEU)

    neu = person("neu@haus.example")
    assert (neu.name, neu.funktion, neu.institution.kurzname) == ("Neu Mann", "Leitung", "KI")
    assert neu.status is PersonStatus.EINGELADEN
    assert session().query(Nachricht).count() == 0


def test_auf_wunsch_geht_der_zugang_gleich_mit(ada):
    importieren("personen", ada, NEU, zuordnung=Zuordnung(einladen=True))

    assert session().query(Nachricht).one().betreff == "Ihr Zugang zu kimflow"


def test_rollen_und_zeichnungen_werden_gegeben_und_beendet_wie_einzeln(ada, welt):
    importieren("personen", ada, zeile("Zoe", Rollen="Büro; Lesend", **{"Zeichnet für": "KI"}))

    zoe = welt.person("Zoe")
    assert {r.art for r in zoe.rollen if r.gilt_heute} == {Rollenart.BUERO, Rollenart.LESEND}
    assert {z.institution.kurzname for z in zoe.zeichnungsberechtigungen if z.gilt_heute} == {"KI"}
    caritas = next(z for z in zoe.zeichnungsberechtigungen if z.institution.kurzname == "Caritas")
    assert caritas.bis == clock.today() - timedelta(days=1)


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Paula", "Lena", "Nora"])
def test_nur_die_administration_importiert_personen(welt, wer):
    with pytest.raises(Forbidden):
        importieren("personen", welt.person(wer), NEU)


def test_niemand_gibt_sich_durch_eine_tabelle_ein_recht(ada):
    """D: the right of the single act is asked for each row."""
    (befund,) = befunde("personen", zeile("Ada", Rollen="Administration; Koordination"), person=ada)
    assert befund.meldungen == ["Das dürfen Sie hier nicht: Rolle geben."]

    selbst = NEU | {"E-Mail": "ada@musterkreis.example", "Name": "Ada", "Zeichnet für": "KI"}
    with pytest.raises(Obstructed, match=r"Zeile 3: Das dürfen Sie hier nicht: Zeichnung erlauben\."):
        importieren("personen", ada, NEU, selbst)
    assert session().query(Person).filter_by(mail="neu@haus.example").count() == 0


def test_die_letzte_administration_bleibt(ada, welt):
    importieren("personen", ada, zeile("Zoe", Rollen="Administration"))

    with pytest.raises(Obstructed, match="Das dürfen Sie hier nicht: Rolle beenden"):
        importieren("personen", ada, zeile("Ada", Rollen=""))


@pytest.mark.parametrize(
    ("zeile", "stand", "meldung"),
    [
        (NEU | {"E-Mail": "kein Klammeraffe"}, Stand.FEHLER, "vollständige Adresse"),
        (NEU | {"E-Mail": "a@b.example\r\nBcc: x@y.example"}, Stand.FEHLER, "vollständige Adresse"),
        (NEU | {"Institution": ""}, Stand.FEHLER, "Institution fehlt."),
        (NEU | {"Institution": "Fremd"}, Stand.FRAGE, "„Fremd“"),
        (NEU | {"Rollen": "König"}, Stand.FRAGE, "„König“"),
        (NEU | {"Stand": "aktiv"}, Stand.NEU, "Stand: nur Ausgabe, wird nicht übernommen."),
        (zeile("Nora", Stand="aktiv"), Stand.FEHLER, "nur Ausgabe und nicht durch eine Tabelle zu ändern"),
        (zeile("Nora", Rollen="Lesend"), Stand.FEHLER, "deaktiviert"),
        (zeile("Mats", Name="Mats", Institution="jobcenter"), Stand.VORHANDEN, "Nichts zu ändern."),
    ],
)
def test_jede_zeile_bekommt_ihre_meldung(ada, zeile, stand, meldung):
    (befund,) = befunde("personen", zeile, person=ada)

    assert befund.stand is stand, befund.meldungen
    assert meldung in " ".join(befund.meldungen)
