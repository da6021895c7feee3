"""The server's side of the worker: one run over an upload at a time."""

import contextlib
import subprocess
import sys
import threading
import weakref
from pathlib import Path

from survey_app.errors import Conflict
from survey_app.responses.service.importing.uploads import Upload

_LAST_SECONDS = 10.0


class Runner:
    """Starts the worker and knows whether it still runs; for any thread."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._upload = ""

    def start(self, upload: Upload, what: str, language: str) -> None:
        """Begin to 'examine' or 'import'. Raises Conflict while another run is under way."""
        with self._turn:
            if self._child is not None and self._child.poll() is None:
                raise Conflict("import_is_running")
            self._end()
            upload.put_status({"what": what, "state": "running", "rows": 0, "lines": 0})
            module = "survey_app.responses.service.importing.worker"
            self._child = subprocess.Popen(  # noqa: S603  # our own module on our own interpreter
                [sys.executable, "-m", module, str(self._root.absolute()), upload.id, what, language],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
            )
            self._upload = upload.id
            weakref.finalize(self, _end, self._child)

    def runs(self, upload: Upload) -> bool:
        """Whether the run over ``upload`` is under way."""
        child = self._child
        return child is not None and self._upload == upload.id and child.poll() is None

    def wait(self, seconds: float) -> None:
        """Wait for the end of the run, no longer than that."""
        child = self._child
        if child is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(seconds)

    def stop(self, upload: Upload) -> None:
        """End the run over ``upload``; what it had not stored stays unstored."""
        with self._turn:
            if self.runs(upload):
                self._end()

    def _end(self) -> None:
        if self._child is not None:
            _end(self._child)
            self._child = None


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.stdin is not None:
        with contextlib.suppress(OSError):
            child.stdin.close()
    try:
        child.wait(_LAST_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
