"""Acts of the Administration on single letters of the outbox."""

from kimflow import clock
from kimflow.models import Nachricht, Person, Poststand
from kimflow.permissions import Permission
from kimflow.workflow import post
from kimflow.workflow.acts import act

VERWORFEN = "Von der Administration verworfen"


def ist_gescheitert(nachricht: Nachricht) -> str | None:
    """der Versand ist gescheitert"""
    return None if nachricht.stand is Poststand.GESCHEITERT else "Noch einmal versucht wird, was gescheitert ist."


def ist_noch_da(nachricht: Nachricht) -> str | None:
    """der Brief ist weder versendet noch verworfen"""
    if nachricht.stand in (Poststand.OFFEN, Poststand.GESCHEITERT):
        return None
    return f"Dieser Brief ist schon {nachricht.stand}."


@act(
    Permission.POST_NOCH_EINMAL_VERSUCHEN,
    label="Noch einmal versuchen",
    sentence="hat einen Brief noch einmal zum Versand gegeben",
    requires=(ist_gescheitert,),
)
def noch_einmal_versuchen(nachricht: Nachricht, person: Person) -> None:
    """Den Brief beim nächsten Versand wieder an den Mailserver geben, wenn die Adresse jetzt stimmt."""
    nachricht.versuche, nachricht.wieder_am, nachricht.fehler = 0, clock.now(), ""


@act(
    Permission.POST_VERWERFEN,
    label="Verwerfen",
    sentence="hat einen Brief verworfen",
    requires=(ist_noch_da,),
)
def verwerfen(nachricht: Nachricht, person: Person) -> None:
    """Den Brief nie versenden. Er bleibt in der Liste stehen; was ihn ausgelöst hat, gilt weiter."""
    post.wegwerfen(nachricht, VERWORFEN)
