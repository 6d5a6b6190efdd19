"""The main menu: a group leads to the first page the person may open; where one is, is marked once per level."""


def _markiert(seite):
    """What the menu marks as current, by how."""
    return [(link.attrs["aria-current"], link.text) for link in seite.alle("a", aria_current=None)]


def test_auf_einer_seite_der_gruppe_sind_gruppe_und_seite_markiert(browser, mats):
    seite = browser(mats).get("/beschluesse/", status=200)

    assert _markiert(seite) == [("true", "Sitzungen"), ("page", "Beschlüsse")]


def test_die_erste_seite_einer_gruppe_ist_auf_beiden_ebenen_die_seite(browser, mats):
    assert _markiert(browser(mats).get("/sitzungen/", status=200)) == [("page", "Sitzungen")] * 2


def test_eine_gruppe_mit_einer_seite_hat_keine_zweite_ebene(browser, mats):
    assert _markiert(browser(mats).get("/", status=200)) == [("page", "Start")]


def test_wer_die_erste_seite_nicht_oeffnen_darf_kommt_zur_naechsten(browser, ada):
    """Ada sees no Gremien: the group leads to the Institutionen."""
    seite = browser(ada).get("/institutionen/", status=200)

    assert _markiert(seite) == [("page", "Institutionen")] * 2
    assert not seite.alle("a", href="/gremien/")
