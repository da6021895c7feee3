"""The child process that examines or imports one upload, so that the server goes on serving.

    python -m survey_app.responses.service.importing.worker ROOT UPLOAD examine|import LANGUAGE

What it does and finds it writes into the upload's status. It ends when its standard input does, so that a
server that was stopped leaves nothing running.
"""

import logging
import os
import signal
import sys
import threading
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from survey_app.errors import Invalid, Problem, SurveyError
from survey_app.responses.service.importing.run import Task, examine_file, import_file
from survey_app.responses.service.importing.uploads import Upload, find_upload
from survey_app.rounds.model import Tier
from survey_app.store import Instance, Store, open_store

_LOG = logging.getLogger(__name__)
_EVERY = 0.5
_NAMED = 20  # units that are no counters


class Report:
    """The status of an upload as it goes on; written now and then."""

    def __init__(self, upload: Upload, what: str, mapping: str) -> None:
        self._upload = upload
        self._told = 0.0
        self._said: dict[str, Any] = {"what": what, "mapping": mapping, "state": "running"}
        self._said |= {"rows": 0, "lines": 0}
        upload.put_status(self._said)

    def begin(self, lines: int) -> "Report":
        """Itself, now that the length of the file is known."""
        self._said["lines"] = lines
        return self

    def __call__(self, rows: int) -> None:
        """Say that so many more rows were read."""
        self._said["rows"] += rows
        if time.monotonic() - self._told > _EVERY:
            self._told = time.monotonic()
            self._upload.put_status(self._said)

    def end(self, state: str, **values: object) -> None:
        """Say how it ended."""
        self._upload.put_status({**self._said, "state": state, **values})


def main(root: Path, id_: str, what: str, language: str) -> None:
    """Do ``what`` with the upload and leave the outcome in its status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    store = open_store(Instance(root))
    upload = find_upload(store.instance, id_, "")
    mapping = upload.mapping
    report = Report(upload, what, mapping.digest if mapping else "")
    try:
        _run(store, upload, what, language, report)
    except SurveyError as error:
        problems = error.problems if isinstance(error, Invalid) else (error.problem,)
        more = error.more if isinstance(error, Invalid) else 0
        report.end("refused", problems=[_plain(problem) for problem in problems], more=more)
    except Exception:
        _LOG.exception("import of upload %s", id_)
        report.end("failed")
    finally:
        store.close()


def _run(store: Store, upload: Upload, what: str, language: str, report: Report) -> None:
    task = Task(
        id=upload.id,
        path=upload.file,
        name=upload.name,
        round=upload.round,
        tier=Tier(upload.tier) if upload.tier else None,
        mapping=upload.mapping,
        by=upload.by,
    )
    now = datetime.now(UTC)
    if what == "import":
        done = import_file(store, task, now, language, report.begin)
        report.end("done", added=done.added, known=done.known)
        upload.discard()
        return
    found = examine_file(store, task, now, language, report.begin)
    report.end(
        "examined",
        taken=found.taken,
        known=found.known,
        refused=found.refused,
        problems=[_plain(problem) for problem in found.problems.listed],
        more=found.problems.more,
        unplaced=[asdict(unit) for unit in found.unplaced[:_NAMED]],
        unplaced_rows=sum(unit.rows for unit in found.unplaced),
    )


def _plain(problem: Problem) -> list[object]:
    return [problem.code, problem.place, dict(problem.values)]


def _end_with_parent() -> None:
    while os.read(0, 1):  # not by way of sys.stdin, whose lock would be held as the interpreter ends
        pass
    os._exit(1)  # the transaction, if one is under way, is rolled back by the next who opens the store


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:5])
