"""Forms of decisions: shape of input only."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from flask import request
from wtforms import HiddenField

from kimflow import clock, queries, workflow
from kimflow.blueprints.beschluesse.wirkungen import Abschnitt, Traegerwahl, tauschsatz
from kimflow.models import Abstimmung, Abstimmungsoption, Einwandstand, Gremium, Modus, Top, Topgegenstand
from kimflow.permissions import Permission
from kimflow.queries.ergebnisse import Ergebnis
from kimflow.web.forms import Aenderungsformular, Formular, absatz, eins, mehrere, tag, wort, zeile
from kimflow.workflow.acts import lesbar
from kimflow.workflow.wirkungen import Wirkung


class BeschlussForm(Formular):
    """What every Beschluss says, whether taken in a Sitzung or by circulation."""

    waechter = True
    _fields: dict[str, Any]
    abschnitte: Sequence[Abschnitt]
    aus: Abstimmung | None
    wortlaut = absatz(
        "Wortlaut", 4000, pflicht=True, hilfe="„Wortlaut vorschlagen“ schreibt ihn aus den gewählten Wirkungen."
    )
    bedenken = absatz("Bedenken und Einwände", 4000, hilfe="Von wem und welche. Leer, wenn es keine gab.")
    vorbehalt = zeile("Gremienvorbehalt", 200, hilfe="Zum Beispiel: Zustimmung des Kreistags.")
    vorbehalt_bis = tag("Vorbehalt offen bis")
    ersetzt = eins("Ersetzt den Beschluss", leer="keinen")

    def aufbauen(self, gremium_id: int, gegenstaende: Iterable[Topgegenstand | Abstimmungsoption]) -> None:
        """The sections, one for each thing that can be decided about."""
        self.ersetzt.optionen = queries.beschluesse.ersetzbare(gremium_id)
        traeger = Traegerwahl()
        self.abschnitte = [Abschnitt(self, g, traeger) for g in gegenstaende if g.thema or g.zielvereinbarung]

    @cached_property
    def laufende(self) -> Sequence[str]:
        """Numbers of the rounds that still run about one of these things; until they end, nothing is decided here."""
        return queries.beschluesse.laufende_runden([section.ding for section in self.abschnitte])

    @cached_property
    def ergebnis(self) -> Ergebnis | None:
        """The result it follows from, None without a round."""
        return queries.ergebnisse.ergebnis(self.aus) if self.aus else None

    def uebernehmen(self) -> None:
        """What the round proposes: ranks, agreement or rework, with the words that were said about it."""
        if self.aus is None or self.ergebnis is None:
            return
        said = [a for a in self.ergebnis.aeusserungen if a.begruendung]
        self.bedenken.data = "\n".join(
            f"{a.sitz + ': ' if a.sitz else ''}{lesbar(a.was)} – {a.begruendung}" for a in said
        )
        proposal = workflow.ergebnisse.vorschlag(self.aus)
        for option, rank in proposal.raenge:
            self._waehlen(option, Permission.THEMA_PRIORISIEREN, rang=rank)
        for option in self.aus.optionen:
            if proposal.zugestimmt:
                self._waehlen(option, Permission.ZIELVEREINBARUNG_ZUSTIMMEN)
            elif proposal.zugestimmt is False:
                self._waehlen(option, Permission.ZIELVEREINBARUNG_UEBERARBEITEN, was=_zu_klaeren(self.ergebnis))
        self.wortlaut.data = self.vorschlag()

    def _waehlen(self, option: Abstimmungsoption, permission: Permission, **angaben: Any) -> None:
        for section in self.abschnitte:
            if section.betrifft(option):
                section.waehlen(permission, **angaben)

    def vorschlag(self) -> str:
        """The wording that follows from the chosen acts."""
        sentences = [sentence for section in self.abschnitte if (sentence := section.satz())]
        return "\n".join(sentences)

    def validate(self, extra_validators: Any = None) -> bool:
        """Only what was chosen is checked. Asking for a wording is no error, it opens the form anew."""
        if "vorschlagen" in request.form:
            self.wortlaut.data = self.vorschlag() or self.wortlaut.data
            return False
        every = self._fields
        unchosen = {name for section in self.abschnitte for name in section.ungewaehlte}
        self._fields = {name: field for name, field in every.items() if name not in unchosen}
        try:
            valid = bool(super().validate(extra_validators))
        finally:
            self._fields = every
        return valid and self._nennt_was_ruht()

    def _nennt_was_ruht(self) -> bool:
        """Whether the wording names every Thema that rests in exchange; if not, it is added and asked for once more."""
        effects = [effect for section in self.abschnitte if (effect := section.wirkung())]
        swaps = [effect for effect in effects if effect.statt and effect.angaben.get("statt_bis")]
        unnamed = [effect for effect in swaps if effect.statt and effect.statt.nummer not in self.wortlaut.data]
        if unnamed:
            self.wortlaut.data = "\n".join([self.wortlaut.data, *map(tauschsatz, unnamed)])
            numbers = ", ".join(effect.statt.nummer for effect in unnamed if effect.statt)
            self.wortlaut.errors = [
                f"Der Wortlaut nannte nicht, was dafür ruht: {numbers}. Der Satz ist unten ergänzt; bitte prüfen."
            ]
        return not unnamed

    def angaben(self) -> dict[str, Any]:
        effects = [effect for section in self.abschnitte if (effect := section.wirkung())]
        names = ("wortlaut", "bedenken", "vorbehalt", "vorbehalt_bis", "ersetzt")
        return {name: self[name].data for name in names} | {"wirkungen": effects}


def _zu_klaeren(result: Ergebnis) -> str:
    """What stands in the way of agreement, as far as the result names it."""
    standing = [e for e in result.einwaende if e.stand is not Einwandstand.ZURUECKGEZOGEN]
    lines = [f"Einwand{' von ' + e.sitz if e.sitz else ''}: {e.grund}" for e in standing]
    return "\n".join([*lines, *(f"Zustimmung fehlt: {name}" for name in result.ausstehend)])


class FesthaltenForm(BeschlussForm):
    abstimmung = HiddenField()
    modus = wort("Wie wurde beschlossen?", [Modus.EINVERNEHMLICH, Modus.KENNTNISNAHME, Modus.ABSTIMMUNG])
    abweichung = absatz(
        "Begründung, wenn anders beschlossen wird als abgestimmt",
        2000,
        hilfe="Nötig bei einem anderen Rang, bei Zustimmung ohne Ja der Abstimmung und umgekehrt. Sonst leer.",
    )

    def einrichten(self, top: Top) -> None:
        self.aus = queries.abstimmungen.festgestellte(top, request.values.get("abstimmung"))
        if self.aus is None:
            self.modus.choices = self.modus.choices[:2]
            del self.abweichung
        self.aufbauen(top.sitzung.gremium_id, top.gegenstaende)

    def vorbelegen(self, top: Top) -> None:
        self.modus.data = Modus.EINVERNEHMLICH
        if self.aus:
            self.abstimmung.data, self.modus.data = self.aus.nummer, Modus.ABSTIMMUNG
            self.uebernehmen()
        if request.args.get("zurueckstellen"):
            for section in self.abschnitte:
                section.waehlen(Permission.THEMA_ZURUECKSTELLEN)

    def angaben(self) -> dict[str, Any]:
        given = super().angaben() | {"modus": self.modus.data, "abstimmung": self.aus}
        return given | ({"abweichung": self.abweichung.data} if self.aus else {})


class AusUmlaufForm(BeschlussForm):
    def einrichten(self, abstimmung: Abstimmung) -> None:
        self.aus = abstimmung
        self.aufbauen(abstimmung.gremium_id, abstimmung.optionen)

    def vorbelegen(self, abstimmung: Abstimmung) -> None:
        self.uebernehmen()


class NacherfassenForm(Formular):
    waechter = True
    gefasst_am = tag("Beschlossen am", pflicht=True)
    wortlaut = absatz("Wortlaut", 4000, pflicht=True)
    quelle = zeile("Fundstelle", 300, pflicht=True, hilfe="Zum Beispiel: Protokoll vom 14.05.2024, TOP 3.")
    themen = mehrere(
        "Damit vereinbarte Themen",
        hilfe="Aus dem Themenspeicher. Zu ihnen lassen sich danach die laufenden Maßnahmen eintragen.",
    )

    def einrichten(self, gremium: Gremium) -> None:
        self.gefasst_am.render_kw = {"max": clock.today().isoformat()}
        self.themen.optionen = queries.themen.im_speicher()

    def angaben(self) -> dict[str, Any]:
        names = ("gefasst_am", "wortlaut", "quelle")
        effects = [Wirkung(Permission.THEMA_VEREINBAREN, thema) for thema in self.themen.data]
        return {name: self[name].data for name in names} | {"wirkungen": effects}


class BerichtigenForm(Aenderungsformular):
    waechter = True
    wortlaut = absatz("Wortlaut", 4000, pflicht=True)
    begruendung = absatz("Warum wird berichtigt?", 2000, pflicht=True)
