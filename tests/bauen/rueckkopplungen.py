"""A Sitz of several institutions, rounds in which it votes, and what it asks them, made with the acts."""

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Abstimmung, Person, Rueckkopplung, Sitz
from tests.bauen.abstimmungen import neue_abstimmung, offene_abstimmung
from tests.bauen.gremien import neue_besetzung, neuer_sitz
from tests.besetzung import Welt


def gemeinsamer_sitz(welt: Welt, **kw: object) -> Sitz:
    """Caritas, Sozialamt and Integrationsrat share it; Finn of the Caritas fills it."""
    houses = [welt.institution(name) for name in ("Caritas", "Sozialamt", "Integrationsrat")]
    sitz = neuer_sitz(welt, bezeichnung="AG Soziales", institutionen=houses, **kw)
    neue_besetzung(welt, sitz, wen=welt.person("Finn"))
    _neu_gelesen(welt.person("Finn"))
    return sitz


def _neu_gelesen(person: Person) -> None:
    """Person.besetzungen is a view; what the acts added shows after reading anew."""
    session().expire(person)


def runde_mit_gemeinsamem_sitz(welt: Welt, *, offen: bool = True) -> Abstimmung:
    """A round in which the shared Sitz votes."""
    gemeinsamer_sitz(welt)
    abstimmung = neue_abstimmung(welt)
    return offene_abstimmung(welt, abstimmung) if offen else abstimmung


def erbetene(welt: Welt, abstimmung: Abstimmung | None = None) -> Abstimmung:
    """Finn has asked Sozialamt and Integrationsrat."""
    abstimmung = abstimmung or runde_mit_gemeinsamem_sitz(welt)
    with transaction():
        workflow.rueckkopplungen.erbitten(abstimmung, welt.person("Finn"), sitz=welt.sitz("AG Soziales"))
    return abstimmung


def rueckkopplung(abstimmung: Abstimmung, kurzname: str) -> Rueckkopplung:
    """What this institution was asked."""
    return next(r for r in abstimmung.rueckkopplungen if r.institution.kurzname == kurzname)


def antworten(welt: Welt, abstimmung: Abstimmung, wer: str, kurzname: str, text: str = "Wir sind dafür.") -> None:
    with transaction():
        workflow.rueckkopplungen.geben(rueckkopplung(abstimmung, kurzname), welt.person(wer), text=text)
