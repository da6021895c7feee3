"""Finding the codes of a round by unit, however many there are."""

from survey_app.store.database import Database


def apply(db: Database) -> None:
    db.execute("CREATE INDEX rounds_collector_by_round ON rounds_collector (round, counter, code)")
