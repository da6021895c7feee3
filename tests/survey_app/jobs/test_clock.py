import logging
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from survey_app.jobs import Clock, Task
from survey_app.jobs import clock as jobs_clock


@pytest.fixture(autouse=True)
def _quick_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_clock, "_TICK", 0.01)


def run(*tasks: Task, until: threading.Event) -> None:
    clock = Clock(tasks)
    clock.start()
    assert until.wait(60), "the task never came round"
    clock.stop()


def test_clock__task_that_is_due__is_run_with_the_time_again_and_again() -> None:
    seen: list[datetime] = []
    enough = threading.Event()

    def note(now: datetime) -> None:
        seen.append(now)
        if len(seen) == 3:
            enough.set()

    run(Task("note", timedelta(milliseconds=30), note), until=enough)
    assert seen == sorted(seen)
    assert all(now.tzinfo is UTC for now in seen)
    assert seen[2] - seen[0] >= timedelta(milliseconds=50)


def test_clock__task_that_fails__is_logged_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    failures: list[int] = []
    enough = threading.Event()

    def fail(_: datetime) -> None:
        failures.append(1)
        if len(failures) == 2:
            enough.set()
        raise ValueError("inside the task")

    others: list[datetime] = []
    every = timedelta(milliseconds=10)
    with caplog.at_level(logging.ERROR):
        run(Task("fail", every, fail), Task("other", every, others.append), until=enough)
    assert others
    assert "task fail failed" in caplog.text


def test_clock__task_not_due_yet__waits() -> None:
    seen: list[Any] = []
    clock = Clock([Task("later", timedelta(hours=1), seen.append)])
    clock.start()
    time.sleep(0.1)
    clock.stop()
    assert seen == []


def test_clock__task_that_comes_round_by_the_hour__is_first_run_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_clock, "_FIRST", timedelta(milliseconds=20))
    enough = threading.Event()
    run(Task("hourly", timedelta(hours=1), lambda _: enough.set()), until=enough)


def test_clock__stopped__finishes_the_task_under_way() -> None:
    begun, ended = threading.Event(), threading.Event()

    def slow(_: datetime) -> None:
        begun.set()
        time.sleep(0.2)
        ended.set()

    clock = Clock([Task("slow", timedelta(0), slow)])
    clock.start()
    assert begun.wait(60)
    clock.stop()
    assert ended.is_set()
