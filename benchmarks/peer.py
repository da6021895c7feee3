"""Datasette's insert API, the general way to post rows into SQLite over HTTP that ours is compared with."""

import json
import shutil
import sqlite3
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import json_post
from benchmarks.questionnaire import CHOICES, item_names
from benchmarks.servers import BIN, free_port, running

_SECRET = "measured"  # noqa: S105  # of a server that lives for a minute


@dataclass(frozen=True, slots=True)
class Peer:
    """A running datasette with an empty table of so many ``questions``."""

    port: int
    token: str
    questions: int

    def requests(self, count: int) -> list[bytes]:
        """Inserts of ``count`` new rows, one a request."""
        names = ["uuid", *item_names(self.questions)]
        documents = (
            json.dumps({"row": dict(zip(names, row, strict=True))}) for row in rows(self.questions, count)
        )
        return [json_post("/survey/response/-/insert", document, self.token) for document in documents]


@contextmanager
def serving(folder: Path, questions: int, journal: str) -> Iterator[Peer]:
    """Datasette over a new database in ``folder``; ``journal`` is SQLite's journal mode.

    A new database has 'DELETE'; with 'WAL', which somebody has to switch on, datasette inserts faster.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    database = folder / "survey.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute(table(questions))
    datasette, port = str(BIN / "datasette"), free_port()
    token = subprocess.check_output([datasette, "create-token", "root", "--secret", _SECRET], text=True)
    command = [datasette, "serve", str(database), "--root", "--secret", _SECRET, "--port", str(port)]
    with running(command, port):
        yield Peer(port, token.strip(), questions)


def table(questions: int) -> str:
    """The table both SQLite alone and datasette fill."""
    return f"CREATE TABLE response (uuid TEXT PRIMARY KEY, {', '.join(item_names(questions))})"


def rows(questions: int, count: int) -> Iterator[tuple[str, ...]]:
    """``count`` rows: a new id and an answer to each question."""
    for number in range(count):
        answers = (CHOICES[(number + place) % len(CHOICES)] for place in range(questions))
        yield (str(uuid.uuid4()), *answers)
