"""Six weeks of reminders, two runs a day, through a real mail server; three days of it nobody runs anything.

The lists below were written by hand from the dates of the world, before the program was asked. Letters that acts cause
by themselves are not part of them; they leave with the act and are tested with it.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Ebene,
    Erinnerung,
    Lage,
    Nachricht,
    Pflicht,
    Pflichtart,
    PflichtStatus,
    Stimmwort,
    ThemaStatus,
    Zusage,
)
from tests.bauen.abstimmungen import offene_abstimmung, stimmen, umlauf
from tests.bauen.auftraege import neuer_auftrag
from tests.bauen.massnahmen import laufende_massnahme
from tests.bauen.protokolle import vorgelegtes_protokoll
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung, neue_sitzung
from tests.bauen.themen import neuer_beschluss, neues_thema, thema_im_stand
from tests.bauen.zielvereinbarungen import (
    geltende_zielvereinbarung,
    neue_ueberpruefung,
    zeichnen,
    zugestimmte_zielvereinbarung,
)

pytestmark = pytest.mark.gruendlich

FREITAG = date(2026, 9, 25)
"""The day on which the world is made; the weeks are those from Monday, 28 September, to Sunday, 8 November."""
ERSTER, LETZTER = date(2026, 9, 28), date(2026, 11, 8)
AUSFALL = {date(2026, 10, 19), date(2026, 10, 20), date(2026, 10, 21)}
STUNDEN = (6, 12)
TAG = timedelta(days=1)


def moment(tag, stunde, minute=0):
    return clock.from_local(datetime.combine(tag, time(stunde, minute)))


# --- the world ------------------------------------------------------------------------------------------------------


def welt_bauen(welt):
    """Everything that reminds, made on a Friday at noon; the numbers the letters name."""
    kora, w = welt.person("Kora"), SimpleNamespace()
    with clock.turned_to(FREITAG):
        w.runde = offene_abstimmung(welt, umlauf(welt), endet_am=moment(date(2026, 10, 22), 12))
        w.erste, w.zweite = (laufende_massnahme(welt, frist=date(2026, 10, 14)) for _ in range(2))
        w.wartende, w.ruhende = (laufende_massnahme(welt, frist=date(2027, 6, 1)) for _ in range(2))
        w.zeichnung = zugestimmte_zielvereinbarung(welt, beschluss=neuer_beschluss(welt, gefasst_am=FREITAG))
        w.geltende = geltende_zielvereinbarung(welt, beschluss=neuer_beschluss(welt, gefasst_am=FREITAG))
        neue_ueberpruefung(welt, w.geltende, (date(2026, 10, 30) - FREITAG).days)
        w.thema, w.gefragtes = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT), neues_thema(welt)
        w.sitzung = eingeladene_sitzung(welt, neue_sitzung(welt, beginn=moment(date(2026, 10, 27), 14)))
        w.protokoll = vorgelegtes_protokoll(welt)
        w.auftrag = neuer_auftrag(welt, faellig_am=date(2026, 10, 20))
        with transaction() as s:
            s.merge(w.geltende.indikatoren[0]).naechste_messung_am = date(2026, 10, 15)
            s.add(Pflicht(art=Pflichtart.ANTRAG, was="Antrag", status=PflichtStatus.OFFEN, bis=date(2026, 10, 30)))
            workflow.massnahmen.warten(
                w.wartende, welt.person("Paul"), wartet_auf="das Land", wartet_bis=date(2026, 10, 19)
            )
            workflow.massnahmen.ruhen_lassen(w.ruhende, kora, begruendung="Umbau.", wiedervorlage=date(2026, 10, 8))
            workflow.themen.ruhen_lassen(w.thema, kora, begruendung="Umbau.", wiedervorlage=date(2026, 10, 21))
            workflow.weitergaben.weitergeben(
                w.thema,
                kora,
                ebene=Ebene.LAND,
                an="das Ministerium",
                am=FREITAG,
                anliegen="Bitte regeln.",
                wiedervorlage=date(2026, 10, 8),
            )
            workflow.themen.stellungnahmen_erbitten(w.gefragtes, kora, institutionen=[welt.institution("Caritas")])
    return w


def was_leute_tun(welt, w):
    """Day → what somebody does on it at ten o'clock; from then on nobody asks them for it any more."""
    paul, mats = welt.person("Paul"), welt.person("Mats")
    acts = workflow.massnahmen
    return {
        date(2026, 10, 1): lambda: zeichnen(welt, w.zeichnung, "Caritas"),
        date(2026, 10, 2): lambda: tun(
            workflow.einwendungen.erheben, w.protokoll, mats, absatz=1, text="Ich war dabei."
        ),
        date(2026, 10, 12): lambda: (
            stimmen(welt, w.runde, "Mia", "Ausländerbehörde Musterkreis", wort=Stimmwort.ZUSTIMMUNG),
            zeichnen(welt, w.zeichnung, "Sozialamt"),
            tun(acts.rueckmeldung_geben, w.zweite, paul, lage=Lage.PLAN, satz="Läuft."),
        ),
        date(2026, 10, 23): lambda: tun(
            workflow.sitzungen.beantworten,
            antwort_von(w.sitzung, "Jobcenter Musterkreis"),
            mats,
            antwort=Zusage.KOMMT,
        ),
        date(2026, 10, 26): lambda: tun(acts.abbrechen, w.zweite, welt.person("Kora"), begruendung="Anders gelöst."),
        date(2026, 10, 27): lambda: tun(acts.fortsetzen, w.wartende, paul),
    }


