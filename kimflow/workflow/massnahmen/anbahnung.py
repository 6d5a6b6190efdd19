"""Until it is agreed: proposed, promised by its house, decided."""

from collections.abc import Sequence
from datetime import date

from kimflow import clock
from kimflow.models import (
    Beschluss,
    Institution,
    Massnahme,
    Massnahmeart,
    MassnahmeStatus,
    Person,
    Thema,
    ThemaStatus,
    Zielvereinbarung,
)
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.massnahmen.voraussetzungen import arbeitet_im_haus, liegt_nicht_vor
from kimflow.workflow.nummern import naechste

P = Permission
S = MassnahmeStatus
T = ThemaStatus

_NIMMT_AUF = frozenset({T.GESAMMELT, T.VORGELEGT, T.PRIORISIERT, T.BEAUFTRAGT, T.VORSCHLAG, T.VEREINBART})


@act(
    P.MASSNAHME_VORSCHLAGEN,
    label="Maßnahme vorschlagen",
    sentence="hat die Maßnahme vorgeschlagen",
    when=_NIMMT_AUF,
    then=S.VORGESCHLAGEN,
    records=("institution", "zielvereinbarung", "frist"),
    creates=True,
)
def vorschlagen(
    thema: Thema,
    person: Person,
    *,
    titel: str,
    beschreibung: str,
    art: Massnahmeart | None,
    institution: Institution,
    unterstuetzende: Sequence[Institution],
    frist: date | None,
    zielvereinbarung: Zielvereinbarung | None = None,
) -> Massnahme:
    """Eine Maßnahme zu diesem Thema vorschlagen. Das genannte Haus wird um seine Zusage gebeten."""
    if zielvereinbarung is not None:
        _passt(zielvereinbarung, thema)
    return Massnahme(
        nummer=naechste(Massnahme),
        thema=thema,
        zielvereinbarung=zielvereinbarung,
        projektgruppe_id=thema.projektgruppe_id,
        titel=titel,
        beschreibung=beschreibung,
        art=art,
        institution=institution,
        unterstuetzende=_ohne(unterstuetzende, institution),
        frist=frist,
    )


def _passt(vereinbarung: Zielvereinbarung, thema: Thema) -> None:
    if vereinbarung.thema_id != thema.id:
        raise Obstructed("Die Zielvereinbarung gehört zu einem anderen Thema.")
    if not vereinbarung.ist_in_arbeit:
        raise Obstructed("Die Zielvereinbarung ist eingereicht und nimmt keine Maßnahmen mehr auf.")


def _ohne(unterstuetzende: Sequence[Institution], verantwortliche: Institution) -> list[Institution]:
    return [institution for institution in unterstuetzende if institution.id != verantwortliche.id]


@act(
    P.MASSNAHME_ZUSAGEN,
    label="Zusagen",
    sentence="hat die Maßnahme zugesagt",
    when={S.VORGESCHLAGEN},
    then=S.ZUGESAGT,
    records=("verantwortlich",),
)
def zusagen(massnahme: Massnahme, person: Person, *, verantwortlich: Person) -> None:
    """Für das eigene Haus zusagen, die Maßnahme umzusetzen, und die verantwortliche Person benennen."""
    arbeitet_im_haus(massnahme, verantwortlich)
    massnahme.verantwortlich, massnahme.zugesagt_von, massnahme.absage = verantwortlich, person, ""
    massnahme.verantwortlich_seit = clock.today()


@act(
    P.MASSNAHME_ABSAGEN,
    label="Absagen",
    sentence="hat die Maßnahme für das eigene Haus abgesagt",
    when={S.VORGESCHLAGEN},
    records=("begruendung",),
)
def absagen(massnahme: Massnahme, person: Person, *, begruendung: str) -> None:
    """Begründen, warum das eigene Haus diese Maßnahme so nicht übernimmt. Der Vorschlag bleibt stehen."""
    massnahme.absage = begruendung


@act(
    P.MASSNAHME_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat die Maßnahme bearbeitet",
    when={S.VORGESCHLAGEN},
    requires=(liegt_nicht_vor,),
    records=("institution", "frist"),
)
def bearbeiten(
    massnahme: Massnahme,
    person: Person,
    *,
    titel: str,
    beschreibung: str,
    art: Massnahmeart | None,
    institution: Institution,
    unterstuetzende: Sequence[Institution],
    frist: date | None,
) -> None:
    """Den Vorschlag ändern. Was ein Haus zugesagt hat, ändert sich nicht mehr."""
    if institution.id != massnahme.institution_id:
        massnahme.absage = ""
    massnahme.titel, massnahme.beschreibung, massnahme.art = titel, beschreibung, art
    massnahme.institution, massnahme.frist = institution, frist
    massnahme.unterstuetzende = _ohne(unterstuetzende, institution)


@act(
    P.MASSNAHME_VEREINBAREN,
    label="Vereinbaren",
    sentence="hat die Maßnahme als vereinbart festgehalten",
    when={S.ZUGESAGT},
    then=S.VEREINBART,
    records=("beschluss",),
    follows=True,
)
def vereinbaren(massnahme: Massnahme, person: Person, *, beschluss: Beschluss) -> None:
    """Die zugesagte Maßnahme ist durch den Beschluss vereinbart."""
    massnahme.beschluss = beschluss


@act(
    P.MASSNAHME_AUSNEHMEN,
    label="Aus der Zielvereinbarung nehmen",
    sentence="hat festgehalten, dass dieser Maßnahme nicht zugestimmt wurde",
    when={S.ZUGESAGT},
    records=("beschluss",),
    follows=True,
)
def ausnehmen(massnahme: Massnahme, person: Person, *, beschluss: Beschluss) -> None:
    """‹Die Lenkungsgruppe:nom› hat der Zielvereinbarung ohne diese Maßnahme zugestimmt. Die Zusage bleibt."""
    massnahme.zielvereinbarung = None


@act(
    P.MASSNAHME_NACHERFASSEN,
    label="Laufende Maßnahme nacherfassen",
    sentence="hat die früher beschlossene Maßnahme nacherfasst",
    when=_NIMMT_AUF,
    then=S.VEREINBART,
    records=("beschluss", "institution", "verantwortlich", "frist"),
    creates=True,
)
def nacherfassen(
    thema: Thema,
    person: Person,
    *,
    beschluss: Beschluss,
    titel: str,
    beschreibung: str,
    art: Massnahmeart | None,
    institution: Institution,
    verantwortlich: Person | None,
    frist: date | None,
) -> Massnahme:
    """Eine Maßnahme aufnehmen, die vor der Einführung von kimflow beschlossen wurde."""
    if not beschluss.nacherfasst:
        raise Obstructed("Nacherfasst wird nur mit einem früheren, nacherfassten Beschluss.")
    if verantwortlich is not None and verantwortlich.institution_id != institution.id:
        raise Obstructed("Die verantwortliche Person muss in der verantwortlichen Institution arbeiten.")
    return Massnahme(
        nummer=naechste(Massnahme),
        thema=thema,
        projektgruppe_id=thema.projektgruppe_id,
        titel=titel,
        beschreibung=beschreibung,
        art=art,
        institution=institution,
        verantwortlich=verantwortlich,
        verantwortlich_seit=clock.today() if verantwortlich else None,
        frist=frist,
        beschluss=beschluss,
    )
