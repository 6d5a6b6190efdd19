"""What the database itself refuses, whoever writes: a changed trail, a changed round, approved minutes edited."""

from sqlalchemy import DDL, event

from kimflow.db import Base
from kimflow.models.berichtsschutz import BERICHT_FEST
from kimflow.models.foerdertoepfe import JAHR_FEST
from kimflow.models.suche import INDEX
from kimflow.models.zeichnungsschutz import ZEICHNUNG

_FEST = "Eine geoeffnete Abstimmung aendert sich nicht."

# What opening freezes. endet_am is not among it: it may move, but only to later.
REGELN = (
    "nummer", "gremium_id", "top_id", "verfahren", "methode", "geheimhaltung", "frage", "punkte", "hoechstens",
    "plaetze", "mehrheit", "enthaltungen_zaehlen", "handelnde_noetig", "quorum", "mindestens", "gleichstand",
    "wahlberechtigte", "auftrag_vorsitz_am", "eroeffnet_am", "wiederholt_id",
)  # fmt: skip
_WEGE = (
    ("vorbereitet", "offen"),
    ("offen", "geschlossen"),
    ("offen", "annulliert"),
    ("geschlossen", "festgestellt"),
    ("geschlossen", "annulliert"),
)
# Table, and the statuses of its round in which rows may come, change and go.
_TEILE: dict[str, dict[str, tuple[str, ...]]] = {
    "abstimmungsoption": {"INSERT": ("vorbereitet",), "UPDATE": ("vorbereitet",), "DELETE": ("vorbereitet",)},
    "stimmabgabe": {"INSERT": ("vorbereitet",), "UPDATE": ("offen",), "DELETE": ()},
    "stimme": {"INSERT": ("offen",), "UPDATE": ("offen",), "DELETE": ("offen",)},
    "urne": {"INSERT": ("vorbereitet",), "UPDATE": (), "DELETE": ()},
    "versiegelt": {"INSERT": ("offen",), "UPDATE": (), "DELETE": ("offen",)},
    "urnenstimme": {"INSERT": ("offen",), "UPDATE": (), "DELETE": ()},
}
# What names the row's place: an UPDATE never moves it to another round or Sitz.
_PLATZ = {"stimmabgabe": ("abstimmung_id", "sitz_id"), "stimme": ("abstimmung_id", "stimmabgabe_id")}


def _runde(differs: str, as_text: str) -> str:
    """The condition under which an UPDATE of abstimmung is refused; `differs` compares NULLs too."""
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in REGELN)
    steps = " OR ".join(f"(OLD.status = '{a}' AND NEW.status = '{b}')" for a, b in _WEGE)
    return (
        f"(OLD.status <> 'vorbereitet' AND ({changed}"
        f" OR (OLD.endet_am IS NULL AND NEW.endet_am IS NOT NULL)"
        f" OR (OLD.endet_am IS NOT NULL AND (NEW.endet_am IS NULL OR NEW.endet_am < OLD.endet_am))))"
        f" OR (OLD.ergebnis IS NOT NULL AND NEW.ergebnis{as_text} {differs} OLD.ergebnis{as_text})"
        f" OR (OLD.geschlossen_am IS NOT NULL AND NEW.geschlossen_am {differs} OLD.geschlossen_am)"
        f" OR (OLD.status IN ('festgestellt', 'annulliert') AND"
        f" NEW.gleichstand_entscheidung {differs} OLD.gleichstand_entscheidung)"
        f" OR (OLD.annullierung IS NOT NULL AND NEW.annullierung {differs} OLD.annullierung)"
        f" OR (NEW.status <> OLD.status AND NOT ({steps}))"
    )


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_FEST}'); END"
    made = [
        f"CREATE TRIGGER abstimmung_fest_update BEFORE UPDATE ON abstimmung WHEN {_runde('IS NOT', '')} {refuse}",
        f"CREATE TRIGGER abstimmung_fest_delete BEFORE DELETE ON abstimmung WHEN OLD.status <> 'vorbereitet' {refuse}",
    ]
    for table, rules in _TEILE.items():
        for event_name, statuses in rules.items():
            row = "NEW" if event_name == "INSERT" else "OLD"
            allowed = ", ".join(f"'{status}'" for status in statuses) or "''"
            found = f"(SELECT status FROM abstimmung WHERE id = {row}.abstimmung_id)"
            moved = ""
            if event_name == "UPDATE" and table in _PLATZ:
                moved = " OR " + " OR ".join(f"NEW.{column} <> OLD.{column}" for column in _PLATZ[table])
            made.append(
                f"CREATE TRIGGER {table}_fest_{event_name.lower()} BEFORE {event_name} ON {table} "
                f"WHEN {found} NOT IN ({allowed}){moved} {refuse}"
            )
    return made


