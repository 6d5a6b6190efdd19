"""Forms of Themen: shape of input only."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from flask import request
from wtforms import HiddenField
from wtforms.validators import DataRequired

from kimflow import queries, workflow
from kimflow.columns import canonical
from kimflow.models import (
    Bruchstelle,
    Handlungsfeld,
    Meldung,
    MeldungStatus,
    Quellenart,
    Rechtskreis,
    Stufe,
    Thema,
    Top,
)
from kimflow.queries.bruchstellen import Verwendung
from kimflow.queries.suche import Aehnliches
from kimflow.web.access import me
from kimflow.web.filters import datum
from kimflow.web.forms import (
    PFLICHT,
    Aenderungsformular,
    Eins,
    Formular,
    Mehrere,
    absatz,
    eins,
    mehrere,
    tag,
    wort,
    zeile,
)


class Bruchstellen(Mehrere):
    """Released Bruchstellen as checkboxes, each with its interface, cause, sentence, and where it counts already."""

    verwendet: Mapping[int, list[Verwendung]] = MappingProxyType({})

    def benennen(self, row: Bruchstelle) -> str:
        weg = f"{row.von_rechtskreis} → {row.zu_rechtskreis}, {row.von_institutionstyp} → {row.zu_institutionstyp}"
        numbers = ", ".join(one.nummer for one in self.verwendet.get(row.id, ()))
        used = f" Schon Grundlage von {numbers}." if numbers else ""
        return f"{row.fall.nummer}: {weg}, {row.ursache}. {row.satz}{used}"


class Meldungen(Mehrere):
    """Meldungen as checkboxes, each with its sentence and between whom it is stuck."""

    def benennen(self, row: Meldung) -> str:
        between = " → ".join(str(one) for one in (row.von_institutionstyp, row.zu_institutionstyp) if one)
        note = " (schon angenommen)" if row.status is MeldungStatus.ANGENOMMEN else ""
        return f"{row.nummer}: {row.titel or 'Text gelöscht'}{f', {between}' if between else ''}{note}"


def rechtskreispaar() -> tuple[str, str]:
    """Which interface the Bruchstellen on offer are narrowed to; it stands in the address."""
    return request.args.get("von", ""), request.args.get("zu", "")


def _passt(bruchstelle: Bruchstelle, von: str, zu: str) -> bool:
    return von in ("", str(bruchstelle.von_rechtskreis_id)) and zu in ("", str(bruchstelle.zu_rechtskreis_id))


class TitelForm(Formular):
    waechter = True
    titel = zeile("Titel", 160, pflicht=True, hilfe="Ein Satz ohne Namen, Adressen und Aktenzeichen.")
    handlungsfeld = eins("Handlungsfeld", leer="noch offen")


class GrundlageForm(Formular):
    waechter = True
    bruchstellen = Bruchstellen("Freigegebene Bruchstellen")
    meldungen = Meldungen(
        "Meldungen",
        id="grundlage-meldungen",  # base.html has a place of that name
        description="Was noch offen war, ist damit angenommen. Wer gemeldet hat, erfährt es.",
    )
    quellenart = wort("Andere Quelle", Quellenart, pflicht=False, hilfe="Statt der Bruchstellen oder zusätzlich.")
    quelle = absatz("Fundstelle", 500, hilfe="Zum Beispiel Titel, Seite, Adresse oder wer gesprochen hat.")
    datum = tag("Datum der Quelle")

    def einrichten(self, thema: Thema | None) -> None:
        schon = {grundlage.bruchstelle_id for grundlage in thema.grundlagen} if thema else set()
        freie = [b for b in queries.fallrekonstruktionen.freigegebene_bruchstellen() if b.id not in schon]
        paar = rechtskreispaar()
        self.bruchstellen.verwendet = queries.fallrekonstruktionen.themen_je_bruchstelle()
        self.bruchstellen.optionen = [b for b in freie if _passt(b, *paar)]
        self.paare = _paare(freie, *paar)
        carried = {grundlage.meldung_id for grundlage in thema.grundlagen} if thema else set()
        self.meldungen.optionen = [m for m in queries.meldungen.waehlbare() if m.id not in carried]

    def vorbelegen(self, thema: Thema | None) -> None:
        """Tick what the page one comes from has chosen: …?bruchstelle=7&meldung=H-2026-021."""
        chosen = set(request.args.getlist("bruchstelle"))
        self.bruchstellen.data = [b for b in self.bruchstellen.optionen if str(b.id) in chosen]
        wanted = set(request.args.getlist("meldung"))
        self.meldungen.data = [m for m in self.meldungen.optionen if m.nummer in wanted]

    def validate(self, extra_validators: Any = None) -> bool:
        """A source is named with all three of its parts, or not at all."""
        valid = bool(super().validate(extra_validators))
        parts = (self.quellenart, self.quelle, self.datum)
        if any(part.data for part in parts):
            for part in parts:
                if not part.data and not part.errors:
                    part.errors, valid = [PFLICHT], False
        return valid


def _paare(bruchstellen: list[Bruchstelle], von: str, zu: str) -> list[dict[str, Any]]:
    """The two selects that narrow the Bruchstellen on offer, as the macro filterleiste() wants them."""
    sides = (
        ("von", "von Rechtskreis", von, {str(b.von_rechtskreis_id): str(b.von_rechtskreis) for b in bruchstellen}),
        ("zu", "zu Rechtskreis", zu, {str(b.zu_rechtskreis_id): str(b.zu_rechtskreis) for b in bruchstellen}),
    )
    return [
        {
            "name": name,
            "text": text,
            "wert": wert,
            "optionen": [("", "alle"), *sorted(words.items(), key=itemgetter(1))],
        }
        for name, text, wert, words in sides
    ]


class AufnehmenForm(TitelForm, GrundlageForm):
    gesehen = HiddenField()

    def einrichten(self, thema: Thema | None) -> None:
        super().einrichten(thema)
        self.handlungsfeld.optionen = queries.vokabeln.aktive(Handlungsfeld)
        self.aehnliche: list[Aehnliches] = []

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever could not see while typing that there is such a Thema sees it once before it is taken up."""
        valid = super().validate(extra_validators)
        # The list fetched while typing brings the field along a second time.
        if not valid or any(self.gesehen.raw_data or ()):
            return valid
        near = aehnliche_themen(self.titel.data, self.bruchstellen.data)
        self.aehnliche = near if any(one.nah for one in near) else []
        self.gesehen.data = "1"
        return not self.aehnliche

    def angaben(self) -> dict[str, Any]:
        return {name: value for name, value in super().angaben().items() if name != "gesehen"}


