"""What a Thema needs before it goes on: the requirements of the acts in themen.py, each a German reason or None."""

from kimflow import queries
from kimflow.models import MassnahmeStatus, Stellungnahme, Thema, ThemaStatus
from kimflow.workflow.acts import Requirement

AM_ZIEL = frozenset({MassnahmeStatus.UMGESETZT, MassnahmeStatus.GEPRUEFT, MassnahmeStatus.ABGEBROCHEN})


def _ausgefuellt(feld: str, name: str) -> Requirement:
    def requirement(thema: Thema) -> str | None:
        return None if getattr(thema, feld) else f"Im Steckbrief fehlt: {name}."

    requirement.__doc__ = f"Steckbrief: {name}"
    return requirement


def rechtskreis_oder_schnittstelle(thema: Thema) -> str | None:
    """Steckbrief: mindestens ein Rechtskreis oder eine Schnittstelle"""
    if thema.rechtskreise or any(grundlage.bruchstelle_id for grundlage in thema.grundlagen):
        return None
    return "Im Steckbrief fehlt: mindestens ein Rechtskreis oder eine Schnittstelle."


def grundlage_vorhanden(thema: Thema) -> str | None:
    """mindestens eine Grundlage"""
    return (
        None
        if thema.grundlagen
        else ("Es fehlt eine Grundlage: eine freigegebene Bruchstelle, eine angenommene Meldung oder eine Quelle.")
    )


def institution_benannt(thema: Thema) -> str | None:
    """mindestens eine beteiligte Institution ist benannt"""
    return None if thema.stellungnahmen else "Es ist noch keine beteiligte Institution benannt."


def stellungnahmen_liegen_vor(thema: Thema) -> str | None:
    """jede benannte Institution hat Stellung genommen oder ihre zehn Werktage sind vorbei"""
    if not (offen := _ausstehende(thema)):
        return None
    namen = ", ".join(f"{s.institution.kurzname} (bis {s.frist:%d.%m.%Y})" for s in offen)
    return f"Es fehlt noch die Stellungnahme von: {namen}."


def _ausstehende(thema: Thema) -> list[Stellungnahme]:
    teile = queries.themen.teile(thema) if thema.hat_teile else []
    return [s for one in (thema, *teile) for s in one.stellungnahmen if s.steht_aus]


def stellungnahme_steht_aus(thema: Thema) -> str | None:
    """mindestens eine erbetene Stellungnahme steht noch aus"""
    return None if _ausstehende(thema) else "Es steht keine Stellungnahme aus."


_ANGABEN: tuple[Requirement, ...] = (
    *(_ausgefuellt(feld, name) for feld, name in Thema.PFLICHTANGABEN.items()),
    rechtskreis_oder_schnittstelle,
)
VORLAGE: tuple[Requirement, ...] = (
    *_ANGABEN,
    grundlage_vorhanden,
    institution_benannt,
    stellungnahmen_liegen_vor,
)


def wird_nicht_abgestimmt(thema: Thema) -> str | None:
    """keine Abstimmung über das Thema, die läuft oder auf ihren Beschluss wartet"""
    nummer = queries.themen.in_abstimmung(thema)
    return f"Über das Thema wird abgestimmt, oder der Beschluss daraus steht noch aus ({nummer})." if nummer else None


def massnahmen_am_ziel(thema: Thema) -> str | None:
    """jede Maßnahme ist umgesetzt, geprüft oder abgebrochen"""
    offen = [massnahme.nummer for massnahme in thema.massnahmen if massnahme.status not in AM_ZIEL]
    return f"Noch nicht umgesetzt: {', '.join(offen)}." if offen else None


def etwas_umgesetzt(thema: Thema) -> str | None:
    """mindestens eine Maßnahme ist nicht abgebrochen"""
    if any(massnahme.status is not MassnahmeStatus.ABGEBROCHEN for massnahme in thema.massnahmen):
        return None
    return "Es gibt keine Maßnahme, die nicht abgebrochen wurde."


# "": the Lenkungsgruppe has the next step.
_SCHRITTE = {
    ThemaStatus.VORGELEGT: "",
    ThemaStatus.PRIORISIERT: "",
    ThemaStatus.VORSCHLAG: "",
    ThemaStatus.BEAUFTRAGT: "anlegen",
    ThemaStatus.VEREINBART: "umsetzen",
    ThemaStatus.UMGESETZT: "abschliessen",
    ThemaStatus.RUHT: "fortsetzen",
}
_VORBEREITUNG = (
    ("bearbeiten", _ANGABEN),
    ("grundlage_hinzufuegen", (grundlage_vorhanden,)),
    ("stellungnahmen_erbitten", (institution_benannt,)),
)


def naechster_schritt(thema: Thema) -> str | None:
    """The verb that carries the Thema on from here, for the one primary button of its page."""
    mandat = thema.laufendes_mandat if thema.status is ThemaStatus.BEAUFTRAGT else None
    if mandat and mandat.wartet_auf_annahme:
        return "annehmen"
    if thema.status is not ThemaStatus.GESAMMELT:
        return _SCHRITTE.get(thema.status)
    missing = (verb for verb, needs in _VORBEREITUNG if any(need(thema) for need in needs))
    return next(missing, "vorlegen")
