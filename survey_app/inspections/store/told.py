"""What the responses desk asks about visits: who went on them, what they brought."""

from datetime import datetime

from survey_app.inspections.merging import tablet_of
from survey_app.store import Database


def visits_of(db: Database, username: str) -> list[str]:
    """The ids of the visits that were handed in and that somebody made or went on."""
    query = """
        SELECT id FROM inspections_visit WHERE made_by = :who AND state = 'submitted'
        UNION SELECT v.id FROM inspections_inspector AS i CROSS JOIN inspections_visit AS v ON v.id = i.visit
        WHERE i.username = :who AND v.state = 'submitted'
    """
    return [row[0] for row in db.execute(query, {"who": username})]


def captures(db: Database, visit: str) -> dict[str, tuple[datetime | None, str, str]]:
    """Name of a file -> when it was taken, its caption, the device it came from; never where."""
    query = "SELECT name, taken_at, caption, device FROM inspections_capture WHERE visit = ? ORDER BY name"
    return {
        name: (datetime.fromisoformat(at) if at else None, caption, device)
        for name, at, caption, device in db.execute(query, [visit])
    }


def devices(db: Database, visit: str) -> list[str]:
    """The ids of the tablets that sent a part of a visit."""
    query = "SELECT DISTINCT device FROM inspections_part WHERE visit = ?"
    return sorted({tablet_of(row[0]) for row in db.execute(query, [visit])})


def count_late(db: Database, visit: str) -> int:
    """How many parts of a visit came after it was handed in, and changed nothing."""
    query = "SELECT count(*) FROM inspections_part WHERE visit = ? AND state = 'late'"
    return int(db.execute(query, [visit]).fetchone()[0])
