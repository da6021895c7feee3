"""The server's side of the worker: one warm child and the answers it gave; few threads wait for it."""

import base64
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from survey_app.errors import Invalid, NotFound, Problem, Unavailable
from survey_app.results.child import Child
from survey_app.results.model import Request

Answer = dict[str, Any]
SECONDS = 60.0
_KEPT = 64
# At most so many server threads compute or wait for their turn: citizens are served by the others.
_INSIDE = 3


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand out."""

    name: str
    content: bytes


class Client:
    """Asks the worker and keeps what it answered; for any thread."""

    def __init__(self, root: Path, seconds: float = SECONDS) -> None:
        self._root = root
        self._seconds = seconds
        self._kept: OrderedDict[tuple[str, Request], Answer] = OrderedDict()
        self._turn = threading.Lock()
        self._inside = threading.BoundedSemaphore(_INSIDE)
        self._child: Child | None = None

    def ask(self, stamp: str, request: Request) -> Answer:
        """The answer to ``request`` on the data that ``stamp`` stands for: its page and its files.

        Raises Unavailable when the worker fails, takes too long or has too many waiting, Invalid for a
        selection that cannot be published.
        """
        key = (stamp, request)
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        with self._waiting():
            return self._kept.get(key) or self._keep(key, self._compute(asdict(request)))

    def file(self, stamp: str, request: Request, name: str) -> File:
        """The file ``name`` of the page of ``request``.

        Raises what `ask` raises, NotFound where the page has no such file.
        """
        answer = self.ask(stamp, request)
        if name not in answer["files"]:
            raise NotFound("no_such_table", table=name)
        return _file(answer["page"]["file_prefix"], request, name, answer["files"][name])

    def report(self, request: Request, now: datetime) -> File:
        """The report of what ``request`` asks for, made anew: it says that it was made at ``now``.

        Raises what `ask` raises.
        """
        with self._waiting():
            answer = self._compute({**asdict(request), "at": now.isoformat()})
        (name, content), *_ = answer["files"].items()
        return _file(answer["file_prefix"], request, name, content)

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        if not self._inside.acquire(blocking=False):
            raise Unavailable("results_busy")
        try:
            with self._turn:
                yield
        finally:
            self._inside.release()

    def close(self) -> None:
        """End the child; the next question starts a new one."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _keep(self, key: tuple[str, Request], answer: Answer) -> Answer:
        self._kept[key] = answer
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)  # the oldest; those of an earlier stamp go this way too
        return answer

    def _compute(self, question: dict[str, str]) -> Answer:
        answer = self._ask_child(question)
        if "refused" in answer:
            raise Invalid([Problem("results_refused", values={"reason": answer["refused"]})])
        if "files" not in answer:
            raise Unavailable("results_failed")
        return answer

    def _ask_child(self, question: dict[str, str]) -> Answer:
        if self._child is None or not self._child.alive:
            self.close()
            self._child = Child(self._root)
        try:
            return self._child.ask(question, self._seconds)
        except Unavailable:
            # It died, or its late answer would be taken for the next question's.
            self.close()
            raise


def _file(prefix: str, request: Request, name: str, content: str) -> File:
    return File(f"{prefix}{request.round}-{name}", base64.b64decode(content))
