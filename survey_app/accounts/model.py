"""Who may sign in, as what, and for how long."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

SESSION_LASTS = timedelta(hours=12)
SESSION_IDLES = timedelta(hours=2)
PASSWORD_MIN, PASSWORD_MAX = 12, 200
CODE_LASTS = timedelta(minutes=30)
# Without letters and figures that look alike; 32 of them, so that 12 cannot be guessed.
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 12
LONGEST_DEVICE_NAME = 100
USERNAME_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-@")


class Role(StrEnum):
    """What a person may do; the words for it are in the catalogue."""

    ADMINISTRATOR = "administrator"
    INSPECTOR = "inspector"
    ANALYST = "analyst"
    VIEWER = "viewer"


INSPECTING = frozenset({Role.INSPECTOR, Role.ADMINISTRATOR})
"""Who goes on visits, and so proves on a tablet who they are."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in, until the day they left."""

    username: str
    name: str
    role: Role
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """A tablet that was let in, by its id and what the office calls it."""

    id: str
    name: str
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """That somebody proved on a tablet who they are, and when."""

    username: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Tablet:
    """All that is known of a tablet: how it came in, when it called last, who is on it.

    ``offset`` is the server's clock less the tablet's, in seconds, when it called last.
    """

    id: str
    name: str
    enrolled_by: str
    enrolled_at: datetime
    seen_at: datetime | None
    offset: float | None
    app_version: str
    revoked_by: str
    revoked_at: datetime | None
    people: tuple[Proof, ...] = ()


def code_of(typed: str) -> str:
    """The letters of a code as somebody typed it: in any case, with any strokes and spaces between."""
    return "".join(letter for letter in typed.upper() if letter in CODE_LETTERS)
