"""Forms of decisions: shape of input only."""

from typing import Any

from flask import request
from wtforms import HiddenField

from kimflow import clock, queries
from kimflow.blueprints.beschluesse.wirkungen import Abschnitt
from kimflow.models import Gremium, Modus, Top
from kimflow.permissions import Permission
from kimflow.web.forms import Aenderungsformular, Formular, absatz, eins, mehrere, tag, wort, zeile
from kimflow.workflow.acts import lesbar
from kimflow.workflow.beschluesse import Wirkung


class FesthaltenForm(Formular):
    _fields: dict[str, Any]
    abstimmung = HiddenField()
    wortlaut = absatz(
        "Wortlaut", 4000, pflicht=True, hilfe="„Wortlaut vorschlagen“ schreibt ihn aus den gewählten Wirkungen."
    )
    modus = wort("Wie wurde beschlossen?", [Modus.EINVERNEHMLICH, Modus.KENNTNISNAHME, Modus.ABSTIMMUNG])
    bedenken = absatz("Bedenken und Einwände", 4000, hilfe="Von wem und welche. Leer, wenn es keine gab.")
    vorbehalt = zeile("Gremienvorbehalt", 200, hilfe="Zum Beispiel: Zustimmung des Kreistags.")
    vorbehalt_bis = tag("Vorbehalt offen bis")
    ersetzt = eins("Ersetzt den Beschluss", leer="keinen")

    def einrichten(self, top: Top) -> None:
        self.aus = queries.abstimmungen.festgestellte(top, request.values.get("abstimmung"))
        if self.aus is None:
            self.modus.choices = self.modus.choices[:2]
        self.ersetzt.optionen = queries.beschluesse.ersetzbare(top.sitzung.gremium_id)
        self.abschnitte = [Abschnitt(self, g) for g in top.gegenstaende if g.thema or g.zielvereinbarung]

    def vorbelegen(self, top: Top) -> None:
        self.modus.data = Modus.EINVERNEHMLICH
        result = queries.abstimmungen.ergebnis(self.aus) if self.aus else None
        if self.aus and result:
            self.abstimmung.data, self.modus.data = self.aus.nummer, Modus.ABSTIMMUNG
            self._uebernehmen(result)
            self.wortlaut.data = self.vorschlag()

    def _uebernehmen(self, result: queries.abstimmungen.Ergebnis) -> None:
        """What the round proposes: ranks, or agreement with the words that were said about it."""
        ranks = {row.text: row.rang for row in result.raenge}
        for section in self.abschnitte:
            if rank := ranks.get(str(section.ding)):
                section.waehlen(Permission.THEMA_PRIORISIEREN, rang=rank)
            if result.zustimmung:
                section.waehlen(Permission.ZIELVEREINBARUNG_ZUSTIMMEN)
        said = [a for a in result.aeusserungen if a.begruendung]
        self.bedenken.data = "\n".join(
            f"{a.sitz + ': ' if a.sitz else ''}{lesbar(a.was)} – {a.begruendung}" for a in said
        )

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
            return super().validate(extra_validators)
        finally:
            self._fields = every

    def angaben(self) -> dict[str, Any]:
        effects = [effect for section in self.abschnitte if (effect := section.wirkung())]
        names = ("wortlaut", "modus", "bedenken", "vorbehalt", "vorbehalt_bis", "ersetzt")
        return {name: self[name].data for name in names} | {"abstimmung": self.aus, "wirkungen": effects}


class NacherfassenForm(Formular):
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
    wortlaut = absatz("Wortlaut", 4000, pflicht=True)
    begruendung = absatz("Warum wird berichtigt?", 2000, pflicht=True)
