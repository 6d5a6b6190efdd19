"""flask post: what waits in the outbox goes to the mail server."""

import smtplib
from collections import Counter

import click

from kimflow import config, db, queries, workflow
from kimflow.mail import versand
from kimflow.models import Nachricht

VERBINDUNGEN = 3
"""How often one run connects anew before it leaves the rest to the next one."""


@click.command("post")
def post() -> None:
    """Wartende Briefe an den Mailserver geben. Darf jederzeit wiederholt werden."""
    if not config.current().smtp_host:
        click.echo(f"Kein Mailserver eingerichtet (KIMFLOW_SMTP_HOST). {queries.post.anzahl_offen()} Briefe warten.")
        return
    done: Counter[str] = Counter(versendet=0, gescheitert=0)
    problem = ""
    for _ in range(VERBINDUNGEN):
        try:
            with versand.verbindung() as server:
                problem = _abarbeiten(server, done)
        except (OSError, smtplib.SMTPException) as error:
            problem = f"Der Mailserver ist nicht erreichbar: {type(error).__name__}"
            break
        if not problem:
            break
    click.echo(f"{done['versendet']} Briefe versendet, {done['gescheitert']} gescheitert.")
    if problem:
        raise SystemExit(problem)


def _abarbeiten(server: smtplib.SMTP, done: Counter[str]) -> str:
    """Send what is due over this connection; why it cannot go on, "" when nothing is left."""
    while (brief := _naechster_brief()) is not None:
        try:
            versand.uebergeben(server, brief)
        except versand.Abgelehnt as refused:
            _gescheitert(brief, str(refused), endgueltig=refused.endgueltig)
        except versand.Abgebrochen as broken:
            _gescheitert(brief, str(broken), endgueltig=False)
            done["gescheitert"] += 1
            return f"Der Mailserver hat aufgelegt. Brief {brief.id}: {broken}"
        except versand.Ungewiss:
            # The claim stays: in ten minutes it is tried once more, and then never again.
            done["gescheitert"] += 1
            return f"Der Mailserver hat aufgelegt, während Brief {brief.id} übergeben wurde."
        except versand.NimmtNichts as closed:
            with db.transaction():
                workflow.post.zurueckgelegt(brief.id, str(closed))
            return f"Der Mailserver nimmt nichts an: {closed}"
        else:
            with db.transaction():
                workflow.post.versendet(brief.id)
            done["versendet"] += 1
            continue
        done["gescheitert"] += 1
    return ""


def _naechster_brief() -> Nachricht | None:
    """Claimed in a transaction of its own, so that two runs at once never send the same letter."""
    with db.transaction():
        return workflow.post.beginnen()


def _gescheitert(brief: Nachricht, grund: str, *, endgueltig: bool) -> None:
    click.echo(f"Brief {brief.id}: {grund}", err=True)
    with db.transaction():
        workflow.post.gescheitert(brief.id, grund, endgueltig=endgueltig)
