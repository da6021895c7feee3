"""What somebody hands in with a step: tidied, and everything that is missing or wrong with it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from survey_app.accounts.model import Asker
from survey_app.errors import NotFound, Problem
from survey_app.findings.model import (
    LEAST_NOTE,
    MOST_FILES,
    MOST_NOTE,
    RULES,
    Action,
    Finding,
    Need,
    Step,
    records_for_unit,
)
from survey_app.places import service as places
from survey_app.store import Database
from wording import nfc

_TEXTS: Final = ("note", "text", "cause", "measure")
_LINES: Final = ("owner", "to", "document", "paper")
_MOST_LINE: Final = 300
_SAYS_SOMETHING: Final = frozenset({Need.REASON, Need.TEXT, Need.CAUSE, Need.MEASURE})


def tidied(action: Action) -> Action:
    """``action`` with its texts composed and without spaces around them."""
    names = (*_TEXTS, *_LINES)
    tidy: dict[str, Any] = {n: nfc(getattr(action, n).replace("\r\n", "\n")).strip() for n in names}
    return replace(action, **tidy)


def problems(
    db: Database, found: Finding, action: Action, asker: Asker, today: date, files: int
) -> list[Problem]:
    """All that is missing or wrong with a tidied ``action`` that comes with so many files."""
    wrong = [_missing(action, need, files) for need in RULES[action.step].needs]
    if records_for_unit(action.step, asker) and not action.paper:
        wrong.append(Problem("finding_needs_its_paper", "paper"))
    if action.step is Step.EXPLAIN and action.agrees is None:
        wrong.append(Problem("finding_needs_an_answer", "agrees"))
    if action.step is Step.EXPLAIN and action.agrees is False:
        wrong.append(_missing(action, Need.REASON, files))
    if files > MOST_FILES:
        wrong.append(Problem("finding_has_too_many_files", "files", {"most": MOST_FILES}))
    for name, most in (*((name, MOST_NOTE) for name in _TEXTS), *((name, _MOST_LINE) for name in _LINES)):
        if len(getattr(action, name)) > most:
            wrong.append(Problem("note_too_long", name, {"most": most}))
    found_wrong = [problem for problem in wrong if problem]
    places_wrong = {problem.place for problem in found_wrong}
    days = [one for one in _days(found, action, today) if one.place not in places_wrong]
    return [*found_wrong, *days, *_owner(db, action, today)]


def _missing(action: Action, need: Need, files: int) -> Problem | None:
    if need is Need.FILES:
        return None if files else Problem("report_needs_a_file", "files")
    given = getattr(action, need.value)
    if need in _SAYS_SOMETHING:
        too_short = len("".join(given.split())) < LEAST_NOTE
        return Problem("finding_says_too_little", need.value, {"least": LEAST_NOTE}) if too_short else None
    return None if given else Problem("finding_needs_this", need.value)


def _days(found: Finding, action: Action, today: date) -> list[Problem]:
    if action.step is Step.ISSUE:
        return _days_of_issue(found, action, action.day or today, today)
    if action.step is Step.PLAN and action.day and found.issued_on and action.day < found.issued_on:
        return [Problem("plan_before_issue", "day", {"day": found.issued_on})]
    if action.step is Step.ASK_EXTENSION and action.until:
        last = max(today, found.due_on or today)
        return [] if action.until > last else [Problem("until_not_later", "until", {"day": last})]
    if action.step is Step.ASK_REOPENING and action.until and action.until <= today:
        return [Problem("until_not_later", "until", {"day": today})]
    return []


def _days_of_issue(found: Finding, action: Action, day: date, today: date) -> list[Problem]:
    wrong = []
    if not found.found_on <= day <= today:
        wrong.append(Problem("issued_out_of_time", "day", {"first": found.found_on, "last": today}))
    if action.due_on and action.due_on <= day:
        wrong.append(Problem("due_not_after_issue", "due_on", {"day": day}))
    if action.due_on and action.due_on > day + timedelta(days=3660):
        wrong.append(Problem("due_too_far", "due_on", {"years": 10}))
    return wrong


def _owner(db: Database, action: Action, today: date) -> list[Problem]:
    if action.step is Step.ISSUE and action.owner:
        try:
            places.unit(db, action.owner, today)
        except NotFound as error:
            return [replace(error.problem, place="owner")]
    return []
