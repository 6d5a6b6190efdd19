"""One thing of every noun, for the two matrices: rights × cast and pages × cast."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Einwand,
    Importphase,
    Linkzweck,
    Rueckkopplung,
    Sitzung,
    Stimmwort,
    Topvorschlag,
    Zielvereinbarung,
)
from kimflow.permissions import Permission
from tests.bauen.abstimmungen import (
    festgestellte_abstimmung,
    geheime_abstimmung,
    geschlossene_abstimmung,
    neue_abstimmung,
    offene_abstimmung,
    stimmen,
    umlauf,
    zustimmung,
)
from tests.bauen.ansichten import geteilte_ansicht
from tests.bauen.auftraege import neuer_auftrag
from tests.bauen.fallrekonstruktionen import eingereichter_fall, freigegebener_fall, neuer_fall
from tests.bauen.foerderung import neue_buchung, neue_pflicht, neue_stelle, pflicht_mit_datei
from tests.bauen.importe import UNBEKANNT, neuer_lauf
from tests.bauen.massnahmen import laufende_massnahme, neue_massnahme, neuer_meilenstein, neuer_nachweis
from tests.bauen.meldungen import nachgefragte_meldung, neue_meldung, oeffentlich_ein
from tests.bauen.protokolle import neue_einwendung, zweite_fassung
from tests.bauen.saal import neue_notiz
from tests.bauen.sitzungen import eingeladene_sitzung, laufender_top
from tests.bauen.themen import (
    beauftragtes_thema,
    neue_weitergabe,
    neuer_beschluss,
    vorgelegtes_thema,
    vorlegbares_thema,
    zusammengefuehrtes_thema,
)
from tests.bauen.wortmeldungen import neue_wortmeldung
from tests.bauen.zielvereinbarungen import (
    einreichbare_zielvereinbarung,
    neue_ueberpruefung,
    neuer_kommentar,
    zeichnen,
    zugestimmte_zielvereinbarung,
)
from tests.besetzung import Welt


@dataclass
class Dinge:
    """What stands in the small world when the matrices are walked; `nach_noun` is the one asked about."""

    welt: Welt
    nach_noun: dict[str, Any] = field(default_factory=dict)
    besonders: dict[Permission, Any] = field(default_factory=dict)
    weitere: dict[str, Any] = field(default_factory=dict)

    def fuer(self, permission: Permission) -> Any:
        """The thing this permission is asked about; None where it looks at the person alone."""
        if permission in self.besonders:
            return self.besonders[permission]
        return self.nach_noun.get(permission.value.partition(".")[0])


P = Permission
_EINE_STUNDE = timedelta(hours=1)


def bauen(welt: Welt) -> Dinge:
    """Paula's group has the Thema; Fatma wrote the case; the Jobcenter does the Maßnahme, Paul is responsible."""
    entwurf, zur_pruefung, frei = neuer_fall(welt), eingereichter_fall(welt), freigegebener_fall(welt)
    vereinbarung: Zielvereinbarung = einreichbare_zielvereinbarung(welt, beauftragtes_thema(welt))
    gezeichnet = zugestimmte_zielvereinbarung(welt, beauftragtes_thema(welt))
    massnahme, vorschlag = laufende_massnahme(welt), neue_massnahme(welt)
    neuer_meilenstein(welt, massnahme)
    nachweis = neuer_nachweis(welt, massnahme)
    sitzung = eingeladene_sitzung(welt)
    runde, vorbereitet = offene_abstimmung(welt), neue_abstimmung(welt)
    vorgelegt, im_speicher = vorgelegtes_thema(welt, titel="Vorgelegt"), vorlegbares_thema(welt, titel="Speicher")
    beschluss = neuer_beschluss(welt)
    buchung = neue_buchung(welt, massnahme=massnahme)
    beitrag = next(b for b in gezeichnet.beitraege if b.institution.kurzname == "Jobcenter")
    zeichnen(welt, gezeichnet, "Caritas")
    zeichnung = next(b.zeichnung for b in gezeichnet.beitraege if b.zeichnung)
    ueberpruefung = neue_ueberpruefung(welt, gezeichnet)
    paul = welt.person("Paul")
    geheim = geheime_abstimmung(welt)
    with transaction() as s:
        workflow.einzellinks.ausstellen(paul, Linkzweck.RUECKMELDUNG_GEBEN, massnahme.id, _EINE_STUNDE)
        # The Jobcenter's Sitz also stands for the Sozialamt and has asked it in one round.
        jobcenter = welt.sitz("Jobcenter Musterkreis")
        jobcenter.institutionen.append(welt.institution("Sozialamt"))
        gefragt = Rueckkopplung(
            abstimmung=runde,
            sitz=jobcenter,
            institution=welt.institution("Sozialamt"),
            erbeten_von=welt.person("Mats"),
            erbeten_am=clock.now(),
        )
        s.add(gefragt)
    oeffentlich_ein()
    dinge = Dinge(
        welt,
        {
            "fallrekonstruktion": zur_pruefung,
            "thema": vereinbarung.thema,
            "stellungnahme": im_speicher.stellungnahmen[0],
            "weitergabe": neue_weitergabe(welt, vorgelegt),
            "sitzung": sitzung,
            "abstimmung": vorbereitet,
            "einwand": _einwand(welt),
            "beschluss": beschluss,
            "zielvereinbarung": vereinbarung,
            "kommentar": neuer_kommentar(welt, vereinbarung, "Mats"),
            "indikator": gezeichnet.indikatoren[0],
            "ueberpruefung": ueberpruefung,
            "massnahme": massnahme,
            "meldung": neue_meldung(welt),
            "gremium": welt.projektgruppe,
            "rueckkopplung": gefragt,
            "votum": sitzung.tops[0],
            "top": sitzung.tops[0],
            "topvorschlag": _topvorschlag(welt, sitzung),
            "ansicht": geteilte_ansicht(welt, "Mats"),
            "import": neuer_lauf(welt),
            "notiz": neue_notiz(welt, laufender_top(welt)),
            "auftrag": neuer_auftrag(welt),
            "einwendung": (einwendung := neue_einwendung(welt, zweite_fassung(welt))),
            "wortmeldung": neue_wortmeldung(welt, "Mats"),
            "buchung": buchung,
            "foerdertopf": buchung.foerdertopf,
            "foerderjahr": buchung.foerdertopf.foerderjahr,
            "stelle": neue_stelle(welt),
            "pflicht": neue_pflicht(welt),
            "person": paul,
            "konto": paul,
            "export": paul,
            "institution": welt.institution("Jobcenter"),
            "kommune": welt.kommune(),
        },
    )
    dinge.besonders = {
        P.FALLREKONSTRUKTION_ANLEGEN: welt.fallwerkstatt,
        P.FALLREKONSTRUKTION_BEARBEITEN: entwurf,
        P.FALLREKONSTRUKTION_EINREICHEN: entwurf,
        P.FALLREKONSTRUKTION_ZURUECKZIEHEN: frei,
        P.FALLREKONSTRUKTION_VERLAENGERN: frei,
        P.MELDUNG_ANTWORTEN: nachgefragte_meldung(welt),
        P.SITZUNG_PLANEN: welt.lenkungsgruppe,
        P.TOPVORSCHLAG_MACHEN: sitzung,
        P.SITZUNG_BEANTWORTEN: next(a for a in sitzung.antworten if a.sitz.bezeichnung.startswith("Jobcenter")),
        P.GREMIUM_VERTRETUNG_EINTRAGEN: next(
            a for a in sitzung.antworten if a.sitz.bezeichnung.startswith("Jobcenter")
        ),
        P.RUECKKOPPLUNG_ERBITTEN: vorbereitet,
        P.ABSTIMMUNG_BEFANGENHEIT_ERKLAEREN: next(
            a for a in runde.stimmabgaben if a.sitz.bezeichnung.startswith("Jobcenter")
        ),
        P.ABSTIMMUNG_BEFANGENHEIT_ZURUECKNEHMEN: next(
            a for a in runde.stimmabgaben if a.sitz.bezeichnung.startswith("Jobcenter")
        ),
        **dict.fromkeys(
            (
                P.ABSTIMMUNG_ERFASSEN,
                P.ABSTIMMUNG_BESTAETIGEN,
                P.ABSTIMMUNG_VERWERFEN,
                P.ABSTIMMUNG_SITZUNG_VERLANGEN,
            ),
            next(a for a in runde.stimmabgaben if a.sitz.bezeichnung.startswith("Jobcenter")),
        ),
        P.ABSTIMMUNG_UMLAUF_VORBEREITEN: welt.lenkungsgruppe,
        P.ABSTIMMUNG_VORBEREITEN: sitzung.tops[0],
        P.ABSTIMMUNG_STIMME_ABGEBEN: next(a for a in runde.stimmabgaben if a.sitz.bezeichnung.startswith("Jobcenter")),
        P.ABSTIMMUNG_ENTWURF_MERKEN: next(a for a in runde.stimmabgaben if a.sitz.bezeichnung.startswith("Jobcenter")),
        P.ABSTIMMUNG_GEHEIM_ABSTIMMEN: next(
            a for a in geheim.stimmabgaben if a.sitz.bezeichnung.startswith("Jobcenter")
        ),
        P.BESCHLUSS_FESTHALTEN: sitzung.tops[0],
        P.NOTIZ_SCHREIBEN: sitzung.tops[0],
        P.WORTMELDUNG_MELDEN: sitzung,
        P.AUFTRAG_ERTEILEN: sitzung.tops[0],
        P.AUFTRAG_AUFERLEGEN: gezeichnet,
        P.EINWENDUNG_ERHEBEN: einwendung.fassung,
        P.BESCHLUSS_AUS_UMLAUF: festgestellte_abstimmung(welt, offene_abstimmung(welt, umlauf(welt))),
        P.THEMA_TRENNEN: zusammengefuehrtes_thema(welt),
        P.WEITERGABE_WEITERGEBEN: vorgelegt,
        P.ZIELVEREINBARUNG_ANLEGEN: vereinbarung.thema,
        P.ZIELVEREINBARUNG_ZEICHNEN: beitrag,
        P.ZIELVEREINBARUNG_ZEICHNUNG_ERFASSEN: beitrag,
        P.ZIELVEREINBARUNG_ZEICHNUNG_VERWEIGERN: beitrag,
        P.ZIELVEREINBARUNG_BEITRAG_AENDERN: beitrag,
        P.ZIELVEREINBARUNG_BEITRAG_NEU_FASSEN: beitrag,
        P.ZIELVEREINBARUNG_ZEICHNUNGSCODE_ANFORDERN: beitrag,
        P.ZIELVEREINBARUNG_VORBEHALT_AUFLOESEN: beitrag,
        P.INDIKATOR_ANLEGEN: vereinbarung,
        P.INDIKATOR_ENTFERNEN: vereinbarung,
        P.UEBERPRUEFUNG_ANSETZEN: vereinbarung,
        P.MASSNAHME_VORSCHLAGEN: vereinbarung.thema,
        P.MASSNAHME_NACHERFASSEN: vereinbarung.thema,
        P.MASSNAHME_BEARBEITEN: vorschlag,
        P.BUCHUNG_BUCHEN: massnahme,
        P.MASSNAHME_ZUSAGEN: vorschlag,
        P.MASSNAHME_ABSAGEN: vorschlag,
        P.PERSON_ROLLE_BEENDEN: welt.person("Bibi").rollen[0],
        P.PERSON_ZEICHNUNG_BEENDEN: welt.person("Zoe").zeichnungsberechtigungen[0],
    }
    dinge.weitere = {
        "entwurf": entwurf,
        "unbekannte_spalten": neuer_lauf(welt, inhalt=UNBEKANNT),
        "laufende_pruefung": neuer_lauf(welt, phase=Importphase.PRUEFUNG),
        "frei": frei,
        "runde": runde,
        "vorgelegt": vorgelegt,
        "speicher": im_speicher,
        "gezeichnet": gezeichnet,
        "vorschlag": vorschlag,
        "erledigt": pflicht_mit_datei(welt),
        "beitrag": beitrag,
        "zeichnung": zeichnung,
        "nachweis": nachweis,
    }
    return dinge


def _topvorschlag(welt: Welt, sitzung: Sitzung) -> Topvorschlag:
    """Mats wants something on the agenda."""
    with transaction():
        return workflow.topvorschlaege.machen(sitzung, welt.person("Mats"), titel="Sprachkurse am Abend")


def _einwand(welt: Welt) -> Einwand:
    """Of the Ausländerbehörde, in a counted round of consent."""
    runde = offene_abstimmung(welt, zustimmung(welt))
    sitz = welt.sitz("Ausländerbehörde Musterkreis")
    stimmen(welt, runde, "Mia", sitz.bezeichnung, wort=Stimmwort.EINWAND, begruendung="Kein Personal")
    return session().query(Einwand).filter_by(abstimmung_id=geschlossene_abstimmung(welt, runde).id).one()
