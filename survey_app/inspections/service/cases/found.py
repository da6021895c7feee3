"""What was found in a case: explained, made recommendations by its conclusion, followed to its end."""

from collections.abc import Sequence
from datetime import datetime

from survey_app.accounts.model import Asker
from survey_app.errors import Problem
from survey_app.inspections.model.cases import Case, CaseAction, Recommended
from survey_app.store import Database


def of_case(_: Database, __: str) -> list[object]:
    """The findings of a case, by number."""
    return []


def open_of(_: Database, __: str) -> list[str]:
    """The references of the findings of a case that have not ended."""
    return []


def to_recheck(_: Database, __: str) -> list[str]:
    """The references of those that are to be seen again on site."""
    return []


def told(_: Database, __: str) -> list[object]:
    """Reference, code, severity and words of each, as plain JSON."""
    return []


def conclusion_problems(_: Database, __: Case, ___: CaseAction) -> list[Problem]:
    """Why the findings of a case cannot be concluded like that."""
    return []


def ask_all(db: Database, asker: Asker, of: Case, now: datetime) -> None:
    """Ask the unit to explain everything that was found."""


def issue_all(
    db: Database, asker: Asker, of: Case, recommended: Sequence[Recommended], now: datetime
) -> None:
    """Make recommendations of what stands."""
