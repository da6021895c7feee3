"""What is hidden in one table does not come back from its totals."""

import numpy as np
import pytest

from analysis.disclosure.hiding import Lines, choose_to_hold, find_determined, hide_rows
from analysis.disclosure.steps import LEAST


def one_line(size, apart=None):
    rows = len(size)
    zeros = np.zeros(rows) if apart is None else np.array(apart, dtype=float)
    return Lines(np.zeros(rows, dtype=np.int64), np.array([True]), np.array(size, dtype=float), zeros)


def hide(size, lines, fixed=()):
    size = np.array(size, dtype=float)
    known = np.isin(np.arange(len(size)), fixed)
    return hide_rows(size, (size < LEAST) & (size > 0), known, lines).tolist()


def test_hide__one_small_row__takes_the_next_smallest_along():
    assert hide([5, 40, 12, 90], [one_line([5, 40, 12, 90])]) == [True, False, True, False]


def test_hide__small_rows_of_fewer_than_ten_together__take_another_along():
    assert hide([3, 4, 40, 50], [one_line([3, 4, 40, 50])]) == [True, True, True, False]


def test_hide__small_rows_of_ten_together__need_no_other():
    assert hide([6, 6, 40], [one_line([6, 6, 40])]) == [True, True, False]


def test_hide__nothing_small__hides_nothing():
    assert hide([10, 40, 12], [one_line([10, 40, 12])]) == [False, False, False]


def test_hide__total_not_shown__gives_nothing_away():
    lines = Lines(np.full(2, -1), np.array([], dtype=bool), np.array([5.0, 40.0]), np.zeros(2))
    assert hide([5, 40], [lines]) == [True, False]


def test_hide__hidden_total__does_not_come_back_from_its_rows():
    lines = Lines(np.zeros(2, dtype=np.int64), np.array([False]), np.array([30.0, 20.0]), np.zeros(2))
    assert hide([30, 20], [lines]) == [False, True]


def test_hide__row_known_from_elsewhere__is_no_cover():
    assert hide([5, 12, 40], [one_line([5, 12, 40])], fixed=[1]) == [True, False, True]


def test_hide__row_without_responses__covers_where_nothing_else_is_left():
    assert hide([5, 12, 0], [one_line([5, 12, 0])]) == [True, True, False]
    assert hide([0, 5, 30], [one_line([0, 5, 30])], fixed=[2]) == [True, True, False]


@pytest.mark.parametrize(
    ("apart", "held"),
    [
        ([0, 0, 0], []),
        ([3, 0, 0], [2]),  # three responses of one row would come out: another, level row steps back
        ([4, 5, 0], [2]),
        ([6, 7, 0], []),
        ([12, 0, 0], [2]),
    ],
)
def test_hold__shown_rows_at_other_steps_than_their_total__until_nothing_small_comes_out(apart, held):
    size = np.array([50.0, 40, 30])
    nobody = np.zeros(3, dtype=bool)
    assert choose_to_hold(size, nobody, nobody, [one_line(size, apart)]).tolist() == held


def two_ways(shape, size):
    row, column = np.indices(shape).reshape(2, -1)
    nothing = np.zeros(len(size))
    return [
        Lines(line, np.ones(number, dtype=bool), size, nothing)
        for line, number in zip((row, column), shape, strict=True)
    ]


def test_determined__bridge_between_two_squares__is_found():
    # Every line has two hidden cells at least; the one at (2, 1) still follows from all totals together.
    picture = ["##...", "##...", ".#.##", "...##"]
    hidden = np.array([[mark == "#" for mark in line] for line in picture])
    lines = two_ways(hidden.shape, np.full(hidden.size, 20.0))
    assert find_determined(hidden.ravel(), lines).tolist() == [2 * 5 + 1]


@pytest.mark.parametrize("seed", range(120))
def test_hide__random_table__no_small_cell_follows_from_the_margins(seed):
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(4, 9)), int(rng.integers(3, 7)))
    size = rng.negative_binomial(2, 0.03, shape).ravel().astype(float)
    lines = two_ways(shape, size)
    hidden = np.array(hide(size, lines))
    margins = np.vstack([[part.line == line for line in range(len(part.shown))] for part in lines])
    unknown = margins[:, hidden].astype(float)
    free = np.eye(hidden.sum()) - np.linalg.pinv(unknown) @ unknown
    small = size[hidden] < LEAST
    assert (np.abs(free[small & (size[hidden] > 0)]).max(axis=1, initial=0) > 1e-9).all()
    for margin in margins:
        assert (margin & hidden).sum() != 1
        assert not 0 < size[margin & hidden].sum() < LEAST
