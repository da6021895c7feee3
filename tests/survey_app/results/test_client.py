import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from survey_app import store
from survey_app.errors import Unavailable
from survey_app.results.client import Client
from survey_app.results.model import Request

ASKED = Request("R1", "", "", "", "vi")


@pytest.fixture
def client(filled: Any) -> Iterator[Client]:
    made = Client(filled.store.instance.root)
    yield made
    made.close()


def workers(instance: store.Instance) -> list[int]:
    """The processes that compute for ``instance``."""
    mine = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"survey_app.results.worker" in words and str(instance.root.absolute()).encode() in words:
            mine.append(int(folder.name))
    return mine


def wait_until_none(instance: store.Instance, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while workers(instance):
        assert time.monotonic() < until, "the worker lives on"
        time.sleep(0.05)


def test_ask__the_same_again__is_answered_without_the_worker(client: Client, filled: Any) -> None:
    first = client.ask("stamp", ASKED)
    client.close()
    assert client.ask("stamp", ASKED) is first
    assert workers(filled.store.instance) == []


def test_ask__another_stamp__is_computed_anew(client: Client) -> None:
    assert client.ask("one", ASKED) is not client.ask("two", ASKED)


def test_ask__worker_was_killed__starts_another(client: Client, filled: Any) -> None:
    first = client.ask("one", ASKED)
    worker = workers(filled.store.instance)[0]
    os.kill(worker, signal.SIGKILL)
    while len(list(Path(f"/proc/{worker}/task").iterdir())) > 1:
        time.sleep(0.01)  # killed, but not dead before its last thread is
    time.sleep(0.1)
    again = client.ask("two", ASKED)
    made = "results.xlsx"  # it says when it was made
    assert again.pop("files").keys() == first["files"].keys()
    assert made in first.pop("files")
    assert again == first


def test_ask__too_slow__is_unavailable_and_leaves_no_process(filled: Any) -> None:
    hasty = Client(filled.store.instance.root, seconds=0.001)
    with pytest.raises(Unavailable) as raised:
        hasty.ask("stamp", ASKED)
    assert raised.value.problem.code == "results_failed"
    assert workers(filled.store.instance) == []


def test_ask__computation_fails__is_unavailable_and_the_next_one_is_answered(
    client: Client, filled: Any
) -> None:
    client.ask("one", ASKED)
    dataset = filled.store.instance.dataset
    dataset.rename(dataset.with_name("aside"))
    dataset.write_text("a file where the folder should be")
    with pytest.raises(Unavailable) as raised:
        client.ask("two", ASKED)
    assert raised.value.problem.code == "results_failed"
    dataset.unlink()
    assert client.ask("two", ASKED)["page"]["headline"]["n"] == "99"


def test_page__computation_fails__is_a_friendly_503(filled: Any, reader: Any) -> None:
    dataset = filled.store.instance.dataset
    dataset.write_text("a file where the folder should be")
    page = reader.get()
    assert page.status_code == 503
    assert "Phiếu đã nhận vẫn an toàn" in page.text


def test_ask__from_many_threads_at_once__few_wait_and_the_others_are_told(
    client: Client, filled: Any
) -> None:
    outcomes: list[str] = []

    def ask(number: int) -> None:
        try:
            client.ask(f"stamp {number}", ASKED)
            outcomes.append("answered")
        except Unavailable as error:
            outcomes.append(error.problem.code)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    with client._turn:  # nobody is answered before all have asked
        for thread in threads:
            thread.start()
        while len(outcomes) < 5:
            time.sleep(0.01)
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["answered"] * 3 + ["results_busy"] * 5
    assert len(workers(filled.store.instance)) == 1


ASK_AND_WAIT = """
import sys, time
from pathlib import Path
from survey_app.results.client import Client
from survey_app.results.model import Request

client = Client(Path(sys.argv[1]))
client.ask("stamp", Request("R1", "", "", "", "vi"))
print("asked", flush=True)
if sys.argv[2] == "wait":
    time.sleep(60)
"""


@pytest.mark.parametrize("end", ["killed", "returned"])
def test_server__however_it_ends__leaves_no_worker(filled: Any, end: str) -> None:
    root = str(filled.store.instance.root)
    wish = "wait" if end == "killed" else "go"
    command = [sys.executable, "-c", ASK_AND_WAIT, root, wish]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "asked\n"
        if end == "killed":
            server.kill()
    wait_until_none(filled.store.instance)
