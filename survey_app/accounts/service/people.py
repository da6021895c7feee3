"""Adding and changing people, the units they act for, and their passwords."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from survey_app.accounts.model import (
    INSPECTING,
    OF_UNIT,
    OFFICE,
    PASSWORD_MAX,
    PASSWORD_MIN,
    USERNAME_LETTERS,
    Deed,
    Done,
    Person,
    Role,
    Scope,
)
from survey_app.accounts.service.passwords import hashed, verified
from survey_app.accounts.store import devices, sessions
from survey_app.accounts.store import people as rows
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused
from survey_app.places import service as places
from survey_app.store import Database, Store
from wording import hidden_characters

_EMAIL = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+\.[^@\s<>,;:\"()]+")
_LONGEST_EMAIL = 200
# Whom units given to them limit; without any they act everywhere.
_LIMITED = OFFICE - {Role.ADMINISTRATOR}


def add_person(
    store: Store, person: Person, password: str, now: datetime, scopes: Sequence[Scope] = ()
) -> Person:
    """The person, stored with the units they act for.

    Raises Invalid with every fault of name, address, units and password, Conflict for a taken name.
    """
    problems = [
        *person_problems(person, password),
        *_unit_missing(person, scopes),
        *_scope_problems(store.read(), scopes, scopes),
    ]
    if problems:
        raise Invalid(problems)
    password_hash = hashed(password)

    def work(db: Database) -> None:
        if rows.find(db, person.username):
            raise Conflict("username_taken", username=person.username)
        rows.add(db, person, password_hash, now.isoformat())
        rows.change_scopes(db, person.username, scopes)

    store.write(work)
    return person


def people(db: Database) -> list[Person]:
    """Everybody, by user name; also who left."""
    return rows.people(db)


def person(db: Database, username: str) -> Person:
    """The person called ``username``. Raises NotFound."""
    found = rows.find(db, username)
    if found is None:
        raise NotFound("no_such_person", username=username[:100])
    return found[0]


def deeds(db: Database, username: str) -> list[Deed]:
    """What was done to the account of ``username``, the last first."""
    return rows.deeds(db, username)


def change_person(store: Store, seen: Person, changed: Person, by: str, now: datetime) -> Person:
    """``changed``, kept in place of what somebody had ``seen``; whose role changed or who left is signed out.

    Who left or goes on no visits any more is nobody on any tablet.

    Raises Conflict when it was changed meanwhile, Invalid without a name, with a bad address, for somebody
    who is to speak for a unit from now on and has none, or who spoke for units, has none and would act
    everywhere; Refused when nobody who can administer would be left.
    """

    def work(db: Database) -> None:
        if person(db, seen.username) != seen:
            raise Conflict("person_changed", username=seen.username)
        problems = _name_problems(changed)
        if changed.role != seen.role:
            scopes = rows.scopes(db, seen.username)
            problems += [*_unit_missing(changed, scopes), *_role_widened(seen, changed, scopes)]
        if problems:
            raise Invalid(problems)
        rows.change(db, changed)
        if not rows.has_administrator(db):
            raise Refused("last_administrator")
        if (changed.role, changed.left_on) != (seen.role, seen.left_on):
            sessions.end_of(db, seen.username)
        if changed.left_on is not None or changed.role not in INSPECTING:
            devices.forget_proofs_of(db, seen.username)
        _note_change(db, seen, changed, by, now)

    store.write(work)
    return changed


def change_scopes(
    store: Store,
    username: str,
    seen: Sequence[Scope],
    changed: Sequence[Scope],
    by: str,
    now: datetime,
    *,
    everywhere: bool = False,
) -> None:
    """Keep the units ``changed`` in place of those somebody had ``seen``.

    Who speaks for units and has none any more sees nothing. Somebody of the office acts everywhere then,
    which must be asked for by ``everywhere``.

    Raises Conflict when they were changed meanwhile, Invalid for a unit there never was in that time, for
    days the wrong way round, for a unit named twice from one day, and for the last one of somebody of the
    office who is not to act everywhere.
    """

    def work(db: Database) -> None:
        known, stored = person(db, username), rows.scopes(db, username)
        if sorted(stored, key=str) != sorted(seen, key=str):
            raise Conflict("person_changed", username=username)
        new = [one for one in changed if one not in stored]
        problems = _scope_problems(db, changed, new)
        if stored and not changed and known.role in _LIMITED and not everywhere:
            problems.append(Problem("last_unit_of_office", "unit"))
        if problems:
            raise Invalid(problems)
        rows.change_scopes(db, username, changed)
        data = {"units": [_said(one) for one in changed]}
        rows.note(db, username, Done.UNITS, by, now.isoformat(), data)

    store.write(work)


def set_password(store: Store, username: str, password: str, by: str, now: datetime) -> None:
    """Give ``username`` another password; they are signed out everywhere. Raises NotFound, Invalid."""
    problems = _password_problems(password)
    if problems:
        raise Invalid(problems)
    password_hash = hashed(password)

    def work(db: Database) -> None:
        person(db, username)
        rows.change_password(db, username, password_hash)
        sessions.end_of(db, username)
        rows.note(db, username, Done.PASSWORD, by, now.isoformat(), {})

    store.write(work)


def change_own_password(store: Store, username: str, current: str, new: str, now: datetime) -> None:
    """Give somebody who knows their password another one; they are signed out everywhere.

    Raises Invalid for a wrong current password and for a bad new one.
    """
    if verified(rows.find(store.read(), username), current) is None:
        raise Invalid([Problem("wrong_current_password", "current")])
    set_password(store, username, new, username, now)


def person_problems(person: Person, password: str) -> list[Problem]:
    """Every fault of a new person's name, user name, address and password, by field."""
    problems = []
    if not person.username or not set(person.username) <= USERNAME_LETTERS:
        problems.append(Problem("bad_username", "username"))
    return [*problems, *_name_problems(person), *_password_problems(password)]


