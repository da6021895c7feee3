"""Shuffled choices: every one once, the same order for one seed, each place as likely for each."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from forms.order import shuffled


@given(st.lists(st.text(max_size=3), max_size=30), st.text())
def test_order__of_any_names__holds_each_and_is_the_same_again(names: list[str], seed: str) -> None:
    order = shuffled(names, seed)
    assert Counter(order) == Counter(names)
    assert shuffled(names, seed) == order


def test_order__known_seeds__is_the_one_the_scripts_reckon_with() -> None:
    assert shuffled("abcdef", "1") == tuple("cfbaed")
    assert shuffled("abcdef", "phiếu") == tuple("cfeabd")


def test_order__of_many_responses__puts_each_choice_first_about_as_often() -> None:
    first = Counter(shuffled("abcde", f"{seed:032x} item")[0] for seed in range(5000))
    assert all(850 < times < 1150 for times in first.values())
