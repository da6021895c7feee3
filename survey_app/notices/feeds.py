"""The secret addresses of people's calendars; of each only a digest is kept."""

import hashlib
import secrets
from datetime import datetime

from survey_app.store import Database, Store

_BYTES = 32


def make_feed(store: Store, username: str, now: datetime) -> str:
    """The secret part of a new address of ``username``'s calendar; the one before opens nothing any more."""
    token = secrets.token_urlsafe(_BYTES)
    store.write(
        lambda db: db.execute(
            "INSERT INTO notices_feed (username, token, made_at) VALUES (?, ?, ?)"
            " ON CONFLICT (username) DO UPDATE SET token = excluded.token, made_at = excluded.made_at",
            [username, _digest(token), now.isoformat()],
        )
    )
    return token


def end_feed(store: Store, username: str) -> None:
    """Let no address open ``username``'s calendar."""
    store.write(lambda db: db.execute("DELETE FROM notices_feed WHERE username = ?", [username]))


def feed_made_at(db: Database, username: str) -> datetime | None:
    """When the address of ``username``'s calendar was made; None when there is none."""
    row = db.execute("SELECT made_at FROM notices_feed WHERE username = ?", [username]).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def feed_reader(db: Database, token: str) -> str:
    """Whose calendar that secret opens, '' for nobody's."""
    row = db.execute("SELECT username FROM notices_feed WHERE token = ?", [_digest(token)]).fetchone()
    return str(row[0]) if row else ""


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
