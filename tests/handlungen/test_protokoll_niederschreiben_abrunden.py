"""top.niederschreiben, sitzung.abrunden: the clerk's own sentences, and how typed text stands in the minutes."""

import markdown as markdown_library
import pytest

from kimflow import queries, workflow
from kimflow.blueprints.beschluesse.wirkungen import ARTEN
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Notizart, Topart
from kimflow.permissions import Permission
from kimflow.queries.niederschrift import WIRKUNGEN, absaetze
from kimflow.queries.niederschrift.worte import absatz, zeile
from kimflow.web.filters import markdown
from kimflow.workflow.acts import ACTS, Forbidden, Obstructed
from kimflow.workflow.wirkungen import BEJAHT, VERNEINT
from tests.bauen.protokolle import genehmigtes_protokoll, sitzung_in_nachbereitung, vorgelegtes_protokoll
from tests.bauen.sitzungen import laufende_sitzung, neuer_top
from tests.sicherheit.markup import NUTZLASTEN, boeses

pytestmark = pytest.mark.beide

SATZ = "Mats fragt nach den Kosten."


def schreiben(top, person, satz=SATZ):
    with transaction():
        workflow.protokolle.niederschreiben(top, person, niederschrift=satz)


def test_der_satz_steht_bei_seinem_punkt(welt, kora):
    sitzung = sitzung_in_nachbereitung(welt)
    schreiben(sitzung.tops[0], kora)

    text = queries.niederschrift.niederschrift(sitzung)
    assert text.index("## TOP 1") < text.index(SATZ) < text.index("## Aufträge")


def test_geschrieben_wird_auch_schon_waehrend_der_sitzung(welt, kora):
    sitzung = laufende_sitzung(welt)
    schreiben(sitzung.tops[0], kora)

    assert sitzung.tops[0].niederschrift == SATZ


def test_das_schreiben_hinterlaesst_eine_zeile_ohne_text(welt, kora):
    """F6 P0: the text stands in its own table only."""
    schreiben(sitzung_in_nachbereitung(welt).tops[0], kora)

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.angaben, zeile.texte) == ("top.niederschreiben", {}, [])


def test_wer_das_protokoll_fuehrt_schreibt_es(welt, paula):
    """The right follows from being named, not from a role."""
    sitzung = sitzung_in_nachbereitung(welt)
    with transaction():
        sitzung.protokollfuehrung = paula
    schreiben(sitzung.tops[0], paula)

    assert sitzung.tops[0].niederschrift == SATZ


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Bert", "Paula", "Bibi", "Lena", "Ada", "Nora"])
def test_sonst_schreibt_niemand(welt, wer):
    """D3 P0."""
    sitzung = sitzung_in_nachbereitung(welt)

    with pytest.raises(Forbidden):
        schreiben(sitzung.tops[0], welt.person(wer))
    with pytest.raises(Forbidden), transaction():
        workflow.protokolle.abrunden(sitzung, welt.person(wer), schlusswort="Danke")


def test_vor_der_sitzung_und_nach_dem_vorlegen_schreibt_niemand(welt, kora):
    for sitzung in (neuer_top(welt).sitzung, vorgelegtes_protokoll(welt).sitzung, genehmigtes_protokoll(welt).sitzung):
        with pytest.raises(Obstructed, match="Geschrieben wird"):
            schreiben(sitzung.tops[0], kora)
        with pytest.raises(Obstructed, match="nicht möglich"), transaction():
            workflow.protokolle.abrunden(sitzung, kora, schlusswort="Danke")


def test_das_schlusswort_steht_am_ende(welt, kora):
    sitzung = sitzung_in_nachbereitung(welt)
    with transaction():
        workflow.protokolle.abrunden(sitzung, kora, schlusswort="Danke an alle.")

    assert queries.niederschrift.niederschrift(sitzung).endswith("## Schluss\n\nDanke an alle.")


