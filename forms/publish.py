"""The gate: all that is found of a workbook before it is published, by us and by ODK."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from forms.compile import NO_FILES, Compiled, compile_sheets, read
from forms.errors import Problem
from forms.gate.cells import Cells, cells_of
from forms.xlsform.odk import ask_odk, odk_command

__all__ = ["Judged", "examine_workbook", "odk_command"]


@dataclass(frozen=True, slots=True)
class Judged(Compiled):
    """A compiled workbook, and where everything of it stands."""

    cells: Cells


def examine_workbook(content: bytes, filename: str, attachments: Mapping[str, bytes] = NO_FILES) -> Judged:
    """What `compile_workbook` hands back with its cells, and a warning where ODK would refuse the form.

    Raises WorkbookRefused with every problem; ODK is not asked about those. Takes some tenths of a second
    more: for those who publish, not for pages.
    """
    workbook = read(content, filename)
    compiled = compile_sheets(workbook, filename, attachments)
    objections = tuple(_at(found, filename) for found in ask_odk(workbook))
    return Judged(compiled.instrument, (*compiled.warnings, *objections), cells_of(workbook))


def _at(problem: Problem, filename: str) -> Problem:
    return problem if problem.place else replace(problem, place=filename)
