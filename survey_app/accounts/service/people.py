"""Adding and changing people, and their passwords."""

from datetime import datetime

from survey_app.accounts import store as rows
from survey_app.accounts.model import INSPECTING, PASSWORD_MAX, PASSWORD_MIN, USERNAME_LETTERS, Person
from survey_app.accounts.service.passwords import hashed, verified
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused
from survey_app.store import Database, Store


def add_person(store: Store, person: Person, password: str, now: datetime) -> Person:
    """The person, stored. Raises Invalid with every fault of name and password, Conflict for a taken name."""
    problems = person_problems(person, password)
    if problems:
        raise Invalid(problems)
    password_hash = hashed(password)

    def work(db: Database) -> None:
        if rows.find(db, person.username):
            raise Conflict("username_taken", username=person.username)
        rows.add(db, person, password_hash, now.isoformat())

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


def change_person(store: Store, seen: Person, changed: Person) -> Person:
    """``changed``, kept in place of what somebody had ``seen``; whose role changed or who left is signed out.

    Who left or goes on no visits any more is nobody on any tablet.

    Raises Conflict when it was changed meanwhile, Invalid without a name, Refused when nobody who can
    administer would be left.
    """
    if not changed.name.strip():
        raise Invalid([Problem("name_missing", "name")])

    def work(db: Database) -> None:
        if person(db, seen.username) != seen:
            raise Conflict("person_changed", username=seen.username)
        rows.change(db, changed)
        if not rows.has_administrator(db):
            raise Refused("last_administrator")
        if (changed.role, changed.left_on) != (seen.role, seen.left_on):
            rows.end_sessions_of(db, seen.username)
        if changed.left_on is not None or changed.role not in INSPECTING:
            rows.forget_proofs_of(db, seen.username)

    store.write(work)
    return changed


def set_password(store: Store, username: str, password: str) -> None:
    """Give ``username`` another password; they are signed out everywhere. Raises NotFound, Invalid."""
    problems = _password_problems(password)
    if problems:
        raise Invalid(problems)
    password_hash = hashed(password)

    def work(db: Database) -> None:
        person(db, username)
        rows.change_password(db, username, password_hash)
        rows.end_sessions_of(db, username)

    store.write(work)


def change_own_password(store: Store, username: str, current: str, new: str) -> None:
    """Give somebody who knows their password another one; they are signed out everywhere.

    Raises Invalid for a wrong current password and for a bad new one.
    """
    if verified(rows.find(store.read(), username), current) is None:
        raise Invalid([Problem("wrong_current_password", "current")])
    set_password(store, username, new)


def person_problems(person: Person, password: str) -> list[Problem]:
    """Every fault of a new person's name, user name and password, by field."""
    problems = []
    if not person.username or not set(person.username) <= USERNAME_LETTERS:
        problems.append(Problem("bad_username", "username"))
    if not person.name.strip():
        problems.append(Problem("name_missing", "name"))
    return [*problems, *_password_problems(password)]


def _password_problems(password: str) -> list[Problem]:
    if PASSWORD_MIN <= len(password) <= PASSWORD_MAX:
        return []
    return [Problem("bad_password", "password", {"least": PASSWORD_MIN, "most": PASSWORD_MAX})]
