import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_app.rounds.codes import ALPHABET, LENGTH, CodeFault, check, check_character, new_code, normalise

bodies = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)


def test_alphabet__letters_that_look_alike__are_left_out() -> None:
    assert not set("0O1IL") & set(ALPHABET)
    assert len(set(ALPHABET)) == 31  # prime: what the proof of the check character rests on


def test_new_code__many__are_valid_and_differ() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 7 and check(code) is None for code in codes)


@given(bodies)
def test_check__any_one_letter_wrong__is_seen(body: str) -> None:
    code = body + check_character(body)
    assert check(code) is None
    for place, letter in itertools.product(range(LENGTH), ALPHABET):
        if letter != code[place]:
            assert check(code[:place] + letter + code[place + 1 :]) is CodeFault.WRONG_CHECK


@given(bodies)
def test_check__two_neighbours_swapped__is_seen(body: str) -> None:
    code = body + check_character(body)
    for place in range(LENGTH - 1):
        left, right = code[place], code[place + 1]
        if left != right:
            assert check(code[:place] + right + left + code[place + 2 :]) is CodeFault.WRONG_CHECK


def test_check__every_pair_of_letters_at_every_place__is_told_apart() -> None:
    # The check is linear, so what holds for all pairs over one body holds for every body.
    for place, left, right in itertools.product(range(LENGTH - 1), ALPHABET, ALPHABET):
        letters = [*"2222222"]
        letters[place : place + 2] = left, right
        body = "".join(letters[: LENGTH - 1])
        code = body + check_character(body)
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert (check(swapped) is None) == (code[place] == code[place + 1])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", CodeFault.WRONG_LENGTH),
        ("222222", CodeFault.WRONG_LENGTH),
        ("22222222", CodeFault.WRONG_LENGTH),
        ("2222220", CodeFault.WRONG_LETTERS),
        ("Ệ222222", CodeFault.WRONG_LETTERS),
        ("2222223", CodeFault.WRONG_CHECK),
    ],
)
def test_check__not_a_code__says_which_fault(text: str, fault: CodeFault) -> None:
    assert check(text) is fault


def test_normalise__as_people_type__gives_the_stored_form() -> None:
    assert normalise(" 7qx-29m k\t") == "7QX29MK"
