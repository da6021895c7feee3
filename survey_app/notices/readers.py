"""In which language people are written to."""

from survey_app.store import Database, Store
from wording import FALLBACK, LANGUAGES


def reader_language(db: Database, username: str) -> str:
    """The language ``username`` chose to be written to in, else Vietnamese."""
    row = db.execute("SELECT language FROM notices_reader WHERE username = ?", [username]).fetchone()
    return str(row[0]) if row and row[0] in LANGUAGES else FALLBACK


def put_reader_language(store: Store, username: str, language: str) -> None:
    """Let ``username`` be written to in ``language`` from now on."""
    store.write(
        lambda db: db.execute(
            "INSERT INTO notices_reader (username, language) VALUES (?, ?)"
            " ON CONFLICT (username) DO UPDATE SET language = excluded.language",
            [username, language],
        )
    )
