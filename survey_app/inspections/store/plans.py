"""SQL over the table of plans."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from survey_app.inspections.model.cases import Plan, PlanState
from survey_app.store import Database

_COLUMNS = "id, year, title, state, revision, made_by, made_at, number, signed_on, approved_by, approved_at"
_SELECT = f"SELECT {_COLUMNS} FROM inspections_plan"  # noqa: S608  # constants


def insert(db: Database, new: Plan) -> None:
    """Store ``new``, a draft."""
    db.execute(
        "INSERT INTO inspections_plan (id, year, title, state, revision, made_by, made_at)"
        " VALUES (?, ?, ?, 'draft', 1, ?, ?)",
        [new.id, new.year, new.title, new.made_by, new.made_at.isoformat(timespec="seconds")],
    )


def save(db: Database, plan: Plan) -> None:
    """Keep what changed of a plan."""
    db.execute(
        "UPDATE inspections_plan SET year = ?, title = ?, state = ?, revision = ?, number = ?, signed_on = ?,"
        " approved_by = ?, approved_at = ? WHERE id = ?",
        [
            *(plan.year, plan.title, plan.state.value, plan.revision, plan.number),
            plan.signed_on.isoformat() if plan.signed_on else "",
            plan.approved_by or None,
            plan.approved_at.isoformat(timespec="seconds") if plan.approved_at else None,
            plan.id,
        ],
    )


def find(db: Database, plan: str) -> Plan | None:
    """The plan with that id."""
    row = db.execute(f"{_SELECT} WHERE id = ?", [plan]).fetchone()
    return _plan(row) if row else None


def listed(db: Database) -> list[Plan]:
    """Every plan, the latest year first."""
    return [_plan(row) for row in db.execute(f"{_SELECT} ORDER BY year DESC, made_at DESC, id")]


def _plan(row: Sequence[Any]) -> Plan:
    id_, year, title, state, revision, made_by, made_at, number, signed_on, approved_by, approved_at = row
    return Plan(
        id=id_,
        year=year,
        title=title,
        state=PlanState(state),
        revision=revision,
        made_by=made_by,
        made_at=datetime.fromisoformat(made_at),
        number=number,
        signed_on=date.fromisoformat(signed_on) if signed_on else None,
        approved_by=approved_by or "",
        approved_at=datetime.fromisoformat(approved_at) if approved_at else None,
    )
