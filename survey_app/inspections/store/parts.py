"""SQL over the tables of what tablets sent of visits."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple
from typing import Any, NamedTuple

from survey_app.inspections.merging import Difference, Part
from survey_app.inspections.model import Capture, Given
from survey_app.store import Database

_PART = "record, device, by, sections, answers, base, finished, flags, sequence, state, came_at"


class Came(NamedTuple):
    """A part as it is kept: whether it was `merged` or came `late`, and when."""

    part: Part
    state: str
    came_at: str


class Settled(NamedTuple):
    """A difference somebody decided: whether its answer was taken, by whom and when."""

    difference: Difference
    taken: bool
    by: str
    at: str


def add_part(db: Database, visit: str, part: Part, state: str, came_at: str) -> None:
    """Keep what a tablet sent of a visit."""
    values = [
        part.record,
        visit,
        part.device,
        part.by,
        _json(sorted(part.sections)),
        _json(part.answers),
        _json(part.base),
        int(part.finished),
        _json(sorted(part.flags)),
        part.sequence,
        state,
        came_at,
    ]
    db.execute(
        "INSERT INTO inspections_part"
        " (record, visit, device, by, sections, answers, base, finished, flags, sequence, state, came_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )


def parts(db: Database, visit: str) -> list[Came]:
    """What tablets sent of a visit, the first first."""
    query = f"SELECT {_PART} FROM inspections_part WHERE visit = ? ORDER BY number"  # noqa: S608  # constants
    return [_came(row) for row in db.execute(query, [visit])]


def change_answers(
    db: Database, record: str, answers: Mapping[str, Given], base: Mapping[str, Given]
) -> None:
    """Keep other names of files in what a tablet sent."""
    values = [_json(answers), _json(base), record]
    db.execute("UPDATE inspections_part SET answers = ?, base = ? WHERE record = ?", values)


def open_differences(db: Database, visit: str) -> list[Difference]:
    """The differences of a visit nobody settled yet, by address."""
    query = """
        SELECT d.address, d.record, p.device, d.by, d.answer
        FROM inspections_difference AS d JOIN inspections_part AS p ON p.record = d.record
        WHERE d.visit = ? AND d.taken IS NULL ORDER BY d.address, p.number
    """
    return [_difference(row) for row in db.execute(query, [visit])]


def settled_differences(db: Database, visit: str) -> list[Settled]:
    """The differences of a visit that somebody settled, by address."""
    query = """
        SELECT d.address, d.record, p.device, d.by, d.answer, d.taken, d.settled_by, d.settled_at
        FROM inspections_difference AS d JOIN inspections_part AS p ON p.record = d.record
        WHERE d.visit = ? AND d.taken IS NOT NULL ORDER BY d.address, p.number
    """
    return [Settled(_difference(row[:5]), bool(row[5]), *row[6:]) for row in db.execute(query, [visit])]


def count_open_differences(db: Database) -> dict[str, int]:
    """Visit -> how many of its differences nobody settled yet."""
    query = "SELECT visit, count(*) FROM inspections_difference WHERE taken IS NULL GROUP BY visit"
    return {row[0]: row[1] for row in db.execute(query)}


def put_open_differences(db: Database, visit: str, differences: Collection[Difference], at: str) -> None:
    """Have exactly these open differences of a visit, new ones since ``at``; those settled stay."""
    kept = json.dumps([[one.address, one.record] for one in differences])
    db.execute(
        "DELETE FROM inspections_difference WHERE visit = ? AND taken IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM json_each(?) AS k WHERE k.value ->> 0 = address AND k.value ->> 1 = record)",
        [visit, kept],
    )
    db.conn.executemany(
        "INSERT INTO inspections_difference (visit, address, record, by, answer, came_at)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        ((visit, one.address, one.record, one.by, _json(one.answer), at) for one in differences),
    )


def change_answer(db: Database, visit: str, difference: Difference) -> None:
    """Keep another answer of a difference that is there."""
    db.execute(
        "UPDATE inspections_difference SET answer = ? WHERE visit = ? AND address = ? AND record = ?",
        [_json(difference.answer), visit, difference.address, difference.record],
    )


def settle(db: Database, visit: str, difference: Difference, taken: bool, by: str, at: str) -> None:
    """Keep that somebody decided about a difference."""
    db.execute(
        "UPDATE inspections_difference SET taken = ?, settled_by = ?, settled_at = ?"
        " WHERE visit = ? AND address = ? AND record = ?",
        [int(taken), by, at, visit, difference.address, difference.record],
    )


def add_capture(db: Database, visit: str, address: str, name: str, capture: Capture) -> None:
    """Keep how a file was taken; the first word of the same file at the same address stands."""
    db.execute(
        "INSERT INTO inspections_capture"
        " (visit, name, address, by, device, taken_at, caption, latitude, longitude, accuracy)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [visit, name, address, *astuple(capture)],
    )


def captured(db: Database, visit: str) -> dict[str, dict[str, Capture]]:
    """Address -> name of a file -> how it was taken."""
    query = (
        "SELECT address, name, by, device, taken_at, caption, latitude, longitude, accuracy"
        " FROM inspections_capture WHERE visit = ? ORDER BY address, name"
    )
    found: dict[str, dict[str, Capture]] = {}
    for address, name, *values in db.execute(query, [visit]):
        found.setdefault(address, {})[name] = Capture(*values)
    return found


def forget(db: Database, visits: Iterable[str]) -> None:
    """Remove what tablets sent of these visits, how it was taken, and the lists of their files."""
    some = json.dumps(sorted(visits))
    for table in ("inspections_difference", "inspections_part", "inspections_capture", "inspections_photo"):
        db.execute(f"DELETE FROM {table} WHERE visit IN (SELECT value FROM json_each(?))", [some])  # noqa: S608


def assigned(db: Database, visit: str) -> dict[int, str]:
    """Section -> who fills it in, of those that were given to somebody."""
    query = "SELECT section, username FROM inspections_assignment WHERE visit = ? ORDER BY section"
    return {int(section): str(username) for section, username in db.execute(query, [visit])}


def put_assigned(db: Database, visit: str, assigned_: Mapping[int, str]) -> None:
    """Give the sections of a visit to these people and nobody else."""
    db.execute("DELETE FROM inspections_assignment WHERE visit = ?", [visit])
    db.conn.executemany(
        "INSERT INTO inspections_assignment (visit, section, username) VALUES (?, ?, ?)",
        ((visit, section, username) for section, username in sorted(assigned_.items())),
    )


def keep_assigned_to(db: Database, visit: str, usernames: Collection[str]) -> None:
    """Give the sections of whoever is not among ``usernames`` to nobody."""
    db.execute(
        "DELETE FROM inspections_assignment"
        " WHERE visit = ? AND username NOT IN (SELECT value FROM json_each(?))",
        [visit, json.dumps(sorted(usernames))],
    )


def _came(row: Any) -> Came:
    record, device, by, sections, answers, base, finished, flags, sequence, state, came_at = row
    part = Part(
        record=record,
        device=device,
        by=by,
        sections=frozenset(json.loads(sections)),
        answers=json.loads(answers),
        base=json.loads(base),
        finished=bool(finished),
        flags=frozenset(json.loads(flags)),
        sequence=sequence,
    )
    return Came(part, state, came_at)


def _difference(row: Any) -> Difference:
    address, record, device, by, answer = row
    return Difference(address, record, device, by, json.loads(answer))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
