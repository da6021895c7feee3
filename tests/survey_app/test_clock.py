from datetime import UTC, datetime, timedelta

from survey_app import store, web
from survey_app.app import create_app
from survey_app.places.model import local_day
from tests.clock import of_one_day

BEGUN = datetime(2026, 11, 22, 16, 50, tzinfo=UTC)  # ten minutes before midnight in Vietnam


def test_clock__of_a_run__goes_on_and_stays_on_the_day_it_began() -> None:
    hours = [BEGUN + timedelta(minutes=minutes) for minutes in (0, 4, 5, 6, 10, 25, 60, 60 * 24)]
    said = [of_one_day(BEGUN, lambda at=at: at)() for at in hours]
    assert said[:3] == hours[:3]
    assert said == sorted(set(said))
    assert {local_day(one) for one in said} == {local_day(BEGUN)}


def test_clock__of_every_application__is_that_of_the_run(opened: store.Store) -> None:
    clocks = create_app(opened).extensions["clock"], web.utc_now
    assert {one.__module__ for one in clocks} == {"tests.clock"}
