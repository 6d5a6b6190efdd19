"""DOCX and ODT say what the page says, whatever stands in the text, and are the same bytes for the same content."""

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kimflow import clock
from kimflow.columns import canonical
from kimflow.exports import dokument_docx, dokument_odt
from kimflow.exports.bloecke import Absatz, Liste, Stueck, Tabelle, Ueberschrift, Zitat, bloecke, fuer_xml, mit_titel
from kimflow.exports.markdown_html import html
from kimflow.exports.papiere import Papier
from tests.dokumente.lesen import aus_docx, aus_html, aus_odt, teil, woerter, xml_teile, zeilen

ALLES = """# Ergebnisprotokoll

## Teilnahme

Ein Absatz mit **fetten**, *schrägen* und ***beiden*** Wörtern, `code`, einem [Verweis](https://kreis.example/a?b=1&c=2)
und einer zweiten Zeile. Dazu Zeichen: < > & " ' – „so“.

- erster Punkt
- zweiter Punkt

    mit zweitem Absatz

    - tiefer
        1. eins
        2. zwei

1. Eins
2. Zwei

Neue Liste:

1. Wieder eins

| Sitz | Punkte |
|---|--:|
| Jobcenter | 12 |
| Träger \\| Verein | 4 |

> Ein Einwand
> in zwei Zeilen

---

Begriff
: Erklärung

Code:

    zwei  Leerzeichen
    und eine Zeile
"""
SCHREIBER = {
    "docx": (dokument_docx.dokument, aus_docx),
    "odt": (dokument_odt.dokument, aus_odt),
}


def schreiben(format, text, *, titel="Titel", kopf="Kopf", briefkopf="Kreis Musterkreis", **dazu):
    return SCHREIBER[format][0](Papier(titel, bloecke(text), kopf, briefkopf, **dazu))


def gelesen(format, content):
    """Without letterhead and title, which are not in the text."""
    return zeilen(SCHREIBER[format][1](content))[2:]


@pytest.mark.parametrize("format", SCHREIBER)
def test_im_dokument_steht_zeile_fuer_zeile_was_auf_der_seite_steht(format):
    assert gelesen(format, schreiben(format, ALLES)) == zeilen(aus_html(html(ALLES, 2)))


TEXTE = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab äß€ \n\n\t*_#-+>|`[]()!:.0123456789<&;\\\"'~=–„“\u00a0\ufffe\uffff\U0001f600"),
        st.characters(),
    ),
    max_size=120,
)


