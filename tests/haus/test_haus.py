"""Rules of the house as code: each failure names the offender and the fix."""

import ast
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator

import pytest
from flask import Flask

from kimflow import config
from kimflow.columns import Daten
from kimflow.db import Base
from kimflow.notices import NOTICES
from kimflow.permissions import GRANTS, Permission
from kimflow.web.access import assert_closed
from kimflow.workflow.acts import ACTS

ROOT = config.ROOT
CODE = ROOT / "kimflow"
STATIC = CODE / "static"
TEMPLATES = CODE / "templates"


def _python() -> Iterator[tuple[str, str]]:
    for file in sorted(CODE.rglob("*.py")):
        yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


def _offenders(pattern: str, *allowed: str) -> list[str]:
    found = []
    for name, text in _python():
        if name in allowed:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(pattern, line.split("  # ")[0]):
                found.append(f"{name}:{number}: {line.strip()}")
    return found


def test_gespeichert_wird_nur_in_transaction():
    assert not _offenders(r"\bcommit\(", "kimflow/db.py"), "→ with db.transaction()"


def test_den_stand_setzt_nur_der_kern():
    allowed = ("kimflow/workflow/acts.py", "kimflow/models/ausloeser.py")  # the latter compares it, in SQL
    assert not _offenders(r"\.status = ", *allowed), "→ then= in @act"


def test_ereignisse_schreibt_nur_der_kern():
    allowed = ("kimflow/workflow/ereignisse.py", "kimflow/models/ereignisse.py")
    assert not _offenders(r"\bEreignis(text)?\(", *allowed), "→ records= in @act"


def test_wer_fragt_weiss_nur_access():
    allowed = ("kimflow/web/access.py", "kimflow/web/errors.py")
    found = [o for o in _offenders(r"\bcurrent_user\b", *allowed) if "blueprints/anmeldung" not in o]
    assert not found, "→ web.access.me()"


def test_die_uhr_steht_nur_in_clock():
    pattern = r"(datetime\.(now|utcnow|today)|date\.today|time\.time)\("
    assert not _offenders(pattern, "kimflow/clock.py"), "→ clock.now(), clock.today()"


def test_einstellungen_liest_nur_config():
    assert not _offenders(r"os\.environ|getenv", "kimflow/config.py"), "→ config.current()"


def test_nutzertext_wird_nie_ungeprueft_zu_markup():
    """I4, I5 P0: no |safe, no template from data."""
    in_templates = [
        f"{file.relative_to(ROOT)}" for file in TEMPLATES.rglob("*.html") if re.search(r"\|\s*safe\b", file.read_text())
    ]
    assert not in_templates
    assert not _offenders(r"render_template_string|from_string\(")


def test_kein_sql_aus_text():
    """I6 P0: SQL by parameters only; the few fixed statements stand in db.py."""
    allowed = ("kimflow/db.py", "kimflow/models/ereignisse.py")
    assert not _offenders(r"exec_driver_sql|\btext\(f|\btext\(\"(SELECT|UPDATE|DELETE|INSERT)", *allowed)


def test_jede_spalte_sagt_wozu_sie_da_ist():
    """M7 P0: class, purpose, period for every column."""
    without = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if not isinstance(column.info.get("daten"), Daten)
    ]
    assert not without, "→ spalte(KLASSE, …)"


def test_jede_textspalte_ist_begrenzt():
    """I1 P0: length limit on every text column."""
    unbounded = [
        f"{t.name}.{c.name}"
        for t in Base.metadata.sorted_tables
        for c in t.columns
        if c.type.__class__.__name__ in ("String", "Text", "Unicode", "UnicodeText")
    ]
    assert not unbounded, "→ Zeile(n) oder Absatz(n)"


def test_jede_bearbeitbare_tabelle_hat_eine_version():
    """E1 P0: version column in every editable table."""
    mappers = {mapper.local_table.name: mapper for mapper in Base.registry.mappers}
    for akt in ACTS.values():
        if "version" in akt.signature.parameters or akt.verb == "bearbeiten":
            assert akt.of is not None
            assert mappers[akt.of.__tablename__].version_id_col is not None, akt.permission


def test_jedes_recht_steht_in_der_tabelle():
    assert set(Permission) == set(GRANTS), "→ Zeile in GRANTS"


def test_jede_handlung_steht_in_der_tabelle_der_nachrichten():
    assert set(Permission) == set(NOTICES), "→ Zeile in NOTICES, leere Liste heißt: niemand"


@pytest.mark.parametrize("permission", [pytest.param(p, id=p.value) for p in ACTS])
def test_jede_handlung_erklaert_sich(permission):
    akt = ACTS[permission]

    assert akt.help, "Docstring fehlt: er steht als Hilfe am Knopf"
    assert akt.sentence.startswith(("hat ", "ist ")), "sentence sagt, was der Verlauf hinter dem Namen sagt"
    assert akt.label
    assert set(akt.records) <= set(akt.arguments)


