"""The secret addresses of people's calendars; of each only a digest is kept."""

import hashlib
import secrets
from datetime import datetime

from survey_app.notices import store as rows
from survey_app.store import Database, Store

_BYTES = 32


def make_feed(store: Store, username: str, now: datetime) -> str:
    """The secret part of a new address of ``username``'s calendar; the one before opens nothing any more."""
    token = secrets.token_urlsafe(_BYTES)
    store.write(lambda db: rows.put_feed(db, username, _digest(token), now))
    return token


def end_feed(store: Store, username: str) -> None:
    """Let no address open ``username``'s calendar."""
    store.write(lambda db: rows.remove_feed(db, username))


def feed_made_at(db: Database, username: str) -> datetime | None:
    """When the address of ``username``'s calendar was made; None when there is none."""
    return rows.feed_made_at(db, username)


def feed_reader(db: Database, token: str) -> str:
    """Whose calendar that secret opens, '' for nobody's."""
    return rows.feed_of(db, _digest(token))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
