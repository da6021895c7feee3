"""Who of the office acts for nobody but the authority that has to remedy: they judge nothing of it."""

from datetime import date

from survey_app.accounts.model import Asker
from survey_app.errors import NotFound
from survey_app.findings.model import Finding
from survey_app.places import service as places
from survey_app.places.model import UnitType
from survey_app.store import Database

_AUTHORITIES = (UnitType.COMMUNE, UnitType.DEPARTMENT)


def judges_own(db: Database, asker: Asker, found: Finding, today: date) -> bool:
    """Whether every unit ``asker`` acts for ``today`` is of the authority whose finding it is."""
    if not asker.units:
        return False
    home = _authority(db, found.owner or found.unit, today)
    return all(home in _way(db, unit, today) for unit in asker.units)


def _authority(db: Database, unit: str, today: date) -> str:
    """The commune or department a unit is or belongs to; itself where there is none."""
    try:
        way = places.path(db, unit, today)
    except NotFound:
        return unit
    return next((one.code for one in reversed(way) if one.type in _AUTHORITIES), unit)


def _way(db: Database, unit: str, today: date) -> list[str]:
    try:
        return [one.code for one in places.path(db, unit, today)]
    except NotFound:
        return [unit]
