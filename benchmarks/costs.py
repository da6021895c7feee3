"""What a command costs: the wall clock and the peak memory of a process of its own."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass

_A_MEGABYTE = 1024**2 if sys.platform == "darwin" else 1024  # in the units of `ru_maxrss`


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds from start to end, megabytes of memory at most, what came on stdout and on stderr."""

    seconds: float
    megabytes: float
    printed: str
    told: str


def cost_of(command: Sequence[str]) -> Cost:
    """What running ``command`` took. Raises CalledProcessError when it fails.

    A process is charged with the memory of the one that started it until it has loaded its own program, so
    a benchmark that measures memory must stay small itself: it loads neither pandas nor DuckDB.
    """
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryFile("w+") as told:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=printed, stderr=told)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        for stream in (printed, told):
            stream.seek(0)
        cost = Cost(seconds, usage.ru_maxrss / _A_MEGABYTE, printed.read(), told.read())
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, cost.printed, cost.told)
    return cost
