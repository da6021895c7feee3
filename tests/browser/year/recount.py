"""The register's figures counted again: from what was found and the log of its steps, nothing else."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from survey_app import store
from survey_app.places.model import local_day
from tests.browser.year.stage import PEOPLE, Stage
from wording.figures import number

_ENDS = {"closed", "withdrawn", "transferred"}
# What was found, and never changes afterwards.
_FOUND = "id, year, number, item, code, severity, unit, team, found_on"


@dataclass
class Line:
    """What was found, and how it stands after everything that was done with it."""

    id: str
    reference: str
    item: str
    code: str
    severity: str
    owner: str
    team: str
    found_on: date
    state: str = "found"
    issued_on: date | None = None
    due_on: date | None = None
    ended_on: date | None = None
    failures: int = 0


def lines(opened: store.Store) -> list[Line]:
    """Everything found, the first first, as its log says it stands."""
    db = opened.read()
    rows = db.execute(f"SELECT {_FOUND} FROM findings_finding ORDER BY year, number")  # noqa: S608
    found = {}
    for id_, year, number_, item, code, severity, unit, team, day in rows:
        reference = f"TT-{year}-{number_:04d}"
        found[id_] = Line(id_, reference, item, code, severity, unit, team, date.fromisoformat(day))
    steps = "SELECT finding, at, step, to_state, data FROM findings_event ORDER BY finding, revision"
    for id_, at, step, state, data in db.execute(steps):
        _follow(found[id_], local_day(datetime.fromisoformat(at)), step, state, json.loads(data))
    return list(found.values())


def _follow(line: Line, day: date, step: str, state: str, data: Mapping[str, str]) -> None:
    line.state = state
    line.failures += step in ("fail", "recheck_fail")
    line.ended_on = day if state in _ENDS else None
    if step == "issue":
        line.issued_on = date.fromisoformat(data["day"])
        line.due_on, line.owner = date.fromisoformat(data["due_on"]), data["owner"]
    if step == "grant":
        line.due_on = date.fromisoformat(data["until"])


def same_figures(stage: Stage) -> list[str]:
    """The indicators of all as the page shows them; fails unless page and file say what the log says."""
    counted, today = lines(stage.store), local_day(stage.clock.now)
    leader = stage["giam"]
    leader.open("/findings/indicators")
    answer = leader.page.context.request.get(f"{leader.url}/findings/indicators.csv")
    written = csv.reader(io.StringIO(answer.text().lstrip("\ufeff")))
    next(written)
    name = leader.page.locator("table tbody th").first.inner_text()
    keys: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for one in counted:
        who = PEOPLE[one.team][0]
        for key in (("Tất cả", ""), ("Theo đơn vị", name), ("Theo mã tồn tại", one.code)):
            keys[key].append(one)
        keys["Theo trưởng đoàn", who].append(one)
    expected = {key: cells for key, group in keys.items() if (cells := _cells(group, counted, today))}
    assert {(row[0], row[1]): row[2:] for row in written} == expected
    shown = _shown(expected["Tất cả", ""])
    assert leader.page.locator(".tiles strong").all_inner_texts() == shown
    return shown


def _cells(group: Sequence[Line], every: Sequence[Line], today: date) -> list[str]:
    """The figures of some as the file has them; nothing where all were withdrawn."""
    counted = [one for one in group if one.state != "withdrawn"]
    if not counted:
        return []
    still = [one for one in counted if one.state not in _ENDS]
    late = [one for one in still if one.due_on and one.due_on < today]
    closed = [one for one in counted if one.state == "closed"]
    days = [(one.ended_on - one.issued_on).days for one in closed if one.ended_on and one.issued_on]
    in_time = [one for one in closed if one.ended_on and one.due_on and one.ended_on <= one.due_on]
    figures: list[Any] = [
        *(len(counted), len(still), len(late), sum(one.severity == "N1" for one in still), len(closed)),
        *(len(in_time), len(closed) + len(late), f"{median(days):g}" if days else ""),
        *(sum(not one.failures for one in closed), len(closed)),
        *(sum(_repeats(one, every) for one in counted), len(counted)),
    ]
    return [str(one) for one in figures]


def _repeats(one: Line, every: Sequence[Line]) -> bool:
    """Whether the same was found there within two years before, and stood."""
    return any(
        other.code == one.code
        and other.owner == one.owner
        and one.found_on - timedelta(730) <= other.found_on < one.found_on
        and other.state != "withdrawn"
        for other in every
    )


def _shown(cells: Sequence[str]) -> list[str]:
    """The figures of all as the page shows them large."""
    of = dict(zip(_NAMES, cells, strict=True))

    def share(count: str, of_: str) -> str:
        return f"{number(100 * int(count) / int(of_), 'vi', 1)} %" if int(of_) else "–"

    days = number(float(of["days"]), "vi", 1) if of["days"] else "–"
    shares = [share(of[name], of[f"{name}_of"]) for name in ("in_time", "first_time", "repeats")]
    return [*shares, days, of["open_n1"]]


_NAMES = (
    *("total", "open", "late", "open_n1", "closed", "in_time", "in_time_of", "days"),
    *("first_time", "first_time_of", "repeats", "repeats_of"),
)
