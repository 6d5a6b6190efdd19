"""Forms of Maßnahmen: shape of input only."""

from typing import Any

from flask import request
from wtforms import HiddenField
from wtforms.validators import Length

from kimflow import clock, queries
from kimflow.models import Lage, Massnahme, Massnahmeart, Notizart, Stand, Thema
from kimflow.permissions import Permission, can
from kimflow.permissions.praedikate import verantwortliche_person_ist_fort
from kimflow.web.access import me
from kimflow.web.dateifeld import datei
from kimflow.web.forms import (
    Aenderungsformular,
    Formular,
    absatz,
    eins,
    haken,
    mehrere,
    tag,
    weblink,
    wort,
    zahl,
    zeile,
)
from kimflow.workflow.massnahmen import meldet_selbst, nach_der_frist
from kimflow.workflow.massnahmen.durchfuehrung import ANMERKUNG_LAENGE


class _Massnahme(Formular):
    titel = zeile("Titel", 160, pflicht=True, hilfe="Was wird getan? Ein kurzer Satz mit Verb.")
    beschreibung = absatz("Beschreibung", 4000)
    art = eins("Art der Maßnahme", leer="noch offen")
    institution = eins("Verantwortliche Institution", pflicht=True, hilfe="Genau ein Haus; es wird um Zusage gebeten.")
    unterstuetzende = mehrere("Unterstützende Institutionen")
    frist = tag("Frist", hilfe="Bis wann ist die Maßnahme umgesetzt?")

    def _auswahl(self, schon: Massnahme | None) -> None:
        arten = queries.vokabeln.aktive(Massnahmeart)
        haeuser = queries.institutionen.aktive()
        self.art.optionen = _auch(arten, [schon.art] if schon and schon.art else [])
        self.institution.optionen = _auch(haeuser, [schon.institution] if schon else [])
        self.unterstuetzende.optionen = _auch(haeuser, schon.unterstuetzende if schon else [])


def _auch(angebotene: list[Any], gewaehlte: list[Any]) -> list[Any]:
    """What can be chosen, and what was chosen before it was retired."""
    return angebotene + [one for one in gewaehlte if one not in angebotene]


class _MitZusage(_Massnahme):
    """A form after which the house is to promise: there must be somebody who may."""

    def warnung(self, thing: Any) -> str:
        haus = self.institution.data
        if haus is None or queries.personen.zeichnungsberechtigte(haus.id):
            return ""
        return f"Für {haus.name} ist niemand zeichnungsberechtigt; bitte klären Sie, wer die Zusage geben kann."


class VorschlagForm(_MitZusage):
    zielvereinbarung = eins("Zielvereinbarung", leer="keine, direkt zum Thema")

    def einrichten(self, thema: Thema) -> None:
        self._auswahl(None)
        self.zielvereinbarung.optionen = queries.zielvereinbarungen.offene(thema)

    def vorbelegen(self, thema: Thema) -> None:
        wanted = request.args.get("zielvereinbarung", "")
        chosen = [v for v in self.zielvereinbarung.optionen if v.nummer == wanted]
        self.zielvereinbarung.data = next(iter(chosen), None)


class NacherfassenForm(_Massnahme):
    beschluss = eins("Früherer Beschluss", pflicht=True)
    verantwortlich = eins("Verantwortliche Person", leer="noch offen", hilfe="Aus der verantwortlichen Institution.")

    def einrichten(self, thema: Thema) -> None:
        self._auswahl(None)
        del self.unterstuetzende
        self.beschluss.optionen = queries.beschluesse.nacherfasste(thema)
        self.verantwortlich.optionen = queries.personen.waehlbare()


class MassnahmeForm(_MitZusage, Aenderungsformular):
    def einrichten(self, massnahme: Massnahme) -> None:
        self._auswahl(massnahme)


class ZusagenForm(Formular):
    verantwortlich = eins(
        "Verantwortliche Person", pflicht=True, hilfe="Sie gibt Rückmeldungen und bewegt Termine. Aus Ihrem Haus."
    )

    def einrichten(self, massnahme: Massnahme) -> None:
        self.verantwortlich.optionen = queries.personen.der_institution(massnahme.institution_id)


class BegruendungForm(Formular):
    begruendung = absatz("Begründung", 2000, pflicht=True)


class _MitMeilenstein(Formular):
    """A form about one open milestone: the one in the address, else the next."""

    def einrichten(self, massnahme: Massnahme) -> None:
        self.meilenstein.optionen = massnahme.offene_meilensteine

    def vorbelegen(self, massnahme: Massnahme) -> None:
        wanted = self.meilenstein.rows.get(request.args.get("meilenstein", ""))
        self.meilenstein.data = wanted or massnahme.naechster_meilenstein


class _MitTermin(Formular):
    """A form that plans a milestone for a day."""

    def warnung(self, massnahme: Massnahme) -> str:
        return nach_der_frist(massnahme, self.geplant_am.data)


class MeilensteinSetzenForm(_MitTermin):
    titel = zeile("Meilenstein", 160, pflicht=True, hilfe="Prüfbar, etwa: „Formular mit allen abgestimmt“.")
    geplant_am = tag("Geplant am", pflicht=True)


