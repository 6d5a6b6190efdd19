"""One Thema with everything its page and the requirements of its acts read."""

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    AbstimmungStatus,
    Beschluss,
    Beschlusswirkung,
    Bruchstelle,
    Grundlage,
    Massnahme,
    Person,
    Stellungnahme,
    Thema,
    Top,
    Topgegenstand,
)
from kimflow.models import Sitzung as Treffen
from kimflow.queries.themen.sichtbarkeit import sichtbar_fuer


def ganz(person: Person) -> Select[Thema]:
    """Visible Themen with everything the page and the requirements of the acts read."""
    bruchstelle = selectinload(Thema.grundlagen).joinedload(Grundlage.bruchstelle)
    sitzung = selectinload(Thema.topgegenstaende).joinedload(Topgegenstand.top).joinedload(Top.sitzung)
    return sichtbar_fuer(person).options(
        joinedload(Thema.handlungsfeld),
        joinedload(Thema.projektgruppe),
        joinedload(Thema.beschluss).joinedload(Beschluss.gremium),
        selectinload(Thema.rechtskreise),
        selectinload(Thema.kommunen),
        bruchstelle.joinedload(Bruchstelle.fall),
        bruchstelle.joinedload(Bruchstelle.von_rechtskreis),
        bruchstelle.joinedload(Bruchstelle.zu_rechtskreis),
        bruchstelle.joinedload(Bruchstelle.von_institutionstyp),
        bruchstelle.joinedload(Bruchstelle.zu_institutionstyp),
        bruchstelle.joinedload(Bruchstelle.ursache),
        bruchstelle.joinedload(Bruchstelle.kommune),
        selectinload(Thema.stellungnahmen).joinedload(Stellungnahme.institution),
        selectinload(Thema.stellungnahmen).joinedload(Stellungnahme.person),
        sitzung.joinedload(Treffen.gremium),
        selectinload(Thema.zielvereinbarungen),
        selectinload(Thema.massnahmen).joinedload(Massnahme.institution),
        selectinload(Thema.massnahmen).joinedload(Massnahme.verantwortlich),
    )


def in_abstimmung(thema: Thema) -> str | None:
    """The number of the round that is about this Thema and not yet done with: a result waits for its Beschluss."""
    offene = (AbstimmungStatus.VORBEREITET, AbstimmungStatus.OFFEN, AbstimmungStatus.GESCHLOSSEN)
    decided = select(Beschluss.id).where(Beschluss.abstimmung_id == Abstimmung.id).exists()
    undecided = and_(Abstimmung.status == AbstimmungStatus.FESTGESTELLT, ~decided)
    return session().scalar(
        select(Abstimmung.nummer)
        .join(Abstimmungsoption, Abstimmungsoption.abstimmung_id == Abstimmung.id)
        .where(Abstimmungsoption.thema_id == thema.id, or_(Abstimmung.status.in_(offene), undecided))
        .limit(1)
    )


def beschluesse(thema: Thema) -> list[Beschluss]:
    """The Beschlüsse that touched this Thema, newest first."""
    touched = select(Beschlusswirkung.beschluss_id).where(Beschlusswirkung.thema_id == thema.id)
    statement = (
        select(Beschluss)
        .where(or_(Beschluss.id.in_(touched), Beschluss.id == thema.beschluss_id))
        .options(joinedload(Beschluss.gremium))
        .order_by(Beschluss.gefasst_am.desc(), Beschluss.id.desc())
    )
    return list(session().scalars(statement).unique())
