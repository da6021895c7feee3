"""The evening of a field day: records of twenty tablets at once, and photos over a slow line that breaks.

The line of 1 Mbit/s breaks every 30 s. Some photos are sent over it; what four and forty visits of 60 photos
take is reckoned from that.
"""

import http.client
import io
import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

from PIL import Image

from benchmarks.figures import Figure
from benchmarks.office import counter_codes, new_office
from benchmarks.servers import survey_server
from forms import Instrument, compile_workbook, load_shipped, screens
from survey_app import store
from survey_app.accounts import service as people
from survey_app.accounts.model import Person, Role
from survey_app.instruments import service as instruments
from survey_app.places.model import local_day
from survey_app.rounds import service as rounds
from tests.faults.proxy import Proxy

_TABLETS, _RECORDS = 20, 1_000
_MOST_MS, _MOST_SENT = 200, 1.1
_RATE, _BREAKS = 1e6 / 8, 30  # bytes a second; seconds from one break to the next
_PHOTOS, _SIDES, _GRAIN, _QUALITY = 15, (1600, 1200), (400, 300), 80
_PAUSE = 1  # seconds before a broken line is tried again
_PHOTOS_OF_A_VISIT = 60
_PIECE = 256 * 1024
_FORM, _ROUND, _PASSWORD = "counter_check", "checks", "a password for measuring"


def run() -> list[Figure]:
    """Times of records sent by many tablets; bytes and time of photos over a bad line."""
    with new_office("field", 5, 20) as opened:
        instrument, tokens = _furnish(opened)
        with survey_server(opened.instance.root) as port:
            times = _records(port, tokens, instrument)
            line = _Line(port, tokens[0])
            line.send_all(_photos())
    size = sum(line.sizes)
    visit = line.seconds * _PHOTOS_OF_A_VISIT / _PHOTOS
    return [
        Figure(f"{_RECORDS} records of {_TABLETS} tablets: p99", _p99(times), "ms", most=_MOST_MS),
        Figure("the same: median", 1000 * sorted(times)[len(times) // 2], "ms"),
        Figure(f"{_PHOTOS} photos: their size", size / 1e6, "MB"),
        Figure("... over 1 Mbit/s broken every 30 s: breaks", line.breaks, "times"),
        Figure("... bytes on the line / their size", line.carried / size, "", most=_MOST_SENT),
        Figure("... 4 visits of 60 photos, reckoned", 4 * visit / 60, "minutes"),
        Figure("... 40 visits of 60 photos, reckoned", 40 * visit / 3600, "hours"),
    ]


def _furnish(opened: store.Store) -> tuple[Instrument, list[str]]:
    """A round of the checklist, and tablets on which the inspector is known."""
    source, now = load_shipped(_FORM), datetime.now(UTC)
    compiled, today = compile_workbook(source, f"{_FORM}.md"), local_day(now)
    people.add_person(opened, Person("measurer", "Người đo", Role.INSPECTOR), _PASSWORD, now)

    def work(db: store.Database) -> None:
        instruments.publish(db, compiled, source, f"{_FORM}.md", now)
        rounds.add_round(db, _ROUND, _FORM, today, today + timedelta(30))

    opened.write(work)
    tokens = []
    for number in range(_TABLETS):
        code = people.invite(opened, f"Máy {number}", "measurer", now)
        device, token = people.enrol(opened, code, "here", now)
        people.prove(opened, device.id, "measurer", _PASSWORD, now)
        tokens.append(token)
    return compiled.instrument, tokens


def _records(port: int, tokens: list[str], instrument: Instrument) -> list[float]:
    """Seconds each record took, sent by all tablets at the same time."""
    times: list[float] = []

    def send(token: str) -> None:
        headers = {"Authorization": f"Bearer {token}", "X-App-Version": "1"}
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
            for _ in range(_RECORDS // _TABLETS):
                body = json.dumps(_record(instrument)).encode()
                begun = time.perf_counter()
                line.request("PUT", f"/api/v1/responses/{uuid4()}", body, headers)
                answer = line.getresponse()
                answer.read()
                times.append(time.perf_counter() - begun)
                assert answer.status == 201, answer.status

    threads = [threading.Thread(target=send, args=(token,)) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(times) == _RECORDS
    return times


def _record(instrument: Instrument) -> dict[str, object]:
    """A visit made and filled in on a tablet, every choice answered; it is handed in when it comes."""
    now = datetime.now(UTC)
    chosen = {item.name: instrument.choices(item)[0].name for item in instrument.items if item.list_name}
    return {
        "format": 1,
        "visit": str(uuid4()),
        "new_visit": {
            "round": _ROUND,
            "unit": counter_codes(1)[0],
            "day": local_day(now).isoformat(),
            "inspectors": ["measurer"],
        },
        "instrument": instrument.id,
        "version": instrument.version,
        "digest": instrument.digest,
        "by": "measurer",
        "language": "vi",
        "sections": [screen.number for screen in screens(instrument)],
        "answers": chosen,
        "base": {},
        "files": {},
        "finished": True,
        "clock": {
            "begun_at": now.isoformat(),
            "finished_at": now.isoformat(),
            "offset_seconds": 0,
            "sequence": 1,
        },
    }


@dataclass
class _Line:
    """Sends files as the app does, over a line that is slow and breaks."""

    port: int
    token: str
    sizes: list[int] = field(default_factory=list)
    seconds: float = 0
    breaks: int = 0
    carried: int = 0

    def send_all(self, photos: Iterator[bytes]) -> None:
        """Send ``photos`` one after the other; what they took stands here afterwards."""
        proxy, done = Proxy(self.port, rate=_RATE), threading.Event()
        breaker = threading.Thread(target=self._break, args=(proxy, done))
        breaker.start()
        begun = time.monotonic()
        try:
            for photo in photos:
                self.sizes.append(len(photo))
                while not self._tried(proxy, photo):
                    time.sleep(_PAUSE)
        finally:
            done.set()
            breaker.join()
            proxy.close()
        self.seconds, self.carried = time.monotonic() - begun, proxy.sent

    def _break(self, proxy: Proxy, done: threading.Event) -> None:
        while not done.wait(_BREAKS):
            self.breaks += 1
            proxy.cut()

    def _tried(self, proxy: Proxy, photo: bytes) -> bool:
        """Whether a file is whole after one try, which begins where the server says."""
        path, headers = (
            f"/api/v1/files/{sha256(photo).hexdigest()}",
            {"Authorization": f"Bearer {self.token}"},
        )
        with closing(http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=60)) as line:
            try:
                line.request("HEAD", path, headers=headers)
                answer = line.getresponse()
                answer.read()
                offset = int(answer.headers.get("Upload-Offset", 0))
                while offset < len(photo):
                    said = {"Upload-Offset": str(offset), "Upload-Length": str(len(photo))}
                    line.request("PATCH", path, photo[offset : offset + _PIECE], headers | said)
                    answer = line.getresponse()
                    answer.read()
                    offset = int(answer.headers["Upload-Offset"])
            except (OSError, http.client.HTTPException):
                return False
        return True


def _photos() -> Iterator[bytes]:
    """Photos as large as a tablet sends them, each another."""
    chance = random.Random(7)
    for _ in range(_PHOTOS):
        grain = Image.frombytes("L", _GRAIN, chance.randbytes(_GRAIN[0] * _GRAIN[1]))
        stream = io.BytesIO()
        grain.resize(_SIDES).convert("RGB").save(stream, "JPEG", quality=_QUALITY)
        yield stream.getvalue()


def _p99(times: list[float]) -> float:
    return 1000 * sorted(times)[int(0.99 * len(times))]
