"""One thread that runs tasks when they are due."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_LOG = logging.getLogger(__name__)
_TICK = 1.0
# A laptop that is on for half an hour a day must come to what comes round by the hour, too.
_FIRST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Task:
    """Something that comes round: ``run`` is called with the time, every so often."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


class Clock:
    """Runs its tasks one after the other; one that fails is logged and comes round again.

    Each is first due a minute after the start, or sooner when it comes round more often than that.
    """

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._due = {task: datetime.now(UTC) + min(task.every, _FIRST) for task in tasks}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="jobs-clock", daemon=True)

    def start(self) -> None:
        """Begin to tick."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the task under way and tick no more."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(_TICK):
            now = datetime.now(UTC)
            for task, due in self._due.items():
                if now >= due:
                    self._due[task] = now + task.every
                    try:
                        task.run(now)
                    except Exception:
                        _LOG.exception("task %s failed", task.name)
