"""Records of tablets on a real server: sent at once by many, or while it is killed; each is there once."""

import http.client
import json
import os
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from survey_app import store
from survey_app.accounts import service as accounts
from survey_app.accounts.model import Person, Role
from survey_app.accounts.store import devices, people
from survey_app.inspections import service as inspections
from survey_app.inspections.model import NewVisit, Who
from survey_app.instruments import service as instruments
from survey_app.places.model import local_day
from survey_app.rounds import service as rounds

FULL = os.environ.get("SURVEY_FAULTS") == "full"
AT_ONCE = 10_000 if FULL else 200
KILLED_AFTER = (5, 40, 120, 300) if FULL else (15,)
TABLETS = 8


@dataclass
class Field:
    """A server with one visit, and tablets that send parts of it."""

    server: Any
    token: str
    visit: str
    content: dict[str, Any]

    def put(self, connection: http.client.HTTPConnection, uuid: str, content: Any) -> tuple[int, bytes]:
        """Status and body of the answer to one record."""
        headers = {"Authorization": f"Bearer {self.token}", "X-App-Version": "1"}
        connection.request("PUT", f"/api/v1/responses/{uuid}", json.dumps(content).encode(), headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def at_once(self, work: Callable[[http.client.HTTPConnection], None]) -> None:
        """Do ``work`` on every tablet at the same time; a line that breaks ends it there."""

        def run() -> None:
            line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
            with closing(line) as connection, suppress(OSError, http.client.HTTPException):
                work(connection)

        threads = [threading.Thread(target=run) for _ in range(TABLETS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def rows(self, query: str) -> list[Any]:
        """What the database says; first it was found whole."""
        opened = store.open_store(self.server.instance)
        try:
            db = opened.read()
            assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            return db.execute(query).fetchall()  # type: ignore[no-any-return]
        finally:
            opened.close()


@pytest.fixture
def tablets(server: Any) -> Field:
    opened, now = store.open_store(server.instance), datetime.now(UTC)
    try:
        version = instruments.publish_shipped(opened, "counter_check", now)
        device, token = accounts.enrol(opened, accounts.invite(opened, "Máy 1", "an", now), "nowhere", now)
        today, visit = local_day(now), uuid4()

        def furnish(db: store.Database) -> None:
            rounds.add_round(db, "K1", "counter_check", today - timedelta(5), today + timedelta(5))
            people.add(db, Person("an", "An", Role.INSPECTOR), "", now.isoformat())
            devices.keep_proof(db, device.id, "an", now.isoformat())
            new = NewVisit("K1", "Q1", today)
            inspections.make_visit(db, new, Who("an"), visit, today, now)

        opened.write(furnish)
    finally:
        opened.close()
    content = {
        "format": 1,
        "visit": str(visit),
        "new_visit": None,
        "instrument": version.id,
        "version": version.version,
        "digest": version.digest,
        "by": "an",
        "language": "vi",
        "sections": [1],
        "answers": {"B01": "yes"},
        "base": {},
        "files": {},
        "finished": True,
        "clock": {"begun_at": None, "finished_at": None, "offset_seconds": 0, "sequence": 1},
    }
    server.start()
    return Field(server, token, str(visit), content)


def test_record__sent_by_many_at_once__is_there_once_and_answered_alike(tablets: Field) -> None:
    uuid, answers = str(uuid4()), Counter[tuple[int, bytes]]()

    def send(connection: http.client.HTTPConnection) -> None:
        for _ in range(AT_ONCE // TABLETS):
            answers[tablets.put(connection, uuid, tablets.content)] += 1

    tablets.at_once(send)
    assert sum(answers.values()) == AT_ONCE // TABLETS * TABLETS
    assert sum(count for (status, _), count in answers.items() if status == 201) == 1
    assert {status for status, _ in answers} == {200, 201}
    assert len({body for _, body in answers}) == 1
    tablets.server.kill()
    assert len(tablets.rows("SELECT 1 FROM sync_record")) == 1
    assert len(tablets.rows("SELECT 1 FROM inspections_part")) == 1


@pytest.mark.parametrize("after", KILLED_AFTER)
def test_server_killed__while_tablets_send__has_every_record_it_answered_and_each_once(
    tablets: Field, after: int
) -> None:
    sent: dict[str, Any] = {}
    answered: set[str] = set()

    def send(connection: http.client.HTTPConnection) -> None:
        while True:
            uuid = str(uuid4())
            sent[uuid] = {**tablets.content, "answers": {"B01": "yes", "B05_note": uuid}}
            status, _ = tablets.put(connection, uuid, sent[uuid])
            assert status == 201
            answered.add(uuid)
            if len(answered) == after:
                tablets.server.kill()

    tablets.at_once(send)
    assert answered <= {row[0] for row in tablets.rows("SELECT uuid FROM sync_record")}
    tablets.server.start()
    with closing(http.client.HTTPConnection("127.0.0.1", tablets.server.port, timeout=60)) as connection:
        for uuid, content in sent.items():
            assert tablets.put(connection, uuid, content)[0] in (200, 201)
    tablets.server.kill()
    kept = [row[0] for row in tablets.rows("SELECT record FROM inspections_part ORDER BY record")]
    assert kept == sorted(sent)
