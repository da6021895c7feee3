"""Rows as they travel between instances: whole, as JSON, with the columns their release has.

A room names its own tables; what comes from outside never becomes part of a statement.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from survey_app.store.database import Database
from survey_app.store.migrations import MIGRATIONS

# Column -> value; bytes as {"base64": text}.
Carried = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows travel, and the columns by which one is known; those of ``local`` stay at home."""

    name: str
    key: tuple[str, ...]
    local: frozenset[str] = frozenset()


def carried(db: Database, table: Table, **where: str) -> list[Carried]:
    """The rows of ``table`` with these values, by key."""
    condition = " AND ".join(f"{column} = ?" for column in where) or "1"
    query = f"SELECT * FROM {table.name} WHERE {condition} ORDER BY {', '.join(table.key)}"  # noqa: S608
    cursor = db.execute(query, list(where.values()))
    names = [column[0] for column in cursor.description]
    return [
        {name: _out(value) for name, value in zip(names, row, strict=True) if name not in table.local}
        for row in cursor
    ]


def known(db: Database, table: Table, row: Mapping[str, Any]) -> Carried | None:
    """The row that is stored under the key of ``row``, or None."""
    found = carried(db, table, **{column: row[column] for column in table.key})
    return found[0] if found else None


def bring(db: Database, table: Table, row: Mapping[str, Any]) -> bool:
    """Whether ``row`` was stored: nothing is when its key, or what else must be unique, is taken."""
    columns = _columns(db, table, row)
    marks = ", ".join("?" for _ in columns)
    query = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks}) ON CONFLICT DO NOTHING"  # noqa: S608
    return bool(db.execute(query, [_in(row[column]) for column in columns]).rowcount)


def put_instead(db: Database, table: Table, row: Mapping[str, Any]) -> None:
    """Let ``row`` stand in the place of the one that is stored under its key."""
    columns = [column for column in _columns(db, table, row) if column not in table.key]
    changes = ", ".join(f"{column} = ?" for column in columns)
    where = " AND ".join(f"{column} = ?" for column in table.key)
    query = f"UPDATE {table.name} SET {changes} WHERE {where}"  # noqa: S608
    db.execute(query, [_in(row[column]) for column in (*columns, *table.key)])


def schema_number() -> int:
    """How many migrations this release knows: a bundle of one that knows more cannot be read."""
    return len(MIGRATIONS._migrations)


def _columns(db: Database, table: Table, row: Mapping[str, Any]) -> list[str]:
    """The columns of the table that ``row`` has: an older release knew fewer."""
    own = [str(column[1]) for column in db.execute(f"PRAGMA table_info({table.name})")]
    return [column for column in own if column in row and column not in table.local]


def _out(value: object) -> object:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _in(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value