class MeilensteinVerschiebenForm(_MitMeilenstein, _MitTermin):
    meilenstein = eins("Meilenstein", pflicht=True)
    geplant_am = tag("Neuer Termin", pflicht=True)
    begruendung = absatz("Grund", 1000, pflicht=True)


class MeilensteinErreichenForm(_MitMeilenstein):
    meilenstein = eins("Meilenstein", pflicht=True)
    erreicht_am = tag("Erreicht am", pflicht=True)

    def vorbelegen(self, massnahme: Massnahme) -> None:
        super().vorbelegen(massnahme)
        self.erreicht_am.data = clock.today()


class MeilensteinBearbeitenForm(_MitMeilenstein, _MitTermin):
    meilenstein = eins("Meilenstein", pflicht=True)
    titel = zeile("Heißt künftig", 160, pflicht=True)
    geplant_am = tag("Geplant am", pflicht=True)

    def vorbelegen(self, massnahme: Massnahme) -> None:
        super().vorbelegen(massnahme)
        if (chosen := self.meilenstein.data) is not None:
            self.titel.data, self.geplant_am.data = chosen.titel, chosen.geplant_am


class MeilensteinZuruecknehmenForm(BegruendungForm):
    meilenstein = eins("Meilenstein", pflicht=True)

    def einrichten(self, massnahme: Massnahme) -> None:
        self.meilenstein.optionen = massnahme.erreichte_meilensteine

    def vorbelegen(self, massnahme: Massnahme) -> None:
        wanted = self.meilenstein.rows.get(request.args.get("meilenstein", ""))
        self.meilenstein.data = wanted or next(iter(massnahme.erreichte_meilensteine), None)


class AnmerkenForm(Formular):
    text = absatz(
        "Anmerkung",
        ANMERKUNG_LAENGE,
        pflicht=True,
        hilfe="Etwa: „Wartet auf die Software des Landes.“ Ein neuer Satz ersetzt den alten; die Farbe bleibt.",
    )

    def vorbelegen(self, massnahme: Massnahme) -> None:
        if massnahme.anmerkung is not None:
            self.text.data = massnahme.anmerkung.text


class RueckmeldungForm(Formular):
    """The report in thirty seconds, as the mail link opens it."""

    lage = wort("Wie läuft es?", Lage)
    satz = absatz("Ein Satz dazu", 500, pflicht=True)
    meilenstein = eins("Meilenstein", leer="der nächste")
    neues_datum = tag("Neuer Termin", hilfe="Nur, wenn sich der Termin dieses Meilensteins verschiebt.")
    begruendung = absatz("Grund für den neuen Termin", 1000)

    def einrichten(self, massnahme: Massnahme) -> None:
        offene = massnahme.offene_meilensteine
        self.meilenstein.optionen = offene
        if len(offene) == 1:
            self.neues_datum.label.text = f"Neuer Termin für „{offene[0].titel}“"
        if len(offene) < 2:
            del self.meilenstein
        if not offene:
            del self.neues_datum
            del self.begruendung

    def warnung(self, massnahme: Massnahme) -> str:
        return nach_der_frist(massnahme, self.neues_datum.data) if self.neues_datum else ""

    def validate(self, extra_validators: Any = None) -> bool:
        """A new date comes with its reason."""
        valid = bool(super().validate(extra_validators))
        if self.neues_datum and self.neues_datum.data and not self.begruendung.data:
            self.begruendung.errors, valid = ["Ein neuer Termin braucht einen Grund."], False
        return valid


class RueckmeldungEintragenForm(RueckmeldungForm):
    """The same for who is signed in; whoever does not speak for the house says on whose behalf."""

    im_auftrag_von = zeile(
        "Im Auftrag von", 120, pflicht=True, hilfe="Wer hat es Ihnen wie gesagt? Etwa: „Leitung, telefonisch“."
    )

    def einrichten(self, massnahme: Massnahme) -> None:
        super().einrichten(massnahme)
        if meldet_selbst(massnahme, me()):
            del self.im_auftrag_von


