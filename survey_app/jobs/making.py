"""A file made while the server answers others: by a child process that is asked in JSON and ends with it."""

import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from survey_app.errors import Unavailable

AT_ONCE: Final = 2  # the other threads answer citizens
PATIENCE: Final = 20.0  # seconds; most files take two or three
_WAITING: Final = threading.BoundedSemaphore(2)  # of all makers: who waits holds a thread
_HOUSE = Path(__file__).parents[2]
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes files of one kind, two at once; its first fields are the codes of what can go wrong."""

    busy: str
    late: str
    failed: str
    patience: float = PATIENCE
    _free: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(AT_ONCE), init=False, repr=False
    )

    def make(self, module: str, asked: object, seconds: float) -> bytes:
        """What ``module``, one of our own, writes when it is given ``asked`` as JSON.

        Waits ``patience`` seconds where two others are being made. Raises Unavailable when they still are, or
        when two are waiting already, and when it fails or takes longer than ``seconds``.
        """
        if not self._free.acquire(blocking=False) and not self._wait():
            raise Unavailable(self.busy)
        try:
            made = subprocess.run(  # noqa: S603  # our own module on our own interpreter
                [sys.executable, "-m", module],
                input=json.dumps(asked, ensure_ascii=False).encode(),
                capture_output=True,
                timeout=seconds,
                cwd=_HOUSE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Unavailable(self.late, seconds=int(seconds)) from None
        except OSError as error:
            raise Unavailable(self.failed) from error
        finally:
            self._free.release()
        if made.returncode or not made.stdout:
            _LOG.error("%s: %s", module, made.stderr.decode(errors="replace"))
            raise Unavailable(self.failed)
        return made.stdout

    def _wait(self) -> bool:
        """Whether a place came free and was taken; False too where too many wait already."""
        if not _WAITING.acquire(blocking=False):
            return False
        try:
            return self._free.acquire(timeout=self.patience)
        finally:
            _WAITING.release()
