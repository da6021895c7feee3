"""A reminder, before anybody was sent it, and who can be written to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from survey_app.notices.ladder import Rung


@dataclass(frozen=True, slots=True)
class Notice:
    """What some people are to be reminded of: ``text`` by language, ``address`` where it is seen to.

    ``key`` names the thing, whatever day it is due. Each of ``usernames`` is told once of it on this rung;
    another day it is due begins the ladder anew.
    """

    key: str
    text: Mapping[str, str]
    address: str
    due: date
    rung: Rung
    usernames: tuple[str, ...]

    @property
    def once(self) -> str:
        """What is sent to one person once on one rung."""
        return f"{self.key} {self.due.isoformat()}"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who can be written to."""

    username: str
    name: str
    email: str
