from datetime import UTC, datetime, timedelta

import pytest

from survey_app import store, web
from survey_app.app import create_app
from survey_app.places.model import local_day
from tests.clock import of_one_day

BEGUN = datetime(2026, 11, 22, 16, 50, tzinfo=UTC)  # ten minutes before midnight in Vietnam


@pytest.mark.parametrize("minutes", [0, 9, 10, 25, 60 * 24])
def test_clock__of_a_run__stays_on_the_day_it_began(minutes: int) -> None:
    at = BEGUN + timedelta(minutes=minutes)
    said = of_one_day(BEGUN, lambda: at)()
    assert local_day(said) == local_day(BEGUN)
    assert said == at or minutes >= 10


def test_clock__of_every_application__is_that_of_the_run(opened: store.Store) -> None:
    made = create_app(opened).extensions["clock"], web.utc_now
    assert {one.__module__ for one in made} == {"tests.clock"}
