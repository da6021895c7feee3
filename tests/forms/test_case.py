"""What the judge does besides reading: filters, ranks, calculations that stay, defaults, shuffles, cuts."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from forms import Checked, Choice, check
from forms.answers import Given
from forms.expressions import parse
from forms.items import Audience
from tests.forms.parts import form, group, item

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def codes(checked: Checked) -> dict[str, str]:
    return {problem.place: problem.code for problem in checked.problems}


def ward(name: str, province: str) -> Choice:
    return Choice(name, {"vi": f"Phường {name}", "en": f"Ward {name}"}, columns={"in": province})


CASCADE = form(
    item("select_one", "province", list_name="provinces"),
    item("select_one", "ward", list_name="wards", choice_filter="in = ${province}", required=True),
    item("select_multiple", "wards_seen", list_name="wards", choice_filter="in = ${province}"),
    item("rank", "wards_ranked", list_name="wards", choice_filter="in = ${province}"),
    lists={"provinces": ["hn", "hp"], "wards": [ward("a", "hn"), ward("b", "hn"), ward("c", "hp")]},
)


def test_choice_filter__a_choice_that_goes_with_the_answers__is_kept() -> None:
    raw: dict[str, Given] = {"province": "hn", "ward": "b", "wards_seen": "b a", "wards_ranked": "b a"}
    checked = check(CASCADE, raw, TODAY)
    assert checked.complete
    assert checked.answers == {
        "province": "hn",
        "ward": "b",
        "wards_seen": ["a", "b"],
        "wards_ranked": ["b", "a"],
    }


def test_choice_filter__a_choice_that_is_filtered_out__is_no_answer() -> None:
    raw: dict[str, Given] = {"province": "hn", "ward": "c", "wards_seen": ["a", "c"], "wards_ranked": "b c a"}
    checked = check(CASCADE, raw, TODAY, language="en")
    assert codes(checked) == dict.fromkeys(["ward", "wards_seen", "wards_ranked"], "answer_choice_filtered")
    assert checked.problems[0].values == {"given": "Ward c"}
    assert checked.answers == {"province": "hn"}
    assert checked.dropped == {"ward": "c", "wards_seen": ["a", "c"], "wards_ranked": "b c a"}


def test_rank__of_some_of_the_choices__is_a_problem_and_of_none_is_blank() -> None:
    checked = check(CASCADE, {"province": "hn", "ward": "a", "wards_ranked": "b"}, TODAY)
    (problem,) = checked.problems
    assert (problem.code, problem.values) == ("answer_rank_partial", {"n": 1, "most": 2})
    assert check(CASCADE, {"province": "hn", "ward": "a", "wards_ranked": ""}, TODAY).complete


def test_choice_filter__in_a_repeat__looks_at_its_own_occurrence() -> None:
    instrument = form(
        item("select_one", "province", list_name="provinces", group="place"),
        item("select_one", "ward", list_name="wards", choice_filter="in = ${province}", group="place"),
        groups=[group("place", repeat=True, number=1)],
        lists=CASCADE.lists,
    )
    raw: dict[str, Given] = {"province[1]": "hn", "ward[1]": "a", "province[2]": "hp", "ward[2]": "a"}
    assert codes(check(instrument, raw, TODAY)) == {"ward[2]": "answer_choice_filtered"}


@pytest.mark.parametrize(
    ("parts", "handed", "kept"),
    [
        ({"calculation": "${n} + 1"}, {"n": "1", "x": "9"}, 2),
        ({"calculation": "once(${n} + 1)"}, {"n": "1"}, 2),
        ({"calculation": "once(${n} + 1)"}, {"n": "1", "x": "9"}, 9),
        ({"calculation": "${n} + 1", "trigger": "n"}, {"n": "1"}, 2),
        ({"calculation": "${n} + 1", "trigger": "n"}, {"n": "1", "x": "9"}, 9),
        ({"calculation": "once('a')"}, {"x": "007"}, "007"),
        ({"calculation": "once('a')"}, {"x": "2.5"}, 2.5),
        ({"calculation": "once('a')"}, {"x": 2.5}, 2.5),
        ({"calculation": "1 + 1", "trigger": "n"}, {}, None),
        ({"calculation": "1 div 0"}, {}, None),
        ({"calculation": "'abc'"}, {}, "abc"),
    ],
)
def test_calculation__once_or_with_a_trigger__keeps_what_was_handed_in(
    parts: dict[str, Any], handed: dict[str, Given], kept: object
) -> None:
    instrument = form(item("integer", "n"), item("calculate", "x", **parts))
    assert check(instrument, handed, TODAY).answers.get("x") == kept


@pytest.mark.parametrize(
    ("kind", "calculation", "kept"),
    [
        ("integer", "7 div 2", 3),
        ("integer", "'abc'", None),
        ("decimal", "7 div 2", 3.5),
        ("text", "7", "7"),
        ("date", "today() + 7", "2026-11-29"),
        ("date", "'22/11/2026'", "2026-11-22"),
        ("datetime", "now()", "2026-11-22T08:00"),
        ("select_one", "'y'", "y"),
        ("select_one", "'z'", None),
        ("range", "11", None),
        ("acknowledge", "'OK'", "OK"),
    ],
)
def test_calculation__of_another_type__is_made_fit_for_it(kind: str, calculation: str, kept: object) -> None:
    listed = {"list_name": "yn"} if kind == "select_one" else {}
    instrument = form(item(kind, "x", calculation=calculation, **listed), lists={"yn": ["y", "n"]})
    checked = check(instrument, {"x": "y"}, TODAY, now=NOW)
    assert (checked.answers.get("x"), checked.problems) == (kept, ())


def test_hidden_and_readonly__nothing_handed_in__have_their_default() -> None:
    instrument = form(
        item("hidden", "source", default="ward"),
        item("hidden", "day", default_value="today()"),
        item("text", "office", readonly=True, default="Một cửa"),
        item("text", "free", default="not invented"),
    )
    assert check(instrument, {}, TODAY).answers == {
        "source": "ward",
        "day": "2026-11-22",
        "office": "Một cửa",
    }
    assert check(instrument, {"source": "x", "office": "y"}, TODAY).answers["source"] == "x"


def test_default__of_an_item_that_is_not_relevant__is_not_kept_as_if_it_were_typed() -> None:
    instrument = form(
        item("text", "a", default="start", relevant="false()"), item("text", "b", relevant="false()")
    )
    assert check(instrument, {"a": "start", "b": "typed"}, TODAY).dropped == {"b": "typed"}


SHUFFLED = form(
    item("select_one", "a", list_name="many", randomize=True),
    item("select_one", "b", list_name="many", randomize=True, seed="${n}"),
    item("integer", "n"),
    item("select_one", "gone", list_name="many", randomize=True, relevant="false()"),
    lists={"many": [str(number) for number in range(8)]},
)


def test_orders__with_the_responses_id__are_kept_with_the_answers() -> None:
    checked = check(SHUFFLED, {"a": "3", "n": "1"}, TODAY, seed="4b1f")
    assert set(checked.orders) == {"a", "b"}
    assert sorted(checked.orders["a"]) == sorted(str(number) for number in range(8))
    assert checked.orders["a"] != checked.orders["b"]
    assert json.loads(checked.document)["orders"]["a"] == list(checked.orders["a"])
    assert checked.orders == check(SHUFFLED, {"n": "1"}, TODAY, seed="4b1f").orders


def test_orders__of_another_response__differ_but_for_those_with_a_seed_of_their_own() -> None:
    one, other = (check(SHUFFLED, {"n": "1"}, TODAY, seed=seed).orders for seed in ("4b1f", "77aa"))
    assert one["a"] != other["a"]
    assert one["b"] == other["b"]


def test_orders__of_a_response_nobody_drew__are_none() -> None:
    checked = check(SHUFFLED, {"a": "3"}, TODAY)
    assert (checked.orders, "orders" in checked.document) == ({}, False)


def test_without__items_and_groups_that_were_cut__are_not_relevant() -> None:
    instrument = form(
        item("integer", "a", required=True),
        item("integer", "b", required=True, group="g"),
        item("integer", "c", required="true()", group="inner"),
        item("integer", "d", required=True, group="r"),
        groups=[group("g"), group("inner", parent="g"), group("r", repeat=True, number=1)],
    )
    checked = check(instrument, {"r": "2", "b": "7"}, TODAY, without={"a", "g", "r"})
    assert checked.complete
    assert checked.answers == {}
    assert set(checked.irrelevant) == {"a", "b", "c", "d", "r"}
    assert checked.dropped == {"b": "7"}
    assert codes(check(instrument, {"r": "1"}, TODAY, without={"a", "b"})) == {
        "c": "answer_required",
        "d[1]": "answer_required",
    }


def test_title__of_an_instrument_that_names_its_responses__is_told() -> None:
    instrument = form(
        item("text", "a"), instance_name=parse("concat('Phiếu ', ${a})"), audience=Audience.STAFF
    )
    assert check(instrument, {"a": "số 7"}, TODAY).title == "Phiếu số 7"


def test_now__is_the_moment_handed_in() -> None:
    instrument = form(item("calculate", "at", calculation="now()"))
    kept = check(instrument, {}, TODAY, now=NOW).answers["at"]
    assert str(kept).startswith("2026-11-22T08:00")
