"""Acts on persons: accounts, office roles, signing powers, passwords."""

from datetime import date, timedelta

from kimflow import clock, queries
from kimflow.db import session
from kimflow.mail import personen as briefe
from kimflow.models import (
    Institution,
    Institutionstyp,
    Linkzweck,
    Person,
    PersonStatus,
    Rolle,
    Rollenart,
    Zeichnungsberechtigung,
)
from kimflow.permissions import Permission
from kimflow.workflow import anmeldungen, bremse, einzellinks, ereignisse, post, zugangsschluessel
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.passwoerter import Passworthash

EINLADUNG_GILT = timedelta(days=7)
PASSWORTLINK_GILT = timedelta(minutes=60)
_KONTOLINKS = (Linkzweck.KONTO_EINRICHTEN, Linkzweck.PASSWORT_NEU)


def administration_bleibt(thing: Person | Rolle) -> str | None:
    """jemand anderes behält die Administration ohne Enddatum"""
    if isinstance(thing, Rolle) and thing.art is not Rollenart.ADMINISTRATION:
        return None
    person_id = thing.id if isinstance(thing, Person) else thing.person_id
    dauerhaft = queries.personen.dauerhafte_administration()
    if person_id not in dauerhaft or dauerhaft - {person_id}:
        return None
    return "Geben Sie zuerst einer anderen aktiven Person die Rolle Administration ohne Enddatum."


@act(
    Permission.PERSON_ANLEGEN,
    label="Person anlegen",
    sentence="hat das Konto angelegt",
    then=PersonStatus.EINGELADEN,
    records=("institution",),
    creates=True,
)
def anlegen(person: Person, *, name: str, mail: str, funktion: str, institution: Institution) -> Person:
    """Ein Konto anlegen. Danach laden Sie die Person ein; sie wählt ihr Passwort selbst."""
    return Person(name=name, mail=_freie_adresse(mail), funktion=funktion, institution=institution)


@act(
    Permission.PERSON_EINLADEN,
    label="Einladen",
    sentence="hat den Link zum Einrichten des Kontos verschickt",
    when={PersonStatus.EINGELADEN},
)
def einladen(wen: Person, person: Person) -> None:
    """Per E-Mail einen Link senden, mit dem die Person ihr Passwort wählt. Er gilt sieben Tage; frühere verfallen."""
    einzellinks.widerrufen(wen, Linkzweck.KONTO_EINRICHTEN)
    token = einzellinks.ausstellen(wen, Linkzweck.KONTO_EINRICHTEN, None, EINLADUNG_GILT)
    post.einwerfen(briefe.einladung(wen, token), Permission.PERSON_EINLADEN)


@act(
    Permission.PERSON_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat die Angaben zur Person bearbeitet",
    records=("institution",),
)
def bearbeiten(wen: Person, person: Person, *, name: str, mail: str, funktion: str, institution: Institution) -> None:
    """Name, Funktion, Institution oder E-Mail-Adresse ändern. Eine neue Adresse macht offene Links ungültig."""
    if mail.strip().lower() != wen.mail:
        wen.mail = _freie_adresse(mail)
        einzellinks.widerrufen(wen, *_KONTOLINKS)
    wen.name, wen.funktion, wen.institution = name, funktion, institution


@act(
    Permission.PERSON_ROLLE_GEBEN,
    label="Rolle geben",
    sentence="hat eine Rolle gegeben",
    when={PersonStatus.EINGELADEN, PersonStatus.AKTIV},
    records=("art", "von", "bis"),
)
def rolle_geben(wen: Person, person: Person, *, art: Rollenart, von: date, bis: date | None) -> None:
    """Eine Rolle mit Zeitraum geben. Sie wird überall abgemeldet; ‹die Koordinierende Stelle:nom› erfährt davon."""
    wen.rollen.append(Rolle(art=art, von=von, bis=bis))
    _rechte_geaendert(wen)


@act(
    Permission.PERSON_ZEICHNUNG_ERLAUBEN,
    label="Zeichnung erlauben",
    sentence="hat die Zeichnungsberechtigung eingetragen",
    when={PersonStatus.EINGELADEN, PersonStatus.AKTIV},
    records=("institution", "von", "bis"),
)
def zeichnung_erlauben(wen: Person, person: Person, *, institution: Institution, von: date, bis: date | None) -> None:
    """Eintragen, dass die Person für eine Institution zeichnet und Maßnahmen zusagt. Einen Sitz braucht sie nicht."""
    wen.zeichnungsberechtigungen.append(Zeichnungsberechtigung(institution=institution, von=von, bis=bis))


@act(
    Permission.PERSON_DEAKTIVIEREN,
    label="Deaktivieren",
    sentence="hat das Konto deaktiviert",
    when={PersonStatus.EINGELADEN, PersonStatus.AKTIV},
    then=PersonStatus.DEAKTIVIERT,
    requires=(administration_bleibt,),
)
def deaktivieren(wen: Person, person: Person) -> None:
    """Das Konto sofort sperren: Anmeldungen enden, offene Links und Zugangsschlüssel verfallen.

    Was die Person getan hat, bleibt.
    """
    anmeldungen.alle_beenden(wen)
    einzellinks.widerrufen(wen)
    zugangsschluessel.alle_widerrufen(wen)


