"""The child process that computes: started, asked line by line, ended."""

import contextlib
import json
import queue
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from typing import IO, Any

from survey_app.errors import Unavailable

_LAST_SECONDS = 5.0


class Child:
    """A running worker over one instance, asked one question at a time.

    It ends with `end`, when nobody holds it any more, and when this process ends in whatever way.
    """

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603  # our own module on our own interpreter
            [sys.executable, "-m", "survey_app.results.worker", str(root.absolute())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        reader = threading.Thread(
            target=_read, args=(self._process.stdout, self._lines), name="results-reader", daemon=True
        )
        reader.start()
        self.end = weakref.finalize(self, _end, self._process, reader)

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def ask(self, question: dict[str, str], seconds: float) -> dict[str, Any]:
        """The worker's answer. Raises Unavailable when it died or took longer than ``seconds``."""
        try:
            _write(self._process.stdin, json.dumps(question, ensure_ascii=False))
            line = self._lines.get(timeout=seconds)
        except (OSError, queue.Empty):
            line = ""
        if not line:
            raise Unavailable("results_failed")
        answer: dict[str, Any] = json.loads(line)
        return answer


def _write(stream: IO[str] | None, line: str) -> None:
    if stream is not None:
        stream.write(line + "\n")
        stream.flush()


def _read(stream: IO[str] | None, lines: "queue.SimpleQueue[str]") -> None:
    if stream is not None:
        with stream:
            for line in stream:
                lines.put(line)
    lines.put("")  # the process has ended: nobody must wait for its answer


def _end(process: "subprocess.Popen[str]", reader: threading.Thread) -> None:
    if process.stdin is not None:
        with contextlib.suppress(OSError):  # it died with a question unread
            process.stdin.close()
    try:
        process.wait(_LAST_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    reader.join()
