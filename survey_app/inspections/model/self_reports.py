"""What a unit says of itself before an inspection: drafts, what was handed in, what was sent back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from survey_app.inspections.model.visits import Given, State


@dataclass(frozen=True, slots=True)
class SelfReport:
    """One report of a case's unit; sent back it stays as it is, and the next has the next ``number``.

    ``draft`` is what it says by address, also once it was handed in: then it never changes, and ``digest``
    is the SHA-256 of it. ``day`` is the one it is judged on: today, and of what was handed in that day.
    ``made_by`` and ``made_at`` say who saved it last, and when.
    """

    inspection: str
    number: int
    instrument: str
    version: str
    day: date
    made_by: str
    made_at: datetime
    state: State = State.DRAFT
    revision: int = 0
    draft: Mapping[str, Given] = field(default_factory=dict)
    digest: str = ""
    submitted_by: str = ""
    submitted_at: datetime | None = None
    returned_by: str = ""
    returned_at: datetime | None = None
    reason: str = ""

    @property
    def id(self) -> str:
        """What the order of shuffled choices follows from."""
        return f"{self.inspection}/{self.number}"

    @property
    def cut(self) -> tuple[str, ...]:
        """A unit leaves nothing of the form out."""
        return ()

    @property
    def stands(self) -> bool:
        """Whether it was handed in and not sent back."""
        return self.state is State.SUBMITTED and self.returned_at is None
