"""Letters about minutes. What was said, decided or objected stands behind the link only."""

from collections.abc import Iterable
from typing import Any

from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Einwendung, Person, Protokollfassung, Rollenart, Sitzung
from kimflow.queries import personen, protokolle


def vorlage(sitzung: Sitzung, person: Person) -> Iterable[Brief]:
    """alle Eingeladenen, je mit eigenem Link zum Lesen und Einwenden"""
    version = protokolle.neueste(sitzung.id)
    for who in protokolle.empfaenger(sitzung):
        token = version.einzellinks.get(who.id) if version else None
        if version and token:
            link = adresse(f"/link/{token}/protokoll")
            yield _brief(who, version, "Protokoll liegt vor", "protokoll_vorlegen", link=link)


def frist_endet(who: Person, version: Protokollfassung, token: str) -> Brief:
    """To one who was invited and has not objected: the time to do so ends. Mark: the version."""
    link = adresse(f"/link/{token}/protokoll")
    return _brief(who, version, "Einwendungen noch möglich", "protokoll_frist_endet", link=link)


def berichtigung(sitzung: Sitzung, person: Person) -> Iterable[Brief]:
    """alle Eingeladenen: Es gibt eine berichtigte Fassung"""
    version = protokolle.neueste(sitzung.id)
    for who in protokolle.empfaenger(sitzung):
        if version:
            yield _brief(who, version, "Protokoll berichtigt", "protokoll_berichtigen", link=_seite(sitzung))


def einwendung(objection: Einwendung, person: Person) -> Iterable[Brief]:
    """die Koordination und wer das Protokoll führt"""
    sitzung = objection.fassung.sitzung
    office = personen.mit_rolle(Rollenart.KOORDINATION)
    clerk = [sitzung.protokollfuehrung] if sitzung.protokollfuehrung else []
    for who in {one.id: one for one in [*office, *clerk]}.values():
        yield _zur_einwendung(who, objection, "Einwendung zum Protokoll", "protokoll_einwendung")


def antwort(objection: Einwendung, person: Person) -> Iterable[Brief]:
    """wer die Einwendung erhoben hat"""
    yield _zur_einwendung(objection.person, objection, "Ihre Einwendung zum Protokoll", "protokoll_antwort")


def _zur_einwendung(who: Person, objection: Einwendung, subject: str, template: str) -> Brief:
    version = objection.fassung
    page = f"{_seite(version.sitzung)}/{version.fassung}#absatz-{objection.absatz}"
    mark = f"{objection.id}-{template}"
    words: dict[str, Any] = {"sitzung": version.sitzung, "fassung": version, "einwendung": objection, "link": page}
    return schreiben(who, f"{subject} {version.sitzung.nummer}", template, mark, **words)


def _seite(sitzung: Sitzung) -> str:
    return adresse(f"/sitzungen/{sitzung.nummer}/protokoll")


def _brief(who: Person, version: Protokollfassung, subject: str, template: str, **words: Any) -> Brief:
    sitzung = version.sitzung
    mark = f"{sitzung.nummer}-{version.fassung}"
    line = f"{subject}: {sitzung.gremium}, Sitzung {sitzung.nummer}"
    return schreiben(who, line, template, mark, sitzung=sitzung, fassung=version, **words)
