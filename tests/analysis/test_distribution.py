"""Counts of answers per choice."""

import pytest

from analysis.indicators import distribution


def test_distribution__columns_and_counts__are_those_of_the_answers(survey):
    held = survey.read([survey.person({"q1": code}) for code in (5, 5, 1, -8)] + [survey.person({})])
    rows = distribution(held, "form", by=["province"])
    assert list(rows) == [
        *("round", "instrument", "item", "factor", "province", "mode", "tier"),
        *("code", "choice", "kind", "n"),
    ]
    q1 = rows[rows["item"] == "q1"]
    assert q1[["choice", "kind", "n"]].to_numpy().tolist() == [
        ["very_dissatisfied", "valid", 1],
        ["dissatisfied", "valid", 0],
        ["neutral", "valid", 0],
        ["satisfied", "valid", 0],
        ["very_satisfied", "valid", 2],
        ["dont_know", "missing", 1],
        ["unanswered", "missing", 1],
    ]
    assert set(q1["factor"]) == {"access"}


def test_distribution__several_choices__count_each(survey):
    why = survey.item(
        "why",
        role="demographic",
        type="select_multiple",
        choices=((1, "slow", None, None), (2, "rude", None, None)),
    )
    people = [survey.person({"why": [1, 2]}), survey.person({"why": 1})]
    rows = distribution(survey.read(people, items=[*survey.items, why]), "form", pool=True)
    assert rows[rows["item"] == "why"][["choice", "n"]].to_numpy().tolist() == [["slow", 2], ["rude", 1]]


@pytest.mark.parametrize("publish", [False, True])
def test_distribution__no_responses__is_empty_with_its_columns(survey, publish):
    rows = distribution(survey.read([], parts=0), "form", by=["counter"], publish=publish)
    assert rows.empty
    assert {"counter", "choice", "n"} <= set(rows)


def test_distribution__published__hides_small_cells_whole(survey):
    people = [survey.person({"q1": 5}, counter="C1")] * 30 + [survey.person({"q1": 1}, counter="C3")] * 4
    rows = distribution(survey.read(people), "form", by=["counter"], publish=True)
    assert rows.loc[rows["counter"] == "C3", "n"].isna().all()
    assert not ((rows["counter"] == "C3") & (rows["kind"] == "missing")).any()