class StandForm(Formular):
    kommune = eins("Kommune", pflicht=True)
    stand = wort("Stand", Stand)
    begruendung = zeile("Begründung", 300, hilfe="Nötig, wenn die Kommune nicht beteiligt ist.")

    def einrichten(self, massnahme: Massnahme) -> None:
        self.kommune.optionen = _auch(
            queries.institutionen.aktive_kommunen(), [stand.kommune for stand in massnahme.umsetzungsstaende]
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Who is not taking part is named with the reason."""
        valid = bool(super().validate(extra_validators))
        if self.stand.data is Stand.NICHT_BETEILIGT and not self.begruendung.data:
            self.begruendung.errors, valid = ["Bitte begründen Sie, warum die Kommune nicht beteiligt ist."], False
        return valid


class WartenForm(Formular):
    wartet_auf = zeile("Auf wen wird gewartet?", 200, pflicht=True)
    wartet_bis = tag("Bis wann?", pflicht=True)


class RuhenForm(BegruendungForm):
    wiedervorlage = tag(
        "Wiedervorlage",
        pflicht=True,
        hilfe=(
            "Bis dahin ist die Maßnahme weder überfällig noch still, und niemand bittet um Rückmeldung. "
            "An diesem Tag wird ‹die Koordinierende Stelle:nom› erinnert; fortgesetzt wird sie, wo sie stand."
        ),
    )


class AbbrechenForm(Formular):
    begruendung = absatz(
        "Begründung",
        2000,
        pflicht=True,
        hilfe=(
            "Das lässt sich nicht zurücknehmen; wird die Maßnahme später doch gebraucht, wird sie neu vorgeschlagen. "
            "Meilensteine, Rückmeldungen und Verlauf bleiben sichtbar."
        ),
    )


class UebergebenForm(Formular):
    verantwortlich = eins(
        "Neue verantwortliche Person",
        pflicht=True,
        hilfe="Aus derselben Institution. Wer nur die Gruppe verlassen hat, kann verantwortlich bleiben.",
    )
    begruendung = absatz("Begründung", 2000, pflicht=True)

    def einrichten(self, massnahme: Massnahme) -> None:
        colleagues = queries.personen.der_institution(massnahme.institution_id)
        anew = verantwortliche_person_ist_fort(me(), massnahme)
        self.verantwortlich.optionen = [one for one in colleagues if anew or one.id != massnahme.verantwortlich_id]


class NotizZeileForm(Formular):
    """A line of the minutes while the meeting looks at a Maßnahme."""

    waechter = True
    punkt = HiddenField(validators=[Length(max=20)])
    art = wort("Art", Notizart)
    text = zeile("Notiz", 1900, pflicht=True)


class SammelForm(Formular):
    """What happens to all chosen Maßnahmen; `stand` is what the preview said when it was confirmed."""

    stand = HiddenField(validators=[Length(max=64)])


class VerschiebenSammelForm(SammelForm):
    tage = zahl("Um wie viele Tage?", 1, 730, pflicht=True, hilfe="Jeweils der nächste Meilenstein.")
    begruendung = absatz("Grund", 1000, pflicht=True)


class UebergebenSammelForm(SammelForm):
    verantwortlich = eins("Neue verantwortliche Person", pflicht=True, hilfe="Aus der verantwortlichen Institution.")
    begruendung = absatz("Begründung", 2000, pflicht=True)

    def einrichten(self, massnahmen: list[Massnahme]) -> None:
        """Offers the people of houses one may hand over in, nobody else's; where there is none it asks nothing."""
        houses = {one.institution_id for one in massnahmen if can(me(), Permission.MASSNAHME_UEBERGEBEN, one)}
        if not houses:
            del self.verantwortlich
            del self.begruendung
            return
        self.verantwortlich.optionen = queries.personen.der_institutionen(houses)


class UmsetzenForm(Formular):
    nachweis = absatz(
        "Nachweis", 2000, pflicht=True, hilfe="Was liegt vor, und wo findet man es? Text oder Adresse im Netz."
    )
    datei = datei("Datei dazu", hilfe="Wenn es sie gibt, etwa das eingeführte Formular.")
    wirkungspruefung_am = tag("Wirkung prüfen am", pflicht=True, hilfe="Meist sechs bis zwölf Monate später.")


class NachweisForm(Formular):
    titel = zeile("Was belegt es?", 160, pflicht=True, hilfe="Etwa: „Unterschriebene Dienstanweisung“.")
    adresse = weblink("Adresse im Netz", hilfe="Wo es liegt, wenn es schon irgendwo veröffentlicht ist.")
    datei = datei("Oder eine Datei", hilfe="Ohne Namen und Daten von Ratsuchenden.")

    def validate(self, extra_validators: Any = None) -> bool:
        """One of both, not both."""
        valid = bool(super().validate(extra_validators))
        if valid and not self.adresse.data and not self.datei.data:
            self.adresse.errors, valid = ["Bitte geben Sie eine Adresse an oder wählen Sie eine Datei."], False
        elif valid and self.adresse.data and self.datei.data:
            self.adresse.errors, valid = ["Bitte geben Sie nur eines an: die Adresse oder die Datei."], False
        return valid


class NachweisEntfernenForm(BegruendungForm):
    nachweis = eins("Nachweis", pflicht=True)
    begruendung = absatz("Grund", 1000, pflicht=True)

    def einrichten(self, massnahme: Massnahme) -> None:
        self.nachweis.optionen = massnahme.geltende_nachweise

    def vorbelegen(self, massnahme: Massnahme) -> None:
        self.nachweis.data = self.nachweis.rows.get(request.args.get("nachweis", ""))


class WirkungForm(Formular):
    ergebnis = absatz(
        "Ergebnis",
        2000,
        pflicht=True,
        hilfe="Was ist heute anders als vorher, und woran sieht man es? "
        "Schreiben Sie auch, was nicht gewirkt oder geschadet hat.",
    )
    verstetigt = haken(
        "Die Maßnahme bleibt dauerhaft",
        hilfe="Nur ankreuzen, wenn sie fester Teil der täglichen Arbeit geworden ist.",
    )
