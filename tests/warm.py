"""Child processes that need not load their libraries again: most of what a child costs is Python starting.

A test process keeps one process per kind of child, which has loaded what that kind loads and done nothing
else. It forks when a child is asked for: the fork has the input, output, arguments, folder and environment
of that child alone, limits itself, and runs the module as `python -m` does. A child whose environment is
given is started from nothing, and so are all children of servers that tests start.

    python -m tests.warm MODULE FD
"""

import atexit
import importlib
import json
import os
import runpy
import select
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NoReturn

# Our child processes, with what they load only once they are at work.
KINDS: Final = {
    "forms.workbook.child": ("xlsxwriter",),
    "forms.xlsform.child": ("openpyxl", "pyxform.builder", "pyxform.xls2json", "pyxform.xls2json_backends"),
    "survey_app.accounts.picture": (),
    "survey_app.documents.table_child": ("docx",),
    "survey_app.documents.trial": (),
    "survey_app.findings.child": ("xlsxwriter",),
    "survey_app.findings.papers.child": (),
    "survey_app.inspections.papers.child": (),
    "survey_app.inspections.table_child": (),
    "survey_app.media.child": (),
    "survey_app.responses.service.importing.worker": (),
    "survey_app.responses.service.raw.child": (),
    "survey_app.rounds.paper": ("survey_app.rounds.paper.sheets",),
    "survey_app.rounds.posters": ("survey_app.rounds.posters.sheets",),
    "survey_app.rounds.qr": (),
    "survey_app.spreadsheets.child": ("openpyxl", "openpyxl.worksheet._read_only"),
}
# What these keep out before they load their libraries.
_KEPT_OUT: Final = {"forms.xlsform.child": ("numpy", "lxml"), "survey_app.spreadsheets.child": ("numpy",)}
HOUSE: Final = Path(__file__).parents[1]
_MOST: Final = 1_000_000  # bytes of a question
COLD: Final = subprocess.Popen
_lock = threading.Lock()
_sources: dict[str, socket.socket] = {}


class Popen(subprocess.Popen[Any]):
    """As of the standard library, but a child of one of the `KINDS` is forked."""

    def __init__(self, args: Any, *more: Any, **how: Any) -> None:
        ours = isinstance(args, list) and args[:2] == [sys.executable, "-m"] and args[2] in KINDS
        self._warm = ours and how.get("env") is None and sys.platform == "linux"
        super().__init__(args, *more, **how)

    def _execute_child(self, args: list[str], *more: Any) -> None:
        if not self._warm:
            super()._execute_child(args, *more)  # type: ignore[misc]
            return
        cwd, ends = more[4], more[9:15]  # the last: each stream as the child has it and as we have it
        self._told, tell = os.pipe()
        asked = [args[2:], str(cwd or Path.cwd()), dict(os.environ)]
        streams = [end if end >= 0 else number for number, end in enumerate((ends[0], ends[3], ends[5]))]
        with _lock:
            source = _source(args[2])
        socket.send_fds(source, [json.dumps(asked).encode()], [*streams, tell])
        os.close(tell)
        self.pid = _number(self._told)
        self._child_created = True
        self._close_pipe_fds(*ends)  # type: ignore[attr-defined]

    def _try_wait(self, wait_flags: int) -> tuple[int, int]:
        if not self._warm:
            return super()._try_wait(wait_flags)  # type: ignore[misc, no-any-return]
        if not select.select([self._told], [], [], 0 if wait_flags else None)[0]:
            return 0, 0
        status = _number(self._told)
        os.close(self._told)
        return self.pid, status

    def _internal_poll(self, *more: Any, **how: Any) -> int | None:
        if not self._warm:
            return super()._internal_poll(*more, **how)  # type: ignore[misc, no-any-return]
        if self.returncode is None and self._waitpid_lock.acquire(blocking=False):  # type: ignore[attr-defined]
            with suppress(RuntimeError):
                pid, status = self._try_wait(os.WNOHANG) if self.returncode is None else (0, 0)
                if pid:
                    self._handle_exitstatus(status)  # type: ignore[attr-defined]
            self._waitpid_lock.release()  # type: ignore[attr-defined]
        return self.returncode


def _number(end: int) -> int:
    """The number told next, a line."""
    said = b""
    while not said.endswith(b"\n"):
        said += os.read(end, 1) or b"9\n"  # it was killed before it could tell
    return int(said)


def _source(module: str) -> socket.socket:
    """Where forks of ``module`` are asked for."""
    if module not in _sources:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "tests.warm", module, str(theirs.fileno())]
        process = subprocess.Popen(command, cwd=HOUSE, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
        theirs.close()
        atexit.register(_end, process, ours)
        _sources[module] = ours
    return _sources[module]


def _end(process: "subprocess.Popen[bytes]", source: socket.socket) -> None:
    source.close()
    process.wait()


def serve(module: str, asked: socket.socket) -> None:
    """Fork for whoever asks, until nobody can ask any more."""
    for name in _KEPT_OUT.get(module, ()):
        sys.modules[name] = None  # type: ignore[assignment]
    for name in (module, *KINDS[module]):
        importlib.import_module(name)
    while True:
        words, ends, _, _ = socket.recv_fds(asked, _MOST, 4)
        _bury(os.WNOHANG if words else 0)
        if not words:
            return
        if os.fork() == 0:
            asked.close()
            _watch(json.loads(words), *ends)
        for end in ends:
            os.close(end)


def _bury(how: int) -> None:
    """Wait for all forks, or for those that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, how)[0]:
            pass


def _watch(asked: tuple[list[str], str, dict[str, str]], *ends: int) -> NoReturn:
    """Let a fork do the work; tell its number, then how it ended."""
    *streams, tell = ends
    worker = os.fork()
    if worker == 0:
        os.close(tell)
        for number, end in enumerate(streams):
            os.dup2(end, number)
            os.close(end)
        _work(*asked)
    for end in (*streams, *range(3)):
        os.close(end)
    os.write(tell, b"%d\n" % worker)
    _, status = os.waitpid(worker, 0)
    os.write(tell, b"%d\n" % status)
    os._exit(0)


def _work(words: list[str], cwd: str, environment: dict[str, str]) -> NoReturn:
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.argv = words
    if not hasattr(sys.modules[words[0]], "__path__"):
        del sys.modules[words[0]]
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    sys.exit()


if __name__ == "__main__":
    serve(sys.argv[1], socket.socket(fileno=int(sys.argv[2])))
