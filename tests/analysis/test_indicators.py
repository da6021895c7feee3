"""Indicators of datasets small enough to count by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis import NotPublishable, SelectionRefused, UnknownName, Where
from analysis.dataset import read
from analysis.estimates import wilson
from analysis.indicators import indicators
from wording import LANGUAGES, say

COLUMNS = [
    *("round", "instrument", "method", "aggregation", "level", "indicator"),
    *("mode", "tier", "n", "n_refused", "n_dont_know", "n_not_applicable", "n_unanswered"),
    *("numerator", "denominator", "est", "se", "lci", "uci", "ci_method"),
]
KEY = ["round", "level", "indicator", "aggregation", "mode", "tier"]


@pytest.fixture
def people(survey):
    """q1: 5 4 2 -8; q2: 4 3 - 1; q3: 5 5 5 -7; staff in general: 1 1 4 4; all in all: 5 - 3 4."""
    person = survey.person
    return [
        person({"q1": 5, "q2": 4, "q3": 5, "staff_general": 1, "all_in_all": 5, "sex": 1}),
        person({"q1": 4, "q2": 3, "q3": 5, "staff_general": 1, "sex": 2}),
        person({"q1": 2, "q3": 5, "staff_general": 4, "all_in_all": 3, "sex": 1}, counter="C2"),
        person({"q1": -8, "q2": 1, "q3": -7, "staff_general": 4, "all_in_all": 4}, counter="C3"),
    ]


def cell(frame, **where):
    found = frame[np.logical_and.reduce([frame[name] == value for name, value in where.items()])]
    assert len(found) == 1, found
    return found.iloc[0]


def test_indicators__columns__are_those_of_the_contract(survey, people):
    held = survey.read(people)
    assert list(indicators(held, "form")) == COLUMNS
    by = indicators(held, "form", by=["counter", "mode", "item:sex", "round", "nation"])
    assert list(by) == [*COLUMNS[:6], "counter", "item:sex", "nation", *COLUMNS[6:]]
    assert not by.duplicated([*KEY, "counter", "item:sex", "nation"]).any()


def test_criterion__counted_by_hand__agrees(survey, people):
    q1 = cell(indicators(survey.read(people), "form"), indicator="q1")
    assert (q1["n"], q1["n_dont_know"], q1["n_unanswered"], q1["n_not_applicable"]) == (3, 1, 0, 0)
    assert q1["est"] == pytest.approx(2 / 3)
    u = np.array([1 / 9, 1 / 9, -2 / 9, 0])
    assert q1["se"] == pytest.approx(np.sqrt(4 / 3 * (u**2).sum()))
    low, high = wilson(np.array([2 / 3]), np.array([3.0]), stats.norm.ppf(0.975))
    assert (q1["lci"], q1["uci"], q1["ci_method"]) == (
        pytest.approx(low[0]),
        pytest.approx(high[0]),
        "wilson",
    )
    assert q1["aggregation"] == "item"


def test_sums__counted_by_hand__are_those_the_estimate_is_made_of(survey, people):
    found = indicators(survey.read(people), "form")
    sums = found.set_index(["indicator", "aggregation"])[["numerator", "denominator"]]
    assert tuple(sums.loc["q1", "item"]) == (2, 3)
    assert tuple(sums.loc["access", "pooled"]) == (3, 6)
    assert tuple(sums.loc["overall", "pooled"]) == (6, 9)
    assert sums.loc["access", "mean_of_criteria"].isna().all()
    assert sums.loc["overall", "mean_of_factors"].isna().all()
    assert tuple(sums.loc["overall", "question"]) == (2, 3)


def test_sums__with_weights__are_weighted(survey):
    people = [survey.person({"q1": 5}, weight=2.5), survey.person({"q1": 1}, weight=0.5)]
    q1 = cell(indicators(survey.read(people), "form"), indicator="q1")
    assert (q1["numerator"], q1["denominator"], q1["n"]) == (2.5, 3.0, 2)


def test_indicators__instrument_with_nothing_to_rate__is_refused(survey):
    asked = survey.item("sex", role="demographic", choices=((1, "female", None, None),))
    held = survey.read([survey.person({"sex": 1})], items=[asked])
    with pytest.raises(SelectionRefused) as raised:
        indicators(held, "form")
    assert raised.value.code == "nothing_rated"
    for language in LANGUAGES:
        assert "form" in say(language, "analysis.nothing_rated", **raised.value.values)


def test_factor__counted_by_hand__agrees(survey, people):
    found = indicators(survey.read(people), "form")
    pooled = cell(found, indicator="access", aggregation="pooled")
    mean = cell(found, indicator="access", aggregation="mean_of_criteria")
    assert pooled["est"] == pytest.approx(3 / 6)
    assert mean["est"] == pytest.approx((2 / 3 + 1 / 3) / 2)
    assert (pooled["n"], pooled["n_dont_know"], pooled["n_unanswered"]) == (4, 1, 1)
    u = (np.array([2 - 1, 1 - 1, 0 - 0.5, 0 - 0.5])) / 6
    assert pooled["se"] == pytest.approx(np.sqrt(4 / 3 * (u**2).sum()))
    u = np.array([1 / 9 + 2 / 9, 1 / 9 - 1 / 9, -2 / 9, -1 / 9]) / 2
    assert mean["se"] == pytest.approx(np.sqrt(4 / 3 * (u**2).sum()))


def test_overall__counted_by_hand__agrees(survey, people):
    found = indicators(survey.read(people), "form")
    est = {
        way: cell(found, indicator="overall", aggregation=way)["est"]
        for way in found["aggregation"].unique()[1:]
    }
    assert est == {
        "pooled": pytest.approx(6 / 9),
        "mean_of_criteria": pytest.approx((2 / 3 + 1 / 3 + 1) / 3),
        "mean_of_factors": pytest.approx((1 / 2 + 1) / 2),
        "question": pytest.approx(2 / 3),
    }


def test_question__of_a_factor__is_never_mixed_with_its_criteria(survey, people):
    found = indicators(survey.read(people), "form")
    assert cell(found, indicator="staff", aggregation="question")["est"] == pytest.approx(2 / 4)
    assert cell(found, indicator="staff", aggregation="mean_of_criteria")["est"] == 1
    assert set(found.loc[found["level"] == "criterion", "indicator"]) == {"q1", "q2", "q3"}


def test_mean_score__counted_by_hand__agrees(survey, people):
    found = indicators(survey.read(people), "form", method="mean_score")
    q1 = cell(found, indicator="q1")
    assert (q1["method"], q1["est"], q1["ci_method"]) == ("mean_score@1", pytest.approx(11 / 3), "t")
    assert cell(found, indicator="access", aggregation="pooled")["est"] == pytest.approx((11 + 8) / 6)


@pytest.mark.parametrize("way", ["item", "pooled", "mean_of_criteria", "mean_of_factors", "question"])
def test_aggregation__named__gives_the_same_rows_alone(survey, people, way):
    held = survey.read(people)
    every = indicators(held, "form")
    alone = indicators(held, "form", aggregation=way)
    pd.testing.assert_frame_equal(alone, every[every["aggregation"] == way].reset_index(drop=True))


def test_modes_and_tiers__unasked__never_share_a_row(survey):
    people = [
        survey.person({"q1": 5}, mode="kiosk", tier="K"),
        survey.person({"q1": 1}, mode="qr_phone", tier="C"),
        survey.person({"q1": 5}, mode="qr_phone", tier="B"),
        survey.person({"q1": 5}, mode="qr_phone", tier=None),
    ]
    held = survey.read(people)
    rows = indicators(held, "form", aggregation="item").query("indicator == 'q1'")
    assert set(zip(rows["mode"], rows["tier"], rows["n"], strict=True)) == {
        *[("kiosk", "K", 1), ("qr_phone", "", 1), ("qr_phone", "B", 1), ("qr_phone", "C", 1)]
    }
    pooled = indicators(held, "form", aggregation="item", pool=True).query("indicator == 'q1'")
    assert pooled[["mode", "tier", "n", "est"]].to_numpy().tolist() == [["all", "all", 4, 0.75]]
    by_mode = indicators(held, "form", aggregation="item", pool=True, by=["mode"]).query("indicator == 'q1'")
    assert set(zip(by_mode["mode"], by_mode["tier"], by_mode["n"], strict=True)) == {
        *[("kiosk", "all", 1), ("qr_phone", "all", 3)]
    }


def test_responses__partial_or_excluded__do_not_count(survey):
    people = [
        survey.person({"q1": 5}),
        survey.person({"q1": 1}, disposition="partial"),
        survey.person({"q1": 1}, excluded=True),
        survey.person({"q1": 1}, instrument="other"),
    ]
    assert cell(indicators(survey.read(people), "form"), indicator="q1")["n"] == 1


def test_by_units__follow_the_tree(survey, people):
    held = survey.read(people)
    n = {
        by: dict(zip(rows[by], rows["n"], strict=True))
        for by in ("counter", "commune", "province", "nation")
        for rows in [
            indicators(held, "form", by=[by]).query("indicator == 'staff' and aggregation == 'question'")
        ]
    }
    assert n == {
        "counter": {"C1": 2, "C2": 1, "C3": 1},
        "commune": {"X1": 3, "X2": 1},
        "province": {"P1": 4},
        "nation": {"VN": 4},
    }


def test_by_item__has_choice_names_and_kinds_of_missing(survey, people):
    rows = indicators(survey.read(people), "form", by=["item:sex"]).query("indicator == 'q3'")
    assert dict(zip(rows["item:sex"], rows["n"], strict=True)) == {"female": 2, "male": 1, "unanswered": 0}


def test_where__keeps_what_was_asked(survey):
    people = [
        survey.person({"q1": 5}, counter="C1", day=date(2026, 3, 31)),
        survey.person({"q1": 5}, counter="C2", day=date(2026, 4, 1), mode="qr_phone", tier="C"),
        survey.person({"q1": 5}, counter="C3", day=date(2026, 4, 2)),
    ]
    held = survey.read(people)

    def counted(**where):
        rows = indicators(held, "form", aggregation="item", pool=True, where=Where(**where))
        return int(rows.loc[rows["indicator"] == "q1", "n"].sum())

    assert counted() == 3
    assert counted(units=("X1",)) == 2
    assert counted(units=("C1", "X2")) == 2
    assert counted(units=("P1",)) == 3
    assert counted(months=("2026-04",)) == 2
    assert counted(modes=("qr_phone",)) == 1
    assert counted(tiers=("K",), months=("2026-04",)) == 1
    assert counted(months=("2025-01",)) == 0


def test_rounds__stay_apart_and_can_be_chosen(survey):
    people = [survey.person({"q1": 5}), survey.person({"q1": 1}, round="R2")]
    held = survey.read(people, rounds=["R1", "R2"])
    rows = indicators(held, "form", aggregation="item").query("indicator == 'q1'")
    assert rows[["round", "est"]].to_numpy().tolist() == [["R1", 1.0], ["R2", 0.0]]
    assert set(indicators(held, "form", rounds=["R2"])["round"]) == {"R2"}


def test_datasets__with_the_same_response_numbers__add_up(survey, people):
    folders = [survey.write(people, name=name, parts=2) for name in ("one", "two")]
    both, one = (indicators(read(some), "form") for some in (folders, folders[:1]))
    assert both["n"].tolist() == [2 * n for n in one["n"]]
    assert both["est"].to_numpy() == pytest.approx(one["est"].to_numpy())


def test_no_responses__give_an_empty_frame_with_the_columns(survey, people):
    held = survey.read([survey.person({"q1": 5}, disposition="partial")])
    for publish in (False, True):
        found = indicators(held, "form", by=["counter"], publish=publish)
        assert len(found) == 0
        assert list(found) == [*COLUMNS[:6], "counter", *COLUMNS[6:]]


def test_no_parts__give_an_empty_frame(survey):
    assert indicators(survey.read([], parts=0), "form").empty


@pytest.mark.parametrize(
    ("asked", "code", "known"),
    [
        ({"instrument": "x"}, "unknown_instrument", "form"),
        ({"rounds": ["x"]}, "unknown_round", "R1"),
        ({"by": ["x"]}, "unknown_by", "commune, counter, item:NAME, mode, nation, province, round, tier"),
        ({"by": ["item:x"]}, "unknown_item", "all_in_all, q1, q2, q3, sex, staff_general"),
        ({"by": ["item:why"]}, "item_not_select_one", "all_in_all, q1, q2, q3, sex, staff_general"),
        ({"method": "x"}, "unknown_method", "mean_score@1, share_satisfied@1"),
        (
            {"aggregation": "x"},
            "unknown_aggregation",
            "item, mean_of_criteria, mean_of_factors, pooled, question",
        ),
        ({"engine": "x"}, "unknown_engine", "duckdb, pandas"),
        ({"where": Where(units=("x",))}, "unknown_unit", "C1, C2, C3, P1, X1, X2"),
        ({"where": Where(months=("2026-13",))}, "not_a_month", None),
    ],
)
def test_unknown_names__are_refused_with_those_there_are(survey, asked, code, known):
    why = survey.item("why", role="demographic", type="select_multiple", choices=((1, "slow", None, None),))
    held = survey.read([survey.person({"q1": 5})], items=[*survey.items, why])
    with pytest.raises(SelectionRefused) as refused:
        indicators(held, **{"instrument": "form", **asked})
    assert refused.value.code == code
    assert refused.value.values.get("known") == known
    (problem,) = refused.value.problems
    texts = {
        say(language, f"analysis.{code}", place=problem.place, **problem.values) for language in LANGUAGES
    }
    assert len(texts) == len(LANGUAGES)


def test_unknown_unit__among_thousands__lists_the_nearest(survey):
    units = [survey.unit(f"H{number:04d}", "commune", "") for number in range(2000)]
    held = survey.read([], units=units, parts=0)
    with pytest.raises(UnknownName) as refused:
        indicators(held, "form", where=Where(units=("H01O1",)))
    assert "H0101" in refused.value.values["known"]
    assert len(refused.value.values["known"]) < 300


def test_published_filters__one_value_at_a_time(survey):
    held = survey.read([survey.person({"q1": 5})])
    for where in (Where(units=("C1", "C2")), Where(months=("2026-01", "2026-02"))):
        with pytest.raises(NotPublishable):
            indicators(held, "form", where=where, publish=True)
    with pytest.raises(NotPublishable):
        indicators(held, "form", where=Where(modes=("kiosk", "qr_phone")), pool=True, publish=True)
