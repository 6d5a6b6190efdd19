"""The Musterkreis: two plausible years of one invented Kreis, told by the same acts the pages use."""

import sys
from datetime import datetime, time

from argon2 import PasswordHasher
from sqlalchemy import select

from kimflow import clock, config, db
from kimflow.db import session, transaction
from kimflow.models import Institution, Institutionstyp, Nachricht, Person, PersonStatus, Rolle, Rollenart
from seeds import fallarbeit, kreis, meldungen
from seeds.anfang import gremien_und_menschen
from seeds.ansichten import ansichten_speichern
from seeds.berichte import berichten
from seeds.foerdergeld import foerdern
from seeds.geschichten import erzaehlen
from seeds.grunddaten import grunddaten
from seeds.menschen import PERSONEN
from seeds.zeitplan import Zeitplan

PASSWORT = "Integration gelingt gemeinsam"
BESETZUNG = ("Kora", "Mats", "Mia", "Vera", "Bert", "Paula", "Paul", "Petra", "Fatma", "Finn", "Frida", "Zoe", "Bibi",
             "Lena", "Ada")  # fmt: skip


class NurZurProbe(RuntimeError):
    """The Musterkreis never comes into a production database."""


def musterkreis() -> None:
    """Fill an empty database. Raises NurZurProbe in production or where there are persons already."""
    if config.current().ist_produktion:
        raise NurZurProbe("Der Musterkreis ist erfunden und gehört in keine echte Datenbank.")
    with db.lazy_loading():
        if session().scalar(select(Person.id).limit(1)) is not None:
            raise NurZurProbe("In dieser Datenbank gibt es schon Personen. `make neu` fängt von vorn an.")
        for told in (
            meldungen.NUMMERN,
            fallarbeit.NUMMERN,
            fallarbeit.FREIGEGEBEN,
            kreis.NUMMERN,
            kreis.VEREINBARUNGEN,
        ):
            told.clear()  # of a Musterkreis that this process built before
        grunddaten()
        _erste_person()
        plan = Zeitplan()
        gremien_und_menschen(plan, _passwort())
        erzaehlen(plan)
        ansichten_speichern(plan)
        foerdern(plan)
        berichten(plan)
        plan.spielen(_fortschritt)
        _alte_post_ist_zugestellt(plan)
    print()
    wer()


def wer() -> None:
    """Print who can sign in."""
    with db.lazy_loading():
        print(f"\nDer Musterkreis ist erfunden (fiktiv). Anmelden auf {config.current().basis_url}")
        print(f"Kennwort für alle: {PASSWORT}\n")
        for vorname in BESETZUNG:
            person = session().scalar(select(Person).where(Person.name == PERSONEN[vorname][0]))
            if person is not None:
                print(f"  {person.mail:<34} {person.name:<18} {person.funktion}, {person.institution.kurzname}")


def _passwort() -> str:
    settings = config.current()
    return PasswordHasher(
        time_cost=settings.passwort_runden, memory_cost=settings.passwort_speicher_kib, parallelism=1
    ).hash(PASSWORT)


def _erste_person() -> None:
    """The first administrator stands at the beginning, as on every installation; everybody else comes by an act."""
    name, funktion, _ = PERSONEN["Ada"]
    typ = session().scalars(select(Institutionstyp).where(Institutionstyp.kurz == "Kreisverwaltung")).one()
    with transaction() as s:
        haus = Institution(name="Kreisverwaltung Musterkreis", kurzname="Kreis", typ=typ, aktiv=True)
        s.add(
            Person(
                name=name,
                funktion=funktion,
                mail="ada@musterkreis.example",
                institution=haus,
                passwort=_passwort(),
                status=PersonStatus.AKTIV,
                rollen=[Rolle(art=Rollenart.ADMINISTRATION, von=Zeitplan().tag(-760))],
            )
        )


def _alte_post_ist_zugestellt(plan: Zeitplan) -> None:
    """Two years of letters were delivered long ago; only those of the last days wait in the outbox."""
    since = datetime.combine(plan.tag(-7), time(0), tzinfo=clock.ZONE)
    with transaction() as s:
        for nachricht in s.scalars(select(Nachricht).where(Nachricht.erstellt_am < since)):
            nachricht.versendet_am, nachricht.wieder_am = nachricht.erstellt_am, None


def _fortschritt(done: int, of: int) -> None:
    if sys.stdout.isatty() or done in (1, of) or done % 50 == 0:
        end = "\r" if sys.stdout.isatty() else "\n"
        print(f"Musterkreis: {done} von {of} Schritten", end=end, flush=True)