def aehnliche_themen(titel: str, bruchstellen: Sequence[Bruchstelle]) -> list[Aehnliches]:
    """The five Themen nearest to what is being taken up."""
    ways = {(one.von_rechtskreis_id, one.zu_rechtskreis_id) for one in bruchstellen}
    return queries.suche.aehnliche(me(), titel or "", ways)


class SteckbriefForm(Aenderungsformular):
    waechter = True
    titel = zeile("Titel", 160, pflicht=True)
    problem = absatz("Problem in einem Satz", 1000)
    wirkung_menschen = absatz("Wirkung auf Menschen", 2000)
    wirkung_stellen = absatz("Wirkung auf Stellen", 2000, hilfe="Ämter, Beratungsstellen, Träger.")
    warum_jetzt = absatz("Warum jetzt?", 2000)
    gefragt = absatz("Was ist gefragt?", 2000, hilfe="Was soll ‹die Lenkungsgruppe:nom› entscheiden?")
    moeglichkeiten = absatz("Möglichkeiten", 2000, hilfe="Auch: nichts ändern. Mit Aufwand, soweit bekannt.")
    doppelstruktur = absatz(
        "Prüfung auf Doppelstrukturen", 2000, hilfe="Wer arbeitet schon daran? Abgrenzung zu anderen Gruppen."
    )
    handlungsfeld = eins("Handlungsfeld", leer="noch offen")
    rechtskreise = mehrere("Rechtskreise")
    kommunen = mehrere("Kommunen", hilfe="Nur, wenn das Thema bestimmte Kommunen betrifft.")

    def einrichten(self, thema: Thema) -> None:
        feld = [thema.handlungsfeld] if thema.handlungsfeld else []
        self.handlungsfeld.optionen = _auch(queries.vokabeln.aktive(Handlungsfeld), feld)
        self.rechtskreise.optionen = _auch(queries.vokabeln.aktive(Rechtskreis), thema.rechtskreise)
        self.kommunen.optionen = _auch(queries.institutionen.aktive_kommunen(), thema.kommunen)