def test_was_nur_vorbereitet_war_steht_nicht_im_protokoll(welt, kora):
    """The Koordination's own notes are nobody's."""
    sitzung = neuer_top(welt, titel="Bericht", art=Topart.INFORMATION).sitzung
    with transaction():
        sitzung.tops[0].vorbereitung = "Vorher mit der Hausspitze sprechen"
    sitzung_in_nachbereitung(welt, sitzung)

    assert "Hausspitze" not in queries.niederschrift.niederschrift(sitzung)


@pytest.mark.parametrize(
    "text",
    ["# Titel", "- Punkt", "1. Punkt", "> Zitat", "*fett* _schräg_ `code`", "[Text](https://a.example)", "a\n===",
     "a\n---", "<b>fett</b>", "&lt;b&gt;", ": Begriff", "| a | b |\n|---|---|", "a \\* b", "    Einzug", "~~~"],
)  # fmt: skip
def test_was_als_text_geschrieben_ist_bleibt_text(text):
    """A note is no Markdown: it reads in the minutes as it was typed."""
    html = markdown(f"**Information:** {absatz(text)}")

    plain = markdown_library.util.AMP_SUBSTITUTE  # the library marks entities while it works; none may be left
    assert plain not in html
    assert "".join(html.striptags().split()) == "Information:" + "".join(
        line.strip().replace(" ", "") for line in text.splitlines()
    )
    assert html.startswith("<p><strong>Information:</strong>")
    assert html.count("<p>") == 1


def test_eine_ueberschrift_gehoert_zum_absatz_darunter():
    assert absaetze("# A\n\n## B\n\nText\n\n- eins\n\n- zwei\n\nEnde") == [
        "# A\n\n## B\n\nText",
        "- eins\n\n- zwei",
        "Ende",
    ]


def test_eigene_ueberschriften_bleiben_unter_ihrem_punkt(welt, kora):
    sitzung = sitzung_in_nachbereitung(welt)
    schreiben(sitzung.tops[0], kora, "# Groß\n\n## Mittel\n\n#### Klein")

    text = queries.niederschrift.niederschrift(sitzung)
    assert "\n### Groß\n\n### Mittel\n\n#### Klein\n" in text


@pytest.mark.parametrize("last", NUTZLASTEN)
def test_kein_text_wird_im_protokoll_zu_markup(welt, kora, last):
    """I4 P0: notes, titles and the clerk's own Markdown."""
    sitzung = neuer_top(welt, titel=last[:200], art=Topart.INFORMATION).sitzung
    sitzung_in_nachbereitung(welt, sitzung, notiz=last)
    schreiben(sitzung.tops[0], kora, last)

    html = "".join(markdown(part, 2) for part in absaetze(queries.niederschrift.niederschrift(sitzung)))

    assert not boeses(f"<div>{html}</div>")


def test_ein_titel_bleibt_eine_zeile():
    assert zeile("Wohnen\n\n## TOP 9: Erfunden") == "Wohnen ## TOP 9: Erfunden"


def test_jede_wirkung_eines_beschlusses_hat_ihr_wort():
    """A new act of the Lenkungsgruppe must not leave the minutes speechless."""
    assert set(WIRKUNGEN) >= BEJAHT | VERNEINT
    # What rests in exchange for a further Mandat is decided with it, not by a choice of its own.
    assert set(WIRKUNGEN) == set(ARTEN) | {Permission.THEMA_RUHEN_LASSEN}
    assert all(Permission(name) in ACTS for name in WIRKUNGEN)


def test_offene_notizen_heissen_offen(welt, kora):
    sitzung = sitzung_in_nachbereitung(welt, notiz="")
    with transaction():
        workflow.notizen.schreiben(sitzung.tops[0], kora, art=Notizart.OFFEN, text="Wer zahlt?")

    assert "**Offen:** Wer zahlt?" in queries.niederschrift.niederschrift(sitzung)
