"""SQL over the table of draws."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from survey_app.inspections.model.draws import Draw, DrawKind, DrawList, Drawn, Line, Wanted
from survey_app.store import Database

_COLUMNS = (
    "id, kind, about, source, list_digest, seed, seed_from, method, asked, result, made_by, made_at,"
    " inspection, plan"
)


def insert(db: Database, new: Draw, listed: DrawList) -> None:
    """Store ``new`` with the list it was drawn from."""
    asked = {
        "take": new.wanted.take,
        "replacements": new.wanted.replacements,
        "each": dict(new.wanted.each),
        "code": new.code,
        "group": new.group,
        "left_out": new.left_out,
        "hashed": new.hashed,
    }
    result = [[one.group, one.listed, one.codes, one.replacements] for one in new.drawn]
    lines = [[line.code, line.group] for line in listed.lines]
    kept = {"columns": listed.columns, "lines": lines, "rows": [list(row) for row in listed.rows]}
    marks = ", ".join("?" * 15)
    db.execute(
        f"INSERT INTO inspections_draw ({_COLUMNS}, listed) VALUES ({marks})",  # noqa: S608  # constants
        [
            new.id,
            new.kind.value,
            new.about,
            new.source,
            new.digest,
            new.seed,
            new.seed_from,
            new.method,
            _json(asked),
            _json(result),
            new.made_by,
            new.made_at.isoformat(timespec="microseconds"),
            new.inspection or None,
            new.plan or None,
            _json(kept),
        ],
    )


def find(db: Database, id_: str) -> Draw | None:
    """The draw with that id, or None."""
    row = db.execute(f"SELECT {_COLUMNS} FROM inspections_draw WHERE id = ?", [id_]).fetchone()  # noqa: S608
    return _draw(row) if row else None


def every(db: Database) -> list[Draw]:
    """All draws, the latest first."""
    query = f"SELECT {_COLUMNS} FROM inspections_draw ORDER BY made_at DESC, id"  # noqa: S608  # constants
    return [_draw(row) for row in db.execute(query).fetchall()]


def from_list(db: Database, digest: str) -> list[str]:
    """The ids of the draws from the list of that digest, the first first."""
    query = "SELECT id FROM inspections_draw WHERE list_digest = ? ORDER BY made_at, id"
    return [row[0] for row in db.execute(query, [digest]).fetchall()]


def listed(db: Database, id_: str) -> DrawList:
    """The list a draw was made from."""
    row = db.execute("SELECT listed, asked FROM inspections_draw WHERE id = ?", [id_]).fetchone()
    kept, asked = json.loads(row[0]), json.loads(row[1])
    return DrawList(
        tuple(Line(code, group) for code, group in kept["lines"]),
        tuple(kept["columns"]),
        tuple(map(tuple, kept["rows"])),
        asked["code"],
        asked["group"],
        tuple(asked["left_out"]),
        tuple(asked["hashed"]),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _draw(row: Sequence[Any]) -> Draw:
    asked = json.loads(row[8])
    return Draw(
        id=row[0],
        kind=DrawKind(row[1]),
        about=row[2],
        source=row[3],
        digest=row[4],
        seed=row[5],
        seed_from=row[6],
        method=row[7],
        wanted=Wanted(asked["take"], asked["replacements"], asked["each"]),
        code=asked["code"],
        group=asked["group"],
        left_out=tuple(asked["left_out"]),
        hashed=tuple(asked["hashed"]),
        drawn=tuple(
            Drawn(group, count, tuple(codes), tuple(further))
            for group, count, codes, further in json.loads(row[9])
        ),
        made_by=row[10],
        made_at=datetime.fromisoformat(row[11]),
        inspection=row[12] or "",
        plan=row[13] or "",
    )
