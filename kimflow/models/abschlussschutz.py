"""Triggers that keep a closed thing and its parts as they were, whoever writes. Used by models/ausloeser.py."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Abschlussschutz:
    """The table with the status, and what hangs on it.

    teile: table → its column that leads to the status, and the query for the status by `{wert}` of that column.
    satz: what the database answers, in ASCII. teil_funktion and funktion: names of the two functions in PostgreSQL.
    """

    tabelle: str
    teile: dict[str, tuple[str, str]]
    satz: str
    teil_funktion: str
    funktion: str

    def ddl(self) -> dict[str, list[str]]:
        """The statements by dialect."""
        return {"sqlite": self._sqlite(), "postgresql": self._postgresql()}

    def _sqlite(self) -> list[str]:
        head, refuse = self.tabelle, f"BEGIN SELECT RAISE(ABORT, '{self.satz}'); END"
        made = [
            f"CREATE TRIGGER {head}_fest_{name.lower()} BEFORE {name} ON {head} "
            f"WHEN OLD.status IN ('abgeschlossen') {refuse}"
            for name in ("UPDATE", "DELETE")
        ]
        rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
        for table, (column, query) in self.teile.items():
            for name, which in rows.items():
                closed = " OR ".join(f"({query.format(wert=f'{row}.{column}')}) = 'abgeschlossen'" for row in which)
                made.append(
                    f"CREATE TRIGGER {table}_fest_{name.lower()} BEFORE {name} ON {table} WHEN {closed} {refuse}"
                )
        return made

    def _postgresql(self) -> list[str]:
        head = self.tabelle
        ways = "".join(
            f"IF TG_ARGV[0] = '{column}' AND ({query.format(wert=f'(zeile->>{chr(39)}{column}{chr(39)})::int')}) "
            f"= 'abgeschlossen' THEN RAISE EXCEPTION '{self.satz}'; END IF; "
            for column, query in self.teile.values()
        )
        return [
            f"CREATE FUNCTION {self.teil_funktion}() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE zeile jsonb; "
            "zeilen jsonb[]; BEGIN IF TG_OP = 'INSERT' THEN zeilen := ARRAY[to_jsonb(NEW)]; "
            "ELSIF TG_OP = 'DELETE' THEN zeilen := ARRAY[to_jsonb(OLD)]; "
            "ELSE zeilen := ARRAY[to_jsonb(OLD), to_jsonb(NEW)]; END IF; "
            f"FOREACH zeile IN ARRAY zeilen LOOP {ways}END LOOP; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
            f"CREATE FUNCTION {self.funktion}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{self.satz}'; END $$",
            f"CREATE TRIGGER {head}_fest BEFORE UPDATE OR DELETE ON {head} FOR EACH ROW "
            f"WHEN (OLD.status IN ('abgeschlossen')) EXECUTE FUNCTION {self.funktion}()",
            *(
                f"CREATE TRIGGER {table}_fest BEFORE INSERT OR UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {self.teil_funktion}('{column}')"
                for table, (column, _) in self.teile.items()
            ),
            *(
                f"CREATE TRIGGER {table}_fest_truncate BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {self.funktion}()"
                for table in (head, *self.teile)
            ),
        ]
