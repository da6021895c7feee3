"""What the register says in figures: how much was remedied, how fast, at the first time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from survey_app.accounts.model import Asker
from survey_app.findings.model import Filters
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
    whole = rows.counted(db, asker, filters, today, "''").get("", Counted())
    return Indicators(
        _figures(whole),
        *(
            {name: _figures(one) for name, one in rows.counted(db, asker, filters, today, by).items()}
            for by in ("owner", "code", "team")
        ),
    )


def _figures(of: Counted) -> Figures:
    return Figures(
        total=of.total,
        open=of.open,
        overdue=of.late,
        open_n1=of.open_n1,
        closed=of.closed,
        on_time=Share(of.in_time, of.closed_due + of.late),
        median_days=of.median_days,
        first_time=Share(of.first_time, of.closed),
        repeats=Share(of.repeats, of.total),
    )
