"""Files made by child processes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from survey_app.errors import Unavailable
from survey_app.jobs import Maker

QR = "survey_app.rounds.qr"


@pytest.fixture
def maker() -> Maker:
    return Maker(busy="printing_busy", late="printing_took_too_long", failed="printing_failed")


def code_of(maker: Maker, module: str, asked: Any, seconds: float) -> str:
    with pytest.raises(Unavailable) as caught:
        maker.make(module, asked, seconds)
    return caught.value.problem.code


def test_maker__of_a_module_that_answers__gives_what_it_wrote(maker: Maker) -> None:
    assert b"<svg" in maker.make(QR, {"url": "https://một.vn", "suffix": ".svg"}, 60)


def test_maker__of_a_module_that_fails__says_so_and_logs_why(
    maker: Maker, caplog: pytest.LogCaptureFixture
) -> None:
    assert code_of(maker, QR, {}, 60) == "printing_failed"
    assert "KeyError" in caplog.text


def test_maker__of_a_module_that_takes_too_long__gives_it_up(maker: Maker) -> None:
    for _ in range(3):  # what was given up holds no place
        assert code_of(maker, QR, {}, 0.001) == "printing_took_too_long"


def asked_at_once(maker: Maker, count: int) -> list[str]:
    """The codes of the refusals, '' for a file, when so many ask for one."""

    def ask(_: int) -> str:
        try:
            maker.make(QR, {"url": "https://a.vn", "suffix": ".svg"}, 60)
        except Unavailable as refusal:
            return refusal.problem.code
        return ""

    with ThreadPoolExecutor(count) as threads:
        return sorted(threads.map(ask, range(count)))


def test_maker__asked_by_five_at_once__lets_two_wait_and_leaves_the_fifth_to_try_again(maker: Maker) -> None:
    assert asked_at_once(replace(maker, patience=60), 5) == [""] * 4 + ["printing_busy"]
    assert asked_at_once(maker, 1) == [""]


def test_maker__whose_turn_does_not_come__says_that_others_are_served(maker: Maker) -> None:
    assert asked_at_once(replace(maker, patience=0.0), 3) == ["", "", "printing_busy"]
