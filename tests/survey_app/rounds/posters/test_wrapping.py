from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_app.rounds.posters.wrapping import fit, line_height


def measure(text: str) -> float:
    """Every letter is as wide as another: 0.2 mm in letters of one point."""
    return len(text) * 0.2


def test_fit__short_text__keeps_the_largest_size() -> None:
    assert fit("Quầy 1", 100, 20, 24, 8, measure) == (24, ["Quầy 1"])


def test_fit__long_text__gets_smaller_before_it_is_cut() -> None:
    size, lines = fit("Trung tâm Phục vụ hành chính công " * 3, 100, 20, 24, 8, measure)
    assert 8 <= size < 24
    assert " ".join(lines) == "Trung tâm Phục vụ hành chính công " * 2 + "Trung tâm Phục vụ hành chính công"


def test_fit__more_than_fits_at_the_least_size__says_that_it_was_cut() -> None:
    size, lines = fit("một hai ba " * 100, 30, 7, 12, 8, measure)
    assert size == 8
    assert lines[-1].endswith("…")


def test_fit__nothing__has_no_lines() -> None:
    assert fit("  ", 30, 7, 12, 8, measure) == (12, [])


@pytest.mark.parametrize("letters", [300, 5])
def test_fit__one_word__is_broken_only_where_it_must_be(letters: int) -> None:
    _, lines = fit("X" * letters, 40, 30, 12, 8, measure)
    assert len(lines) == (1 if letters == 5 else 8)
    assert "".join(lines).rstrip("…") in "X" * letters


@given(
    st.text(max_size=400), st.floats(15, 200), st.floats(4, 40), st.sampled_from([(24.0, 8.0), (9.0, 6.0)])
)
def test_fit__any_text__stays_in_its_box(
    text: str, width: float, height: float, sizes: tuple[float, float]
) -> None:
    size, lines = fit(text, width, height, *sizes, measure)
    assert all(measure(line) * size <= width + 1e-6 for line in lines)
    assert len(lines) <= 1 or len(lines) * line_height(size) <= height + 1e-6


def test_measure__of_these_tests__is_of_the_kind_that_is_asked_for() -> None:
    asked: Callable[[str], float] = measure
    assert asked("ab") == 2 * asked("a")
