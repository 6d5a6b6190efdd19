"""The papers of a meeting as one PDF: for each person what that person may read, without confidential parts for all.

OBERFLAECHE §2, 14; ZUSAGEN D5 P0: a canary stands in every text column of every row there is, and is looked for in the
text an independent reader takes out of the file, margins, bookmarks and properties included.
"""

import re
import subprocess
from io import BytesIO

import pikepdf
import pytest
from sqlalchemy import String, cast, literal, update
from sqlalchemy.exc import DatabaseError

from kimflow import clock, workflow
from kimflow.columns import AKTE, FALL, PERSON, SACHE, STIMME, Absatz, Zeile
from kimflow.db import Base, session, transaction
from kimflow.models import (
    Linkzweck,
    Notiz,
    Notizart,
    Stimmwort,
    Stufe,
    ThemaStatus,
    Topgegenstand,
    Unterlage,
    Votum,
)
from tests.bauen.abstimmungen import offene_abstimmung, stimmen, zustimmung
from tests.bauen.auftraege import neuer_auftrag
from tests.bauen.massnahmen import laufende_massnahme, neue_massnahme
from tests.bauen.sitzungen import antwort_von
from tests.bauen.themen import thema_im_stand, zusammengefuehrtes_thema
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung, geltende_zielvereinbarung, neuer_kommentar
from tests.besetzung import CAST
from tests.dokumente.lesen import ohne_luecken

KANARIE = re.compile(r"qq([a-z]+)(\d+)qq")
WER = [name for name in CAST if name not in ("Nora", "Emil")]


def _rueckt_ein(sitzung, top, kora, mats, welt):
    """Notes, tasks, a Votum and both kinds of papers at the item that is being talked about."""
    with transaction() as s:
        s.add(Notiz(top=top, art=Notizart.OFFEN, text="x", person=kora, geschrieben_am=clock.now()))
        sitz = antwort_von(sitzung, "Jobcenter Musterkreis").sitz
        s.add(Votum(top=top, sitz=sitz, person=mats, text="x", abgegeben_am=clock.now()))
        for released in (False, True):
            s.add(Unterlage(top=top, titel="x", adresse="https://x.example/", freigegeben=released))
    neuer_auftrag(welt, top)


@pytest.fixture
def sitzung(welt, kora, mats):
    """One running meeting about everything: decided and undecided, drafts and agreed texts, an open vote."""
    runde = zustimmung(welt)
    offene_abstimmung(welt, runde)
    stimmen(welt, runde, "Mats", "Jobcenter Musterkreis", wort=Stimmwort.BEDENKEN, begruendung="qqstimme0qq")
    top = runde.top
    _rueckt_ein(top.sitzung, top, kora, mats, welt)
    beschlossen = thema_im_stand(welt, ThemaStatus.PRIORISIERT, bruchstellen=6)
    entwurf = eingereichte_zielvereinbarung(welt, zielzustand="qqentwurf0qq")
    neuer_kommentar(welt, entwurf, "Mats")
    gilt = geltende_zielvereinbarung(welt, zielzustand="qqvereinbart0qq")
    things = [{"thema": beschlossen}, {"thema": zusammengefuehrtes_thema(welt)}]
    things += [{"zielvereinbarung": entwurf}, {"zielvereinbarung": gilt}]
    things += [{"massnahme": laufende_massnahme(welt)}, {"massnahme": neue_massnahme(welt)}]
    with transaction() as s:
        s.add_all(Topgegenstand(top=top, **thing) for thing in things)
        beschlossen.eingeschaetzt_am, beschlossen.dringlichkeit = clock.today(), Stufe.HOCH
    return top.sitzung


def _bepflanzen():
    """A canary in every text of every row; what triggers keep was typed with one. Returns how many columns hold one."""
    planted = 0
    for table in Base.metadata.sorted_tables:
        for column in table.columns if "id" in table.columns and table.name != "einstellung" else ():
            if not isinstance(column.type, Zeile | Absatz) or column.info["daten"] not in (
                SACHE,
                AKTE,
                FALL,
                STIMME,
                PERSON,
            ):
                continue
            if column.type.impl.length < 60 or column.unique:
                continue
            start = "https://x.example/" if column.name in ("adresse", "online") else ""
            word = f"{start}qq{table.name}{column.name}".replace("_", "")
            canary = literal(word) + cast(table.c.id, String) + literal("qq")
            try:
                with transaction() as s:
                    changed = s.execute(update(table).values({column.name: canary})).rowcount
            except DatabaseError:
                continue
            planted += bool(changed)
    session().expire_all()
    return planted


