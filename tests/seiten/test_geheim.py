"""The page of a geheime Stimme and everything around it that must not tell (ZUSAGEN B5–B8, A10)."""

import json
import logging
import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from kimflow import clock, config, queries, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import (
    Abstimmung,
    Formularmarke,
    Geheimhaltung,
    Mehrheitsregel,
    Methode,
    Stimmabgabe,
    Versiegelt,
)
from kimflow.workflow.acts import Obstructed
from tests.bauen.abstimmungen import (
    einschalten,
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    zustimmung,
)
from tests.besetzung import PASSWORT
from tests.sicherheit.urnen import JOBCENTER, abstimmen, geheime_runde, waehler, zeilen

VON_HIER = {"Origin": "http://localhost"}
KANARIE = "kanarienvogel"


@pytest.fixture
def alle(welt):
    return waehler(welt)


@pytest.fixture
def runde(welt, alle):
    made = geheime_runde(welt)
    session().rollback()
    return made


def adresse(runde, sitz=JOBCENTER):
    url = f"/abstimmungen/{runde.nummer}/geheim/{stimmabgabe(runde, sitz).id}"
    session().rollback()
    return url


def felder(runde, *werte, **mehr):
    fields = {f"option-{o.id}": str(w) for o, w in zip(runde.optionen, werte, strict=True)}
    session().rollback()
    return fields | {"endgueltig": "y"} | mehr


def in_der_urne():
    count = session().scalar(select(func.count()).select_from(Versiegelt))
    session().rollback()
    return count


# --- casting -----------------------------------------------------------------------------------------------------


def test_eine_geheime_stimme_wird_abgegeben_und_die_quittung_sagt_nur_dass_sie_da_ist(runde, browser, mats):
    """B8 P0: the receipt proves arrival, not content; nothing of it may be stored by the browser."""
    url = adresse(runde)
    mein = browser(mats)

    antwort = mein.absenden(url, **felder(runde, 6, 3))
    quittung = mein.folgen(antwort)

    assert antwort.ziel == f"{url}/abgegeben"
    assert "Stimme angekommen" in quittung.text
    assert "zeigt kimflow nicht mehr, auch Ihnen nicht" in quittung.text
    assert not re.search(r"\b[63] Punkte|Wohnen|Sprache", quittung.text)
    assert "no-store" in quittung.headers["Cache-Control"]
    assert in_der_urne() == 1


@pytest.mark.parametrize("weg", ["zurück", "Quittung"])
def test_nach_der_abgabe_zeigt_keine_seite_die_wahl(runde, browser, mats, weg):
    """B8 P0: Back and reload fetch the page anew (no-store), and it has no form and no choice left."""
    url, mein = adresse(runde), browser(mats)
    empty = mein.get(url, status=200)
    mein.absenden(url, **felder(runde, 6, 3))

    seite = mein.get(f"{url}/abgegeben" if weg == "Quittung" else url, status=200)

    assert "no-store" in empty.headers["Cache-Control"]
    assert "no-store" in seite.headers["Cache-Control"]
    assert not [e for e in seite.elemente if e.attrs.get("name", "").startswith("option-")]
    assert "Geheime Stimmen sind endgültig" in seite.text or "Stimme angekommen" in seite.text


def test_ohne_den_haken_dass_es_endgueltig_ist_wird_nichts_abgegeben(runde, browser, mats):
    url = adresse(runde)
    fields = felder(runde, 6, 3)
    del fields["endgueltig"]

    seite = browser(mats).absenden(url, status=422, **fields)

    assert "Bitte bestätigen." in seite.text
    assert in_der_urne() == 0


def test_der_stimmzettel_sagt_was_geschuetzt_ist_und_fragt_keine_begruendung_und_keinen_entwurf(runde, browser, mats):
    """B9 P1: the boundary stands above the ballot."""
    seite = browser(mats).get(adresse(runde), status=200)

    assert "Nicht geschützt ist sie vor Personen, die den Server während der Abstimmung beherrschen" in seite.text
    assert seite.html.index("Nicht geschützt") < seite.html.index('<form class="kf-formular kf-stimmzettel"')
    assert not seite.alle("textarea")
    assert "Entwurf" not in seite.text


