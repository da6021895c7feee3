"""What can go wrong in `forms`, as data: a code, the place, the values. The words stand in `wording`.

    FormsError
    ├── ExpressionFault      a cell's expression cannot be read; place is the character, counted from 1
    ├── WorkbookRefused      the workbook has problems; carries all of them
    └── UnknownInstrument    no shipped instrument has this name

An answer that does not fit is never an exception: `check` hands it back as a `Problem`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: `code` is the key of its words, `place` an item's address or a cell ('survey!C7')."""

    code: str
    place: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


class FormsError(Exception):
    """The root of the tree."""

    def __init__(self, code: str, place: str = "", values: Mapping[str, object] | None = None) -> None:
        super().__init__(f"{code} {place}".rstrip())
        self.code = code
        self.place = place
        self.values: Mapping[str, object] = values or {}


class ExpressionFault(FormsError):
    """An expression that is not in our language."""

    def __init__(self, code: str, position: int, **values: object) -> None:
        super().__init__(code, str(position), {"position": position, **values})
        self.position = position


class WorkbookRefused(FormsError):
    """A workbook that cannot become an instrument: every problem, and the warnings there were besides."""

    def __init__(self, problems: Sequence[Problem], warnings: Sequence[Problem] = ()) -> None:
        super().__init__("workbook_refused", values={"n": len(problems)})
        self.problems = tuple(problems)
        self.warnings = tuple(warnings)


class UnknownInstrument(FormsError):
    """A shipped instrument that does not exist."""
