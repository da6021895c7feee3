"""Whoever changes what was sealed is found out, even with every trigger out of the way."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from forms import check
from survey_app import store
from survey_app.errors import Gone
from survey_app.instruments import service as instruments
from survey_app.responses import service

Tamper = Callable[..., None]


@pytest.fixture
def sealed(office: Any) -> Any:
    """Two sealed batches of five and three responses that wait."""
    for _ in range(2):
        office.receive(5)
        service.seal_round(office.store, "R1", office.today)
    office.receive(3)
    return office


@pytest.fixture
def tamper(sealed: Any) -> Iterator[Tamper]:
    """Runs statements as somebody with the file and a database tool does."""
    connection = sqlite3.connect(sealed.store.instance.database, isolation_level=None)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")

    def run(statement: str, *values: object) -> None:
        assert connection.execute(statement, values).rowcount != 0, "nothing was tampered with"

    yield run
    connection.close()


def codes(office: Any) -> list[str]:
    return [problem.code for problem in service.verify(office.store.read())]


def one(office: Any, batch: int = 1) -> str:
    row = office.store.read().execute("SELECT uuid FROM responses_part WHERE batch = ? LIMIT 1", [batch])
    return str(row.fetchone()[0])


def test_verify__nothing_tampered__finds_nothing(sealed: Any) -> None:
    assert codes(sealed) == []


def test_verify__nothing_received__finds_nothing(office: Any) -> None:
    assert codes(office) == []


@pytest.mark.parametrize(
    "change",
    [
        "document = replace(document, 'overall', 'access')",
        "counter = 'Q2'",
        "round = 'OLD'",
        "day = '2026-01-01'",
        "slot = 0",
        "tier = 'P'",
        "mode = 'qr_phone'",
        "disposition = 'partial'",
        "weight = 9.0",
        "digest = zeroblob(32)",
    ],
)
def test_verify__sealed_response_edited__is_found(sealed: Any, tamper: Tamper, change: str) -> None:
    tamper(f"UPDATE responses_response SET {change} WHERE uuid = ?", one(sealed))  # noqa: S608
    problem = service.verify(sealed.store.read())[0]
    assert (problem.code, problem.place, problem.values) == ("response_changed", one(sealed), {"batch": 1})


def test_verify__sealed_response_deleted__is_found(sealed: Any, tamper: Tamper) -> None:
    tamper("DELETE FROM responses_response WHERE uuid = ?", one(sealed))
    assert codes(sealed) == ["response_missing"]


def test_verify__response_deleted_with_its_part__breaks_the_chain(sealed: Any, tamper: Tamper) -> None:
    gone = one(sealed)
    tamper("DELETE FROM responses_response WHERE uuid = ?", gone)
    tamper("DELETE FROM responses_part WHERE uuid = ?", gone)
    assert codes(sealed) == ["ledger_broken"]


def test_verify__response_edited_with_its_part__breaks_the_chain(sealed: Any, tamper: Tamper) -> None:
    """Whoever knows how a part is made can make it fit; the link over it does not."""
    changed = one(sealed)
    tamper("UPDATE responses_response SET counter = 'Q2' WHERE uuid = ?", changed)
    tamper("UPDATE responses_part SET digest = randomblob(32) WHERE uuid = ?", changed)
    assert "ledger_broken" in codes(sealed)


def test_verify__response_inserted__is_found(sealed: Any, tamper: Tamper) -> None:
    columns = "instrument, version, round, counter, collector, mode, tier, language, assisted, audio_used"
    columns += ", disposition, day, slot, stratum, psu, weight, document, digest"
    new = "00000000-0000-4000-8000-000000000000"
    tamper(
        f"INSERT INTO responses_response (uuid, {columns})"  # noqa: S608
        f" SELECT ?, {columns} FROM responses_response LIMIT 1",
        new,
    )
    problem = service.verify(sealed.store.read())[0]
    assert (problem.code, problem.place) == ("response_outside_ledger", new)
    tamper("INSERT INTO responses_part VALUES (?, 1, zeroblob(16), zeroblob(32), NULL)", new)
    assert sorted(codes(sealed)) == ["ledger_broken", "response_changed"]


def test_verify__response_that_waits_deleted__is_found(sealed: Any, tamper: Tamper) -> None:
    tamper("DELETE FROM responses_response WHERE uuid = (SELECT min(uuid) FROM responses_unsealed)")
    assert codes(sealed) == ["waiting_response_missing"]


@pytest.mark.parametrize(
    "change",
    ["day = '2026-01-01'", "subject = 'OLD'", "kind = 'visits'", "parts = 4", "hash = zeroblob(32)"],
)
@pytest.mark.parametrize("number", [1, 2])
def test_verify__ledger_entry_edited__is_found(sealed: Any, tamper: Tamper, change: str, number: int) -> None:
    tamper(f"UPDATE store_ledger SET {change} WHERE number = ?", number)  # noqa: S608
    assert "ledger_broken" in codes(sealed)


def test_verify__first_entry_cut_off__is_found(sealed: Any, tamper: Tamper) -> None:
    tamper("DELETE FROM store_ledger WHERE number = 1")
    assert {"ledger_broken", "ledger_entry_missing"} <= set(codes(sealed))


def test_verify__last_entry_cut_off__is_found_by_its_responses(sealed: Any, tamper: Tamper) -> None:
    tamper("DELETE FROM store_ledger WHERE number = 2")
    problem = service.verify(sealed.store.read())[0]
    assert (problem.code, problem.place) == ("ledger_entry_missing", "2")


def test_verify__last_batch_cut_off_whole__is_found_by_a_noted_head(sealed: Any, tamper: Tamper) -> None:
    noted = store.head(sealed.store.read()).hash.hex()
    assert sealed.survey("verify", "--head", noted).exit_code == 0
    tamper("DELETE FROM responses_response WHERE uuid IN (SELECT uuid FROM responses_part WHERE batch = 2)")
    tamper("DELETE FROM responses_part WHERE batch = 2")
    tamper("DELETE FROM store_ledger WHERE number = 2")
    assert codes(sealed) == []  # nothing inside the file can tell
    told = sealed.survey("verify", "--head", noted)
    assert told.exit_code == 1
    assert noted in told.stderr


def test_verify__purge__still_agrees_and_leaves_no_answer(sealed: Any) -> None:
    """A purge removes the response and its salt; what is left says that it was there, not what it said."""
    gone = one(sealed)
    before = service.batches(sealed.store.read())
    assert service.purge(sealed.store, [gone, "never-there"], sealed.today) == 1
    assert codes(sealed) == []
    after = service.batches(sealed.store.read())
    assert [replace(batch, changed="") for batch in after] == before
    assert [bool(batch.changed) for batch in after] == [True, False]
    found = sealed.store.read().execute("SELECT count(*) FROM responses_response WHERE uuid = ?", [gone])
    assert found.fetchone() == (0,)


def test_accept__purged_response_sent_again__is_refused_for_good(sealed: Any) -> None:
    gone = sealed.receive(1)[0]
    service.seal_round(sealed.store, "R1", sealed.today)
    service.purge(sealed.store, [gone], sealed.today)
    instrument = instruments.published(sealed.store.read(), "counter_rating", "1")
    answers = check(instrument, {item.name: "5" for item in instrument.items[:-1]})
    with pytest.raises(Gone):
        service.accept(sealed.store, answers, replace(sealed.context(), uuid=gone))
    assert codes(sealed) == []


@pytest.mark.parametrize(
    ("entry", "code"),
    [(3, "ledger_broken"), (4, "ledger_entry_missing"), (1, "ledger_entry_missing")],
    ids=["another purge", "no entry", "a batch"],
)
def test_verify__deletion_dressed_up_as_a_purge__is_found(
    sealed: Any, tamper: Tamper, entry: int, code: str
) -> None:
    service.purge(sealed.store, [one(sealed)], sealed.today)
    gone = one(sealed, 2)
    tamper("DELETE FROM responses_response WHERE uuid = ?", gone)
    tamper("UPDATE responses_part SET salt = NULL, purge = ? WHERE uuid = ?", entry, gone)
    assert codes(sealed) == [code]


def test_verify__response_moved_under_a_purge__is_found(sealed: Any, tamper: Tamper) -> None:
    """A purge is no batch: nothing sealed what claims to stand in it."""
    service.purge(sealed.store, [one(sealed)], sealed.today)
    tamper(
        "INSERT INTO responses_part (uuid, batch, salt, digest)"
        " SELECT min(uuid), 3, zeroblob(16), zeroblob(32) FROM responses_unsealed"
    )
    tamper("DELETE FROM responses_unsealed WHERE uuid IN (SELECT uuid FROM responses_part)")
    assert codes(sealed) == ["ledger_entry_missing"]


def test_verify__response_back_under_a_purged_part__is_found(sealed: Any, tamper: Tamper) -> None:
    tamper("UPDATE responses_part SET salt = NULL, purge = 1 WHERE uuid = ?", one(sealed))
    assert "response_changed" in codes(sealed)
