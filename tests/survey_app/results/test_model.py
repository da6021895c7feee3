from datetime import date

import pytest

from survey_app.results.model import Channel, months_of
from survey_app.rounds.model import Round


def wave(first: date, last: date) -> Round:
    return Round("R", "sipas", "1", first, last)


def test_months_of__a_round_over_new_year__lists_each_month_once() -> None:
    found = months_of(wave(date(2025, 11, 30), date(2026, 2, 1)), date(2026, 6, 1))
    assert found == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_months_of__a_round_that_goes_on__ends_with_the_month_of_today() -> None:
    assert months_of(wave(date(2026, 1, 31), date(2026, 12, 31)), date(2026, 3, 1)) == [
        "2026-01",
        "2026-02",
        "2026-03",
    ]


def test_months_of__a_round_not_open_yet__is_empty() -> None:
    assert months_of(wave(date(2026, 5, 2), date(2026, 5, 9)), date(2026, 4, 30)) == []


@pytest.mark.parametrize("text", ["qr_phone/C", "paper_keyed/", "staff_tablet/P"])
def test_channel__written_and_read__is_the_same(text: str) -> None:
    assert str(Channel.read(text)) == text


@pytest.mark.parametrize("text", ["", "all", "qr_phone", "qr_phone/c", "phone/C", "/C", "qr_phone/C/"])
def test_channel__that_cannot_be__is_none(text: str) -> None:
    assert Channel.read(text) is None
