"""Many tablets over lines that break, a server that is killed: each form and photo is there once, whole.

Elsewhere: one record by many at once (test_records.py), lines cut at any place of a file (test_uploads.py),
pictures that are none, clocks that went wrong and revoked tablets (tests/survey_app/sync), browsers that are
killed, full or cleared (tests/browser/test_tablet_outbox.py, test_tablet_storage.py).
"""

import http.client
import io
import json
import os
import random
import re
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from forms import compile_workbook, load_shipped, screens
from survey_app import media, store
from survey_app.accounts import service as accounts
from survey_app.accounts.model import Person, Role
from survey_app.accounts.store import devices, people
from survey_app.instruments import service as instruments
from survey_app.places.model import local_day
from survey_app.rounds import service as rounds
from tests.faults.proxy import Proxy, breaking

FULL = os.environ.get("SURVEY_FAULTS") == "full"
TABLETS, FORMS = (20, 50) if FULL else (4, 5)
KILLS = 20 if FULL else 1
PHOTOS = ("B01_photo", "B02_photo", "C01_photo")
PIECE = 256 * 1024
LIVES = 60_000  # bytes that a line carries at most before it breaks
CHECKLIST = "counter_check"


@dataclass
class Tablet:
    """Speaks with the server as the app does, over a line that breaks."""

    proxy: Proxy
    token: str
    chance: random.Random
    line: http.client.HTTPConnection | None = None
    broken: int = 0

    def send(self, uuid: str, body: bytes, photos: list[bytes]) -> None:
        """Return once the record and its photos were taken; now and then they are sent although they were."""
        for _ in range(self.chance.choice((1, 1, 1, 2))):
            self._until_done(lambda: self._record(uuid, body))
            for photo in photos:
                self._until_done(lambda photo=photo: self._file(photo))  # type: ignore[misc]

    def _until_done(self, step: Any) -> None:
        end = time.monotonic() + 300
        while time.monotonic() < end:
            try:
                if step():
                    return
            except (OSError, http.client.HTTPException):
                self.broken += 1
                self.hang_up()
            time.sleep(self.chance.uniform(0.01, 0.1))
        raise AssertionError("not taken within five minutes")

    def _record(self, uuid: str, body: bytes) -> bool:
        status, _, said = self._ask("PUT", f"/api/v1/responses/{uuid}", body)
        receipt = json.loads(said) if status in (200, 201) else {}
        assert status in (200, 201, 503), (status, said)
        return (receipt.get("id"), receipt.get("digest")) == (uuid, sha256(body).hexdigest())

    def _file(self, content: bytes) -> bool:
        path = f"/api/v1/files/{sha256(content).hexdigest()}"
        status, headers, _ = self._ask("HEAD", path)
        if headers.get("Upload-Complete") == "?1":
            return True
        assert status in (200, 404, 503), status
        offset = int(headers.get("Upload-Offset", 0))
        said = {"Upload-Offset": str(offset), "Upload-Length": str(len(content))}
        status, headers, told = self._ask("PATCH", path, content[offset : offset + PIECE], said)
        assert status in (201, 204, 409, 503), (status, told)
        return status == 201

    def _ask(self, method: str, path: str, body: bytes = b"", said: Any = None) -> tuple[int, Any, bytes]:
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.proxy.port, timeout=60)
        headers = {"Authorization": f"Bearer {self.token}", "X-App-Version": "1", **(said or {})}
        self.line.request(method, path, body or None, headers)
        answer = self.line.getresponse()
        return answer.status, answer.headers, answer.read()

    def hang_up(self) -> None:
        """Close the line; the next request opens another."""
        if self.line is not None:
            self.line.close()
        self.line = None


@dataclass
class Team:
    """Tablets in the field, and all they have sent."""

    server: Any
    proxy: Proxy
    tablets: list[Tablet]
    instrument: Any
    visits: set[str] = field(default_factory=set)
    photos: set[str] = field(default_factory=set)
    faults: list[BaseException] = field(default_factory=list)

    def work(self) -> list[threading.Thread]:
        """Every tablet begins to send its forms."""
        threads = [threading.Thread(target=self._one, args=(tablet,)) for tablet in self.tablets]
        for thread in threads:
            thread.start()
        return threads

    def _one(self, tablet: Tablet) -> None:
        try:
            for _ in range(FORMS):
                content, photos = self._form(tablet.chance)
                self.visits.add(content["visit"])
                self.photos |= {sha256(photo).hexdigest() for photo in photos}
                tablet.send(str(uuid4()), json.dumps(content).encode(), photos)
        except BaseException as fault:  # told in the test's own thread
            self.faults.append(fault)

    def _form(self, chance: random.Random) -> tuple[dict[str, Any], list[bytes]]:
        """A visit made and filled in on a tablet, and its photos."""
        photos = [noise(chance) for _ in PHOTOS]
        digests = [sha256(photo).hexdigest() for photo in photos]
        now = datetime.now(UTC).isoformat()
        taken = {"taken_at": now, "caption": "", "place": None}
        said = [
            {"digest": digest, "bytes": len(photo), "type": "image/jpeg", **taken}
            for digest, photo in zip(digests, photos, strict=True)
        ]
        answers = {place: f"{digest}.jpg" for place, digest in zip(PHOTOS, digests, strict=True)}
        asked = [screen.number for screen in screens(self.instrument)]
        day = local_day(datetime.now(UTC)).isoformat()
        content = {
            "format": 1,
            "visit": str(uuid4()),
            "new_visit": {"round": "K1", "unit": "Q1", "day": day, "inspectors": ["an"]},
            "instrument": self.instrument.id,
            "version": self.instrument.version,
            "digest": self.instrument.digest,
            "by": "an",
            "language": "vi",
            "sections": asked,
            "answers": {"B01": "yes", **answers},
            "base": {},
            "files": dict(zip(PHOTOS, said, strict=True)),
            "finished": True,
            "clock": {"begun_at": now, "finished_at": now, "offset_seconds": 0, "sequence": 1},
        }
        return content, photos


