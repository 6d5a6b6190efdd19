"""Rules for the numbers offices give to people: files, customers, tax, insurance, papers, plates."""

import re

from kimflow.workflow.datenschutz.befunde import Art
from kimflow.workflow.datenschutz.regeln import Regel, davor, muster
from kimflow.workflow.datenschutz.ziffern import (
    ist_krankenversicherung,
    ist_rentenversicherung,
    ist_steuer_id,
    nur_zeichen,
)

_IST = r"""[.:]{0,2} (?: [ ]{0,2} (?:ist|lautet|war|Nr\.?|Nummer|mit|der|die|unter|im|System|steht|von)(?!\w):? ){0,3}
    [ ]{0,2}"""
_ZWOELF = r"\d (?: [ ./-]? \d ){11}"
_KENNUNG = r"[\wÄÖÜ] (?: [ ]?[./()-] | [\wÄÖÜ] | [ ](?=[\w./()-]{0,6}\d) | [ ](?=[A-Z]{1,2}[ ]\d) ){2,30}"

_AZR = muster(
    rf"\b(?:AZR|Ausländerzentralregister) (?:[ -]?(?:Nummer|Nr\.?))? {_IST} (?P<x>{_ZWOELF}) (?!\d)", re.IGNORECASE
)
_ZWOELF_STELLEN = muster(r"(?<![\w./,-]) (?P<x>(?!01[567])\d{12}) (?![\w/])")
_AKTE = muster(
    rf"""\b(?: Az | Aktenzeichen | Aktennummer | Akten-Nr | Gz | Geschäftszeichen | Geschäfts-?Nr | Fallnummer
          | Vorgangsnummer | BAMF-(?:Nummer|Nr) ) \b {_IST} (?P<x> (?=[^\n]{{0,12}}\d) {_KENNUNG} )"""
)
_BAMF = muster(r"(?<![\w./,-]) (?P<x>[4-9]\d{6}[ ]?-[ ]?\d{3}) (?![\w-])")
_GERICHT = muster(r"(?<![\w./-]) (?P<x>\d{1,3}[ ][A-Z]{1,2}[ ]\d{1,5}/\d{2}(?:\.A|[ ]A)) (?!\w)")
_BG = muster(r"(?<![\w./,-]) (?P<x> \d{3,5} [ ]? (?: // | BG )[ ]?\d{6,7} ) (?!\w)")
_BG_MIT_WORT = muster(
    rf"""\b(?:BG-?(?:Nummer|Nr)|Bedarfsgemeinschaft(?:snummer)?) {_IST}
        (?P<x>(?=[A-Z0-9]{{0,6}}\d{{3}}) [A-Z0-9/ ]{{6,18}}\d)"""
)
_KUNDE = muster(r"(?<![\w./,-]) (?P<x>\d{3}[ ]?[A-Z][ ]?\d{6}) (?!\w)")
_KUNDE_MIT_WORT = muster(
    rf"""\b(?: Kunden-?(?:nummer|Nummer|Nr) | Kd\.?-?Nr | Mitglieds(?:nummer|-Nr) | Personalnummer )\b {_IST}
        (?P<x> (?=[A-Z0-9-]{{0,6}}\d{{3}}) [A-Z0-9-]{{5,14}} ) (?!\w)"""
)
_STEUER_ID = muster(r"(?<![\w./,-]) (?P<x>[1-9]\d (?:[ ]?\d{3}){3}) (?![\d/])")
_STEUER_MIT_WORT = muster(
    rf"""\b(?: (?:Steuer|Steueridentifikations|Identifikations|Ident|Id)-?(?:ID|Id|nummer|Nummer|Nr)
          | IdNr | TIN )\b {_IST}
        (?P<x> \d (?: [ /-]? \d ){{9,12}} ) (?!\d)"""
)
_STEUERNUMMER = muster(r"(?<![\w./,-]) (?P<x>\d{3}/\d{4}/\d{4}) (?![\d/])")
_RENTE = muster(r"(?<!\w) (?P<x>\d{2}[ ]?\d{6}[ ]?[A-Z][ ]?\d{2}[ ]?\d) (?!\w)")
_KASSE = muster(r"(?<!\w) (?P<x>[A-Z][ ]?\d{3}[ ]?\d{3}[ ]?\d{3}) (?!\w)")
_AUSWEIS = muster(
    rf"""\b(?: Reisepass | Pass | Nationalpass | Personalausweis | Ausweis | Aufenthaltstitel | eAT | Duldung | Visum
          | Aufenthaltsgestattung | Gestattung | Fiktionsbescheinigung | Ankunftsnachweis | Führerschein | Seriennummer
          | Dokument ) (?:s?nummer|-?Nr\.?|s-?Nr\.?)? \b {_IST}
        (?P<x> (?=[A-Z0-9]{{0,8}}\d[A-Z0-9]{{0,3}}\d) [A-Z0-9]{{7,11}} ) (?!\w)"""
)
_KREISE = (
    "AC|BE|BF|BI|BM|BN|BO|BOR|BOT|BÜR|CAS|COE|D|DH|DN|DO|DU|DÜW|E|EN|ERK|EU|GE|GL|GLA|GM|GT|GV|HA|HAM|HER|HF|HS|HSK|HX|"
    "IS|JÜL|K|KLE|KR|LEV|LIP|LÜN|ME|MG|MH|MI|MK|MO|MON|MS|NE|NI|OB|OE|PB|RE|RS|SG|SI|SLE|SO|ST|SU|TE|UN|VIE|W|WAF|WAN|"
    "WES|WIT|WTL|B|HB|HH|M|S|F|H|L|DD|KO|TR|MZ|OS|GÖ|KS"
)
_SCHILD = muster(rf"(?<![\w-]) (?P<x>(?:{_KREISE})-[A-Z]{{1,2}}[ ]?[1-9]\d{{0,3}}[EH]?) (?![\w/])")
_SCHILD_MIT_WORT = muster(
    r"""\b(?: Kennzeichen | Kfz | Pkw | PKW | Auto | Wagen | Fahrzeug )\b [^\n\d]{0,20}?
        \b(?P<x>[A-ZÄÖÜ]{1,3}[ -]{1,3}[A-Z]{1,2}[ ]?[1-9]\d{0,3}[EH]?) (?!\w)"""
)
_EIGENE = re.compile(r"[A-Z]-[0-9]{4}-[0-9]{3}")
_OBERSTE = (
    "bverwg",
    "bverfg",
    "bsg",
    "bgh",
    "eugh",
    "egmr",
    "bfh",
    "bag",
    "celex",
    "ministeri",
    "runderlass",
    "drucksache",
)


