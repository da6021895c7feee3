"""The stage of the demonstration's inspections: the clock they are played by, and who asks at that moment."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from typing import TypeVar

from survey_app import media
from survey_app.accounts import service as accounts
from survey_app.accounts.model import Asker
from survey_app.office.demo.people import ROLES
from survey_app.office.demo.picture import picture
from survey_app.places.model import LOCAL_TIME, local_day
from survey_app.store import Database, Store

T = TypeVar("T")
Story = Iterator[datetime]
"""What happens in one case, in turns: each value is the moment of the next."""
_BETWEEN = timedelta(minutes=4)
_FRIDAY = 4


@dataclass(slots=True)
class Stage:
    """Where stories are played until ``end``, when the demonstration is made; ``now`` is the moment played.

    ``photo`` is the name of the drawn picture that stands for every photo.
    """

    store: Store
    end: datetime
    now: datetime
    photo: str

    @property
    def today(self) -> date:
        """The day on which the demonstration is made."""
        return local_day(self.end)

    def day(self, offset: int) -> date:
        """The working day so many days from today: the last one before it, of days to come the next one."""
        day = self.today + timedelta(offset)
        while day.weekday() > _FRIDAY:
            day += timedelta(1 if offset > 0 else -1)
        return day

    def at(self, offset: int, hour: int = 8, minute: int = 0) -> datetime:
        """A moment of that day, none later than the end."""
        moment = datetime.combine(self.day(offset), time(hour, minute), LOCAL_TIME)
        return min(moment.astimezone(UTC), self.end)

    def clock(self) -> str:
        """The moment as a watch shows it, to the minute."""
        return self.now.astimezone(LOCAL_TIME).replace(tzinfo=None).isoformat(timespec="minutes")

    def who(self, username: str) -> Asker:
        """Somebody of the demonstration, with the units they act for at that moment."""
        return accounts.asker(self.store.read(), username, ROLES[username], local_day(self.now))

    def write(self, work: Callable[[Database], T]) -> T:
        """What ``work`` returns; some minutes pass."""
        done = self.store.write(work)
        self.rest()
        return done

    def rest(self) -> None:
        """Let some minutes pass."""
        self.now = min(self.now + _BETWEEN, self.end)


def set_stage(store: Store, end: datetime) -> Stage:
    """A stage whose play ends at that moment."""
    return Stage(store, end, end, media.take_photo(store, picture(), end).name)


def play(stage: Stage, stories: Sequence[Story]) -> None:
    """Play ``stories`` turn by turn in the order of their moments."""
    waiting = [(next(story), number) for number, story in enumerate(stories)]
    heapify(waiting)
    while waiting:
        stage.now, number = heappop(waiting)
        if (goes_on := next(stories[number], None)) is not None:
            heappush(waiting, (max(goes_on, stage.now), number))
