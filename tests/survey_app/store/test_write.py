import sqlite3
import subprocess
import sys
import threading

import pytest

from survey_app import store
from survey_app.errors import NotFound, Unavailable


def value(opened: store.Store, name: str) -> str:
    return store.get_setting(opened.read(), name, "absent")


def test_write__work_returns__result_comes_back_and_is_stored(opened: store.Store) -> None:
    def work(db: store.Database) -> int:
        store.put_setting(db, "a", "1")
        return 42

    assert opened.write(work) == 42
    assert value(opened, "a") == "1"


def test_write__work_raises__only_its_own_writes_are_undone(opened: store.Store) -> None:
    started = threading.Barrier(9)
    outcomes: dict[int, str] = {}

    def run(number: int) -> None:
        def work(db: store.Database) -> None:
            store.put_setting(db, f"n{number}", "stored")
            if number % 2:
                raise ValueError(number)

        started.wait()
        try:
            opened.write(work)
            outcomes[number] = "returned"
        except ValueError:
            outcomes[number] = "raised"

    threads = [threading.Thread(target=run, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    started.wait()
    for thread in threads:
        thread.join()
    assert outcomes == {n: "raised" if n % 2 else "returned" for n in range(8)}
    assert [value(opened, f"n{n}") for n in range(8)] == ["stored", "absent"] * 4


def test_write__table_by_a_slip__is_refused(opened: store.Store) -> None:
    with pytest.raises(Unavailable):
        opened.write(lambda db: db.table("misspelt").insert({"a": 1}))
    assert "misspelt" not in opened.read().table_names()


def test_write__disk_full__nothing_is_kept_and_the_error_says_so(opened: store.Store) -> None:
    def limit(db: store.Database) -> None:
        pages = db.conn.execute("PRAGMA page_count").fetchone()[0]
        db.conn.execute(f"PRAGMA max_page_count = {pages + 2}")

    opened.write(limit)
    with pytest.raises(Unavailable) as caught:
        opened.write(lambda db: store.put_setting(db, "big", "x" * 100_000))
    assert caught.value.problem.code == "disk_full"
    assert value(opened, "big") == "absent"
    opened.write(lambda db: store.put_setting(db, "small", "fits"))
    assert value(opened, "small") == "fits"


def test_write__two_processes__every_write_is_there(instance: store.Instance, opened: store.Store) -> None:
    script = (
        "import sys; from pathlib import Path; from survey_app import store\n"
        "opened = store.open_store(store.Instance(Path(sys.argv[1])))\n"
        "for n in range(50):\n"
        "    opened.write(lambda db: store.put_setting(db, f'{sys.argv[2]}{n}', 'x'))\n"
        "opened.close()\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", script, str(instance.root), name])
        for name in ("left", "right")
    ]
    assert [run.wait(timeout=180) for run in runs] == [0, 0]
    assert opened.read().execute("SELECT count(*) FROM store_setting").fetchone()[0] == 100


def test_write__insert_or_replace_on_the_ledger__is_refused(opened: store.Store) -> None:
    row = "INSERT OR REPLACE INTO store_ledger VALUES (1, 'k', 's', '2026-01-01', 1, zeroblob(32))"
    opened.write(lambda db: db.execute(row))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        opened.write(lambda db: db.execute(row))


def test_open_store__folder_without_database__says_no_instance(instance: store.Instance) -> None:
    with pytest.raises(NotFound) as caught:
        store.open_store(instance)
    assert caught.value.problem.code == "no_instance"


def test_open_store__damaged_file__says_so(instance: store.Instance) -> None:
    instance.root.mkdir()
    instance.database.write_bytes(b"not a database" * 500)
    with pytest.raises(Unavailable) as caught:
        store.open_store(instance)
    assert caught.value.problem.code == "store_damaged"


def test_create__twice__keeps_what_is_there(instance: store.Instance) -> None:
    first = store.create(instance)
    first.write(lambda db: store.put_setting(db, "a", "1"))
    key = instance.key("digest")
    first.close()
    again = store.create(instance)
    assert value(again, "a") == "1"
    assert instance.key("digest") == key
    again.close()


def test_import__store__loads_neither_pandas_nor_numpy() -> None:
    script = "import sys, survey_app.store; print(sorted({'pandas', 'numpy'} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "[]"
