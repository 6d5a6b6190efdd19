"""Two reports: the closed Sachbericht of last year, and the draft of this one."""

from datetime import date

from sqlalchemy import select

from kimflow import workflow
from kimflow.db import session
from kimflow.models import Bericht, Berichtsart
from seeds import kreis
from seeds.zeitplan import Zeitplan

WORTE = {
    "zusammenfassung": "Das Jahr stand im Zeichen des Wechsels vom Asylbewerberleistungsgesetz ins SGB II. Die Lenkungsgruppe "
    "hat ihn als erstes Thema beraten, und die Checkliste ist in den ersten Kommunen im Einsatz.",
    "stellen": "Die Stelle in Seestadt war nach einem Wechsel nicht sofort wieder zu besetzen; der Träger hat zweimal ausgeschrieben.",
    "fachaufsicht": "Alle zwei Wochen tagt die Runde des Case Managements, einmal im Quartal eine Fallkonferenz mit den Trägern.",
    "programme": "- **Migrationsberatung (MBE) und Jugendmigrationsdienste (JMD)** beraten weiter selbst; Verweise sind verabredet.\n"
    "- **Teilhabemanagement** arbeitet mit jungen Geduldeten; eine Doppelförderung von Stellen gibt es nicht.",
    "schwierigkeiten": "Zwei Themen mussten warten, weil den beteiligten Häusern Personal fehlte. Das liegt nicht am Willen, sondern "
    "an offenen Stellen, die mit Landesmitteln allein nicht zu besetzen sind.",
    "ausblick": "Im nächsten Jahr sollen die Sprachmittlung und das Verfahren für Aufenthaltstitel folgen.",
    "anlagen": "- Handlungskonzept in der Fassung vom Sommer\n- Kontrollzahlen als CSV",
}  # fmt: skip


def berichten(plan: Zeitplan) -> None:
    """In January about the year before; in the last week about this one, not finished yet."""
    jahr = plan.heute.year
    plan.am_tag(date(jahr, 1, 18), lambda: _beginnen(jahr - 1))
    plan.am_tag(date(jahr, 1, 20), _schreiben)
    plan.am_tag(date(jahr, 1, 25), _abschliessen)
    plan.am(0, lambda: _beginnen(jahr))


def _beginnen(jahr: int) -> None:
    workflow.berichte.anlegen(
        kreis.person("Kora"), art=Berichtsart.SACHBERICHT, von=date(jahr, 1, 1), bis=date(jahr, 12, 31)
    )


def _der_erste() -> Bericht:
    return session().scalars(select(Bericht).order_by(Bericht.id)).first()  # type: ignore[return-value]  # just begun


def _schreiben() -> None:
    for abschnitt in _der_erste().abschnitte:
        if text := WORTE.get(abschnitt.schluessel):
            workflow.berichte.schreiben(abschnitt, kreis.person("Kora"), text=text)


def _abschliessen() -> None:
    workflow.berichte.abschliessen(_der_erste(), kreis.person("Kora"), freigegeben=True)
