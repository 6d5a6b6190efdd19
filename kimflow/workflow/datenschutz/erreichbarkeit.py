"""Rules for what one reaches people by: mail, telephone, account, street."""

import re

from kimflow.workflow.datenschutz.befunde import Art, Befund
from kimflow.workflow.datenschutz.listen import LISTEN
from kimflow.workflow.datenschutz.regeln import Regel, davor, muster
from kimflow.workflow.datenschutz.ziffern import iban_laenge, ist_iban, nur_zeichen

_MAIL = muster(
    r"""(?<![\w.+%-]) (?P<x> [\w.+%-]{1,64}
        (?: @ | [ ]?[\[({](?:at|ät|AT)[\])}][ ]? | [ ]at[ ](?=[\w-]{1,63}[ ]?(?:[\[({]|punkt|dot)) )
        [\w-]{1,63} (?: (?: \. | [ ]?[\[({](?:dot|punkt|\.)[\])}][ ]? | [ ](?:punkt|dot)[ ] ) [\w-]{1,63} ){1,4} )"""
)

_GELD = r"(?! [ ]?(?:€|Euro|EUR|Prozent|%|Mio|Millionen|Personen|Menschen|Uhr) )"
_INLAND = muster(
    rf"(?<![\w./,+–-]) (?P<x> \(?0[1-9]\d{{0,4}}\)? [.]? (?: [ /()–-]{{0,3}} \d ){{4,10}} ) (?!\d) {_GELD}"
)
_AUSLAND = muster(
    rf"(?<![\w+.,]) (?P<x> (?:\+[ ]?|00)[1-9]\d{{0,2}} (?: [ ./()–-]{{0,3}} \d ){{6,13}} ) (?!\d) {_GELD}"
)
_MIT_WORT = muster(
    r"""\b(?: Tel | Telefon(?:nummer|nr)? | Handy(?:nummer|nr)? | Mobil(?:nummer|funk|telefon)? | Rufnummer | Fax
          | Festnetz(?:nummer)? )\b
        [.:]{0,2} (?: [ ] (?:ist|lautet|Nr\.?|unter|der|die|Nummer):? ){0,3} [ ]{0,2}
        (?P<x> \d (?: [ /–-]{0,2} \d ){4,12} ) (?!\d) (?![.:,]\d)"""
)
_DURCHWAHL = muster(r"\b(?:Durchwahl|Nebenstelle) [.:]? [ ]? (?:ist[ ]|lautet[ ]|-[ ]?)? (?P<x>\d{2,5}) (?!\d)")
_DATUM = muster(r"\d{1,2}[.-]\d{1,2}[.-] | \d{1,2}/\d{1,2}/ | 0?\d[ ]?[./-][ ]?(?:19|20)\d\d(?!\d)")


def _ist_nummer(match: re.Match[str]) -> bool:
    """Neither a date nor a span of post codes or times."""
    found = match["x"]
    digits = sum(c.isdigit() for c in found)
    if _DATUM.match(found):
        return False
    return 7 <= digits <= 15 and not re.fullmatch(r"[0-9]{5}[ –-]{1,3}[0-9]{5}", found)


_IBAN = muster(r"(?<![A-Za-z0-9]) (?P<x> [A-Z]{2}\d{2} (?: [ ]?[A-Z0-9] ){11,30} )", re.IGNORECASE)


def ibans(text: str) -> list[Befund]:
    """Each as long as its country says: what follows may look like more of it."""
    found = []
    for match in _IBAN.finditer(text):
        wanted, end = iban_laenge(match["x"]), match.start()
        count = 0
        while count < wanted and end < match.end():
            count += text[end] != " "
            end += 1
        candidate = nur_zeichen(text[match.start() : end])
        named = "iban" in davor(match, 12) and len(candidate) == wanted > 0
        if wanted and candidate.isascii() and (ist_iban(candidate) or named):
            found.append(Befund(Art.IBAN, match.start(), end, hart=True))
    return found


