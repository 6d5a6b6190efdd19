"""What is set in the browser, with the default where nothing is: one place that knows both."""

from sqlalchemy import select

from kimflow.db import session
from kimflow.models import Datei, Dateiinhalt, Einstellung, Methode

JA, NEIN = "ja", "nein"

# Defaults of a fresh installation (the field's own: konsens and punkte, nothing else).
VORGABEN: dict[str, str] = {
    "methode.punkte": JA,
    "methode.rang": NEIN,
    "methode.widerstand": NEIN,
    "methode.konsens": JA,
    "methode.mehrheit": NEIN,
    "abstimmung.geheim": NEIN,
    "abstimmung.beschlussfaehigkeit": NEIN,
    "geheim.mindestens": "5",
    "umlauf.werktage": "10",
    "meldung.oeffentlich": NEIN,
    "sitzung.einladung_tage": "14",
    "sitzung.vorschlaege_tage": "7",
    "protokoll.tage": "14",
    "zeichnung.tage": "28",
    "schnittstelle.an": NEIN,
}
GEHEIM_MINDESTENS = 3
LOGO = "briefkopf.logo"


def alle() -> dict[str, str]:
    """Every setting that has a default, as it is in force."""
    rows = session().execute(
        select(Einstellung.schluessel, Einstellung.wert).where(Einstellung.schluessel.in_(VORGABEN))
    )
    return VORGABEN | {schluessel: wert for schluessel, wert in rows if wert}


def ist_an(schluessel: str) -> bool:
    """Whether a switch is on."""
    return alle()[schluessel] == JA


def zahl(schluessel: str) -> int:
    """A setting that is a number; one that cannot be read counts as the default."""
    return als_zahl(schluessel, alle()[schluessel])


def als_zahl(schluessel: str, wert: str) -> int:
    """The same of a value that was read together with something else."""
    return int(wert) if wert.isdecimal() else int(VORGABEN[schluessel])


def keine_personen() -> frozenset[str]:
    """Words in lower case that the Datenschutz-Wächter never marks as a name."""
    wert = session().scalar(select(Einstellung.wert).where(Einstellung.schluessel == "datenschutz.keine_personen"))
    words = (word.strip().lower() for word in (wert or "").replace(",", "\n").replace(";", "\n").splitlines())
    return frozenset(word for word in words if word)


def methode_ist_an(methode: Methode) -> bool:
    """Whether this installation offers that kind of round."""
    return ist_an(f"methode.{methode.value}")


def methoden() -> list[Methode]:
    """The kinds of round this installation offers, in their order."""
    given = alle()
    return [methode for methode in Methode if given[f"methode.{methode.value}"] == JA]


def geheim_mindestens() -> int:
    """The least number of Sitze a geheime round needs; never below three (ZUSAGEN B5)."""
    return max(GEHEIM_MINDESTENS, zahl("geheim.mindestens"))


def logo() -> bytes:
    """The picture beside the letterhead; empty if there is none."""
    statement = select(Dateiinhalt.inhalt).join(Einstellung, Einstellung.datei_id == Dateiinhalt.datei_id)
    return session().scalar(statement.where(Einstellung.schluessel == LOGO)) or b""


def logo_datei() -> Datei | None:
    """What is known of that picture."""
    statement = select(Datei).join(Einstellung, Einstellung.datei_id == Datei.id)
    return session().scalar(statement.where(Einstellung.schluessel == LOGO))
