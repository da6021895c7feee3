"""Who may sign in, as what, and for how long."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SESSION_LASTS = timedelta(hours=12)
SESSION_IDLES = timedelta(hours=2)
PASSWORD_MIN, PASSWORD_MAX = 12, 200
USERNAME_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-@")


class Role(StrEnum):
    """What a person may do; the words for it are in the catalogue."""

    ADMINISTRATOR = "administrator"
    INSPECTOR = "inspector"
    ANALYST = "analyst"
    VIEWER = "viewer"


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
