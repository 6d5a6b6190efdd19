"""Markdown as clean HTML: what pages show, and what documents are made from."""

from functools import lru_cache

import markdown as markdown_library
import nh3

_TAGS = {
    "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a", "h2", "h3", "h4", "h5", "h6",
    "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd",
}  # fmt: skip


@lru_cache(maxsize=2_000)
def html(text: str, ab: int) -> str:
    """No raw HTML, no images, links to https, http and mailto only (ZUSAGEN I4); headings start at level `ab`."""
    rendered = markdown_library.markdown(
        text,
        extensions=["tables", "sane_lists", "nl2br", "def_list", "toc"],
        extension_configs={"tables": {"use_align_attribute": True}, "toc": {"baselevel": ab}},
        output_format="html",
    )
    return nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}, "th": {"align"}, "td": {"align"}},
        url_schemes={"https", "http", "mailto"},
        link_rel="noopener noreferrer",
        url_relative="deny",
    )
