"""Finding the codes of a round by unit, however many there are; no two rounds differ in capitals alone."""

from survey_app.store.database import Database


def apply(db: Database) -> None:
    db.execute("CREATE UNIQUE INDEX rounds_round_by_letters ON rounds_round (code COLLATE NOCASE)")
    db.execute("CREATE INDEX rounds_collector_by_round ON rounds_collector (round, counter, code)")
