"""How much there is to administer."""

from sqlalchemy import func, select

from kimflow.db import session
from kimflow.models import Institution, Kommune, Nachricht, Person, PersonStatus, Poststand, Vokabel
from kimflow.queries.post import stand


def anzahlen() -> dict[str, str]:
    """What to print beside each part of the Verwaltung, in one statement."""

    def count(table: type, *where: object) -> object:
        return select(func.count()).select_from(table).where(*where).scalar_subquery()  # type: ignore[arg-type]  # any table

    persons, invited, houses, towns, words, waiting, failed = (
        session()
        .execute(
            select(
                count(Person, Person.status == PersonStatus.AKTIV),  # type: ignore[call-overload]  # more columns than select() has overloads
                count(Person, Person.status == PersonStatus.EINGELADEN),
                count(Institution, Institution.aktiv),
                count(Kommune, Kommune.aktiv),
                count(Vokabel, Vokabel.aktiv),
                count(Nachricht, stand() == Poststand.OFFEN),
                count(Nachricht, stand() == Poststand.GESCHEITERT),
            )
        )
        .one()
    )
    return {
        "Personen": f"{persons} aktiv, {invited} eingeladen",
        "Institutionen": f"{houses} aktiv",
        "Kommunen": f"{towns} aktiv",
        "Vokabulare": f"{words} Wörter",
        "Postausgang": f"{waiting} nicht versendet" + (f", {failed} gescheitert" if failed else ""),
    }
