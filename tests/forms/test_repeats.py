"""Repeats as flat addresses: how often they are asked, what depends on them, what is too much."""

from datetime import date

import pytest

from forms import Checked, check
from forms.addresses import MOST_OCCURRENCES
from forms.answers import Given
from tests.forms.parts import form, group, item

TODAY = date(2026, 11, 22)
LATE = form(
    item("select_one", "any", list_name="yn", required=True),
    item("integer", "days", group="late", required=True, constraint=". > 0"),
    item("text", "why", group="late", relevant="${days} > 10"),
    item("calculate", "double", group="late", calculation="${days} * 2"),
    item("calculate", "all", calculation="sum(${days})"),
    groups=[group("late", repeat=True, number=1, relevant="${any} = 'y'")],
    lists={"yn": ["y", "n"]},
)


def judged(raw: dict[str, Given]) -> Checked:
    return check(LATE, raw, TODAY)


def codes(checked: Checked) -> list[tuple[str, str]]:
    return [(problem.place, problem.code) for problem in checked.problems]


def test_repeat__with_its_number__judges_each_occurrence_by_itself() -> None:
    checked = judged({"any": "y", "late": "2", "days[1]": "3", "days[2]": "12", "why[1]": "a", "why[2]": "b"})
    assert checked.complete
    assert checked.answers == {
        "any": "y",
        "late": 2,
        "days[1]": 3,
        "days[2]": 12,
        "why[2]": "b",
        "double[1]": 6,
        "double[2]": 24,
        "all": 15,
    }
    assert (checked.irrelevant, checked.dropped) == (("why[1]",), {"why[1]": "a"})


def test_repeat__without_its_number__goes_to_the_last_occurrence_that_holds_anything() -> None:
    checked = judged({"any": "y", "days[1]": "1", "days[3]": "3", "days[4]": ""})
    assert checked.answers["late"] == 3
    assert codes(checked) == [("days[2]", "answer_required")]


def test_repeat__nothing_handed_in__is_asked_no_time() -> None:
    assert judged({"any": "y"}).answers == {"any": "y", "late": 0, "all": 0}


def test_repeat__not_relevant__sets_all_its_answers_aside() -> None:
    checked = judged({"any": "n", "late": "2", "days[1]": "3", "why[2]": "x"})
    assert checked.complete
    assert checked.answers == {"any": "n", "all": 0}
    assert set(checked.irrelevant) == {"late", "days", "why", "double"}
    assert checked.dropped == {"days[1]": "3", "why[2]": "x"}


def test_repeat__more_answers_than_occurrences__are_kept_as_typed() -> None:
    checked = judged({"any": "y", "late": "1", "days[1]": "3", "days[2]": "x", "why[7]": "y"})
    assert checked.complete
    assert checked.dropped == {"days[2]": "x", "why[7]": "y"}


def test_problems__of_a_repeat__stand_occurrence_by_occurrence() -> None:
    checked = judged({"late": "2", "any": "y", "days[1]": "-3", "days[2]": "x", "nobody": "1"})
    assert codes(checked) == [
        ("days[1]", "answer_constraint"),
        ("days[2]", "answer_integer"),
        ("nobody", "unknown_item"),
    ]


@pytest.mark.parametrize(
    ("given", "code"), [("-1", "repeat_negative"), ("two", "answer_integer"), (["1", "2"], "answer_single")]
)
def test_repeat__a_number_that_is_none__is_a_problem_and_nothing_is_lost(given: Given, code: str) -> None:
    checked = judged({"any": "y", "late": given, "days[2]": "4", "days[1]": "1"})
    assert codes(checked) == [("late", code)]
    assert (checked.answers["late"], checked.answers["days[2]"]) == (2, 4)
    assert checked.dropped == {"late": given}


def test_repeat__of_ten_thousand__is_refused_without_blowing_up() -> None:
    raw: dict[str, Given] = {f"days[{at}]": "1" for at in range(1, 10_001)}
    raw |= {f"nobody{at}": "x" for at in range(10_000)}
    checked = judged({"any": "y", "late": "10000", **raw})
    assert ("late", "repeat_too_many") in codes(checked)
    assert checked.answers["late"] == MOST_OCCURRENCES
    assert len(checked.document) < 200_000
    assert len(checked.problems) < 200


def test_repeat__of_more_than_can_be_counted__is_refused() -> None:
    for times in ("1" + "0" * 14, "9" * 5000, "1e9"):
        checked = judged({"any": "y", "late": times})
        assert len([place for place, _ in codes(checked) if place == "late"]) == 1


@pytest.mark.parametrize(
    ("address", "nearest"),
    [("days", "days[1]"), ("any[1]", "any"), ("dayz[3]", "days[3]"), ("days[0]", "days[1]")],
)
def test_address__that_is_none__is_a_problem_with_the_nearest(address: str, nearest: str) -> None:
    (problem,) = judged({"any": "n", address: "1"}).problems
    assert (problem.code, problem.values["nearest"]) == ("unknown_item_near", nearest)


def counted(calculation: str) -> Checked:
    instrument = form(
        item("integer", "people"),
        item("text", "name", group="person"),
        groups=[group("person", repeat=True, number=1, repeat_count=calculation)],
    )
    return check(instrument, {"people": "2", "person": "9", "name[2]": "B", "name[3]": "C"}, TODAY)


def test_repeat_count__decides_whatever_was_handed_in() -> None:
    checked = counted("${people}")
    assert checked.complete
    assert checked.answers == {"people": 2, "person": 2, "name[2]": "B"}
    assert checked.dropped == {"name[3]": "C"}


@pytest.mark.parametrize(
    ("calculation", "times", "problems"),
    [
        ("'x'", 0, 0),
        ("-3", 0, 0),
        ("2.9", 2, 0),
        ("1 div 0", MOST_OCCURRENCES, 1),
        ("${people} * 1000", 200, 1),
    ],
)
def test_repeat_count__that_is_no_use__is_bounded(calculation: str, times: int, problems: int) -> None:
    checked = counted(calculation)
    assert (checked.answers["person"], len(checked.problems)) == (times, problems)


def test_groups__within_a_repeat__are_relevant_by_occurrence() -> None:
    instrument = form(
        item("select_one", "kind", list_name="k", group="visit"),
        item("text", "note", group="inner", required="${kind} = 'a'"),
        groups=[
            group("visit", repeat=True, number=1),
            group("inner", parent="visit", relevant="${kind} != 'c'"),
        ],
        lists={"k": ["a", "b", "c"]},
    )
    raw: dict[str, Given] = {"kind[1]": "a", "kind[2]": "b", "kind[3]": "c", "note[3]": "x"}
    checked = check(instrument, raw, TODAY)
    assert codes(checked) == [("note[1]", "answer_required")]
    assert checked.irrelevant == ("note[3]",)


def test_check__of_its_own_answers_in_repeats__changes_nothing() -> None:
    raw: dict[str, Given] = {"any": "y", "late": "3", "days[1]": "3", "days[2]": "12", "days[3]": "1"}
    once = judged(raw)
    assert judged(once.answers).answers == once.answers  # type: ignore[arg-type]
