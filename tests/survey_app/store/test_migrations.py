import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from survey_app import store
from survey_app.errors import Unavailable
from survey_app.store.connect import connect_reader, connect_writer
from survey_app.store.migrations import MIGRATIONS

# What all migrations together make of an empty file. A new migration changes it; an old one never may.
GOLDEN = Path(__file__).parents[2] / "golden" / "schema.sql"


def schema(db: store.Database) -> str:
    rows = db.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name NOT GLOB '_sqlite*' ORDER BY name"
    )
    parted = (sql.strip().partition("\n") for (sql,) in rows)
    return "\n".join(f"{first}{line}{textwrap.dedent(rest)};\n" for first, line, rest in parted)


def names(db: store.Database) -> list[str]:
    return [migration.name for migration in MIGRATIONS.applied(db)]


def test_migrations__on_an_empty_file__make_the_golden_schema(opened: store.Store) -> None:
    assert schema(opened.read()) == GOLDEN.read_text("utf-8")


def test_migrations__every_table__is_strict(opened: store.Store) -> None:
    tables = opened.read().query("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")
    loose = [row["name"] for row in tables if not row["strict"]]
    assert [name for name in loose if not name.startswith(("_", "sqlite_"))] == []


def test_migrations__every_check__has_a_name(opened: store.Store) -> None:
    text = schema(opened.read())
    assert len(re.findall(r"\bCHECK\b", text)) == len(re.findall(r"\bCONSTRAINT \w+\s+CHECK\b", text)) > 10


def test_create__a_second_time__changes_nothing(instance: store.Instance) -> None:
    first = store.create(instance)
    first.write(lambda db: store.put_setting(db, "office", "Huế"))
    before = (schema(first.read()), names(first.read()))
    first.close()
    again = store.create(instance)
    assert (schema(again.read()), names(again.read())) == before
    assert store.get_setting(again.read(), "office") == "Huế"
    again.close()


def test_create__older_database__is_brought_up_to_date_with_what_it_holds(instance: store.Instance) -> None:
    instance.make_folders_and_keys()
    old = connect_writer(instance.database, migrating=True)
    MIGRATIONS.apply(old, stop_before="m0005_rounds")
    store.put_setting(old, "office", "Huế")
    old.close()
    with pytest.raises(Unavailable) as caught:
        store.open_store(instance)
    assert caught.value.problem.code == "migrations_pending"
    new = store.create(instance)
    assert schema(new.read()) == GOLDEN.read_text("utf-8")
    assert store.get_setting(new.read(), "office") == "Huế"
    new.close()


def test_create__six_processes_at_once__apply_each_migration_once(instance: store.Instance) -> None:
    script = (
        "import sys; from pathlib import Path; from survey_app import store\n"
        "store.create(store.Instance(Path(sys.argv[1]))).close()\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", script, str(instance.root)]) for _ in range(6)]
    assert [run.wait(timeout=180) for run in runs] == [0] * 6
    db = connect_reader(instance.database)
    assert schema(db) == GOLDEN.read_text("utf-8")
    assert len(names(db)) == len(set(names(db)))
    db.close()


def test_create__key_that_is_there__is_never_replaced(instance: store.Instance) -> None:
    store.create(instance).close()
    keys = {name: instance.key(name) for name in ("signing", "digest")}
    assert all(len(key) == 32 for key in keys.values())
    assert keys["signing"] != keys["digest"]
    store.create(instance).close()
    assert {name: instance.key(name) for name in keys} == keys


def test_writer__of_every_instance__keeps_the_settings_promises_rest_on(opened: store.Store) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
    }
    found = opened.write(
        lambda db: {name: db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    )
    assert found == wanted


def test_reader__asked_to_write__refuses(opened: store.Store) -> None:
    with pytest.raises(Exception, match=r"readonly|not authorized|read-only"):
        store.put_setting(opened.read(), "a", "1")
