"""The Themen of the Koordination and the Sitzungen of the Lenkungsgruppe."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from kimflow import clock, workflow
from kimflow.blueprints.beschluesse.wirkungen import satz
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    Auftrag,
    Beschluss,
    Ebene,
    Modus,
    Notizart,
    Quellenart,
    Sitzung,
    Stufe,
    ThemaStatus,
    Top,
    Topart,
    TopStatus,
    Weitergabe,
    Zusage,
)
from kimflow.permissions import Permission
from kimflow.workflow.abstimmungsregeln import Regeln
from kimflow.workflow.wirkungen import Wirkung
from kimflow.workflow.zielvereinbarungen import Auflage
from seeds import kreis, runden
from seeds.fallarbeit import FREIGEGEBEN, der
from seeds.kreis import NUMMERN, thema, vereinbarung
from seeds.themen import THEMEN
from seeds.zeitplan import Zeitplan

BEGINN, ENDE, JE_TOP = time(14), time(16), 15
"""When a Sitzung begins and ends, and the minutes an item takes."""
MANDATSTAGE = {"kurs": 420}
"""How long a Projektgruppe has for its proposal where half a year is too short."""


class Lenkung:
    def __init__(self, plan: Zeitplan) -> None:
        self.plan = plan

    def aufnehmen(self, name: str, tage: int) -> None:
        """Take it up, fill the Steckbrief, ask the institutions, let them answer."""
        brief = THEMEN[name]
        self.plan.am(tage, lambda: _aufnehmen(name))
        if brief.problem:
            self.plan.am(tage + 1, lambda: _ausfuellen(name))
        if brief.stellen:
            self.plan.am(tage + 2, lambda: _fragen(name))
            self.plan.am(tage + 7, lambda: _antworten(name))

    def altbestand(self, tage: int) -> None:
        """What was decided and ran before kimflow came: taken in with its original date and document."""
        self.plan.am(tage, lambda: _altbestand(self.plan, tage))

    def erledigt(self, name: str, tage: int, was: str) -> None:
        self.plan.am(tage, lambda: workflow.themen.erledigen(thema(name), kreis.person("Kora"), was=was))

    def ruht(self, name: str, tage: int, warum: str, wieder: int) -> None:
        self.plan.am(
            tage,
            lambda: workflow.themen.ruhen_lassen(
                thema(name), kreis.person("Kora"), begruendung=warum, wiedervorlage=self.plan.tag(wieder)
            ),
        )

    def eingeschaetzt(self, name: str, tage: int, stufen: tuple[Stufe, Stufe, Stufe], satz: str) -> None:
        """stufen: Dringlichkeit, Einfluss vor Ort, Aufwand."""
        words = dict(zip(("dringlichkeit", "einfluss", "aufwand"), stufen, strict=True))
        self.plan.am(
            tage,
            lambda: workflow.themen.einschaetzen(thema(name), kreis.person("Kora"), einschaetzung=satz, **words),
        )

    def zusammengefuehrt(self, name: str, tage: int, ziel: str) -> None:
        self.plan.am(tage, lambda: workflow.themen.zusammenfuehren(thema(name), kreis.person("Kora"), ziel=thema(ziel)))

    def weitergegeben(
        self,
        name: str,
        tage: int,
        ebene: Ebene,
        an: str,
        anliegen: str,
        wieder: int,
        antwort: tuple[int, str] | None = None,
    ) -> None:
        """antwort: on which day it came and what it said; what is then left to do comes up at `wieder`."""
        ids: list[int] = []
        kora = "Kora"

        def weitergeben() -> None:
            day = self.plan.tag(min(wieder, tage + 60) if antwort else wieder)
            made = workflow.weitergaben.weitergeben(
                thema(name),
                kreis.person(kora),
                ebene=ebene,
                an=an,
                am=clock.today(),
                anliegen=anliegen,
                wiedervorlage=day,
            )
            ids.append(made.id)

        self.plan.am(tage, weitergeben)
        if antwort:
            day, text = antwort
            self.plan.am(
                day,
                lambda: workflow.weitergaben.antwort_festhalten(
                    session().get_one(Weitergabe, ids[0]),
                    kreis.person(kora),
                    antwort_am=clock.today(),
                    antwort=text,
                    wiedervorlage=self.plan.tag(wieder),
                ),
            )

    def angenommen(self, tage: int, wer: str, *namen: str, satz: str = "") -> None:
        for name in namen:
            self.plan.am(tage, partial(self._annehmen, name, wer, satz))

    def _annehmen(self, name: str, wer: str, satz: str) -> None:
        workflow.themen.annehmen(thema(name), kreis.person(wer), annahme=satz)

    def zurueckgegeben(self, name: str, tage: int, warum: str) -> None:
        self.plan.am(tage, lambda: workflow.themen.zurueckgeben(thema(name), kreis.person("Arne"), begruendung=warum))

    def umgesetzt(self, name: str, tage: int) -> None:
        self.plan.am(tage, lambda: workflow.themen.umsetzen(thema(name), kreis.person("Kora")))

    def abgeschlossen(self, name: str, tage: int, wirkung: str) -> None:
        kora = "Kora"
        self.plan.am(tage, lambda: workflow.themen.umsetzen(thema(name), kreis.person(kora)))
        self.plan.am(tage + 30, lambda: workflow.themen.abschliessen(thema(name), kreis.person(kora), wirkung=wirkung))

    def sitzung(
        self, tage: int, tops: Mapping[str, tuple[str, ...]], punkte: str | None = None, konsens: str | None = None
    ) -> "Treffen":
        """Plan, fill, invite, answer, open; decisions are added to the returned Treffen; it closes the same day."""
        treffen = Treffen(self.plan, tage, tops)
        treffen.einladen()
        self.plan.am(tage, treffen.eroeffnen, BEGINN)
        for title, rules in ((punkte, runden.REIHEN), (konsens, runden.ZUSTIMMEN)):
            if title:
                treffen.abstimmen(title, rules)
        self.plan.am(tage, treffen.schliessen, ENDE)
        return treffen

    def einladung(self, tage: int, tops: Mapping[str, tuple[str, ...]], konsens: str) -> None:
        """The next Sitzung: invited, some have answered, one round is prepared."""
        treffen = Treffen(self.plan, tage, tops)
        treffen.einladen()
        self.plan.am(-2, lambda: treffen.vorbereiten(konsens, runden.ZUSTIMMEN))

    def umlauf(self, tage: int, *namen: str, bis: int, ab: int) -> None:
        runden.umlauf(self.plan, tage, namen, bis, ab)


class Treffen:
    """One Sitzung of the Lenkungsgruppe and what is decided there."""

    def __init__(self, plan: Zeitplan, tage: int, tops: Mapping[str, tuple[str, ...]]) -> None:
        self.plan, self.tage, self.tops = plan, tage, tops
        self.nummer = ""
        self.abstimmungen: dict[str, str] = {}

    def einladen(self) -> None:
        self.plan.am(min(self.tage - 28, -6), self._planen)
        self.plan.am(min(self.tage - 18, -5), self._tagesordnung)
        self.plan.am(
            min(self.tage - 14, -4), lambda: workflow.sitzungen.einladen(self._sitzung(), kreis.person("Kora"))
        )
        self.plan.am(min(self.tage - 8, -3), self._antworten)

    def _planen(self) -> None:
        beginn = datetime.combine(self.plan.tag(self.tage), BEGINN, tzinfo=clock.ZONE)
        neu = workflow.sitzungen.planen(
            kreis.lenkungsgruppe(),
            kreis.person("Kora"),
            beginn=beginn,
            ort="Kreishaus Seestadt, Raum 2.14",
            vorsitz=kreis.person("Lena"),
            protokollfuehrung=kreis.person("Kora"),
        )
        self.nummer = neu.nummer

    def _sitzung(self) -> Sitzung:
        return kreis.nach_nummer(Sitzung, self.nummer)

    def _top(self, titel: str) -> Top:
        return next(top for top in self._sitzung().tops if top.titel == titel)

    def _tagesordnung(self) -> None:
        kora = kreis.person("Kora")
        for titel, namen in self.tops.items():
            agreed = titel.startswith("Zielvereinbarung")
            known = [] if agreed else [thema(n) for n in namen if thema(n).status is not ThemaStatus.GESAMMELT]
            top = workflow.tagesordnungen.top_aufnehmen(
                self._sitzung(),
                kora,
                titel=titel,
                art=Topart.BESCHLUSS if agreed else Topart.PRIORISIERUNG,
                minuten=20,
                berichterstattung="Koordinierende Stelle",
                themen=known,
                zielvereinbarungen=[vereinbarung(n) for n in namen] if agreed else [],
            )
            for name in namen:
                if not agreed and thema(name).status is ThemaStatus.GESAMMELT:
                    workflow.themen.vorlegen(thema(name), kora, top=top)

    def _antworten(self) -> None:
        for antwort in self._sitzung().antworten:
            besetzung = antwort.sitz.heutige[0]
            silent = self.tage > 0 and antwort.sitz.reihenfolge % 3 == 2
            if not silent:
                word = Zusage.ENTSCHULDIGT if antwort.sitz.bezeichnung == "BAMF" else Zusage.KOMMT
                workflow.sitzungen.beantworten(antwort, besetzung.person, antwort=word)

    def eroeffnen(self) -> None:
        kora, sitzung = kreis.person("Kora"), self._sitzung()
        workflow.sitzungen.eroeffnen(sitzung, kora)
        workflow.anwesenheiten.anwesenheit_eintragen(sitzung, kora, zusagen=True)
        workflow.anwesenheiten.anwesenheit_eintragen(sitzung, kora, wer=kreis.person("Lena"))

    def schliessen(self) -> None:
        """What nobody decided about was talked about, and became a note."""
        kora = kreis.person("Kora")
        for top in self._sitzung().tops:
            if top.status is TopStatus.OFFEN:
                self._aufrufen(top)
        workflow.sitzungen.schliessen(self._sitzung(), kora)

    def _uhr(self, titel: str) -> time:
        """When this item has its turn."""
        return time(BEGINN.hour, 5 + JE_TOP * list(self.tops).index(titel))

    def _aufrufen(self, top: Top) -> None:
        kora = kreis.person("Kora")
        workflow.moderation.aufrufen(top, kora)
        if not top.notizen:
            text = "Die Koordinierende Stelle stellt die Vorlage vor; es gibt Gelegenheit zu Fragen."
            workflow.notizen.schreiben(top, kora, art=Notizart.INFORMATION, text=text)

    def auftrag(self, titel: str, text: str, wer: str, tage: int, ergebnis: str | None = None) -> None:
        """A task out of an item; accepted the next day, and done in time if there is something to tell."""
        ids: list[int] = []
        self.plan.am(self.tage, lambda: ids.append(self._erteilen(titel, text, wer, tage)), self._uhr(titel))
        self.plan.am(self.tage + 1, lambda: workflow.auftraege.annehmen(_auftrag(ids[0]), kreis.person(wer)))
        if ergebnis:
            self.plan.am(
                tage - 3,
                lambda: workflow.auftraege.erledigen(_auftrag(ids[0]), kreis.person(wer), ergebnis=ergebnis),
            )

    def _erteilen(self, titel: str, text: str, wer: str, tage: int) -> int:
        return workflow.auftraege.erteilen(
            self._top(titel),
            kreis.person("Kora"),
            text=text,
            verantwortlich=kreis.person(wer),
            faellig_am=self.plan.tag(tage),
        ).id

    def protokoll(self, nach: int, genehmigt: bool = True) -> None:
        """Laid before everybody some days later; nobody objects, so the Frist makes it final."""
        self.plan.am(self.tage + nach, lambda: workflow.protokolle.vorlegen(self._sitzung(), kreis.person("Kora")))
        if genehmigt:
            self.plan.am(
                self.tage + nach + 15,
                lambda: workflow.protokolle.genehmigen(self._sitzung(), kreis.person("Kora")),
            )

    def abstimmen(self, titel: str, regeln: Regeln) -> None:
        """A whole round: every Sitz on the roll but one votes, then it is closed and stated."""
        self.plan.am(self.tage, lambda: self._aufrufen(self._top(titel)), self._uhr(titel))
        self.plan.am(self.tage, lambda: self.vorbereiten(titel, regeln), self._uhr(titel))
        for step in (runden.oeffnen, runden.abstimmen, runden.auszaehlen):
            self.plan.am(self.tage, partial(self._weiter, step, titel), self._uhr(titel))

    def vorbereiten(self, titel: str, regeln: Regeln) -> None:
        self.abstimmungen[titel] = runden.vorbereiten(self._top(titel), regeln)

    def _weiter(self, step: Callable[[str], None], titel: str) -> None:
        step(self.abstimmungen[titel])

    def beschluss(self, titel: str, **wirkungen: tuple[Any, ...]) -> None:
        """Decide einvernehmlich on several Themen at once; each effect is (verb, what it needs)."""
        self.plan.am(
            self.tage,
            lambda: self._festhalten(titel, [self._wirkung(n, *w) for n, w in wirkungen.items()]),
            self._uhr(titel),
        )

    def _wirkung(self, name: str, verb: str, wert: Any = None, wieder: int | None = None) -> Wirkung:
        angaben: dict[str, Callable[[], dict[str, Any]]] = {
            "priorisieren": lambda: {"rang": wert},
            "nicht_weiterverfolgen": lambda: {"begruendung": wert},
            "beenden": lambda: {"begruendung": wert},
            "zurueckstellen": lambda: {"begruendung": wert, "wiedervorlage": self.plan.tag(wieder or 30)},
            "beauftragen": lambda: {
                "projektgruppe": kreis.gremium(wert),
                "mandat": f"Vorschläge erarbeiten: {THEMEN[name].gefragt}",
                "frist": self.plan.tag(self.tage + MANDATSTAGE.get(name, 180)),
                "begruendung": "Das Thema duldet keinen Aufschub.",
            },
        }
        return Wirkung(Permission(f"thema.{verb}"), thema(name), angaben[verb]())

    def _festhalten(self, titel: str, wirkungen: list[Wirkung], runde: str | None = None, bedenken: str = "") -> None:
        top = self._top(titel)
        if top.status is TopStatus.OFFEN:
            self._aufrufen(top)
        workflow.beschluesse.festhalten(
            top,
            kreis.person("Kora"),
            wortlaut="\n".join(satz(wirkung) for wirkung in wirkungen),
            modus=Modus.ABSTIMMUNG if runde else Modus.EINVERNEHMLICH,
            wirkungen=wirkungen,
            bedenken=bedenken,
            abstimmung=kreis.nach_nummer(Abstimmung, runde) if runde else None,
        )

    def rangfolge(self, titel: str) -> None:
        """What the round ranked becomes the Beschluss."""
        self.plan.am(
            self.tage,
            lambda: self._festhalten(titel, runden.rangfolge(self.abstimmungen[titel]), runde=self.abstimmungen[titel]),
            self._uhr(titel),
        )

    def zustimmen(self, titel: str, name: str, auflage: tuple[str, int, str] | None = None) -> None:
        """Agree to a Zielvereinbarung: by the round of this item if there was one, else einvernehmlich.

        auflage: what is still to be done, by which day of the plan, by whom.
        """
        self.plan.am(
            self.tage,
            lambda: self._festhalten(
                titel,
                [Wirkung(Permission.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung(name), self._auflagen(auflage))],
                runde=self.abstimmungen.get(titel),
                bedenken="Ein Sitz hat leichte Bedenken wegen der Mittel." if titel in self.abstimmungen else "",
            ),
            self._uhr(titel),
        )

    def _auflagen(self, auflage: tuple[str, int, str] | None) -> dict[str, Any]:
        if auflage is None:
            return {}
        text, bis, wer = auflage
        return {"auflagen": [Auflage(text, self.plan.tag(bis), kreis.person(wer))]}

    def ueberarbeiten(self, titel: str, name: str, was: str, bis: int) -> None:
        self.plan.am(
            self.tage,
            lambda: self._festhalten(
                titel,
                [
                    Wirkung(
                        Permission.ZIELVEREINBARUNG_UEBERARBEITEN,
                        vereinbarung(name),
                        {"was": was, "bis": self.plan.tag(bis)},
                    )
                ],
            ),
            self._uhr(titel),
        )


def _auftrag(id: int) -> Auftrag:
    return session().get_one(Auftrag, id)


def _aufnehmen(name: str) -> None:
    brief = THEMEN[name]
    cases = [der(kennung) for kennung in brief.faelle if kennung in FREIGEGEBEN]
    neu = workflow.themen.aufnehmen(
        kreis.person("Kora"),
        titel=brief.titel,
        handlungsfeld=kreis.wort("handlungsfeld", brief.feld),
        bruchstellen=[b for fall in cases for b in fall.bruchstellen],
        quellenart=None if cases else Quellenart.FACHGESPRAECH,
        quelle="" if cases else "Runder Tisch der Beratungsstellen, Protokoll (fiktiv)",
        datum=None if cases else clock.today() - timedelta(days=14),
    )
    NUMMERN[name] = neu.nummer


def _ausfuellen(name: str) -> None:
    brief = THEMEN[name]
    workflow.themen.bearbeiten(
        thema(name),
        kreis.person("Kora"),
        titel=brief.titel,
        problem=brief.problem,
        wirkung_menschen=brief.menschen,
        wirkung_stellen=brief.stellen_wirkung,
        warum_jetzt="Die Bruchstelle kehrt in mehreren Fallwerkstätten wieder." if len(brief.faelle) > 1 else "",
        gefragt=brief.gefragt,
        moeglichkeiten="- Gemeinsames Verfahren\n- Einzelfallklärung wie bisher\n- Keine Veränderung",
        doppelstruktur="Kein anderes Gremium befasst sich damit." if brief.gefragt else "",
        handlungsfeld=kreis.wort("handlungsfeld", brief.feld),
        rechtskreise=[kreis.wort("rechtskreis", recht) for recht in brief.rechtskreise],
        kommunen=[ort for ort in map(kreis.kommune, brief.kommunen) if ort],
    )


def _fragen(name: str) -> None:
    workflow.themen.stellungnahmen_erbitten(
        thema(name), kreis.person("Kora"), institutionen=[kreis.institution(kurz) for kurz, _ in THEMEN[name].stellen]
    )


def _antworten(name: str) -> None:
    answers = dict(THEMEN[name].stellen)
    for stellungnahme in thema(name).stellungnahmen:
        text = answers[stellungnahme.institution.kurzname]
        signer = kreis.wer_zeichnet(stellungnahme.institution.kurzname)
        if text and signer:
            workflow.stellungnahmen.abgeben(stellungnahme, signer, text=text)


def _altbestand(plan: Zeitplan, tage: int) -> None:
    """One running measure from before: Thema, Beschluss of its day, Maßnahme."""
    kora, brief = kreis.person("Kora"), THEMEN["wegweiser"]
    neu = workflow.themen.aufnehmen(
        kora,
        titel=brief.titel,
        handlungsfeld=kreis.wort("handlungsfeld", brief.feld),
        bruchstellen=[],
        quellenart=Quellenart.ALTBESTAND,
        quelle="Protokoll der Steuerungsgruppe, TOP 4 (fiktiv)",
        datum=plan.tag(tage - 200),
    )
    NUMMERN["wegweiser"] = neu.nummer
    beschluss: Beschluss = workflow.beschluesse.nacherfassen(
        kreis.lenkungsgruppe(),
        kora,
        wortlaut="Der gemeinsame Wegweiser für Neuzugewanderte wird erstellt und von allen Stellen gepflegt.",
        gefasst_am=plan.tag(tage - 180),
        quelle="Protokoll der Steuerungsgruppe, TOP 4 (fiktiv)",
        wirkungen=[Wirkung(Permission.THEMA_VEREINBAREN, neu)],
    )
    workflow.massnahmen.nacherfassen(
        neu,
        kora,
        beschluss=beschluss,
        titel="Wegweiser im Netz mit zwölf Sprachen",
        beschreibung="Ein Wegweiser, den alle Stellen gemeinsam pflegen.",
        art=kreis.wort("massnahmeart", "Information und Publikation"),
        institution=kreis.institution("KI"),
        verantwortlich=kreis.person("Fatma"),
        frist=plan.tag(60),
    )
