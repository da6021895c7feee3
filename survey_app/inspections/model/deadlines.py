"""How long a unit is commonly given: the office's own default, for somebody to change, no law's."""

from datetime import date, timedelta

_WORKING_DAYS = {"N1": 3}
_DAYS = {"N2": 15, "N3": 30}
TO_EXPLAIN = 5
"""Working days a unit has to explain what was found."""


def after_working_days(day: date, count: int) -> date:
    """The day so many working days after ``day``; holidays are not known here."""
    while count:
        day += timedelta(1)
        count -= day.weekday() < 5
    return day


def default_due(severity: str, concluded: date) -> date:
    """By when what is so grave is commonly to be remedied."""
    if severity in _WORKING_DAYS:
        return after_working_days(concluded, _WORKING_DAYS[severity])
    return concluded + timedelta(_DAYS[severity])
