"""The rows of templates: every one that was ever put, the latest counts."""

from survey_app.store import Database


def latest(db: Database, kind: str, until: str = "") -> tuple[int, str, bytes | None, str, str] | None:
    """Number, name, content (None: the program's own), who and when; None when nothing was ever put.

    With ``until`` the last that was put by then.
    """
    found: tuple[int, str, bytes | None, str, str] | None = db.execute(
        "SELECT number, name, content, by, at FROM documents_template WHERE kind = ? AND (? = '' OR at <= ?)"
        " ORDER BY number DESC LIMIT 1",
        [kind, until, until],
    ).fetchone()
    return found


def entries(db: Database, kind: str) -> list[tuple[int, str, int, str, str]]:
    """Number, name, whether it is the program's own, who and when of all, the latest first."""
    return list(
        db.execute(
            "SELECT number, name, content IS NULL, by, at FROM documents_template WHERE kind = ?"
            " ORDER BY number DESC",
            [kind],
        )
    )


def add(db: Database, kind: str, name: str, content: bytes | None, by: str, at: str) -> int:
    """The number of the new row."""
    cursor = db.execute(
        "INSERT INTO documents_template (kind, name, content, by, at) VALUES (?, ?, ?, ?, ?)",
        [kind, name, content, by, at],
    )
    return int(cursor.lastrowid or 0)
