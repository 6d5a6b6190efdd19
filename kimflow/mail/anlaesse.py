"""Why a letter is written when no act causes it: kinds of reminder that no Permission names."""

from enum import StrEnum


class Anlass(StrEnum):
    MONTAGSBRIEF = "montagsbrief"
    WIEDERVORLAGEN = "wiedervorlagen"
    AUFTRAEGE = "auftraege"
    EINWENDUNGSFRIST = "einwendungsfrist"
