"""The three tables of the house as Markdown: who may, what can happen, who hears of it."""

import inspect

from kimflow import queries
from kimflow.notices import NOTICES
from kimflow.permissions import GRANTS, Permission
from kimflow.workflow.acts import ACTS, Act, lesbar


def als_markdown() -> str:
    """docs/regeln.md, as it must stand; in kimflow's own words, whatever an office chose for itself."""
    lines = [
        "# Regeln",
        "",
        "Diese Seite schreibt `make regeln`; ein Test scheitert, wenn sie nicht mehr stimmt.",
        "",
        "## Wer darf was",
        "",
        "Jede Zeile einer Zelle genügt für sich; innerhalb einer Zeile muss alles zutreffen.",
        "",
        "| Recht | Wer |",
        "|---|---|",
        *(f"| `{permission}` | {_who(permission)} |" for permission in Permission),
        "",
        "## Was geschehen kann",
        "",
        "„B“ heißt: nur mit einem Beschluss. „folgt“ heißt: geschieht nur als Folge einer anderen Handlung.",
        "",
        "| Handlung | Knopf | aus | nach | braucht | Art |",
        "|---|---|---|---|---|---|",
        *(_row(act) for act in ACTS.values()),
        "",
        "## Wer davon erfährt",
        "",
        "| Handlung | Nachricht an |",
        "|---|---|",
        *(f"| `{permission}` | {_notices(permission)} |" for permission in Permission if NOTICES.get(permission)),
        "",
    ]
    return queries.bezeichnungen.als("\n".join(lines), {})


def _who(permission: Permission) -> str:
    alternatives = GRANTS.get(permission, [])
    return "<br>".join(" und ".join(inspect.getdoc(p) or p.__name__ for p in a) for a in alternatives) or "niemand"


def _row(act: Act[..., object]) -> str:
    before = ", ".join(sorted(lesbar(state) for state in act.when)) if act.when else ("neu" if act.creates else "–")
    after = "je nach Fall" if callable(act.then) and not isinstance(act.then, str) else lesbar(act.then or "–")
    needs = "<br>".join(inspect.getdoc(r) or r.__name__ for r in act.requires) or "–"
    kind = "B" if act.needs_beschluss else ""
    kind += " folgt" if act.follows else ""
    return f"| `{act.permission}` | {act.label} | {before} | {after} | {needs} | {kind.strip() or '–'} |"


def _notices(permission: Permission) -> str:
    return "<br>".join((inspect.getdoc(notice) or notice.__name__).splitlines()[0] for notice in NOTICES[permission])
