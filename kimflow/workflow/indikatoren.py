"""Acts on Indikatoren of Zielvereinbarungen: agreed with the draft, read again and again afterwards."""

from datetime import date
from decimal import Decimal

from kimflow import clock
from kimflow.db import session
from kimflow.dezimalzahlen import geschrieben
from kimflow.models import Indikator, Messwert, Person, Rhythmus, Zielvereinbarung, ZielvereinbarungStatus
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.messreihe import in_monaten

P = Permission
S = ZielvereinbarungStatus
IN_ARBEIT = frozenset({S.ENTWURF, S.UEBERARBEITUNG})
GEMESSEN = frozenset({S.ZUR_ZEICHNUNG, S.IN_KRAFT})


def indikator_vorhanden(vereinbarung: Zielvereinbarung) -> str | None:
    """mindestens ein Indikator ist aufgenommen"""
    return None if vereinbarung.indikatoren else "Es ist noch kein Indikator aufgenommen."


@act(
    P.INDIKATOR_ANLEGEN,
    label="Indikator aufnehmen",
    sentence="hat einen Indikator aufgenommen",
    when=IN_ARBEIT,
    creates=True,
)
def anlegen(
    vereinbarung: Zielvereinbarung,
    person: Person,
    *,
    name: str,
    einheit: str,
    ausgangswert: Decimal,
    zielwert: Decimal,
    quelle: str = "",
    rhythmus: Rhythmus | None = None,
    naechste_messung_am: date | None = None,
) -> Indikator:
    """Eine Zahl aufnehmen, an der sich zeigt, ob das Ziel erreicht ist: mit Ausgangs- und Zielwert."""
    _verschieden(ausgangswert, zielwert)
    neu = Indikator(
        name=name,
        einheit=einheit,
        ausgangswert=ausgangswert,
        zielwert=zielwert,
        quelle=quelle,
        rhythmus=rhythmus,
        naechste_messung_am=naechste_messung_am,
        uebernommen=False,
    )
    vereinbarung.indikatoren.append(neu)
    _in_worten(vereinbarung)
    return neu


@act(
    P.INDIKATOR_BEARBEITEN,
    label="Indikator bearbeiten",
    sentence="hat den Indikator bearbeitet",
    when=IN_ARBEIT,
)
def bearbeiten(
    indikator: Indikator,
    person: Person,
    *,
    name: str,
    einheit: str,
    ausgangswert: Decimal,
    zielwert: Decimal,
    quelle: str,
    rhythmus: Rhythmus | None,
    naechste_messung_am: date | None,
) -> None:
    """Ändern, was gemessen wird. Ab dem Einreichen steht der Indikator fest."""
    _verschieden(ausgangswert, zielwert)
    indikator.name, indikator.einheit, indikator.quelle = name, einheit, quelle
    indikator.ausgangswert, indikator.zielwert = ausgangswert, zielwert
    indikator.rhythmus, indikator.naechste_messung_am = rhythmus, naechste_messung_am
    indikator.uebernommen = False
    _in_worten(indikator.zielvereinbarung)


@act(
    P.INDIKATOR_ENTFERNEN,
    label="Indikator entfernen",
    sentence="hat einen Indikator aus dem Entwurf genommen",
    when=IN_ARBEIT,
    requires=(indikator_vorhanden,),
    records=("indikator",),
)
def entfernen(vereinbarung: Zielvereinbarung, person: Person, *, indikator: Indikator) -> None:
    """Einen Indikator wieder aus dem Entwurf nehmen."""
    if indikator not in vereinbarung.indikatoren:
        raise Obstructed("Dieser Indikator gehört zu einer anderen Zielvereinbarung.")
    vereinbarung.indikatoren.remove(indikator)
    _in_worten(vereinbarung)


@act(
    P.INDIKATOR_MESSWERT_ERFASSEN,
    label="Messwert erfassen",
    sentence="hat einen Messwert erfasst",
    when=GEMESSEN,
    records=("wert", "gemessen_am", "naechste_messung_am"),
)
def messwert_erfassen(
    indikator: Indikator,
    person: Person,
    *,
    wert: Decimal,
    gemessen_am: date,
    quelle: str = "",
    naechste_messung_am: date | None = None,
) -> None:
    """Festhalten, was gemessen wurde. Die nächste Messung folgt aus dem Rhythmus, wenn Sie keinen Tag nennen."""
    if gemessen_am > clock.today():
        raise Obstructed("Der Tag darf nicht in der Zukunft liegen.")
    if naechste_messung_am is not None and naechste_messung_am <= gemessen_am:
        raise Obstructed("Bitte wählen Sie für die nächste Messung einen späteren Tag.")
    _dazu(indikator, Messwert(wert=wert, gemessen_am=gemessen_am, quelle=quelle, person=person))
    last = max(m.gemessen_am for m in indikator.geltende)
    if naechste_messung_am is not None:
        indikator.naechste_messung_am = naechste_messung_am
    elif last == gemessen_am:
        indikator.naechste_messung_am = in_monaten(last, indikator.rhythmus.monate) if indikator.rhythmus else None


@act(
    P.INDIKATOR_MESSWERT_BERICHTIGEN,
    label="Messwert berichtigen",
    sentence="hat einen Messwert berichtigt",
    when=GEMESSEN,
    records=("wert", "begruendung"),
)
def messwert_berichtigen(
    indikator: Indikator, person: Person, *, messwert: Messwert, wert: Decimal, begruendung: str
) -> None:
    """Einen falschen Wert mit Grund ersetzen. Der alte bleibt lesbar."""
    if messwert not in indikator.geltende:
        raise Obstructed("Dieser Messwert ist schon berichtigt oder gehört nicht hierher.")
    if not begruendung:
        raise Obstructed("Bitte begründen Sie die Berichtigung.")
    _dazu(
        indikator,
        Messwert(
            wert=wert,
            gemessen_am=messwert.gemessen_am,
            quelle=messwert.quelle,
            person=person,
            ersetzt_id=messwert.id,
            begruendung=begruendung,
        ),
    )


def _dazu(indikator: Indikator, messwert: Messwert) -> None:
    messwert.erfasst_am = clock.now()
    indikator.messwerte.append(messwert)
    session().flush()


def _verschieden(ausgangswert: Decimal, zielwert: Decimal) -> None:
    if ausgangswert == zielwert:
        raise Obstructed("Der Zielwert muss ein anderer sein als der Ausgangswert.")


def _in_worten(vereinbarung: Zielvereinbarung) -> None:
    """Keep what the agreement says of its Indikatoren in words: the search reads it there."""
    session().flush()
    found = vereinbarung.indikatoren
    vereinbarung.indikator = "; ".join(i.name for i in found)[:300]
    vereinbarung.ausgangswert = "; ".join(_mit_einheit(i.ausgangswert, i) for i in found)[:80]
    vereinbarung.zielwert = "; ".join(_mit_einheit(i.zielwert, i) for i in found)[:80]
    vereinbarung.messung = "; ".join(i.quelle for i in found if i.quelle)[:300]


def _mit_einheit(value: Decimal, indikator: Indikator) -> str:
    return f"{geschrieben(value)} {indikator.einheit}".strip()
