"""Letters about table cards: somebody sits for a Sitz that is not theirs."""

from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Besetzung, Person, Sitzung


def am_tisch(sitzung: Sitzung, besetzung: Besetzung, wen: Person) -> Brief:
    """wer den Sitz sonst besetzt"""
    return schreiben(
        besetzung.person,
        f"Für Ihren Sitz ist jemand da: {sitzung.gremium}",
        "sitzung_am_tisch_anmelden",
        f"tisch:{sitzung.id}:{besetzung.sitz_id}:{wen.id}",
        sitzung=sitzung,
        sitz=besetzung.sitz,
        wen=wen,
        link=adresse(f"/sitzungen/{sitzung.nummer}"),
    )
