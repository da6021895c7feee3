from datetime import date
from decimal import Decimal

import pytest

from wording.figures import day, exact, number, percent, with_sign


@pytest.mark.parametrize(
    ("value", "decimals", "vietnamese", "english"),
    [
        (0, 0, "0", "0"),
        (999, 0, "999", "999"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (1234.5, 2, "1.234,50", "1,234.50"),
        (-1234.5, 1, "-1.234,5", "-1,234.5"),
        (Decimal("0.125"), 2, "0,13", "0.13"),
    ],
)
def test_number__each_language__has_its_separators(
    value: float, decimals: int, vietnamese: str, english: str
) -> None:
    assert (number(value, "vi", decimals), number(value, "en", decimals)) == (vietnamese, english)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (2.675, 2, "2.68"), (1.005, 2, "1.01"), (-2.5, 0, "-3")],
)
def test_number__a_half__is_rounded_away_from_zero_as_it_is_written(
    value: float, decimals: int, expected: str
) -> None:
    assert number(value, "en", decimals) == expected


def test_number__just_below_zero__has_no_minus_before_a_zero() -> None:
    assert number(-0.001, "vi", 2) == "0,00"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.25, "0,25"),
        (Decimal("0.30"), "0,3"),
        (3.0, "3"),
        (30, "30"),
        (1234.5, "1.234,5"),
        (1e-6, "0,000001"),
    ],
)
def test_exact__figure__has_the_decimals_it_has(value: float, expected: str) -> None:
    assert exact(value, "vi") == expected


@pytest.mark.parametrize(
    ("share", "decimals", "expected"),
    [
        (0, 2, "0,00%"),
        (1, 2, "100,00%"),
        (0.8394, 2, "83,94%"),
        (0.83945, 2, "83,95%"),  # half up, not to the even neighbour
        (0.12345, 2, "12,35%"),
        (0.285, 0, "29%"),  # 0.285 * 100 is 28.499999999999996 in floating point
        (Decimal(2) / Decimal(3), 1, "66,7%"),
    ],
)
def test_percent__shares__are_rounded_half_up(share: float, decimals: int, expected: str) -> None:
    assert percent(share, "vi", decimals) == expected


def test_percent__other_language__keeps_vietnamese_separators() -> None:
    assert percent(0.5, "en") == "50.00%"
    assert percent(0.5, "tyz") == "50,00%"


def test_day__each_language__writes_it_its_way() -> None:
    assert day(date(2026, 3, 1), "vi") == "01/03/2026"
    assert day(date(2026, 3, 1), "en") == "1 Mar 2026"


@pytest.mark.parametrize(("language", "expected"), [("vi", "1234,50"), ("en", "1234.50"), ("tyz", "1234,50")])
def test_with_sign__languages_without_a_sign_of_their_own__follow_vietnamese(
    language: str, expected: str
) -> None:
    assert with_sign("1234.50", language) == expected