@act(
    Permission.PERSON_REAKTIVIEREN,
    label="Reaktivieren",
    sentence="hat das Konto reaktiviert",
    when={PersonStatus.DEAKTIVIERT},
    then=lambda wen: PersonStatus.AKTIV if wen.passwort else PersonStatus.EINGELADEN,
)
def reaktivieren(wen: Person, person: Person) -> None:
    """Das Konto wieder öffnen. Rollen und Sitze gelten wie eingetragen; frühere Links und Schlüssel bleiben tot."""


@act(
    Permission.PERSON_PASSWORT_SETZEN,
    label="Passwort setzen",
    sentence="hat ein neues Passwort gesetzt",
    when={PersonStatus.EINGELADEN, PersonStatus.AKTIV},
    then=PersonStatus.AKTIV,
)
def passwort_setzen(wen: Person, person: Person, *, passwort: Passworthash) -> None:
    """Ein neues Passwort wählen. Alle Anmeldungen enden, offene Passwort-Links verfallen; ein Brief bestätigt es."""
    if not passwort.startswith("$argon2id$"):
        raise ValueError("Gespeichert wird ein Hash aus passwoerter.hashen(), nie ein Passwort.")
    if wen.passwort:
        post.einwerfen(briefe.passwort_geaendert(wen), Permission.PERSON_PASSWORT_SETZEN)
    wen.passwort = passwort
    anmeldungen.alle_beenden(wen)
    einzellinks.widerrufen(wen, *_KONTOLINKS)


@act(
    Permission.PERSON_ROLLE_BEENDEN,
    label="Rolle beenden",
    sentence="hat eine Rolle beendet",
    requires=(administration_bleibt,),
    records=("bis",),
)
def rolle_beenden(rolle: Rolle, person: Person, *, bis: date) -> None:
    """Die Rolle endet mit Ablauf des genannten Tages; gestern heißt: ab sofort. Die Person wird überall abgemeldet."""
    _beenden(rolle, bis)
    _rechte_geaendert(rolle.person)


@act(
    Permission.PERSON_ZEICHNUNG_BEENDEN,
    label="Zeichnungsberechtigung beenden",
    sentence="hat eine Zeichnungsberechtigung beendet",
    records=("bis",),
)
def zeichnung_beenden(zeichnungsberechtigung: Zeichnungsberechtigung, person: Person, *, bis: date) -> None:
    """Die Zeichnungsberechtigung endet mit Ablauf des genannten Tages; gestern heißt: ab sofort."""
    _beenden(zeichnungsberechtigung, bis)


def neues_passwort_erbitten(adresse: str) -> None:
    """Send a link to whoever owns this address and has set a password; say nothing to the one who asks (ZUSAGEN J3)."""
    wen = queries.anmeldungen.nach_mail(adresse)
    allowed = bremse.darf_bitten(adresse.strip().lower())
    if allowed and wen is not None and wen.ist_aktiv:
        einzellinks.widerrufen(wen, Linkzweck.PASSWORT_NEU)
        token = einzellinks.ausstellen(wen, Linkzweck.PASSWORT_NEU, None, PASSWORTLINK_GILT)
        post.einwerfen(briefe.passwort_vergessen(wen, token), Permission.PERSON_PASSWORT_SETZEN)


def hash_erneuern(person: Person, passwort: Passworthash) -> None:
    """The same password under raised parameters; nothing anybody would call an event."""
    person.passwort = passwort


def erste_administration(*, name: str, mail: str, institution: str) -> str:
    """The first account of an empty installation, made from the command line; returns the token of its link.

    The institution of this name is made if it is not there.
    """
    if queries.personen.gibt_es_administration():
        raise Obstructed("Es gibt schon eine Administration. Weitere Konten legt sie im Browser an.")
    wen = Person(
        name=name,
        mail=_freie_adresse(mail),
        funktion="Administration",
        institution=_institution(institution),
        status=PersonStatus.EINGELADEN,
        rollen=[Rolle(art=Rollenart.ADMINISTRATION, von=clock.today())],
    )
    session().add(wen)
    session().flush()
    ereignisse.festhalten(Permission.PERSON_ANLEGEN, wen, None, None, wen.status, {})
    return einzellinks.ausstellen(wen, Linkzweck.KONTO_EINRICHTEN, None, EINLADUNG_GILT)


def _institution(name: str) -> Institution:
    typen = queries.vokabeln.aktive(Institutionstyp)
    if not typen:
        raise Obstructed("Es fehlen die Grunddaten: python -m seeds grunddaten")
    found = queries.institutionen.gleichnamige(name, name)
    return found[0] if found else Institution(name=name, kurzname=name[:40], typ=typen[0], aktiv=True)


def _freie_adresse(adresse: str) -> str:
    adresse = adresse.strip().lower()
    if queries.anmeldungen.nach_mail(adresse) is not None:
        raise Obstructed("Mit dieser E-Mail-Adresse gibt es schon ein Konto.")
    return adresse


def _rechte_geaendert(wen: Person) -> None:
    """Whoever gains or loses a role starts a new session with it (ZUSAGEN J2); an old reset link must not carry it."""
    anmeldungen.alle_beenden(wen)
    einzellinks.widerrufen(wen, Linkzweck.PASSWORT_NEU)


def _beenden(zeitraum: Rolle | Zeichnungsberechtigung, bis: date) -> None:
    if zeitraum.bis is not None and bis > zeitraum.bis:
        raise Obstructed("Beenden verkürzt den Zeitraum; verlängert wird durch einen neuen Eintrag.")
    # What was given today can end today: the day before stands for "no longer", the trail has the truth.
    zeitraum.von = min(zeitraum.von, bis)
    zeitraum.bis = bis
