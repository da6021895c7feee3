"""SQL over the table of findings: one, those meant, in which order."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Final

from survey_app.accounts.model import Asker
from survey_app.findings.model import ENDS, Filters, Finding, Order, Severity, Source, State
from survey_app.store import Database

# The columns have the names of the fields; who reported and who leads instead is told by the log.
_TOLD: Final = ("reported_by", "led_since")
_FIELDS: Final = tuple(one.name for one in fields(Finding) if one.name not in _TOLD)
_JSON: Final = frozenset({"statement", "photos", "finders"})
_DAYS: Final = frozenset({"found_on", "document_on", "issued_on", "due_on", "first_due_on", "ended_on"})
_FLAGS: Final = frozenset({"told", "site_check"})
# What a step moves; all else stays as it was found.
MOVING: Final = (
    *("state", "revision", "told", "owner", "owner_above", "recommendation", "site_check", "issued_on"),
    *("due_on", "first_due_on", "ended_on", "extensions", "failures"),
)
_REPORTED_BY = (
    "CASE WHEN state IN ('reported', 'verifying', 'rechecking') THEN coalesce((SELECT who FROM findings_event"
    " WHERE finding = findings_finding.id AND step = 'report' ORDER BY findings_event.revision DESC LIMIT 1),"
    " '') ELSE '' END"
)
# Only a case gets another lead.
LED_SINCE: Final = (
    "CASE WHEN inspection <> '' THEN coalesce((SELECT data ->> 'lead' FROM findings_event"
    " WHERE finding = findings_finding.id AND step = 'change_lead'"
    " ORDER BY findings_event.revision DESC LIMIT 1), '') ELSE '' END"
)
_SELECT = f"SELECT {', '.join(_FIELDS)}, {_REPORTED_BY}, {LED_SINCE} FROM findings_finding"  # noqa: S608  # constants
_OF_CASES: Final = "inspection <> '' AND inspection IN (SELECT value FROM json_each(?))"
ENDED: Final = ", ".join(f"'{state}'" for state in sorted(ENDS))
# What has ended or has no day comes last where days count.
_DAYS_LEFT = f"state IN ({ENDED}) OR due_on = '', due_on"
_ORDERS: Final = {
    Order.NEWEST: "found_on DESC, year DESC, number DESC",
    Order.DUE: f"{_DAYS_LEFT}, severity, year, number",
    Order.GRAVE: f"severity, {_DAYS_LEFT}, year, number",
    Order.UNIT: f"owner_above, {_DAYS_LEFT}, severity, year, number",
}


def last_number(db: Database, year: int) -> int:
    """The highest number given in ``year``; 0 before the first."""
    query = "SELECT coalesce(max(number), 0) FROM findings_finding WHERE year = ?"
    return int(db.execute(query, [year]).fetchone()[0])


def insert(db: Database, new: Finding) -> None:
    """Store ``new``."""
    marks = ", ".join("?" for _ in _FIELDS)
    db.execute(
        f"INSERT INTO findings_finding ({', '.join(_FIELDS)}) VALUES ({marks})",  # noqa: S608
        [_cell(name, getattr(new, name)) for name in _FIELDS],
    )


def move(db: Database, found: Finding) -> None:
    """Let the finding stand as ``found`` says; what was found is not written."""
    changes = ", ".join(f"{name} = ?" for name in MOVING)
    db.execute(
        f"UPDATE findings_finding SET {changes} WHERE id = ?",  # noqa: S608
        [*(_cell(name, getattr(found, name)) for name in MOVING), found.id],
    )


def of_visit(db: Database, visit: str) -> list[Finding]:
    """The findings of one visit, by number."""
    return _many(db, "visit = ? AND visit <> ''", [visit])


def of_case(db: Database, inspection: str) -> list[Finding]:
    """The findings of one case, by number."""
    return _many(db, "inspection = ? AND inspection <> ''", [inspection])


def parts_of(db: Database, parent: str) -> list[Finding]:
    """The parts of the finding of this id, by number."""
    return _many(db, "parent = ? AND parent <> ''", [parent])


def open_parts(db: Database, parent: str) -> int:
    """How many parts of the finding of this id have not ended."""
    rows = db.execute(
        "SELECT count(*) FROM findings_finding WHERE parent = ? AND parent <> ''"  # noqa: S608
        f" AND state NOT IN ({ENDED})",
        [parent],
    )
    return int(rows.fetchone()[0])


def owned_open(db: Database, owner: str) -> list[Finding]:
    """What the unit of this code must still see to, by number."""
    return _many(db, f"owner = ? AND state NOT IN ({ENDED})", [owner])


def owners(db: Database) -> list[tuple[str, str]]:
    """Each unit that must still see to something, with what it stood under as that is kept."""
    query = "SELECT DISTINCT owner, owner_above FROM findings_finding WHERE owner <> ''"
    return [(owner, above) for owner, above in db.execute(f"{query} AND state NOT IN ({ENDED})")]


def put_owner_above(db: Database, owner: str, before: str, above: str) -> None:
    """Let what the unit of this code must still see to stand under ``above``."""
    db.execute(
        "UPDATE findings_finding SET owner_above = ? WHERE owner = ? AND owner_above = ?"  # noqa: S608
        f" AND state NOT IN ({ENDED})",
        [above, owner, before],
    )


def find(db: Database, year: int, number: int) -> Finding | None:
    """The finding with this number of this year."""
    return next(iter(_many(db, "year = ? AND number = ?", [year, number])), None)


def of_ids(db: Database, ids: Iterable[str]) -> dict[str, Finding]:
    """The findings of these ids that there are, by id."""
    wanted = json.dumps(sorted(set(ids)))
    return {one.id: one for one in _many(db, "id IN (SELECT value FROM json_each(?))", [wanted])}


def earlier(
    db: Database,
    code: str,
    units: Iterable[str],
    first: date,
    last: date,
    visit: str,
    inspection: str,
    whole: str = "",
) -> str:
    """The id of the latest finding of that code at one of ``units`` within those days, '' for none.

    Withdrawn ones, and those of the same visit or case or ``whole``, are none.
    """
    row = db.execute(
        "SELECT id FROM findings_finding WHERE code = ? AND unit IN (SELECT value FROM json_each(?))"
        " AND found_on BETWEEN ? AND ? AND state <> 'withdrawn' AND visit <> ?"
        " AND NOT (inspection = ? AND inspection <> '') AND ? NOT IN (id, parent)"
        " ORDER BY found_on DESC, year DESC, number DESC LIMIT 1",
        [
            code,
            json.dumps([*units]),
            first.isoformat(),
            last.isoformat(),
            visit or "-",
            inspection,
            whole or "-",
        ],
    ).fetchone()
    return str(row[0]) if row else ""


def found(
    db: Database,
    asker: Asker,
    filters: Filters,
    most: int = -1,
    skip: int = 0,
    order: Order = Order.NEWEST,
) -> Iterator[Finding]:
    """The findings meant that ``asker`` reaches, in that order, at most so many (-1: all)."""
    where, values = meant(asker, filters)
    by = f"ORDER BY {_ORDERS[order]}"
    # The index alone says which; only those are opened.
    rows = db.execute(
        f"{_SELECT} WHERE rowid IN"  # noqa: S608
        f" (SELECT rowid FROM findings_finding {where} {by} LIMIT ? OFFSET ?) {by}",
        [*values, most, skip],
    )
    return map(_finding, rows)


def codes(db: Database, asker: Asker) -> list[str]:
    """Every finding code that was found where ``asker`` reaches, in order."""
    where, values = meant(asker, Filters())
    # Where somebody reaches stands in that index; without it every row would be opened.
    by_day = "INDEXED BY findings_finding_by_day" if where else ""
    query = f"SELECT DISTINCT code FROM findings_finding {by_day} {where} ORDER BY code"  # noqa: S608
    return [row[0] for row in db.execute(query, values)]


def teams(db: Database, asker: Asker) -> list[str]:
    """Who led a team that found something where ``asker`` reaches."""
    where, values = meant(asker, Filters())
    query = f"SELECT DISTINCT team FROM findings_finding {where} ORDER BY team"  # noqa: S608
    return [row[0] for row in db.execute(query, values) if row[0]]


def years(db: Database, asker: Asker) -> tuple[int, int] | None:
    """The first and the last year in which something was found where ``asker`` reaches."""
    where, values = meant(asker, Filters())
    end = f"(found_on) FROM findings_finding {where})"
    query = f"SELECT (SELECT min{end}, (SELECT max{end}"
    first, last = db.execute(query, [*values, *values]).fetchone()
    return (int(first[:4]), int(last[:4])) if first else None


def meant(asker: Asker, filters: Filters) -> tuple[str, list[object]]:
    """The condition on the findings meant that ``asker`` reaches, and its values."""
    asked: list[tuple[str, object]] = [
        ("state = ?", filters.state),
        ("severity = ?", filters.severity),
        ("instr(above, ?) > 0", filters.unit and f"/{filters.unit}/"),
        ("code = ?", filters.code),
        ("found_on >= ?", filters.first and filters.first.isoformat()),
        ("found_on <= ?", filters.last and filters.last.isoformat()),
        ("team = ?", filters.team),
        (_OF_CASES, filters.cases and json.dumps(filters.cases)),
        ("source = ?", filters.source),
        ("due_on BETWEEN '0' AND ?", filters.due_before and _before(filters.due_before)),
    ]
    conditions = [condition for condition, value in asked if value]
    values = [value for _, value in asked if value]
    if filters.open is not None:
        conditions.append(f"state {'NOT ' * filters.open}IN ({ENDED})")
    if filters.repeated is not None:
        conditions.append("repeats <> ''" if filters.repeated else "repeats = ''")
    reach, units = _reach(asker)
    where = " AND ".join(conditions + reach)
    return f"WHERE {where}" if where else "", [*values, *units]


def _reach(asker: Asker) -> tuple[list[str], list[object]]:
    told = ["told = 1"] if asker.of_unit else []
    if (units := asker.read_units) is None:
        return told, []
    either = [f"instr({path}, ?) > 0" for _ in units for path in ("above", "owner_above")]
    values: list[object] = [f"/{unit}/" for unit in units for _ in range(2)]
    return [*told, f"({' OR '.join(either) or '0'})"], values


def _before(day: date) -> str:
    return date.fromordinal(day.toordinal() - 1).isoformat()


def _many(db: Database, condition: str, values: Sequence[object]) -> list[Finding]:
    rows = db.execute(f"{_SELECT} WHERE {condition} ORDER BY year, number", values)
    return [_finding(row) for row in rows]


def _finding(row: Sequence[Any]) -> Finding:
    read: Mapping[str, Any] = {name: _value(name, cell) for name, cell in zip(_FIELDS, row, strict=False)}
    return Finding(**read, **dict(zip(_TOLD, row[-2:], strict=True)))


def _value(name: str, cell: Any) -> Any:
    if name in _DAYS:
        return date.fromisoformat(cell) if cell else None
    if name in _JSON:
        read = json.loads(cell)
        return read if name == "statement" else tuple(read)
    kinds = {"severity": Severity, "state": State, "source": Source, "told": bool, "site_check": bool}
    return kinds[name](cell) if name in kinds else cell


def _cell(name: str, value: Any) -> object:
    if name in _DAYS:
        return value.isoformat() if value else ""
    if name in _JSON:
        return json.dumps(value if name == "statement" else [*value], ensure_ascii=False)
    return int(value) if name in _FLAGS else value