def noise(chance: random.Random) -> bytes:
    """A photo like no other."""
    side, out = chance.randint(40, 160), io.BytesIO()
    Image.frombytes("RGB", (side, side), chance.randbytes(3 * side * side)).save(out, "JPEG", quality=85)
    return out.getvalue()


@pytest.fixture
def team(server: Any) -> Iterator[Team]:
    now = datetime.now(UTC)
    today = local_day(now)
    with closing(store.open_store(server.instance)) as opened:
        instruments.publish_shipped(opened, CHECKLIST, now)
        tokens = {
            device.id: token
            for device, token in (
                accounts.enrol(opened, accounts.invite(opened, f"Máy {number}", "an", now), "nowhere", now)
                for number in range(TABLETS)
            )
        }

        def furnish(db: store.Database) -> None:
            rounds.add_round(db, "K1", CHECKLIST, today - timedelta(5), today + timedelta(5))
            people.add(db, Person("an", "An", Role.INSPECTOR), "", now.isoformat())
            for device in tokens:
                devices.keep_proof(db, device, "an", now.isoformat())

        opened.write(furnish)
    server.start()
    proxy = Proxy(server.port, breaking(random.Random(3), LIVES))
    chances = random.Random(5)
    instrument = compile_workbook(load_shipped(CHECKLIST), f"{CHECKLIST}.md").instrument
    tablets = [Tablet(proxy, token, random.Random(chances.random())) for token in tokens.values()]
    yield Team(server, proxy, tablets, instrument)
    proxy.close()
    for tablet in tablets:
        tablet.hang_up()


def republish(server: Any, version: str) -> None:
    """Publish the checklist again while tablets fill in the one they know."""
    source = load_shipped(CHECKLIST).decode()
    head, settings = source.split("| settings", 1)
    changed = head + "| settings" + re.sub(r"\| \d+ ", f"| {version} ", settings, count=1)
    compiled = compile_workbook(changed.encode(), f"{CHECKLIST}.md")
    assert compiled.instrument.version == version
    with closing(store.open_store(server.instance)) as opened:
        opened.write(
            lambda db: instruments.publish(
                db, compiled, changed.encode(), f"{CHECKLIST}.md", datetime.now(UTC)
            )
        )


def test_tablets__over_lines_that_break_and_a_server_that_is_killed__leave_each_form_and_photo_once(
    team: Team, record_testsuite_property: Any
) -> None:
    threads = team.work()
    chance = random.Random(11)
    for kill in range(KILLS):
        team_sent = (kill + 1) * TABLETS * FORMS // (KILLS + 1)
        while len(team.visits) < team_sent and any(thread.is_alive() for thread in threads):
            time.sleep(0.05)
        time.sleep(chance.uniform(0, 0.5))
        team.server.kill()
        team.proxy.cut()
        team.server.start()
        team.proxy.target = team.server.port
    for version in ("8", "9"):
        republish(team.server, version)
    for thread in threads:
        thread.join()
    assert team.faults == []
    check(team)
    for name, value in (("forms", len(team.visits)), ("photos", len(team.photos))):
        record_testsuite_property(f"tablets_{name}", value)
    record_testsuite_property("tablets_lines_broken", sum(tablet.broken for tablet in team.tablets))


def check(team: Team) -> None:
    """Everything the tablets sent is there once, every visit handed in, the database whole."""
    assert len(team.visits) == TABLETS * FORMS
    assert len(team.photos) == TABLETS * FORMS * len(PHOTOS)
    with suppress(ProcessLookupError):
        team.server.kill()
    assert team.server.stored() == team.visits
    with closing(store.open_store(team.server.instance)) as opened:
        db = opened.read()
        records = [row[0] for row in db.execute("SELECT visit FROM sync_record WHERE state = 'stored'")]
        assert sorted(records) == sorted(team.visits)
        states = db.execute("SELECT state, count(*) FROM inspections_visit GROUP BY state").fetchall()
        assert [tuple(row) for row in states] == [("submitted", len(team.visits))]
        files = [row[0] for row in db.execute("SELECT digest FROM sync_file WHERE name IS NOT NULL")]
        assert sorted(files) == sorted(team.photos)
        captures = db.execute("SELECT visit, count(*) FROM inspections_capture GROUP BY visit").fetchall()
        assert {row[0]: row[1] for row in captures} == dict.fromkeys(team.visits, len(PHOTOS))
        kept = {row[0] for row in db.execute("SELECT name FROM inspections_capture")}
        for name in kept:
            assert sha256(media.kept(opened, name)).hexdigest() == name.partition(".")[0]
