"""People may leave: who left signs in no more, and what they did keeps their name."""

from survey_app.store.database import Database


def apply(db: Database) -> None:
    db.execute("ALTER TABLE accounts_person ADD COLUMN left_on TEXT")