@pytest.mark.parametrize("methode", [Methode.PUNKTE, Methode.RANG, Methode.WIDERSTAND, Methode.MEHRHEIT])
def test_jede_methode_die_geheim_geht_hat_ihren_stimmzettel_und_wird_ausgezaehlt(welt, alle, browser, mats, methode):
    rules = {"methode": methode, "geheimhaltung": Geheimhaltung.GEHEIM}
    if methode is Methode.RANG:
        rules["plaetze"] = 2
    if methode is Methode.MEHRHEIT:
        runde = offene_abstimmung(welt, zustimmung(welt, mehrheit=Mehrheitsregel.EINFACH, **rules))
        fields = {"wort": "ja", "endgueltig": "y"}
    else:
        runde = offene_abstimmung(welt, neue_abstimmung(welt, **rules))
        fields = felder(runde, *([2, 1, 3] if methode is Methode.WIDERSTAND else [2, 1]))

    browser(mats).absenden(adresse(runde), **fields)

    geschlossene_abstimmung(welt, session().get_one(Abstimmung, runde.id))
    assert session().get_one(Abstimmung, runde.id).ergebnis["abgegeben"] == 1


# --- once and final ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zweite", [(6, 3), (0, 6)])
def test_dasselbe_formular_noch_einmal_bekommt_dieselbe_quittung_und_zaehlt_nicht(runde, browser, mats, zweite):
    """A10 P0: the same mark by the same person: same acknowledgement, whatever it holds now; one ballot."""
    url, mein = adresse(runde), browser(mats)
    mark = mein.get(url).feld("marke")

    first = mein.post(url, felder(runde, 6, 3, marke=mark), status=303)
    again = mein.post(url, felder(runde, *zweite, marke=mark), status=303)

    assert (first.ziel, first.html) == (again.ziel, again.html)
    assert in_der_urne() == 1


@pytest.mark.parametrize("wer", ["Mats", "Vera"])
def test_ein_neues_formular_nach_der_abgabe_wird_abgelehnt(welt, runde, browser, mats, wer):
    """A10/A1 P0: final for the Sitz: neither the same person nor the Vertretung casts again, and nothing is shown."""
    url, other = adresse(runde), browser(welt.person(wer))
    late = other.get(url).feld("marke")
    browser(mats).absenden(url, **felder(runde, 6, 3))

    seite = other.post(url, felder(runde, 1, 5, marke=late), status=409)

    assert "Geheime Stimmen sind endgültig" in seite.text
    assert not [e for e in seite.elemente if e.attrs.get("name", "").startswith("option-")]
    assert in_der_urne() == 1


def test_die_marke_eines_anderen_hilft_nicht(welt, runde, browser, mats):
    """A10 P0: an acknowledgement is for whoever cast."""
    url = adresse(runde)
    mark = browser(mats).get(url).feld("marke")
    browser(mats).post(url, felder(runde, 6, 3, marke=mark), status=303)

    browser(welt.person("Vera")).post(url, felder(runde, 6, 3, marke=mark), status=409)


def test_die_marke_einer_stimme_quittiert_keinen_anderen_sitz(welt, runde, browser, mats):
    """A10 P0: sent to another Sitz's ballot, the mark is refused there, not answered with the first one's receipt."""
    mine, other = adresse(runde), adresse(runde, "Sitz 1")
    with transaction() as s:
        s.add(
            workflow.gremien.Besetzung(sitz=welt.sitz("Sitz 1"), person=welt.person("Mats"), rang=1, von=clock.today())
        )
    mein = browser(mats)
    mark = mein.get(mine).feld("marke")
    mein.post(mine, felder(runde, 6, 3, marke=mark), status=303)

    mein.post(other, felder(runde, 6, 3, marke=mark), status=409)

    assert in_der_urne() == 1


