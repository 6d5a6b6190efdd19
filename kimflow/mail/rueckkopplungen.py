"""Letters about the Rückkopplung of a shared Sitz. None of them says what was answered."""

from collections.abc import Iterable

from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Abstimmung, Person, Rueckkopplung
from kimflow.queries import rueckkopplungen


def erbeten(abstimmung: Abstimmung, person: Person) -> Iterable[Brief]:
    """die Zeichnungsberechtigten der gefragten Institutionen, sonst alle dort, je mit eigenem Link"""
    for rueckkopplung in abstimmung.rueckkopplungen:
        for wer, token in rueckkopplung.einzellinks.items():
            yield schreiben(
                wer,
                f"Rückkopplung erbeten: {rueckkopplung.sitz}",
                "rueckkopplung_erbitten",
                f"rueckkopplung:{rueckkopplung.id}",
                abstimmung=abstimmung,
                rueckkopplung=rueckkopplung,
                link=adresse(f"/link/{token}/rueckkopplung"),
            )


def vollstaendig(rueckkopplung: Rueckkopplung, person: Person) -> Iterable[Brief]:
    """wer gefragt hat, sobald alle geantwortet haben"""
    abstimmung = rueckkopplung.abstimmung
    if rueckkopplungen.alle_da(abstimmung, rueckkopplung.sitz_id):
        yield schreiben(
            rueckkopplung.erbeten_von,
            f"Alle Rückkopplungen sind da: {rueckkopplung.sitz}",
            "rueckkopplung_geben",
            f"rueckkopplungen:{rueckkopplung.id}-{rueckkopplung.version}",
            abstimmung=abstimmung,
            rueckkopplung=rueckkopplung,
            link=adresse(f"/abstimmungen/{abstimmung.nummer}"),
        )
