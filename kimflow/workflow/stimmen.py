"""Acts on ballots: casting, recording what came by phone or paper, a show of hands, declaring Befangenheit."""

from collections.abc import Iterable, Mapping
from typing import Any

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    AbstimmungStatus,
    Kanal,
    Person,
    Stimmabgabe,
    Stimme,
    Stimmentwurf,
    Stimmwort,
    Verfahren,
)
from kimflow.permissions import Permission
from kimflow.workflow import abstimmungen, urne
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.stimmzettel import Stimmzettel, maengel, stimmen_aus

A = AbstimmungStatus
ERFASSBAR = (Kanal.TELEFON, Kanal.PAPIER)


def nimmt_noch_stimmen_an(thing: Stimmabgabe | Abstimmung) -> str | None:
    round_ = thing if isinstance(thing, Abstimmung) else thing.abstimmung
    return None if round_.nimmt_stimmen_an else "Die Abstimmung ist zu Ende. Ihre Stimme zählt nicht mehr."


def ist_nicht_befangen(stimmabgabe: Stimmabgabe) -> str | None:
    return "Der Sitz hat sich für befangen erklärt und stimmt nicht mit." if stimmabgabe.befangen else None


def hat_noch_nicht_abgestimmt(stimmabgabe: Stimmabgabe) -> str | None:
    return "Der Sitz hat schon abgestimmt. Geheime Stimmen sind endgültig." if stimmabgabe.abgegeben else None


def hat_nicht_selbst_abgestimmt(stimmabgabe: Stimmabgabe) -> str | None:
    if stimmabgabe.abgegeben and stimmabgabe.person_id is not None:
        return "Der Sitz hat schon selbst abgestimmt; das gilt."
    return None


def ist_erfasst(stimmabgabe: Stimmabgabe) -> str | None:
    return None if stimmabgabe.wartet_auf_bestaetigung else "Hier wartet nichts auf eine zweite Person."


def ist_ein_umlauf(stimmabgabe: Stimmabgabe) -> str | None:
    if stimmabgabe.abstimmung.verfahren is Verfahren.UMLAUF:
        return None
    return "Diese Abstimmung findet schon in einer Sitzung statt."


@act(
    Permission.ABSTIMMUNG_STIMME_ABGEBEN,
    label="Stimme abgeben",
    sentence="hat abgestimmt",
    when={A.OFFEN},
    requires=(nimmt_noch_stimmen_an, ist_nicht_befangen),
)
def stimme_abgeben(
    stimmabgabe: Stimmabgabe, person: Person, *, zettel: Stimmzettel, kanal: Kanal = Kanal.GERAET
) -> None:
    """Für den Sitz abstimmen. Bis zum Ende änderbar; es zählt, was zuletzt abgegeben wurde."""
    _eintragen(stimmabgabe, zettel, kanal)
    stimmabgabe.person, stimmabgabe.erfasst_von, stimmabgabe.bestaetigt_von = person, None, None
    stimmabgabe.entwuerfe = [draft for draft in stimmabgabe.entwuerfe if draft.person_id != person.id]


def _eintragen(stimmabgabe: Stimmabgabe, zettel: Stimmzettel, kanal: Kanal) -> None:
    """Replace what the Sitz has given so far. The one place where a readable ballot is stored."""
    _ist_gueltig(stimmabgabe.abstimmung, zettel)
    stimmabgabe.stimmen.clear()
    session().flush()
    stimmabgabe.stimmen.extend(stimmen_aus(stimmabgabe.abstimmung, zettel))
    stimmabgabe.abgegeben, stimmabgabe.abgegeben_am, stimmabgabe.kanal = True, clock.now(), kanal


def _ist_gueltig(abstimmung: Abstimmung, zettel: Stimmzettel) -> None:
    if found := maengel(abstimmung, zettel):
        raise Obstructed(*(mangel.grund for mangel in found))


