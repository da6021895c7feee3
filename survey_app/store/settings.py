"""Settings of an instance: names and values the office or the program set."""

from survey_app.store.database import Database


def get_setting(db: Database, name: str, default: str = "") -> str:
    """The value of ``name``, or ``default`` when it was never set."""
    row = db.execute("SELECT value FROM store_setting WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row else default


def put_setting(db: Database, name: str, value: str) -> None:
    """Set ``name`` to ``value``; the latest value counts."""
    db.execute(
        "INSERT INTO store_setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name, value],
    )
