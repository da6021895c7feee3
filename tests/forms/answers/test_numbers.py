"""Numbers as Vietnamese and machines write them, and the bounds and steps of a range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Unreadable
from forms.answers.numbers import LARGEST_INTEGER, range_of, read_decimal, read_integer


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1,5", 1.5),
        ("1.5", 1.5),
        ("1.234", 1.234),
        ("1,234", 1.234),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567),
        ("-1 234 567,25", -1234567.25),
        ("1\u00a0234", 1234),
        (".5", 0.5),
        (1e-07, 1e-07),
        (3, 3),
    ],
)
def test_decimal__with_points_and_commas__means_what_can_be_meant(typed: object, kept: float) -> None:
    assert read_decimal(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "1.23.456",
        "1.234.56",
        "1,234,56",
        "12.34,5",
        "1.234,567,8",
        "0.123,5",
        "1.234 567",
        "đ5",
        "١٢",
        "1e999",
    ],
)
def test_decimal__with_marks_out_of_place__is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_decimal(typed)


@pytest.mark.parametrize(("typed", "kept"), [("1.234.567", 1234567), ("12 500", 12500), (5.0, 5), ("-0", 0)])
def test_integer__grouped_or_from_a_machine__is_kept(typed: object, kept: int) -> None:
    assert read_integer(typed) == kept


@pytest.mark.parametrize("typed", ["1.000", "1,000", "1,5", 1.5, "5.0", "½", "1e3", True])
def test_integer__that_could_be_a_fraction_or_is_none__is_refused(typed: object) -> None:
    with pytest.raises(Unreadable):
        read_integer(typed)


def test_integer__of_thousands_of_digits__is_refused() -> None:
    for typed in (10**5000, "9" * 5000):
        with pytest.raises(Unreadable):
            read_integer(typed)


@given(st.integers(-LARGEST_INTEGER, LARGEST_INTEGER))
def test_integer__grouped_by_points_twice__is_the_number(number: int) -> None:
    grouped = f"{number:,}".replace(",", ".")
    assert read_integer(str(number)) == number
    if grouped.count(".") != 1:
        assert read_integer(grouped) == number


@given(st.floats(-1e15, 1e15))
def test_decimal__of_a_machine__is_kept_exactly(number: float) -> None:
    assert read_decimal(number) == number
    assert read_decimal(repr(number)) == number


@pytest.mark.parametrize(
    ("parameters", "typed", "kept"),
    [
        ({}, "10", 10),
        ({"start": "0", "end": "100", "step": "5"}, "35", 35),
        ({"start": "-1", "end": "1", "step": "0.1"}, "0,3", 0.3),
        ({"start": "5", "end": "1", "step": "-2"}, "3", 3),
        ({"start": "0.5", "end": "2"}, "1.5", 1.5),
    ],
)
def test_range__on_a_step__is_kept(parameters: dict[str, str], typed: str, kept: float) -> None:
    answer = range_of(parameters)(typed)
    assert (answer, type(answer)) == (kept, type(kept))


@pytest.mark.parametrize(
    ("parameters", "typed", "code"),
    [
        ({}, "0", "answer_range"),
        ({}, "1.5", "answer_range_step"),
        ({"start": "0", "end": "1", "step": "0.1"}, "0.35", "answer_range_step"),
        ({"start": "5", "end": "1"}, "6", "answer_range"),
        ({}, "nhiều", "answer_decimal"),
    ],
)
def test_range__outside_or_between_steps__is_refused(
    parameters: dict[str, str], typed: str, code: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        range_of(parameters)(typed)
    assert refused.value.code == code
