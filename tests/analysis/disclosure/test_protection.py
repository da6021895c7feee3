"""What a published table shows, from the answers to the frame."""

from datetime import date

import pandas as pd
import pytest

from analysis import Where
from analysis.dataset import read
from analysis.disclosure import is_hidden
from analysis.indicators import indicators

BLANK = ["n", "n_refused", "n_dont_know", "n_not_applicable", "n_unanswered", "est", "se", "lci", "uci"]
FULL = {"q1": 5, "q2": 4, "q3": 5, "staff_general": 3, "all_in_all": 4, "sex": 1}


@pytest.fixture
def crowd(survey):
    """So many complete responses at each counter, sealed in one batch unless said otherwise."""

    def gathered(*cells, **more):
        return [
            survey.person(FULL, counter=counter, **{**more, **differs})
            for counter, number, differs in ((*cell, {})[:3] for cell in cells)
            for _ in range(number)
        ]

    return gathered


def counted(rows, by, indicator="q1"):
    """n by `by` of one indicator; None where hidden."""
    own = rows[rows["indicator"] == indicator]
    return {key: None if pd.isna(n) else int(n) for key, n in zip(own[by], own["n"], strict=True)}


def test_publish__everything_large_and_sealed__changes_nothing(survey, crowd):
    held = survey.read(crowd(("C1", 30), ("C2", 25), ("C3", 40)))
    for by in ([], ["counter"], ["commune", "item:sex"]):
        plain, published = (indicators(held, "form", by=by, publish=publish) for publish in (False, True))
        pd.testing.assert_frame_equal(plain, published)


def test_publish__small_cell__is_blank_and_takes_the_next_smallest_along(survey, crowd):
    held = survey.read(crowd(("C1", 7), ("C2", 25), ("C3", 40)))
    rows = indicators(held, "form", by=["counter"], publish=True)
    assert counted(rows, "counter") == {"C1": None, "C2": None, "C3": 40}
    hidden = rows[is_hidden(rows)]
    assert hidden[BLANK].isna().all(axis=None)
    assert set(hidden["counter"]) == {"C1", "C2"}
    assert (rows.groupby("counter").size() == len(rows) / 3).all()


def test_publish__total_of_a_hidden_cell__is_shown(survey, crowd):
    held = survey.read(crowd(("C1", 7), ("C2", 25), ("C3", 40)))
    assert counted(indicators(held, "form", by=["commune"], publish=True), "commune") == {"X1": 32, "X2": 40}


def test_publish__small_commune__hides_it_and_its_neighbour(survey, crowd):
    held = survey.read(crowd(("C1", 30), ("C3", 4)))
    assert set(counted(indicators(held, "form", by=["commune"], publish=True), "commune").values()) == {None}
    assert counted(indicators(held, "form", by=["province"], publish=True), "province") == {"P1": 34}


def test_publish__criterion_few_could_judge__hides_what_is_made_of_it(survey, crowd):
    knows_not = [survey.person(FULL | {"q2": -8}) for _ in range(30)]
    held = survey.read(knows_not + crowd(("C1", 6)))
    rows = indicators(held, "form", publish=True).set_index(["indicator", "aggregation"])
    hidden = set(rows.index[is_hidden(rows)])
    assert hidden == {
        ("q2", "item"),
        *[("access", way) for way in ("pooled", "mean_of_criteria")],
        *[("overall", way) for way in ("pooled", "mean_of_criteria", "mean_of_factors")],
    }
    assert rows.loc[("q1", "item"), "n"] == 36


def test_publish__aggregation_alone__hides_the_same_rows(survey, crowd):
    knows_not = [survey.person(FULL | {"q2": -8}) for _ in range(30)]
    held = survey.read(knows_not + crowd(("C1", 6)))
    every = indicators(held, "form", publish=True).query("aggregation == 'pooled'")
    alone = indicators(held, "form", publish=True, aggregation="pooled")
    pd.testing.assert_frame_equal(alone, every.reset_index(drop=True))


def test_publish__unsealed_responses__wait(survey, crowd):
    held = survey.read(crowd(("C1", 20)) + crowd(("C1", 15), batch=None))
    assert counted(indicators(held, "form", publish=True), "mode") == {"kiosk": 20}
    assert counted(indicators(held, "form"), "mode") == {"kiosk": 35}


def test_publish__new_responses__move_a_cell_by_ten(survey, crowd):
    people, seen = crowd(("C1", 20)), []
    for batch in range(2, 8):
        people = people + crowd(("C1", 4), batch=batch)
        held = survey.read(people, name=f"after{batch}")
        seen.append(counted(indicators(held, "form", publish=True), "mode")["kiosk"])
    assert seen == [20, 20, 32, 32, 32, 44]


def test_publish__nothing_sealed_yet__shows_nothing(survey, crowd):
    held = survey.read(crowd(("C1", 50), batch=None))
    assert indicators(held, "form", publish=True).empty


def test_publish__month__is_a_table_of_its_own(survey, crowd):
    april, may = date(2026, 4, 5), date(2026, 5, 1)
    held = survey.read(crowd(("C1", 30)) + crowd(("C1", 25), day=april) + crowd(("C1", 4), day=may))
    shown = {
        month: counted(indicators(held, "form", publish=True, where=Where(months=(month,))), "mode")["kiosk"]
        for month in ("2026-03", "2026-04", "2026-05")
    }
    # May is too small, and with all months together and March it would come out of April.
    assert shown == {"2026-03": 30, "2026-04": None, "2026-05": None}


def test_publish__unit__shows_what_its_row_shows(survey, crowd):
    held = survey.read(crowd(("C1", 7), ("C2", 25), ("C3", 40)))
    for code, by in (("C2", "counter"), ("C3", "counter"), ("X1", "commune")):
        alone = indicators(held, "form", publish=True, where=Where(units=(code,)))
        row = indicators(held, "form", publish=True, by=[by])
        expected = row[row[by] == code].drop(columns=by).reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, expected)


def test_publish__small_channel__hides_another_unless_pooled(survey, crowd):
    held = survey.read(crowd(("C1", 30)) + crowd(("C1", 4), mode="qr_phone", tier="C"))
    assert set(counted(indicators(held, "form", publish=True), "mode").values()) == {None}
    assert counted(indicators(held, "form", publish=True, pool=True), "mode") == {"all": 34}


def test_publish__datasets_of_two_servers__step_each_on_its_own(survey, crowd):
    one = survey.write(crowd(("C1", 20)) + crowd(("C1", 6), batch=2), name="one")
    two = survey.write(crowd(("C1", 20)) + crowd(("C1", 6), batch=2), name="two")
    assert counted(indicators(read([one, two]), "form", publish=True), "mode") == {"kiosk": 40}


def test_publish__engines__agree(survey, crowd):
    held = survey.read(crowd(("C1", 7), ("C2", 25), ("C3", 40)) + crowd(("C2", 14), batch=2))
    one, two = (
        indicators(held, "form", by=["counter"], publish=True, engine=e) for e in ("duckdb", "pandas")
    )
    pd.testing.assert_frame_equal(one, two, rtol=1e-12)
