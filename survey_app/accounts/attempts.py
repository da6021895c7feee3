"""How often a password may be guessed: counted in memory, exact because one process serves."""

import threading
from collections import deque
from datetime import datetime, timedelta

TRIES = 10
WITHIN = timedelta(minutes=15)


class Attempts:
    """Failed tries by whatever is guessed at: a user name, or the address guesses come from."""

    def __init__(self) -> None:
        self._failed: dict[str, deque[datetime]] = {}
        self._lock = threading.Lock()

    def blocked(self, of: str, now: datetime) -> bool:
        """Whether ``of`` failed too often lately."""
        with self._lock:
            return len(self._recent(of, now)) >= TRIES

    def failed(self, of: str, now: datetime) -> None:
        """Count one failure."""
        with self._lock:
            if len(self._failed) > 10_000:
                self._failed.clear()  # a flood of made-up names must not fill the memory
            self._recent(of, now).append(now)

    def succeeded(self, of: str) -> None:
        """Forget the failures of ``of``."""
        with self._lock:
            self._failed.pop(of, None)

    def _recent(self, of: str, now: datetime) -> deque[datetime]:
        times = self._failed.setdefault(of, deque(maxlen=TRIES))
        while times and now - times[0] > WITHIN:
            times.popleft()
        return times


# A password is guessed at on the page and on tablets: both are counted together.
SIGN_INS = Attempts()
ENROLMENTS = Attempts()
SECOND_PROOFS = Attempts()