def gefunden(content):
    """Every canary in the text with its margins, in titles, bookmarks and properties, with what row it stands in."""
    text = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_metadata() as meta, pdf.open_outline() as outline:
        text += f"{dict(meta)} {[item.title for item in outline.root]} {pdf.docinfo!r}"
    return {(match[1], int(match[2])) for match in KANARIE.finditer(ohne_luecken(text))}


STECKBRIEF = (
    "titel", "problem", "wirkungmenschen", "wirkungstellen", "warumjetzt", "gefragt", "moeglichkeiten",
    "doppelstruktur",
)  # fmt: skip


def _erwartet(top):
    """What each may find: the public, who only reads along, who works with Themen, and the body itself."""
    things = [one.gegenstand for one in top.gegenstaende]
    offen, beschlossen, ging, entwurf, gilt, laeuft, vorgeschlagen = (thing.id for thing in things)
    ziel = next(thing for thing in things if thing.id == ging and thing.nummer.startswith("T")).zusammengefuehrt_in
    intern, frei = (paper.id for paper in top.unterlagen)
    meeting = top.sitzung

    def steckbrief(id):
        return {(f"thema{field}", id) for field in STECKBRIEF}

    def unterlage(id):
        return {("unterlagetitel", id), ("unterlageadresse", id)}

    public = steckbrief(beschlossen) | unterlage(frei)
    public |= {("sitzungort", meeting.id), ("toptitel", top.id), ("topberichterstattung", top.id), ("vereinbart", 0)}
    public |= {("zielvereinbarungtitel", gilt), ("massnahmetitel", laeuft)}
    who = {meeting.vorsitz_id, meeting.protokollfuehrung_id}
    reading = public | {("sitzungonline", meeting.id)}
    reading |= {(column, id) for id in who for column in ("personname", "personfunktion")}
    working = reading | steckbrief(offen) | steckbrief(ziel.id) | {("thematitel", ging), ("entwurf", 0)}
    working |= {
        ("themaeinschaetzung", beschlossen),
        ("zielvereinbarungtitel", entwurf),
        ("massnahmetitel", vorgeschlagen),
    }
    named = {offen: top.gegenstaende[0].thema, ziel.id: ziel}
    for thema in named.values():
        working |= {("grundlagequelle", g.id) for g in thema.grundlagen if g.quelle}
        working |= {("stellungnahmetext", s.id) for s in thema.stellungnahmen if s.text}
        working |= {("vokabelkurz", one.id) for one in (thema.handlungsfeld, *thema.rechtskreise) if one}
    return public, reading, working, working | unterlage(intern)


def test_jeder_findet_in_der_mappe_genau_was_er_lesen_darf(welt, browser, sitzung):
    """For every person of the cast, with and without confidential parts, and by the link out of the mail."""
    leute, nummer = {name: welt.person(name) for name in WER}, sitzung.nummer
    with transaction():
        public, reading, working, body = _erwartet(sitzung.tops[0])
        antwort = antwort_von(sitzung, "Jobcenter Musterkreis")
        token = workflow.einzellinks.ausstellen(
            leute["Mats"], Linkzweck.EINLADUNG_BEANTWORTEN, antwort.id, workflow.einzellinks.bis_heute_nacht()
        )
    groups = {"Kora Mats Mia Vera Bert": body, "Bibi": working, "Lena": reading}
    assert _bepflanzen() > 65

    different, given_out = [], set()
    for name, person in leute.items():
        allowed = next((allowed for names, allowed in groups.items() if name in names.split()), None)
        mine = browser(person)
        pages = [mine.get(f"/sitzungen/{nummer}/mappe{art}.pdf") for art in ("", "-ohne-vertrauliche-teile")]
        if allowed is None:
            assert [page.status for page in pages] == [404, 404], name
            continue
        found = gefunden(pages[0].response.data)
        different += [(name, one) for one in found ^ (allowed | {("personname", person.id)})]
        given_out.add(pages[1].response.data)
    assert not different
    (for_all,) = given_out
    assert gefunden(for_all) == public
    by_link = browser().get(f"/link/{token}/sitzung/mappe.pdf", status=200).response.data
    assert gefunden(by_link) == body | {("personname", leute["Mats"].id)}
