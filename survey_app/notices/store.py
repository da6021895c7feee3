"""SQL over what was sent, the addresses of calendars, the languages people chose."""

from collections.abc import Iterable
from datetime import UTC, datetime

from survey_app.store import Database


def put_feed(db: Database, username: str, digest: bytes, now: datetime) -> None:
    """Let the secret of that digest, and no other, open ``username``'s calendar."""
    db.execute(
        "INSERT INTO notices_feed (username, token, made_at) VALUES (?, ?, ?)"
        " ON CONFLICT (username) DO UPDATE SET token = excluded.token, made_at = excluded.made_at",
        [username, digest, now.isoformat()],
    )


def remove_feed(db: Database, username: str) -> None:
    """Let no secret open ``username``'s calendar."""
    db.execute("DELETE FROM notices_feed WHERE username = ?", [username])


def feed_made_at(db: Database, username: str) -> datetime | None:
    """When the address of ``username``'s calendar was made; None when there is none."""
    row = db.execute("SELECT made_at FROM notices_feed WHERE username = ?", [username]).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def feed_of(db: Database, digest: bytes) -> str:
    """Whose calendar the secret of that digest opens, '' for nobody's."""
    row = db.execute("SELECT username FROM notices_feed WHERE token = ?", [digest]).fetchone()
    return str(row[0]) if row else ""


def language(db: Database, username: str) -> str:
    """The language ``username`` chose, '' for none."""
    row = db.execute("SELECT language FROM notices_reader WHERE username = ?", [username]).fetchone()
    return str(row[0]) if row else ""


def put_language(db: Database, username: str, chosen: str) -> None:
    """Keep the language ``username`` chose."""
    db.execute(
        "INSERT INTO notices_reader (username, language) VALUES (?, ?)"
        " ON CONFLICT (username) DO UPDATE SET language = excluded.language",
        [username, chosen],
    )


def written_to(db: Database, since: datetime) -> set[str]:
    """Everybody something was sent since then."""
    rows = db.execute(
        "SELECT DISTINCT username FROM notices_sent WHERE sent_at >= ?", [since.astimezone(UTC).isoformat()]
    )
    return {username for (username,) in rows}


def was_sent(db: Database, key: str, username: str, rung: str) -> bool:
    """Whether ``username`` was sent that on that rung."""
    query = "SELECT 1 FROM notices_sent WHERE key = ? AND username = ? AND rung = ?"
    return db.execute(query, [key, username, rung]).fetchone() is not None


def note_sent(db: Database, username: str, sent: Iterable[tuple[str, str]], now: datetime) -> None:
    """Keep what ``username`` was sent, each by key and rung."""
    at = now.astimezone(UTC).isoformat()
    db.conn.executemany(
        "INSERT OR IGNORE INTO notices_sent (key, username, rung, sent_at) VALUES (?, ?, ?, ?)",
        [(key, username, rung, at) for key, rung in sent],
    )
