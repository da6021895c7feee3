"""The process that computes results: a question a line on stdin, its answer a line on stdout.

It holds pandas, DuckDB and the dataset so that the serving process does not; it ends when stdin does, so a
server that was killed leaves nothing behind. A question is a `Request` in JSON; with ``at``, the moment it is
asked, it is for the round's report.
"""

import json
import logging
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis import AnalysisError
from analysis.dataset import read
from survey_app.results.dataset import bring_up_to_date
from survey_app.results.model import Request
from survey_app.results.page import answer, find
from survey_app.store import Instance, Store, open_store
from wording import say

_LOG = logging.getLogger(__name__)


def main(root: Path) -> None:
    """Answer until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then closes our stdin
    answers, sys.stdout = sys.stdout, sys.stderr  # a stray print must not pass for an answer
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # it is a text stream
    answers.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    store = open_store(Instance(root))
    for line in sys.stdin:
        answers.write(json.dumps(_answer(store, json.loads(line)), ensure_ascii=False) + "\n")
        answers.flush()
    store.close()


def _answer(store: Store, question: dict[str, str]) -> dict[str, Any]:
    at = question.pop("at", "")
    request = Request(**question)
    try:
        digest = bring_up_to_date(store, store.instance.dataset)
        found = find(store.read(), read([store.instance.dataset]), request)
        if not at:
            return answer(found, digest, datetime.now(UTC))
        # Loaded when one is asked for: pages do not need what writes documents.
        from survey_app.results.report import report

        return report(store.read(), found, digest, datetime.fromisoformat(at))
    except AnalysisError as error:
        reasons = [
            say(request.language, f"analysis.{problem.code}", **{"place": problem.place, **problem.values})
            for problem in error.problems
        ]
        return {"refused": " ".join(reasons)}
    except Exception:
        _LOG.exception("results of %s", request)
        return {}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
