"""The dry run: what would happen with each row. Changes nothing."""

from collections.abc import Hashable, Iterable, Mapping, Sequence

from kimflow.models import Person
from kimflow.workflow.importe.art import ART, Art
from kimflow.workflow.importe.arten import familie
from kimflow.workflow.importe.befunde import Befund, Stand, Vorschau, Zuordnung
from kimflow.workflow.importe.lauf import Lauf
from kimflow.workflow.importe.zeilen import Dateizeile


def pruefen(
    art: Art,
    zeilen: Iterable[Dateizeile],
    zuordnung: Zuordnung,
    person: Person | None = None,
    alle: Sequence[Dateizeile] | None = None,
) -> Vorschau:
    """Judge these rows. `alle` are all rows of the file where these are some: the same row twice counts once."""
    befunde = [_vorbereitet(art, zeile, zuordnung) for zeile in zeilen]
    erste = _erste([_vorbereitet(art, zeile, zuordnung) for zeile in alle] if alle is not None else befunde)
    lauf = Lauf(zuordnung, person)
    for kind in {id(b.art): b.art for b in befunde if b.art}.values():
        own = [b for b in befunde if b.art is kind]
        kind.finden([b for b in own if not b.erledigt], lauf)
        for befund in own:
            _beurteilen(befund, kind, lauf, erste)
        kind.gemeinsam([b for b in own if not b.erledigt], lauf)
    return Vorschau(befunde)


def _vorbereitet(art: Art, zeile: Dateizeile, zuordnung: Zuordnung) -> Befund:
    """A row with the noun it is of, its columns as they were mapped by hand, and the Vorgaben where it is empty."""
    zeile = zeile.zugeordnet(zuordnung.spalten)
    kind = art_der_zeile(art, zeile)
    befund = Befund(zeile, kind)
    if kind is None:
        befund.abtun(Stand.AUSGELASSEN, f"„{zeile[ART] or 'ohne Art'}“ wird nicht übernommen.")
        return befund
    befund.zeile = zeile = kind.ergaenzt(zeile)
    for key in kind.je_key:
        given = zuordnung.vorgaben.get(key, "") if key in kind.vorgaben else ""
        befund.texte[key] = zeile[key] or given
    return befund


def art_der_zeile(art: Art, zeile: Dateizeile) -> Art | None:
    """The noun a row is of: where the table has a column „Art“, the one it names, and None for any other word."""
    if not zeile.hat(ART):
        return art
    word = zeile[ART].casefold()
    return next((one for one in familie(art) if word and word in (one.zeilenwort, one.einzahl.casefold())), None)


def _erste(befunde: Sequence[Befund]) -> Mapping[Hashable, int]:
    """The number of the first row of each key."""
    found: dict[Hashable, int] = {}
    for befund in befunde:
        if befund.art is not None:
            found.setdefault((befund.art.name, befund.art.schluessel(befund)), befund.zeile.nummer)
    return found


def _beurteilen(befund: Befund, art: Art, lauf: Lauf, erste: Mapping[Hashable, int]) -> None:
    first = erste[art.name, art.schluessel(befund)]
    if first != befund.zeile.nummer:
        befund.abtun(Stand.AUSGELASSEN, f"Steht schon in Zeile {first}.")
    if befund.erledigt:
        return
    if befund.ding is None:
        lauf.neu(befund, art)
    else:
        lauf.anders(befund, art)
    if not befund.erledigt:
        art.beurteilen(befund, lauf)
