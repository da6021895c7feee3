"""SQL over the table of units."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from survey_app.places.model import Unit, UnitType
from survey_app.store import Database
from wording import fold

_COLUMNS = (
    "code, valid_from, valid_to, name_vi, name_en, type, parent_code, successor_code, legal_act, code_is_ours"
)
_INSERT = f"INSERT INTO places_unit ({_COLUMNS}, search) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_LAST_DAY = "iif({0}.valid_to = '', '9999-12-31', {0}.valid_to)"

# What stands below the units of :codes on :day: who stood under a unit that has ended stands under what took
# its place, so the walk goes down to children and back to predecessors (`ended`) whose children are its own.
# The rules are those of `model.parent_on`; a unit since unknown stands under the period valid on the day.
_BELOW = f"""
WITH RECURSIVE below (root, depth, ended, code, valid_from, valid_to, type) AS (
  SELECT code, 0, 0, code, valid_from, valid_to, type FROM places_unit
  WHERE code IN (SELECT value FROM json_each(:codes))
    AND valid_from <= :day AND (valid_to = '' OR valid_to >= :day)
  UNION ALL
  SELECT above.root, above.depth + 1, 0, unit.code, unit.valid_from, unit.valid_to, unit.type
  FROM below AS above CROSS JOIN places_unit AS unit ON unit.parent_code = above.code
  WHERE above.depth < :depth AND unit.valid_from <= :day AND (unit.valid_to = '' OR unit.valid_to >= :day)
    AND CASE WHEN unit.valid_from <> ''
      THEN unit.valid_from >= above.valid_from
        AND unit.valid_from <= {_LAST_DAY.format("above")}
      ELSE above.ended = 0 OR NOT EXISTS (
        SELECT 1 FROM places_unit AS other WHERE other.code = above.code
          AND (other.valid_from > above.valid_from
            OR other.valid_from <= :day AND (other.valid_to = '' OR other.valid_to >= :day)))
      END
  UNION ALL
  SELECT above.root, above.depth, 1, gone.code, gone.valid_from, gone.valid_to, gone.type
  FROM below AS above CROSS JOIN places_unit AS gone
    ON gone.successor_code = above.code AND gone.successor_code <> ''
  WHERE gone.valid_to <> '' AND gone.valid_to < :day
    AND date(gone.valid_to, '+1 day') BETWEEN above.valid_from AND {_LAST_DAY.format("above")}
)
"""  # noqa: S608
# Deeper than any tree of the known types.
_DEEPEST = 8


def every_unit(db: Database) -> Iterator[Unit]:
    """All units in all periods, by code and first day."""
    return map(_unit, db.execute(f"SELECT {_COLUMNS} FROM places_unit ORDER BY code, valid_from"))  # noqa: S608


def ever_below(db: Database, code: str) -> list[str]:
    """``code``, all that ever stood below it, and what it or any of that took the place of."""
    query = """
        WITH RECURSIVE below (code) AS (
          SELECT :code
          UNION SELECT unit.code FROM below JOIN places_unit AS unit ON unit.parent_code = below.code
          UNION SELECT gone.code FROM below JOIN places_unit AS gone
            ON gone.successor_code = below.code AND gone.successor_code <> ''
        )
        SELECT code FROM below ORDER BY code
    """
    return [row[0] for row in db.execute(query, {"code": code})]


def periods_of(db: Database, code: str) -> list[Unit]:
    """All periods of ``code``, the earliest first."""
    return periods_of_all(db, [code])


def periods_of_all(db: Database, codes: Iterable[str]) -> list[Unit]:
    """All periods of each of ``codes``, by code and first day."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM places_unit WHERE code IN (SELECT value FROM json_each(?))"  # noqa: S608
        " ORDER BY code, valid_from",
        [json.dumps(list(codes))],
    )
    return [_unit(row) for row in rows]


def ended_before(db: Database, codes: Iterable[str], day: str) -> dict[str, str]:
    """The last day of each of ``codes`` whose last period had ended before ``day``."""
    rows = db.execute(
        f"SELECT code, max({_LAST_DAY.format('unit')}) AS last FROM places_unit AS unit"  # noqa: S608
        " WHERE code IN (SELECT value FROM json_each(?)) GROUP BY code HAVING last < ?",
        [json.dumps(list(codes)), day],
    )
    return dict(rows.fetchall())


