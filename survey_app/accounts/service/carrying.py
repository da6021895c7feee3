"""People on their way from one instance to another."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from survey_app.accounts.model import Person, Role, Scope
from survey_app.accounts.store import people as rows
from survey_app.errors import Conflict
from survey_app.store import Database


def carried_person(db: Database, username: str, *, signs_in: bool) -> dict[str, Any] | None:
    """Somebody's name, role and units, or None; the hash of the password only for who signs in there."""
    found = rows.find(db, username)
    if found is None:
        return None
    person, password_hash = found
    return {
        "username": person.username,
        "name": person.name,
        "role": person.role.value,
        "left_on": person.left_on.isoformat() if person.left_on else None,
        "email": person.email,
        "units": [_written(one) for one in rows.scopes(db, username)],
        "password_hash": password_hash if signs_in else "",
    }


def take_person(db: Database, came: Mapping[str, Any], today: date, now: datetime) -> bool:
    """Whether somebody was new here. Who comes without a password has left: a name to read, nobody's account.

    Raises Conflict when the user name is somebody else's here; who is known stays as they are.
    """
    known = rows.find(db, came["username"])
    if known is not None:
        if known[0].name != came["name"]:
            raise Conflict("carried_person_differs", username=came["username"], name=known[0].name)
        return False
    left_on = date.fromisoformat(came["left_on"]) if came["left_on"] else None
    if not came["password_hash"]:
        left_on = left_on or today
    person = Person(came["username"], came["name"], Role(came["role"]), left_on, came.get("email", ""))
    rows.add(db, person, came["password_hash"], now.isoformat())
    rows.change(db, person)
    # Without them somebody who acts for one unit there would act everywhere here.
    rows.change_scopes(db, person.username, [_read(one) for one in came.get("units", ())])
    return True


def _written(scope: Scope) -> list[str]:
    days = (scope.first_day, scope.last_day)
    return [scope.unit, *(day.isoformat() if day else "" for day in days)]


def _read(written: Sequence[str]) -> Scope:
    unit, *days = written
    first, last = (date.fromisoformat(text) if text else None for text in days)
    return Scope(unit, first, last)
