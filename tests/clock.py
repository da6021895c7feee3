"""What time it is while a run lasts: a moment of the day it began on, as the tests' own TODAY is."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Final

from survey_app.places.model import LOCAL_TIME, local_day

Clock = Callable[[], datetime]
_LAST: Final = timedelta(minutes=5)


def of_one_day(begun: datetime, clock: Clock) -> Clock:
    """``clock``, which never comes to the midnight in Vietnam that follows ``begun``.

    In the last minutes of the day it goes ever slower: what comes later is still later.
    """
    midnight = datetime.combine(local_day(begun) + timedelta(1), time(), LOCAL_TIME).astimezone(UTC)

    def said() -> datetime:
        now = clock()
        over = now - (midnight - _LAST)
        return now if over <= timedelta() else midnight - _LAST + _LAST * (over / (over + _LAST))

    return said
