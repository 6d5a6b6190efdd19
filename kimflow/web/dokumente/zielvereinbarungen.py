"""A Zielvereinbarung as a file: the whole of it with its signatures, and the sheet one party signs."""

from kimflow.models import Beitrag, Person, Zielvereinbarung
from kimflow.web.dokumente import Datei, abgerufen, papier_datei
from kimflow.workflow.zielvereinbarungen.papier import blatt
from kimflow.workflow.zielvereinbarungen.papier import papier as inhalt


def zielvereinbarung_datei(vereinbarung: Zielvereinbarung, person: Person, format: str) -> Datei:
    """Loaded by queries.zielvereinbarungen.ganz(). A draft says so on every page, and who fetched it."""
    content = inhalt(vereinbarung)
    marks = {"vermerk": "Entwurf", "fuss": abgerufen(person)} if content.ist_entwurf else {}
    kopf = f"Zielvereinbarung {vereinbarung.stamm}, {content.welche}"
    name = f"Zielvereinbarung-{vereinbarung.stamm}-{content.welche.replace(', ', '-').replace(' ', '-')}"
    return papier_datei(content.titel, content.bloecke, format, name, kopf, **marks)


def zeichnungsblatt_datei(beitrag: Beitrag, format: str) -> Datei:
    """Loaded by queries.zeichnungen.blaetter()."""
    content, number = blatt(beitrag), beitrag.zielvereinbarung.nummer
    kopf = f"Zielvereinbarung {number}, {content.welche}"
    return papier_datei(content.titel, content.bloecke, format, f"Zeichnung-{number}-{beitrag.id}", kopf)
