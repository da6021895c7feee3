"""Weights, strata and PSUs through the whole way, against the estimator written out anew."""

import numpy as np
import pytest

from analysis import Where
from analysis.indicators import indicators

ENGINES = ("duckdb", "pandas")


def written_out(people, groups, kept, way):
    """Estimate and variance of `way` over the items in `groups`, PSU by PSU."""
    weight = np.array([person.more["weight"] * kept(person) for person in people])
    own, est = [], []
    for items in groups:
        codes = np.array([[person.answers[item] for item in items] for person in people])
        valid, y = (codes > 0).astype(float), (codes >= 4).astype(float)
        if way == "pooled":
            d = (weight[:, None] * valid).sum()
            p = (weight[:, None] * y).sum() / d
            own.append(((y - p * valid) / d).sum(axis=1))
        else:
            d = (weight[:, None] * valid).sum(axis=0)
            p = (weight[:, None] * y).sum(axis=0) / d
            own.append(((y - p * valid) / d).mean(axis=1))
        est.append(np.mean(p))
    u = weight * np.mean(own, axis=0)
    variance = 0.0
    for stratum in {person.more["stratum"] for person in people}:
        psus = {person.more["psu"] for person in people if person.more["stratum"] == stratum}
        totals = np.array(
            [
                sum(
                    x
                    for x, person in zip(u, people, strict=True)
                    if (person.more["stratum"], person.more["psu"]) == (stratum, psu)
                )
                for psu in psus
            ]
        )
        variance += len(psus) / (len(psus) - 1) * ((totals - totals.mean()) ** 2).sum()
    return np.mean(est), np.sqrt(variance)


TARGETS = [
    ("criterion", "q1", "item", [["q1"]], "pooled"),
    ("factor", "access", "pooled", [["q1", "q2"]], "pooled"),
    ("factor", "access", "mean_of_criteria", [["q1", "q2"]], "mean"),
    ("overall", "overall", "pooled", [["q1", "q2", "q3"]], "pooled"),
    ("overall", "overall", "mean_of_criteria", [["q1", "q2", "q3"]], "mean"),
    ("overall", "overall", "mean_of_factors", [["q1", "q2"], ["q3"]], "mean"),
]


@pytest.mark.parametrize(("level", "indicator", "aggregation", "groups", "way"), TARGETS)
def test_estimate__weights_and_psus__agrees_with_the_formula(
    survey, drawn, level, indicator, aggregation, groups, way
):
    held = survey.read(drawn, parts=3)
    for rows, kept in (
        (indicators(held, "form"), lambda _: True),
        (indicators(held, "form", by=["counter"]).query("counter == 'C2'"), lambda p: p.counter == "C2"),
        # A filter leaves out responses, never PSUs of the design.
        (indicators(held, "form", where=Where(units=("C2",))), lambda p: p.counter == "C2"),
    ):
        row = rows.query("level == @level and indicator == @indicator and aggregation == @aggregation").iloc[
            0
        ]
        est, se = written_out(drawn, groups, kept, way)
        assert row["est"] == pytest.approx(est, rel=1e-12)
        assert row["se"] == pytest.approx(se, rel=1e-12)
        assert row["ci_method"] == "wilson_neff"


def test_estimate__unweighted__is_that_of_equal_weights(survey, drawn):
    plain = [survey.person(p.answers, counter=p.counter) for p in drawn]
    equal = [survey.person(p.answers, counter=p.counter, weight=2.5) for p in drawn]
    one, two = (
        indicators(survey.read(people, name=name), "form", by=["counter"])
        for name, people in (("plain", plain), ("equal", equal))
    )
    assert one[["est", "se"]].to_numpy() == pytest.approx(
        two[["est", "se"]].to_numpy(), rel=1e-12, nan_ok=True
    )
    assert set(two.loc[two["level"] == "criterion", "ci_method"]) == {"wilson_neff"}


@pytest.mark.parametrize(
    "asked", [{}, {"by": ["commune", "item:sex"]}, {"method": "mean_score", "pool": True}]
)
def test_engines__any_request__agree(survey, drawn, asked):
    held = survey.read(drawn, parts=2)
    one, two = (indicators(held, "form", engine=engine, **asked) for engine in ENGINES)
    figures = ["est", "se", "lci", "uci", "numerator", "denominator"]
    assert one.drop(columns=figures).equals(two.drop(columns=figures))
    assert one[figures].to_numpy() == pytest.approx(
        two[figures].to_numpy(), rel=1e-12, abs=1e-12, nan_ok=True
    )


def test_parts__however_many__give_the_same(survey, drawn):
    one, five = (indicators(survey.read(drawn, name=f"d{parts}", parts=parts), "form") for parts in (1, 5))
    assert one[["est", "se"]].to_numpy() == pytest.approx(
        five[["est", "se"]].to_numpy(), rel=1e-12, nan_ok=True
    )


def test_factor__content_people_are_content_with_everything__has_the_error_of_responses_not_answers(survey):
    people = [survey.person(dict.fromkeys(("q1", "q2", "q3"), code)) for code in [5, 1] * 50]
    rows = indicators(survey.read(people), "form").set_index(["indicator", "aggregation"])
    assert rows.loc[("overall", "pooled"), "se"] == pytest.approx(rows.loc[("q1", "item"), "se"])