def _ist_akte(match: re.Match[str]) -> bool:
    """A number with digits; neither one of our own nor a published decision of a highest court."""
    found = match["x"]
    if not any(c.isdigit() for c in found) or _EIGENE.match(found):
        return False
    return not any(name in davor(match, 60) for name in _OBERSTE)


def _ist_steuer_id(match: re.Match[str]) -> bool:
    return ist_steuer_id(nur_zeichen(match["x"]))


def _ist_rente(match: re.Match[str]) -> bool:
    named = any(
        word in davor(match, 40) for word in ("rentenversicherung", "sv-n", "sozialversicherung", "rv-n", "rvnr")
    )
    return named or ist_rentenversicherung(nur_zeichen(match["x"]))


def _ist_kasse(match: re.Match[str]) -> bool:
    named = any(word in davor(match, 40) for word in ("versichertennummer", "kvnr", "krankenversicher"))
    return named or ist_krankenversicherung(nur_zeichen(match["x"]))


def _ist_schild(match: re.Match[str]) -> bool:
    """Not what only looks like one: EU-VO 883, DIN-A 4."""
    return re.split("[ -]", match["x"])[1].rstrip("0123456789EH") not in ("VO", "RL", "AG")


REGELN = (
    Regel(Art.AZR, _AZR),
    Regel(Art.AZR, _ZWOELF_STELLEN),
    Regel(Art.BG_NUMMER, _BG),
    Regel(Art.BG_NUMMER, _BG_MIT_WORT),
    Regel(Art.KUNDENNUMMER, _KUNDE),
    Regel(Art.KUNDENNUMMER, _KUNDE_MIT_WORT),
    Regel(Art.STEUER_ID, _STEUER_MIT_WORT),
    Regel(Art.STEUER_ID, _STEUER_ID, _ist_steuer_id),
    Regel(Art.STEUER_ID, _STEUERNUMMER),
    Regel(Art.RENTENVERSICHERUNG, _RENTE, _ist_rente),
    Regel(Art.KRANKENVERSICHERUNG, _KASSE, _ist_kasse),
    Regel(Art.AKTENZEICHEN, _BAMF),
    Regel(Art.AKTENZEICHEN, _GERICHT),
    Regel(Art.AKTENZEICHEN, _AKTE, _ist_akte),
    Regel(Art.AUSWEIS, _AUSWEIS),
    Regel(Art.KENNZEICHEN, _SCHILD, _ist_schild),
    Regel(Art.KENNZEICHEN, _SCHILD_MIT_WORT, _ist_schild),
)