@pytest.mark.parametrize("format", SCHREIBER)
@given(text=TEXTE)
@example(text="| a | b |\n|---|---|\n| c | d |\n\n- x\n\n    | a | b |\n    |---|---|\n    | c |")
@example(text="<script>alert(1)</script> ]]> <!-- --> &#0; &#x1f; &lt;b&gt; <?xml?>")
@example(text="1. a\n\n    > b\n\n    ## c\n\n> - d\n>     - e")
@settings(max_examples=80, deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_kein_text_bringt_ein_dokument_zu_fall_und_jeder_kommt_unveraendert_zurueck(format, text):
    """I4 P0: control characters and markup in what people type break no file, and nothing of it is lost."""
    text = canonical(text, lines=True)
    line = canonical(text)

    content = schreiben(format, text, titel=line or "Titel", kopf=line, briefkopf=line)

    for name in xml_teile(content):
        teil(content, name)
    page = aus_html(html(text, 2))
    assert woerter(SCHREIBER[format][1](content)) == woerter(fuer_xml(f"{line} {line or 'Titel'} {page}"))


@pytest.mark.parametrize("format", SCHREIBER)
def test_derselbe_inhalt_gibt_dieselben_bytes(format):
    first = schreiben(format, ALLES)

    with clock.turned_to(clock.now() + timedelta(days=400)):
        assert schreiben(format, ALLES) == first
    with ZipFile(BytesIO(first)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


@pytest.mark.parametrize("format", SCHREIBER)
def test_urheber_ist_der_kreis_und_die_sprache_deutsch(format):
    content = schreiben(format, ALLES, titel="Protokoll S-2026-003")

    angaben = teil(content, "docProps/core.xml" if format == "docx" else "meta.xml")
    words = {e.tag.rpartition("}")[2]: e.text for e in angaben.iter() if e.text}
    assert (words["title"], words["creator"], words["language"]) == (
        "Protokoll S-2026-003", "Kreis Musterkreis", "de-DE",
    )  # fmt: skip
    styles = teil(content, "word/styles.xml" if format == "docx" else "styles.xml")
    languages = {v for e in styles.iter() for k, v in e.attrib.items() if k.endswith(("}language", "}lang"))}
    assert not any(tag.endswith("}thumbnail") for tag in words)
    if format == "odt":
        assert languages == {"de"}
    else:
        (default,) = styles.iter(qn("w:rPrDefault"))
        assert [e.get(qn("w:val")) for e in default.iter(qn("w:lang"))] == ["de-DE"]


# --- DOCX ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def docx():
    return Document(BytesIO(schreiben("docx", ALLES, kopf="Lenkungsgruppe, Sitzung S-2026-003")))


def test_docx_hat_echte_ueberschriften_in_ihrer_ordnung(docx):
    styles = [(p.style.name, p.text) for p in docx.paragraphs if p.style.name.startswith(("Title", "Heading"))]

    assert styles == [("Title", "Titel"), ("Heading 1", "Ergebnisprotokoll"), ("Heading 2", "Teilnahme")]


def test_docx_hat_echte_listen_und_jede_neue_zaehlt_von_eins(docx):
    items = [p for p in docx.paragraphs if p.style.name.startswith("List ")]
    numbers = {p.text: p._p.pPr.numPr for p in items if p._p.pPr.numPr is not None}

    assert [p.style.name for p in items].count("List Number") == 5
    assert numbers["tiefer"].ilvl.val == 1
    assert numbers["eins"].ilvl.val == 2
    assert numbers["Eins"].numId.val == numbers["Zwei"].numId.val != numbers["Wieder eins"].numId.val


def test_docx_wiederholt_die_kopfzeile_einer_tabelle_auf_jeder_seite(docx):
    (table,) = docx.tables

    headed = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert headed == [True, False, False]
    assert [cell.text for cell in table.rows[2].cells] == ["Träger | Verein", "4"]


def test_docx_ist_a4_mit_kopfzeile_und_seitenzahlen(docx):
    (section,) = docx.sections

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.header.paragraphs[0].text == "Lenkungsgruppe, Sitzung S-2026-003"
    footer = section.footer.paragraphs[0]._p
    assert "".join(t.text for t in footer.iter(qn("w:t"))) == "Seite 1 von 1"
    assert [f.get(qn("w:instr")) for f in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_docx_verweist_wohin_die_seite_verweist(docx):
    targets = [r.target_ref for r in docx.part.rels.values() if r.is_external]

    assert targets == ["https://kreis.example/a?b=1&c=2"]


# --- ODT ----------------------------------------------------------------------------------------------------------


def test_odt_beginnt_mit_seiner_art_unverpackt():
    content = schreiben("odt", ALLES)

    with ZipFile(BytesIO(content)) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        listed = {
            e.get(e.nsmap and f"{{{e.nsmap['manifest']}}}full-path") for e in teil(content, "META-INF/manifest.xml")
        }
        assert listed == {"/", "content.xml", "styles.xml", "meta.xml"}


def test_odt_nennt_nur_formate_die_es_hat():
    content = schreiben("odt", ALLES)
    body, styles = teil(content, "content.xml"), teil(content, "styles.xml")

    def names(root, attribute):
        return {v for e in root.iter() for k, v in e.attrib.items() if k.endswith(f"}}{attribute}")}

    defined = {
        e.get(k) for root in (body, styles) for e in root.iter() for k in e.attrib if k.endswith("style:1.0}name")
    }
    assert names(body, "style-name") | names(styles, "parent-style-name") <= defined


def test_odt_hat_echte_ueberschriften_listen_und_eine_kopfzeile_die_sich_wiederholt():
    body = teil(schreiben("odt", ALLES), "content.xml")
    by_tag = re.compile(r"\{.*\}(h|list|table-header-rows)$")

    found = [m[1] for e in body.iter() if isinstance(e.tag, str) and (m := by_tag.match(e.tag))]
    assert (found.count("h"), found.count("list"), found.count("table-header-rows")) == (2, 5, 1)


# --- the blocks ---------------------------------------------------------------------------------------------------


def test_bloecke_sind_was_die_seite_zeigt():
    assert bloecke("## A\n\ntext **fett**\nneu\n\n> z\n\n- a\n    1. b") == [
        Ueberschrift(1, [Stueck("A")]),
        Absatz([Stueck("text "), Stueck("fett", fett=True), Stueck("\nneu")]),
        Zitat([Absatz([Stueck("z")])]),
        Liste(False, [[Absatz([Stueck("a")]), Liste(True, [[Absatz([Stueck("b")])]])]]),
    ]


def test_der_titel_ist_die_ueberschrift_mit_der_der_text_beginnt():
    assert mit_titel("# Protokoll\n\n## Teilnahme\n\nAlle.") == (
        "Protokoll", [Ueberschrift(1, [Stueck("Teilnahme")]), Absatz([Stueck("Alle.")])],
    )  # fmt: skip
    assert mit_titel("Alle.\n\n## Danach") == ("", [Absatz([Stueck("Alle.")]), Ueberschrift(1, [Stueck("Danach")])])


def test_fremde_adressen_und_rohes_html_kommen_nicht_ins_dokument():
    """I4 P0: what the page does not show, no file shows."""
    (absatz,) = bloecke("[x](javascript:alert(1)) <b>roh</b> ![bild](https://x.example/y.png)")

    assert "".join(s.text for s in absatz.stuecke).split() == ["x", "roh"]
    assert {s.adresse for s in absatz.stuecke} == {""}


def test_breite_spalten_bekommen_mehr_platz():
    (tabelle,) = bloecke("| TOP | Worum es geht |\n|---|---|\n| 1 | Ein langer Titel, der Platz braucht |")

    assert isinstance(tabelle, Tabelle)
    assert tabelle.anteile[1] > 3 * tabelle.anteile[0]
    assert sum(tabelle.anteile) <= 100
