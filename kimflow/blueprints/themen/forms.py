"""Forms of Themen: shape of input only."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from flask import request
from wtforms import HiddenField
from wtforms.validators import DataRequired

from kimflow import queries
from kimflow.models import Bruchstelle, Handlungsfeld, Quellenart, Rechtskreis, Thema, Top
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
    """Released Bruchstellen as checkboxes, each with its interface, cause and sentence."""

    def benennen(self, row: Bruchstelle) -> str:
        weg = f"{row.von_rechtskreis} → {row.zu_rechtskreis}"
        return (
            f"{row.fall.nummer}: {weg}, {row.von_institutionstyp} → {row.zu_institutionstyp}, {row.ursache}. {row.satz}"
        )


def rechtskreispaar() -> tuple[str, str]:
    """Which interface the Bruchstellen on offer are narrowed to; it stands in the address."""
    return request.args.get("von", ""), request.args.get("zu", "")


def _passt(bruchstelle: Bruchstelle, von: str, zu: str) -> bool:
    return von in ("", str(bruchstelle.von_rechtskreis_id)) and zu in ("", str(bruchstelle.zu_rechtskreis_id))


class TitelForm(Formular):
    titel = zeile("Titel", 160, pflicht=True, hilfe="Ein Satz ohne Namen, Adressen und Aktenzeichen.")
    handlungsfeld = eins("Handlungsfeld", leer="noch offen")


class GrundlageForm(Formular):
    bruchstellen = Bruchstellen("Freigegebene Bruchstellen")
    quellenart = wort("Andere Quelle", Quellenart, pflicht=False, hilfe="Statt der Bruchstellen oder zusätzlich.")
    quelle = absatz("Fundstelle", 500, hilfe="Zum Beispiel Titel, Seite, Adresse oder wer gesprochen hat.")
    datum = tag("Datum der Quelle")

    def einrichten(self, thema: Thema | None) -> None:
        schon = {grundlage.bruchstelle_id for grundlage in thema.grundlagen} if thema else set()
        freie = [b for b in queries.fallrekonstruktionen.freigegebene_bruchstellen() if b.id not in schon]
        paar = rechtskreispaar()
        self.bruchstellen.optionen = [b for b in freie if _passt(b, *paar)]
        self.paare = _paare(freie, *paar)

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
    titel = zeile("Titel", 160, pflicht=True)
    problem = absatz("Problem in einem Satz", 1000)
    wirkung_menschen = absatz("Wirkung auf Menschen", 2000)
    wirkung_stellen = absatz("Wirkung auf Stellen", 2000, hilfe="Ämter, Beratungsstellen, Träger.")
    warum_jetzt = absatz("Warum jetzt?", 2000)
    gefragt = absatz("Was ist gefragt?", 2000, hilfe="Was soll die Lenkungsgruppe entscheiden?")
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
        description="Aus den kommenden Sitzungen der Lenkungsgruppe. Fehlt der TOP, nehmen Sie ihn dort zuerst auf.",
    )

    def einrichten(self, thema: Thema) -> None:
        self.top.optionen = queries.sitzungen.kommende_tops()


class ErledigenForm(Formular):
    was = absatz("Wodurch hat sich das Thema erledigt?", 2000, pflicht=True)


class BegruendungForm(Formular):
    begruendung = absatz("Begründung", 2000, pflicht=True)


class RuhenForm(BegruendungForm):
    wiedervorlage = tag("Wiedervorlage", pflicht=True)


class AbschliessenForm(Formular):
    wirkung = absatz("Wirkung", 2000, pflicht=True, hilfe="Was ist für Menschen und Stellen heute anders als vorher?")
