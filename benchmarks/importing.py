"""Importing a million rows from CSV, against a floor that only reads the rows and inserts them."""

import csv
import sqlite3
import sys
from pathlib import Path

from benchmarks.costs import cost_of
from benchmarks.figures import Figure
from benchmarks.million import QUESTIONS, ROWS, csv_file, import_into_new_instance
from benchmarks.office import OUT
from benchmarks.questionnaire import item_names

_MOST_SECONDS, _MOST_MEGABYTES = 300, 600


def run() -> list[Figure]:
    file = csv_file()
    ours = import_into_new_instance(file)
    target = OUT / "floor.db"
    target.unlink(missing_ok=True)
    floor = cost_of([sys.executable, "-m", "benchmarks.importing", str(file), str(target)])
    return [
        Figure("import of a million rows", ours.seconds, "s", most=_MOST_SECONDS),
        Figure("its peak memory", ours.megabytes, "MB", most=_MOST_MEGABYTES),
        Figure("steps of progress printed", len(ours.told.splitlines()), "lines", least=2),
        Figure("floor: reading the rows and inserting them", floor.seconds, "s"),
        Figure("import / floor", ours.seconds / floor.seconds, "x"),
        Figure("rows imported in a second", ROWS / ours.seconds, "rows/s"),
    ]


def insert_raw(file: Path, target: Path) -> None:
    """The floor: every row of ``file`` as it stands into a table of ``target``, in one transaction."""
    columns = ["counter", "mode", "completed_at", *item_names(QUESTIONS)]
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"CREATE TABLE response ({', '.join(columns)})")
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        next(reader)
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO response VALUES ({', '.join('?' * len(columns))})", reader)  # noqa: S608
        connection.execute("COMMIT")
    connection.close()


if __name__ == "__main__":
    insert_raw(Path(sys.argv[1]), Path(sys.argv[2]))
