"""In which language people are written to."""

from survey_app.notices import store as rows
from survey_app.store import Database, Store
from wording import FALLBACK, LANGUAGES


def reader_language(db: Database, username: str) -> str:
    """The language ``username`` chose to be written to in, else Vietnamese."""
    chosen = rows.language(db, username)
    return chosen if chosen in LANGUAGES else FALLBACK


def put_reader_language(store: Store, username: str, language: str) -> None:
    """Let ``username`` be written to in ``language`` from now on."""
    store.write(lambda db: rows.put_language(db, username, language))