def _auch(angebotene: list[Any], gewaehlte: list[Any]) -> list[Any]:
    """What can be chosen, and what was chosen before it was retired: saving must not drop it unseen."""
    return angebotene + [one for one in gewaehlte if one not in angebotene]


class EinschaetzenForm(Aenderungsformular):
    waechter = True
    dringlichkeit = wort("Dringlichkeit", Stufe, hilfe="Wie sehr drängt es für Menschen und Stellen?")
    einfluss = wort("Einfluss vor Ort", Stufe, hilfe="Wie viel davon können die Häuser am Tisch selbst ändern?")
    aufwand = wort("Aufwand", Stufe, hilfe="Was kostet es an Zeit, Geld und Abstimmung?")
    einschaetzung = absatz("Ein Satz dazu", 500, hilfe="Freiwillig.")


class DoppelstrukturForm(Aenderungsformular):
    waechter = True
    doppelstruktur = absatz(
        "Ergebnis der Prüfung",
        2000,
        pflicht=True,
        hilfe="Ein Satz genügt: wer schon daran arbeitet und wie sich das abgrenzt, oder dass es niemand tut.",
    )

    def einrichten(self, thema: Thema) -> None:
        self.umfeld = queries.themen.umfeld(thema)


class ZusammenfuehrenForm(Formular):
    ziel = eins("Mit welchem Thema?", pflicht=True, hilfe="Dessen Nummer, Titel und Steckbrief bleiben.")

    def einrichten(self, thema: Thema) -> None:
        chosen = request.form.get("ziel", "")
        self.suche = canonical(request.args.get("suche", ""))[:200]
        self.ziel.optionen = queries.themen.nachbarn(
            thema,
            self.suche,
            in_stand=tuple(workflow.themen.ZIELE),
            auch=int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 10 else None,
        )

    def angaben(self) -> dict[str, Any]:
        return {"ziel": queries.themen.nach_id(self.ziel.data.id)}


class StellungnahmenForm(Formular):
    institutionen = mehrere("Beteiligte Institutionen", pflicht=True, hilfe="Wen betrifft das Thema?")

    def einrichten(self, thema: Thema) -> None:
        gefragt = {stellungnahme.institution_id for stellungnahme in thema.stellungnahmen}
        self.institutionen.optionen = [i for i in queries.institutionen.aktive() if i.id not in gefragt]


class Tagesordnung(Eins):
    """A TOP with its meeting and date."""

    def benennen(self, row: Top) -> str:
        return f"{datum(row.sitzung.beginn)} ({row.sitzung.nummer}), TOP {row.position}: {row.titel}"


class VorlegenForm(Formular):
    top = Tagesordnung(
        "Tagesordnungspunkt",
        [DataRequired(PFLICHT)],
        description="Aus den kommenden Sitzungen ‹der Lenkungsgruppe:gen›. Fehlt der TOP, nehmen Sie ihn dort auf.",
    )

    def einrichten(self, thema: Thema) -> None:
        self.top.optionen = queries.sitzungen.kommende_tops()


class ErledigenForm(Formular):
    waechter = True
    was = absatz("Wodurch hat sich das Thema erledigt?", 2000, pflicht=True)


class AnnehmenForm(Formular):
    waechter = True
    annahme = absatz("Ein Satz dazu", 500, hilfe="Freiwillig, zum Beispiel womit die Gruppe beginnt.")


class BegruendungForm(Formular):
    waechter = True
    begruendung = absatz("Begründung", 2000, pflicht=True)


class RuhenForm(BegruendungForm):
    wiedervorlage = tag("Wiedervorlage", pflicht=True)


class FortsetzenForm(Formular):
    waechter = True
    begruendung = absatz(
        "Begründung",
        2000,
        hilfe="Nötig, wenn ‹die Projektgruppe:nom› schon so viele laufende Themen trägt, wie höchstens vorgesehen.",
    )


class AbschliessenForm(Formular):
    waechter = True
    wirkung = absatz("Wirkung", 2000, pflicht=True, hilfe="Was ist für Menschen und Stellen heute anders als vorher?")
