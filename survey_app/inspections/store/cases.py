"""SQL over the tables of cases: the case, its team, its steps, its visits; who may see which."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from survey_app.accounts.model import Asker, Role
from survey_app.inspections.model.cases import (
    ENDS,
    HELD,
    INSIDE,
    Case,
    CaseFilters,
    CaseState,
    Kind,
    Member,
    Move,
    Task,
)
from survey_app.inspections.model.references import FIRST_DRAWN
from survey_app.store import Database

_COLUMNS = (
    "id, year, number, kind, unit, above, title, planned_on, state, revision, made_by, made_at, plan,"
    " previous, period_first, period_last, round, self_report, held_from, decision_number, decision_on,"
    " report_due, explain_due, conclusion_number, conclusion_on, minutes_digest"
)
_DAYS = (
    "planned_on",
    "period_first",
    "period_last",
    "decision_on",
    "report_due",
    "explain_due",
    "conclusion_on",
)
_TEAM = (
    "SELECT json_group_array(json_array(username, task)) FROM inspections_member AS m"
    " WHERE m.inspection = inspections_case.id"
)
_SELECT = f"SELECT {_COLUMNS}, ({_TEAM}) FROM inspections_case"  # noqa: S608  # constants
_OWN = (
    "(made_by = :who OR EXISTS (SELECT 1 FROM inspections_member AS o"
    " WHERE o.inspection = inspections_case.id AND o.username = :who))"
)
_REACHED = "EXISTS (SELECT 1 FROM json_each(:reach) WHERE instr(above, '/' || value || '/') > 0)"


def _texts(values: Iterable[str]) -> str:
    return "(" + ", ".join(f"'{value}'" for value in sorted(values)) + ")"


# The same as `Case.inside` and `Case.secret`, said to the database: no list and no count tells of one.
_INSIDE = f"(state IN {_texts(INSIDE)} OR (state IN {_texts(HELD)} AND held_from IN {_texts(INSIDE)}))"
_SECRET = f"(kind = 'unannounced' AND {_INSIDE})"


def insert(db: Database, new: Case) -> None:
    """Store ``new`` with its team."""
    row = _row(new)
    marks = ", ".join(f":{name}" for name in row)
    db.execute(f"INSERT INTO inspections_case ({', '.join(row)}) VALUES ({marks})", row)  # noqa: S608
    put_members(db, new.id, new.members)


def save(db: Database, case: Case) -> None:
    """Keep what changed of a case; not its team."""
    row = _row(case)
    sets = ", ".join(f"{name} = :{name}" for name in row if name != "id")
    db.execute(f"UPDATE inspections_case SET {sets} WHERE id = :id", row)  # noqa: S608


def put_members(db: Database, case: str, members: Iterable[Member]) -> None:
    """Let these be the team of a case and nobody else."""
    db.execute("DELETE FROM inspections_member WHERE inspection = ?", [case])
    db.conn.executemany(
        "INSERT INTO inspections_member (inspection, username, task) VALUES (?, ?, ?)",
        ((case, member.username, member.task.value) for member in members),
    )


def last_number(db: Database, year: int) -> int:
    """The highest running number given in ``year``; 0 before the first."""
    query = "SELECT coalesce(max(number), 0) FROM inspections_case WHERE year = ? AND number < ?"
    return int(db.execute(query, [year, FIRST_DRAWN]).fetchone()[0])


def find(db: Database, case: str) -> Case | None:
    """The case with that id, whoever asks."""
    row = db.execute(f"{_SELECT} WHERE id = ?", [case]).fetchone()
    return _case(row) if row else None


def find_numbered(db: Database, year: int, number: int) -> Case | None:
    """The case with this number of this year, whoever asks."""
    row = db.execute(f"{_SELECT} WHERE year = ? AND number = ?", [year, number]).fetchone()
    return _case(row) if row else None


def listed(db: Database, asker: Asker, filters: CaseFilters, most: int = -1, start: int = 0) -> list[Case]:
    """At most so many cases (-1: all) that ``asker`` may see, the latest planned day first."""
    where, values = _where(asker, filters)
    query = f"{_SELECT} {where} ORDER BY planned_on DESC, year DESC, number DESC LIMIT :most OFFSET :start"
    return [_case(row) for row in db.execute(query, {**values, "most": most, "start": start})]


def count(db: Database, asker: Asker, filters: CaseFilters) -> int:
    """How many cases `listed` has in all."""
    where, values = _where(asker, filters)
    return int(db.execute(f"SELECT count(*) FROM inspections_case {where}", values).fetchone()[0])  # noqa: S608


def has_cases(db: Database, plan: str) -> bool:
    """Whether a plan has any case, whoever asks."""
    return db.execute("SELECT 1 FROM inspections_case WHERE plan = ? LIMIT 1", [plan]).fetchone() is not None


def before_minutes_with(db: Database, username: str) -> list[Case]:
    """The cases of somebody's teams that are on site or may come there next."""
    query = (
        f"{_SELECT} WHERE id IN (SELECT inspection FROM inspections_member WHERE username = ?) AND state IN"  # noqa: S608
        " ('approved', 'announced', 'awaiting_report', 'report_received', 'on_site')"
    )
    return [_case(row) for row in db.execute(query, [username])]


