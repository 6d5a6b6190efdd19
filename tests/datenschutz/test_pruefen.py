"""The check as a function: what counts as what, and that no text can hurt it or leave it."""

import ast
import logging
import re
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kimflow import config
from kimflow.workflow import datenschutz
from kimflow.workflow.datenschutz import Art, erreichbarkeit, geburt, kennzahlen, merkmale, namen, pruefen
from kimflow.workflow.datenschutz.regeln import Regel
from kimflow.workflow.datenschutz.ziffern import (
    ist_iban,
    ist_krankenversicherung,
    ist_rentenversicherung,
    ist_steuer_id,
)

PAKET = config.ROOT / "kimflow" / "workflow" / "datenschutz"
STUECKE = [
    "0221 ", "+49", "DE66 3705", "a@b.de", "geb. ", "* ", "3.4.91", "Frau ", "Herr K.", "Az. ", "BM-XY 1", "Straße 12",
    "AZR ", "050101234567",
    "T-2026-014", "\n", "  ", "Olena", "ſ", "ß", "İ", "²", "٣", "\ud800", "\u202e", "🧑‍⚕️", "-", "/",
]  # fmt: skip
TEXTE = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(STUECKE), max_size=60).map("".join))


def _arten(text, *keine):
    return [(befund.art, text[befund.anfang : befund.ende]) for befund in pruefen(text, frozenset(keine))]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTE)
@example("DE12 " * 40)
@example("Kennzeichen İ-ſK 12, IBAN \u212a\u212a12 3456 7890 1234 5678")
def test_kein_text_bringt_die_pruefung_zu_fall_und_jede_stelle_liegt_im_text(text):
    befunde = pruefen(text)

    ende = 0
    for befund in befunde:
        assert ende <= befund.anfang < befund.ende <= len(text)
        ende = befund.ende


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTE, st.sampled_from(["anna@post.example", "Tel. 0221 1234567", "IBAN DE66 3705 0198 0012 3456 78"]))
def test_was_davor_und_danach_steht_verdeckt_nichts(text, angabe):
    gesamt = f"{text}\n{angabe}\n{text}"

    stelle = (len(text) + 1, len(text) + 1 + len(angabe))
    assert any(befund.hart and befund.ueberschneidet(*stelle) for befund in pruefen(gesamt))


def _muster():
    for module in (erreichbarkeit, geburt, kennzahlen, merkmale, namen):
        for name, value in vars(module).items():
            found = value.values() if isinstance(value, dict) else [value]
            for one in found:
                pattern = one.muster if isinstance(one, Regel) else one
                if isinstance(pattern, re.Pattern):
                    yield f"{module.__name__}.{name}", pattern


def test_kein_muster_wiederholt_ohne_grenze():
    """Linear time: every pattern has a longest match, so each character costs a bounded amount."""
    seen = dict(_muster())
    assert len(seen) > 25
    for name, pattern in seen.items():
        longest = re._parser.parse(pattern.pattern, pattern.flags).getwidth()[1]
        assert longest <= 600, name


def test_doppelt_so_viel_text_ist_doppelt_so_viel_arbeit():
    """Rules are tried once a text, not once a finding: the findings of a long text are those of its parts."""
    satz = "Frau Petrenko, geb. 03.04.1991, 0221 1234567, Kölner Straße 12, BG 35502//0098765.\n"

    assert len(pruefen(satz * 200)) == 200 * len(pruefen(satz)) == 1000


def test_die_pruefung_oeffnet_keinen_socket(monkeypatch):
    def nie(*args, **kwargs):
        raise AssertionError("Die Prüfung geht nirgendwohin.")

    monkeypatch.setattr(socket, "socket", nie)
    monkeypatch.setattr(socket, "getaddrinfo", nie)

    assert pruefen("anna@post.example")


def test_das_paket_kennt_weder_flask_noch_datenbank_noch_netz_noch_protokoll():
    erlaubt = {"re", "collections", "dataclasses", "enum", "pathlib", "kimflow"}
    for file in PAKET.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                for name in [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]:
                    assert name.partition(".")[0] in erlaubt, (file.name, name)
                    assert not name.startswith("kimflow") or name.startswith("kimflow.workflow.datenschutz"), name
    assert "print(" not in "".join(Path(f).read_text(encoding="utf-8") for f in PAKET.glob("*.py"))


def test_die_pruefung_schreibt_nichts_ins_protokoll(caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        pruefen("Frau Petrenko, 0221 1234567, anna@post.example")

    assert not caplog.records
    assert capfd.readouterr() == ("", "")


def test_pruefziffern_nach_den_beispielen_der_vorschriften():
    """Published examples: mod 97, § 139b AO, VKVV § 4, § 290 SGB V; one digit off is none."""
    assert ist_iban("DE89370400440532013000")
    assert not ist_iban("DE89370400440532013001")
    assert ist_steuer_id("86095742719")
    assert not ist_steuer_id("86095742718")
    assert ist_rentenversicherung("15070649C103")
    assert not ist_rentenversicherung("15070649C104")
    assert ist_krankenversicherung("A123456780")
    assert not ist_krankenversicherung("A123456781")


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("Sitzung am 15.03.2027", []),
        ("* 15.03.2027 Sitzung", []),
        ("geb. am 03.04.1991", [(Art.GEBURTSDATUM, "03.04.1991")]),
        ("Amina K., 14.02.1994", [(Art.NAME, "Amina K."), (Art.GEBURTSDATUM, "14.02.1994")]),
        ("Kinder, geboren nach dem 01.01.2024", []),
    ],
)
def test_ein_datum_allein_ist_kein_geburtsdatum(text, erwartet):
    assert _arten(text) == erwartet


def test_eine_iban_ist_so_lang_wie_ihr_land_es_sagt():
    assert _arten("DE66 3705 0198 0012 3456 78 UND MEHR") == [(Art.IBAN, "DE66 3705 0198 0012 3456 78")]


def test_die_stelle_umfasst_auch_was_man_nicht_sieht():
    text = "Ruf 0221\u00ad\u00a04567123 an, oder an\u200dna@post.example"

    assert [text[b.anfang : b.ende] for b in pruefen(text)] == ["0221\u00ad\u00a04567123", "an\u200dna@post.example"]


def test_ein_text_wird_ganz_geprueft_oder_gar_nicht():
    lang = "x" * (datenschutz.HOECHSTENS - 20)

    assert _arten(f"{lang} 0221 4567123") == [(Art.TELEFON, "0221 4567123")]
    with pytest.raises(ValueError, match="zu lang"):
        pruefen(f"{lang} {lang}")


def test_die_liste_keine_personen_gilt_fuer_namen_und_nur_fuer_sie():
    assert _arten("Das Projekt Amina läuft.") == [] == _arten("In Amina wird beraten.", "amina")
    assert _arten("In Amina wird beraten.") == [(Art.NAME, "Amina")]
    assert _arten("a@amina.example", "amina") == [(Art.MAIL, "a@amina.example")]


def test_harte_befunde_gehen_vor_und_nichts_ueberlappt():
    assert _arten("Frau Olena@post.example") == [(Art.MAIL, "Olena@post.example")]


def test_jede_art_und_jeder_grund_hat_ein_lesbares_wort():
    assert all(art.titel for art in Art)
    assert all(grund.titel for grund in datenschutz.Grund)
