"""Stored posts of 25 answers over 16 kept-alive connections, each on disk before it is answered.

Beside them, in the same run: datasette's insert API storing the same 25 values, over a database as SQLite
makes it and over one switched to WAL, and what SQLite itself does with one row a commit and with 16.
"""

import sqlite3
import time
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from statistics import median

from benchmarks import peer
from benchmarks.figures import Figure
from benchmarks.load import Load, form_post, send_all
from benchmarks.office import OUT, add_collector, new_office
from benchmarks.questionnaire import CHOICES
from benchmarks.servers import survey_server
from survey_app.responses import token
from survey_app.store import Store

QUESTIONS = 25
CONNECTIONS = 16
_JOURNALS = ("DELETE", "WAL")
_ROUNDS, _OURS, _THEIRS = 5, 3000, 600  # a few seconds each, in turn
_WARM_UP = 300
_SEE_OTHER, _CREATED = 303, 201
_FLOOR_ROWS = 4000


def run() -> list[Figure]:
    with new_office("posts", QUESTIONS, 1) as opened:
        requests = _requests(opened, add_collector(opened), _ROUNDS * _OURS + _WARM_UP)
    ours: list[Load] = []
    theirs: dict[str, list[Load]] = {journal: [] for journal in _JOURNALS}
    with ExitStack() as running:
        port = running.enter_context(survey_server(OUT / "posts"))
        peers = {
            journal: running.enter_context(peer.serving(OUT / "peer" / journal, QUESTIONS, journal))
            for journal in _JOURNALS
        }
        send_all(port, requests[:_WARM_UP], CONNECTIONS, _SEE_OTHER)
        for other in peers.values():
            send_all(other.port, other.requests(_WARM_UP), CONNECTIONS, _CREATED)
        for start in range(_WARM_UP, len(requests), _OURS):
            ours.append(send_all(port, requests[start : start + _OURS], CONNECTIONS, _SEE_OTHER))
            for journal, other in peers.items():
                theirs[journal].append(send_all(other.port, other.requests(_THEIRS), CONNECTIONS, _CREATED))
    stored = _count(OUT / "posts" / "survey.db", "responses_response")
    if stored != len(requests):
        raise RuntimeError(f"{len(requests)} posts were acknowledged, {stored} are stored")
    return [*_compared(ours, theirs), *_floor()]


def _compared(ours: list[Load], theirs: dict[str, list[Load]]) -> list[Figure]:
    tail = median(load.percentile(0.99) / load.percentile(0.5) for load in ours)
    return [
        *_pace("posts", ours),
        *_pace("datasette as it comes", theirs["DELETE"]),
        *_pace("datasette over WAL", theirs["WAL"]),
        Figure("posts / datasette as it comes", _ratio(ours, theirs["DELETE"]), "x", least=4),
        Figure("posts / datasette over WAL", _ratio(ours, theirs["WAL"]), "x"),
        Figure("p99 / p50 of the posts", tail, "x", most=4),
    ]


def _pace(whose: str, loads: list[Load]) -> list[Figure]:
    return [
        Figure(f"{whose}: stored in a second", median(load.rate for load in loads), "rows/s"),
        Figure(f"{whose}: p50", median(load.percentile(0.5) for load in loads), "ms"),
        Figure(f"{whose}: p99", median(load.percentile(0.99) for load in loads), "ms"),
    ]


def _ratio(ours: list[Load], theirs: list[Load]) -> float:
    """The median over the rounds, each of which had the machine in one state."""
    return median(our.rate / their.rate for our, their in zip(ours, theirs, strict=True))


def _requests(opened: Store, code: str, count: int) -> list[bytes]:
    """Last posts of ``count`` visits: every answer, and each visit's own signed token."""
    key, now = opened.key("signing"), datetime.now(UTC)
    requests = []
    for number in range(count):
        form = token.open_form(code, "1", "vi", now)
        answers = {f"f{place + 1}": CHOICES[(number + place) % len(CHOICES)] for place in range(QUESTIONS)}
        last = {"token": token.sign(form, key), "screen": str(QUESTIONS), "assisted": "none"}
        requests.append(form_post(f"/k/{code}", {**answers, **last}))
    return requests


def _floor() -> list[Figure]:
    """Rows of 25 values a second into SQLite with `synchronous = FULL`: one a commit, and 16."""
    path = OUT / "peer" / "floor.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
        connection.execute(peer.table(QUESTIONS))
        insert = f"INSERT INTO response VALUES (?{', ?' * QUESTIONS})"  # noqa: S608  # constants
        rates = []
        for together in (1, CONNECTIONS):
            rows = list(peer.rows(QUESTIONS, _FLOOR_ROWS))
            started = time.perf_counter()
            for start in range(0, len(rows), together):
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(insert, rows[start : start + together])
                connection.execute("COMMIT")
            rates.append(len(rows) / (time.perf_counter() - started))
    return [
        Figure("floor: SQLite alone, a row a commit", rates[0], "rows/s"),
        Figure(f"floor: SQLite alone, {CONNECTIONS} rows a commit", rates[1], "rows/s"),
    ]


def _count(database: object, table: str) -> int:
    with closing(sqlite3.connect(str(database))) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
