"""The one tree of the server's errors.

    SurveyError
    ├─ NotFound        a code or id that nothing has                     404
    ├─ Gone            it was there: collector closed, round ended       410
    ├─ Unknown         a tablet nobody let in                            401
    ├─ Refused         not signed in, or not this person's to do         403
    ├─ Conflict        the same id with other content, a second server   409
    ├─ Invalid         input that cannot be taken; carries all problems  422, exit 1
    ├─ Outdated        an app of an older release                        426
    └─ Unavailable     disk full, database locked or damaged             503

An error carries a code, a place and values, never words: `wording` says them (key ``errors.<code>``),
`web/errors.py` alone gives them a status and the command line an exit code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what came in: what (code), where (place, e.g. a row), with which values."""

    code: str
    place: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


class SurveyError(Exception):
    """Anything the server refuses or cannot do; ``problem`` says which and where."""

    def __init__(self, code: str, place: str = "", **values: object) -> None:
        super().__init__(code, place, values)
        self.problem = Problem(code, place, values)


class NotFound(SurveyError):
    """A code or id that nothing has."""


class Gone(SurveyError):
    """It was there and no longer takes anything."""


class Unknown(SurveyError):
    """A tablet nobody let in."""


class Refused(SurveyError):
    """Not signed in, or not this person's to do."""


class Conflict(SurveyError):
    """What comes in contradicts what is stored; both are kept."""


class Invalid(SurveyError):
    """Input that cannot be taken; ``problems`` holds all of them, ``more`` how many were not listed."""

    def __init__(self, problems: Sequence[Problem], more: int = 0) -> None:
        first = problems[0]
        super().__init__(first.code, first.place, **first.values)
        self.problems = tuple(problems)
        self.more = more


class Outdated(SurveyError):
    """An app of an older release than the server still understands."""


class Unavailable(SurveyError):
    """The store cannot keep or give anything now."""
