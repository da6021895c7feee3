from datetime import UTC, datetime, timedelta

from survey_app.accounts.attempts import TRIES, WITHIN, Attempts

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def failed(times: int, at: datetime = NOW) -> Attempts:
    attempts = Attempts()
    for _ in range(times):
        attempts.failed("ann", at)
    return attempts


def test_blocked__one_try_left__is_free() -> None:
    assert not failed(TRIES - 1).blocked("ann", NOW)


def test_blocked__no_try_left__is_blocked_alone() -> None:
    attempts = failed(TRIES)
    assert attempts.blocked("ann", NOW)
    assert not attempts.blocked("bob", NOW)


def test_blocked__quarter_of_an_hour_later__is_free_again() -> None:
    attempts = failed(TRIES)
    assert attempts.blocked("ann", NOW + WITHIN)
    assert not attempts.blocked("ann", NOW + WITHIN + timedelta(seconds=1))


def test_blocked__failures_spread_over_the_day__is_free() -> None:
    attempts = Attempts()
    for number in range(TRIES * 3):
        attempts.failed("ann", NOW + number * WITHIN)
    assert not attempts.blocked("ann", NOW + TRIES * 3 * WITHIN)


def test_succeeded__after_failures__starts_anew() -> None:
    attempts = failed(TRIES - 1)
    attempts.succeeded("ann")
    attempts.failed("ann", NOW)
    assert not attempts.blocked("ann", NOW)


def test_failed__flood_of_names__is_forgotten_before_it_fills_the_memory() -> None:
    attempts = Attempts()
    for number in range(10_050):
        attempts.failed(f"name {number}", NOW)
    assert len(attempts._failed) < 100
