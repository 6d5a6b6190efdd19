"""Acts on Stellen: set up, changed, filled and vacant again. The rules of the Land are hints, not refusals."""

from datetime import date

from kimflow.models import Institution, Person, Stelle, Stellenbesetzung
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.stellenanteile import komma

P = Permission


@act(
    P.STELLE_EINRICHTEN,
    label="Stelle eintragen",
    sentence="hat die Stelle eingetragen",
    records=("baustein", "institution", "anteil", "von", "bis"),
    creates=True,
)
def einrichten(
    person: Person,
    *,
    bezeichnung: str,
    baustein: int,
    institution: Institution,
    kommunal: bool,
    anteil: int,
    von: date,
    bis: date | None = None,
) -> Stelle:
    """Eine geförderte Stelle mit Träger und Stellenanteil eintragen. Namen von Beschäftigten gehören nicht hierher."""
    _der_reihe_nach(von, bis)
    return Stelle(
        bezeichnung=bezeichnung,
        baustein=baustein,
        institution=institution,
        kommunal=kommunal,
        anteil=anteil,
        von=von,
        bis=bis,
    )


@act(
    P.STELLE_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat die Stelle bearbeitet",
    records=("baustein", "institution", "anteil", "von", "bis"),
)
def bearbeiten(
    stelle: Stelle,
    person: Person,
    *,
    bezeichnung: str,
    baustein: int,
    institution: Institution,
    kommunal: bool,
    anteil: int,
    von: date,
    bis: date | None,
) -> None:
    """Angaben ändern oder den letzten Tag der Förderung festhalten."""
    _der_reihe_nach(von, bis)
    for besetzung in stelle.besetzungen:
        if besetzung.von < von or (bis is not None and (besetzung.bis is None or besetzung.bis > bis)):
            raise Obstructed("In dieser Zeit ist die Stelle besetzt. Bitte beenden Sie erst die Besetzung.")
        _passt_hinein(stelle, anteil, besetzung.anteil, besetzung.von, besetzung.bis, besetzung)
    stelle.bezeichnung, stelle.baustein, stelle.institution = bezeichnung, baustein, institution
    stelle.kommunal, stelle.anteil, stelle.von, stelle.bis = kommunal, anteil, von, bis


@act(
    P.STELLE_BESETZEN,
    label="Besetzen",
    sentence="hat die Stelle als besetzt eingetragen",
    records=("anteil", "von", "bis"),
)
def besetzen(stelle: Stelle, person: Person, *, anteil: int, von: date, bis: date | None = None) -> None:
    """Eintragen, von wann bis wann und mit welchem Anteil die Stelle besetzt ist."""
    _der_reihe_nach(von, bis)
    if von < stelle.von or (stelle.bis is not None and (bis is None or bis > stelle.bis)):
        raise Obstructed("Besetzt sein kann die Stelle nur, solange es sie gibt.")
    _passt_hinein(stelle, stelle.anteil, anteil, von, bis)
    stelle.besetzungen.append(Stellenbesetzung(anteil=anteil, von=von, bis=bis))


def ist_besetzt(stelle: Stelle) -> str | None:
    """die Stelle ist besetzt"""
    return None if any(b.bis is None for b in stelle.besetzungen) else "Zurzeit ist keine Besetzung offen."


@act(
    P.STELLE_BESETZUNG_BEENDEN,
    label="Besetzung beenden",
    sentence="hat eine Besetzung der Stelle beendet",
    requires=(ist_besetzt,),
    records=("besetzung", "bis"),
)
def besetzung_beenden(stelle: Stelle, person: Person, *, besetzung: Stellenbesetzung, bis: date) -> None:
    """Den letzten Tag festhalten; danach ist die Stelle frei, und die Lücke ist zu sehen."""
    if besetzung.stelle_id != stelle.id or besetzung.bis is not None:
        raise Obstructed("Diese Besetzung ist schon beendet.")
    _der_reihe_nach(besetzung.von, bis)
    if stelle.bis is not None and bis > stelle.bis:
        raise Obstructed("Besetzt sein kann die Stelle nur, solange es sie gibt.")
    besetzung.bis = bis


def _der_reihe_nach(von: date, bis: date | None) -> None:
    if bis is not None and bis < von:
        raise Obstructed("Das Ende liegt vor dem Beginn.")


def _passt_hinein(
    stelle: Stelle, ganz: int, anteil: int, von: date, bis: date | None, ausser: Stellenbesetzung | None = None
) -> None:
    """On no day more of the post is filled than there is. It can only begin to be too much where one begins."""
    others = [b for b in stelle.besetzungen if b is not ausser]
    days = [von, *(b.von for b in others if b.von >= von and (bis is None or b.von <= bis))]
    fullest = max(sum(b.anteil for b in others if b.gilt_am(day)) for day in days) + anteil
    if fullest > ganz:
        raise Obstructed(f"Die Stelle hat {komma(ganz)} Anteile; so wären {komma(fullest)} zugleich besetzt.")
