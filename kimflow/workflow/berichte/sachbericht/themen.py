"""Section: Themen raised, prioritised and solved."""

from kimflow.queries.berichte import Bestand
from kimflow.workflow.berichte.teile import Blatt, Ding, Erzeugt


def themen(b: Bestand) -> Erzeugt:
    blatt = Blatt()
    new = blatt.zahl(
        "themen.aufgenommen",
        "Themen aufgenommen",
        [
            Ding("thema", t.id, t.nummer, t.nummer, t.titel, f"aufgenommen am {t.aufgenommen_am:%d.%m.%Y}")
            for t in b.themen
            if t.aufgenommen_am in b.rahmen
        ],
    )
    blatt.posten(new)
    return blatt.fertig()
