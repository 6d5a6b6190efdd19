"""Letters about decisions. Whoever gets a task out of one is told by that act."""

from collections.abc import Iterable

from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Beschluss, Person, Zusage


def ohne_sie_gefasst(beschluss: Beschluss, person: Person) -> Iterable[Brief]:
    """To the Sitze that were excused from this meeting: something was decided without them."""
    answers = beschluss.top.sitzung.antworten if beschluss.top else []
    for antwort in answers:
        if antwort.antwort is Zusage.ENTSCHULDIGT:
            for besetzung in antwort.sitz.heutige:
                yield schreiben(
                    besetzung.person,
                    f"Beschluss {beschluss.nummer} in Ihrer Abwesenheit",
                    "beschluss_festhalten",
                    beschluss.nummer,
                    beschluss=beschluss,
                    link=adresse(f"/beschluesse/{beschluss.nummer}"),
                )
