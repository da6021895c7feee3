"""Durable before the answer: no receipt leaves the server before what it acknowledges was synced.

Killing a process cannot show this, for the kernel keeps what was written; the order of system calls does.
"""

import re
import shutil
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

ANSWERS = 40
CALLS = "trace=write,writev,sendto,sendmsg,pwrite64,pwritev,fdatasync,fsync"
LINE = re.compile(r"^(?P<pid>\d+) +(?:<\.\.\. )?(?P<call>\w+)(?P<rest>.*)$")


def out_of_order(trace: Iterable[str]) -> tuple[int, int]:
    """How many receipts were sent, and how many while something in the log was not yet synced.

    Only for one citizen at a time: the log is then silent between a commit and its receipt.
    """
    sent = early = 0
    waiting, written = set(), False
    for line in trace:
        match = LINE.match(line)
        if match is None:
            continue
        pid, call, rest = match["pid"], match["call"], match["rest"]
        in_log = "survey.db-wal>" in rest
        if call.startswith("pwrite") and in_log:
            written = True
        elif call in {"fdatasync", "fsync"} and in_log and "unfinished" in rest:
            waiting.add(pid)
        elif call in {"fdatasync", "fsync"} and (in_log or pid in waiting):
            waiting.discard(pid)
            written = False
        elif "HTTP/1.1 303" in rest:
            sent += 1
            early += written
    return sent, early


def test_out_of_order__made_up_traces__are_told_apart() -> None:
    write = '7 pwrite64(9</x/survey.db-wal>, "a"..., 4120, 32) = 4120'
    sync = "7 fdatasync(9</x/survey.db-wal>) = 0"
    halves = ["7 fdatasync(9</x/survey.db-wal> <unfinished ...>", "7 <... fdatasync resumed>) = 0"]
    answer = '8 sendto(11<TCP:[1]>, "HTTP/1.1 303 See Other\\r\\n"..., 300, 0, NULL, 0) = 300'
    assert out_of_order([write, sync, answer]) == (1, 0)
    assert out_of_order([write, *halves, answer]) == (1, 0)
    assert out_of_order([write, answer, sync]) == (1, 1)
    assert out_of_order([write, halves[0], answer, halves[1]]) == (1, 1)
    assert out_of_order([write, sync, write, answer]) == (1, 1)
    assert out_of_order([write, "7 fdatasync(9</x/survey.db>) = 0", answer]) == (1, 1)


def test_receipt__of_every_response__leaves_after_the_log_was_synced(
    server: Any, visit: Any, tmp_path: Path
) -> None:
    strace = shutil.which("strace")
    if strace is None or subprocess.run([strace, "-o", tmp_path / "probe", "true"]).returncode:
        pytest.skip("strace is missing or may not trace here: the order of system calls was not looked at")
    trace = tmp_path / "trace"
    server.start(strace, "-f", "-y", "-s", "32", "-e", CALLS, "-o", str(trace))
    citizen = visit()
    for _ in range(ANSWERS):
        assert citizen.post(server.form())[0] == 303
    server.kill()
    time.sleep(0.1)
    assert out_of_order(trace.read_text("utf-8", "replace").splitlines()) == (ANSWERS, 0)
