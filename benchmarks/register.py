"""The register with 100,000 recommendations: its pages, its files, and one step, beside bare SQL.

The rows are put in by SQL, each with its log. Server time is measured inside the process, from the request to
the last byte, without the network. The floor asks SQLite the same without the program: which fifty, how many.
"""

import json
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from flask.testing import FlaskClient

from benchmarks import due
from benchmarks.figures import Figure
from benchmarks.office import counter_codes, new_office
from survey_app import store
from survey_app.accounts import service as people
from survey_app.accounts.model import Asker, Person, Role, Scope
from survey_app.app import create_app
from survey_app.findings import service
from survey_app.findings.model import Action, Step
from survey_app.places.model import local_day

_ROWS, _COUNTERS, _CODES = 100_000, 3_000, 40
_MOST_MS, _MOST_STEP_MS, _TIMES, _STEPS = 300, 30, 7, 30
_PASSWORD = "a password for measuring"  # noqa: S105  # of an instance thrown away
_TEXT = "Niêm yết đầy đủ, rõ ràng thủ tục hành chính theo quyết định đã công bố, bản giấy và bản điện tử."
_WAY = (
    ("issue", "found", "issued"),
    ("acknowledge", "issued", "acknowledged"),
    ("report", "acknowledged", "reported"),
    ("pass", "reported", "closed"),
)
_PAGES = {
    "the register": "/findings",
    "its last page": "/findings?page=2000",
    "the overdue, gravest first": "/findings?due=overdue&order=grave",
    "by unit": "/findings?order=unit",
    "of a commune": "/findings?unit=X017",
    "of a year and a code, repeated": "/findings?year=2025&code=TT07&repeat=yes",
    "what is overdue, by unit": "/follow-up",
}
_FLOOR = (
    "SELECT severity, state, count(*) FROM findings_finding GROUP BY severity, state",
    "SELECT * FROM findings_finding ORDER BY found_on DESC, year DESC, number DESC LIMIT 50",
)


def run() -> list[Figure]:
    with new_office("register", questions=1, counters=_COUNTERS) as opened:
        today = local_day(datetime.now(UTC))
        opened.write(lambda db: _fill(db, today))
        app = create_app(opened)
        office, unit = app.test_client(), app.test_client()
        _sign_in(opened, office, Person("measurer", "Người đo", Role.ADMINISTRATOR))
        _sign_in(opened, unit, Person("contact", "Đầu mối", Role.UNIT_CONTACT), "X017")
        floor = _milliseconds(lambda: _asked_barely(opened))
        pages = [
            Figure(f"{what}: server time", _milliseconds(_get(office, path)), "ms", most=_MOST_MS)
            for what, path in _PAGES.items()
        ]
        step, write = _steps(opened), _milliseconds(lambda: opened.write(_touch), _STEPS)
        return [
            *pages,
            Figure(
                "what is asked of a unit", _milliseconds(_get(unit, "/our-findings")), "ms", most=_MOST_MS
            ),
            Figure("a unit's register", _milliseconds(_get(unit, "/findings")), "ms", most=_MOST_MS),
            Figure("floor: bare SQL of the register's first page", floor, "ms"),
            Figure("register / floor", pages[0].value / floor, "x"),
            Figure("indicators of 100,000", _milliseconds(_get(office, "/findings/indicators"), 3), "ms"),
            *due.figures(opened, app, lambda *who: _sign_in(opened, *who), _get, _milliseconds),
            Figure("a state change", step, "ms", most=_MOST_STEP_MS),
            Figure("floor: an empty write, fsync included", write, "ms"),
            Figure(
                "100,000 lines as CSV", _milliseconds(_get(office, "/findings/findings.csv"), 1) / 1000, "s"
            ),
        ]


def _fill(db: store.Database, today: date) -> None:
    """The findings of six years, most of them closed, each with the log of its way."""
    chance = random.Random(6)  # repeatable, not secret
    counters, numbers = counter_codes(_COUNTERS), dict.fromkeys(range(today.year - 7, today.year + 1), 0)
    findings, events = [], []
    for _ in range(_ROWS):
        found_on = today - timedelta(chance.randrange(6 * 365))
        numbers[found_on.year] += 1
        steps = 4 if chance.random() < 0.7 else chance.randrange(4)
        row = _finding(chance, found_on, numbers[found_on.year], chance.choice(counters), steps)
        findings.append(row)
        events += _events(row["id"], found_on, steps)
    names = list(findings[0])
    db.conn.executemany(
        f"INSERT INTO findings_finding ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",  # noqa: S608
        [tuple(row.values()) for row in findings],
    )
    db.conn.executemany("INSERT INTO findings_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", events)


