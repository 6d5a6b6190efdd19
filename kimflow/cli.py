"""The flask commands."""

import smtplib

import click
from flask import Flask

from kimflow import config, db, queries, workflow
from kimflow.cli_importe import importieren
from kimflow.cli_loeschfristen import loeschfristen
from kimflow.cli_suche import suche_aufbauen
from kimflow.cli_urnen import urnen_aufraeumen
from kimflow.mail import versand
from kimflow.mail.briefe import adresse
from kimflow.models import Nachricht
from kimflow.web.regeln import als_markdown
from kimflow.workflow.acts import Obstructed


@click.command("verlauf-pruefen")
def verlauf_pruefen() -> None:
    """Prüfen, ob der Verlauf lückenlos und unverändert ist."""
    with db.lazy_loading():
        breaks = workflow.ereignisse.pruefen()
    for line in breaks:
        click.echo(line, err=True)
    if breaks:
        raise SystemExit(1)
    click.echo(f"Der Verlauf ist unverändert. Kopf: {workflow.ereignisse.kopf()}")


@click.command("abstimmung-nachzaehlen")
@click.argument("nummer")
def abstimmung_nachzaehlen(nummer: str) -> None:
    """Die gespeicherten Stimmen noch einmal auszählen und mit dem festgehaltenen Ergebnis vergleichen."""
    with db.lazy_loading():
        abstimmung = queries.ergebnisse.nach_nummer(nummer)
        if abstimmung is None:
            raise SystemExit(f"Eine Abstimmung {nummer} gibt es nicht.")
        differences = workflow.ergebnisse.nachzaehlen(abstimmung)
    for line in differences:
        click.echo(f"{nummer}: {line}", err=True)
    if differences:
        raise SystemExit(1)
    click.echo(f"{nummer}: Die Nachzählung stimmt mit dem festgehaltenen Ergebnis überein.")


@click.command("regeln")
def regeln() -> None:
    """Die drei Tabellen – wer darf, was geschieht, wer es erfährt – als Markdown ausgeben."""
    click.echo(als_markdown(), nl=False)


@click.command("post")
def post() -> None:
    """Wartende Briefe an den Mailserver geben. Darf jederzeit wiederholt werden."""
    if not config.current().smtp_host:
        click.echo(f"Kein Mailserver eingerichtet (KIMFLOW_SMTP_HOST). {queries.post.anzahl_offen()} Briefe warten.")
        return
    sent, failed = 0, 0
    try:
        with versand.verbindung() as server:
            while (brief := _naechster_brief()) is not None:
                if grund := _versenden(server, brief):
                    failed += 1
                    click.echo(f"Brief {brief.id}: {grund}", err=True)
                else:
                    sent += 1
    except (OSError, smtplib.SMTPException) as problem:
        raise SystemExit(f"Der Mailserver ist nicht erreichbar: {type(problem).__name__}") from problem
    click.echo(f"{sent} Briefe versendet, {failed} gescheitert.")


def _naechster_brief() -> Nachricht | None:
    """Claimed in a transaction of its own, so that two runs at once never send the same letter."""
    with db.transaction():
        return workflow.post.beginnen()


def _versenden(server: smtplib.SMTP, brief: Nachricht) -> str:
    """Send one letter and note how it went; the reason if it did not."""
    grund = ""
    try:
        server.send_message(versand.als_mail(brief))
    except smtplib.SMTPServerDisconnected:
        with db.transaction():
            workflow.post.gescheitert(brief.id, "Verbindung abgebrochen")
        raise
    except (OSError, smtplib.SMTPException, ValueError) as problem:
        grund = versand.grund(problem)
    with db.transaction():
        if grund:
            workflow.post.gescheitert(brief.id, grund)
        else:
            workflow.post.versendet(brief.id)
    return grund


@click.command("abstimmungen-erinnern")
def abstimmungen_erinnern() -> None:
    """Sitze und Häuser erinnern: fehlende Stimmen, Stellungnahmen, Ampeln vor der Sitzung. Darf wiederholt werden."""
    with db.transaction():
        count = workflow.erinnerungen.schreiben()
    click.echo(f"{count} Erinnerungen geschrieben.")


@click.command("protokolle-genehmigen")
def protokolle_genehmigen() -> None:
    """Protokolle genehmigen, deren Einwendungsfrist ohne offene Einwendung abgelaufen ist. Darf wiederholt werden."""
    with db.transaction():
        count = workflow.protokolle.faellige_genehmigen()
    click.echo(f"{count} Protokolle genehmigt.")


@click.command("person-einladen")
@click.option("--name", prompt="Name")
@click.option("--mail", prompt="E-Mail-Adresse")
@click.option("--institution", prompt="Institution", help="Name; wird angelegt, wenn es sie noch nicht gibt.")
def person_einladen(name: str, mail: str, institution: str) -> None:
    """Das erste Konto anlegen: Administration einer leeren Installation. Gibt den Link zum Einrichten aus."""
    try:
        with db.lazy_loading(), db.transaction():
            token = workflow.personen.erste_administration(name=name, mail=mail, institution=institution)
    except Obstructed as refused:
        raise SystemExit(str(refused)) from refused
    click.echo("Mit diesem Link wählt die Person ihr Passwort (gilt sieben Tage, einmal):")
    click.echo(adresse(f"/link/{token}/konto_einrichten"))


@click.command("aufraeumen")
def aufraeumen() -> None:
    """Vergessen, was nur der Anmeldung diente und vorbei ist: alte Anmeldungen, Links, Zähler, Formularmarken."""
    with db.transaction():
        workflow.anmeldungen.aufraeumen()
        workflow.ansichten.aufraeumen()
        workflow.zielvereinbarungen.codes.aufraeumen()


def init_app(app: Flask) -> None:
    app.cli.add_command(post)
    app.cli.add_command(person_einladen)
    app.cli.add_command(aufraeumen)
    app.cli.add_command(loeschfristen)
    app.cli.add_command(abstimmungen_erinnern)
    app.cli.add_command(protokolle_genehmigen)
    app.cli.add_command(urnen_aufraeumen)
    app.cli.add_command(verlauf_pruefen)
    app.cli.add_command(abstimmung_nachzaehlen)
    app.cli.add_command(regeln)
    app.cli.add_command(importieren)
    app.cli.add_command(suche_aufbauen)
