"""Units on their way from one instance to another."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from survey_app.errors import Invalid
from survey_app.places import store
from survey_app.places.model import Unit, UnitType
from survey_app.places.service.importing import ImportResult, import_units, plan_import
from survey_app.places.unit_file import Row, UnitFile
from survey_app.store import Database


def carried_units(db: Database, codes: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """Code -> its periods, of ``codes``, what they ever stood under, and what took the place of any of it."""
    found: dict[str, list[Unit]] = {}
    wanted = set(codes)
    while wanted:
        for unit in store.periods_of_all(db, wanted):
            found.setdefault(unit.code, []).append(unit)
        more = {code for units in found.values() for one in units for code in _leads_to(one)}
        wanted = more - found.keys() - wanted
    return {code: [asdict(unit) for unit in units] for code, units in sorted(found.items())}


def read_carried(period: Mapping[str, Any]) -> Unit:
    """The period of a unit that came as JSON."""
    return Unit(**{**period, "type": UnitType(period["type"])})


def unknown_units(db: Database, units: Collection[Unit]) -> list[Unit]:
    """Those of ``units`` that have no row here under their code and first day."""
    known = _stored(db, units)
    return [unit for unit in units if (unit.code, unit.valid_from) not in known]


def differing_units(db: Database, units: Collection[Unit]) -> list[Unit]:
    """Those of ``units`` that stand here with other names, days or place in the tree."""
    known = _stored(db, units)
    return [unit for unit in units if known.get((unit.code, unit.valid_from), unit) != unit]


def check_addable(db: Database, units: Iterable[Unit]) -> None:
    """Raise Invalid with all problems of the tree as it would be with ``units`` in it."""
    plan = plan_import(db, _file(units))
    if plan.problems:
        raise Invalid(plan.problems, more=plan.more)


def add_units(db: Database, units: Iterable[Unit]) -> ImportResult:
    """What was added. Raises as `check_addable`; then nothing is."""
    return import_units(db, _file(units))


def _file(units: Iterable[Unit]) -> UnitFile:
    return UnitFile("", tuple(Row(unit.code, unit) for unit in units))


def _stored(db: Database, units: Collection[Unit]) -> dict[tuple[str, str], Unit]:
    periods = store.periods_of_all(db, {unit.code for unit in units})
    return {(unit.code, unit.valid_from): unit for unit in periods}


def _leads_to(unit: Unit) -> list[str]:
    return [code for code in (unit.parent_code, unit.successor_code) if code]
