"""Cases by quarter for tests of the Wirkungscheck, by raw rows: there are many and their texts do not matter."""

from datetime import date
from itertools import count

from kimflow import clock
from kimflow.db import transaction
from kimflow.models import Bruchstelle, Fallrekonstruktion, FallStatus, Massnahme, MassnahmeStatus, Thema, ThemaStatus
from kimflow.queries.wirkungscheck.quartale import quartal_von
from tests.bauen.massnahmen import massnahme_im_stand
from tests.bauen.themen import thema_im_stand
from tests.besetzung import Welt

HEUTE = date(2026, 11, 16)
"""The fourth quarter of 2026 is running."""
UMGESETZT = date(2025, 5, 20)
"""Five whole quarters lie between this one and today's."""
_nummer = count(1)


def faelle(
    welt: Welt,
    quartal: date,
    anzahl: int,
    gebrochen: int,
    *,
    status: FallStatus = FallStatus.FREIGEGEBEN,
    je_fall: int = 1,
    zu_typ: str = "Jobcenter",
) -> list[Bruchstelle]:
    """`anzahl` cases of the quarter of this day; `gebrochen` of them from Sozialamt/AsylbLG to Jobcenter/SGB II."""
    worte = {
        "von_rechtskreis_id": welt.vokabel("rechtskreis", "AsylbLG").id,
        "zu_rechtskreis_id": welt.vokabel("rechtskreis", "SGB II").id,
        "von_institutionstyp_id": welt.vokabel("institutionstyp", "Sozialamt").id,
        "zu_institutionstyp_id": welt.vokabel("institutionstyp", zu_typ).id,
        "ursache_id": welt.vokabel("ursache", "Wartezeit").id,
        "handlungsfeld_id": welt.vokabel("handlungsfeld", "Wohnen").id,
    }
    wer: dict[str, int | None] = {
        "gremium_id": welt.fallwerkstatt.id,
        "autor_id": welt.person("Fatma").id,
        "geprueft_von_id": welt.person("Finn").id,
    }
    if status is FallStatus.BEREINIGT:  # forgets who wrote it
        wer["autor_id"] = None
    number, made = quartal_von(quartal), []
    with transaction() as s:
        for position in range(anzahl):
            fall = Fallrekonstruktion(
                nummer=f"F-{quartal.year}-w{next(_nummer)}",
                status=status,
                titel="Geheimer Titel eines Falls",
                jahr=number // 4,
                quartal=number % 4 + 1,
                anonymitaet="anonym",
                freigegeben_am=clock.today(),
                **wer,
            )
            s.add(fall)
            for nth in range(je_fall if position < gebrochen else 0):
                broken = Bruchstelle(fall=fall, position=nth + 1, satz="", **worte)
                s.add(broken)
                made.append(broken)
    return made


def umgesetztes_thema(
    welt: Welt,
    bruchstellen: list[Bruchstelle],
    *umgesetzt: date,
    status: ThemaStatus = ThemaStatus.ABGESCHLOSSEN,
) -> tuple[Thema, list[Massnahme]]:
    """A Thema on these Bruchstellen with one Maßnahme for each day on which one was implemented."""
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT, bruchstellen=bruchstellen)
    massnahmen = []
    for tag in umgesetzt or (UMGESETZT,):
        massnahme = massnahme_im_stand(welt, MassnahmeStatus.UMGESETZT, thema=thema)
        with transaction():
            massnahme.umgesetzt_am = tag
        massnahmen.append(massnahme)
    with transaction():
        thema.status = status
    return thema, massnahmen


def bricht_weiter(welt: Welt) -> tuple[Thema, list[Massnahme]]:
    """Six broken cases a quarter before, six after."""
    return _verlauf(welt, 6, 6)


def bricht_seltener(welt: Welt) -> tuple[Thema, list[Massnahme]]:
    """Six broken cases a quarter before, none after."""
    return _verlauf(welt, 6, 0)


def _verlauf(welt: Welt, vorher: int, nachher: int) -> tuple[Thema, list[Massnahme]]:
    first = []
    for monat in (2, 5, 8, 11):
        first += faelle(welt, date(2024, monat, 15), 8, vorher)
    for tag in (date(2025, 8, 1), date(2025, 11, 1), date(2026, 2, 1), date(2026, 5, 1), date(2026, 8, 1)):
        faelle(welt, tag, 8, nachher)
    return umgesetztes_thema(welt, first[:3])
