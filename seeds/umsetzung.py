"""What Projektgruppen and institutions do: Zielvereinbarungen, Zeichnungen, Maßnahmen until they are done."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from kimflow import clock, workflow
from kimflow.models import Beteiligung, Erfuellung, Lage, Massnahme, MassnahmeStatus, Person, Rhythmus, Stand
from seeds import kreis, nachweise
from seeds.kreis import VEREINBARUNGEN, thema, vereinbarung
from seeds.themen import THEMEN
from seeds.zeitplan import Zeitplan

Vorschlag = tuple[str, str, str, str]


class Ziel(NamedTuple):
    zielzustand: str
    indikator: str
    einheit: str
    vorher: int
    nachher: int
    werte: tuple[int, ...] = ()
    """Readings in the order of their quarters, once it is in force."""


ZIELE: dict[str, Ziel] = {
    "luecke": Ziel("Niemand bleibt beim Wechsel länger als drei Tage ohne Leistung.",
                   "Wechsel mit einer Lücke von mehr als drei Tagen", "von 20", 17, 2, (11, 5, 2)),
    "aufenthalt": Ziel("Beschäftigung und Ausbildung enden nicht wegen eines Termins.",
                  "Gemeldete Abbrüche wegen fehlender Bescheinigung je Quartal", "Fälle", 9, 2, (8, 11)),
    "sprachmittlung": Ziel("Jede Stelle bucht Sprachmittlung an einem Ort, innerhalb von fünf Werktagen.",
                           "Anteil der Erstgespräche mit Sprachmittlung", "Prozent", 38, 80, (46, 59)),
    "anerkennung": Ziel("Jeder Abschluss wird im Erstgespräch erfragt und binnen vier Wochen beraten.",
                        "Erstberatungen je Monat", "Beratungen", 3, 15),
    "kita": Ziel("An zwei Orten gibt es Vormittagskurse mit gesicherter Betreuung.",
                 "Kursplätze mit Betreuung", "Plätze", 0, 36),
}  # fmt: skip


def _reden(person: Person, massnahme: Massnahme, lage: Lage, satz: str) -> None:
    workflow.massnahmen.rueckmeldung_geben(massnahme, person, lage=lage, satz=satz)


class Umsetzung:
    def __init__(self, plan: Zeitplan) -> None:
        self.plan = plan

    def entwurf(self, name: str, tage: int, leitung: str, titel: str) -> None:
        """A draft somebody has begun."""
        self.plan.am(tage, lambda: self._anlegen(name, leitung, titel, ()))

    def vereinbarung(
        self,
        name: str,
        tage: int,
        leitung: str,
        titel: str,
        parteien: tuple[str, ...],
        massnahmen: tuple[Vorschlag, ...],
        erster_schritt: int = 120,
    ) -> None:
        """Written, promised by the houses, submitted; the first milestone lies `erster_schritt` days after `tage`."""
        self.plan.am(tage, lambda: self._anlegen(name, leitung, titel, parteien))
        self.plan.am(tage + 4, lambda: self._beschreiben(name, leitung, tage))
        self.plan.am(tage + 6, lambda: self._vorschlagen(name, leitung, massnahmen, tage, erster_schritt))
        self.plan.am(tage + 12, lambda: self._zusagen(name, massnahmen))
        self.plan.am(
            tage + 15, lambda: workflow.zielvereinbarungen.einreichen(vereinbarung(name), kreis.person(leitung))
        )

    def erneut_einreichen(self, name: str, tage: int) -> None:
        self.plan.am(tage - 5, lambda: self._ueberarbeiten(name, "Zahl der Beratungen je Monat, gezählt im Jobcenter"))
        self.plan.am(tage, lambda: workflow.zielvereinbarungen.einreichen(vereinbarung(name), kreis.person("Arne")))

    def _ueberarbeiten(self, name: str, quelle: str) -> None:
        (indikator,) = vereinbarung(name).indikatoren
        workflow.indikatoren.bearbeiten(
            indikator,
            kreis.person("Arne"),
            name=indikator.name,
            einheit=indikator.einheit,
            ausgangswert=indikator.ausgangswert,
            zielwert=indikator.zielwert,
            quelle=quelle,
            rhythmus=indikator.rhythmus,
            naechste_messung_am=indikator.naechste_messung_am,
        )

    def fortschreiben(self, name: str, tage: int, leitung: str, begruendung: str) -> None:
        """The next version is begun; the one in force goes on being valid."""

        def beginnen() -> None:
            neu = workflow.zielvereinbarungen.fortschreiben(
                vereinbarung(name), kreis.person(leitung), begruendung=begruendung
            )
            VEREINBARUNGEN[f"{name} neu"] = neu.nummer

        self.plan.am(tage, beginnen)

    def kommentar(self, name: str, tage: int, wer: str, text: str, antwort: tuple[str, str] | None = None) -> None:
        """A member says something to the draft; the group answers a week later, or has not yet."""
        self.plan.am(
            tage, lambda: workflow.zielvereinbarungen.kommentieren(vereinbarung(name), kreis.person(wer), text=text)
        )
        if antwort:
            self.plan.am(tage + 7, lambda: self._beantworten(name, *antwort))

    def _beantworten(self, name: str, wer: str, antwort: str) -> None:
        offen = vereinbarung(name).offene_kommentare[0]
        workflow.zielvereinbarungen.beantworten(offen, kreis.person(wer), antwort=antwort)

    def _anlegen(self, name: str, leitung: str, titel: str, parteien: tuple[str, ...]) -> None:
        person = kreis.person(leitung)
        neu = workflow.zielvereinbarungen.anlegen(thema(name), person, titel=titel)
        VEREINBARUNGEN[name] = neu.nummer
        for kurz in parteien:
            workflow.zielvereinbarungen.beitrag_festlegen(
                neu,
                person,
                institution=kreis.institution(kurz),
                beteiligung=Beteiligung.ZEICHNET,
                text=f"{kreis.institution(kurz)} stellt die Zuständigkeit sicher und benennt eine Ansprechperson.",
            )

    def _beschreiben(self, name: str, leitung: str, tage: int) -> None:
        ziel = ZIELE[name]
        workflow.zielvereinbarungen.bearbeiten(
            vereinbarung(name),
            kreis.person(leitung),
            titel=vereinbarung(name).titel,
            zielzustand=ziel.zielzustand,
            frist=self.plan.tag(tage + 420),
        )
        workflow.indikatoren.anlegen(
            vereinbarung(name),
            kreis.person(leitung),
            name=ziel.indikator,
            einheit=ziel.einheit,
            ausgangswert=Decimal(ziel.vorher),
            zielwert=Decimal(ziel.nachher),
            quelle="Zählung der Fallwerkstätten",
            rhythmus=Rhythmus.VIERTELJAEHRLICH,
        )
        workflow.ueberpruefungen.ansetzen(vereinbarung(name), kreis.person(leitung), am=self.plan.tag(tage + 400))

    def _vorschlagen(self, name: str, leitung: str, massnahmen: tuple[Vorschlag, ...], tage: int, erster: int) -> None:
        for number, (titel, art, haus, _) in enumerate(massnahmen):
            neu = workflow.massnahmen.vorschlagen(
                thema(name),
                kreis.person(leitung),
                titel=titel,
                beschreibung=f"Beitrag zu: {THEMEN[name].gefragt}",
                art=kreis.wort("massnahmeart", art),
                institution=kreis.institution(haus),
                unterstuetzende=[],
                frist=self.plan.tag(tage + 330 + 30 * number),
                zielvereinbarung=vereinbarung(name),
            )
            for step, what in enumerate(("Entwurf abgestimmt", "Erprobung", "Eingeführt")):
                tag = self.plan.tag(tage + erster + 90 * step + 20 * number)
                workflow.massnahmen.meilenstein_setzen(neu, kreis.person(leitung), titel=what, geplant_am=tag)

    def _zusagen(self, name: str, massnahmen: tuple[Vorschlag, ...]) -> None:
        for massnahme, (_, _, haus, verantwortlich) in zip(vereinbarung(name).massnahmen, massnahmen, strict=True):
            signer = kreis.wer_zeichnet(haus)
            assert signer is not None
            workflow.massnahmen.zusagen(massnahme, signer, verantwortlich=kreis.person(verantwortlich))

    def zeichnen(
        self, name: str, tage: int, nur: tuple[str, ...] | None = None, vorbehalt: tuple[str, int] | None = None
    ) -> None:
        """The parties sign; `nur` leaves the others open. vorbehalt: of which body, and how many days it takes."""
        self.plan.am(tage, lambda: self._zeichnen(name, nur, vorbehalt))
        for number, wert in enumerate(ZIELE[name].werte if nur is None else (), start=1):
            self.plan.am(tage + 91 * number, partial(self._messen, name, wert))

    def _messen(self, name: str, wert: int) -> None:
        for indikator in vereinbarung(name).indikatoren:
            workflow.indikatoren.messwert_erfassen(
                indikator, kreis.person("Kora"), wert=Decimal(wert), gemessen_am=clock.today(), quelle=indikator.quelle
            )

    def _zeichnen(self, name: str, nur: tuple[str, ...] | None, vorbehalt: tuple[str, int] | None) -> None:
        gremium, dauer = vorbehalt or ("", 0)
        for beitrag in vereinbarung(name).beitraege:
            kurz = beitrag.institution.kurzname
            signer = kreis.wer_zeichnet(kurz)
            if signer and (nur is None or kurz in nur):
                code = workflow.zielvereinbarungen.codes.ausstellen(beitrag, signer)
                workflow.zielvereinbarungen.zeichnen(
                    beitrag,
                    signer,
                    code=code,
                    vorbehalt=gremium,
                    vorbehalt_bis=clock.today() + timedelta(days=dauer) if gremium else None,
                )

    def laufen(self, name: str, tage: int, fertig: int, wirkung: str | None) -> None:
        """Every Maßnahme begins, reports, reaches its milestones, is done; its effect is checked if `wirkung` says so."""
        self.plan.am(tage, lambda: self._beginnen(name))
        self.plan.am((tage + fertig) // 2, lambda: self._melden(name))
        self.plan.am(fertig - 2, lambda: self._erreichen(name))
        self.plan.am(fertig, lambda: self._fertig(name))
        if wirkung:
            self.plan.am(fertig + 180, lambda: self._pruefen(name, wirkung))
            self.plan.am(fertig + 185, lambda: self._abschliessen(name, wirkung))

    def _beginnen(self, name: str) -> None:
        for massnahme in vereinbarung(name).massnahmen:
            workflow.massnahmen.beginnen(massnahme, self._verantwortlich(massnahme))

    def _verantwortlich(self, massnahme: Massnahme) -> Person:
        assert massnahme.verantwortlich is not None
        return massnahme.verantwortlich

    def _melden(self, name: str) -> None:
        for massnahme in vereinbarung(name).massnahmen:
            _reden(
                self._verantwortlich(massnahme), massnahme, Lage.PLAN, "Der Entwurf ist mit allen Kommunen abgestimmt."
            )
            for ort, stand in (("Seestadt", Stand.EINGEFUEHRT), ("Waldau", Stand.LAEUFT), ("Grünau", Stand.GEPLANT)):
                found = kreis.kommune(ort)
                assert found is not None
                workflow.massnahmen.stand_melden(
                    massnahme, self._verantwortlich(massnahme), kommune=found, stand=stand, begruendung=""
                )

    def _erreichen(self, name: str) -> None:
        for massnahme in vereinbarung(name).massnahmen:
            for meilenstein in list(massnahme.meilensteine):
                workflow.massnahmen.meilenstein_erreichen(
                    massnahme, self._verantwortlich(massnahme), meilenstein=meilenstein, erreicht_am=clock.today()
                )

    def _fertig(self, name: str) -> None:
        for massnahme in vereinbarung(name).massnahmen:
            workflow.massnahmen.umsetzen(
                massnahme,
                self._verantwortlich(massnahme),
                nachweis="Dienstanweisung und Vorlage liegen im gemeinsamen Ordner (fiktiv).",
                wirkungspruefung_am=clock.today() + timedelta(days=170),
            )

    def _pruefen(self, name: str, wirkung: str) -> None:
        for massnahme in vereinbarung(name).massnahmen:
            if massnahme.status is MassnahmeStatus.UMGESETZT:
                workflow.massnahmen.wirkung_pruefen(massnahme, kreis.person("Kora"), ergebnis=wirkung, verstetigt=True)

    def _abschliessen(self, name: str, wirkung: str) -> None:
        workflow.zielvereinbarungen.abschliessen(
            vereinbarung(name), kreis.person("Kora"), erfuellung=Erfuellung.ERFUELLT, gruende=wirkung
        )

    def unterwegs(self, name: str, tage: int) -> None:
        """Three measures on their way: one as planned, one waiting and moved, one in need of help."""
        self.plan.am(tage, lambda: self._beginnen(name))
        self.plan.am(-80, lambda: self._verschieben(name))
        self.plan.am(-21, lambda: self._stand_heute(name))

    def _verschieben(self, name: str) -> None:
        zweite = vereinbarung(name).massnahmen[1]
        erster = zweite.meilensteine[0]
        workflow.massnahmen.meilenstein_verschieben(
            zweite,
            self._verantwortlich(zweite),
            meilenstein=erster,
            geplant_am=max(erster.geplant_am, clock.today()) + timedelta(days=30),
            begruendung="Die Abstimmung der Sätze mit den Nachbarkreisen dauert länger.",
        )

    def _stand_heute(self, name: str) -> None:
        erste, zweite, dritte = vereinbarung(name).massnahmen
        for meilenstein in list(erste.meilensteine)[:2]:
            workflow.massnahmen.meilenstein_erreichen(
                erste, self._verantwortlich(erste), meilenstein=meilenstein, erreicht_am=clock.today()
            )
        for meilenstein in list(erste.meilensteine)[2:]:
            workflow.massnahmen.meilenstein_verschieben(
                erste,
                self._verantwortlich(erste),
                meilenstein=meilenstein,
                geplant_am=clock.today() + timedelta(days=75),
                begruendung="Der Start richtet sich nach dem Haushalt.",
            )
        nachweise.hinzufuegen(erste, self._verantwortlich(erste))
        _reden(
            self._verantwortlich(erste),
            erste,
            Lage.PLAN,
            "Die Buchungsstelle arbeitet, vierzig Einsätze im ersten Quartal.",
        )
        _reden(
            self._verantwortlich(dritte),
            dritte,
            Lage.HILFE,
            "Für die Schulung fehlt eine Räumlichkeit mit Kinderbetreuung.",
        )
        workflow.massnahmen.warten(
            zweite,
            self._verantwortlich(zweite),
            wartet_auf="Rückmeldung der Nachbarkreise zu den Sätzen",
            wartet_bis=clock.today() + timedelta(days=60),
        )
        workflow.massnahmen.anmerken(
            zweite,
            self._verantwortlich(zweite),
            text="Zwei von drei Nachbarkreisen haben geantwortet; der dritte tagt im nächsten Monat.",
        )
