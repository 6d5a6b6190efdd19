"""How much there is to administer."""

from sqlalchemy import func, select

from kimflow.db import session
from kimflow.models import Institution, Kommune, Nachricht, Person, PersonStatus, Vokabel


def anzahlen() -> dict[str, str]:
    """What to print beside each part of the Verwaltung, in one statement."""

    def count(table: type, *where: object) -> object:
        return select(func.count()).select_from(table).where(*where).scalar_subquery()  # type: ignore[arg-type]  # any table

    persons, invited, houses, towns, words, unsent = (
        session()
        .execute(
            select(
                count(Person, Person.status == PersonStatus.AKTIV),  # type: ignore[call-overload]  # more columns than select() has overloads
                count(Person, Person.status == PersonStatus.EINGELADEN),
                count(Institution, Institution.aktiv),
                count(Kommune, Kommune.aktiv),
                count(Vokabel, Vokabel.aktiv),
                count(Nachricht, Nachricht.versendet_am.is_(None)),
            )
        )
        .one()
    )
    return {
        "Personen": f"{persons} aktiv, {invited} eingeladen",
        "Institutionen": f"{houses} aktiv",
        "Kommunen": f"{towns} aktiv",
        "Vokabulare": f"{words} Wörter",
        "Postausgang": f"{unsent} nicht versendet",
    }
