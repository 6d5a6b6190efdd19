"""The Sachbericht for the Bezirksregierung, section by section (FACH §6, [003])."""

from kimflow.workflow.berichte.abschnittsarten import Abschnittsart
from kimflow.workflow.berichte.sachbericht import beteiligung, lage, lenkung, massnahmen, stellen, themen, wirkungen

ABSCHNITTE = (
    Abschnittsart(
        "zusammenfassung", "Zusammenfassung", hilfe="Das Wichtigste in wenigen Sätzen, für wen nur das liest."
    ),
    Abschnittsart(
        "stellen",
        "Stellen und Besetzung",
        stellen.stellen,
        "Warum eine Stelle frei war, was beim Träger zu sagen ist. Keine Namen.",
    ),
    Abschnittsart(
        "fachaufsicht",
        "Fachaufsicht über das Case Management",
        stellen.fachaufsicht,
        "Wie Teambesprechungen, Fallkonferenzen und Tätigkeitsberichte die Arbeit begleitet haben.",
    ),
    Abschnittsart("lenkungsgruppe", "‹Lenkungsgruppe:nom›", lenkung.lenkungsgruppe, "Was die Beschlüsse bedeuten."),
    Abschnittsart("themen", "Themen", themen.themen, "Welche Hürden das Jahr geprägt haben."),
    Abschnittsart("projektgruppen", "‹Projektgruppen:nom›", lenkung.projektgruppen, "Was sie erarbeitet haben."),
    Abschnittsart("massnahmen", "Maßnahmen und Mittel", massnahmen.massnahmen, "Was mit den Mitteln entstanden ist."),
    Abschnittsart(
        "beteiligung",
        "Beteiligung der Kommunen und der Wohlfahrt",
        beteiligung.beteiligung,
        "Wie der kreisangehörige Raum und die Träger eingebunden sind.",
    ),
    Abschnittsart(
        "programme",
        "Schnittstellen zu anderen Programmen",
        hilfe="Abgrenzung und Zusammenarbeit, zum Beispiel mit JMD, MBE, Teilhabemanagement; wie Doppelförderung "
        "ausgeschlossen ist.",
        noetig=True,
    ),
    Abschnittsart("wirkungen", "Wirkungen", wirkungen.wirkungen, "Was besser geworden ist und woran man es merkt."),
    Abschnittsart(
        "schwierigkeiten",
        "Schwierigkeiten",
        lage.schwierigkeiten,
        "Was nicht gelungen ist, woran es lag, was daraus folgt.",
        noetig=True,
    ),
    Abschnittsart("ausblick", "Ausblick", lage.ausblick, "Was das nächste Jahr bringen soll.", noetig=True),
    Abschnittsart("zu_diesem_bericht", "Zu diesem Bericht", lage.zu_diesem_bericht),
    Abschnittsart(
        "anlagen", "Anlagen", hilfe="Was beiliegt, zum Beispiel das Handlungskonzept oder die Zahlen als CSV."
    ),
)
