"""Route of the outbox."""

from typing import Any

from flask import render_template, request, url_for

from kimflow import config, queries
from kimflow.blueprints.post import bp
from kimflow.permissions import Permission
from kimflow.web.access import ask, me, requires


@bp.get("/")
@requires(Permission.POST_ANSEHEN)
def index() -> str:
    ask()
    filter: dict[str, Any] = {"stand": request.args.get("stand", "")}
    seite = queries.post.liste(me(), filter, request.args.get("nach"))
    return render_template(
        "post/index.html",
        seite=seite,
        filter=filter,
        mit_mailserver=bool(config.current().smtp_host),
        weiter_url=url_for(".index", **filter, nach=seite.weiter) if seite.weiter else None,
    )
