"""Houses whose Stellungnahme is still open three working days before its last day."""

from kimflow.mail import themen
from kimflow.mail.briefe import Brief
from kimflow.permissions import Permission
from kimflow.workflow import post, stellungnahmen


def schreiben() -> int:
    """An wen die Bitte ging, je mit neuem Link."""
    waiting = stellungnahmen.faellige()
    stellungnahmen.einladen(waiting)
    written = [one for one in waiting for brief in themen.stellungnahme_steht_aus(one) if _einwerfen(brief)]
    stellungnahmen.erinnert(written)
    return len(written)


def _einwerfen(brief: Brief) -> bool:
    return brief.an.ist_erreichbar and post.einwerfen(brief, Permission.THEMA_ERINNERN)
