"""What a letter can be about beside the acts of table 3: what the clock finds due."""

from enum import StrEnum


class Anlass(StrEnum):
    MONTAGSBRIEF = "montagsbrief"
    WIEDERVORLAGEN = "wiedervorlagen"
    AUFTRAEGE = "auftraege"
    EINWENDUNGSFRIST = "einwendungsfrist"