def _unit_missing(person: Person, scopes: Sequence[Scope]) -> list[Problem]:
    """What is said of somebody who is to speak for units and has none."""
    without = person.role in OF_UNIT and not scopes
    return [Problem("unit_role_without_unit", "unit")] if without else []


def _role_widened(seen: Person, changed: Person, scopes: Sequence[Scope]) -> list[Problem]:
    """What is said of somebody who saw nothing and would act everywhere by nothing but another role."""
    widened = seen.role in OF_UNIT and changed.role in _LIMITED and not scopes
    return [Problem("role_would_act_everywhere", "role")] if widened else []


def _scope_problems(db: Database, scopes: Sequence[Scope], new: Iterable[Scope]) -> list[Problem]:
    """What is wrong with the units ``scopes``, at 'unit' or 'last'; the ``new`` ones are looked up."""
    problems = []
    starts = [(one.unit, one.first_day) for one in scopes]
    twice = {one[0] for one in starts if starts.count(one) > 1}
    problems += [Problem("scope_unit_twice", "unit", {"unit": unit}) for unit in sorted(twice)]
    for one in new:
        if one.first_day and one.last_day and one.last_day < one.first_day:
            problems.append(Problem("last_day_before_first", "last"))
            continue
        try:
            places.unit_during(db, one.unit, one.first_day or date.min, one.last_day or date.max)
        except NotFound:
            problems.append(Problem("no_unit_of_code", "unit", {"unit": one.unit[:100]}))
    return problems


def _name_problems(person: Person) -> list[Problem]:
    problems = [] if person.name.strip() else [Problem("name_missing", "name")]
    # A line's end in a name breaks the head of a letter; what nobody sees makes two people look like one.
    if hidden_characters(person.name) or {"\t", "\n"} & set(person.name):
        problems.append(Problem("name_has_hidden_letters", "name"))
    email = person.email
    if email and not (len(email) <= _LONGEST_EMAIL and email.isprintable() and _EMAIL.fullmatch(email)):
        problems.append(Problem("bad_email", "email", {"email": email[:_LONGEST_EMAIL]}))
    return problems


def _password_problems(password: str) -> list[Problem]:
    if PASSWORD_MIN <= len(password) <= PASSWORD_MAX:
        return []
    return [Problem("bad_password", "password", {"least": PASSWORD_MIN, "most": PASSWORD_MAX})]


def _note_change(db: Database, seen: Person, changed: Person, by: str, now: datetime) -> None:
    at = now.isoformat()
    if changed.role != seen.role:
        rows.note(db, seen.username, Done.ROLE, by, at, {"before": seen.role, "after": changed.role})
    if (changed.left_on is None) != (seen.left_on is None):
        rows.note(db, seen.username, Done.BACK if changed.left_on is None else Done.LEFT, by, at, {})


def _said(scope: Scope) -> str:
    """A unit and its days, as they are noted: 'C1 2026-01-01/2026-12-31'."""
    days = (scope.first_day, scope.last_day)
    period = "/".join(day.isoformat() if day else ".." for day in days)
    return f"{scope.unit} {period}" if any(days) else scope.unit
