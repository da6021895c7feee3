"""Who may sign in, as what, and for how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

SESSION_LASTS = timedelta(hours=12)
SESSION_IDLES = timedelta(hours=2)
PASSWORD_MIN, PASSWORD_MAX = 12, 200
# How long somebody may take between the password and the code of the second factor.
HALF_LASTS = timedelta(minutes=15)
RECOVERY_CODES = 10
SECOND_FACTOR_ROLES = "second_factor_roles"  # the setting: roles that must have one, parted by commas
CODE_LASTS = timedelta(minutes=30)
# Without letters and figures that look alike; 32 of them, so that 12 cannot be guessed.
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 12
LONGEST_DEVICE_NAME = 100
USERNAME_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-@")


class Role(StrEnum):
    """What a person may do; the words for it are in the catalogue."""

    ADMINISTRATOR = "administrator"
    LEADER = "leader"
    TEAM_LEAD = "team_lead"
    SECRETARY = "secretary"
    INSPECTOR = "inspector"
    VERIFIER = "verifier"
    UNIT_HEAD = "unit_head"
    UNIT_CONTACT = "unit_contact"
    ANALYST = "analyst"
    VIEWER = "viewer"


INSPECTING = frozenset({Role.ADMINISTRATOR, Role.TEAM_LEAD, Role.SECRETARY, Role.INSPECTOR})
"""Who goes on visits, and so proves on a tablet who they are."""

OF_UNIT = frozenset({Role.UNIT_HEAD, Role.UNIT_CONTACT})
"""Who speaks for a unit that is inspected."""

OFFICE = frozenset(Role) - OF_UNIT
"""Who works for the office that inspects."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in, until the day they left."""

    username: str
    name: str
    role: Role
    left_on: date | None = None
    email: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """A unit somebody acts for, with all below it, from and until which day; None leaves that end open."""

    unit: str
    first_day: date | None = None
    last_day: date | None = None

    def holds(self, day: date) -> bool:
        """Whether somebody acts for the unit on that day."""
        return (self.first_day or day) <= day <= (self.last_day or day)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as what, and for which units today; ``units`` None means everywhere, () nowhere.

    ``before`` are the units that those of somebody who speaks for units took the place of: what was done
    there is theirs to read.
    """

    username: str
    role: Role
    units: tuple[str, ...] | None = None
    before: tuple[str, ...] = ()

    @property
    def of_unit(self) -> bool:
        """Whether they speak for a unit that is inspected."""
        return self.role in OF_UNIT

    def reaches(self, above: str) -> bool:
        """Whether they act for the unit of that path ('/01/C1/Q1/') or for one above it."""
        return self.units is None or any(f"/{unit}/" in above for unit in self.units)

    def reads(self, above: str) -> bool:
        """Whether they may read of the unit of that path: they reach it, or theirs took the place of one."""
        return self.reaches(above) or any(f"/{unit}/" in above for unit in self.before)

    @property
    def read_units(self) -> tuple[str, ...] | None:
        """The units whose things they may read, with all below; None means everywhere."""
        return None if self.units is None else (*self.units, *self.before)


@dataclass(frozen=True, slots=True)
class Session:
    """A log-in that still counts; ``id`` names it and opens nothing, ``browser`` is '' when unknown."""

    id: str
    started_at: datetime
    seen_at: datetime
    browser: str


class Done(StrEnum):
    """What was done to somebody's account; the words for it are in the catalogue."""

    ROLE = "role"
    UNITS = "units"
    LEFT = "left"
    BACK = "back"
    PASSWORD = "password"  # noqa: S105  # a word
    FACTOR = "factor"
    FACTOR_OFF = "factor_off"
    FACTOR_TAKEN = "factor_taken"
    RECOVERED = "recovered"
    RENEWED = "renewed"
    SESSIONS = "sessions"


@dataclass(frozen=True, slots=True)
class Deed:
    """That something was done to an account, by whom, when, and from what to what."""

    done: Done
    by: str
    at: datetime
    data: Mapping[str, object]


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