def tun(akt, *args, **kw):
    with transaction():
        akt(*args, **kw)


# --- the letters, by hand -------------------------------------------------------------------------------------------


def immer(w):
    """(month, day, to, subject): what comes on the same day with and without the outage."""
    gefragt, ueber = "Ihre Rückmeldung ist gefragt: ", f"Maßnahme {w.erste.nummer} ist überfällig"
    bitte = f"Erinnerung: Bitte zeichnen: Zielvereinbarung {w.zeichnung.nummer}"
    protokoll = f"Einwendungen noch möglich: Lenkungsgruppe, Sitzung {w.protokoll.sitzung.nummer}"
    antworten = f"Bitte antworten: Lenkungsgruppe, Sitzung {w.sitzung.nummer}"
    pruefen = f"Zielvereinbarung {w.geltende.nummer} überprüfen"
    return [
        (9, 30, "Paul", f"{gefragt}2 Maßnahmen"),  # 14 days before 14 October
        (9, 30, "Kora", "Pflicht gegenüber dem Land: Förderantrag, Frist 30.10.2026"),  # 30 days before 30 October
        (10, 6, "Zoe", f"Erinnerung: Stellungnahme zu {w.gefragtes.nummer}"),  # ten working days end on 9 October
        (10, 6, "Bert", protokoll),  # fourteen days end on 9 October; Mats has objected
        (10, 6, "Mia", protokoll),
        (10, 6, "Vera", protokoll),
        (10, 8, "Kora", "Wiedervorlagen: 2 Punkte"),  # the Weitergabe, the resting Maßnahme
        (10, 9, "Mats", bitte),  # the middle of 28 days; Zoe has signed
        (10, 9, "Paula", bitte),
        (10, 14, "Paul", f"{gefragt}Maßnahme {w.erste.nummer}"),  # he reported on the other one two days before
        (10, 15, "Paula", f"Messung zu {w.geltende.nummer} eintragen"),
        (10, 16, "Kora", pruefen),  # 14 days before 30 October
        (10, 16, "Paula", pruefen),
        (10, 17, "Finn", f"Ihr Auftrag: {w.auftrag.aus}"),
        (10, 24, "Mats", bitte),  # the day after
        (10, 24, "Kora", f"Zielvereinbarung {w.zeichnung.nummer}: Zeichnungen fehlen"),
        (10, 25, "Bert", antworten),  # two days before; Mats has answered for the Jobcenter
        (10, 25, "Mia", antworten),
        (10, 26, "Paul", f"{gefragt}Maßnahme {w.wartende.nummer}"),  # 7 days after 19 October
        (10, 28, "Paula", ueber),  # 14 days after; the other one was dropped, the waiting one goes on
        (10, 30, "Kora", "Wiedervorlagen: 2 Punkte"),  # the Pflicht, the Überprüfung
        (10, 30, "Paula", pruefen),
        (11, 4, "Kora", ueber),  # 21 days after
    ]


def um_den_ausfall(w, ausfall):
    """What is due on the three days; if nobody runs on them, it comes on the morning of the 22nd, but not twice."""
    gefragt = "Ihre Rückmeldung ist gefragt: "
    stimme = f"Erinnerung an die Abstimmung {w.runde.nummer}: Jobcenter Musterkreis"
    day = (lambda _: 22) if ausfall else (lambda day: day)
    found = [(10, day(19), "Mats", stimme), (10, day(19), "Vera", stimme)]
    if ausfall:  # 24 hours before has overtaken 72 hours before; three Maßnahmen are one letter
        found.append((10, 22, "Paul", f"{gefragt}3 Maßnahmen"))
    else:
        found += [(10, 21, "Mats", stimme), (10, 21, "Vera", stimme)]
        found += [
            (10, 19, "Paul", f"{gefragt}Maßnahme {w.wartende.nummer}"),
            (10, 21, "Paul", f"{gefragt}2 Maßnahmen"),
        ]
    return [
        *found,
        (10, day(20), "Mats", f"Erinnerung: Bitte zeichnen: Zielvereinbarung {w.zeichnung.nummer}"),
        *(
            (10, day(20), wer, f"Ampel in der Maßnahmenliste zur Sitzung {w.sitzung.nummer}")
            for wer in ("Mats", "Paul")
        ),
        *(
            (10, day(20), wer, f"Bitte antworten: Lenkungsgruppe, Sitzung {w.sitzung.nummer}")
            for wer in ("Bert", "Mats", "Mia", "Vera")
        ),
        (10, day(21), "Finn", f"Ihr Auftrag: {w.auftrag.aus}"),
        (10, day(21), "Kora", f"Thema {w.thema.nummer}: Wiedervorlage"),
    ]


