"""What the register says in figures: how much was remedied, how fast, at the first time."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from survey_app.accounts.model import Asker
from survey_app.findings.model import ENDS, Deadline, Filters, Severity, State
from survey_app.findings.store import figures as rows
from survey_app.findings.store.figures import Counted
from survey_app.store import Database


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; ``value`` None of none."""

    count: int = 0
    of: int = 0

    @property
    def value(self) -> float | None:
        return self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Figures:
    """Of some findings that were not withdrawn: how many, open, overdue, open of N1; of those closed or due
    the share closed by its day; the median of days from issue to close; of those closed the share that passed
    the first time; the share that repeats an earlier one."""

    total: int = 0
    open: int = 0
    overdue: int = 0
    open_n1: int = 0
    closed: int = 0
    on_time: Share = field(default_factory=Share)
    median_days: float | None = None
    first_time: Share = field(default_factory=Share)
    repeats: Share = field(default_factory=Share)


@dataclass(frozen=True, slots=True)
class Indicators:
    """The figures of all findings meant, and by owner, by code, by who led the team ('': one from above)."""

    all: Figures
    by_unit: Mapping[str, Figures]
    by_code: Mapping[str, Figures]
    by_team: Mapping[str, Figures]


def indicators(db: Database, asker: Asker, filters: Filters, today: date) -> Indicators:
    """What the findings meant that ``asker`` reaches say in figures, as of ``today``."""
    counted = [one for one in rows.counted(db, asker, filters) if one.state is not State.WITHDRAWN]
    return Indicators(
        figures_of(counted, today),
        _by(counted, today, lambda one: one.owner),
        _by(counted, today, lambda one: one.code),
        _by(counted, today, lambda one: one.team),
    )


def deadlines(db: Database, today: date) -> Iterator[Deadline]:
    """Everything issued that has not ended, by its day: with who must see to it, whoever asks."""
    return rows.deadlines(db, today)


def figures_of(counted: list[Counted], today: date) -> Figures:
    """The figures of these findings."""
    open_ = [one for one in counted if one.state not in ENDS]
    closed = [one for one in counted if one.state is State.CLOSED]
    late = [one for one in open_ if one.due_on and one.due_on < today]
    in_time = [one for one in closed if one.due_on and one.ended_on and one.ended_on <= one.due_on]
    days = [one.days for one in closed if one.days is not None]
    return Figures(
        total=len(counted),
        open=len(open_),
        overdue=len(late),
        open_n1=sum(one.severity is Severity.N1 for one in open_),
        closed=len(closed),
        on_time=Share(len(in_time), sum(one.due_on is not None for one in closed) + len(late)),
        median_days=float(median(days)) if days else None,
        first_time=Share(sum(not one.failures for one in closed), len(closed)),
        repeats=Share(sum(one.repeats for one in counted), len(counted)),
    )


def _by(counted: list[Counted], today: date, key: Callable[[Counted], str]) -> Mapping[str, Figures]:
    groups: dict[str, list[Counted]] = defaultdict(list)
    for one in counted:
        groups[key(one)].append(one)
    return {name: figures_of(group, today) for name, group in sorted(groups.items())}
