"""Connections with the settings the promises rest on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from survey_app.errors import Unavailable
from survey_app.store.database import Database

# "Svy1" in the file header says the file is ours.
APPLICATION_ID = 0x53767931

# Durable before the answer; deletes leave nothing behind; REPLACE cannot slip past a trigger.
_PRAGMAS = """
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA recursive_triggers = ON;
PRAGMA secure_delete = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA busy_timeout = 5000;
PRAGMA journal_size_limit = 67108864;
"""
_READER_PRAGMAS = "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA busy_timeout = 5000;"
_DDL = {
    sqlite3.SQLITE_CREATE_TABLE,
    sqlite3.SQLITE_DROP_TABLE,
    sqlite3.SQLITE_ALTER_TABLE,
    sqlite3.SQLITE_CREATE_TRIGGER,
    sqlite3.SQLITE_DROP_TRIGGER,
}


def connect_reader(path: Path) -> Database:
    """A connection that can only read and never checkpoints; one thread at a time may use it."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
    )
    connection.executescript(_READER_PRAGMAS)
    return Database(connection, execute_plugins=False)


def connect_writer(path: Path, *, migrating: bool = False) -> Database:
    """The connection that writes. Unless ``migrating`` it cannot create or change tables by a slip."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.executescript(_PRAGMAS)
    if migrating:
        connection.executescript(f"PRAGMA journal_mode = WAL; PRAGMA application_id = {APPLICATION_ID};")
    else:
        connection.set_authorizer(_deny_ddl)
    return Database(connection, execute_plugins=False)


def _deny_ddl(action: int, *_: object) -> int:
    return sqlite3.SQLITE_DENY if action in _DDL else sqlite3.SQLITE_OK


@contextmanager
def store_faults() -> Iterator[None]:
    """Turn SQLite's faults of disk, lock and file into `Unavailable`, which names what to do."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise Unavailable(fault_code(error), detail=str(error)) from error


def fault_code(error: sqlite3.DatabaseError) -> str:
    """Which store fault ``error`` is: 'disk_full', 'store_locked', 'store_damaged' or 'store_fault'."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL"):
        return "disk_full"
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "store_locked"
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return "store_damaged"
    return "store_fault"
