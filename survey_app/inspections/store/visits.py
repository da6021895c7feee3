"""SQL over the tables of visits."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from survey_app.inspections.model import Asked, Given, State, Visit, Who
from survey_app.store import Database

_COLUMNS = (
    "id, round, unit, day, state, made_by, made_at, revision, submitted_by, submitted_at, failed, draft, cut"
)
_SELECT = f"SELECT {_COLUMNS} FROM inspections_visit"  # noqa: S608  # constants
_OWN = (
    "(made_by = :who OR EXISTS"
    " (SELECT 1 FROM inspections_inspector AS i WHERE i.visit = inspections_visit.id AND i.username = :who))"
)


def insert(db: Database, new: Visit) -> None:
    """Store ``new``, a draft, with its inspectors."""
    db.execute(
        "INSERT INTO inspections_visit (id, round, unit, day, state, made_by, made_at, revision, draft)"
        " VALUES (?, ?, ?, ?, 'draft', ?, ?, 1, '{}')",
        [new.id, new.round, new.unit, new.day.isoformat(), new.made_by, _instant(new.made_at)],
    )
    _insert_inspectors(db, new.id, new.inspectors)


def find(db: Database, visit: str) -> Visit | None:
    """The visit with that id, or None."""
    row = db.execute(f"{_SELECT} WHERE id = ?", [visit]).fetchone()
    return _visit(db, row) if row else None


def at(db: Database, round_: str, unit: str, day: date) -> list[Visit]:
    """The visits to ``unit`` in a round on one day, the oldest first."""
    query = f"{_SELECT} WHERE round = ? AND unit = ? AND day = ? ORDER BY made_at, id"
    return [_visit(db, row) for row in db.execute(query, [round_, unit, day.isoformat()]).fetchall()]


def listed(db: Database, who: Who, asked: Asked, start: int, most: int) -> list[Visit]:
    """At most ``most`` visits open to ``who``: own first, drafts before what was handed in, newest first."""
    where, values = _where(who, asked)
    query = (
        f"{_SELECT} {where} ORDER BY {_OWN} DESC, state = 'submitted', day DESC, made_at DESC, id"
        " LIMIT :most OFFSET :start"
    )
    values |= {"most": most, "start": start}
    return [_visit(db, row) for row in db.execute(query, values).fetchall()]


def count(db: Database, who: Who, asked: Asked) -> int:
    """How many visits are open to ``who``."""
    where, values = _where(who, asked)
    return int(db.execute(f"SELECT count(*) FROM inspections_visit {where}", values).fetchone()[0])  # noqa: S608


def of_people(db: Database, usernames: Iterable[str], since: str) -> list[Visit]:
    """The visits any of these people goes on or made: drafts, and what was handed in since; oldest first."""
    query = (
        f"{_SELECT} WHERE (state = 'draft' OR submitted_at >= :since) AND"  # noqa: S608  # constants
        " (made_by IN (SELECT value FROM json_each(:people)) OR id IN (SELECT visit FROM"
        " inspections_inspector WHERE username IN (SELECT value FROM json_each(:people))))"
        " ORDER BY day, made_at, id"
    )
    values = {"since": since, "people": json.dumps(list(usernames))}
    return [_visit(db, row) for row in db.execute(query, values).fetchall()]


def drafts_in(db: Database, rounds: Collection[str]) -> list[Visit]:
    """The drafts of these rounds, the latest day first."""
    where = "state = 'draft' AND round IN (SELECT value FROM json_each(?))"
    query = f"{_SELECT} WHERE {where} ORDER BY day DESC, made_at DESC, id"
    return [_visit(db, row) for row in db.execute(query, [json.dumps(sorted(rounds))]).fetchall()]


def same(db: Database, visits: Iterable[str]) -> dict[str, list[str]]:
    """Visit -> the others to its unit in its round on its day, of those of ``visits`` that have any."""
    query = """
        SELECT a.id, b.id FROM inspections_visit AS a
        JOIN inspections_visit AS b ON b.round = a.round AND b.unit = a.unit AND b.day = a.day
        WHERE b.id <> a.id AND a.id IN (SELECT value FROM json_each(?)) ORDER BY b.made_at, b.id
    """
    found: dict[str, list[str]] = {}
    for one, other in db.execute(query, [json.dumps(list(visits))]):
        found.setdefault(one, []).append(other)
    return found


def handed_in(db: Database) -> list[str]:
    """The ids of the visits that were handed in."""
    return [row[0] for row in db.execute("SELECT id FROM inspections_visit WHERE state = 'submitted'")]


def there(db: Database, visits: Iterable[str]) -> set[str]:
    """Those of ``visits`` that there are."""
    query = "SELECT id FROM inspections_visit WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0] for row in db.execute(query, [json.dumps(sorted(visits))])}


def rounds_visited(db: Database) -> list[str]:
    """The rounds that have visits."""
    return [row[0] for row in db.execute("SELECT DISTINCT round FROM inspections_visit ORDER BY round")]


def ids(db: Database, rounds: Collection[str]) -> list[tuple[str, str]]:
    """Id and unit of every visit of those rounds, by id."""
    query = (
        "SELECT id, unit FROM inspections_visit WHERE round IN (SELECT value FROM json_each(?)) ORDER BY id"
    )
    return [(row[0], row[1]) for row in db.execute(query, [json.dumps(sorted(rounds))])]


def save_draft(db: Database, visit: str, draft: Mapping[str, Given]) -> None:
    """Keep what was typed until now; the visit's revision goes up by one."""
    db.execute(
        "UPDATE inspections_visit SET draft = ?, revision = revision + 1 WHERE id = ?",
        [json.dumps(draft, ensure_ascii=False, sort_keys=True), visit],
    )


