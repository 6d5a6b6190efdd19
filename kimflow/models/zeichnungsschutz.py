"""What the database refuses to have done to a Zeichnung, whoever writes. Part of models/ausloeser.py."""

_GEZEICHNET = "Was gezeichnet ist, aendert sich nicht."

# What was signed stays; that it lost its validity and what the body said is added once.
_ZEICHNUNG = (
    "beitrag_id", "person_id", "art", "gezeichnet_am", "fassung", "wortlaut", "pruefsumme", "stand", "vorbehalt",
    "vorbehalt_bis", "verweigert", "begruendung", "scan_id",
)  # fmt: skip
_NACHGETRAGEN = {
    "ungueltig_am": ("ungueltig_am", "ungueltig_weil"),
    "vorbehalt_am": ("vorbehalt_am", "vorbehalt_ergebnis", "vorbehalt_vermerk"),
}


def _anders(differs: str) -> str:
    fixed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in _ZEICHNUNG)
    added = " OR ".join(
        f"(OLD.{since} IS NOT NULL AND ({' OR '.join(f'NEW.{column} {differs} OLD.{column}' for column in columns)}))"
        for since, columns in _NACHGETRAGEN.items()
    )
    return f"{fixed} OR {added}"


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_GEZEICHNET}'); END"
    return [
        f"CREATE TRIGGER zeichnung_fest_update BEFORE UPDATE ON zeichnung WHEN {_anders('IS NOT')} {refuse}",
        f"CREATE TRIGGER zeichnung_fest_delete BEFORE DELETE ON zeichnung {refuse}",
    ]


def _postgresql() -> list[str]:
    refuse = f"RAISE EXCEPTION '{_GEZEICHNET}'"
    return [
        "CREATE FUNCTION zeichnung_fest() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP IN ('DELETE', 'TRUNCATE') THEN {refuse}; "
        f"ELSIF {_anders('IS DISTINCT FROM')} THEN {refuse}; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER zeichnung_fest BEFORE UPDATE OR DELETE ON zeichnung "
        "FOR EACH ROW EXECUTE FUNCTION zeichnung_fest()",
        "CREATE TRIGGER zeichnung_fest_truncate BEFORE TRUNCATE ON zeichnung "
        "FOR EACH STATEMENT EXECUTE FUNCTION zeichnung_fest()",
    ]


ZEICHNUNG: dict[str, tuple[str, ...]] = {"sqlite": tuple(_sqlite()), "postgresql": tuple(_postgresql())}
