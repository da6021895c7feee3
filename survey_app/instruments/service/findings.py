"""What was found about a form, told in a language; and what only the published versions can say of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from forms import Instrument, advice
from forms.gate.cells import Cells
from forms.gate.series import say_effect, say_warned
from survey_app.errors import Problem
from survey_app.instruments.attachments import missing_files, needed_by
from survey_app.instruments.model import Finding
from survey_app.instruments.service.changes import warned_since
from survey_app.instruments.service.methods import taken_methods
from survey_app.instruments.service.versions import overfull, same_version, taken_name
from survey_app.store import Database
from wording import say

_CELL = re.compile(r"(?P<sheet>[^!]+)!(?P<column>[A-Z]+)(?P<row>\d+)")
_SHEETS = ("survey", "choices", "settings", "methods")
_UNTRANSLATED = frozenset({"label_language", "text_language", "audio_language", "image_language"})
KINDS: Final = ("error", "warning", "language")


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in words: its kind (one of KINDS), the sheet or file, row (0 for none) and column if any,
    what stands there, what is wrong and what to do where that is another sentence."""

    code: str
    kind: str
    sheet: str
    row: int
    column: str
    found: str
    message: str
    advice: str

    @property
    def place(self) -> str:
        """The cell as a spreadsheet names it ('survey!C7'), or the file."""
        return f"{self.sheet}!{self.column}{self.row}" if self.row else self.sheet


def told(findings: Iterable[Finding], language: str) -> list[FindingLine]:
    """The findings in words: errors first, each kind by its place."""
    lines = [_told(found, language) for found in findings]
    return sorted(lines, key=lambda line: (line.kind != "error", *_order(line)))


def against_published(db: Database, instrument: Instrument, cells: Cells) -> list[Finding]:
    """What the versions published before say against the form; nothing when it is one of them."""
    if same_version(db, instrument) is not None:
        return []
    named = [_at(problem, cells.place("settings", (), "version")) for problem in taken_name(db, instrument)]
    full = [
        _at(problem, cells.place("survey", (problem.place,), "type")) for problem in overfull(db, instrument)
    ]
    taken = [
        _at(problem, cells.place("methods", (str(problem.values["method"]).partition("@")[0],), "version"))
        for problem in taken_methods(db, instrument)
    ]
    return [*map(_grave, [*named, *full, *taken]), *warned_since(db, instrument, cells)]


def unsent_files(instrument: Instrument, sent: Iterable[str]) -> list[Finding]:
    """A grave finding for each file the form names that did not come with it."""
    return [_grave(problem) for problem in missing_files(needed_by(instrument), sent)]


def _at(problem: Problem, place: str) -> Problem:
    return Problem(problem.code, place, problem.values)


def _grave(problem: Problem) -> Finding:
    return Finding(f"errors.{problem.code}", problem.place, problem.values, grave=True)


def _told(found: Finding, language: str) -> FindingLine:
    code = found.key.partition(".")[2]
    cell = _CELL.fullmatch(found.place)
    kind = "error" if found.grave else "language" if code in _UNTRANSLATED else "warning"
    if found.change is not None:
        message, more = say_warned(found.change, language), say_effect(found.change, language)
    else:
        message = say(language, found.key, **{"place": found.place, **found.values})
        more = advice(code, found.values, language) if found.key.startswith("forms.") else ""
    return FindingLine(
        code=code,
        kind=kind,
        sheet=cell["sheet"] if cell else found.place,
        row=int(cell["row"]) if cell else 0,
        column=cell["column"] if cell else "",
        found=str(found.values.get("found", "")),
        message=message,
        advice=more,
    )


def _order(line: FindingLine) -> tuple[int, str, int, int, str]:
    known = _SHEETS.index(line.sheet) if line.sheet in _SHEETS else len(_SHEETS)
    return known, line.sheet, line.row, len(line.column), line.column