def save_cut(db: Database, visit: str, cut: Sequence[str]) -> None:
    """Leave these groups and questions out of a draft; the visit's revision goes up by one."""
    db.execute(
        "UPDATE inspections_visit SET cut = ?, revision = revision + 1 WHERE id = ?",
        [json.dumps(cut, ensure_ascii=False), visit],
    )


def hand_in(db: Database, visit: str, username: str, at_: datetime, failed: int) -> None:
    """Turn a draft into a visit handed in; its answers now stand in the response alone."""
    db.execute(
        "UPDATE inspections_visit SET state = 'submitted', submitted_by = ?, submitted_at = ?, failed = ?,"
        " draft = NULL, revision = revision + 1 WHERE id = ?",
        [username, _instant(at_), failed, visit],
    )


def change_inspectors(db: Database, visit: str, usernames: Sequence[str]) -> None:
    """Let ``usernames`` go on a visit and nobody else; the visit's revision goes up by one."""
    db.execute("DELETE FROM inspections_inspector WHERE visit = ?", [visit])
    _insert_inspectors(db, visit, usernames)
    db.execute("UPDATE inspections_visit SET revision = revision + 1 WHERE id = ?", [visit])


def count_change(db: Database, visit: str) -> None:
    """Let the visit's revision go up by one: something beside its row changed."""
    db.execute("UPDATE inspections_visit SET revision = revision + 1 WHERE id = ?", [visit])


def delete(db: Database, visit: str) -> None:
    """Remove a draft with its inspectors and its list of photos."""
    db.execute("DELETE FROM inspections_visit WHERE id = ?", [visit])


def add_photos(db: Database, visit: str, names: Iterable[str]) -> None:
    """Keep that photos were taken on a visit."""
    db.conn.executemany(
        "INSERT INTO inspections_photo (visit, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        ((visit, name) for name in names),
    )


def keep_photos(db: Database, visit: str, names: Iterable[str]) -> None:
    """Forget the photos of a visit that are not among ``names``."""
    kept = json.dumps(sorted(names))
    db.execute(
        "DELETE FROM inspections_photo WHERE visit = ? AND name NOT IN (SELECT value FROM json_each(?))",
        [visit, kept],
    )


def photos(db: Database, visit: str) -> set[str]:
    """The names of the photos taken on a visit."""
    return {row[0] for row in db.execute("SELECT name FROM inspections_photo WHERE visit = ?", [visit])}


def photos_named(db: Database) -> set[str]:
    """The names of the photos taken on any visit."""
    return {row[0] for row in db.execute("SELECT DISTINCT name FROM inspections_photo")}


def _insert_inspectors(db: Database, visit: str, usernames: Sequence[str]) -> None:
    db.conn.executemany(
        "INSERT INTO inspections_inspector (visit, username) VALUES (?, ?)",
        ((visit, username) for username in usernames),
    )


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _where(who: Who, asked: Asked) -> tuple[str, dict[str, object]]:
    """The condition for a list and its values."""
    parts = ["1" if who.administrator else _OWN]
    values: dict[str, object] = {"who": who.username}
    for name in ("round", "state"):
        if getattr(asked, name):
            parts.append(f"{name} = :{name}")
            values[name] = getattr(asked, name)
    if asked.units is not None:
        parts.append("unit IN (SELECT value FROM json_each(:units))")
        values["units"] = json.dumps(asked.units)
    return "WHERE " + " AND ".join(parts), values


def _visit(db: Database, row: Sequence[Any]) -> Visit:
    (
        id_,
        round_,
        unit,
        day,
        state,
        made_by,
        made_at,
        revision,
        submitted_by,
        submitted_at,
        failed,
        draft,
        cut,
    ) = row
    query = "SELECT username FROM inspections_inspector WHERE visit = ? ORDER BY username"
    return Visit(
        id=id_,
        round=round_,
        unit=unit,
        day=date.fromisoformat(day),
        state=State(state),
        made_by=made_by,
        made_at=datetime.fromisoformat(made_at),
        revision=revision,
        submitted_by=submitted_by or "",
        submitted_at=datetime.fromisoformat(submitted_at) if submitted_at else None,
        failed=failed or 0,
        inspectors=tuple(found[0] for found in db.execute(query, [id_])),
        draft=json.loads(draft) if draft else {},
        cut=tuple(json.loads(cut)),
    )