def stated_children(db: Database, code: str) -> list[Unit]:
    """The units that name ``code`` as what they stand under, in all periods."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM places_unit WHERE parent_code = ? ORDER BY code, valid_from",  # noqa: S608
        [code],
    )
    return [_unit(row) for row in rows]


def predecessors(db: Database, code: str) -> list[Unit]:
    """The units that ``code`` took the place of."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM places_unit WHERE successor_code = ? AND successor_code <> ''"  # noqa: S608
        " ORDER BY code, valid_from",
        [code],
    )
    return [_unit(row) for row in rows]


def roots(db: Database, day: str) -> list[Unit]:
    """The units that exist on ``day`` and stand under nothing, by code."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM places_unit WHERE parent_code = ''"  # noqa: S608
        " AND valid_from <= :day AND (valid_to = '' OR valid_to >= :day) ORDER BY code",
        {"day": day},
    )
    return [_unit(row) for row in rows]


def below(db: Database, code: str, day: str, depth: int = _DEEPEST) -> list[Unit]:
    """The units down to ``depth`` levels below ``code`` on ``day``, by code."""
    columns = ", ".join(f"unit.{name.strip()}" for name in _COLUMNS.split(","))
    rows = db.execute(
        f"{_BELOW} SELECT {columns} FROM below JOIN places_unit AS unit USING (code, valid_from)"  # noqa: S608
        " WHERE below.depth > 0 AND NOT below.ended ORDER BY unit.code",
        {"codes": json.dumps([code]), "day": day, "depth": depth},
    )
    return [_unit(row) for row in rows]


def count_below(db: Database, codes: Iterable[str], day: str) -> dict[str, tuple[int, int]]:
    """For each of ``codes`` on ``day``: how many units directly below it, how many counters at any depth."""
    rows = db.execute(
        f"{_BELOW} SELECT root, sum(depth = 1), sum(type = 'counter') FROM below"  # noqa: S608
        " WHERE depth > 0 AND NOT ended GROUP BY root",
        {"codes": json.dumps(list(codes)), "day": day, "depth": _DEEPEST},
    )
    return {code: (children, counters) for code, children, counters in rows}


def find(db: Database, words: Sequence[str], day: str, first: int, most: int) -> list[Unit]:
    """Units of ``day`` whose code and names hold all ``words`` (folded): ``most`` from ``first``, by code."""
    rows = db.execute(
        f"SELECT {_COLUMNS} {_found(words)} ORDER BY code LIMIT ? OFFSET ?",
        [day, day, *words, most, first],
    )
    return [_unit(row) for row in rows]


def count_found(db: Database, words: Sequence[str], day: str) -> int:
    """How many units `find` finds."""
    return int(db.execute(f"SELECT count(*) {_found(words)}", [day, day, *words]).fetchone()[0])


def _found(words: Sequence[str]) -> str:
    holds = " AND instr(search, ?) > 0" * len(words)
    return f"FROM places_unit WHERE valid_from <= ? AND (valid_to = '' OR valid_to >= ?){holds}"


def only_provinces(db: Database) -> bool:
    """Whether nothing below a province was ever stored."""
    return not db.execute("SELECT EXISTS (SELECT 1 FROM places_unit WHERE type <> 'province')").fetchone()[0]


def mark(db: Database) -> str:
    """A value that is another one after every change of any unit."""
    return str(db.execute("SELECT mark FROM places_revision").fetchone()[0])


def insert_missing(db: Database, units: Iterable[Unit]) -> int:
    """How many of ``units`` were new; what is stored under the same code and first day stays as it is."""
    added = 0
    for unit in units:
        added += db.conn.execute(f"{_INSERT} ON CONFLICT DO NOTHING", _values(unit)).rowcount
    return added


def insert(db: Database, units: Iterable[Unit]) -> None:
    """Add units whose code and first day nothing has."""
    db.conn.executemany(_INSERT, map(_values, units))


def update(db: Database, units: Iterable[Unit]) -> None:
    """Correct stored units, found by code and first day; whose the code is stays as it was."""
    db.conn.executemany(
        "UPDATE places_unit SET valid_to = ?, name_vi = ?, name_en = ?, type = ?, parent_code = ?,"
        " successor_code = ?, legal_act = ?, search = ? WHERE code = ? AND valid_from = ?",
        ([*_values(unit)[2:9], _search(unit), unit.code, unit.valid_from] for unit in units),
    )


def _search(unit: Unit) -> str:
    return fold(f"{unit.code} {unit.name_vi} {unit.name_en}")


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
        _search(unit),
    )


def _unit(row: Sequence[Any]) -> Unit:
    code, valid_from, valid_to, name_vi, name_en, kind, parent, successor, act, ours = row
    return Unit(
        code, valid_from, valid_to, name_vi, name_en, UnitType(kind), parent, successor, act, bool(ours)
    )
