"""An attacker has every table that can be asked for, and knows linear algebra."""

import numpy as np
import pandas as pd
import pytest
from scipy.linalg import lstsq

from analysis.disclosure.steps import LEAST
from analysis.disclosure.views import Ledger, list_views, protect_views

LEVELS = ["province", "commune", "department", "centre", "counter"]
CHANNELS = [("kiosk", "K"), ("qr_phone", "B"), ("qr_phone", "C")]
FINEST = ("round", "counter", "mode", "tier")


def random_ledger(rng):
    """A few provinces, communes and counters; each counter answers by some channels, batch after batch."""
    counters = [
        ("R1", f"P{p}", f"P{p}X{x}", "", "", f"P{p}X{x}C{c}")
        for p in range(rng.integers(1, 3))
        for x in range(rng.integers(1, 4))
        for c in range(rng.integers(1, 4))
    ]
    units = pd.DataFrame(counters, columns=["round", *LEVELS])
    channels = pd.DataFrame(CHANNELS[: rng.integers(1, 4)], columns=["mode", "tier"])
    groups = units.merge(channels, how="cross")
    batches, datasets = int(rng.integers(1, 7)), int(rng.integers(1, 3))
    group, dataset, batch = (axis.ravel() for axis in np.indices((len(groups), datasets, batches)))
    busy = rng.choice([0, 0.3, 1], (len(groups), datasets, batches), p=[0.5, 0.25, 0.25]).ravel()
    n = rng.poisson(rng.choice([1, 3, 8, 20]) * busy)
    return Ledger(groups, group, dataset, batch + 1, n)


def within(ledger, view, row, cut):
    """Which entries are in a row of a view up to a batch of each dataset."""
    return (view.row[ledger.group] == row) & (ledger.batch <= cut[ledger.dataset])


def known_sums(ledger, views):
    """The entries that each figure on show adds up; an absent row tells that nobody was there."""
    everything = np.full(2, ledger.batch.max())
    for view in views.values():
        for row in np.flatnonzero(~view.hidden):
            yield within(ledger, view, row, view.cut[row] if view.cut[row].any() else everything)


def ranks(columns):
    return next((LEVELS.index(name) for name in columns if name in LEVELS), -1), set(columns) - set(LEVELS)


def coarser_views(views, columns):
    level, others = ranks(columns)
    for its_columns, view in views.items():
        its_level, its_others = ranks(its_columns)
        if its_columns != columns and its_level <= level and its_others <= others:
            yield view


@pytest.fixture(params=range(30))
def released(request):
    ledger = random_ledger(np.random.default_rng(request.param))
    return ledger, {columns: protect_views(ledger, columns) for columns in list_views(ledger.groups, FINEST)}


def test_views__each_by_itself_or_on_the_way__are_the_same(released):
    ledger, views = released
    again = protect_views(ledger, ("round", "commune", "mode"))
    assert (again.cut == views["round", "commune", "mode"].cut).all()
    assert (again.hidden == views["round", "commune", "mode"].hidden).all()


def test_views__rows_on_show__have_ten_responses_sealed(released):
    ledger, views = released
    for view in views.values():
        for row in np.flatnonzero(~view.hidden):
            shown = ledger.n[within(ledger, view, row, view.cut[row])].sum()
            sealed = ledger.n[view.row[ledger.group] == row].sum()
            assert shown >= LEAST or sealed == 0


def test_views__every_line_under_a_total_on_show__leaves_nothing_or_ten_of_two_rows(released):
    ledger, views = released
    for columns, view in views.items():
        for total in coarser_views(views, columns):
            for line in np.flatnonzero(~total.hidden):
                rows = np.unique(view.row[total.row == line])
                left = []
                for row in rows:
                    upper = within(ledger, view, row, total.cut[line])
                    shown = within(ledger, view, row, view.cut[row])
                    missing = upper if view.hidden[row] else upper ^ shown
                    left.append((ledger.n[missing].sum(), view.hidden[row]))
                assert sum(hidden for _, hidden in left) != 1
                remainder = sum(count for count, _ in left)
                sources = sum(bool(count) or bool(hidden) for count, hidden in left)
                assert remainder == 0 or (remainder >= LEAST and sources >= 2)


def test_views__all_of_them_together__give_no_small_hidden_cell_away(released):
    ledger, views = released
    known = np.array(list(known_sums(ledger, views)), dtype=float)
    cuts = {tuple(cut) for view in views.values() for cut in view.cut} | {
        (99,) * views["round",].cut.shape[1]
    }
    wanted = [
        cell
        for view in views.values()
        for row in np.flatnonzero(view.hidden)
        for cut in cuts
        if 0 < ledger.n[cell := within(ledger, view, row, np.array(cut))].sum() < LEAST
    ]
    if wanted and len(known):
        targets = np.unique(np.array(wanted, dtype=float), axis=0).T
        solution = lstsq(known.T, targets)[0]
        assert (np.abs(known.T @ solution - targets).max(axis=0) > 1e-8).all()


def test_views__unit_that_moved__draws_no_line_to_offices_it_left():
    groups = pd.DataFrame(
        [
            ("R1", "P1", "X1", "", "", "C1", "kiosk", "K"),
            ("R1", "P1", "X2", "", "", "C1", "kiosk", "K"),
            ("R1", "P1", "X2", "", "", "C2", "kiosk", "K"),
        ],
        columns=["round", *LEVELS, "mode", "tier"],
    )
    ledger = Ledger(
        groups, np.arange(3), np.zeros(3, dtype=int), np.ones(3, dtype=int), np.array([30, 20, 15])
    )
    view = protect_views(ledger, ("round", "counter"))
    assert not view.hidden.any()
