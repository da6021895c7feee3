"""The indicators of Circular 01/2018, by dossier and by unit: rounding, totals, classes."""

from datetime import date
from functools import cache

import pytest

from forms import Instrument, check, compile_workbook, load_shipped

TODAY = date(2026, 11, 22)
Answers = dict[str, str | list[str]]


@cache
def instrument(name: str) -> Instrument:
    return compile_workbook(load_shipped(name), f"{name}.md").instrument


DOSSIERS = (
    "2 2 2 1 2, 2 1 2 1 2, 2 2 2 2 1, 1 1 1 1 1, 1 2 2 1 2,"
    "2 2 2 1 2, 2 1 2 1 2, 2 2 2 2 1, 1 1 1 1 2, 2 2 2 1 2"
)


def test_dossiers__by_the_circular__are_rounded_to_one_decimal_before_they_are_added() -> None:
    form = instrument("tt01_dossier")
    raw: Answers = {"from_day": "2026-07-01", "to_day": "2026-09-30"}
    marks = [line.split() for line in DOSSIERS.split(",")]
    raw["dossier"] = str(len(marks))
    for number, points in enumerate(marks, start=1):
        raw |= {f"i{i}[{number}]": point for i, point in zip((1, 2, 3, 4, 7), points, strict=True)}
        raw[f"code[{number}]"] = f"HS{number}"
    checked = check(form, raw, TODAY)
    assert checked.problems == ()
    scores = [checked.answers[f"s{i}"] for i in (1, 2, 3, 4, 7)]
    assert scores == [1.7, 1.6, 1.8, 1.2, 1.7]  # the example of the research on the Circular
    assert checked.answers["total"] == 8
    assert checked.answers["level"] == "full"


@pytest.mark.parametrize(
    ("points", "total", "level"),
    [
        # 0.1 + 1.3 + 1.4 + 1.4 + 0.8 falls under 5 in binary fractions; by law it is 5.0.
        ((1, 13, 14, 14, 8), 5, "full"),
        ((1, 13, 14, 14, 7), 4.9, "most"),
        ((7, 7, 7, 7, 7), 3.5, "most"),
        ((7, 7, 7, 7, 6), 3.4, "part"),
    ],
)
def test_official__at_the_cut_offs__is_classed_as_the_circular_says(
    points: tuple[int, ...], total: float, level: str
) -> None:
    form = instrument("tt01_dossier")
    raw: Answers = {"from_day": "2026-07-01", "to_day": "2026-09-30", "dossier": "10"}
    for place, tenths in zip((1, 2, 3, 4, 7), points, strict=True):
        for number in range(1, 11):  # ten dossiers: so many points altogether make so many tenths
            left = max(0, min(2, tenths - 2 * (number - 1)))
            raw[f"i{place}[{number}]"] = str(left)
            raw[f"code[{number}]"] = f"HS{number}"
    checked = check(form, raw, TODAY)
    assert (checked.answers["total"], checked.answers["level"]) == (total, level)


@pytest.mark.parametrize(
    ("scores", "marks", "total", "level"),
    [
        ("1,7 1,6 1,8 1,2 1,7", "2 2 2 1", 15, "excellent"),
        ("1,7 1,6 1,8 1,1 1,7", "2 2 2 1", 14.9, "good"),
        ("1 1 1 1 1", "2 2 2 1", 12, "good"),
        ("1 1 1 1 0,9", "2 2 2 1", 11.9, "fair"),
        ("0 0 0 0 2", "2 2 2 1", 9, "fair"),
        ("0 0 0 0 0", "2 2 1 1", 6, "average"),
        ("0 0 0 0 0", "2 2 1 0", 5, "weak"),
    ],
)
def test_unit__at_the_cut_offs__is_classed_as_the_circular_says(
    scores: str, marks: str, total: float, level: str
) -> None:
    raw: Answers = {"from_day": "2026-07-01", "to_day": "2026-09-30"}
    raw |= {f"s{i}": score for i, score in zip((1, 2, 3, 4, 7), scores.split(), strict=True)}
    raw |= {f"i{i}": mark for i, mark in zip((5, 6, 8, 9), marks.split(), strict=True)}
    checked = check(instrument("tt01_unit"), raw, TODAY)
    assert checked.problems == ()
    assert (checked.answers["total"], checked.answers["level"]) == (total, level)


def test_unit__with_an_indicator_without_information__is_classed_without_it_and_rescaled_beside() -> None:
    raw: Answers = {"from_day": "2026-07-01", "to_day": "2026-09-30"}
    raw |= {f"s{i}": "2" for i in (1, 2, 3, 4, 7)} | {"i5": "2", "i6": "1", "i8": "1", "i9": "na"}
    checked = check(instrument("tt01_unit"), raw, TODAY)
    assert (checked.answers["total"], checked.answers["missing"], checked.answers["level"]) == (14, 1, "good")
    assert checked.answers["rescaled"] == 15.8  # 14 of 16 points on the scale of 18: 15.75
