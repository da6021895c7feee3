"""A server killed under load has stored once whatever it acknowledged, and leaves nothing running."""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from survey_app import store

# `make faults` asks for the long form.
ROUNDS = 60 if os.environ.get("SURVEY_FAULTS") == "full" else 3


def test_kill__whole_group_under_load__what_was_acknowledged_is_stored_once(
    server: Any, crowd: Any, visit: Callable[[], Any], record_testsuite_property: Any
) -> None:
    chance = random.Random(7)  # repeatable moments
    slowest, replayed = 0.0, 0
    for _ in range(ROUNDS):
        slowest = max(slowest, server.start())
        citizen = visit()
        for form in crowd.unanswered:  # nobody knows whether these came in: sent again, they must be there
            status, receipt = citizen.post(form)
            assert status == 303
            crowd.acknowledged[form.uuid] = receipt
        replayed += len(crowd.unanswered)
        crowd.unanswered.clear()
        crowd.begin()
        enough = len(crowd.acknowledged) + 21
        while len(crowd.acknowledged) < enough and not crowd.refused:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 1.2))
        server.kill()
        crowd.end()
        stored = server.stored()
        assert crowd.acknowledged.keys() <= stored
        assert len(stored) <= len(crowd.acknowledged) + len(crowd.unanswered)
    assert crowd.refused == []
    assert len(crowd.acknowledged) > 20 * ROUNDS
    for name, value in (
        ("acknowledged", len(crowd.acknowledged)),
        ("replayed", replayed),
        ("slowest_start", slowest),
    ):
        record_testsuite_property(f"kill_{name}", value)


def test_kill__form_acknowledged_before__gives_the_same_receipt_after(server: Any, visit: Any) -> None:
    server.start()
    form = server.form()
    status, receipt = visit().post(form)
    assert status == 303
    server.kill()
    server.start()
    assert visit().post(form) == (303, receipt)
    assert visit("4").post(form)[0] == 409
    server.kill()
    assert server.stored() == {form.uuid}


@pytest.mark.parametrize("victim", ["starter", "worker"])
def test_kill__one_process_of_the_server__leaves_none_and_frees_the_instance(
    server: Any, visit: Any, victim: str
) -> None:
    server.start()
    starter = server.process.pid
    worker = next(pid for pid in server.members() if pid != starter)
    os.kill(starter if victim == "starter" else worker, signal.SIGKILL)
    server.process.wait(60)
    assert server.ends()
    server.start()
    assert visit().post(server.form())[0] == 303


def test_stop__server_asked_to_end__leaves_everything_in_the_one_file(
    server: Any, visit: Any, tmp_path: Path
) -> None:
    """Whoever copies the file of a stopped server by hand has all of it."""
    server.start()
    forms = [server.form() for _ in range(20)]
    citizen = visit()
    assert [citizen.post(form)[0] for form in forms] == [303] * 20
    server.process.terminate()
    assert server.process.wait(60) == 0
    copy = store.Instance(tmp_path / "copy")
    copy.make_folders_and_keys()
    shutil.copy(server.instance.database, copy.database)
    server.instance = copy
    assert server.stored() == {form.uuid for form in forms}