# --- what stays unsaid -------------------------------------------------------------------------------------------


def test_die_marke_bewahrt_weder_inhalt_noch_zeit(runde, browser, mats):
    """B7 P0: what is kept of the form is where it was sent, and for everybody the time of the opening.

    What can be linked: person and Sitz (the roll says that the Sitz has voted anyway). What cannot: the ballot.
    """
    url = adresse(runde)
    with clock.turned_to(clock.now() + timedelta(minutes=20)):
        mein = browser(mats)
        mein.absenden(url, **felder(runde, 6, 3))

    mark = session().scalars(select(Formularmarke).where(Formularmarke.ziel.startswith(url))).one()
    assert (mark.inhalt, mark.ziel) == (url, f"{url}/abgegeben")
    assert mark.benutzt_am == runde.eroeffnet_am


def _antwort(browser, mats, runde, werte):
    """Everything an answer consists of, but for what is random in each."""
    seite = browser(mats).absenden(adresse(runde), **felder(runde, *werte))
    headers = {k: v for k, v in seite.headers.items() if k not in ("Set-Cookie", "Date")}
    cookie = {part.partition("=")[0].strip() for part in seite.headers.get("Set-Cookie", "").split(";")}
    return seite.status, headers, cookie, seite.response.get_data()


def test_die_antwort_ist_bei_jeder_wahl_gleich(datenbank, welt, browser):
    """B7 P0: status, headers and body of a cast are equal byte for byte, whatever was chosen."""
    answers = []
    for werte in ((6, 0), (0, 6), (5, 5), (1, 0)):
        session().rollback()
        session().expunge_all()
        datenbank.frisch()
        waehler(welt)
        runde = geheime_runde(welt)
        session().rollback()
        answers.append(_antwort(browser, welt.person("Mats"), runde, werte))

    assert answers[0][0] == 303
    assert all(answer == answers[0] for answer in answers)


def test_solange_offen_ist_sieht_die_koordination_nur_wie_viele_und_nie_in_der_reihenfolge(
    welt, alle, runde, browser, kora
):
    """B7/A9 P0: the page is the same whoever voted, in whatever order; no name, no time."""
    pages = []
    for wer in (alle[3], alle[7]):
        abstimmen(welt, runde, wer, (6, 4))
        session().rollback()
        seite = browser(kora).get(f"/abstimmungen/{runde.nummer}", status=200)
        assert "hat teilgenommen" not in seite.text
        pages.append(seite.text)

    assert "1 von 12" in pages[0]
    assert pages[0].replace("1 von 12 Sitzen hat", "2 von 12 Sitzen haben").replace("1 von 12", "2 von 12") == pages[1]
    assert not [name for name, sitz in alle if name in pages[1] or sitz in pages[1]]


