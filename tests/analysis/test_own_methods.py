"""Methods that came with a form: which choices satisfy, which items form a factor, how the whole is made."""

import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import DatasetRefused, UnknownName
from analysis.dataset import read
from analysis.explain import explain
from analysis.indicators import indicators
from analysis.methods import Statistic, describe, find

TWO = {"one": (["q1", "q3"], 3.0), "two": (["q2"], 1.0)}
FIGURES = ["est", "se", "lci", "uci"]


@pytest.fixture
def people(survey):
    """q1: 5 4 2 -8; q2: 4 3 - 1; q3: 5 5 5 -7."""
    return [
        survey.person({"q1": 5, "q2": 4, "q3": 5, "staff_general": 1, "all_in_all": 5}),
        survey.person({"q1": 4, "q2": 3, "q3": 5, "staff_general": 1}),
        survey.person({"q1": 2, "q3": 5, "staff_general": 4, "all_in_all": 3}),
        survey.person({"q1": -8, "q2": 1, "q3": -7, "staff_general": 4, "all_in_all": 4}),
    ]


def rows_of(frame):
    return frame.set_index(["indicator", "aggregation"])


def test_own_method__counted_by_hand__agrees(survey, people):
    """one (q1, q3): 5 satisfied of 6; two (q2): 1 of 3; weighted 3 to 1: (3 * 5/6 + 1/3) / 4."""
    ours = survey.method(factors=TWO, across="weighted_factors")
    found = rows_of(indicators(survey.read(people, methods=[ours]), "form"))
    assert set(found["method"]) == {"ours@1"}
    assert found.loc[("one", "pooled"), "est"] == pytest.approx(5 / 6)
    assert found.loc[("two", "pooled"), "est"] == pytest.approx(1 / 3)
    whole = found.loc[("overall", "weighted_factors")]
    assert whole["est"] == pytest.approx((3 * 5 / 6 + 1 / 3) / 4)
    assert (whole["n"], whole["n_dont_know"], whole["n_not_applicable"]) == (4, 1, 1)
    one = np.array([2 - 2 * 5 / 6, 2 - 2 * 5 / 6, 1 - 2 * 5 / 6, 0]) / 6
    two = np.array([1 - 1 / 3, -1 / 3, 0, -1 / 3]) / 3
    u = (3 * one + two) / 4
    assert whole["se"] == pytest.approx(np.sqrt(4 / 3 * (u**2).sum()))
    assert whole[["numerator", "denominator"]].isna().all()


def test_own_method__mean_of_criteria_and_of_factors__counted_by_hand(survey, people):
    """one: the mean of q1 2/3 and q3 1; two: q2 1/3; the whole: their plain mean."""
    ours = survey.method(factors=TWO, within="mean_of_criteria", across="mean_of_factors")
    found = rows_of(indicators(survey.read(people, methods=[ours]), "form"))["est"]
    assert found.loc[("one", "mean_of_criteria")] == pytest.approx(5 / 6)
    assert found.loc[("overall", "mean_of_factors")] == pytest.approx((5 / 6 + 1 / 3) / 2)


def test_own_method__gives_its_aggregations_and_questions_only(survey, people):
    ours = survey.method(factors={"staff": (["q3"], 1.0)}, across="mean_of_criteria")
    found = indicators(survey.read(people, methods=[ours]), "form")
    assert found[["level", "indicator", "aggregation"]].to_numpy().tolist() == [
        ["criterion", "q3", "item"],
        ["factor", "staff", "pooled"],
        ["factor", "staff", "question"],
        ["overall", "overall", "mean_of_criteria"],
        ["overall", "overall", "question"],
    ]


def test_satisfied__named__are_the_only_ones_and_every_opinion_counts(survey, people):
    ours = survey.method(satisfied="very_satisfied", factors={"one": (["q1"], 1.0)})
    found = rows_of(indicators(survey.read(people, methods=[ours]), "form"))
    assert tuple(found.loc[("q1", "item"), ["numerator", "denominator", "n"]]) == (1, 3, 3)


def test_satisfied__named__judges_items_without_a_column_satisfied(survey):
    bare = survey.item("plain", role=None, choices=((1, "no", None, None), (2, "yes", None, None)))
    ours = survey.method(satisfied="yes", factors={"one": (["plain"], 1.0)})
    people = [survey.person({"plain": code}) for code in (1, 2, 2, -8)]
    found = rows_of(indicators(survey.read(people, items=[bare], methods=[ours]), "form"))
    assert found.loc[("plain", "item"), "est"] == pytest.approx(2 / 3)
    assert found.loc[("overall", "pooled"), "n"] == 3


def test_mean__of_an_own_method__is_on_the_scale(survey, people):
    ours = survey.method(statistic="mean", factors=TWO, across="weighted_factors")
    found = rows_of(indicators(survey.read(people, methods=[ours]), "form"))
    one, two = (5 + 4 + 2 + 5 + 5 + 5) / 6, (4 + 3 + 1) / 3
    whole = found.loc[("overall", "weighted_factors")]
    assert (whole["est"], whole["ci_method"]) == (pytest.approx((3 * one + two) / 4), "t")


