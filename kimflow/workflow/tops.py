"""Acts on the items of an agenda: what stands there, the private preparation and the papers."""

from kimflow.models import Person, SitzungStatus, Top, Topart, Unterlage
from kimflow.permissions import Permission
from kimflow.queries.sitzungen import KOMMENDE
from kimflow.workflow import weblinks
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.bewegung import bewegen


def sitzung_ist_nicht_vorbei(top: Top) -> str | None:
    return None if top.sitzung.status in KOMMENDE else "Die Sitzung ist vorbei; ihre Tagesordnung bleibt, wie sie war."


def protokoll_ist_offen(top: Top) -> str | None:
    """Papers may still be added while the minutes are being written."""
    if top.sitzung.status in (*KOMMENDE, SitzungStatus.NACHBEREITUNG):
        return None
    return "Das Protokoll liegt vor. Unterlagen ändern sich nicht mehr."


@act(
    Permission.TOP_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat einen Tagesordnungspunkt bearbeitet",
    requires=(sitzung_ist_nicht_vorbei,),
    records=("titel", "art", "minuten"),
)
def bearbeiten(
    top: Top,
    person: Person,
    *,
    titel: str,
    art: Topart,
    minuten: int | None = None,
    berichterstattung: str = "",
    vorbereitung: str = "",
) -> None:
    """Titel, Art, Minuten und Berichterstattung ändern. Die Vorbereitung sehen nur, die die Sitzung planen."""
    top.titel, top.art, top.minuten = titel, art, minuten
    top.berichterstattung, top.vorbereitung = berichterstattung, vorbereitung
    bewegen(top.sitzung)


@act(
    Permission.TOP_UNTERLAGE_ANHAENGEN,
    label="Unterlage anhängen",
    sentence="hat eine Unterlage angehängt",
    requires=(protokoll_ist_offen,),
    records=("titel", "freigegeben"),
)
def unterlage_anhaengen(top: Top, person: Person, *, titel: str, adresse: str, freigegeben: bool = False) -> None:
    """Auf eine Unterlage verweisen. Intern sieht sie nur das Gremium, freigegeben auch, wer mitliest."""
    top.unterlagen.append(Unterlage(titel=titel, adresse=weblinks.geprueft(adresse), freigegeben=freigegeben))
    bewegen(top.sitzung)


@act(
    Permission.TOP_UNTERLAGE_ENTFERNEN,
    label="Unterlage entfernen",
    sentence="hat eine Unterlage entfernt",
    requires=(protokoll_ist_offen,),
)
def unterlage_entfernen(top: Top, person: Person, *, unterlage: Unterlage) -> None:
    """Den Verweis von der Tagesordnung nehmen. Die Unterlage selbst bleibt, wo sie liegt."""
    if unterlage.top_id != top.id:
        raise Obstructed("Die Unterlage gehört zu einem anderen Punkt.")
    top.unterlagen.remove(unterlage)
    bewegen(top.sitzung)
