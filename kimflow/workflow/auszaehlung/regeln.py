"""The rule of a round in German, one sentence each: printed on the ballot, beside the result and on paper."""

from kimflow.models import Abstimmung, Geheimhaltung, Gleichstand, Mehrheitsregel, Methode, Quorum

M = Mehrheitsregel

# By rule and whether Enthaltungen count. For absolut they cannot make a difference: the roll is what counts.
_MEHRHEITEN = {
    (M.EINFACH, False): "es mehr Ja als Nein gibt; Enthaltungen zählen nicht mit",
    (M.EINFACH, True): "mehr als die Hälfte der abgegebenen Stimmen Ja lautet; Enthaltungen zählen mit",
    (M.ABSOLUT, False): "mehr als die Hälfte aller stimmberechtigten Sitze Ja sagt",
    (M.ABSOLUT, True): "mehr als die Hälfte aller stimmberechtigten Sitze Ja sagt",
    (
        M.ZWEI_DRITTEL,
        False,
    ): "mindestens zwei Drittel der Stimmen mit Ja oder Nein Ja lauten",
    (M.ZWEI_DRITTEL, True): "mindestens zwei Drittel der abgegebenen Stimmen Ja lauten; Enthaltungen zählen mit",
}
_GLEICHE_PLAETZE = {
    Gleichstand.GETEILT: "Gleiche Werte teilen sich den Platz, der nächste Platz bleibt frei.",
    Gleichstand.VORSITZ: "Gleiche Werte teilen sich den Platz; auf den ersten Plätzen entscheidet der Vorsitz.",
    Gleichstand.STICHRUNDE: "Gleiche Werte teilen sich den Platz; auf den ersten Plätzen entscheidet eine Stichrunde.",
}
_GLEICHE_STIMMEN = {
    Gleichstand.GETEILT: "Bei gleich vielen Ja und Nein ist der Vorschlag nicht angenommen.",
    Gleichstand.VORSITZ: "Bei gleich vielen Ja und Nein entscheidet der Vorsitz.",
    Gleichstand.STICHRUNDE: "Bei gleich vielen Ja und Nein entscheidet eine Stichrunde.",
}
_QUOREN = {
    Quorum.OHNE: "Es gilt keine Mindestbeteiligung",
    Quorum.HAELFTE: "Mehr als die Hälfte der stimmberechtigten Sitze muss abstimmen",
    Quorum.ZWEI_DRITTEL: "Mindestens zwei Drittel der stimmberechtigten Sitze müssen abstimmen",
}

_SICHTBARKEITEN = {
    Geheimhaltung.OFFEN: (
        "Offen: Nach dem Schließen sehen alle im Gremium, wie jeder Sitz abgestimmt hat. Vorher sieht es niemand."
    ),
    Geheimhaltung.VERTRAULICH: (
        "Vertraulich: Nach dem Schließen sehen alle nur Summen und Begründungen ohne Namen. Vorher sieht niemand etwas."
    ),
}


def regel(abstimmung: Abstimmung) -> str:
    """How this round is voted and what its result goes by."""
    match abstimmung.methode:
        case Methode.PUNKTE:
            return _punkte(abstimmung)
        case Methode.RANG:
            return _rang(abstimmung)
        case Methode.WIDERSTAND:
            return (
                "Jeder Sitz bewertet seinen Widerstand von 0 (kein Einwand) bis 10 (auf keinen Fall); vorn steht der "
                "kleinste mittlere Widerstand, und weder Enthaltungen noch nicht Bewertetes zählen mit."
            )
        case Methode.KONSENS:
            return _konsens(abstimmung)
        case Methode.MEHRHEIT:
            return _mehrheit(abstimmung)


def _punkte(abstimmung: Abstimmung) -> str:
    return (
        f"Jeder Sitz vergibt bis zu {_punktzahl(abstimmung.punkte)}, höchstens {abstimmung.hoechstens} "
        "für ein Thema; die Summe entscheidet über den Platz."
    )


def _rang(abstimmung: Abstimmung) -> str:
    places = abstimmung.plaetze
    if places == 1:
        return "Jeder Sitz nennt ein Thema; die Zahl der Nennungen entscheidet über den Platz."
    return (
        f"Jeder Sitz setzt bis zu {places} Themen auf die Plätze 1 bis {places}; Platz 1 zählt {_punktzahl(places)}, "
        "jeder weitere einen weniger, und die Summe entscheidet."
    )


def _konsens(abstimmung: Abstimmung) -> str:
    who = "jede Stelle zustimmt, die handeln muss," if abstimmung.handelnde_noetig else "mindestens ein Sitz zustimmt"
    return (
        f"Zustimmung liegt vor, wenn {who} und kein schwerer Einwand steht; "
        "leichte Bedenken werden festgehalten und hindern nicht."
    )


def _mehrheit(abstimmung: Abstimmung) -> str:
    rule = _MEHRHEITEN[abstimmung.mehrheit or M.EINFACH, bool(abstimmung.enthaltungen_zaehlen)]
    must_act = "; außerdem muss jede Stelle Ja sagen, die handeln muss" if abstimmung.handelnde_noetig else ""
    return f"Angenommen ist der Vorschlag, wenn {rule}{must_act}."


def regel_gleichstand(abstimmung: Abstimmung) -> str:
    """What a tie means in this round; empty for konsens, which knows none."""
    if abstimmung.methode.ist_priorisierung:
        return _GLEICHE_PLAETZE[abstimmung.gleichstand]
    if abstimmung.methode is Methode.MEHRHEIT and abstimmung.mehrheit is not M.ZWEI_DRITTEL:
        return _GLEICHE_STIMMEN[abstimmung.gleichstand]
    return ""


def regel_quorum(abstimmung: Abstimmung) -> str:
    """How many must vote, with the number once the roll is known, and what follows if they do not."""
    rule = _QUOREN[abstimmung.quorum]
    if abstimmung.quorum is Quorum.OHNE:
        return f"{rule}."
    number = f" (mindestens {abstimmung.mindestens})" if abstimmung.mindestens else ""
    missed = "ist die Abstimmung nicht zustande gekommen" if abstimmung.ist_umlauf else "gilt das Ergebnis nicht"
    return f"{rule}{number}, sonst {missed}."


def regel_sichtbarkeit(abstimmung: Abstimmung) -> str:
    """Who will see what of the ballots; not for a geheime round, whose limits take more than a sentence."""
    return _SICHTBARKEITEN[abstimmung.geheimhaltung]


def empfohlene_punkte(anzahl_themen: int) -> tuple[int, int]:
    """How many points per Sitz suit that many Themen, and how many of them at most for one.

    One and a half points per Thema, at least three: fewer would only mark favourites, more would be bookkeeping on a
    phone. A third of them for one Thema, at least two: so a Sitz shows at least two or three Themen and no single
    Sitz lifts its own alone, but can still say that one matters more than the next.
    """
    points = max(3, (3 * anzahl_themen + 1) // 2)
    return points, max(2, (points + 2) // 3)


def _punktzahl(count: int | None) -> str:
    return "1 Punkt" if count == 1 else f"{count} Punkte"
