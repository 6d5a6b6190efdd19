"""How a case of seeds/faelle.py is told, checked and released."""

from typing import Any

from kimflow import workflow
from kimflow.models import Anonymitaet, Fallrekonstruktion
from seeds import kreis
from seeds.faelle import Fall
from seeds.zeitplan import Zeitplan

# short case key → number, so that the story can reach its cases
NUMMERN: dict[str, str] = {}
FREIGEGEBEN: set[str] = set()


def erzaehlen_lassen(plan: Zeitplan, fall: Fall) -> None:
    """Plan writing, submitting and the second pair of eyes; the last two stay on somebody's table."""
    plan.am(-fall.tage, lambda: _anlegen(plan, fall))
    if fall.kennung.startswith("entwurf"):
        return
    plan.am(-fall.tage + 2, lambda: _einreichen(fall))
    if not fall.kennung.startswith("pruefung"):
        plan.am(-fall.tage + 5, lambda: _freigeben(fall))


def fristen(plan: Zeitplan) -> None:
    """One case is needed longer; what is older than a year has lost its texts, as on every day before."""
    plan.am(-350, lambda: _verlaengern("luecke3"))
    plan.am(-1, workflow.fallfristen.faellige_bereinigen)


def der(kennung: str) -> Fallrekonstruktion:
    return kreis.nach_nummer(Fallrekonstruktion, NUMMERN[kennung])


def _anlegen(plan: Zeitplan, fall: Fall) -> None:
    tag = plan.tag(-fall.tage)
    autor = kreis.person(fall.autor)
    angaben: dict[str, Any] = {
        "titel": fall.titel,
        "jahr": tag.year,
        "quartal": (tag.month - 1) // 3 + 1,
        "herkunft": kreis.wort("herkunft", "KIM-Case-Management"),
        "altersband": kreis.wort("altersband", fall.altersband),
        "aufenthaltsgruppe": kreis.wort("aufenthaltsgruppe", fall.aufenthalt),
        "kommune": kreis.kommune(fall.kommune),
        "beteiligte": [kreis.institution(name) for name in fall.beteiligt],
        "schilderung": f"{fall.titel}. Erzählt in der {fall.werkstatt}; alle Angaben sind erfunden.",
    }
    neu = workflow.fallrekonstruktionen.anlegen(kreis.gremium(fall.werkstatt), autor, **angaben)
    workflow.fallrekonstruktionen.bearbeiten(
        neu, autor, **angaben, stationen=_stationen(fall), bruchstellen=_bruch(fall)
    )
    NUMMERN[fall.kennung] = neu.nummer


def _stationen(fall: Fall) -> list[dict[str, Any]]:
    if fall.weg:
        return [_station(*one) for one in fall.weg]
    von, zu = fall.bruch[0][2], fall.bruch[0][3]
    return [
        _station(von, fall.bruch[0][0], "Assessment", 4, "Der erste Weg gelang, der Bedarf war klar.", True),
        _station(zu, fall.bruch[0][1], "Linking", 6, fall.bruch[0][6], False),
        _station(von, fall.bruch[0][0], "Monitoring", 3, "Zurück zur ersten Stelle, neuer Anlauf.", True),
    ]


def _station(typ: str, recht: str, phase: str, wochen: int, geschehen: str, gelungen: bool) -> dict[str, Any]:
    return {
        "institutionstyp": kreis.wort("institutionstyp", typ),
        "rechtskreis": kreis.wort("rechtskreis", recht),
        "phase": kreis.wort("phase", phase),
        "wochen": wochen,
        "geschehen": geschehen,
        "gelungen": gelungen,
    }


def _bruch(fall: Fall) -> list[dict[str, Any]]:
    return [
        {
            "von_rechtskreis": kreis.wort("rechtskreis", von),
            "zu_rechtskreis": kreis.wort("rechtskreis", zu),
            "von_institutionstyp": kreis.wort("institutionstyp", von_typ),
            "zu_institutionstyp": kreis.wort("institutionstyp", zu_typ),
            "ursache": kreis.wort("ursache", ursache),
            "handlungsfeld": kreis.wort("handlungsfeld", feld),
            "kommune": kreis.kommune(fall.kommune),
            "satz": satz,
            "nach_station": nach,
        }
        for (von, zu, von_typ, zu_typ, ursache, feld, satz), nach in zip(fall.bruch, fall.nach, strict=False)
    ]


def _einreichen(fall: Fall) -> None:
    workflow.fallrekonstruktionen.einreichen(
        der(fall.kennung), kreis.person(fall.autor), anonymitaet=Anonymitaet.ANONYM
    )


def _verlaengern(kennung: str) -> None:
    workflow.fallfristen.verlaengern(
        der(kennung), kreis.person("Kora"), begruendung="Die Projektgruppe arbeitet noch mit dem Verlauf."
    )


def _freigeben(fall: Fall) -> None:
    akt = workflow.fallrekonstruktionen.freigeben
    akt(der(fall.kennung), kreis.person("Kora"), **dict.fromkeys(akt.arguments, True))
    FREIGEGEBEN.add(fall.kennung)
