"""Bringing together what several tablets filled in of one visit."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from survey_app.inspections.merging import Difference, Merged, Part, merge
from survey_app.inspections.model import Given

NAMES = {"a", "b", "c", "days"}
PLACES = ["a", "b", "c", "days[1]", "days[2]"]
ANSWERS = st.dictionaries(st.sampled_from(PLACES), st.sampled_from(["1", "2", "3", ""]))


def part(answers: dict[str, Given], base: dict[str, Given] | None = None, device: str = "t1") -> Part:
    return Part(f"r-{device}-{answers}", device, "an", frozenset({1}), answers, base or {}, True)


def came(parts: Sequence[Part], draft: dict[str, Given] | None = None) -> Merged:
    found = Merged(draft or {}, ())
    for number, one in enumerate(parts):
        found = merge(found.draft, found.differences, parts[:number], one, NAMES)
    return found


def said(found: Merged, place: str) -> set[str]:
    """Every answer that still stands somewhere for a place."""
    return {
        str(answer)
        for answer in (
            found.draft.get(place, ""),
            *(d.answer for d in found.differences if d.address == place),
        )
        if answer
    }


def test_merge__sections_of_two_tablets__stand_beside_one_another() -> None:
    found = came([part({"a": "1"}), part({"b": "2"}, device="t2")])
    assert (found.draft, found.differences) == ({"a": "1", "b": "2"}, ())


def test_merge__same_question_answered_otherwise__keeps_both() -> None:
    found = came([part({"a": "1"}), part({"a": "2"}, device="t2")])
    assert found.draft == {"a": "1"}
    assert [(one.address, one.answer, one.device) for one in found.differences] == [("a", "2", "t2")]


def test_merge__same_question_answered_alike__is_no_difference() -> None:
    assert came([part({"a": "1"}), part({"a": "1"}, device="t2")]).differences == ()


def test_merge__tablet_that_corrects_itself__overrules_itself() -> None:
    found = came([part({"a": "1"}), part({"a": "2"}, base={"a": "1"})])
    assert (found.draft, found.differences) == ({"a": "2"}, ())


def test_merge__tablet_that_takes_its_answer_back__leaves_none() -> None:
    found = came([part({"a": "1", "b": "1"}), part({"b": "1"}, base={"a": "1", "b": "1"})])
    assert found.draft.get("a", "") == ""


def test_merge__what_a_tablet_only_carried_along__does_not_overrule_who_changed_it() -> None:
    found = came([part({"a": "1"}), part({"a": "2"}, {"a": "1"}, "t1"), part({"a": "1"}, {"a": "1"}, "t2")])
    assert (found.draft, found.differences) == ({"a": "2"}, ())


def test_merge__difference_corrected_on_its_tablet__is_the_corrected_one() -> None:
    found = came([part({"a": "1"}), part({"a": "2"}, {}, "t2"), part({"a": "3"}, {"a": "2"}, "t2")])
    assert [one.answer for one in found.differences] == ["3"]


def test_merge__difference_corrected_to_what_stands__is_gone() -> None:
    found = came([part({"a": "1"}), part({"a": "2"}, {}, "t2"), part({"a": "1"}, {"a": "2"}, "t2")])
    assert (found.draft, found.differences) == ({"a": "1"}, ())


def test_merge__blank_of_another__takes_nothing_away() -> None:
    assert came([part({"a": "1"}), part({}, {}, "t2")]).draft == {"a": "1"}


def test_merge__items_of_other_sections__are_not_touched() -> None:
    assert came([part({"other": "1", "a": "1"})]).draft == {"a": "1"}


def test_merge__several_ticked__compare_whatever_holds_them() -> None:
    found = came([part({"a": ("x", "y")}), part({"a": ["x", "y"]}, {}, "t2")])
    assert (found.draft, found.differences) == ({"a": ["x", "y"]}, ())


@given(st.permutations(["t1", "t2", "t3"]), st.tuples(ANSWERS, ANSWERS, ANSWERS))
def test_merge__in_whatever_order_they_come__keeps_the_same_answers(
    order: list[str], answers: tuple[dict[str, Given], ...]
) -> None:
    parts = {f"t{n}": part(one, {}, f"t{n}") for n, one in enumerate(answers, start=1)}
    found = came([parts[name] for name in order])
    straight = came(list(parts.values()))
    for place in PLACES:
        assert said(found, place) == said(straight, place)
        assert said(found, place) == {str(one[place]) for one in answers if one.get(place)}


@given(st.lists(st.tuples(st.sampled_from(["t1", "t2"]), ANSWERS), max_size=6))
def test_merge__whatever_tablets_send_one_after_the_other__last_words_stand(
    sent: list[tuple[str, dict[str, Given]]],
) -> None:
    parts, before = [], {}
    for device, answers in sent:
        base = before.get(device, {})
        parts.append(part(answers, base, device))
        before[device] = answers
    found = came(parts)
    for place in PLACES:
        for device, answers in before.items():
            if answers.get(place):
                assert answers[place] in said(found, place), (place, device)


def test_merge__answer_that_two_gave__is_not_taken_back_by_one() -> None:
    both = [part({"a": "1"}), part({"a": "1"}, {}, "t2")]
    assert came([*both, part({}, {"a": "1"})]).draft == {"a": "1"}
    changed = came([*both, part({"a": "2"}, {"a": "1"})])
    assert changed.draft == {"a": "1"}
    assert [one.answer for one in changed.differences] == ["2"]


def test_differences__of_an_answer_that_stands_by_now__are_gone() -> None:
    open_ = [Difference("a", "r", "t2", "an", "2")]
    assert merge({"a": "1"}, open_, [], part({"a": "2"}, {"a": "1"}), NAMES).differences == ()


@given(
    st.lists(ANSWERS, max_size=4),
    st.lists(ANSWERS, max_size=4),
    st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_merge__of_two_tablets_however_they_take_turns__keeps_the_last_words_of_both(
    first: list[dict[str, Given]], second: list[dict[str, Given]], turns: list[bool]
) -> None:
    waiting = {"t1": list(first), "t2": list(second)}
    stood: dict[str, dict[str, Given]] = {"t1": {}, "t2": {}}
    parts = []
    for turn in [*turns, *([True, False] * 4)]:
        device = "t1" if turn else "t2"
        if waiting[device]:
            answers = waiting[device].pop(0)
            parts.append(part(answers, stood[device], device))
            stood[device] = answers
    found = came(parts)
    for place in PLACES:
        last = {str(answers[place]) for answers in stood.values() if answers.get(place)}
        assert said(found, place) == last, place


@given(st.lists(ANSWERS, max_size=4), st.lists(ANSWERS, max_size=4), st.randoms(use_true_random=False))
def test_merge__in_an_order_other_than_they_were_sent_in__keeps_the_last_words_of_both(
    first: list[dict[str, Given]], second: list[dict[str, Given]], chance: Random
) -> None:
    parts = []
    for device, said_there in (("t1", first), ("t2", second)):
        for number, answers in enumerate(said_there):
            base = said_there[number - 1] if number else {}
            parts.append(replace(part(answers, base, device), sequence=number))
    chance.shuffle(parts)
    found = came(parts)
    for place in PLACES:
        last = {str(one[-1][place]) for one in (first, second) if one and one[-1].get(place)}
        assert said(found, place) == last, place


@given(st.lists(st.tuples(st.sampled_from(["t1", "t2", "t3"]), ANSWERS, ANSWERS), max_size=6))
def test_merge__whatever_tablets_started_from__loses_nothing_that_was_typed(
    sent: list[tuple[str, dict[str, Given], dict[str, Given]]],
) -> None:
    parts = [part(answers, base, device) for device, answers, base in sent]
    found = came(parts)
    for number, one in enumerate(parts):
        for place, answer in one.answers.items():
            if not answer or answer == one.base.get(place, ""):
                continue  # blank, or only carried along
            later = [other for other in parts[number + 1 :] if other.device == one.device]
            replaced = any(
                other.answers.get(place, "") not in (answer, other.base.get(place, "")) for other in later
            )
            assert replaced or answer in said(found, place), (place, answer)


def test_merge__of_what_the_visit_does_not_ask__keeps_it_as_a_difference() -> None:
    found = came([part({"other": "1", "a": "1"}), part({"other": "2"}, {"other": "1"})])
    assert found.draft == {"a": "1"}
    assert [(one.address, one.answer) for one in found.differences] == [("other", "2")]
