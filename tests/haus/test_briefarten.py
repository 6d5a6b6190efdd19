"""Which letters can be switched off: one table, complete, and none of what guards an account or a right in it."""

import ast

from kimflow import config
from kimflow.mail.anlaesse import Anlass
from kimflow.mail.briefarten import ARTEN, WORTE, abbestellbare
from kimflow.models import Briefart
from kimflow.notices import NOTICES
from kimflow.permissions import Permission

NIE_ABBESTELLBAR = {
    "person.einladen", "person.passwort_setzen", "person.rolle_geben", "person.rolle_beenden",
    "zielvereinbarung.zeichnungscode_anfordern",
    "sitzung.einladen", "sitzung.nachladen", "sitzung.bearbeiten", "sitzung.absagen", "sitzung.vorlegen",
    "sitzung.am_tisch_anmelden", "gremium.vertretung_eintragen",
    "abstimmung.oeffnen", "abstimmung.stimme_abgeben", "abstimmung.erfassen", "abstimmung.sitzung_verlangen",
    "thema.stellungnahmen_erbitten", "zielvereinbarung.zustimmen", "zielvereinbarung.beitrag_neu_fassen",
}  # fmt: skip
"""Written a second time on purpose: who moves a letter out of here says so twice."""


def _eingeworfen() -> set[str]:
    """Every occasion that code names when it puts a letter into the outbox, e.g. P.MELDUNG_MELDEN → meldung.melden."""
    found = set()
    for file in (config.ROOT / "kimflow").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("post.einwerfen") and len(node.args) > 1:
                found |= {part.attr for part in ast.walk(node.args[1]) if isinstance(part, ast.Attribute)}
    words = {**Permission.__members__, **Anlass.__members__}
    return {words[name].value for name in found if name in words}


def test_jeder_anlass_gehoert_zu_genau_einer_briefart():
    """Table 3, what commands and acts put in by hand, and the reminders of the clock."""
    asked = {permission.value for permission, notices in NOTICES.items() if notices}
    asked |= _eingeworfen() | {anlass.value for anlass in Anlass}

    assert len(_eingeworfen()) > 5
    missing = asked - {anlass.value for anlass in ARTEN}
    assert not missing, "→ Zeile in kimflow/mail/briefarten.py"


def test_kein_anlass_steht_zweimal_in_der_tabelle():
    source = (config.ROOT / "kimflow" / "mail" / "briefarten.py").read_text(encoding="utf-8")
    tree = next(
        node.value for node in ast.parse(source).body if isinstance(node, ast.AnnAssign) and node.target.id == "ARTEN"
    )
    named = [n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr in Permission.__members__]

    assert len(named) > 60
    assert len(named) == len(set(named))


def test_was_ein_konto_oder_ein_recht_schuetzt_laesst_sich_nicht_abbestellen():
    duties = {anlass.value for anlass in ARTEN if abbestellbare(anlass.value) is None}

    assert duties == NIE_ABBESTELLBAR


def test_jede_briefart_sagt_was_zu_ihr_gehoert():
    assert set(WORTE) == set(Briefart)
    assert all(wort.titel and wort.satz.endswith(".") for wort in WORTE.values())
    assert len([art for art in Briefart if art.ist_abbestellbar]) <= 7


def test_was_niemand_mehr_kennt_laesst_sich_nicht_abbestellen():
    assert abbestellbare("gibt.es.nicht.mehr") is None
