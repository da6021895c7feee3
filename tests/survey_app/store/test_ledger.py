import hashlib
import sqlite3
from datetime import date

import pytest

from survey_app import store

DAY = date(2026, 11, 22)
PARTS = [bytes([number]) * 32 for number in range(3)]


def seal(opened: store.Store, subject: str, *parts: bytes, kind: str = "responses") -> store.Entry:
    return opened.write(lambda db: store.append(db, kind, subject, DAY, parts))


def test_append__first_entry__links_to_the_beginning(opened: store.Store) -> None:
    entry = seal(opened, "R1", *PARTS)
    # The chain as an outsider recomputes it: every text ends with a unit separator, digests stand bare.
    text = b"responses\x1fR1\x1f2026-11-22\x1f3\x1f"
    assert entry.hash == hashlib.sha256(bytes(32) + text + b"".join(PARTS)).digest()
    assert (entry.number, entry.parts, entry.day) == (1, 3, "2026-11-22")


def test_append__next_entry__links_to_the_one_before(opened: store.Store) -> None:
    first, second = seal(opened, "R1", PARTS[0]), seal(opened, "R2", PARTS[1])
    assert second.number == 2
    assert second.hash == store.chain(first.hash, "responses", "R2", "2026-11-22", [PARTS[1]])
    assert store.head(opened.read()) == second
    assert list(store.entries(opened.read())) == [first, second]


def test_append__nothing_to_seal__is_refused(opened: store.Store) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="a_batch_has_parts"):
        seal(opened, "R1")
    assert store.head(opened.read()) is None


@pytest.mark.parametrize(
    "other",
    [
        ("visits", "R1", "2026-11-22", PARTS),
        ("responses", "R2", "2026-11-22", PARTS),
        ("responses", "R1", "2026-11-23", PARTS),
        ("responses", "R1", "2026-11-22", PARTS[::-1]),
        ("responses", "R1", "2026-11-22", PARTS[:2]),
        ("responsesR", "1", "2026-11-22", PARTS),
    ],
)
def test_chain__anything_else__is_another_link(other: tuple[str, str, str, list[bytes]]) -> None:
    link = store.chain(store.FIRST_LINK, "responses", "R1", "2026-11-22", PARTS)
    assert store.chain(store.FIRST_LINK, *other) != link
    assert store.chain(bytes([1]) * 32, "responses", "R1", "2026-11-22", PARTS) != link


def test_count_parts__of_one_kind_and_subject__are_added_up(opened: store.Store) -> None:
    seal(opened, "R1", *PARTS)
    seal(opened, "R1", PARTS[0])
    seal(opened, "R2", PARTS[0])
    seal(opened, "R1", PARTS[0], kind="visits")
    assert store.count_parts(opened.read(), "responses", "R1") == 4
    assert store.count_parts(opened.read(), "responses", "R9") == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE store_ledger SET subject = 'R2'",
        "DELETE FROM store_ledger",
        "INSERT OR REPLACE INTO store_ledger VALUES (1, 'responses', 'R1', '2026-11-22', 9, zeroblob(32))",
    ],
)
def test_ledger__any_change_to_an_entry__is_refused(opened: store.Store, statement: str) -> None:
    entry = seal(opened, "R1", *PARTS)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        opened.write(lambda db: db.execute(statement))
    assert list(store.entries(opened.read())) == [entry]
