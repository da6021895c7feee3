"""Do 95 % intervals hold the truth 95 % of the time? 2,000 simulated surveys of each size, run as counters of
one dataset. People differ in how content they are, so the answers of one person go together."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from analysis.dataset import ANSWERS, RESPONSES, read, write_part
from analysis.indicators import indicators

SURVEYS = 2000
SIZES = (30, 60, 150)
FACTORS = {"access": ("q0", "q1"), "procedure": ("q2", "q3", "q4"), "staff": ("q5", "q6")}
PLANTED = {"q0": 0.55, "q1": 0.7, "q2": 0.8, "q3": 0.65, "q4": 0.9, "q5": 0.75, "q6": 0.6}
TOGETHER = 0.4  # correlation of two answers' leanings within a person
BLANK = 0.1


def truth(aggregation, indicator):
    if aggregation == "item":
        return PLANTED[indicator]
    means = {factor: np.mean([PLANTED[q] for q in items]) for factor, items in FACTORS.items()}
    if aggregation == "mean_of_factors":
        return np.mean(list(means.values()))
    return means.get(indicator, np.mean(list(PLANTED.values())))


def simulate(size, rng):
    """Codes (items, people) of SURVEYS surveys of `size` people."""
    people = SURVEYS * size
    shape = (len(PLANTED), people)
    leaning = np.sqrt(TOGETHER) * rng.normal(size=people) + np.sqrt(1 - TOGETHER) * rng.normal(size=shape)
    satisfied = leaning < norm.ppf(list(PLANTED.values()))[:, None]
    codes = np.where(satisfied, rng.integers(4, 6, shape), rng.integers(1, 4, shape))
    return np.where(rng.random(shape) < BLANK, -8, codes)


def write(folder, number, size, first, codes):
    people = codes.shape[1]
    numbers = np.arange(first, first + people)
    same = {
        "instrument": "form",
        "version": "1",
        "round": f"n{size}",
        "mode": "kiosk",
        "disposition": "complete",
    }
    responses = {column: pd.Categorical([None] * people) for column in RESPONSES}
    responses |= {name: pd.Categorical([text] * people) for name, text in same.items()}
    responses |= {
        "response": numbers,
        "counter": np.repeat([f"S{survey}" for survey in range(SURVEYS)], size),
        "excluded": np.zeros(people, dtype=bool),
        "day": np.full(people, np.datetime64("2026-03-01")),
        **{name: np.full(people, np.nan) for name in ("slot", "weight", "batch")},
    }
    answers = {
        "response": np.tile(numbers, len(PLANTED)),
        "item": pd.Categorical.from_codes(np.repeat(np.arange(len(PLANTED)), people), list(PLANTED)),
        "occurrence": np.ones(codes.size, dtype=np.int16),
        "code": codes.ravel(),
        "number": np.full(codes.size, np.nan),
        "text": pd.Categorical.from_codes(np.full(codes.size, -1), ["-"]),
    }
    assert set(answers) == set(ANSWERS)
    write_part(folder, number, responses, answers)
    return first + people


@pytest.fixture
def covered(survey):
    items = [survey.item(q, factor=factor) for factor, own in FACTORS.items() for q in own]
    folder = survey.write([], items=items, units=[], rounds=[f"n{size}" for size in SIZES], parts=0)
    rng, first = np.random.default_rng(20260310), 0
    for number, size in enumerate(SIZES):
        first = write(folder, number, size, first, simulate(size, rng))
    rows = indicators(read([folder]), "form", by=["counter"])
    planted = [truth(*key) for key in zip(rows["aggregation"], rows["indicator"], strict=True)]
    return rows.assign(covered=(rows["lci"] <= planted) & (planted <= rows["uci"]))


def test_intervals__two_thousand_surveys_of_each_size__hold_the_planted_values(covered):
    found = covered.groupby(["round", "level", "aggregation"])["covered"].agg(["mean", "size"])
    assert found["size"].min() >= SURVEYS
    assert len(found) == len(SIZES) * 6
    assert found["mean"].between(0.935, 0.965).all(), found
