"""What must never become of a text: payloads of several families, and a look at the parsed page for any of them."""

from typing import Any

import html5lib

NUTZLASTEN = [
    "<script>boese()</script>",
    '"><img src=x onerror=boese()>',
    "' autofocus onfocus='boese()",
    "<svg/onload=boese()>",
    "[boese](javascript:boese())",
    '<a href="JaVaScRiPt:boese()">boese</a>',
    "</textarea></title><script>boese()",
    '<b hx-get="/boese" hx-trigger="load">',
    "{{1337*7331}}{{boese}}",
    "![boese](https://boese.example/x)",
    "<iframe srcdoc='boese'></iframe>",
    "<style>*{boese:1}</style>",
    "<!--><base href=//boese.example>",
]
_NUR_OHNE_UNS = {"iframe", "object", "embed", "style", "base", "img", "marquee", "math", "frame", "applet"}
_ADRESSEN = ("href", "src", "action", "formaction", "srcdoc", "xlink:href", "data", "poster", "background")


def boeses(html: str) -> list[str]:
    """Every element, handler, address or hx attribute of a page that can only have come from data."""
    found = []
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2]
        if tag in _NUR_OHNE_UNS or (tag == "script" and not element.attrib.get("src", "").startswith("/static/")):
            found.append(f"<{tag}>")
        found += [f"<{tag} {name}={value[:60]}>" for name, value in element.attrib.items() if _gefaehrlich(name, value)]
    return found + (["9801547"] if "9801547" in html else [])


def _gefaehrlich(name: Any, value: str) -> bool:
    name = str(name).lower()
    if name.startswith(("on", "hx-on", "srcdoc")):
        return True
    if name in _ADRESSEN:
        plain = "".join(value.split()).lower()
        return plain.startswith(("javascript:", "data:", "vbscript:")) or "boese.example" in plain.partition("?")[0]
    return name.startswith("hx-") and "boese" in value
