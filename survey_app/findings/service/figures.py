"""What the register says in figures: how much was remedied, how fast, at the first time."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any, Final

from survey_app.accounts.model import Asker
from survey_app.findings.model import Deadline, Filters
from survey_app.findings.store import figures as rows
from survey_app.findings.store.figures import Counted
from survey_app.store import Database

_FIRST_FLAG: Final = Counted._fields.index("open")


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
    counted = rows.counted(db, asker, filters, today)
    return Indicators(
        figures_of(counted),
        _by(counted, lambda one: one.owner),
        _by(counted, lambda one: one.code),
        _by(counted, lambda one: one.team),
    )


def deadlines(db: Database, today: date) -> Iterator[Deadline]:
    """Everything issued that has not ended, by its day: with who must see to it, whoever asks."""
    return rows.deadlines(db, today)


def figures_of(counted: Sequence[Counted]) -> Figures:
    """The figures of these findings."""
    # Column by column: a register holds many.
    columns: Sequence[Sequence[Any]] = [*zip(*counted, strict=True)] or [()] * len(Counted._fields)
    of = dict(zip(Counted._fields, columns, strict=True))
    sums = {name: sum(of[name]) for name in Counted._fields[_FIRST_FLAG:-1]}
    days = [one for one in of["days"] if one is not None]
    closed, late = sums["closed"], sums["late"]
    return Figures(
        total=len(counted),
        open=sums["open"],
        overdue=late,
        open_n1=sums["open_n1"],
        closed=closed,
        on_time=Share(sums["in_time"], sums["closed_due"] + late),
        median_days=float(median(days)) if days else None,
        first_time=Share(sums["first_time"], closed),
        repeats=Share(sums["repeats"], len(counted)),
    )


def _by(counted: Sequence[Counted], key: Callable[[Counted], str]) -> Mapping[str, Figures]:
    groups: dict[str, list[Counted]] = defaultdict(list)
    for one in counted:
        groups[key(one)].append(one)
    return {name: figures_of(group) for name, group in sorted(groups.items())}
