"""How often a password may be guessed: counted in memory, exact because one process serves."""

import threading
from collections import deque
from datetime import datetime, timedelta

TRIES = 10
WITHIN = timedelta(minutes=15)


class Attempts:
    """Failed log-ins by user name."""

    def __init__(self) -> None:
        self._failed: dict[str, deque[datetime]] = {}
        self._lock = threading.Lock()

    def blocked(self, username: str, now: datetime) -> bool:
        """Whether ``username`` failed too often lately."""
        with self._lock:
            return len(self._recent(username, now)) >= TRIES

    def failed(self, username: str, now: datetime) -> None:
        """Count one failure."""
        with self._lock:
            if len(self._failed) > 10_000:
                self._failed.clear()  # a flood of made-up names must not fill the memory
            self._recent(username, now).append(now)

    def succeeded(self, username: str) -> None:
        """Forget the failures of ``username``."""
        with self._lock:
            self._failed.pop(username, None)

    def _recent(self, username: str, now: datetime) -> deque[datetime]:
        times = self._failed.setdefault(username, deque(maxlen=TRIES))
        while times and now - times[0] > WITHIN:
            times.popleft()
        return times