def led_by(db: Database, username: str) -> list[str]:
    """The ids of the cases somebody leads, whatever their state."""
    query = "SELECT inspection FROM inspections_member WHERE username = ? AND task = ? ORDER BY inspection"
    return [row[0] for row in db.execute(query, [username, Task.LEAD.value])]


def insert_move(db: Database, case: str, move: Move) -> None:
    """Store one step of a case."""
    db.execute(
        "INSERT INTO inspections_move (inspection, revision, at, who, step, from_state, to_state, note, data)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(case, move.revision, move.at.isoformat(timespec="seconds"), move.who, move.step),
            *(move.start, move.end, move.note),
            json.dumps(dict(move.data), ensure_ascii=False, sort_keys=True),
        ],
    )


def moves(db: Database, case: str) -> list[Move]:
    """The steps of a case, the first first."""
    query = (
        "SELECT revision, at, who, step, from_state, to_state, note, data FROM inspections_move"
        " WHERE inspection = ? ORDER BY revision"
    )
    return [
        Move(revision, datetime.fromisoformat(at), who, step, start, end, note, json.loads(data))
        for revision, at, who, step, start, end, note, data in db.execute(query, [case])
    ]


def tie(db: Database, visit: str, case: str) -> None:
    """Let a visit belong to a case."""
    db.execute("INSERT INTO inspections_case_visit (visit, inspection) VALUES (?, ?)", [visit, case])


def case_of_visit(db: Database, visit: str) -> Case | None:
    """The case a visit belongs to, whoever asks; None for one of its own."""
    query = f"{_SELECT} WHERE id = (SELECT inspection FROM inspections_case_visit WHERE visit = ?)"  # noqa: S608
    row = db.execute(query, [visit]).fetchone()
    return _case(row) if row else None


def visits_of(db: Database, case: str) -> list[str]:
    """The ids of the visits of a case."""
    query = "SELECT visit FROM inspections_case_visit WHERE inspection = ? ORDER BY visit"
    return [row[0] for row in db.execute(query, [case])]


def _seen_by(asker: Asker) -> tuple[str, dict[str, object]]:
    """The condition for what ``asker`` may see (as `Case.open_to`), and its values."""
    values: dict[str, object] = {"who": asker.username}
    if asker.role is Role.ADMINISTRATOR:
        return "1", {}
    reached = "1"
    if asker.read_units is not None:
        reached = _REACHED
        values["reach"] = json.dumps(asker.read_units)
    if asker.of_unit:
        return f"(NOT {_INSIDE} AND {reached})", values
    if asker.role is Role.LEADER:
        return f"({reached} OR {_OWN})", values
    return f"((NOT {_SECRET} AND {reached}) OR {_OWN})", values


def _where(asker: Asker, filters: CaseFilters) -> tuple[str, dict[str, object]]:
    condition, values = _seen_by(asker)
    parts = [condition]
    for name in ("year", "state", "kind", "plan"):
        if value := getattr(filters, name):
            column = "CAST(substr(planned_on, 1, 4) AS INTEGER)" if name == "year" else name
            parts.append(f"{column} = :{name}")
            values[name] = value
    if filters.unit:
        parts.append("instr(above, '/' || :unit || '/') > 0")
        values["unit"] = filters.unit
    if filters.member:
        parts.append("id IN (SELECT inspection FROM inspections_member AS f WHERE f.username = :member)")
        values["member"] = filters.member
    if filters.open:
        parts.append(f"state NOT IN {_texts(ENDS)}")
    return "WHERE " + " AND ".join(parts), values


def _row(case: Case) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(case, name) for name in _COLUMNS.split(", ")}
    row |= {name: _day_text(getattr(case, name)) for name in _DAYS}
    row["made_at"] = case.made_at.isoformat(timespec="seconds")
    # What points to nothing is NULL: a reference to '' would be one to a row that is not there.
    row |= {name: row[name] or None for name in ("plan", "previous", "round")}
    return {name: str(value) if isinstance(value, str) else value for name, value in row.items()}


def _day_text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _case(row: Sequence[Any]) -> Case:
    found = dict(zip(_COLUMNS.split(", "), row, strict=False))
    found |= {name: date.fromisoformat(found[name]) if found[name] else None for name in _DAYS}
    found |= {name: found[name] or "" for name in ("plan", "previous", "round")}
    found["kind"], found["state"] = Kind(found["kind"]), CaseState(found["state"])
    found["made_at"] = datetime.fromisoformat(found["made_at"])
    order = list(Task)
    team = sorted((Member(name, Task(task)) for name, task in json.loads(row[-1])), key=_username)
    return Case(**found, members=tuple(sorted(team, key=lambda one: order.index(one.task))))


def _username(member: Member) -> str:
    return member.username
