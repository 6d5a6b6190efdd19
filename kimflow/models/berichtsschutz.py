"""What the database refuses to have done to a closed report, whoever writes. Part of models/ausloeser.py."""

_FEST = "Ein abgeschlossener Bericht aendert sich nicht."

# Table → the status of its report, by the row's own columns.
_ZUM_BERICHT = {
    "berichtsabschnitt": ("bericht_id", "SELECT status FROM bericht WHERE id = {wert}"),
    "berichtszahl": (
        "abschnitt_id",
        "SELECT b.status FROM bericht b JOIN berichtsabschnitt a ON a.bericht_id = b.id WHERE a.id = {wert}",
    ),
    "berichtszeile": (
        "zahl_id",
        "SELECT b.status FROM bericht b JOIN berichtsabschnitt a ON a.bericht_id = b.id "
        "JOIN berichtszahl z ON z.abschnitt_id = a.id WHERE z.id = {wert}",
    ),
}


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_FEST}'); END"
    made = [
        f"CREATE TRIGGER bericht_fest_{name.lower()} BEFORE {name} ON bericht "
        f"WHEN OLD.status IN ('abgeschlossen') {refuse}"
        for name in ("UPDATE", "DELETE")
    ]
    rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    for table, (column, query) in _ZUM_BERICHT.items():
        for name, which in rows.items():
            closed = " OR ".join(f"({query.format(wert=f'{row}.{column}')}) = 'abgeschlossen'" for row in which)
            made.append(f"CREATE TRIGGER {table}_fest_{name.lower()} BEFORE {name} ON {table} WHEN {closed} {refuse}")
    return made


def _postgresql() -> list[str]:
    ways = "".join(
        f"IF TG_ARGV[0] = '{column}' AND ({query.format(wert=f'(zeile->>{chr(39)}{column}{chr(39)})::int')}) "
        f"= 'abgeschlossen' THEN RAISE EXCEPTION '{_FEST}'; END IF; "
        for column, query in _ZUM_BERICHT.values()
    )
    return [
        "CREATE FUNCTION berichtsteil_fest() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE zeile jsonb; "
        "zeilen jsonb[]; BEGIN IF TG_OP = 'INSERT' THEN zeilen := ARRAY[to_jsonb(NEW)]; "
        "ELSIF TG_OP = 'DELETE' THEN zeilen := ARRAY[to_jsonb(OLD)]; "
        "ELSE zeilen := ARRAY[to_jsonb(OLD), to_jsonb(NEW)]; END IF; "
        f"FOREACH zeile IN ARRAY zeilen LOOP {ways}END LOOP; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE FUNCTION bericht_fest() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{_FEST}'; END $$",
        "CREATE TRIGGER bericht_fest BEFORE UPDATE OR DELETE ON bericht FOR EACH ROW "
        "WHEN (OLD.status IN ('abgeschlossen')) EXECUTE FUNCTION bericht_fest()",
        *(
            f"CREATE TRIGGER {table}_fest BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION berichtsteil_fest('{column}')"
            for table, (column, _) in _ZUM_BERICHT.items()
        ),
        *(
            f"CREATE TRIGGER {table}_fest_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION bericht_fest()"
            for table in ("bericht", *_ZUM_BERICHT)
        ),
    ]


BERICHT_FEST: dict[str, list[str]] = {"sqlite": _sqlite(), "postgresql": _postgresql()}
