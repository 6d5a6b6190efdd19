"""The one sign by which open pages of a meeting notice that something happened in the room."""

from kimflow.models import Sitzung


def bewegen(sitzung: Sitzung) -> None:
    """Every act that changes what the moderator's screen, the wall or „Meine Sitzung“ shows calls this."""
    sitzung.bewegung += 1
