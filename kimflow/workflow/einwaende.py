"""Acts on schwere Einwände after a round of consent: answered by the body, withdrawn only by the Sitz itself."""

from collections.abc import Iterator

from kimflow import clock, queries
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    Einwand,
    Einwandstand,
    Geheimhaltung,
    Institution,
    MassnahmeStatus,
    Person,
    Stimmwort,
    Zielvereinbarung,
)
from kimflow.permissions import Permission
from kimflow.workflow.acts import act


def festhalten(abstimmung: Abstimmung) -> None:
    """Take the Einwände out of the ballots of a round that is being closed, in an order that names no Sitz."""
    cast = [
        (stimme.begruendung, s.sitz)
        for s in abstimmung.stimmabgaben
        if s.zaehlt
        for stimme in s.stimmen
        if stimme.wort is Stimmwort.EINWAND
    ]
    for reason, sitz in sorted(cast, key=lambda one: one[0]):
        session().add(Einwand(abstimmung=abstimmung, sitz=sitz, grund=reason))


def hindernisse(vereinbarung: Zielvereinbarung) -> Iterator[str]:
    """Why the Lenkungsgruppe cannot agree to this package yet, a German sentence each.

    Whoever's Einwand stands takes nothing on, and no majority stands in for the consent of who must act (FACH §3).
    It is the latest round about the present text that counts, whether or not the Beschluss names it.
    """
    round_ = queries.einwaende.massgebliche_runde(vereinbarung)
    if round_ is None:
        return
    names = round_.geheimhaltung is Geheimhaltung.OFFEN
    missing = _nicht_einverstanden(round_, vereinbarung)
    if missing and names:
        yield (
            f"In {round_.nummer} hat noch nicht zugestimmt, wer handeln muss: {', '.join(missing)}. "
            "Holen Sie das in einer neuen Abstimmung nach, oder lassen Sie die Zielvereinbarung überarbeiten."
        )
    elif missing:
        yield f"In {round_.nummer} haben {len(missing)} Stellen, die handeln müssen, noch nicht zugestimmt."
    for einwand in queries.einwaende.stehende(round_):
        for institution in einwand.sitz.institutionen:
            if part := _aufgabe(institution, vereinbarung):
                yield _nimmt_nichts(einwand, institution, part, names=names)


def _nicht_einverstanden(round_: Abstimmung, vereinbarung: Zielvereinbarung) -> list[str]:
    left = set(round_.ergebnis["ausstehend"]) if round_.ergebnis and round_.handelnde_noetig else set()
    return [b.institution.name for b in vereinbarung.zeichnende if b.institution_id in left]


def _aufgabe(institution: Institution, vereinbarung: Zielvereinbarung) -> str:
    """What the package asks of this institution, empty if nothing."""
    signs = any(b.institution_id == institution.id for b in vereinbarung.zeichnende)
    does = [
        m.nummer
        for m in vereinbarung.massnahmen
        if m.institution_id == institution.id and m.status is not MassnahmeStatus.ABGEBROCHEN
    ]
    return " und ".join([*(["die Zeichnung"] if signs else []), *does])


def _nimmt_nichts(einwand: Einwand, institution: Institution, part: str, *, names: bool) -> str:
    if not names:
        return (
            f"In {einwand.abstimmung.nummer} steht ein schwerer Einwand eines Sitzes, dem die Zielvereinbarung etwas "
            "aufgibt. Sie kann erst gelten, wenn der Sitz ihn zurückzieht oder sie ohne ihn auskommt."
        )
    return (
        f"{institution.name} übernimmt nichts, solange der Einwand des Sitzes „{einwand.sitz}“ steht. "
        f"Herauszunehmen wäre: {part}."
    )


def steht_noch(einwand: Einwand) -> str | None:
    return None if einwand.steht else "Der Einwand ist zurückgezogen."


@act(
    Permission.EINWAND_BEANTWORTEN,
    label="Einwand beantworten",
    sentence="hat einen Einwand beantwortet",
    requires=(steht_noch,),
    records=("antwort",),
)
def beantworten(einwand: Einwand, person: Person, *, antwort: str) -> None:
    """Die Antwort ‹der Lenkungsgruppe:gen› festhalten. Der Einwand bleibt bestehen, bis der Sitz ihn zurückzieht."""
    einwand.stand, einwand.antwort, einwand.behandelt_am = Einwandstand.BEANTWORTET, antwort, clock.now()


@act(
    Permission.EINWAND_ZURUECKZIEHEN,
    label="Einwand zurückziehen",
    sentence="hat den Einwand zurückgezogen",
    requires=(steht_noch,),
)
def zurueckziehen(einwand: Einwand, person: Person) -> None:
    """Der eigene Sitz hält den Einwand nicht mehr aufrecht. Das lässt sich nicht zurücknehmen."""
    einwand.stand, einwand.behandelt_am = Einwandstand.ZURUECKGEZOGEN, clock.now()
