"""What is due, and whose it is: one rule for the list, the calendar and the mail."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from survey_app.accounts.model import OF_UNIT, Asker, Role
from survey_app.inspections.model import Case
from survey_app.notices import Rung, escalation, ladder


class Kind(StrEnum):
    """What somebody has to do; the words for it are in the catalogue."""

    REMEDY = "remedy"
    VERIFY = "verify"
    EXPLAIN = "explain"
    EXPLAIN_CASE = "explain_case"
    SELF_REPORT = "self_report"
    VISIT = "visit"
    VISITED = "visited"


class Part(StrEnum):
    """Whether somebody has to do it, or hears of it because nobody does."""

    ACTS = "acts"
    LEADS = "leads"


CONCERNED: Final = frozenset(Role) - {Role.ANALYST, Role.VIEWER}
"""Who may have anything to do by a day."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something due at ``unit`` on a day, about the finding or case called ``reference``.

    ``owner_above`` is the path of the unit that is to act, ``above`` that of the one that was inspected;
    ``lead`` led the team, ``case`` is what it is about when it is no finding. ``spoken``: whether anybody
    speaks for the unit; where nobody does, the office acts.
    """

    kind: Kind
    reference: str
    unit: str
    due_on: date
    owner_above: str
    above: str
    lead: str
    spoken: bool
    case: Case | None = None

    @property
    def key(self) -> str:
        """What names it among all that is due."""
        return f"{self.kind} {self.reference}"

    @property
    def leaves_the_house(self) -> bool:
        """Whether calendars and mail, which others may read, may tell of it."""
        return self.case is None or not self.case.secret


def part_of(asker: Asker, due: Due) -> Part | None:
    """What ``asker`` has to do with it; None when it does not concern them, or is not there for them."""
    if not _open_to(asker, due):
        return None
    if _acts(asker, due):
        return Part.ACTS
    leads = asker.role is Role.LEADER or asker.username == due.lead
    return Part.LEADS if leads and due.kind is not Kind.VISITED else None


def rung_of(part: Part, due_on: date, today: date) -> Rung | None:
    """The rung on which somebody with that part is reminded today."""
    return ladder(due_on, today) if part is Part.ACTS else escalation(due_on, today)


def codes_of(path: str) -> list[str]:
    """The units of a path such as '/01/C1/Q1/'."""
    return [code for code in path.split("/") if code]


def is_spoken_for(path: str, speakers: Collection[str]) -> bool:
    """Whether one of the units of ``path`` is among those somebody speaks for."""
    return any(code in speakers for code in codes_of(path))


def _open_to(asker: Asker, due: Due) -> bool:
    if due.case is not None:
        return due.case.open_to(asker)
    return asker.reaches(due.above) or asker.reaches(due.owner_above)


def _acts(asker: Asker, due: Due) -> bool:
    if due.kind is Kind.VISIT:
        return due.case is not None and asker.username in due.case.team
    if due.kind is Kind.VERIFY:
        return asker.role is Role.VERIFIER
    if due.spoken or due.kind is Kind.VISITED:
        return asker.role in OF_UNIT and asker.reaches(due.owner_above)
    # On its behalf, by the papers it sends.
    return asker.username == due.lead or (not due.lead and asker.role is Role.SECRETARY)