def _postgresql() -> list[str]:
    made = [
        "CREATE FUNCTION abstimmung_fest() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN IF {_runde('IS DISTINCT FROM', '::text')} THEN RAISE EXCEPTION '{_FEST}'; END IF; "
        f"RETURN NEW; END IF; IF OLD.status <> 'vorbereitet' THEN RAISE EXCEPTION '{_FEST}'; END IF; RETURN OLD; "
        "END $$",
        "CREATE TRIGGER abstimmung_fest BEFORE UPDATE OR DELETE ON abstimmung "
        "FOR EACH ROW EXECUTE FUNCTION abstimmung_fest()",
        # Arguments: the statuses of the round in which this may happen.
        "CREATE FUNCTION abstimmung_teil_fest() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE stand text; BEGIN "
        "IF TG_OP = 'INSERT' THEN SELECT status INTO stand FROM abstimmung WHERE id = NEW.abstimmung_id; "
        "ELSE SELECT status INTO stand FROM abstimmung WHERE id = OLD.abstimmung_id; END IF; "
        f"IF stand IS NOT NULL AND NOT (stand = ANY (TG_ARGV)) THEN RAISE EXCEPTION '{_FEST}'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE FUNCTION abstimmung_platz_fest() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{_FEST}'; END $$",
    ]
    for table, rules in _TEILE.items():
        for event_name, statuses in rules.items():
            arguments = ", ".join(f"'{status}'" for status in statuses) or "''"
            made.append(
                f"CREATE TRIGGER {table}_fest_{event_name.lower()} BEFORE {event_name} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest({arguments})"
            )
    for table, columns in _PLATZ.items():
        moved = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)
        made.append(
            f"CREATE TRIGGER {table}_fest_platz BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({moved}) "
            "EXECUTE FUNCTION abstimmung_platz_fest()"
        )
    return made


_GENEHMIGT = "Ein genehmigtes Protokoll aendert sich nicht."

# What approved minutes rest on: table, what leads to its Sitzung, the columns that stay, and the events refused.
_ALLES = ("INSERT", "UPDATE", "DELETE")
_GRUNDLAGEN: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "sitzung",
        "id",
        ("nummer", "gremium_id", "status", "beginn", "dauer", "ort", "online", "vorsitz_id", "protokollfuehrung_id",
         "eroeffnet_am", "geschlossen_am", "schlusswort"),
        ("UPDATE", "DELETE"),
    ),
    (
        "top",
        "sitzung_id",
        ("sitzung_id", "position", "titel", "art", "berichterstattung", "status", "begonnen_am", "beendet_am",
         "sekunden", "niederschrift"),
        _ALLES,
    ),
    ("anwesenheit", "sitzung_id", ("sitzung_id", "sitz_id", "name", "von", "bis"), _ALLES),
    ("notiz", "top_id", ("top_id", "art", "text"), _ALLES),
    ("auftrag", "top_id", ("top_id", "text"), _ALLES),
    (
        "beschluss",
        "top_id",
        ("nummer", "gremium_id", "top_id", "abstimmung_id", "wortlaut", "modus", "bedenken", "vorbehalt",
         "vorbehalt_bis", "gefasst_am", "abweichung", "ersetzt_id"),
        _ALLES,
    ),
    ("berichtigung", "beschluss_id", ("beschluss_id", "wortlaut_vorher", "begruendung", "berichtigt_am"), _ALLES),
)  # fmt: skip
_ZUR_SITZUNG = {
    "id": "SELECT status FROM sitzung WHERE id = {id}",
    "sitzung_id": "SELECT status FROM sitzung WHERE id = {id}",
    "top_id": "SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = {id}",
    "beschluss_id": (
        "SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id JOIN beschluss b ON b.top_id = t.id"
        " WHERE b.id = {id}"
    ),
}
# A version is written once; being approved is added to it once.
_FASSUNG = ("sitzung_id", "fassung", "text", "pruefsumme", "spur", "begruendung", "person_id", "erstellt_am")


