"""Evidence: added as an address or a file, removed with a reason."""

from kimflow import clock
from kimflow.models import Massnahme, MassnahmeStatus, Nachweis, Person
from kimflow.permissions import Permission
from kimflow.workflow import dateien, weblinks
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.dateien import Upload
from kimflow.workflow.massnahmen.voraussetzungen import LAUFENDE, hat_einen_nachweis

P = Permission
S = MassnahmeStatus
DER_UMSETZUNG = "Nachweis der Umsetzung"


@act(
    P.MASSNAHME_NACHWEIS_HINZUFUEGEN,
    label="Nachweis hinzufügen",
    sentence="hat einen Nachweis hinzugefügt",
    when=LAUFENDE | {S.RUHT, S.UMGESETZT, S.GEPRUEFT},
    records=("titel", "datei"),
)
def nachweis_hinzufuegen(
    massnahme: Massnahme, person: Person, *, titel: str, adresse: str = "", datei: Upload | None = None
) -> None:
    """Belegen, was getan ist: mit einer Adresse im Netz oder einer Datei."""
    if bool(adresse) == (datei is not None):
        raise Obstructed("Bitte geben Sie entweder eine Adresse oder eine Datei an.")
    anfuegen(massnahme, person, titel, adresse=weblinks.geprueft(adresse) if adresse else "", datei=datei)


def anfuegen(
    massnahme: Massnahme, person: Person, titel: str, *, adresse: str = "", datei: Upload | None = None
) -> None:
    """Inside an act."""
    massnahme.nachweise.append(
        Nachweis(
            titel=titel,
            adresse=adresse,
            datei=dateien.ablegen(datei, person) if datei else None,
            person=person,
            hinzugefuegt_am=clock.now(),
        )
    )


@act(
    P.MASSNAHME_NACHWEIS_ENTFERNEN,
    label="Nachweis entfernen",
    sentence="hat einen Nachweis entfernt",
    when=LAUFENDE | {S.RUHT, S.UMGESETZT},
    requires=(hat_einen_nachweis,),
    records=("nachweis", "begruendung"),
)
def nachweis_entfernen(massnahme: Massnahme, person: Person, *, nachweis: Nachweis, begruendung: str) -> None:
    """Einen falschen Nachweis mit Grund herausnehmen. Die Zeile bleibt, Datei und Adresse werden gelöscht."""
    if nachweis.massnahme_id != massnahme.id:
        raise Obstructed("Dieser Nachweis gehört zu einer anderen Maßnahme.")
    if not nachweis.gilt:
        raise Obstructed("Dieser Nachweis ist schon entfernt.")
    if not begruendung:
        raise Obstructed("Bitte begründen Sie, warum der Nachweis entfernt wird.")
    nachweis.entfernt_von, nachweis.entfernt_am, nachweis.entfernt_weil = person, clock.now(), begruendung
    nachweis.adresse = ""
    if nachweis.datei:
        dateien.inhalt_loeschen(nachweis.datei)
