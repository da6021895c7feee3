import re
import sqlite3
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from survey_app import store
from survey_app.responses import service
from survey_app.responses.service import Sealer

START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # 8 o'clock at the counters
TODAY = date(2026, 11, 22)
HOUR = timedelta(hours=1)


@pytest.fixture
def sealer() -> Sealer:
    return Sealer(START)


def seal(sealer: Sealer, office: Any, at: datetime, *ended: str, today: date = TODAY) -> list[str]:
    return sealer.seal_due(office.store, at, today, lambda round_: round_ in ended)


def sizes(office: Any) -> list[int]:
    return [batch.size for batch in service.batches(office.store.read())]


def test_seal_due__fifty_before_the_hour__waits(office: Any, sealer: Sealer) -> None:
    office.receive(50)
    office_day = office.today
    assert seal(sealer, office, START + HOUR - timedelta(seconds=1), today=office_day) == []
    assert sizes(office) == []


def test_seal_due__hour_before_fifty__waits(office: Any, sealer: Sealer) -> None:
    office.receive(49)
    assert seal(sealer, office, START + 5 * HOUR) == []
    assert sizes(office) == []


def test_seal_due__fifty_and_an_hour__seals_all_that_waits(office: Any, sealer: Sealer) -> None:
    office.receive(53)
    assert seal(sealer, office, START + HOUR) == ["R1"]
    assert sizes(office) == [53]


def test_seal_due__just_sealed__next_batch_waits_another_hour(office: Any, sealer: Sealer) -> None:
    office.receive(50)
    seal(sealer, office, START + HOUR, today=office.today)
    office.receive(50)
    assert seal(sealer, office, START + HOUR * 1.9, today=office.today) == []
    assert seal(sealer, office, START + HOUR * 2, today=office.today) == ["R1"]
    assert sizes(office) == [50, 50]


def test_seal_due__laptop_started_anew_another_day__need_not_wait(office: Any, sealer: Sealer) -> None:
    office.receive(50)
    tomorrow = office.today + timedelta(days=1)
    assert seal(sealer, office, START + timedelta(minutes=1), today=tomorrow) == ["R1"]


def test_seal_due__round_that_ended__is_sealed_however_few(office: Any, sealer: Sealer) -> None:
    office.receive(1)
    office.receive(1, "OLD")
    assert seal(sealer, office, START, "OLD") == ["OLD"]
    assert sizes(office) == [1]


def test_seal_due__two_rounds__are_sealed_each_in_its_batch(office: Any, sealer: Sealer) -> None:
    office.receive(50)
    office.receive(51, "OLD")
    assert sorted(seal(sealer, office, START + HOUR)) == ["OLD", "R1"]
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
