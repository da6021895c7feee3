import re
import sqlite3
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from survey_app import store
from survey_app.responses import service
from survey_app.responses.model import LOCAL

TODAY = date(2026, 11, 22)
SLOT = timedelta(hours=2)


def at_nine(office: Any) -> datetime:
    """Within the slot the received responses were given in, at the counters."""
    return datetime.combine(office.today, time(9), LOCAL)


def seal(office: Any, at: datetime, *ended: str) -> list[str]:
    return service.seal_due(office.store, at, lambda round_: round_ in ended)


def sizes(office: Any) -> list[int]:
    return [batch.size for batch in service.batches(office.store.read())]


def test_seal_due__fifty_in_the_slot_that_runs__wait(office: Any) -> None:
    office.receive(50)
    assert seal(office, at_nine(office)) == []
    assert sizes(office) == []


def test_seal_due__slot_over_with_fewer_than_fifty__wait(office: Any) -> None:
    office.receive(49)
    assert seal(office, at_nine(office) + 5 * SLOT) == []
    assert sizes(office) == []


def test_seal_due__fifty_of_a_slot_that_is_over__are_sealed(office: Any) -> None:
    office.receive(53)
    assert seal(office, at_nine(office) + SLOT) == ["R1"]
    assert sizes(office) == [53]


def test_seal_due__two_slots_at_once__leaves_the_one_that_runs(office: Any) -> None:
    """Else the order of batches would say in which part of its slot an answer came."""
    office.receive(60)
    connection = sqlite3.connect(office.store.instance.database)
    connection.execute("DROP TRIGGER responses_response_is_never_changed")
    connection.execute(
        "UPDATE responses_response SET day = '2999-01-01'"
        " WHERE uuid IN (SELECT uuid FROM responses_unsealed LIMIT 7)"
    )
    connection.commit()
    connection.close()
    assert seal(office, at_nine(office) + SLOT) == ["R1"]
    assert sizes(office) == [53]
    assert service.received(office.store.read(), "R1") == 60


def test_seal_due__round_that_ended__is_sealed_however_few(office: Any) -> None:
    office.receive(1)
    office.receive(1, "OLD")
    assert seal(office, at_nine(office), "OLD") == ["OLD"]
    assert sizes(office) == [1]


def test_seal_due__two_rounds__are_sealed_each_in_its_batch(office: Any) -> None:
    office.receive(50)
    office.receive(51, "OLD")
    assert seal(office, at_nine(office) + SLOT) == ["OLD", "R1"]
    entries = {entry.subject: entry.parts for entry in store.entries(office.store.read())}
    assert entries == {"R1": 50, "OLD": 51}


def test_seal_round__nothing_waits__adds_no_entry(office: Any) -> None:
    assert service.seal_round(office.store, "R1", TODAY) == 0
    assert sizes(office) == []


def test_seal_round__parts__are_chained_by_uuid_not_by_arrival(office: Any) -> None:
    arrived = office.receive(30)
    service.seal_round(office.store, "R1", TODAY)
    assert arrived != sorted(arrived)
    rows = office.store.read().query("SELECT digest FROM responses_part ORDER BY uuid")
    digests = [row["digest"] for row in rows]
    entry = store.head(office.store.read())
    assert entry.hash == store.chain(store.FIRST_LINK, "responses", "R1", TODAY.isoformat(), digests)


def test_seal_round__equal_responses__have_different_digests(office: Any) -> None:
    """Salted: who knows an answer cannot look for it in the ledger."""
    office.receive(20)
    service.seal_round(office.store, "R1", TODAY)
    digests = {row["digest"] for row in office.store.read().query("SELECT digest FROM responses_part")}
    assert len(digests) == 20


def test_received__while_sealing_goes_on__counts_every_response_once(office: Any) -> None:
    office.receive(3)
    assert service.received(office.store.read(), "R1") == 3
    service.seal_round(office.store, "R1", TODAY)
    assert service.received(office.store.read(), "R1") == 3
    office.receive(2)
    assert service.received(office.store.read(), "R1") == 5


def test_store__after_receiving_and_sealing__holds_no_time_finer_than_the_day(office: Any) -> None:
    office.receive(5)
    service.seal_round(office.store, "R1", TODAY)
    office.receive(5)
    clock = re.compile(r"\d{1,2}:\d\d|T\d\d|\b1[6-9]\d{8}\b")
    connection = sqlite3.connect(office.store.instance.database)
    for table in ("responses_response", "responses_part", "responses_unsealed", "store_ledger"):
        for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608  # from the line above
            texts = [value for value in row if isinstance(value, str)]
            numbers = [value for value in row if isinstance(value, int | float)]
            assert not [text for text in texts if clock.search(text)]
            assert all(abs(number) < 1000 for number in numbers)
    connection.close()


@pytest.mark.parametrize("table", ["responses_response", "responses_part", "responses_unsealed"])
def test_store__tables_of_responses__have_no_row_number(office: Any, table: str) -> None:
    """A hidden row number would tell the order in which people came."""
    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        office.store.read().execute(f"SELECT rowid FROM {table}")  # noqa: S608
