"""Acts on Fördertöpfe and their years: entered, released, carried over as drafts, closed for good."""

from kimflow import clock, queries
from kimflow.db import session
from kimflow.geld import euro
from kimflow.models import Deckungsfaehig, Foerderjahr, FoerderjahrStatus, Foerdertopf, FoerdertopfStatus, Person
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act

P = Permission
S = FoerdertopfStatus


def jahr_ist_offen(topf: Foerdertopf) -> str | None:
    """das Jahr ist nicht abgeschlossen"""
    return None if topf.foerderjahr.ist_offen else f"Das Jahr {topf.jahr} ist abgeschlossen und bleibt, wie es war."


@act(
    P.FOERDERTOPF_ANLEGEN,
    label="Fördertopf anlegen",
    sentence="hat den Fördertopf angelegt",
    then=S.ENTWURF,
    records=("jahr", "baustein", "name", "deckel"),
    creates=True,
)
def anlegen(
    person: Person,
    *,
    jahr: int,
    baustein: int,
    name: str,
    deckel: int | None,
    einheit: str = "",
    deckungsfaehig: Deckungsfaehig = Deckungsfaehig.UNBEKANNT,
    quelle: str = "",
    notiz: str = "",
) -> Foerdertopf:
    """Einen Topf für ein Jahr als Entwurf eintragen. Gebucht wird erst, wenn er freigegeben ist."""
    foerderjahr = queries.foerdertoepfe.jahr(jahr) or Foerderjahr(jahr=jahr, status=FoerderjahrStatus.OFFEN)
    if not foerderjahr.ist_offen:
        raise Obstructed(f"Das Jahr {jahr} ist abgeschlossen und bleibt, wie es war.")
    _name_frei(jahr, baustein, name)
    return Foerdertopf(
        foerderjahr=foerderjahr,
        baustein=baustein,
        name=name,
        deckel=deckel,
        einheit=einheit,
        deckungsfaehig=deckungsfaehig,
        quelle=quelle,
        notiz=notiz,
    )


@act(
    P.FOERDERTOPF_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat den Fördertopf bearbeitet",
    requires=(jahr_ist_offen,),
    records=("baustein", "name", "deckel", "deckungsfaehig"),
)
def bearbeiten(
    topf: Foerdertopf,
    person: Person,
    *,
    baustein: int,
    name: str,
    deckel: int | None,
    einheit: str,
    deckungsfaehig: Deckungsfaehig,
    quelle: str,
    notiz: str,
) -> None:
    """Deckel und Angaben an den Bescheid anpassen. Unter das, was schon gebucht ist, sinkt der Deckel nicht."""
    _name_frei(topf.jahr, baustein, name, topf)
    taken = queries.buchungen.belegt(topf)
    if deckel is not None and deckel < taken and (topf.deckel is None or deckel < topf.deckel):
        raise Obstructed(
            f"Gebucht sind schon {euro(taken)}. Bitte stornieren Sie erst, was der neue Deckel nicht trägt."
        )
    topf.baustein, topf.name, topf.deckel, topf.einheit = baustein, name, deckel, einheit
    topf.deckungsfaehig, topf.quelle, topf.notiz = deckungsfaehig, quelle, notiz


@act(
    P.FOERDERTOPF_FREIGEBEN,
    label="Freigeben",
    sentence="hat den Fördertopf freigegeben",
    when={S.ENTWURF},
    then=S.FREIGEGEBEN,
    requires=(jahr_ist_offen,),
)
def freigeben(topf: Foerdertopf, person: Person) -> None:
    """Deckel und Angaben stimmen mit dem Bescheid überein: Ab jetzt wird darauf gebucht."""


@act(
    P.FOERDERTOPF_LOESCHEN,
    label="Entwurf löschen",
    sentence="hat den Entwurf eines Fördertopfs gelöscht",
    when={S.ENTWURF},
    requires=(jahr_ist_offen,),
)
def loeschen(topf: Foerdertopf, person: Person) -> None:
    """Den Entwurf wieder entfernen; auf ihm ist nichts gebucht."""
    session().delete(topf)


def jahr_ist_vorbei(foerderjahr: Foerderjahr) -> str | None:
    """das Jahr ist vorbei"""
    if foerderjahr.jahr < clock.today().year:
        return None
    return f"Das Jahr {foerderjahr.jahr} ist noch nicht vorbei."


@act(
    P.FOERDERJAHR_UEBERNEHMEN,
    label="Töpfe ins neue Jahr übernehmen",
    sentence="hat die Fördertöpfe ins neue Jahr übernommen",
)
def uebernehmen(foerderjahr: Foerderjahr, person: Person) -> None:
    """Die freigegebenen Töpfe als Entwürfe ins nächste Jahr schreiben, ohne Geld und ohne die alte Quelle."""
    there, new = foerderjahr.jahr + 1, queries.foerdertoepfe.fehlende_im_folgejahr(foerderjahr.jahr)
    if not new:
        raise Obstructed(f"Im Jahr {there} stehen schon alle Töpfe.")
    for topf in new:
        anlegen(
            person,
            jahr=there,
            baustein=topf.baustein,
            name=topf.name,
            deckel=topf.deckel,
            einheit=topf.einheit,
            deckungsfaehig=topf.deckungsfaehig,
            notiz=topf.notiz,
        )


@act(
    P.FOERDERJAHR_ABSCHLIESSEN,
    label="Jahr abschließen",
    sentence="hat das Förderjahr abgeschlossen",
    when={FoerderjahrStatus.OFFEN},
    then=FoerderjahrStatus.ABGESCHLOSSEN,
    requires=(jahr_ist_vorbei,),
)
def abschliessen(foerderjahr: Foerderjahr, person: Person) -> None:
    """Töpfe und Buchungen dieses Jahres festhalten. Danach ändert sie niemand mehr, auch die Technik nicht."""
    foerderjahr.abgeschlossen_am = clock.today()


def _name_frei(jahr: int, baustein: int, name: str, ausser: Foerdertopf | None = None) -> None:
    if any(other is not ausser for other in queries.foerdertoepfe.namensgleiche(jahr, baustein, name)):
        raise Obstructed(f"Einen Topf „{name}“ gibt es {jahr} in Baustein {baustein} schon.")
