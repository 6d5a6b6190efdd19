"""Blocks as HTML: what a page shows of a paper, and what its PDF is set from. Whatever was typed is escaped."""

import base64
from collections.abc import Sequence

from markupsafe import Markup, escape

from kimflow.exports.bloecke import (
    Absatz,
    Bild,
    Block,
    Linie,
    Liste,
    Seitenumbruch,
    Stueck,
    Tabelle,
    Ueberschrift,
    Unterschrift,
    Zitat,
)


def html(bloecke: Sequence[Block], ab: int, *, breiten: bool = False) -> Markup:
    """Headings start at level `ab`. breiten: columns get their share of the width, which pages leave to the browser."""
    return Markup().join(_block(block, ab, breiten) for block in bloecke)


def _block(block: Block, ab: int, breiten: bool) -> Markup:
    if isinstance(block, Ueberschrift):
        return Markup("<{0}>{1}</{0}>").format(f"h{min(block.ebene + ab - 1, 6)}", _stuecke(block.stuecke))
    if isinstance(block, Absatz):
        return Markup("<p>{}</p>").format(_stuecke(block.stuecke))
    if isinstance(block, Liste):
        items = Markup().join(Markup("<li>{}</li>").format(_punkt(punkt, ab, breiten)) for punkt in block.punkte)
        return Markup("<{0}>{1}</{0}>").format("ol" if block.nummeriert else "ul", items)
    if isinstance(block, Tabelle):
        return _tabelle(block, breiten)
    if isinstance(block, Zitat):
        return Markup("<blockquote>{}</blockquote>").format(html(block.bloecke, ab, breiten=breiten))
    if isinstance(block, Unterschrift):
        words = Markup(" ").join(Markup("<span>{}</span>").format(wort) for wort in block.worte)
        return Markup('<p class="kf-unterschrift">{}</p>').format(words)
    if isinstance(block, Bild):
        size = Markup(" style='height: {}cm'").format(block.hoehe) if breiten else ""
        source = base64.b64encode(block.inhalt).decode()
        return Markup("<p><img alt='{}' src='data:image/png;base64,{}'{}></p>").format(block.text, source, size)
    return {Linie: Markup("<hr>"), Seitenumbruch: Markup('<div class="kf-umbruch"></div>')}[type(block)]


def _punkt(bloecke: Sequence[Block], ab: int, breiten: bool) -> Markup:
    """A point of one paragraph is no paragraph of its own, as in Markdown."""
    first, rest = (bloecke[0], bloecke[1:]) if bloecke else (None, ())
    if isinstance(first, Absatz) and not any(isinstance(one, Absatz) for one in rest):
        return _stuecke(first.stuecke) + html(rest, ab, breiten=breiten)
    return html(bloecke, ab, breiten=breiten)


VIELE = 6
"""Columns from which a table stands in small type."""


def _tabelle(tabelle: Tabelle, breiten: bool) -> Markup:
    heading, *rows = [
        Markup().join(
            Markup('<{0} align="{1}">{2}</{0}>').format(
                "td" if number else "th", zelle.ausrichtung or "left", _stuecke(zelle.stuecke)
            )
            for zelle in zeile
        )
        for number, zeile in enumerate(tabelle.zeilen)
    ]
    columns = Markup().join(Markup("<col style='width: {}%'>").format(share) for share in tabelle.anteile)
    height = Markup(" style='height: {}cm'").format(tabelle.hoehe) if tabelle.hoehe and breiten else ""
    body = Markup().join(Markup("<tr{}>{}</tr>").format(height, row) for row in rows)
    kinds = (("klein", tabelle.klein or len(tabelle.anteile) >= VIELE), ("untrennbar", tabelle.ist_untrennbar))
    return Markup("<table class='{}'>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        " ".join(word for word, is_on in kinds if is_on),
        Markup("<colgroup>{}</colgroup>").format(columns) if breiten else "",
        heading,
        body,
    )


def _stuecke(stuecke: Sequence[Stueck]) -> Markup:
    return Markup().join(map(_stueck, stuecke))


def _stueck(stueck: Stueck) -> Markup:
    text = Markup("<br>").join(escape(line) for line in stueck.text.split("\n"))
    for tag, is_on in (("strong", stueck.fett), ("em", stueck.kursiv), ("code", stueck.code)):
        text = Markup("<{0}>{1}</{0}>").format(tag, text) if is_on else text
    address = Markup("<a href='{}' rel='noopener noreferrer'>{}</a>")
    return address.format(stueck.adresse, text) if stueck.adresse else text
