"""One road to each object (ZUSAGEN D5): planted secrets, every page as every person, and who may find which."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select, update

from kimflow import workflow
from kimflow.db import Base, session, transaction
from kimflow.models import (
    Abstimmung,
    Bericht,
    Beschluss,
    Fallrekonstruktion,
    Foerdertopf,
    Gremium,
    Indikator,
    Institution,
    Massnahme,
    Meldung,
    Modus,
    Nachricht,
    Notizart,
    Person,
    Sitzung,
    Stellungnahme,
    Stimmabgabe,
    Stimmwort,
    Thema,
    Topart,
    Zeichnung,
    Zielvereinbarung,
)
from tests import datenbanken
from tests.bauen import geheimnisse
from tests.bauen.abstimmungen import offene_abstimmung, stimmen, zustimmung
from tests.bauen.berichte import abgeschlossener_bericht
from tests.bauen.fallrekonstruktionen import grobe_angaben
from tests.bauen.meldungen import angaben as meldung_angaben
from tests.bauen.sitzungen import laufende_sitzung, neue_sitzung, neuer_top
from tests.bauen.themen import STECKBRIEF, neuer_beschluss
from tests.bauen.zielvereinbarungen import TEXT
from tests.besetzung import CAST, Welt
from tests.haus import rundgang
from tests.haus.dinge import Dinge
from tests.seiten.tabellen import ausgepackt

NIEMAND = "niemand"
MITWIRKENDE = "Kora Mats Mia Vera Bert Paula Paul Petra Fatma Finn Frida Zoe Bibi"
"""Whoever works with the matter; not who only reads along, not the Administration, not who has left."""

MITTEL = "Kora Mats Mia Vera Bert Paula Paul Petra Zoe"
"""Whoever reads what is planned and committed."""

GEHEIM: dict[str, str] = {
    # secret: who finds it somewhere
    "entwurfgeheim": "Fatma",
    "getipptgeheim": "Fatma",
    "stationgeheim": "Kora Fatma",
    "verlaengerunggeheim": "Kora Fatma",
    "rueckgabegeheim": "Fatma",
    "schilderunggeheim": "Kora Fatma",
    "satzgeheim": "Kora Fatma",
    "meldunggeheim": "Kora Fatma",
    "meldetextgeheim": "Kora Fatma",
    "antwortgeheim": "Kora Fatma",
    "ablegegeheim": "Kora Fatma",
    "stimmegeheim": "Mats Vera",
    "themageheim": MITWIRKENDE,
    "stellungnahmegeheim": MITWIRKENDE,
    "zielgeheim": MITWIRKENDE,
    "vorschlaggeheim": MITWIRKENDE,
    "sitzunggeheim": "Kora Petra",
    "vorbereitunggeheim": "Kora Petra",
    "unterlagegeheim": "Kora Petra",
    "mitschriftgeheim": "Kora Petra",
    "notizgeheim": "Kora Petra",
    "auftraggeheim": "Kora Petra",
    "beschlussgeheim": "Kora Petra",
    **dict.fromkeys(
        (
            "verschiebunggeheim", "gehoertgeheim", "anmerkunggeheim", "entferntgeheim", "standgeheim",
            "annahmegeheim", "mandatgeheim", "kommentargeheim", "fassunggeheim", "ueberarbeitunggeheim",
        ),
        MITWIRKENDE,
    ),
    "ueberlastgeheim": "Kora Mats Mia Vera Bert",
    "zweckgeheim": "Kora",
    "777,77": MITTEL,
    "88,88": MITTEL,
    "codegeheim": "",
    "postgeheim": "Ada",
    "argon2id": "",
}  # fmt: skip
LICHT = re.compile(r"kf-ampel|überfällig|überlastet|ausgelastet|hat Platz|Höchstlast")
"""What a light looks like or says, also of how much a group carries."""


def _pflanzen(dinge: Dinge) -> None:
    """Secrets in the rows of the small world; the vote by the act, while its round is still open."""
    welt, w, n = dinge.welt, dinge.weitere, dinge.nach_noun
    geheimnisse.pflanzen(welt)
    runde = offene_abstimmung(welt, zustimmung(welt))
    stimmen(welt, runde, "Mats", "Jobcenter Musterkreis", wort=Stimmwort.BEDENKEN, begruendung="stimmegeheim")
    sitzung = neue_sitzung(welt, gremium=welt.andere_projektgruppe)
    beschluss = neuer_beschluss(welt, gremium=welt.andere_projektgruppe, modus=Modus.EINVERNEHMLICH)
    top = neuer_top(welt, neue_sitzung(welt, gremium=welt.andere_projektgruppe), art=Topart.BERATUNG)
    laufende_sitzung(welt, top.sitzung)
    kora = welt.person("Kora")
    with transaction():
        workflow.moderation.aufrufen(top, kora)
        workflow.tops.unterlage_anhaengen(top, kora, titel="Plan", adresse="https://ris.example/unterlagegeheim")
        workflow.notizen.schreiben(top, kora, art=Notizart.OFFEN, text="notizgeheim")
        workflow.auftraege.erteilen(top, kora, text="auftraggeheim")
    frei = w["frei"]
    with transaction():
        felder = [("titel", "getipptgeheim"), ("stationen-0-geschehen", "getipptgeheim")]
        workflow.entwuerfe.sichern(
            welt.person("Fatma"), "fallrekonstruktion.bearbeiten", w["entwurf"].nummer, felder, ""
        )
        workflow.fallfristen.verlaengern(frei, kora, begruendung="verlaengerunggeheim")
    with transaction() as s:
        letter = s.scalars(select(Nachricht).order_by(Nachricht.id.desc())).first()
        assert letter is not None
        for thing, column, secret in (
            (w["entwurf"], "schilderung", "entwurfgeheim"), (w["entwurf"], "rueckgabe", "rueckgabegeheim"),
            (frei, "schilderung", "schilderunggeheim"), (frei.bruchstellen[0], "satz", "satzgeheim"),
            (frei.stationen[0], "geschehen", "stationgeheim"),
            (n["meldung"], "titel", "meldunggeheim"), (n["meldung"], "schilderung", "meldetextgeheim"),
            (n["meldung"], "antwort", "antwortgeheim"), (n["meldung"], "frage", "?"),
            (n["meldung"], "begruendung", "ablegegeheim"),
            (w["speicher"], "problem", "themageheim"), (w["speicher"].stellungnahmen[0], "text", "stellungnahmegeheim"),
            (n["zielvereinbarung"], "zielzustand", "zielgeheim"), (w["vorschlag"], "beschreibung", "vorschlaggeheim"),
            (sitzung, "ort", "sitzunggeheim"), (beschluss, "wortlaut", "beschlussgeheim"),
            (letter, "text", "postgeheim"), (top, "vorbereitung", "vorbereitunggeheim"),
            (top, "niederschrift", "mitschriftgeheim"),
        ):  # fmt: skip
            table = Base.metadata.tables[thing.__tablename__]
            s.execute(update(table).where(table.c.id == thing.id).values(**{column: secret}))
    # Counted after all this, so that what may stand in a report stands in it.
    abgeschlossener_bericht(welt)


@pytest.fixture(scope="module")
def gebaut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with rundgang.vorlage(tmp_path_factory.mktemp("geheimnisse"), _pflanzen) as (made, plan):
        made.frisch()
        made.frisch = lambda: None  # looking changes nothing
        yield made, plan


@pytest.fixture(scope="module")
def datenbank(gebaut: Any) -> datenbanken.Datenbank:
    return gebaut[0]


SEITEN: dict[Any, tuple[str, ...]] = {
    Fallrekonstruktion: tuple(f"/fallrekonstruktionen/{{}}{rest}" for rest in ("", "/bearbeiten", "/freigeben")),
    Meldung: tuple(f"/meldungen/{{}}{rest}" for rest in ("", "/annehmen", "/einordnen")),
    Thema: ("/themen/{}", "/themen/{}/steckbrief", "/themen/{}/bearbeiten", "/themen/{}/grundlage_hinzufuegen"),
    Massnahme: ("/massnahmen/{}", "/massnahmen/{}/bearbeiten", "/massnahmen/sitzungsansicht?status=alle&bei={}"),
    Zielvereinbarung: tuple(
        f"/zielvereinbarungen/{{}}{rest}"
        for rest in ("", "/druck", "/bearbeiten", "/fassungen/", "/fassungen/1", "/fassungen/2?zu=1.1")
    ),
    Foerdertopf: ("/foerdertoepfe/{}", "/foerdertoepfe/{}/buchungen.csv"),
    Indikator: ("/indikatoren/{}",),
    Zeichnung: ("/zeichnungen/{}", "/zeichnungen/{}.txt"),
    Sitzung: tuple(
        f"/sitzungen/{{}}{rest}"
        for rest in ("", "/bearbeiten", "/moderation", "/moderation/teil", "/meine", "/protokoll", "/nachbereitung")
    ),
    Beschluss: ("/beschluesse/{}", "/beschluesse/{}/berichtigen"),
    Abstimmung: ("/abstimmungen/{}", "/abstimmungen/{}/schliessen"),
    Gremium: ("/gremien/{}",),
    Institution: ("/institutionen/{}",),
    Person: ("/personen/{}",),
    Stellungnahme: ("/stellungnahmen/{}/abgeben",),
    Bericht: tuple(
        f"/berichte/{{}}{rest}"
        for rest in ("", "/zahlen.json", *(f"/zahlen/{key}" for key in ("mittel.geplant", "beschluesse.anzahl",
                     "themen.aufgenommen", "faelle.freigegeben", "meldungen.eingegangen", "massnahmen.vereinbart")))
    ),
}  # fmt: skip
LISTEN = (
    "/massnahmen/?gruppe=projektgruppe", "/massnahmen/?gruppe=foerdertopf", "/massnahmen/liste.csv?status=alle",
    "/massnahmen/tafel?status=alle", "/massnahmen/zeitstrahl?status=alle", "/gremien/?status=beendet",
    "/beschluesse/?suche=beschluss", "/themen/?suche=thema&status=alle", "/massnahmen/?status=alle",
    "/sitzungen/?status=geplant", "/fallrekonstruktionen/?status=freigegeben", "/themen/aufnehmen", "/hilfe",
    "/meldungen/?status=alle",
    "/suche?text=geheim", "/suche?jahr=2026", "/suche?text=beschluss", "/themen/aehnliche?titel=geheim",
)  # fmt: skip
ERKLAERT = ("/hilfe", "/exporte/", "/exporte/liste.csv", "/exporte/liste.xlsx")
# The names of lists among them: „Mandate über der Höchstlast“ says nothing of a group.
"""Pages that speak of lights without showing one."""


def adressen(plan: rundgang.Plan) -> list[str]:
    """Every page of the app and every page of every thing there is."""
    found = [ort.url for ort in plan.orte.values()] + list(LISTEN)
    for kind, pages in SEITEN.items():
        key = kind.nummer if hasattr(kind, "nummer") else kind.id
        found += [page.format(one) for one in session().scalars(select(key)) for page in pages]
    rows = session().execute(select(Abstimmung.nummer, Stimmabgabe.id).join(Stimmabgabe.abstimmung))
    pages = [f"{page}/{{}}{rest}" for page in ("stimme", "geheim") for rest in ("", "/abgegeben")]
    found += [f"/abstimmungen/{nummer}/{page.format(id)}" for nummer, id in rows for page in pages]
    return sorted(set(found))


def _was_der_link_zeigt(url: str) -> set[str]:
    """The letter to a house is the right to read the one Thema it is asked about, and what it answered itself."""
    return {"themageheim", "stellungnahmegeheim"} if re.fullmatch(r"/link/[^/]+/stellungnahme", url) else set()


@pytest.mark.parametrize("wer", [*(name for name in CAST if name != "Nora"), NIEMAND])
def test_ein_geheimnis_findet_nur_wem_es_gehoert(gebaut, browser, wer):
    """D5 P0: every page, list, print view and form as each person; each secret only where the table says."""
    mein = browser(None if wer == NIEMAND else Welt().person(wer))
    found: dict[str, str] = {}
    lights: set[str] = set()
    for url in adressen(gebaut[1]):
        with mein._own_context():
            text = ausgepackt(mein.client.get(url).get_data())
        found |= {secret: url for secret in GEHEIM if secret in text and secret not in _was_der_link_zeigt(url)}
        if url not in ERKLAERT and LICHT.search(text):
            lights.add(url)

    allowed = {secret for secret, people in GEHEIM.items() if wer in people.split()}
    assert {s: u for s, u in found.items() if s not in allowed} == {}
    # FACH §2: who only reads along sees status and dates, no lights.
    assert bool(lights) is (wer in MITWIRKENDE.split()), lights
    assert allowed - found.keys() == set(), "steht nirgends: der Rundgang sieht nicht alles"


SUCHE = ("text=geheim", "text=beschluss", "jahr=2026", "art=thema", "art=protokoll", "art=massnahme")


@pytest.mark.parametrize("wer", ["Kora", "Mia", "Paula", "Petra", "Fatma", "Frida", "Zoe", "Bibi", "Lena"])
def test_die_suche_ueber_alles_findet_nur_was_man_oeffnen_darf(gebaut, browser, wer):
    """D5 P0: no hit, no count and no Ausschnitt of a case, a draft, a note or a body one does not belong to."""
    with transaction():
        workflow.suchindex.aufbauen()  # what was planted past the acts
    mein = browser(Welt().person(wer))
    for secret, people in GEHEIM.items():
        with_it, without = (
            mein.get(f"/suche?text={word}", pruefen=False).text.replace(word, "")
            for word in (secret, "gibtesnicht"[: len(secret)])
        )
        if wer in people.split() and secret in GEFUNDEN:
            assert with_it != without, secret
        else:
            assert with_it == without, secret
    seiten = "".join(mein.get(f"/suche?{query}", pruefen=False).text for query in SUCHE)
    allowed = {secret for secret, people in GEHEIM.items() if wer in people.split()}
    assert {secret for secret in GEHEIM if secret in seiten} <= allowed & GEFUNDEN


GEFUNDEN = {"themageheim", "zielgeheim", "vorschlaggeheim", "beschlussgeheim"}
"""What stands in the index at all."""

BEREICHE = (
    "themen",
    "massnahmen",
    "fallrekonstruktionen",
    "meldungen",
    "beschluesse",
    "sitzungen",
    "zielvereinbarungen",
)


@pytest.mark.parametrize("wer", ["Mia", "Lena", "Ada", "Frida"])
def test_auch_die_suche_verraet_nichts(gebaut, browser, wer):
    """D5 P0: filters and counts say nothing about what one may not read; a hidden word finds what no word finds."""
    mein = browser(Welt().person(wer))
    hidden = [secret for secret, people in GEHEIM.items() if wer not in people.split()]
    for secret in hidden:
        for bereich in BEREICHE:
            with_it, without = (
                mein.get(f"/{bereich}/?suche={word}", pruefen=False).text.replace(word, "")
                for word in (secret, "gibtesnicht"[: len(secret)])
            )
            assert with_it == without, f"{bereich}: {secret}"


def test_in_der_post_steht_nichts_vertrauliches(gebaut, app):
    """D5 P0: mails carry no text of a case, a vote or a Thema; only what it is about and where."""
    fall = grobe_angaben(Welt())
    gemeldet = [text for text in meldung_angaben(Welt()).values() if isinstance(text, str)]
    texts = [fall["titel"], fall["schilderung"], *gemeldet, *STECKBRIEF.values(), TEXT["zielzustand"], "stimmegeheim"]
    letters = session().scalars(select(Nachricht)).all()

    assert len(letters) > 20
    assert [(one.anlass, text) for one in letters for text in texts if text in one.betreff + one.text] == []
