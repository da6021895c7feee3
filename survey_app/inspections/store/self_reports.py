"""SQL over the tables of self-reports and their files."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from survey_app.inspections.model.self_reports import SelfReport
from survey_app.inspections.model.visits import Given, State
from survey_app.places.model import local_day
from survey_app.store import Database

_COLUMNS = (
    "inspection, number, instrument, version, state, revision, answers, digest, by, at, submitted_by,"
    " submitted_at, returned_by, returned_at, reason"
)
_SELECT = f"SELECT {_COLUMNS} FROM inspections_self_report"  # noqa: S608  # constants


def of_case(db: Database, case: str, today: date) -> list[SelfReport]:
    """The reports of a case, the first first; a draft is judged on ``today``."""
    rows = db.execute(f"{_SELECT} WHERE inspection = ? ORDER BY number", [case]).fetchall()
    return [_report(row, today) for row in rows]


def stands(db: Database, case: str) -> bool:
    """Whether a report of the case was handed in and not sent back."""
    query = "SELECT 1 FROM inspections_self_report WHERE inspection = ? AND state = 'submitted'"
    return db.execute(query, [case]).fetchone() is not None


def save(db: Database, of: SelfReport, draft: Mapping[str, Given], by: str, now: datetime) -> None:
    """Keep a draft, a new one too; its revision goes up by one."""
    db.execute(
        "INSERT INTO inspections_self_report"
        " (inspection, number, instrument, version, state, revision, answers, by, at)"
        " VALUES (?, ?, ?, ?, 'draft', 1, ?, ?, ?)"
        " ON CONFLICT (inspection, number) DO UPDATE SET answers = excluded.answers, by = excluded.by,"
        " at = excluded.at, revision = revision + 1",
        [of.inspection, of.number, of.instrument, of.version, _json(draft), by, _instant(now)],
    )


def hand_in(
    db: Database, of: SelfReport, answers: Mapping[str, Given], digest: str, by: str, now: datetime
) -> None:
    """Freeze a draft as ``answers`` with their digest."""
    db.execute(
        "UPDATE inspections_self_report SET state = 'submitted', answers = ?, digest = ?, submitted_by = ?,"
        " submitted_at = ?, revision = revision + 1 WHERE inspection = ? AND number = ? AND state = 'draft'",
        [_json(answers), digest, by, _instant(now), of.inspection, of.number],
    )


def send_back(db: Database, case: str, by: str, reason: str, now: datetime) -> None:
    """Send the report of a case that stands back to its unit."""
    db.execute(
        "UPDATE inspections_self_report SET state = 'returned', returned_by = ?, returned_at = ?, reason = ?,"
        " revision = revision + 1 WHERE inspection = ? AND state = 'submitted'",
        [by, _instant(now), reason, case],
    )


def add_files(db: Database, case: str, names: Iterable[str]) -> None:
    """Keep that files came in for a case."""
    db.conn.executemany(
        "INSERT INTO inspections_evidence (inspection, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        ((case, name) for name in names),
    )


def keep_files(db: Database, case: str, names: Iterable[str]) -> None:
    """Forget the files of a case that are not among ``names``."""
    db.execute(
        "DELETE FROM inspections_evidence WHERE inspection = ?"
        " AND name NOT IN (SELECT value FROM json_each(?))",
        [case, _json(sorted(names))],
    )


def files(db: Database, case: str) -> set[str]:
    """The names of the files that came in for a case."""
    return {
        row[0] for row in db.execute("SELECT name FROM inspections_evidence WHERE inspection = ?", [case])
    }


def files_named(db: Database) -> set[str]:
    """The names of the files of all self-reports."""
    return {row[0] for row in db.execute("SELECT DISTINCT name FROM inspections_evidence")}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _report(row: Sequence[Any], today: date) -> SelfReport:
    submitted = datetime.fromisoformat(row[11]) if row[11] else None
    return SelfReport(
        inspection=row[0],
        number=row[1],
        instrument=row[2],
        version=row[3],
        day=local_day(submitted) if submitted else today,
        made_by=row[8],
        made_at=datetime.fromisoformat(row[9]),
        state=State.DRAFT if row[4] == "draft" else State.SUBMITTED,
        revision=row[5],
        draft=json.loads(row[6]),
        digest=row[7],
        submitted_by=row[10] or "",
        submitted_at=submitted,
        returned_by=row[12] or "",
        returned_at=datetime.fromisoformat(row[13]) if row[13] else None,
        reason=row[14],
    )
