"""Small workbooks as the tests write them: rows of cells by column, in any order."""

import csv
from collections.abc import Mapping
from io import StringIO

from forms import Instrument, WorkbookRefused, word_workbook_problem
from forms.compile import NO_FILES, Compiled, compile_sheets
from forms.xlsform.child import convert, read
from forms.xlsform.reading import kind_of, sheets_of

Cells = dict[str, str]
CHOICES: list[Cells] = [
    {"list_name": "yn", "name": "y", "label": "Có", "province": "hn"},
    {"list_name": "yn", "name": "n", "label": "Không"},
    {"list_name": "ward", "name": "w1", "label": "Phường 1", "province": "hn"},
    {"list_name": "ward", "name": "w2", "label": "Phường 2", "province": "hcm"},
]
SETTINGS: Cells = {"form_id": "tiny", "version": "1", "form_title": "T"}


def row(kind: str, name: str = "", **cells: str) -> Cells:
    """A row of the survey sheet; a question is labelled by its name."""
    label = {} if kind.startswith("end") else {"label": name}
    return {"type": kind, "name": name} | label | cells


def workbook(survey: list[Cells], choices: list[Cells] = CHOICES, settings: Cells = SETTINGS) -> bytes:
    """The workbook as a .csv file."""
    stream = StringIO()
    writer = csv.writer(stream)
    for name, rows in {"survey": survey, "choices": choices, "settings": [settings]}.items():
        columns = list(dict.fromkeys(key for cells in rows for key in cells))
        writer.writerow([name])
        writer.writerow(["", *columns])
        writer.writerows([["", *(cells.get(key, "") for key in columns)] for cells in rows])
    return stream.getvalue().encode()


def compile_here(content: bytes, filename: str, files: Mapping[str, bytes] = NO_FILES) -> Compiled:
    """As `compile_workbook` does, but for the process of its own that reads what strangers send."""
    tables = read(content, kind_of(content))
    xform, objection = convert(tables)
    return compile_sheets(sheets_of(tables, objection, xform), filename, files)


def compiled(
    survey: list[Cells],
    choices: list[Cells] = CHOICES,
    settings: Cells = SETTINGS,
    files: Mapping[str, bytes] | None = None,
) -> Compiled:
    """What the workbook compiles to; the instrument comes back equal from its JSON."""
    made = compile_here(workbook(survey, choices, settings), "tiny.csv", files or {})
    assert Instrument.from_json(made.instrument.to_json()).digest == made.instrument.digest
    return made


def refused(
    survey: list[Cells],
    choices: list[Cells] = CHOICES,
    settings: Cells = SETTINGS,
    files: Mapping[str, bytes] | None = None,
) -> dict[str, str]:
    """What is wrong with the workbook: codes by place, each worded in both languages."""
    try:
        compile_here(workbook(survey, choices, settings), "tiny.csv", files or {})
    except WorkbookRefused as fault:
        for problem in (*fault.problems, *fault.warnings):
            for language in ("vi", "en"):
                assert word_workbook_problem(problem, language).startswith(f"{problem.place}: ")
        return {problem.place: problem.code for problem in fault.problems}
    return {}


def warned(made: Compiled) -> set[tuple[str, str]]:
    """Place and code of its warnings, but for lists of CHOICES that its few rows do not use."""
    return {(warning.place, warning.code) for warning in made.warnings if warning.code != "list_unused"}