@act(
    Permission.ABSTIMMUNG_GEHEIM_ABSTIMMEN,
    label="Stimme geheim abgeben",
    sentence="hat abgestimmt",
    when={A.OFFEN},
    requires=(nimmt_noch_stimmen_an, ist_nicht_befangen, hat_noch_nicht_abgestimmt),
    trail=False,
)
def geheim_abstimmen(stimmabgabe: Stimmabgabe, person: Person, *, zettel: Stimmzettel) -> None:
    """Den Stimmzettel verschlossen in die Urne geben. Das ist endgültig."""
    _ist_gueltig(stimmabgabe.abstimmung, zettel)
    urne.einwerfen(stimmabgabe.abstimmung, zettel)
    stimmabgabe.abgegeben = True


@act(
    Permission.ABSTIMMUNG_ENTWURF_MERKEN,
    label="Entwurf merken",
    sentence="hat einen Entwurf gemerkt",
    when={A.OFFEN},
    requires=(nimmt_noch_stimmen_an,),
    trail=False,
)
def entwurf_merken(stimmabgabe: Stimmabgabe, person: Person, *, inhalt: Mapping[str, Any]) -> None:
    """Behalten, was ausgefüllt ist, ohne abzustimmen. Nur Sie selbst sehen es."""
    draft = next((d for d in stimmabgabe.entwuerfe if d.person_id == person.id), None)
    if draft is None:
        draft = Stimmentwurf(person_id=person.id)
        stimmabgabe.entwuerfe.append(draft)
    draft.inhalt, draft.gespeichert_am = dict(inhalt), clock.now()


@act(
    Permission.ABSTIMMUNG_ERFASSEN,
    label="Stimme erfassen",
    sentence="hat eine Stimme aufgeschrieben",
    when={A.OFFEN},
    requires=(nimmt_noch_stimmen_an, ist_nicht_befangen, hat_nicht_selbst_abgestimmt),
    records=("kanal",),
)
def erfassen(stimmabgabe: Stimmabgabe, person: Person, *, zettel: Stimmzettel, kanal: Kanal) -> None:
    """Aufschreiben, was ein Sitz am Telefon oder auf Papier abgibt. Es zählt, sobald es jemand Zweites bestätigt."""
    if kanal not in ERFASSBAR:
        raise Obstructed("Erfasst wird, was telefonisch oder auf Papier kommt.")
    _eintragen(stimmabgabe, zettel, kanal)
    stimmabgabe.person, stimmabgabe.erfasst_von, stimmabgabe.bestaetigt_von = None, person, None


@act(
    Permission.ABSTIMMUNG_BESTAETIGEN,
    label="Erfasste Stimme bestätigen",
    sentence="hat eine aufgeschriebene Stimme bestätigt",
    when={A.OFFEN},
    requires=(ist_erfasst,),
)
def bestaetigen(stimmabgabe: Stimmabgabe, person: Person, *, zettel: Stimmzettel) -> None:
    """Denselben Stimmzettel als zweite Person noch einmal eingeben. Stimmen beide überein, zählt er."""
    _ist_gueltig(stimmabgabe.abstimmung, zettel)
    if _wahl(stimmabgabe.stimmen) != _wahl(stimmen_aus(stimmabgabe.abstimmung, zettel)):
        raise Obstructed("Beide Eingaben stimmen nicht überein. Bitte vergleichen oder die Erfassung verwerfen.")
    stimmabgabe.bestaetigt_von = person


def _wahl(stimmen: Iterable[Stimme]) -> set[tuple[int, int | None, Stimmwort | None]]:
    """What was chosen; two people write the same reason in different words."""
    return {(stimme.option_id, stimme.wert, stimme.wort) for stimme in stimmen}


@act(
    Permission.ABSTIMMUNG_VERWERFEN,
    label="Erfassung verwerfen",
    sentence="hat eine aufgeschriebene Stimme verworfen",
    when={A.OFFEN},
    requires=(ist_erfasst,),
    records=("begruendung",),
)
def verwerfen(stimmabgabe: Stimmabgabe, person: Person, *, begruendung: str) -> None:
    """Die Aufzeichnung streichen, weil sie falsch ist oder niemand sie bestätigen kann."""
    _streichen(stimmabgabe)


