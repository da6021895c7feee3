"""What tablets send and what becomes of it."""

from enum import StrEnum

APP_VERSION = 1
"""The version of the doors that the app of this release speaks."""
OLDEST_APP = 1
"""The oldest version whose records are still read; older ones keep their data and are told to load anew."""


class State(StrEnum):
    """Where a record lies: merged into its visit, waiting for a person to decide, or removed by one."""

    STORED = "stored"
    QUARANTINED = "quarantined"
    REMOVED = "removed"


class Decision(StrEnum):
    """What an administrator decided about another content under the id of a record: put aside, or taken as a
    further record of its visit."""

    ASIDE = "aside"
    TAKEN = "taken"
