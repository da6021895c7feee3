"""The lock that lets one process at a time write to an instance's database."""

import os
import sys
import time
from pathlib import Path
from types import TracebackType

from survey_app.errors import Unavailable

_POLL = 0.005


class WriteLock:
    """Held for a transaction or a checkpoint; for one thread at a time.

    It is taken for every commit, so its file stays open: opening and closing it each time, as a general lock
    does, costs a server a quarter of all its computing. The file is opened at the first use, which must come
    after any fork: a child that inherits it shares the lock.
    """

    def __init__(self, path: Path, seconds: float) -> None:
        self._path, self._seconds = path, seconds
        self._descriptor: int | None = None

    def __enter__(self) -> None:
        """Wait for the lock. Raises Unavailable when another process keeps it for too long."""
        if self._descriptor is None:
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        end = time.monotonic() + self._seconds
        while not _take(self._descriptor):
            if time.monotonic() > end:
                raise Unavailable("store_locked", detail=str(self._path))
            time.sleep(_POLL)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._descriptor is not None:
            _give_back(self._descriptor)

    def close(self) -> None:
        """Close the file; the lock can be used again."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _give_back(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give_back(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
