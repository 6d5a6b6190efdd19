"""QR codes: for a page as SVG that stands in it, black on white in the dark mode too; for a paper as a picture."""

import io

import segno
from markupsafe import Markup


def qr_png(text: str) -> bytes:
    """The code of `text` in black on white."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=6, border=2)
    return out.getvalue()


def qr(text: str, titel: str) -> Markup:
    """The code of `text`; `titel` is what it is called for those who cannot see it."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        nl=False,
        omitsize=True,
        border=4,
        dark="#000",
        light="#fff",
        title=titel,
        svgclass="kf-qr",
        lineclass=None,
    )
    svg = out.getvalue().decode()
    return Markup(svg.replace("<svg ", '<svg role="img" focusable="false" ', 1))  # noqa: S704 - segno escapes the title
