"""SQL over the table of units."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from survey_app.places.model import Unit, UnitType
from survey_app.store import Database

_COLUMNS = (
    "code, valid_from, valid_to, name_vi, name_en, type, parent_code, successor_code, legal_act, code_is_ours"
)
_INSERT = f"INSERT INTO places_unit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608


def every_unit(db: Database) -> Iterator[Unit]:
    """All units in all periods, by code and first day."""
    return map(_unit, db.execute(f"SELECT {_COLUMNS} FROM places_unit ORDER BY code, valid_from"))  # noqa: S608


def periods_of(db: Database, code: str) -> list[Unit]:
    """All periods of ``code``, the earliest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM places_unit WHERE code = ? ORDER BY valid_from",  # noqa: S608
        [code],
    )
    return [_unit(row) for row in rows]


def insert_missing(db: Database, units: Iterable[Unit]) -> int:
    """How many of ``units`` were new; what is stored under the same code and first day stays as it is."""
    before: int = db.conn.total_changes
    db.conn.executemany(f"{_INSERT} ON CONFLICT DO NOTHING", map(_values, units))
    return int(db.conn.total_changes - before)


def insert(db: Database, units: Iterable[Unit]) -> None:
    """Add units whose code and first day nothing has."""
    db.conn.executemany(_INSERT, map(_values, units))


def update(db: Database, units: Iterable[Unit]) -> None:
    """Correct stored units, found by code and first day; whose the code is stays as it was."""
    db.conn.executemany(
        "UPDATE places_unit SET valid_to = ?, name_vi = ?, name_en = ?, type = ?, parent_code = ?,"
        " successor_code = ?, legal_act = ? WHERE code = ? AND valid_from = ?",
        ([*_values(unit)[2:9], unit.code, unit.valid_from] for unit in units),
    )


def _values(unit: Unit) -> tuple[object, ...]:
    return (
        unit.code,
        unit.valid_from,
        unit.valid_to,
        unit.name_vi,
        unit.name_en,
        unit.type.value,
        unit.parent_code,
        unit.successor_code,
        unit.legal_act,
        int(unit.code_is_ours),
    )


def _unit(row: Sequence[Any]) -> Unit:
    code, valid_from, valid_to, name_vi, name_en, kind, parent, successor, act, ours = row
    return Unit(
        code, valid_from, valid_to, name_vi, name_en, UnitType(kind), parent, successor, act, bool(ours)
    )
