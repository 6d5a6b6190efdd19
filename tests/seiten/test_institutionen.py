"""Pages of institutions."""


def test_die_liste_nennt_jede_institution(browser, kora):
    seite = browser(kora).get("/institutionen/", status=200)

    assert "Caritasverband Musterkreis" in seite.text


def test_die_koordination_legt_ueber_das_formular_an(browser, kora, welt):
    typ = welt.vokabel("institutionstyp", "Sozialamt")

    seite = browser(kora).absenden("/institutionen/anlegen", name="Kreissportbund", kurzname="KSB", typ=str(typ.id))

    assert seite.ziel == f"/institutionen/{welt.institution('KSB').id}"


def test_ohne_namen_bleibt_das_getippte_stehen(browser, kora):
    seite = browser(kora).absenden("/institutionen/anlegen", status=422, kurzname="KSB")

    assert seite.feld("kurzname") == "KSB"
    assert "Bitte ausfüllen." in seite.text


def test_zwei_menschen_bearbeiten_dieselbe_institution(browser, kora, ada, welt):
    """E1 P0, E2 P0: the second sees both texts and loses none."""
    haus = welt.institution("Caritas")
    url, daten = f"/institutionen/{haus.id}/bearbeiten", {"kurzname": "Caritas", "typ": str(haus.typ_id), "aktiv": "y"}
    ada_oeffnet = browser(ada).get(url)
    browser(kora).absenden(url, name="Caritas Kreis Muster e. V.", **daten)

    seite = browser(ada).post(
        url, {"name": "Caritasverband Muster", "version": ada_oeffnet.feld("version"), **daten}, status=409
    )

    assert seite.feld("name") == "Caritasverband Muster"
    assert "Caritas Kreis Muster e. V." in seite.text


def test_zweimal_gesendet_wird_einmal_angelegt(browser, kora, welt):
    """A10: a double click gets the same answer and changes nothing."""
    browser_kora = browser(kora)
    typ = welt.vokabel("institutionstyp", "Sozialamt")
    daten = {"name": "Kreissportbund", "kurzname": "KSB", "typ": str(typ.id)}
    daten["marke"] = browser_kora.get("/institutionen/anlegen").feld("marke")

    erste = browser_kora.post("/institutionen/anlegen", daten, status=303)
    zweite = browser_kora.post("/institutionen/anlegen", daten, status=303)

    assert erste.ziel == zweite.ziel