MONTAGSBRIEFE = {
    (9, 28): {"Bert", "Bibi", "Finn", "Kora", "Mats", "Mia", "Paul", "Paula", "Vera", "Zoe"},
    (10, 5): {"Bert", "Bibi", "Finn", "Kora", "Mats", "Mia", "Paul", "Paula", "Vera", "Zoe"},
    (10, 12): {"Bert", "Bibi", "Finn", "Kora", "Mats", "Mia", "Paul", "Paula", "Vera", "Zoe"},
    (10, 19): {"Bert", "Bibi", "Finn", "Kora", "Mats", "Mia", "Paul", "Paula", "Vera", "Zoe"},
    (10, 26): {"Bert", "Finn", "Kora", "Mats", "Mia", "Paul", "Paula", "Vera", "Zoe"},
    (11, 2): {"Bert", "Finn", "Kora", "Mats", "Mia", "Paul", "Paula", "Vera", "Zoe"},
}
"""Monday → who has something on the start page, or news."""


# --- the six weeks --------------------------------------------------------------------------------------------------


class Zeit:
    """The clock of the six weeks, and every letter that left because of it."""

    def __init__(self, app, server, welt):
        self.app, self.server, self.welt = app, server, welt
        self.briefe = []

    def befehl(self, name):
        with self.app.app_context():
            answer = self.app.test_cli_runner().invoke(args=[name])
        assert answer.exit_code == 0, answer.output
        session().rollback()

    def leeren(self):
        """What acts wrote leaves at once and is not counted."""
        self.befehl("post")
        self.server.briefe.clear()

    def laufen(self, *, zweimal):
        self.befehl("erinnern")
        known = session().query(Nachricht).count()
        if zweimal:
            self.befehl("erinnern")
            assert session().query(Nachricht).count() == known
        if queries.post.anzahl_offen():
            self.befehl("post")
        for mail in self.server.briefe:
            day = clock.local(parsedate_to_datetime(mail["Date"])).date()
            self.briefe.append((day.month, day.day, mail["To"].partition("@")[0].capitalize(), mail["Subject"]))
        self.server.briefe.clear()

    def vergehen(self, taten, ausfall, *, zweimal):
        day = ERSTER
        while day <= LETZTER:
            for hour in STUNDEN:
                if day not in ausfall:
                    with clock.turned_to(moment(day, hour)):
                        self.laufen(zweimal=zweimal)
                if hour == STUNDEN[0] and day in taten:
                    with clock.turned_to(moment(day, 10)):
                        taten[day]()
                        self.leeren()
            day += TAG


@pytest.fixture
def zeit(app, server, welt):
    return Zeit(app, server, welt)


def sechs_wochen(zeit, welt, ausfall, *, zweimal=False):
    """The letters of the ladders, the Montagsbriefe by their day, and the world."""
    w = welt_bauen(welt)
    with clock.turned_to(FREITAG):
        zeit.leeren()
    zeit.vergehen(was_leute_tun(welt, w), ausfall, zweimal=zweimal)
    weekly = [one for one in zeit.briefe if one[3].startswith("Ihre Woche ab")]
    return sorted(one for one in zeit.briefe if one not in weekly), weekly, w


def je_tag(weekly):
    found = {}
    for month, day, wer, _ in weekly:
        found.setdefault((month, day), []).append(wer)
    return {day: sorted(people) for day, people in found.items()}


def test_sechs_wochen_mit_einem_ausfall_von_drei_tagen(zeit, welt):
    """C7, O6, OBERFLAECHE test 3: the complete list; every run twice adds nothing."""
    letters, weekly, w = sechs_wochen(zeit, welt, AUSFALL, zweimal=True)

    assert letters == sorted(immer(w) + um_den_ausfall(w, True))
    late = {(10, 22) if day == (10, 19) else day: sorted(people) for day, people in MONTAGSBRIEFE.items()}
    assert je_tag(weekly) == late


def test_sechs_wochen_ohne_ausfall_sind_dieselben_und_die_ueberholten(zeit, welt):
    """Without the outage the same rungs are told, and those that were overtaken by then."""
    letters, weekly, w = sechs_wochen(zeit, welt, set())

    assert letters == sorted(immer(w) + um_den_ausfall(w, False))
    assert je_tag(weekly) == {day: sorted(people) for day, people in MONTAGSBRIEFE.items()}
    told = Counter(s.stufe.rpartition(":")[2] for s in session().query(Erinnerung) if s.stufe.startswith("stimme:"))
    assert told == {"72": 2, "24": 2}
