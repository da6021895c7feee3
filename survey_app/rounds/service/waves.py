"""Waves of collection: add one, change its days, delete it while it is unused, say how far it reaches."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from forms.items import Audience
from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.instruments.service import newest_version, published
from survey_app.rounds import store
from survey_app.rounds.model import Reach, Round, State
from survey_app.store import Database

# Whether anything was collected or planned in a round: rooms further right answer.
Used = Callable[[Database, str], bool]

_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 12, 31)
_LONGEST = 5  # years
_ROUND_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def add_round(
    db: Database, code: str, instrument: str, starts_on: date, ends_on: date, version: str = ""
) -> Round:
    """The new round, which asks that version of ``instrument`` to its end, the newest when none is named.

    Raises Invalid with all problems: bad or taken code (capitals or not), days that cannot be, no such
    instrument or version.
    """
    problems: list[Problem] = []
    if not _ROUND_CODE.fullmatch(code):
        problems.append(Problem("bad_round_code", "code", {"round": code[:60]}))
    elif (taken := store.find_round_like(db, code)) is not None:
        problems.append(Problem("round_code_is_taken", "code", {"round": taken.code}))
    problems += _check_days(starts_on, ends_on)
    try:
        if version:
            published(db, instrument, version)
        else:
            version = newest_version(db, instrument)
    except NotFound as error:
        problems.append(replace(error.problem, place="instrument"))
    if problems:
        raise Invalid(problems)
    added = Round(code, instrument, version, starts_on, ends_on)
    store.insert_round(db, added)
    return added


def change_last_day(db: Database, code: str, was: date, ends_on: date, today: date) -> Round:
    """The round, which now takes responses to the end of ``ends_on``; what it received stays.

    It may end early or be opened again, but never in the past: responses of today would stand outside it.
    Raises NotFound, Conflict when its last day is no longer ``was``, Invalid for a day that cannot be.
    """
    found = round_(db, code)
    if found.ends_on != was:
        raise Conflict("round_changed_meanwhile", "ends_on", round=code, end=found.ends_on)
    if ends_on == was:
        return found
    if problems := [
        problem for problem in _check_days(found.starts_on, ends_on) if problem.place == "ends_on"
    ]:
        raise Invalid(problems)
    if found.state(today) is not State.NOT_YET_OPEN and ends_on < today:
        raise Invalid([Problem("round_ends_in_the_past", "ends_on", {"end": ends_on, "today": today})])
    store.set_last_day(db, code, ends_on)
    return replace(found, ends_on=ends_on)


def change_first_day(db: Database, code: str, was: date, starts_on: date, used: Used) -> Round:
    """The round, which now begins on ``starts_on``. Raises as `check_unused` and `change_last_day` do."""
    found = check_unused(db, code, used)
    if found.starts_on != was:
        raise Conflict("round_begins_otherwise", "starts_on", round=code, start=found.starts_on)
    problems = _check_days(starts_on, found.ends_on)
    if problems:
        raise Invalid([replace(problem, place="starts_on") for problem in problems])
    store.set_first_day(db, code, starts_on)
    return replace(found, starts_on=starts_on)


def delete_round(db: Database, code: str, used: Used) -> None:
    """Let the round be gone. Raises as `check_unused` does."""
    check_unused(db, code, used)
    store.delete_round(db, code)


def check_unused(db: Database, code: str, used: Used) -> Round:
    """The round. Raises NotFound, Conflict when it has codes, responses or visits."""
    found = round_(db, code)
    if store.has_codes(db, code) or used(db, code):
        raise Conflict("round_is_used", round=code)
    return found


def round_(db: Database, code: str) -> Round:
    """The round called ``code``. Raises NotFound."""
    found = store.find_round(db, code)
    if found is None:
        known = ", ".join(known.code for known in store.every_round(db)) or "–"
        raise NotFound("no_such_round", round=code, known=known)
    return found


def rounds(db: Database) -> list[Round]:
    """All rounds, the earliest first."""
    return store.every_round(db)


def has_codes(db: Database, code: str) -> bool:
    """Whether the round ever had a code, open or closed."""
    return store.has_codes(db, code)


def is_for_visits(db: Database, wave: Round) -> bool:
    """Whether ``wave`` asks what staff fill in: inspectors carry it on visits, no code leads to it."""
    return published(db, wave.instrument, wave.version).audience is Audience.STAFF


def reach(db: Database) -> dict[str, Reach]:
    """How many open codes each round has, and at how many units; rounds without any code are left out."""
    return store.reach(db)


def _check_days(first: date, last: date) -> list[Problem]:
    problems = [
        Problem("round_day_is_odd", place, {"day": day, "first": _EARLIEST.year, "last": _LATEST.year})
        for place, day in (("starts_on", first), ("ends_on", last))
        if not _EARLIEST <= day <= _LATEST
    ]
    if last < first:
        problems.append(Problem("round_ends_before_it_starts", "ends_on", {"start": first, "end": last}))
    elif not problems and (last.year - _LONGEST, last.month, last.day) > (first.year, first.month, first.day):
        problems.append(Problem("round_is_too_long", "ends_on", {"years": _LONGEST}))
    return problems
