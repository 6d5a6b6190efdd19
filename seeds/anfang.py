"""The first days of the Musterkreis: institutions, accounts, bodies, Sitze."""

from kimflow import workflow
from kimflow.models import Amt, Gremienart, Person, PersonStatus, Rollenart, Stimmrecht
from kimflow.workflow.passwoerter import Passworthash
from seeds import kreis
from seeds.menschen import GREMIEN, HOECHSTLAST, INSTITUTIONEN, KOMMUNEN, PERSONEN, ROLLEN, SITZE, ZEICHNEN
from seeds.zeitplan import Zeitplan

BEGINN = -750


def gremien_und_menschen(plan: Zeitplan, passwort: str) -> None:
    """Plan everything that must be there before the first case is told."""
    plan.am(BEGINN, _haeuser)
    plan.am(BEGINN, lambda: _personen(plan))
    plan.am(BEGINN, lambda: _einrichten(passwort))
    plan.am(BEGINN, lambda: _rollen(plan))
    plan.am(BEGINN + 1, lambda: _gremien(plan))
    plan.am(BEGINN + 1, lambda: _sitze(plan))
    plan.am(-2, lambda: workflow.personen.deaktivieren(kreis.person("Nora"), kreis.person("Ada")))


def _haeuser() -> None:
    ada = kreis.person("Ada")
    for name in KOMMUNEN:
        workflow.kommunen.anlegen(ada, name=name)
    for kurz, (name, typ, ort) in INSTITUTIONEN.items():
        if kurz != "Kreis":
            workflow.institutionen.anlegen(
                ada, name=name, kurzname=kurz, typ=kreis.wort("institutionstyp", typ), kommune=kreis.kommune(ort)
            )


def _personen(plan: Zeitplan) -> None:
    ada = kreis.person("Ada")
    for vorname, (name, funktion, haus) in PERSONEN.items():
        if vorname != "Ada":
            workflow.personen.anlegen(
                ada,
                name=name,
                mail=f"{vorname.lower()}@musterkreis.example",
                funktion=funktion,
                institution=kreis.institution(haus),
            )


def _einrichten(passwort: str) -> None:
    """Everybody has set a password; hashing one per person would only make the first start slow."""
    for vorname in PERSONEN:
        wen: Person = kreis.person(vorname)
        if wen.status is PersonStatus.EINGELADEN:
            workflow.personen.passwort_setzen(wen, wen, passwort=Passworthash(passwort))


def _rollen(plan: Zeitplan) -> None:
    ada = kreis.person("Ada")
    for vorname, art in ROLLEN.items():
        workflow.personen.rolle_geben(kreis.person(vorname), ada, art=Rollenart(art), von=plan.tag(BEGINN), bis=None)
    for vorname, haus in ZEICHNEN.items():
        workflow.personen.zeichnung_erlauben(
            kreis.person(vorname), ada, institution=kreis.institution(haus), von=plan.tag(BEGINN), bis=None
        )


def _gremien(plan: Zeitplan) -> None:
    kora = kreis.person("Kora")
    for name, (art, frage, mitglieder) in GREMIEN.items():
        gremium = workflow.gremien.einrichten(
            kora,
            art=Gremienart(art),
            name=name,
            frage=frage,
            von=plan.tag(BEGINN),
            bis=None,
            kommune=kreis.kommune("Seestadt") if name == "Fallwerkstatt Seestadt" else None,
            hoechstlast=HOECHSTLAST.get(name, 3),
        )
        for vorname, amt in mitglieder:
            workflow.gremien.mitglied_aufnehmen(
                gremium, kora, wen=kreis.person(vorname), amt=Amt(amt), von=plan.tag(BEGINN), bis=None
            )


def _sitze(plan: Zeitplan) -> None:
    kora, gremium = kreis.person("Kora"), kreis.lenkungsgruppe()
    for bezeichnung, haeuser, recht, besetzung in SITZE:
        sitz = workflow.gremien.sitz_einrichten(
            gremium,
            kora,
            bezeichnung=bezeichnung,
            institutionen=[kreis.institution(kurz) for kurz in haeuser],
            stimmrecht=Stimmrecht(recht),
            von=plan.tag(BEGINN),
            bis=None,
        )
        for rang, vorname in enumerate(besetzung):
            workflow.gremien.sitz_besetzen(
                sitz,
                kora,
                wen=kreis.person(vorname),
                rang=rang,
                von=plan.tag(BEGINN),
                bis=plan.tag(-30) if vorname == "Emil" else None,
            )