def _fassung_anders(differs: str) -> str:
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in _FASSUNG)
    return f"OLD.genehmigt_am IS NOT NULL OR {changed}"


def _protokoll_sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_GENEHMIGT}'); END"
    made = []
    for table, way, columns, events in _GRUNDLAGEN:
        for event_name in events:
            rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[event_name]
            if way == "id":
                rows = ("OLD",)
            found = " OR ".join(f"({_ZUR_SITZUNG[way].format(id=f'{row}.{way}')}) = 'genehmigt'" for row in rows)
            of = f" OF {', '.join(columns)}" if event_name == "UPDATE" else ""
            made.append(
                f"CREATE TRIGGER {table}_protokoll_{event_name.lower()} BEFORE {event_name}{of} ON {table} "
                f"WHEN {found} {refuse}"
            )
    made += [
        f"CREATE TRIGGER protokollfassung_fest_update BEFORE UPDATE ON protokollfassung "
        f"WHEN {_fassung_anders('IS NOT')} {refuse}",
        f"CREATE TRIGGER protokollfassung_fest_delete BEFORE DELETE ON protokollfassung {refuse}",
        f"CREATE TRIGGER protokollfassung_fest_insert BEFORE INSERT ON protokollfassung WHEN NEW.begruendung = '' AND "
        f"({_ZUR_SITZUNG['sitzung_id'].format(id='NEW.sitzung_id')}) = 'genehmigt' {refuse}",
    ]
    return made


def _protokoll_postgresql() -> list[str]:
    refuse = f"RAISE EXCEPTION '{_GENEHMIGT}'"
    ways = [
        f"IF TG_ARGV[0] = '{way}' AND ({query.format(id=f'(zeile->>{chr(39)}{way}{chr(39)})::int')}) = 'genehmigt' "
        f"THEN {refuse}; END IF; "
        for way, query in _ZUR_SITZUNG.items()
    ]
    made = [
        "CREATE FUNCTION protokoll_fest() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE zeile jsonb; zeilen jsonb[]; "
        "BEGIN IF TG_OP = 'INSERT' THEN zeilen := ARRAY[to_jsonb(NEW)]; "
        "ELSIF TG_OP = 'DELETE' OR TG_ARGV[0] = 'id' THEN zeilen := ARRAY[to_jsonb(OLD)]; "
        "ELSE zeilen := ARRAY[to_jsonb(OLD), to_jsonb(NEW)]; END IF; "
        f"FOREACH zeile IN ARRAY zeilen LOOP {''.join(ways)}END LOOP; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE FUNCTION protokollfassung_fest() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP IN ('DELETE', 'TRUNCATE') THEN {refuse}; "
        f"ELSIF TG_OP = 'UPDATE' THEN IF {_fassung_anders('IS DISTINCT FROM')} THEN {refuse}; END IF; "
        "ELSIF NEW.begruendung = '' AND "
        f"({_ZUR_SITZUNG['sitzung_id'].format(id='NEW.sitzung_id')}) = 'genehmigt' THEN {refuse}; END IF; "
        "RETURN NEW; END $$",
        "CREATE TRIGGER protokollfassung_fest BEFORE INSERT OR UPDATE OR DELETE ON protokollfassung "
        "FOR EACH ROW EXECUTE FUNCTION protokollfassung_fest()",
        "CREATE TRIGGER protokollfassung_fest_truncate BEFORE TRUNCATE ON protokollfassung "
        "FOR EACH STATEMENT EXECUTE FUNCTION protokollfassung_fest()",
    ]
    for table, way, columns, events in _GRUNDLAGEN:
        named = [f"UPDATE OF {', '.join(columns)}" if name == "UPDATE" else name for name in events]
        made.append(
            f"CREATE TRIGGER {table}_protokoll BEFORE {' OR '.join(named)} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION protokoll_fest('{way}')"
        )
    return made


