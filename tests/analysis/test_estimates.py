"""Variances and intervals against published numbers and the textbook formula written out."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.estimates import (
    Moments,
    estimate_means,
    estimate_shares,
    linear_variance,
    read_design,
    wilson,
)

Z = stats.norm.ppf(0.975)


# Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3 (score without correction).
@pytest.mark.parametrize(
    ("satisfied", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson__published_examples__agree(satisfied, n, low, high):
    found = wilson(np.array([satisfied / n]), np.array([float(n)]), Z)
    assert np.ravel(found) == pytest.approx([low, high], abs=5e-5)


def blocks_of(rows):
    """A block for each (stratum, psu) of one cell, each with so many responses."""
    named = [
        {
            "cell": 0,
            "dataset": 0,
            "round": "R",
            "version": "1",
            "stratum": s,
            "psu": p,
            "responses": n,
            "weighted": 0,
        }
        for s, p, n in rows
    ]
    return pd.DataFrame(named)


def moments(per_block):
    columns = (
        [sum(u) for u in per_block],
        [sum(x * x for x in u) for u in per_block],
        [len(u) for u in per_block],
    )
    return Moments(*(np.array(column, dtype=float)[:, None] for column in columns))


def test_variance__independent_responses__is_n_over_n_less_1_times_the_squares():
    u = np.array([0.3, -0.1, -0.25, 0.05])
    blocks = blocks_of([("", "", 4)])
    variance, df = linear_variance(read_design(blocks, blocks), moments([u]))
    assert variance[0, 0] == pytest.approx(4 / 3 * ((u - u.mean()) ** 2).sum())
    assert df[0, 0] == 3


def test_variance__psus_in_strata__is_that_between_psu_totals():
    clusters = [[0.2, 0.1], [-0.3], [0.05, 0.02, -0.1], [0.4], [-0.37]]
    strata = ["a", "a", "a", "b", "b"]
    blocks = blocks_of([(s, f"p{i}", len(u)) for i, (s, u) in enumerate(zip(strata, clusters, strict=True))])
    variance, df = linear_variance(read_design(blocks, blocks), moments(clusters))
    expected = 0.0
    for stratum in ("a", "b"):
        t = np.array([sum(u) for s, u in zip(strata, clusters, strict=True) if s == stratum])
        expected += len(t) / (len(t) - 1) * ((t - t.mean()) ** 2).sum()
    assert variance[0, 0] == pytest.approx(expected)
    assert df[0, 0] == 3


def test_variance__psus_where_the_cell_has_nobody__count_as_zero():
    blocks = blocks_of([("a", "p0", 2), ("a", "p1", 1)])
    frame = blocks_of([("a", "p0", 2), ("a", "p1", 1), ("a", "p2", 9), ("a", "p3", 9)])
    variance, _ = linear_variance(read_design(blocks, frame), moments([[0.2, 0.1], [-0.3]]))
    t = np.array([0.3, -0.3, 0.0, 0.0])
    assert variance[0, 0] == pytest.approx(4 / 3 * ((t - t.mean()) ** 2).sum())


def test_variance__stratum_with_one_psu__counts_its_square_about_the_grand_mean():
    blocks = blocks_of([("a", "p0", 1), ("b", "p1", 1), ("b", "p2", 1)])
    variance, _ = linear_variance(read_design(blocks, blocks), moments([[0.1], [0.2], [-0.3]]))
    assert variance[0, 0] == pytest.approx(0.1**2 + 2 * ((0.2 + 0.05) ** 2 + (-0.3 + 0.05) ** 2))


def test_variance__one_unit__is_unknown():
    blocks = blocks_of([("", "", 1)])
    variance, _ = linear_variance(read_design(blocks, blocks), moments([[0.0]]))
    assert np.isnan(variance[0, 0])


def shares(est, variance, df, n, answers, plain):
    arrays = [np.array([value], dtype=float) for value in (est, variance, df)]
    return estimate_shares(*arrays, np.array([n]), np.array([float(answers)]), np.array([plain]))


def test_shares__effective_number__is_that_of_equally_precise_independent_answers():
    found = shares(0.6, 0.6 * 0.4 / 50, 29, 30, 200, False)
    low, high = wilson(np.array([0.6]), np.array([50.0]), stats.t.ppf(0.975, 29))
    assert (found.lci[0], found.uci[0]) == pytest.approx((low[0], high[0]))
    assert found.ci_method[0] == "wilson_neff"


@pytest.mark.parametrize(("est", "variance"), [(1.0, 0.0), (0.0, 0.0), (0.5, 0.0), (0.5, np.nan)])
def test_shares__no_variance_to_go_by__stand_on_the_number_of_responses(est, variance):
    found = shares(est, variance, 29, 30, 200, False)
    low, high = wilson(np.array([est]), np.array([30.0]), stats.t.ppf(0.975, 29))
    assert (found.lci[0], found.uci[0]) == pytest.approx((low[0], high[0]))


def test_shares__variance_too_small_to_be_true__is_not_better_than_all_answers():
    found = shares(0.5, 1e-9, 1, 2, 10, False)
    assert found.lci[0] == pytest.approx(
        wilson(np.array([0.5]), np.array([10.0]), stats.t.ppf(0.975, 1))[0][0]
    )


def test_shares__nobody_answered__say_nothing():
    found = shares(np.nan, np.nan, 0, 0, 0, True)
    assert np.isnan([found.est[0], found.lci[0], found.uci[0]]).all()
    assert found.ci_method[0] == ""


def test_means__interval__is_students_within_the_scale():
    found = estimate_means(np.array([4.9]), np.array([0.01]), np.array([9.0]), np.array([10]), (1, 5))
    assert found.lci[0] == pytest.approx(4.9 - stats.t.ppf(0.975, 9) * 0.1)
    assert found.uci[0] == 5


def test_means__one_response__tells_nothing_beyond_the_scale():
    found = estimate_means(np.array([4.0]), np.array([np.nan]), np.array([0.0]), np.array([1]), (1, 5))
    assert (found.lci[0], found.uci[0], found.ci_method[0]) == (1, 5, "range")
