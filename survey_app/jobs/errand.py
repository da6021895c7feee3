"""Long work that somebody asked for in the browser: one child process at a time, looked at while it runs."""

import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from survey_app.errors import Conflict

_LAST_LETTERS = 4000
LEFT_OPEN = 3
"""The exit code of a command that did what it was asked and left something for a person to decide."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an errand stands: under way, or how it ended and what it said."""

    running: bool
    code: int
    said: str

    @property
    def well(self) -> bool:
        return not self.running and self.code in (0, LEFT_OPEN)


class Errand:
    """Runs a `survey` command on one instance in the background; the server goes on answering."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._standing: Standing | None = None

    def start(self, *words: str, language: str = "vi") -> None:
        """Begin. Raises Conflict while an earlier one runs."""
        with self._lock:
            if self._standing is not None and self._standing.running:
                raise Conflict("errand_runs")
            self._standing = Standing(running=True, code=0, said="")
        options = ["--instance", str(self._root.absolute()), "--lang", language]
        command = [sys.executable, "-m", "survey_app.cli", *options, *words]
        threading.Thread(target=self._run, args=(command,), name="errand", daemon=True).start()

    def standing(self) -> Standing | None:
        """How the latest errand stands; None when there was none."""
        return self._standing

    def _run(self, command: Sequence[str]) -> None:
        try:
            done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)  # noqa: S603
        except OSError as error:
            self._standing = Standing(running=False, code=1, said=str(error))
        else:
            said = (done.stdout if done.returncode in (0, LEFT_OPEN) else done.stderr).strip()
            self._standing = Standing(running=False, code=done.returncode, said=said[-_LAST_LETTERS:])
