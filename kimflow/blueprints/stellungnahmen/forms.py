"""Form of a Stellungnahme."""

from kimflow.web.forms import Aenderungsformular, absatz


class StellungnahmeForm(Aenderungsformular):
    waechter = True
    text = absatz(
        "Sicht Ihrer Institution",
        4000,
        pflicht=True,
        hilfe="Was sehen Sie ebenso, was anders? Was könnten Sie beitragen? Bitte nichts über einzelne Menschen.",
    )
