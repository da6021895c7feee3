"""What an examination of the instance says."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad it is."""

    GOOD = "good"
    WATCH = "watch"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``key`` is that of its words, ``endpoint`` the page where it is seen to, or ''."""

    state: State
    key: str
    values: dict[str, object]
    endpoint: str = ""