def test_factor__nobody_could_rate__leaves_the_whole_to_the_others(survey):
    ours = survey.method(factors=TWO, across="weighted_factors")
    people = [survey.person({"q1": code}) for code in (5, 1)]
    found = rows_of(indicators(survey.read(people, methods=[ours]), "form"))
    assert found.loc[("overall", "weighted_factors"), "est"] == pytest.approx(1 / 2)
    assert np.isnan(found.loc[("two", "pooled"), "est"])


@pytest.mark.parametrize("within", ["pooled", "mean_of_criteria"])
def test_weighted_factors__weights_and_psus__agree_with_the_formula_written_out(survey, drawn, within):
    ours = survey.method(factors=TWO, within=within, across="weighted_factors")
    found = rows_of(indicators(survey.read(drawn, methods=[ours], parts=3), "form"))
    whole = found.loc[("overall", "weighted_factors")]
    weight = np.array([person.more["weight"] for person in drawn])
    est, u = 0.0, np.zeros(len(drawn))
    for items, share in ((["q1", "q3"], 3 / 4), (["q2"], 1 / 4)):
        codes = np.array([[person.answers[item] for item in items] for person in drawn])
        valid, y = (codes > 0).astype(float), (codes >= 4).astype(float)
        d = (weight[:, None] * valid).sum(axis=0)
        p = (weight[:, None] * y).sum(axis=0) / d
        if within == "pooled":
            p = np.full(len(items), (p * d).sum() / d.sum())
            u += share * ((y - p * valid) / d.sum()).sum(axis=1)
        else:
            u += share * ((y - p * valid) / d).mean(axis=1)
        est += share * p.mean()
    places = {}
    for person, moved in zip(drawn, weight * u, strict=True):
        key = (person.more["stratum"], person.more["psu"])
        places[key] = places.get(key, 0.0) + moved
    variance = 0.0
    for stratum in ("s0", "s1", "s2"):
        totals = np.array([total for (its, _), total in places.items() if its == stratum])
        variance += len(totals) / (len(totals) - 1) * ((totals - totals.mean()) ** 2).sum()
    assert whole["est"] == pytest.approx(est, rel=1e-12)
    assert whole["se"] == pytest.approx(np.sqrt(variance), rel=1e-12)


# R 4.2.2, package survey 4.1-1, on the responses of `drawn` with y_one = yq1 + yq3, v_one = vq1 + vq3:
#   s <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = d, nest = TRUE)
#   r <- svyratio(~y_one + yq2, ~v_one + vq2, s, covmat = TRUE); k <- c(3/4, 0, 0, 1/4)
#   q <- svyratio(~yq1 + yq3 + yq2, ~vq1 + vq3 + vq2, s, covmat = TRUE); k <- c(3/8,0,0, 0,3/8,0, 0,0,1/4)
#   c(sum(k * coef(r)), sqrt(t(k) %*% vcov(r) %*% k)), and likewise of q
@pytest.mark.parametrize(
    ("within", "est", "se"),
    [
        ("pooled", 0.402854142051864, 0.0315237973079245),
        ("mean_of_criteria", 0.40271911712927, 0.0317437178314771),
    ],
)
def test_weighted_factors__figures_of_r__agree(survey, drawn, within, est, se):
    ours = survey.method(factors=TWO, within=within, across="weighted_factors")
    found = rows_of(indicators(survey.read(drawn, methods=[ours]), "form"))
    whole = found.loc[("overall", "weighted_factors")]
    assert (whole["est"], whole["se"]) == (pytest.approx(est, rel=1e-12), pytest.approx(se, rel=1e-12))


@pytest.mark.parametrize(("engine", "other"), [("duckdb", "pandas")])
def test_engines__own_method__agree(survey, drawn, engine, other):
    held = survey.read(drawn, methods=[survey.method(factors=TWO, across="weighted_factors")])
    one, two = (indicators(held, "form", engine=each, by=["counter"])[FIGURES] for each in (engine, other))
    assert one.to_numpy() == pytest.approx(two.to_numpy(), rel=1e-12, nan_ok=True)