def _streichen(stimmabgabe: Stimmabgabe) -> None:
    """As if the Sitz had not voted."""
    stimmabgabe.stimmen.clear()
    stimmabgabe.abgegeben, stimmabgabe.abgegeben_am, stimmabgabe.kanal = False, None, None
    stimmabgabe.person = stimmabgabe.erfasst_von = stimmabgabe.bestaetigt_von = None


@act(
    Permission.ABSTIMMUNG_HANDZEICHEN,
    label="Handzeichen erfassen",
    sentence="hat das Handzeichen festgehalten",
    when={A.OFFEN},
    requires=(nimmt_noch_stimmen_an,),
)
def handzeichen(abstimmung: Abstimmung, person: Person, *, zettel: Mapping[int, Stimmzettel]) -> None:
    """In einem Zug aufschreiben, wie die Sitze im Raum stimmen. Der Raum und das Protokoll sind die zweiten Augen."""
    if abstimmung.methode.ist_priorisierung:
        raise Obstructed("Mit Handzeichen wird zugestimmt, nicht gereiht.")
    if abstimmung.ist_umlauf:
        raise Obstructed("In einem Umlauf gibt es keinen Raum.")
    for stimmabgabe in abstimmung.stimmabgaben:
        given = zettel.get(stimmabgabe.id)
        if given is None:
            continue
        if reason := ist_nicht_befangen(stimmabgabe) or hat_nicht_selbst_abgestimmt(stimmabgabe):
            raise Obstructed(f"{stimmabgabe.sitz}: {reason}")
        _eintragen(stimmabgabe, given, Kanal.HANDZEICHEN)
        stimmabgabe.person, stimmabgabe.erfasst_von, stimmabgabe.bestaetigt_von = None, person, None


@act(
    Permission.ABSTIMMUNG_BEFANGENHEIT_ERKLAEREN,
    label="Befangenheit erklären",
    sentence="hat den Sitz für befangen erklärt",
    when={A.OFFEN},
    requires=(nimmt_noch_stimmen_an, ist_nicht_befangen),
)
def befangenheit_erklaeren(stimmabgabe: Stimmabgabe, person: Person, *, befangenheit: str) -> None:
    """Der eigene Sitz stimmt in dieser Frage nicht mit. Das erklärt er selbst, und es wird vermerkt."""
    if stimmabgabe.abstimmung.ist_geheim and stimmabgabe.abgegeben:
        raise Obstructed("Der Sitz hat schon geheim abgestimmt; das ist endgültig.")
    _streichen(stimmabgabe)
    stimmabgabe.befangen, stimmabgabe.befangenheit = True, befangenheit


@act(
    Permission.ABSTIMMUNG_BEFANGENHEIT_ZURUECKNEHMEN,
    label="Befangenheit zurücknehmen",
    sentence="hat die Erklärung der Befangenheit zurückgenommen",
    when={A.OFFEN},
    requires=(nimmt_noch_stimmen_an,),
)
def befangenheit_zuruecknehmen(stimmabgabe: Stimmabgabe, person: Person) -> None:
    """Der Sitz kann wieder abstimmen."""
    if not stimmabgabe.befangen:
        raise Obstructed("Der Sitz hat sich nicht für befangen erklärt.")
    stimmabgabe.befangen, stimmabgabe.befangenheit = False, ""


@act(
    Permission.ABSTIMMUNG_SITZUNG_VERLANGEN,
    label="Sitzung verlangen",
    sentence="hat verlangt, in der Sitzung zu beraten",
    when={A.OFFEN},
    requires=(nimmt_noch_stimmen_an, ist_ein_umlauf),
    records=("begruendung",),
)
def sitzung_verlangen(stimmabgabe: Stimmabgabe, person: Person, *, begruendung: str) -> None:
    """Den Umlauf beenden: Darüber wird in einer Sitzung gesprochen. Das kann jeder Sitz verlangen."""
    abstimmungen.umlauf_beenden(
        stimmabgabe.abstimmung, person, grund=f"{stimmabgabe.sitz} verlangt die Beratung in der Sitzung: {begruendung}"
    )
