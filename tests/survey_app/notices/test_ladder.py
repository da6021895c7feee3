from datetime import date, timedelta

import pytest

from survey_app.notices import Rung, Urgency, escalation, ladder, urgency

DUE = date(2026, 11, 22)
# Every day from eight before to forty after: the rung that has been reached by then.
EVERY_DAY = {
    **dict.fromkeys(range(-7, -3), "T-7"),
    **dict.fromkeys(range(-3, 0), "T-3"),
    0: "T",
    **dict.fromkeys(range(1, 8), "T+1"),
    **dict.fromkeys(range(8, 15), "T+8"),
    **dict.fromkeys(range(15, 22), "T+15"),
    **dict.fromkeys(range(22, 29), "T+22"),
    **dict.fromkeys(range(29, 36), "T+29"),
    **dict.fromkeys(range(36, 41), "T+36"),
}


def rungs(of: object, days: range) -> dict[int, str | None]:
    reached = {day: of(DUE, DUE + timedelta(day)) for day in days}  # type: ignore[operator]
    return {day: rung.name if rung else None for day, rung in reached.items()}


def test_ladder__day_by_day__reaches_each_rung_on_its_day_and_keeps_it() -> None:
    assert rungs(ladder, range(-8, 41)) == {-8: None, **EVERY_DAY}


def test_ladder__looked_at_once_a_day__reminds_of_each_rung_once() -> None:
    once = dict.fromkeys(filter(None, rungs(ladder, range(-30, 41)).values()))
    assert list(once) == ["T-7", "T-3", "T", "T+1", "T+8", "T+15", "T+22", "T+29", "T+36"]


def test_escalation__day_by_day__is_one_rung_from_the_fifteenth_day_on() -> None:
    assert rungs(escalation, range(-8, 41)) == {day: "T+15" if day >= 15 else None for day in range(-8, 41)}


@pytest.mark.parametrize(
    ("left", "level"),
    [(-1, "overdue"), (0, "due"), (1, "due"), (2, "soon"), (7, "soon"), (8, "later"), (400, "later")],
)
def test_urgency__of_a_day__is_by_the_days_left(left: int, level: str) -> None:
    assert urgency(DUE, DUE - timedelta(left)) is Urgency(level)


def test_rung__of_the_day_itself__has_a_name_without_a_number() -> None:
    assert [Rung(days).name for days in (-3, 0, 15)] == ["T-3", "T", "T+15"]
