"""A figure comes back from its counts."""

import numpy as np
import pytest

from analysis import NotPublishable
from analysis.explain import explain
from analysis.indicators import indicators


@pytest.fixture
def held(survey):
    rng = np.random.default_rng(3)
    codes = [1, 2, 3, 4, 5, -8]
    return survey.read(
        [
            survey.person(
                {q: int(rng.choice(codes)) for q in ("q1", "q2", "q3", "all_in_all")}, counter=counter
            )
            for counter in ["C1"] * 40 + ["C2"] * 25 + ["C3"] * 5
        ]
    )


@pytest.mark.parametrize("method", ["share_satisfied", "mean_score"])
@pytest.mark.parametrize("publish", [False, True])
def test_explain__pooled_figures__come_back_from_the_counts(held, method, publish):
    rows = indicators(held, "form", by=["counter"], method=method, publish=publish)
    rows = rows[rows["aggregation"].isin(["item", "pooled", "question"]) & rows["est"].notna()]
    assert len(rows) >= 5
    for row in rows.to_dict("records"):
        found = explain(held, row, language="en", publish=publish)
        weight = found.counts["n"] * found.counts["valid"]
        assert (weight * found.counts["y"]).sum() / weight.sum() == pytest.approx(row["est"])
        assert str(row["method"]) in found.method


def test_explain__cell__tells_its_responses(held):
    row = indicators(held, "form", by=["counter"]).query("counter == 'C2'").iloc[0].to_dict()
    assert explain(held, row, language="vi").responses == 25


def test_explain__hidden_row__is_not_published(held):
    row = indicators(held, "form", by=["counter"], publish=True).query("counter == 'C3'").iloc[0].to_dict()
    with pytest.raises(NotPublishable):
        explain(held, row, language="vi", publish=True)
