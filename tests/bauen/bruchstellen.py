"""Many released Bruchstellen for tests, by raw rows: a world of numbers whose cases nobody reads."""

from collections.abc import Mapping, Sequence
from typing import Any

from kimflow.db import session, transaction
from kimflow.models import Bruchstelle, Fallrekonstruktion, FallStatus, Kommune, Station, Vokabel
from tests.besetzung import Welt

VORGABE: Mapping[str, Any] = {
    "von_rechtskreis": "AsylbLG",
    "zu_rechtskreis": "SGB II",
    "von_institutionstyp": "Sozialamt",
    "zu_institutionstyp": "Jobcenter",
    "ursache": "Rechtskreiswechsel",
    "handlungsfeld": "Wohnen",
    "kommune": None,
    "phase": None,
    "jahr": 2026,
    "quartal": 1,
    "status": FallStatus.BEREINIGT,
}


def viele_bruchstellen(welt: Welt, *gruppen: tuple[int, Mapping[str, Any]]) -> None:
    """For each group as many Bruchstellen of a case each; words by their short name, the rest as in VORGABE."""
    einzelne([VORGABE | angaben for anzahl, angaben in gruppen for _ in range(anzahl)], welt)


def einzelne(zeilen: Sequence[Mapping[str, Any]], welt: Welt) -> None:
    """One case with one Bruchstelle for each row, and a failed Station where it has a phase."""
    words = {(word.art, word.kurz): word.id for word in session().query(Vokabel)}
    orte = {kommune.name: kommune.id for kommune in session().query(Kommune)}
    first = session().query(Fallrekonstruktion).count() + 1
    gremium = welt.fallwerkstatt.id
    with transaction() as s:
        for nummer, zeile in enumerate(zeilen, first):
            fall = Fallrekonstruktion(
                nummer=f"F-1999-{nummer:05}",
                gremium_id=gremium,
                status=FallStatus.BEREINIGT,
                titel="Bereinigter Fall",
                jahr=zeile["jahr"],
                quartal=zeile["quartal"],
                bruchstellen=[
                    Bruchstelle(
                        position=1,
                        kommune_id=orte[zeile["kommune"]] if zeile["kommune"] else None,
                        ursache_id=words["ursache", zeile["ursache"]],
                        handlungsfeld_id=words["handlungsfeld", zeile["handlungsfeld"]],
                        **{
                            f"{seite}_{art}_id": words[art, zeile[f"{seite}_{art}"]]
                            for seite in ("von", "zu")
                            for art in ("rechtskreis", "institutionstyp")
                        },
                    )
                ],
            )
            if zeile["phase"]:
                fall.stationen = [
                    Station(
                        position=1,
                        gelungen=False,
                        phase_id=words["phase", zeile["phase"]],
                        institutionstyp_id=words["institutionstyp", zeile["von_institutionstyp"]],
                    )
                ]
            fall.status = zeile["status"]
            s.add(fall)
