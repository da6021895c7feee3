"""What somebody hands in with a step: tidied, and everything that is missing or wrong with it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from survey_app.accounts.model import Asker
from survey_app.errors import NotFound, Problem
from survey_app.findings.model import (
    LEAST_NOTE,
    MOST_DAYS_TO_EXPLAIN,
    MOST_FILES,
    MOST_NOTE,
    MOST_YEARS,
    RULES,
    Action,
    Finding,
    Need,
    Request,
    Step,
    last_day,
    records_for_unit,
)
from survey_app.findings.store import findings as rows
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
    db: Database,
    found: Finding,
    action: Action,
    asker: Asker,
    today: date,
    files: int,
    asked: Request | None = None,
) -> list[Problem]:
    """All that is missing or wrong with a tidied ``action`` with so many files, on what was ``asked`` for."""
    wrong = [_missing(action, need, files) for need in RULES[action.step].needs]
    if records_for_unit(action.step, asker) and not action.paper:
        wrong.append(Problem("finding_needs_its_paper", "paper"))
    if action.step is Step.EXPLAIN and action.agrees is None:
        wrong.append(Problem("finding_needs_an_answer", "agrees"))
    if action.step is Step.EXPLAIN and action.agrees is False:
        wrong.append(_missing(action, Need.REASON, files))
    if action.step is Step.RECHECK_PASS and not files and _says_little(action.note):
        wrong.append(Problem("recheck_shows_nothing", "note", {"least": LEAST_NOTE}))
    if files > MOST_FILES:
        wrong.append(Problem("finding_has_too_many_files", "files", {"most": MOST_FILES}))
    for name, most in (*((name, MOST_NOTE) for name in _TEXTS), *((name, _MOST_LINE) for name in _LINES)):
        if len(getattr(action, name)) > most:
            wrong.append(Problem("note_too_long", name, {"most": most}))
    found_wrong = [problem for problem in wrong if problem]
    places_wrong = {problem.place for problem in found_wrong}
    found_days = [*_days(found, action, today, asked), *_beyond_whole(db, found, action)]
    days = [one for one in found_days if one.place not in places_wrong]
    return [*found_wrong, *days, *_owner(db, action, today)]


def _missing(action: Action, need: Need, files: int) -> Problem | None:
    if need is Need.FILES:
        return None if files else Problem("report_needs_a_file", "files")
    given = getattr(action, need.value)
    if need in _SAYS_SOMETHING:
        too_little = Problem("finding_says_too_little", need.value, {"least": LEAST_NOTE})
        return too_little if _says_little(given) else None
    return None if given else Problem("finding_needs_this", need.value)


def _says_little(text: str) -> bool:
    return len("".join(text.split())) < LEAST_NOTE


def _days(found: Finding, action: Action, today: date, asked: Request | None) -> list[Problem]:
    if action.step is Step.ASK and action.due_on:
        return day_to_explain(action.due_on, today, "due_on")
    if action.step is Step.ISSUE:
        return _days_of_issue(found, action, action.day or today, today)
    if action.step is Step.PLAN and action.day:
        return _days_of_plan(found, action.day, today)
    if action.step is Step.ASK_EXTENSION and action.until:
        return _new_deadline(action.until, max(today, found.due_on or today), today, "until")
    if action.step is Step.ASK_REOPENING and action.until:
        return _new_deadline(action.until, today, today, "until")
    if action.step is Step.GRANT and asked and asked.until:
        # Its day may have come by now: what was done by it was in time.
        return too_far(asked.until, today, "")
    if action.step is Step.REOPEN and asked and asked.until:
        return _new_deadline(asked.until, today, today, "")
    return []


def day_to_explain(day: date, today: date, place: str) -> list[Problem]:
    """That a unit cannot be asked ``today`` to explain by ``day``, said at ``place``; nothing when it can."""
    last = today + timedelta(MOST_DAYS_TO_EXPLAIN)
    if today < day <= last:
        return []
    return [Problem("explain_day_out_of_time", place, {"today": today, "last": last})]


def _days_of_issue(found: Finding, action: Action, day: date, today: date) -> list[Problem]:
    wrong = []
    if not found.found_on <= day <= today:
        wrong.append(Problem("issued_out_of_time", "day", {"first": found.found_on, "last": today}))
    if action.due_on and action.due_on <= day:
        wrong.append(Problem("due_not_after_issue", "due_on", {"day": day}))
    return [*wrong, *(too_far(action.due_on, day, "due_on") if action.due_on else [])]


def _days_of_plan(found: Finding, day: date, today: date) -> list[Problem]:
    """A plan lies within the deadline; of what is late anyway the unit says when it will be done."""
    if found.issued_on and day < found.issued_on:
        return [Problem("plan_before_issue", "day", {"day": found.issued_on})]
    if found.due_on and today <= found.due_on < day:
        return [Problem("plan_after_due", "day", {"day": found.due_on})]
    return too_far(day, today, "day")


def _new_deadline(until: date, after: date, today: date, place: str) -> list[Problem]:
    if until <= after:
        return [Problem("until_not_later", place, {"day": after})]
    return too_far(until, today, place)


def after_whole(whole: Finding, place: str) -> Problem:
    """That a part would end after what it is a part of."""
    return Problem("finding_part_after_whole", place, {"day": whole.due_on, "whole": whole.reference})


def _beyond_whole(db: Database, found: Finding, action: Action) -> list[Problem]:
    if action.step is not Step.ASK_EXTENSION or not action.until or not found.parent:
        return []
    whole = rows.of_ids(db, [found.parent])[found.parent]
    beyond = whole.due_on is not None and action.until > whole.due_on
    return [after_whole(whole, "until")] if beyond else []


def too_far(day: date, since: date, place: str) -> list[Problem]:
    """That ``day`` is too far from ``since`` to be a deadline, said at ``place``; nothing when it is not."""
    if day <= last_day(since):
        return []
    return [Problem("due_too_far", place, {"years": MOST_YEARS, "last": last_day(since)})]


def _owner(db: Database, action: Action, today: date) -> list[Problem]:
    if action.step is Step.ISSUE and action.owner:
        try:
            places.unit(db, action.owner, today)
        except NotFound as error:
            return [replace(error.problem, place="owner")]
    return []