_HAUSNUMMER = (
    r"(?:[ ]{1,2}|(?<=str\.)|(?<=straße)) \d{1,3} (?: [ ]?[a-z] (?![\wäöüß]) | [ ]?[–-][ ]?\d{1,3} )? (?![\w%])"
)
_KEINE_NUMMER = r"""(?! [.,:]\d | \.[ ](?:und|bis|oder|[a-zäöü]) | [ ]?(?:€|%|Uhr|Euro|Prozent|Stellen?|Personen
    |Menschen|Familien|Frauen|Männer|Kinder|Fälle|Wochen|Woche|Monate|Monat|Tage|Tagen|Jahre|Jahren|Stunden|Minuten|Plätze
    |Mal|mal|Stände|Teilnehme|Anträge|Termine|Sitzung|von|bis)\b )"""
_STRASSE = muster(
    rf"""(?<![\w-]) (?P<x>
        (?: [A-ZÄÖÜ][\w.-]{{0,30}} (?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|steig|pfad|chaussee|wall
            |markt|graben|stiege|kamp)
          | (?: [A-ZÄÖÜ][\w-]{{1,30}}[ -] | (?:Am|An[ ]der|Zum|Zur|Alte[rn]?|Neue[rn]?|Lange|Kurze|Große|Kleine)[ ]
            ){{1,3}} (?:Straße|Strasse|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer|Steig|Pfad|Chaussee|Wall|Markt|Graben)
        ) {_HAUSNUMMER} ) {_KEINE_NUMMER}"""
)
_ORT = (
    "Markt|Dom|Hang|Hügel|Bach|Teich|Rathaus|Bahnhof|Kirchhof|Schloss|Burg|Mühle|Ufer|Rhein|Park|Wald|Berg|"
    "Busch|Anger|Bruch|Kamp|Sportplatz|Friedhof|Denkmal|Brunnen|Linden|Heide|Hof|Wiese|Kirche|Weiher"
)
_LAGE = muster(
    rf"""(?<![\w-]) (?P<x> (?:Am|An[ ]der|An[ ]den|Auf[ ]der|Auf[ ]dem|Im|In[ ]der|In[ ]den|Zum|Zur|Unter[ ]den
          |Hinter[ ]der|Hinter[ ]dem|Vor[ ]dem|Vor[ ]der)
        (?: [ ][A-ZÄÖÜ][a-zäöüß]{{2,12}} )?
        [ ] (?: (?:{_ORT}) | [A-ZÄÖÜ][a-zäöüß]{{1,20}}(?:markt|bach|teich|hof|burg|mühle|berg|busch|bruch|kamp
            |heide|höhe|wiese|weide) )
        {_HAUSNUMMER} ) {_KEINE_NUMMER}"""
)
_MIT_POSTLEITZAHL = muster(
    rf"""(?<![\w-]) (?P<x> [A-ZÄÖÜ][\w.-]{{1,30}} (?:[ ][A-ZÄÖÜ][\w.-]{{1,30}})? {_HAUSNUMMER}
        [,;]? [ ] \d{{5}} [ ] [A-ZÄÖÜ][a-zäöüß-]{{1,30}} )"""
)
_KEINE_STRASSE = tuple(LISTEN["keine straße"])
_ARTIKEL = {"Der", "Die", "Das", "Ein", "Auf", "Den", "Dem", "Im", "Zum", "Vom", "Kein", "Jeder", "Dieser", "Neuer"}
_VOR_DER_NUMMER = re.compile(r"[^0-9]{1,120}")


def _ist_strasse(match: re.Match[str]) -> bool:
    """Not "Der Weg 1"."""
    return match["x"].split(" ")[0] not in _ARTIKEL and _ist_lage(match)


def _ist_lage(match: re.Match[str]) -> bool:
    """Neither "Kitaplatz 3" nor "Monitoring 2"."""
    words = _VOR_DER_NUMMER.match(match["x"])
    return not (words and words.group().strip().lower().endswith(_KEINE_STRASSE))


REGELN = (
    Regel(Art.MAIL, _MAIL),
    Regel(Art.TELEFON, _AUSLAND, _ist_nummer),
    Regel(Art.TELEFON, _INLAND, _ist_nummer),
    Regel(Art.TELEFON, _MIT_WORT),
    Regel(Art.TELEFON, _DURCHWAHL),
    Regel(Art.ANSCHRIFT, _MIT_POSTLEITZAHL),
    Regel(Art.ANSCHRIFT, _STRASSE, _ist_strasse),
    Regel(Art.ANSCHRIFT, _LAGE, _ist_lage),
)