def test_same_factors_as_the_form__is_what_the_built_in_method_gives(survey, drawn):
    own = {"access": (["q1", "q2"], 1.0), "staff": (["q3"], 1.0)}
    ways = {
        "a@1": survey.method("a@1", factors=own),
        "b@1": survey.method("b@1", factors=own, within="mean_of_criteria", across="mean_of_factors"),
        "c@1": survey.method("c@1", factors=own, within="mean_of_criteria", across="weighted_factors"),
        "d@1": survey.method("d@1", across="mean_of_criteria"),
    }
    held = survey.read(drawn, methods=list(ways.values()))
    built_in = rows_of(indicators(held, "form", method="share_satisfied"))[FIGURES]
    for name in ways:
        found = rows_of(indicators(held, "form", method=name))[FIGURES]
        found = found.rename(index={"weighted_factors": "mean_of_factors"})
        assert found.to_numpy() == pytest.approx(built_in.loc[found.index].to_numpy(), rel=1e-12, nan_ok=True)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    items=st.permutations(["q1", "q2", "q3"]),
    weights=st.tuples(st.floats(0.01, 100), st.floats(0.01, 100)),
    scale=st.floats(0.001, 1000),
    within=st.sampled_from(["pooled", "mean_of_criteria"]),
)
def test_items_permuted_and_weights_scaled__change_no_figure(survey, people, items, weights, scale, within):
    def computed(some, times):
        first, second = (weight * times for weight in weights)
        factors = {"one": (some, first), "two": (["all_in_all"], second)}
        general = [item for item in survey.items if item.name != "all_in_all"]
        asked = [*general, survey.item("all_in_all", role=None)]
        ours = survey.method(factors=factors, within=within, across="weighted_factors")
        return indicators(survey.read(people, items=asked, methods=[ours]), "form")

    one, two = computed(["q1", "q2", "q3"], 1.0), computed(items, scale)
    assert one.drop(columns=FIGURES).equals(two.drop(columns=FIGURES))
    assert one[FIGURES].to_numpy() == pytest.approx(two[FIGURES].to_numpy(), rel=1e-9, nan_ok=True)


def test_publish__criterion_of_the_methods_factor_hidden__hides_what_is_made_of_it(survey):
    """q2 stands with q1 in the form, alone in the method: few could judge it."""
    people = [survey.person({"q1": 5, "q3": 5, **({"q2": 4} if k < 4 else {})}) for k in range(40)]
    ours = survey.method(factors=TWO, across="weighted_factors")
    held = survey.read(people, methods=[ours])
    hidden = rows_of(indicators(held, "form", publish=True))["n"].isna()
    assert hidden.loc[[("q2", "item"), ("two", "pooled"), ("overall", "weighted_factors")]].all()
    assert not hidden.loc[[("q1", "item"), ("one", "pooled")]].any()
    built_in = rows_of(indicators(held, "form", method="share_satisfied", publish=True))["n"].isna()
    assert built_in.loc[("access", "pooled")]


def test_explain__own_factor__is_made_of_its_items(survey, people):
    ours = survey.method(factors=TWO, satisfied="satisfied very_satisfied")
    held = survey.read(people, methods=[ours])
    row = indicators(held, "form").query("indicator == 'one'").iloc[0]
    told = explain(held, row.to_dict(), language="vi")
    assert set(told.counts["item"]) == {"q1", "q3"}
    assert "ours@1" in told.method


def test_find__no_name__is_the_first_of_the_instrument(survey):
    table = survey.read([], parts=0, methods=[survey.method("b@2"), survey.method("a@1")]).methods
    assert str(find(None, table, "form")) == "b@2"
    assert str(find(None, table, "another")) == "share_satisfied@1"
    assert str(find("mean_score", table, "form")) == "mean_score@1"


def test_find__name_alone__is_its_newest_version(survey):
    table = survey.read([], parts=0, methods=[survey.method("a@2"), survey.method("a@10")]).methods
    assert str(find("a", table, "form")) == "a@10"
    with pytest.raises(UnknownName) as refused:
        find("a@3", table, "form")
    assert refused.value.values["known"] == "a@10, a@2, mean_score@1, share_satisfied@1"


def test_aggregation__the_method_does_not_give__is_refused_with_those_it_gives(survey, people):
    held = survey.read(people, methods=[survey.method(factors=TWO, across="weighted_factors")])
    with pytest.raises(UnknownName) as refused:
        indicators(held, "form", aggregation="mean_of_criteria")
    assert refused.value.values["known"] == "item, pooled, question, weighted_factors"


def test_describe__own_method__says_factors_weights_and_source(survey):
    ours = survey.method(
        factors=TWO, across="weighted_factors", source_vi="Quyết định 1", satisfied="satisfied"
    )
    held = survey.read([], parts=0, methods=[ours])
    method = find("ours", held.methods, "form")
    assert method.statistic is Statistic.SHARE
    text = describe(method, held.codebook, "vi")
    assert text.startswith("Của ta (ours@1). Tính là hài lòng: satisfied.")
    assert "ONE (q1, q3; trọng số 3); TWO (q2; trọng số 1)" in text
    assert text.endswith("Nguồn: Quyết định 1.")


def test_describe__no_source__says_so(survey):
    held = survey.read([], parts=0, methods=[survey.method()])
    assert describe(find("ours", held.methods, "form"), held.codebook, "en").endswith("No source given.")


def test_read__folder_without_methods__has_none(survey):
    folder = survey.write([survey.person({"q1": 5})])
    (folder / "methods.parquet").unlink()
    held = read([folder])
    assert held.methods.empty
    assert set(indicators(held, "form")["method"]) == {"share_satisfied@1"}


def test_read__folders_that_differ_on_a_method__are_refused(survey):
    other = survey.method(factors=TWO)
    folders = [
        survey.write([], parts=0, name=name, methods=[method])
        for name, method in (("a", survey.method()), ("b", other))
    ]
    with pytest.raises(DatasetRefused) as refused:
        read(folders)
    assert refused.value.problems[0].values["key"] == "form ours 1"
    assert json.loads(other["factors"])[0]["weight"] == 3.0
