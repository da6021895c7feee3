from dataclasses import replace
from datetime import date

import pytest

from survey_app.rounds.model import Collector, Mode, Round, State, Tier, tier_of

ROUND = Round("r", "rating", "1", date(2026, 3, 1), date(2026, 3, 31))
COLLECTOR = Collector("2222222", ROUND, "Q", Mode.QR_PHONE, date(2026, 2, 1))


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 2, 28), State.NOT_YET_OPEN),
        (date(2026, 3, 1), State.OPEN),
        (date(2026, 3, 31), State.OPEN),
        (date(2026, 4, 1), State.ENDED),
    ],
)
def test_state__day__counts_the_first_and_last_day_as_open(today: date, state: State) -> None:
    assert ROUND.state(today) is state
    assert COLLECTOR.state(today) is state


def test_state__closed_collector__stays_closed_whatever_the_round() -> None:
    closed = replace(COLLECTOR, closed_on=date(2026, 3, 5))
    assert closed.state(date(2026, 3, 6)) is State.CLOSED
    assert closed.state(date(2026, 4, 6)) is State.CLOSED


def test_tier_of__mode__follows_only_for_posters_and_kiosks() -> None:
    tiers = {mode: tier_of(mode) for mode in Mode}
    assert {mode: tier for mode, tier in tiers.items() if tier} == {
        Mode.QR_PHONE: Tier.POSTER,
        Mode.KIOSK: Tier.KIOSK,
    }
    assert (Tier.POSTER, Tier.KIOSK) == ("C", "K")