@pytest.mark.parametrize("permission", [pytest.param(p, id=p.value) for p in ACTS])
def test_jede_handlung_wird_getestet(permission):
    noun, _, verb = permission.value.partition(".")
    tests = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))

    assert re.search(rf"\b{verb}\b", tests), f"→ tests/handlungen/test_{noun}_{verb}.py"


def test_jede_handlung_hat_eine_seite_oder_folgt(app):
    """An act is done on its page, by a Beschluss, or follows from another act; nothing is unreachable."""
    with_page = {
        getattr(view, "kimflow_act", None) for view in app.view_functions.values() if hasattr(view, "kimflow_act")
    }
    declared = {getattr(view, "kimflow_right", None) for view in app.view_functions.values()}
    without = [
        akt.permission.value
        for akt in ACTS.values()
        if not akt.follows and not akt.needs_beschluss and akt not in with_page and akt.permission not in declared
    ]
    assert not without, "→ handlung(bp, …)"


def test_jede_seite_erklaert_ihr_recht(app):
    """D1 P0: no route without a rule."""
    open_doors = [
        r.endpoint for r in app.url_map.iter_rules() if not hasattr(app.view_functions[r.endpoint], "kimflow_right")
    ]
    assert not open_doors


def test_keine_seite_ohne_erklaertes_recht_startet():
    """D1 P0: the app refuses to start with an undeclared view."""
    offen = Flask("offen", static_folder=None)
    offen.add_url_rule("/offen", "offen", lambda: "")

    with pytest.raises(RuntimeError, match="offen"):
        assert_closed(offen)


def test_jede_vorlage_ist_lesbar_und_gehoert_jemandem(app):
    """Every template compiles and is named by code or by another template."""
    named = "".join(text for _, text in _python())
    named += "".join(file.read_text(encoding="utf-8") for file in TEMPLATES.rglob("*.html"))
    for file in TEMPLATES.rglob("*.html"):
        name = file.relative_to(TEMPLATES).as_posix()
        app.jinja_env.get_template(name)
        if name.startswith(("errors/", "seiten/")):
            continue
        assert name in named, f"{name} wird nirgends benutzt"


def test_ausgeliefertes_stimmt_mit_den_pruefsummen():
    """N6 P0: vendored browser code is unchanged and complete."""
    hashes = json.loads((STATIC / "vendor" / "HASHES.json").read_text(encoding="utf-8"))
    listed = {name for name in hashes if not name.startswith("_")}
    found = {
        file.relative_to(STATIC / "vendor").as_posix()
        for file in (STATIC / "vendor").rglob("*")
        if file.is_file() and file.name != "HASHES.json"
    }
    by_tail = {name.split("vendor/")[-1]: name for name in listed}
    assert set(by_tail) == found
    for tail, name in by_tail.items():
        digest = hashlib.sha256((STATIC / "vendor" / tail).read_bytes()).hexdigest()
        assert digest == hashes[name]["sha256"], tail


def test_wenige_abhaengigkeiten_jede_mit_grund():
    """N3 P0: at most 25 direct dependencies, each with its reason beside it."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    direct = tomllib.loads(project)["project"]["dependencies"]
    lines = [line for line in project.splitlines() if re.match(r'\s+"[a-z0-9\[\]-]+>=', line)]
    assert len(direct) <= 25
    for name in direct:
        assert any(name in line and "#" in line for line in lines), f"{name}: Grund fehlt"


def test_alle_pakete_sind_mit_pruefsumme_festgelegt():
    """N1 P0: pinned and hashed, direct dependencies included."""
    for file in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / file).read_text(encoding="utf-8")
        pins = re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==", text, re.MULTILINE)
        blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
        assert len(pins) > 20
        assert all("--hash=sha256:" in block for block in blocks if "==" in block)
        for name in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]:
            assert re.split(r"[\[>=]", name)[0] in pins, f"{name} fehlt in {file}"


def test_module_sagen_was_in_ihnen_steht():
    without = [name for name, text in _python() if text.strip() and not ast.get_docstring(ast.parse(text))]
    assert not without, "→ erste Zeile: was darf hier stehen?"


def test_regeln_md_ist_aktuell(app):
    from kimflow.web.regeln import als_markdown  # noqa: PLC0415 - only here

    written = (ROOT / "docs" / "regeln.md").read_text(encoding="utf-8")
    assert written == als_markdown(), "→ make regeln"


def test_nichts_im_projekt_nennt_diesen_arbeitsplatz():
    """A clone holds what it needs; it names no neighbour folder and no registry."""
    pattern = re.compile("|".join(("\\.\\./" + "shared", "/wo" + "rk/", "files\\.python" + "hosted")))
    found = [
        file.relative_to(ROOT).as_posix()
        for folder in ("kimflow", "tests", "seeds", "docs", "migrations", "werkzeuge", "leistung")
        for file in (ROOT / folder).rglob("*")
        if file.is_file()
        and file.suffix in (".py", ".md", ".html", ".css", ".js", ".json", ".sh", ".txt")
        and "vendor" not in file.parts
        and pattern.search(file.read_text(encoding="utf-8"))
    ]
    assert not found
