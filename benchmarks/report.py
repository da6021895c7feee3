"""A report of some forty pages: 700 communes, their plot and their table, against the table alone.

The floor is python-docx, the usual way to write Word files from Python, putting the same words into tables
cell by cell: it computes nothing, draws nothing and knows of no template.
"""

import csv
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.costs import Cost, cost_of
from benchmarks.figures import Figure
from benchmarks.office import INSTRUMENT, OUT, ROUND, counter_codes, new_office
from benchmarks.questionnaire import CHOICES, item_names
from benchmarks.servers import BIN

_QUESTIONS, _COMMUNES, _COUNTERS, _EACH = 22, 700, 10, 15
_SHARES = (4, 8, 15, 45, 22, 4, 2)
_INSTANCE = OUT / "report"
_REPORT, _FLOOR = OUT / "report.docx", OUT / "report-floor.docx"
_MOST_SECONDS = 30


def run() -> list[Figure]:
    with new_office(_INSTANCE.name, _QUESTIONS, _COMMUNES * _COUNTERS):
        pass
    _survey("responses", "import", str(_csv_file()), "--instrument", INSTRUMENT, "--round", ROUND)
    _survey("dataset", "build")
    made = _survey("report", "--round", ROUND, "--unit", "01", "--out", str(_REPORT))
    book = _survey("report", "--round", ROUND, "--unit", "01", "--out", str(_REPORT.with_suffix(".xlsx")))
    floor = cost_of([sys.executable, "-m", "benchmarks.report", str(_REPORT), str(_FLOOR)])
    rows, cells, pictures = map(int, floor.printed.split())
    return [
        Figure("`survey report` of 700 communes as .docx", made.seconds, "s", most=_MOST_SECONDS),
        Figure("lines of its tables", rows, "lines"),
        Figure("cells of its tables", cells, "cells"),
        Figure("pictures in it", pictures, "pictures"),
        Figure("its peak memory", made.megabytes, "MB"),
        Figure("the same round as .xlsx", book.seconds, "s", most=_MOST_SECONDS),
        Figure("floor: python-docx reading it and writing its tables", floor.seconds, "s"),
        Figure("report / floor", made.seconds / floor.seconds, "x"),
    ]


def _survey(*words: str) -> Cost:
    return cost_of([str(BIN / "survey"), "--instance", str(_INSTANCE), *words])


def _csv_file() -> Path:
    """Fifteen responses at the first counter of every commune."""
    file = OUT / "report.csv"
    chance = random.Random(1)  # repeatable, not secret
    day = f"{datetime.now(UTC) - timedelta(2):%Y-%m-%d}T09:15"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("counter", "mode", "completed_at", *item_names(_QUESTIONS)))
        for counter in counter_codes(_COMMUNES * _COUNTERS)[::_COUNTERS]:
            for _ in range(_EACH):
                answers = chance.choices(CHOICES, _SHARES, k=_QUESTIONS)
                writer.writerow((counter, "paper_keyed", day, *answers))
    return file


def write_bare(source: Path, target: Path) -> tuple[int, int, int]:
    """The floor: the tables of ``source`` written anew; how many lines, cells and pictures ``source`` has."""
    from docx import Document

    read, written = Document(str(source)), Document()
    rows = cells = 0
    for table in read.tables:
        texts = [["".join(tc.itertext()) for tc in row._tr.tc_lst] for row in table.rows]
        new = written.add_table(rows=0, cols=len(texts[0]))
        for line in texts:
            for cell, text in zip(new.add_row().cells, line, strict=True):
                cell.text = text
        rows += len(texts)
        cells += sum(map(len, texts))
    written.save(str(target))
    return rows, cells, len(read.inline_shapes)


if __name__ == "__main__":
    print(*write_bare(Path(sys.argv[1]), Path(sys.argv[2])))
