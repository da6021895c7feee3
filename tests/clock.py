"""What time it is while a run lasts: a moment of the day it began on, as the tests' own TODAY is."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from survey_app.places.model import LOCAL_TIME, local_day

Clock = Callable[[], datetime]


def of_one_day(begun: datetime, clock: Clock) -> Clock:
    """``clock``, which stops before the midnight in Vietnam that follows ``begun``."""
    midnight = datetime.combine(local_day(begun) + timedelta(1), time(), LOCAL_TIME)
    last = (midnight - timedelta(microseconds=1)).astimezone(UTC)
    return lambda: min(clock(), last)