def _finding(chance: random.Random, found_on: date, number: int, unit: str, steps: int) -> dict[str, object]:
    due_on = found_on + timedelta(chance.choice((3, 15, 30, 90)))
    ended = found_on + timedelta(chance.randrange(2, 100))
    above = f"/01/X{int(unit[1:]) // 10:03d}/{unit}/"
    issued = steps > 0
    return {
        "id": str(UUID(int=chance.getrandbits(128))),
        "year": found_on.year,
        "number": number,
        "source": "visit",
        "visit": str(UUID(int=chance.getrandbits(128))),
        "inspection": "",
        "item": f"B{number % 60:02d}",
        "unit": unit,
        "above": above,
        "code": f"TT{chance.randrange(_CODES):02d}",
        "severity": chance.choice(("N1", "N2", "N2", "N3")),
        "statement": json.dumps({"vi": _TEXT}, ensure_ascii=False),
        "legal_basis": "",
        "note": "",
        "photos": "[]",
        "finders": '["lan", "minh"]',
        "team": f"truong{chance.randrange(12)}",
        "found_on": found_on.isoformat(),
        "repeats": str(UUID(int=number)) if chance.random() < 0.1 else "",
        "state": _WAY[steps - 1][2] if issued else "found",
        "revision": steps,
        "told": int(issued),
        "owner": unit,
        "owner_above": above,
        "recommendation": _TEXT if issued else "",
        "issued_on": found_on.isoformat() if issued else "",
        "due_on": due_on.isoformat() if issued else "",
        "first_due_on": due_on.isoformat() if issued else "",
        "ended_on": ended.isoformat() if steps == len(_WAY) else "",
    }


def _events(finding: object, found_on: date, steps: int) -> Iterator[tuple[object, ...]]:
    at = datetime(found_on.year, found_on.month, found_on.day, 3, tzinfo=UTC).isoformat()
    for number, (step, start, end) in enumerate(_WAY[:steps], start=1):
        yield finding, number, at, "lan", step, start, end, "", "[]", json.dumps({"measure": _TEXT})


def _sign_in(opened: store.Store, client: FlaskClient, person: Person, unit: str = "") -> None:
    scopes = [Scope(unit)] if unit else []
    people.add_person(opened, person, _PASSWORD, datetime.now(UTC), scopes)
    page = client.get("/sign-in").text
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    client.post("/sign-in", data={"csrf_token": token, "username": person.username, "password": _PASSWORD})


def _get(client: FlaskClient, path: str) -> Callable[[], None]:
    def get() -> None:
        status = client.get(path).status_code
        assert status == 200, (path, status)

    return get


def _steps(opened: store.Store) -> float:
    """The median of so many findings being issued, each a write of its own."""
    lead, now = Asker("measurer", Role.ADMINISTRATOR), datetime.now(UTC)
    query = "SELECT year, number, revision FROM findings_finding WHERE state = 'found' LIMIT ?"
    found = opened.read().execute(query, [_STEPS]).fetchall()
    took = []
    for year, number, revision in found:
        due_on = local_day(now) + timedelta(30)
        action = Action(Step.ISSUE, revision, text=_TEXT, due_on=due_on)
        started = time.perf_counter()
        service.take_step(opened, lead, f"TT-{year}-{number:04d}", action, now)
        took.append(time.perf_counter() - started)
    return 1000 * statistics.median(took)


def _asked_barely(opened: store.Store) -> None:
    bare = sqlite3.connect(f"file:{opened.instance.root / 'survey.db'}?mode=ro", uri=True)
    for query in _FLOOR:
        bare.execute(query).fetchall()
    bare.close()


def _touch(db: store.Database) -> None:
    store.put_setting(db, "measured", datetime.now(UTC).isoformat())


def _milliseconds(do: Callable[[], None], times: int = _TIMES) -> float:
    """The median of some runs after a first one."""
    do()
    took = []
    for _ in range(times):
        started = time.perf_counter()
        do()
        took.append(time.perf_counter() - started)
    return 1000 * statistics.median(took)
