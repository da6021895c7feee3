"""Which units somebody acts for."""

from datetime import date

from survey_app.accounts.model import OF_UNIT, Asker, Role, Scope
from survey_app.accounts.store import people as rows
from survey_app.places import service as places
from survey_app.store import Database


def asker(db: Database, username: str, role: str, today: date) -> Asker:
    """Who asks, with the units they act for ``today``. Cheap: one query, of a unit a few.

    Administrators act everywhere, and so does whom no unit was ever given; but who speaks for units nowhere.
    """
    if role == Role.ADMINISTRATOR:
        return Asker(username, Role.ADMINISTRATOR)
    given = rows.scopes(db, username)
    if not given and role not in OF_UNIT:
        return Asker(username, Role(role))
    units = tuple(dict.fromkeys(one.unit for one in given if one.holds(today)))
    return Asker(username, Role(role), units, _before(db, units, today) if role in OF_UNIT else ())


def _before(db: Database, units: tuple[str, ...], today: date) -> tuple[str, ...]:
    """What ``units`` took the place of, by ``today``."""
    every = dict.fromkeys(code for unit in units for code in places.took_place_of(db, unit, today))
    return tuple(code for code in every if code not in units)


def scopes(db: Database, username: str) -> list[Scope]:
    """The units ``username`` was given, also before and after, by code and first day."""
    return rows.scopes(db, username)


def every_scope(db: Database) -> dict[str, list[Scope]]:
    """The units of everybody who was given some, by user name."""
    return rows.every_scope(db)
