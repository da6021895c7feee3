from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_app.rounds.calendar import WIDTH, draw_calendar
from survey_app.rounds.model import Round, State

TODAY = date(2026, 11, 22)


def wave(code: str, first: date, last: date) -> Round:
    return Round(code, "rating", "1", first, last)


def test_draw_calendar__no_rounds__is_none() -> None:
    assert draw_calendar([], TODAY) is None


def test_draw_calendar__rounds__are_bars_over_whole_months_in_order() -> None:
    drawn = draw_calendar(
        [wave("b", date(2026, 12, 1), date(2026, 12, 31)), wave("a", date(2026, 11, 10), date(2026, 11, 30))],
        TODAY,
    )
    assert drawn is not None
    assert [(bar.round.code, bar.state) for bar in drawn.bars] == [
        ("a", State.OPEN),
        ("b", State.NOT_YET_OPEN),
    ]
    assert [month.day for month in drawn.months] == [date(2026, 11, 1), date(2026, 12, 1)]
    assert drawn.months[0].x == 0
    assert drawn.bars[1].x == drawn.months[1].x
    assert drawn.bars[1].x + drawn.bars[1].width == pytest.approx(WIDTH, abs=0.2)
    assert drawn.today_x is not None
    assert drawn.bars[0].x < drawn.today_x < drawn.bars[0].x + drawn.bars[0].width


def test_draw_calendar__today_outside__has_no_line() -> None:
    drawn = draw_calendar([wave("a", date(2020, 1, 1), date(2020, 2, 1))], TODAY)
    assert drawn is not None
    assert drawn.today_x is None


def test_draw_calendar__round_with_a_wrong_year__does_not_squeeze_the_others() -> None:
    near = [wave(f"n{n}", date(2026, n, 1), date(2026, n, 28)) for n in range(1, 11)]
    odd = [wave("old", date(2002, 6, 1), date(2002, 6, 30)), wave("far", date(2062, 6, 1), date(2062, 6, 30))]
    drawn = draw_calendar([odd[0], *near, odd[1]], TODAY)
    assert drawn is not None
    assert [bar.round.code for bar in drawn.bars] == [each.code for each in near]
    assert all(bar.width > 50 for bar in drawn.bars)


def test_draw_calendar__more_than_fit__are_those_nearest_to_today() -> None:
    waves = [wave(f"{year}", date(year, 1, 1), date(year, 2, 1)) for year in range(2010, 2040)]
    drawn = draw_calendar(waves, TODAY)
    assert drawn is not None
    assert [bar.round.code for bar in drawn.bars] == ["2025", "2026", "2027", "2028"]
    assert drawn.today_x is not None


@given(
    st.lists(
        st.tuples(st.dates(date(1900, 1, 1), date(9000, 1, 1)), st.integers(0, 300_000)),
        min_size=1,
        max_size=20,
    )
)
def test_draw_calendar__any_rounds__stay_inside_the_picture(days: list[tuple[date, int]]) -> None:
    rounds = [wave(str(n), first, first + timedelta(long)) for n, (first, long) in enumerate(days)]
    drawn = draw_calendar(rounds, TODAY)
    assert drawn is not None
    assert 1 <= len(drawn.bars) <= min(12, len(days))
    assert len(drawn.months) <= 12
    assert all(0 <= bar.x <= WIDTH and bar.x + bar.width <= WIDTH + 4 for bar in drawn.bars)
    assert all(0 <= month.x <= WIDTH for month in drawn.months)
