"""beschluss.aus_umlauf: the same record as in a Sitzung, from what was agreed by circulation and nothing else."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Beschluss,
    Ereignis,
    Gleichstand,
    Mehrheitsregel,
    Methode,
    Modus,
    Nachricht,
    Quorum,
    Stimmwort,
    ThemaStatus,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.wirkungen import Wirkung
from tests.bauen.abstimmungen import (
    einschalten,
    festgestellte_abstimmung,
    geschlossene_abstimmung,
    mehr_sitze,
    offene_abstimmung,
    regeln,
    stimmen,
    umlauf,
    zustimmung,
)
from tests.bauen.beschluesse import neuer_beschluss, rang
from tests.bauen.themen import vorgelegtes_thema
from tests.bauen.zielvereinbarungen import zielvereinbarung_von

pytestmark = pytest.mark.beide

K = Stimmwort
JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def entschieden(welt, jobcenter=K.ZUSTIMMUNG, abh=None, runde=None, **kw):
    """A confirmed Umlauf; by default about one Thema, agreed."""
    abstimmung = offene_abstimmung(welt, runde or umlauf(welt, **kw))
    for wer, sitz, wort in (("Mats", JOBCENTER, jobcenter), ("Mia", ABH, abh)):
        if wort:
            stimmen(welt, abstimmung, wer, sitz, wort=wort, begruendung="Zu früh" if wort is K.EINWAND else "")
    return festgestellte_abstimmung(welt, abstimmung)


def aus_umlauf(welt, abstimmung, *wirkungen, wer="Kora", **kw):
    angaben = {"wortlaut": "Die Lenkungsgruppe beschließt im Umlauf."} | kw
    with transaction():
        return workflow.beschluesse.aus_umlauf(abstimmung, welt.person(wer), wirkungen=wirkungen, **angaben)


def erledigt(abstimmung):
    return Wirkung(Permission.THEMA_ERLEDIGEN, abstimmung.optionen[0].thema, {"was": "Absprache der Häuser"})


def umlauf_ueber(welt, *, themen=(), zielvereinbarungen=(), **kw):
    chosen = regeln(**({"methode": Methode.PUNKTE} | kw))
    einschalten(f"methode.{chosen.methode.value}")
    with transaction():
        return workflow.abstimmungen.umlauf_vorbereiten(
            welt.lenkungsgruppe,
            welt.person("Kora"),
            regeln=chosen,
            themen=themen,
            zielvereinbarungen=zielvereinbarungen,
        )


def test_der_beschluss_aus_dem_umlauf_ist_derselbe_ohne_sitzung(welt, kora):
    abstimmung = entschieden(welt)
    thema = abstimmung.optionen[0].thema

    beschluss = aus_umlauf(welt, abstimmung, erledigt(abstimmung), bedenken="Keine")

    assert (beschluss.nummer, beschluss.modus) == (f"B-{clock.today().year}-001", Modus.UMLAUF)
    assert (beschluss.gremium, beschluss.top, beschluss.abstimmung) == (welt.lenkungsgruppe, None, abstimmung)
    assert beschluss.gefasst_am == clock.today()
    assert (thema.status, thema.beschluss) == (ThemaStatus.ERLEDIGT, beschluss)
    assert [w.gegenstand for w in beschluss.wirkungen] == [thema]
    zeile = session().query(Ereignis).filter_by(akt="beschluss.aus_umlauf").one()
    assert (zeile.person_id, zeile.gegenstand_id) == (kora.id, beschluss.id)
    assert queries.beschluesse.aus(abstimmung) == [beschluss.nummer]


def test_eine_rangfolge_aus_dem_umlauf_wird_wie_gezaehlt_beschlossen(welt):
    wohnen, sprache = (vorgelegtes_thema(welt, titel=titel) for titel in ("Wohnen", "Sprache"))
    abstimmung = offene_abstimmung(welt, umlauf_ueber(welt, themen=[wohnen, sprache]))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])
    festgestellte_abstimmung(welt, abstimmung)

    with pytest.raises(Obstructed, match="nur in der Sitzung"):
        aus_umlauf(welt, abstimmung, rang(wohnen, 2), rang(sprache, 1))
    aus_umlauf(welt, abstimmung, rang(wohnen, 1), rang(sprache, 2))

    assert (wohnen.rang, sprache.rang) == (1, 2)


def test_einer_zielvereinbarung_wird_im_umlauf_zugestimmt(welt):
    vereinbarung = zielvereinbarung_von(welt, "Jobcenter")
    abstimmung = entschieden(welt, runde=umlauf_ueber(welt, zielvereinbarungen=[vereinbarung], methode=Methode.KONSENS))

    aus_umlauf(welt, abstimmung, Wirkung(Permission.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung))

    assert vereinbarung.status is ZielvereinbarungStatus.ZUR_ZEICHNUNG


@pytest.mark.parametrize(("jobcenter", "abh"), [(K.ZUSTIMMUNG, K.EINWAND), (K.ENTHALTUNG, K.ENTHALTUNG), (None, None)])
def test_ohne_zustimmung_beschliesst_kein_umlauf_etwas(welt, jobcenter, abh):
    """A14 P1: silence is never a yes."""
    abstimmung = entschieden(welt, jobcenter, abh)

    with pytest.raises(Obstructed, match="keine Zustimmung ergeben"):
        aus_umlauf(welt, abstimmung, erledigt(abstimmung))
    with pytest.raises(Obstructed, match="in die Sitzung"):
        aus_umlauf(welt, abstimmung)

    assert session().query(Beschluss).count() == 0


def test_was_nicht_zustande_kam_beschliesst_nichts(welt):
    """A14 P1."""
    mehr_sitze(welt, 3)
    abstimmung = entschieden(welt, quorum=Quorum.HAELFTE)

    with pytest.raises(Obstructed, match="nicht zustande gekommen"):
        aus_umlauf(welt, abstimmung)


def test_den_gleichstand_im_umlauf_entscheidet_der_vorsitz(welt, kora):
    mehrheit = {"methode": Methode.MEHRHEIT, "mehrheit": Mehrheitsregel.EINFACH, "gleichstand": Gleichstand.VORSITZ}
    abstimmung = offene_abstimmung(welt, umlauf(welt, **mehrheit))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=K.JA)
    stimmen(welt, abstimmung, "Mia", ABH, wort=K.NEIN)
    geschlossene_abstimmung(welt, abstimmung)
    with transaction():
        workflow.abstimmungen.feststellen(abstimmung, kora, gleichstand_entscheidung="Der Vorsitz stimmt zu.")

    aus_umlauf(welt, abstimmung, erledigt(abstimmung))

    assert abstimmung.optionen[0].thema.status is ThemaStatus.ERLEDIGT


def test_im_umlauf_wird_nur_beschlossen_worueber_abgestimmt_wurde(welt):
    abstimmung = entschieden(welt)
    anderes = vorgelegtes_thema(welt, titel="Kita")

    with pytest.raises(Obstructed, match=f"nicht abgestimmt: {anderes.nummer}"):
        aus_umlauf(welt, abstimmung, rang(anderes, 1))


def test_vor_dem_feststellen_folgt_aus_dem_umlauf_kein_beschluss(welt):
    abstimmung = offene_abstimmung(welt, umlauf(welt))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=K.ZUSTIMMUNG)
    geschlossene_abstimmung(welt, abstimmung)

    with pytest.raises(Obstructed, match="geschlossen"):
        aus_umlauf(welt, abstimmung)


def test_aus_einem_umlauf_folgt_ein_beschluss_und_kein_zweiter(welt):
    abstimmung = entschieden(welt)
    beschluss = aus_umlauf(welt, abstimmung)

    with pytest.raises(Obstructed, match=beschluss.nummer):
        aus_umlauf(welt, abstimmung)


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Bert", "Paula", "Bibi", "Lena", "Ada"])
def test_andere_halten_keinen_umlaufbeschluss_fest(welt, wer):
    with pytest.raises(Forbidden):
        aus_umlauf(welt, entschieden(welt), wer=wer)


def test_aus_einer_abstimmung_der_sitzung_folgt_kein_umlaufbeschluss(welt):
    abstimmung = offene_abstimmung(welt, zustimmung(welt))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=K.ZUSTIMMUNG)
    festgestellte_abstimmung(welt, abstimmung)

    with pytest.raises(Forbidden):
        aus_umlauf(welt, abstimmung)


def test_in_der_sitzung_gibt_es_keinen_umlaufbeschluss(welt):
    with pytest.raises(Obstructed, match="Umlauf"):
        neuer_beschluss(welt, modus=Modus.UMLAUF)


def test_auch_im_umlauf_hat_ein_gremienvorbehalt_ein_datum(welt):
    abstimmung = entschieden(welt)

    with pytest.raises(Obstructed, match="Datum"):
        aus_umlauf(welt, abstimmung, vorbehalt="Zustimmung des Kreistags")
    beschluss = aus_umlauf(welt, abstimmung, vorbehalt="Zustimmung des Kreistags", vorbehalt_bis=date(2030, 3, 1))

    assert beschluss.vorbehalt_bis == date(2030, 3, 1)


@pytest.mark.parametrize(("spalte", "wert"), [("modus", Modus.UMLAUF), ("abweichung", "Anders")])
def test_ohne_abstimmung_nimmt_beides_auch_die_datenbank_nicht(welt, spalte, wert):
    beschluss = neuer_beschluss(welt)

    with pytest.raises(IntegrityError), transaction():
        setattr(beschluss, spalte, wert)


def test_wer_den_umlauf_verpasst_hat_erfaehrt_das_ergebnis(welt):
    entschieden(welt)

    briefe = session().query(Nachricht).filter_by(anlass="abstimmung.feststellen").all()
    assert {n.person.name for n in briefe} == {"Mats", "Vera", "Mia"}
    assert all("Zustimmung: Es steht kein schwerer Einwand." in n.text for n in briefe)


def test_der_beschluss_traegt_den_tag_an_dem_er_festgehalten_wird(welt):
    abstimmung = entschieden(welt)

    with clock.turned_to(clock.now() + timedelta(days=2)):
        assert aus_umlauf(welt, abstimmung).gefasst_am == clock.today()
