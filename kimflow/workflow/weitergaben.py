"""Acts on Weitergaben: what nobody here can solve is reported further, answered, brought up again and closed."""

from datetime import date

from kimflow import clock
from kimflow.models import Ebene, Person, Thema, ThemaStatus, Weitergabe, WeitergabeStatus
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act

P = Permission
W = WeitergabeStatus
_OFFEN = frozenset({W.GEMELDET, W.BEANTWORTET})


@act(
    P.WEITERGABE_WEITERGEBEN,
    label="Weitergeben",
    sentence="hat das Thema weitergegeben",
    when=frozenset(ThemaStatus) - {ThemaStatus.ZUSAMMENGEFUEHRT},
    then=W.GEMELDET,
    records=("ebene", "an", "am", "anliegen", "wiedervorlage"),
    creates=True,
)
def weitergeben(
    thema: Thema, person: Person, *, ebene: Ebene, an: str, am: date, anliegen: str, wiedervorlage: date
) -> Weitergabe:
    """Was sich vor Ort nicht lösen lässt, an Land, Bund oder Politik melden. Am Thema wird weitergearbeitet."""
    if am > clock.today():
        raise Obstructed("Weitergegeben wurde heute oder früher.")
    return Weitergabe(
        thema=thema,
        ebene=ebene,
        an=_text(an, "Bitte nennen Sie, an wen das Thema geht."),
        am=am,
        anliegen=_text(anliegen, "Bitte schreiben Sie, worum es geht."),
        wiedervorlage=_kuenftig(wiedervorlage),
    )


@act(
    P.WEITERGABE_ANTWORT_FESTHALTEN,
    label="Antwort festhalten",
    sentence="hat die Antwort auf eine Weitergabe festgehalten",
    when=_OFFEN,
    then=W.BEANTWORTET,
    records=("antwort_am", "antwort", "wiedervorlage"),
)
def antwort_festhalten(
    weitergabe: Weitergabe, person: Person, *, antwort_am: date, antwort: str, wiedervorlage: date
) -> None:
    """Festhalten, was geantwortet wurde, und wann nachgesehen wird, was daraus geworden ist."""
    if not weitergabe.am <= antwort_am <= clock.today():
        raise Obstructed("Die Antwort kam nach der Weitergabe und spätestens heute.")
    weitergabe.antwort = _text(antwort, "Bitte schreiben Sie, was geantwortet wurde.")
    weitergabe.antwort_am, weitergabe.wiedervorlage = antwort_am, _kuenftig(wiedervorlage)


@act(
    P.WEITERGABE_WIEDERVORLEGEN,
    label="Wiedervorlage verschieben",
    sentence="hat die Wiedervorlage einer Weitergabe verschoben",
    when=_OFFEN,
    records=("wiedervorlage", "begruendung"),
)
def wiedervorlegen(weitergabe: Weitergabe, person: Person, *, wiedervorlage: date, begruendung: str) -> None:
    """Einen neuen Tag setzen, an dem die Weitergabe wieder vorliegt, und sagen, was bis heute geschah."""
    _text(begruendung, "Bitte schreiben Sie kurz, wie es steht.")
    weitergabe.wiedervorlage = _kuenftig(wiedervorlage)


@act(
    P.WEITERGABE_ABSCHLIESSEN,
    label="Weitergabe abschließen",
    sentence="hat eine Weitergabe abgeschlossen",
    when=_OFFEN,
    then=W.ERLEDIGT,
    records=("abschluss",),
)
def abschliessen(weitergabe: Weitergabe, person: Person, *, abschluss: str = "") -> None:
    """Nicht weiter nachfassen. Ohne Antwort braucht das eine Begründung, damit nichts still verschwindet."""
    if not weitergabe.antwort:
        _text(abschluss, "Es liegt keine Antwort vor. Bitte begründen Sie, warum nicht weiter nachgefragt wird.")
    weitergabe.abschluss, weitergabe.abgeschlossen_am = abschluss, clock.today()
    weitergabe.wiedervorlage = None


def _text(text: str, fehlt: str) -> str:
    if not text.strip():
        raise Obstructed(fehlt)
    return text


def _kuenftig(tag: date) -> date:
    if tag <= clock.today():
        raise Obstructed("Die Wiedervorlage muss in der Zukunft liegen.")
    return tag
