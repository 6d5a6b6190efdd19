"""Acts on the Rückkopplung: a Sitz that stands for several institutions asks them before it votes."""

from collections.abc import Iterable
from datetime import timedelta

from kimflow import clock
from kimflow.db import session
from kimflow.models import Abstimmung, AbstimmungStatus, Linkzweck, Person, Rueckkopplung, Sitz
from kimflow.permissions import Permission, can
from kimflow.queries import rueckkopplungen
from kimflow.workflow import einzellinks
from kimflow.workflow.acts import Obstructed, act

A = AbstimmungStatus
# How long a link opens where the round has no end; whether anything can be said is judged when it is opened.
OHNE_ENDE = timedelta(days=30)


def ist_nicht_zu_ende(thing: Abstimmung | Rueckkopplung) -> str | None:
    round_ = thing if isinstance(thing, Abstimmung) else thing.abstimmung
    return "Die Abstimmung ist zu Ende." if round_.ist_offen and not round_.nimmt_stimmen_an else None


@act(
    Permission.RUECKKOPPLUNG_ERBITTEN,
    label="Rückkopplung erbitten",
    sentence="hat die Institutionen des Sitzes um Rückkopplung gebeten",
    when={A.VORBEREITET, A.OFFEN},
    requires=(ist_nicht_zu_ende,),
)
def erbitten(abstimmung: Abstimmung, person: Person, *, sitz: Sitz) -> None:
    """Die anderen Institutionen Ihres Sitzes fragen, bevor Sie abstimmen. Ihre Antwort sehen nur sie und der Sitz."""
    if not rueckkopplungen.besetzt(abstimmung, person, sitz.id):
        raise Obstructed("Für diesen Sitz stimmen Sie hier nicht ab.")
    if not sitz.ist_gemeinsam:
        raise Obstructed("Der Sitz steht nur für eine Institution.")
    if not rueckkopplungen.stimmt_mit(abstimmung, sitz):
        raise Obstructed("Dieser Sitz stimmt hier nicht mit ab.")
    asked = {r.institution_id for r in abstimmung.rueckkopplungen if r.sitz_id == sitz.id}
    others = [i for i in sitz.institutionen if i.id not in asked and i.id != person.institution_id]
    if not others:
        raise Obstructed("Alle anderen Institutionen dieses Sitzes sind schon gefragt.")
    for institution in others:
        abstimmung.rueckkopplungen.append(
            Rueckkopplung(sitz=sitz, institution=institution, erbeten_von=person, erbeten_am=clock.now())
        )
    session().flush()
    _einladen(r for r in abstimmung.rueckkopplungen if r.sitz_id == sitz.id and r.institution in others)


def _einladen(asked: Iterable[Rueckkopplung]) -> None:
    for rueckkopplung in asked:
        end = rueckkopplung.abstimmung.endet_am
        lasting = end - clock.now() if end else OHNE_ENDE
        for wer in rueckkopplungen.gefragte(rueckkopplung.institution_id):
            if can(wer, Permission.RUECKKOPPLUNG_GEBEN, rueckkopplung):
                rueckkopplung.einzellinks[wer] = einzellinks.ausstellen(
                    wer, Linkzweck.RUECKKOPPLUNG_GEBEN, rueckkopplung.id, lasting
                )


@act(
    Permission.RUECKKOPPLUNG_GEBEN,
    label="Rückkopplung geben",
    sentence="hat eine Rückkopplung gegeben",
    when={A.VORBEREITET, A.OFFEN},
    requires=(ist_nicht_zu_ende,),
)
def geben(rueckkopplung: Rueckkopplung, person: Person, *, text: str) -> None:
    """Dem Sitz sagen, wie Ihr Haus die Frage sieht. Das bindet ihn nicht. Bis zum Ende der Abstimmung änderbar."""
    rueckkopplung.text, rueckkopplung.person = text, person
    rueckkopplung.beantwortet_am = clock.now()
