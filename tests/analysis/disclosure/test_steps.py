"""A cell moves by steps of at least ten."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.steps import LEAST, follow_growth

entries = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 30), st.integers(1, 25)), max_size=60)


def grow(rows, cells=4):
    cell, batch, n = (np.array([row[i] for row in rows], dtype=np.int64) for i in range(3))
    return follow_growth(cell, batch, n, cells)


def cut(growth, held=0):
    return growth.cuts(np.full(len(growth.start), held))


def test_cut__nine_new_responses__wait_for_the_tenth():
    before = [(0, 1, 12), (0, 2, 9)]
    assert cut(grow(before))[0] == 1
    assert cut(grow([*before, (0, 3, 1)]))[0] == 3


def test_cut__fewer_than_ten_in_all__shows_nothing():
    assert cut(grow([(0, 1, 4), (0, 5, 5)]))[0] == 0


def test_cut__steps_held_back__are_the_latest():
    growth = grow([(0, batch, 10) for batch in (2, 4, 7)])
    assert [cut(growth, held)[0] for held in range(4)] == [7, 4, 2, 0]


@given(entries)
def test_cut__any_growth__agrees_with_walking_its_batches(rows):
    for cell, found in enumerate(cut(grow(rows))):
        walked = gained = 0
        for batch in range(1, 31):
            gained += sum(n for c, b, n in rows if (c, b) == (cell, batch))
            if gained >= LEAST:
                walked, gained = batch, 0
        assert found == walked


@given(entries, st.integers(1, 30))
def test_cut__more_sealed_later__leaves_the_steps_before(rows, now):
    earlier = cut(grow([row for row in rows if row[1] <= now]))
    growth = grow(rows)
    for cell in range(4):
        steps = growth.steps[growth.first[cell] : growth.first[cell + 1]]
        assert earlier[cell] == max([step for step in steps if step <= now], default=0)


@given(entries, st.lists(st.integers(0, 40), min_size=4, max_size=4))
def test_count__up_to_a_batch__is_what_was_sealed_by_then(rows, until):
    counted = grow(rows).count(np.minimum(np.array(until), grow(rows).stride - 1))
    for cell in range(4):
        assert counted[cell] == sum(n for c, b, n in rows if c == cell and b <= until[cell])
