"""Houses whose Maßnahmen will stand with their light in the list printed for a Sitzung of the Lenkungsgruppe."""

from kimflow import clock, queries
from kimflow.mail.massnahmen import ampel_steht_in_der_liste
from kimflow.permissions import Permission
from kimflow.workflow import post
from kimflow.workflow.ampel import Stufe, licht

WERKTAGE_VORHER = 5
"""Working days before a Sitzung on which a house learns of the lights in the list printed for it (FACH §3)."""
_GEMELDET = (Stufe.ROT, Stufe.GRAU, Stufe.GELB)


def schreiben() -> int:
    """Fünf Werktage vorher, oder beim ersten Lauf danach, jedes Haus einmal je Sitzung."""
    today = clock.today()
    until = clock.end_of(clock.working_days_after(today, WERKTAGE_VORHER))
    meetings = queries.massnahmen.kommende_sitzungen(clock.now(), until)
    if not meetings:
        return 0
    lit = [(m, light) for m in queries.massnahmen.laufende() if (light := licht(m, today)) and light.stufe in _GEMELDET]
    count = 0
    for house in {m.institution_id: m.institution for m, _ in lit}.values():
        own = [(m, light.wort) for m, light in lit if m.institution_id == house.id]
        for sitzung in meetings:
            letters = ampel_steht_in_der_liste(sitzung, house, own)
            reachable = (brief for brief in letters if brief.an.ist_erreichbar)
            count += sum(post.einwerfen(brief, Permission.MASSNAHME_ANMERKEN) for brief in reachable)
    return count
