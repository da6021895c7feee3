import hashlib
import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from survey_app import store
from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.responses import service as responses
from survey_app.store.connect import APPLICATION_ID

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def back_up(office: Any, now: datetime = NOW) -> Path:
    return store.back_up(office.store.instance, now, responses.verify)


def restore(instance: store.Instance, source: Path, now: datetime = NOW) -> Path | None:
    return store.restore(instance, source, now, responses.verify)


def rows(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours in ``file``."""
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}  # noqa: S608
    connection.close()
    return found


def damage(file: Path) -> None:
    """Spoil pages in the middle of ``file``."""
    content = bytearray(file.read_bytes())
    for start in range(len(content) // 3, len(content), 4096):
        content[start : start + 64] = b"\xff" * 64
    file.write_bytes(content)


@pytest.fixture
def filled(office: Any) -> Any:
    """The office with one sealed batch and five responses that wait."""
    office.receive(20)
    responses.seal_round(office.store, "R1", office.today)
    office.receive(5)
    return office


def test_back_up__while_the_store_is_open__is_the_whole_of_it(filled: Any) -> None:
    file = back_up(filled)
    assert rows(file) == rows(filled.store.instance.database)
    assert len(rows(file)["responses_response"]) == 25
    assert len(rows(file)["responses_unsealed"]) == 5


def test_back_up__file__is_one_that_passes_every_check(filled: Any) -> None:
    file = back_up(filled)
    assert store.examine(file, responses.verify) == []
    assert not file.with_name(file.name + "-wal").exists()
    manifest = json.loads(file.with_suffix(".json").read_text("utf-8"))
    assert manifest == {
        "file": file.name,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "made_at": "2026-11-22T09:30:00+00:00",
        "checked_at": manifest["made_at"],
        "whole": True,
    }


def test_back_up__keys__are_not_in_it(filled: Any) -> None:
    content = back_up(filled).read_bytes()
    assert filled.store.instance.key("digest") not in content
    assert filled.store.instance.key("signing") not in content


def test_back_up__twice_in_one_second__refuses_to_overwrite(filled: Any) -> None:
    first = back_up(filled).read_bytes()
    with pytest.raises(Conflict) as caught:
        back_up(filled)
    assert caught.value.problem.code == "backup_exists"
    assert (filled.store.instance.backups / "survey-20261122-093000.db").read_bytes() == first


def test_back_up__copy_that_fails_its_check__is_not_kept(filled: Any) -> None:
    problem = Problem("response_changed", "x", {"batch": 1})
    with pytest.raises(Invalid) as caught:
        store.back_up(filled.store.instance, NOW, lambda _: [problem])
    assert caught.value.problems == (problem,)
    assert list(filled.store.instance.backups.iterdir()) == []


def test_restore__after_more_was_received__brings_back_what_was_there(filled: Any) -> None:
    instance, file = filled.store.instance, back_up(filled)
    before = rows(file)
    filled.receive(7)
    filled.store.close()
    aside = restore(instance, file)
    assert rows(instance.database) == before
    assert aside is not None
    assert len(rows(aside)["responses_response"]) == 32


def test_restore__database__is_written_as_before(filled: Any) -> None:
    """In WAL mode: a reader must never make the counter wait."""
    instance, file = filled.store.instance, back_up(filled)
    filled.store.close()
    restore(instance, file)
    again = store.open_store(instance)
    again.write(lambda db: store.put_setting(db, "a", "1"))
    assert again.read().execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    again.close()


def test_restore__into_a_new_folder__makes_an_instance(filled: Any, tmp_path: Path) -> None:
    file, other = back_up(filled), store.Instance(tmp_path / "other")
    assert restore(other, file) is None
    opened = store.open_store(other)
    assert responses.received(opened.read(), "R1") == 25
    opened.close()


def test_restore__database_that_is_still_in_its_log__is_whole(filled: Any, tmp_path: Path) -> None:
    """What another instance wrote last stands beside its file, in the log."""
    other = store.Instance(tmp_path / "other")
    live = filled.store.instance.database
    assert live.with_name(live.name + "-wal").stat().st_size > 0
    restore(other, live)
    assert rows(other.database) == rows(live)


def test_restore__while_a_server_runs__is_refused(filled: Any) -> None:
    instance, file = filled.store.instance, back_up(filled)
    before = rows(instance.database)
    with store.sole_use(instance), pytest.raises(Conflict) as caught:
        restore(instance, file)
    assert caught.value.problem.code == "server_is_running"
    assert rows(instance.database) == before


def test_restore__twice_in_one_second__keeps_both_databases(filled: Any) -> None:
    source = back_up(filled)
    filled.store.close()
    kept = [restore(filled.store.instance, source) for _ in range(2)]
    assert len({path for path in kept if path and path.is_file()}) == 2


def test_restore__backup_that_is_not_what_its_manifest_says__is_refused(filled: Any) -> None:
    source = back_up(filled)
    connection = sqlite3.connect(source)
    connection.execute("UPDATE store_setting SET value = value || 'x'")
    connection.execute("INSERT INTO store_setting VALUES ('added', 'later')")
    connection.commit()
    connection.close()
    filled.store.close()
    with pytest.raises(Invalid) as caught:
        restore(filled.store.instance, source)
    assert caught.value.problem.code == "backup_changed"


def test_restore__no_such_file__says_so(filled: Any, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        restore(filled.store.instance, tmp_path / "absent.db")


def _text(file: Path) -> None:
    file.write_text("mã,tên\n" * 500)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _foreign(file: Path) -> None:
    file.unlink()
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE other (a)")
    connection.close()


def _newer(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('survey', 'm9999_later', '')"
    )
    connection.commit()
    connection.close()


def _tampered(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("DROP TRIGGER responses_response_is_never_changed")
    connection.execute("UPDATE responses_response SET counter = 'Q2'")
    connection.commit()
    connection.close()


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_text, "store_damaged"),
        (_empty, "not_a_survey_database"),
        (_cut, "store_damaged"),
        (damage, "store_damaged"),
        (_foreign, "not_a_survey_database"),
        (_newer, "newer_database"),
        (_tampered, "response_changed"),
    ],
)
def test_restore__file_that_cannot_be_trusted__is_refused_and_nothing_touched(
    filled: Any, spoil: Any, code: str
) -> None:
    instance, file = filled.store.instance, back_up(filled)
    filled.store.close()
    spoil(file)
    untouched = instance.database.read_bytes()
    with pytest.raises(Invalid) as caught:
        restore(instance, file)
    assert caught.value.problem.code == code
    assert instance.database.read_bytes() == untouched
    assert sorted(p.name for p in instance.root.glob("survey*")) == ["survey.db"]


def test_restore__twice__puts_both_aside(filled: Any) -> None:
    instance, file = filled.store.instance, back_up(filled)
    filled.store.close()
    first, second = restore(instance, file), restore(instance, file, NOW + timedelta(seconds=1))
    assert first is not None
    assert second is not None
    assert first != second
    assert rows(first) == rows(second)


def test_restore__while_a_command_writes__waits_for_it(filled: Any) -> None:
    """The lock of writers is free again afterwards."""
    instance, file = filled.store.instance, back_up(filled)
    filled.store.close()
    restore(instance, file)
    with FileLock(instance.write_lock, timeout=0):
        pass


def test_examine__our_file__carries_our_mark(filled: Any) -> None:
    mark = back_up(filled).read_bytes()[68:72]
    assert (mark, int.from_bytes(mark, "big")) == (b"Svy1", APPLICATION_ID)


def test_backups__made_and_checked__say_when_they_were_whole(filled: Any) -> None:
    file = back_up(filled)
    later = NOW + timedelta(days=3)
    assert store.check_backup(file, later, responses.verify) == []
    found = store.backups(filled.store.instance)
    assert [(backup.file, backup.made_at, backup.checked_at, backup.whole) for backup in found] == [
        (file, NOW, later, True)
    ]
    assert found[0].bytes == file.stat().st_size


def test_check_backup__a_byte_changed__says_so_and_the_list_shows_it(filled: Any) -> None:
    file = back_up(filled)
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    assert store.check_backup(file, NOW, responses.verify)
    assert [backup.whole for backup in store.backups(filled.store.instance)] == [False]


def test_backups__without_a_manifest__was_never_checked(filled: Any) -> None:
    file = back_up(filled)
    file.with_suffix(".json").unlink()
    found = store.backups(filled.store.instance)
    assert [(backup.file, backup.checked_at, backup.whole) for backup in found] == [(file, None, False)]