@contextmanager
def _ohne_antwort(start):
    """The database does not answer to this kind of statement."""

    def fail(conn, cursor, sql, *rest):
        if sql.startswith(start):
            raise OperationalError(sql, {}, Exception("database is locked"))

    event.listen(extension.engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(extension.engine, "before_cursor_execute", fail)


@pytest.fixture
def produktion():
    before = config.current()
    config.use(replace(before, umgebung="produktion"))
    yield
    config.use(before)


def _senden(fall, browser, mats, runde, url):
    """One cast that carries a word found nowhere else; how it is answered."""
    mein = browser(mats)
    mark = mein.get(url).feld("marke")
    fields = felder(runde, 6, 3, notiz=KANARIE, marke=mark)
    match fall:
        case "gezählt":
            return mein.post(url, fields, status=303)
        case "ungültig":
            return mein.post(url, fields | {"option-9": KANARIE}, status=422)
        case "schon abgestimmt":
            mein.absenden(url, **felder(runde, 1, 1))
            return mein.post(url, fields, status=409)
        case "Datenbank weg":
            with _ohne_antwort("INSERT INTO versiegelt"):
                return mein.post(url, fields, status=503, pruefen=False)
        case "abgemeldet":
            with clock.turned_to(clock.now() + timedelta(minutes=61)):
                return mein.post(url, fields, headers=VON_HIER, status=401)
        case "ohne Token":
            return mein.post(url, fields, headers=VON_HIER, token=False, status=400)
        case _:
            return mein.post(url, fields | {"gross": "x" * 13_000_000}, headers=VON_HIER, status=413, pruefen=False)


FAELLE = ("gezählt", "ungültig", "schon abgestimmt", "Datenbank weg", "abgemeldet", "ohne Token", "zu groß")


@pytest.mark.parametrize("fall", FAELLE)
def test_was_gesendet_wurde_bleibt_in_keinem_nebenweg_haengen(runde, browser, mats, produktion, caplog, fall):
    """B6 P0: success, refusal, exception: not in log, database, session, address, headers or page – and not kept to
    be sent once more (E3), as any other form's content would be."""
    caplog.set_level(logging.DEBUG)
    url = adresse(runde)
    options = [f"option-{o.id}" for o in runde.optionen]
    session().rollback()

    seite = _senden(fall, browser, mats, runde, url)

    stored = json.dumps(zeilen(), default=str, ensure_ascii=False)
    session().rollback()
    for sink in (seite.html, str(seite.headers), caplog.text, stored):
        assert KANARIE not in sink
    for sink in (str(seite.headers), caplog.text, stored):
        assert not [name for name in options if name in sink]
    if fall != "ungültig":
        assert not [name for name in options if name in seite.html]
    assert not [e for e in seite.elemente if e.attrs.get("name") == "aufgehoben" and e.attrs.get("value")]


def test_wer_sich_erst_anmelden_muss_stimmt_danach_neu_ab(runde, browser, mats):
    """B6/E3 P0: signing in again leads on, with nothing of the ballot kept; it was not cast."""
    url, mein = adresse(runde), browser(mats)
    mark = mein.get(url).feld("marke")
    with clock.turned_to(clock.now() + timedelta(minutes=61)):
        mein.post(url, felder(runde, 6, 3, marke=mark), headers=VON_HIER, status=401)
        mein.post("/anmelden", {"mail": mats.mail, "passwort": PASSWORT}, status=303)
        assert in_der_urne() == 0
        assert mein.get(url, status=200).eins("form", class_="kf-stimmzettel")


# --- small electorates -------------------------------------------------------------------------------------------


@pytest.mark.beide
@pytest.mark.parametrize(
    ("einstellung", "sitze", "geht"),
    [
        ("", 4, False), ("", 5, True), ("3", 3, True), ("3", 2, False), ("1", 2, False), ("0", 2, False),
        ("1", 3, True), ("viele", 4, False), ("viele", 5, True), ("12", 11, False), ("12", 12, True),
    ],
)  # fmt: skip
def test_mit_wenigen_sitzen_wird_nicht_geheim_abgestimmt(welt, einstellung, sitze, geht):
    """B5 P0: below the setting (default 5) and always below 3 it is not opened."""
    mehr_sitze(welt, sitze - 2)
    einschalten("geheim.mindestens", wert=einstellung)
    runde = neue_abstimmung(welt, geheimhaltung=Geheimhaltung.GEHEIM)

    if geht:
        assert offene_abstimmung(welt, runde).ist_offen
        return
    with pytest.raises(Obstructed, match="Geheim wird erst ab"):
        offene_abstimmung(welt, runde)


@pytest.mark.beide
@pytest.mark.parametrize(("abgegeben", "namen"), [(1, False), (2, False), (3, True)])
def test_wer_teilgenommen_hat_wird_erst_nach_dem_schliessen_und_ab_drei_genannt(welt, alle, runde, abgegeben, namen):
    """B5 P0: before, and with one or two ballots, names would give the ballots away."""
    for wer in alle[:abgegeben]:
        abstimmen(welt, runde, wer, (6, 4))
    kora = welt.person("Kora")
    assert queries.abstimmungen.beteiligung(runde, kora).fehlende == []
    assert queries.ergebnisse.ergebnis(runde) is None

    geschlossene_abstimmung(welt, runde)

    missing = queries.ergebnisse.ergebnis(runde).beteiligung.fehlende
    assert bool(missing) is namen
    assert len(missing) == (12 - abgegeben if namen else 0)


@pytest.mark.beide
@pytest.mark.parametrize(("letzte", "einstimmig"), [((6, 4), True), ((4, 6), False)])
def test_ein_einstimmiges_ergebnis_sagt_dass_es_alle_verraet(welt, alle, runde, letzte, einstimmig):
    """B5 P0."""
    for wer in alle[:4]:
        abstimmen(welt, runde, wer, (6, 4))
    abstimmen(welt, runde, alle[4], letzte)

    geschlossene_abstimmung(welt, runde)

    assert ("einstimmig" in queries.ergebnisse.ergebnis(runde).hinweis) is einstimmig


def test_die_seite_nach_dem_schliessen_zeigt_keine_einzelne_stimme(welt, alle, runde, browser, kora):
    """B2/B5 P0: sums only; and participation as "who is missing", without a time."""
    for wer, werte in zip(alle, ((6, 4), (5, 5), (6, 1), (0, 6)), strict=False):
        abstimmen(welt, runde, wer, werte)
    geschlossene_abstimmung(welt, runde)
    session().rollback()

    seite = browser(kora).get(f"/abstimmungen/{runde.nummer}", status=200)

    assert "4 von 12" in seite.text
    assert "Wie die Sitze gestimmt haben" not in seite.text
    assert queries.ergebnisse.ergebnis(session().get_one(Abstimmung, runde.id)).aeusserungen == []


# --- other roads -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rest", ["", "/abgegeben", "/entwurf"])
def test_ueber_die_seite_der_anderen_abstimmungen_geht_es_nicht(runde, browser, mats, rest):
    """D5: one road: the ballot page of offen and vertraulich refuses a geheime round, and the other way round."""
    url = adresse(runde).replace("/geheim/", "/stimme/") + rest

    browser(mats).get(url, status=403)
    if rest != "/abgegeben":
        browser(mats).post(url, felder(runde, 6, 3), status=403)
    assert in_der_urne() == 0


def test_eine_offene_abstimmung_nimmt_keine_geheime_stimme(welt, alle, browser, mats):
    vertraulich = offene_abstimmung(welt)

    browser(mats).post(adresse(vertraulich), felder(vertraulich, 6, 3), status=403)

    assert in_der_urne() == 0


def test_wer_den_sitz_nicht_besetzt_findet_die_seite_nicht(runde, browser, mia, kora):
    """D2 P0."""
    url = adresse(runde)
    for other in (mia, kora):
        browser(other).get(url, status=404)
        browser(other).get(f"{url}/abgegeben", status=404)
        browser(other).post(url, felder(runde, 6, 3), status=404)


def test_die_aufgabe_und_der_brief_fuehren_zur_geheimen_seite(runde, browser, mats):
    url = adresse(runde)

    assert url in [e.attrs.get("href") for e in browser(mats).get("/", status=200).alle("a")]
    letters = session().scalars(
        select(workflow.post.Nachricht.text).where(workflow.post.Nachricht.person_id == mats.id)
    )
    assert [text for text in letters if url in text]


def test_ist_die_zeit_um_oder_der_sitz_befangen_gibt_es_kein_formular(welt, runde, browser, mats):
    url = adresse(runde)
    with transaction() as s:
        one = s.get_one(Stimmabgabe, int(url.rpartition("/")[2]))
        workflow.stimmen.befangenheit_erklaeren(one, welt.person("Mats"), befangenheit="Eigene Sache")

    seite = browser(mats).get(url, status=200)

    assert not seite.alle("form", class_="kf-stimmzettel")
    assert "befangen" in seite.text
    with pytest.raises(Obstructed, match="befangen"):
        stimmen(welt, session().get_one(Abstimmung, runde.id), "Mats", JOBCENTER, (6, 4))
