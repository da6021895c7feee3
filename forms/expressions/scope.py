"""What an expression can see at the moment it is evaluated."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime

from forms.expressions.setting import Row
from forms.expressions.values import Answer, Value


@dataclass(slots=True)
class Scope:
    """What an expression can see.

    `answers` by address, `today` the day, `here` the value being judged (`.`) or carried so far, `now` the
    moment, `at` the occurrence the expression stands in (0 outside of repeats), `language` the one labels are
    wanted in, `columns` the row that is asked about and `row` its place from 1, `irrelevant` the addresses
    that are not to be answered.
    """

    answers: Mapping[str, Answer]
    today: date
    here: Answer | None = None
    now: datetime | None = None
    at: int = 0
    language: str = "vi"
    columns: Row | None = None
    row: int = 0
    irrelevant: Set[str] = frozenset()


Evaluator = Callable[[Scope], Value]
Many = Callable[[Scope], list[Value]]
