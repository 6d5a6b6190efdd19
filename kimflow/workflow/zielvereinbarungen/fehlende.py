"""What follows while signatures are missing: links and reminders, a Beitrag put anew, going on without a party."""

from collections.abc import Iterable
from datetime import timedelta

from kimflow import clock
from kimflow.models import (
    Beitrag,
    Beschluss,
    Fassungsanlass,
    Linkzweck,
    Person,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission
from kimflow.queries import personen, zeichnungen
from kimflow.saetze import als_satz
from kimflow.workflow import einzellinks
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.zielvereinbarungen.fassungen import festlegen
from kimflow.workflow.zielvereinbarungen.fortschreibung import in_kraft_treten
from kimflow.workflow.zielvereinbarungen.voraussetzungen import partei_soll_zeichnen, zeichnung_fehlt

P = Permission
S = ZielvereinbarungStatus
LINK_GILT = timedelta(days=28)


def einladen(beitraege: Iterable[Beitrag]) -> None:
    """A new link of their own for everybody who may sign these; the letters of the act carry them."""
    for beitrag in beitraege:
        for wer in personen.zeichnungsberechtigte(beitrag.institution_id):
            beitrag.einzellinks[wer] = link_zur_zeichnung(wer, beitrag.id)


def link_zur_zeichnung(wer: Person, beitrag_id: int) -> str:
    """A token that opens one Zeichnung."""
    return einzellinks.ausstellen(wer, Linkzweck.ZIELVEREINBARUNG_ZEICHNEN, beitrag_id, LINK_GILT)


@act(
    P.ZIELVEREINBARUNG_ERINNERN,
    label="An fehlende Zeichnungen erinnern",
    sentence="hat an die fehlenden Zeichnungen erinnert",
    when={S.ZUR_ZEICHNUNG},
    requires=(zeichnung_fehlt,),
)
def erinnern(vereinbarung: Zielvereinbarung, person: Person) -> None:
    """Allen, deren Haus noch nicht gezeichnet hat, einen persönlichen Link zum Zeichnen schicken."""
    waiting = [b for b in vereinbarung.ausstehende if b.verweigerung is None]
    einladen(waiting)
    if not any(beitrag.einzellinks for beitrag in waiting):
        raise Obstructed(
            "Zu erinnern ist niemand: Jedes Haus, das noch fehlt, hat die Zeichnung verweigert oder niemanden, "
            "der zeichnen darf."
        )


@act(
    P.ZIELVEREINBARUNG_BEITRAG_NEU_FASSEN,
    label="Beitrag neu fassen",
    sentence="hat den Beitrag neu gefasst; nur diese Partei zeichnet noch einmal",
    when={S.ZUR_ZEICHNUNG},
    requires=(partei_soll_zeichnen,),
    records=("begruendung",),
)
def beitrag_neu_fassen(beitrag: Beitrag, person: Person, *, text: str, begruendung: str) -> None:
    """Den Text dieses Beitrags ändern. Seine Zeichnung verliert ihre Gültigkeit, alle anderen bleiben."""
    if not text or not begruendung:
        raise Obstructed("Bitte nennen Sie den neuen Text und warum er sich ändert.")
    if text == beitrag.text:
        raise Obstructed("Der Text ist derselbe wie bisher.")
    for zeichnung in (beitrag.zeichnung, beitrag.verweigerung):
        if zeichnung is not None:
            zeichnung.ungueltig_weil = f"Der Beitrag wurde neu gefasst: {begruendung}"[:2000]
            zeichnung.ungueltig_am = clock.now()
    beitrag.text = text
    festlegen(beitrag.zielvereinbarung, person, Fassungsanlass.BEITRAG)
    beitrag.neu_gefasst_am = clock.today()
    einladen([beitrag])


@act(
    P.ZIELVEREINBARUNG_OHNE_PARTEI_IN_KRAFT_SETZEN,
    label="Ohne Partei in Kraft setzen",
    sentence="hat festgehalten, dass die Zielvereinbarung ohne fehlende Parteien in Kraft tritt",
    when={S.ZUR_ZEICHNUNG},
    then=S.IN_KRAFT,
    requires=(zeichnung_fehlt,),
    records=("beschluss", "parteien", "begruendung"),
)
def ohne_partei_in_kraft_setzen(
    vereinbarung: Zielvereinbarung, person: Person, *, beschluss: Beschluss, parteien: list[Beitrag], begruendung: str
) -> None:
    """Nach Ablauf der Zeichnungsfrist tritt sie ohne die Parteien in Kraft, die nicht gezeichnet haben."""
    if not begruendung:
        raise Obstructed("Bitte begründen Sie, warum es ohne diese Parteien weitergeht.")
    if clock.today() <= zeichnungen.frist(vereinbarung):
        raise Obstructed(f"Gezeichnet werden kann noch bis {zeichnungen.frist(vereinbarung):%d.%m.%Y}.")
    if beschluss.id == vereinbarung.beschluss_id:
        raise Obstructed("Dafür braucht es einen neuen Beschluss.")
    missing = vereinbarung.ausstehende
    if set(parteien) != set(missing):
        names = ", ".join(str(one) for one in missing)
        raise Obstructed(f"{als_satz(f'Noch nicht gezeichnet haben: {names}')} Bitte nennen Sie genau diese Parteien.")
    if len(missing) == len(vereinbarung.zeichnende):
        raise Obstructed("Mindestens eine Partei muss gezeichnet haben.")
    for beitrag in missing:
        beitrag.ausgenommen_id, beitrag.ausgenommen = beschluss.id, begruendung
    festlegen(vereinbarung, person, Fassungsanlass.OHNE_PARTEI, beschluss)
    in_kraft_treten(vereinbarung)