_VEREINBART = "Eine Fassung einer Zielvereinbarung aendert sich nicht."
_BLEIBT = f"BEGIN SELECT RAISE(ABORT, '{_VEREINBART}'); END"

AUSLOESER: dict[str, tuple[str, ...]] = {
    "sqlite": (
        "CREATE TRIGGER ereignis_bleibt_update BEFORE UPDATE ON ereignis "
        "BEGIN SELECT RAISE(ABORT, 'Der Verlauf wird nur ergaenzt.'); END",
        "CREATE TRIGGER ereignis_bleibt_delete BEFORE DELETE ON ereignis "
        "BEGIN SELECT RAISE(ABORT, 'Der Verlauf wird nur ergaenzt.'); END",
        *_sqlite(),
        *_protokoll_sqlite(),
        f"CREATE TRIGGER zielvereinbarungsfassung_bleibt_update BEFORE UPDATE ON zielvereinbarungsfassung {_BLEIBT}",
        f"CREATE TRIGGER zielvereinbarungsfassung_bleibt_delete BEFORE DELETE ON zielvereinbarungsfassung {_BLEIBT}",
        *ZEICHNUNG["sqlite"],
        *INDEX["sqlite"],
        *JAHR_FEST["sqlite"],
        *BERICHT_FEST["sqlite"],
    ),
    "postgresql": (
        "CREATE FUNCTION ereignis_bleibt() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'Der Verlauf wird nur ergaenzt.'; END $$",
        "CREATE TRIGGER ereignis_bleibt BEFORE UPDATE OR DELETE ON ereignis "
        "FOR EACH ROW EXECUTE FUNCTION ereignis_bleibt()",
        "CREATE TRIGGER ereignis_bleibt_truncate BEFORE TRUNCATE ON ereignis "
        "FOR EACH STATEMENT EXECUTE FUNCTION ereignis_bleibt()",
        *_postgresql(),
        *_protokoll_postgresql(),
        "CREATE FUNCTION zielvereinbarungsfassung_bleibt() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_VEREINBART}'; END $$",
        "CREATE TRIGGER zielvereinbarungsfassung_bleibt BEFORE UPDATE OR DELETE ON zielvereinbarungsfassung "
        "FOR EACH ROW EXECUTE FUNCTION zielvereinbarungsfassung_bleibt()",
        "CREATE TRIGGER zielvereinbarungsfassung_bleibt_truncate BEFORE TRUNCATE ON zielvereinbarungsfassung "
        "FOR EACH STATEMENT EXECUTE FUNCTION zielvereinbarungsfassung_bleibt()",
        *ZEICHNUNG["postgresql"],
        *INDEX["postgresql"],
        *JAHR_FEST["postgresql"],
        *BERICHT_FEST["postgresql"],
    ),
}

for _dialect, _statements in AUSLOESER.items():
    for _statement in _statements:
        event.listen(Base.metadata, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))
