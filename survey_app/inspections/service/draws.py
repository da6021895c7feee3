"""Drawing units and dossiers by lot: made once, kept with their list, done again by anybody who doubts."""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Final
from uuid import UUID, uuid4

from survey_app.accounts.model import INSPECTING, Asker, Role
from survey_app.errors import Invalid, NotFound, Problem, Refused
from survey_app.inspections import drawing
from survey_app.inspections.drawing import METHOD, digest_by, grouped_digest, list_digest, seed_of
from survey_app.inspections.model.draws import Check, Draw, DrawKind, DrawList, Drawn, Line, NewDraw, Wanted
from survey_app.inspections.service import cases
from survey_app.inspections.store import draws as rows
from survey_app.inspections.waiting import take_list
from survey_app.places import service as places
from survey_app.places.model import Unit, UnitType
from survey_app.spreadsheets import guarded
from survey_app.store import Database, Store

__all__ = [
    "LOOKING",
    "METHOD",
    "as_csv",
    "check",
    "dossiers_for",
    "draw",
    "draw_file",
    "draw_problems",
    "drawn_before",
    "draws",
    "grouping",
    "list_digest",
    "list_of",
    "list_of_units",
    "make_draw",
    "of_case",
    "open_to",
    "units_below",
    "which_time",
]
LONGEST_TEXT: Final = 300
LOOKING: Final = INSPECTING | {Role.LEADER}
"""Who sees draws at all; which, says `open_to`."""
_FURTHER = ("rank", "lot", "result")


def make_draw(store: Store, asker: Asker, new: NewDraw, now: datetime) -> Draw:
    """The new draw. Raises Invalid with all problems at its fields, NotFound for a strange case."""
    if asker.role not in INSPECTING:
        raise Refused("draw_not_yours")
    if problems := draw_problems(new):
        raise Invalid(problems)
    seed, listed = seed_of(new.seed), new.listed
    made = Draw(
        id=str(uuid4()),
        kind=new.kind,
        about=new.about.strip(),
        source=new.source,
        digest=list_digest(listed.lines),
        seed=seed,
        seed_from=new.seed_from.strip(),
        method=METHOD,
        wanted=new.wanted,
        code=listed.code,
        group=listed.group,
        left_out=listed.left_out,
        hashed=listed.hashed,
        drawn=drawing.draw(listed.lines, seed, new.wanted),
        made_by=asker.username,
        made_at=now,
        inspection=new.inspection,
        plan=new.plan,
    )

    def work(db: Database) -> None:
        if new.inspection:
            cases.case(db, asker, new.inspection)
        if new.plan:
            cases.plan(db, new.plan)
        rows.insert(db, made, listed)

    store.write(work)
    return made


def draw_file(
    content: bytes, filename: str, seed: str, wanted: Wanted, code: str = "", group: str = ""
) -> tuple[DrawList, tuple[Drawn, ...]]:
    """The list in a file, without what names people, and what that seed draws from it. Raises Invalid.

    Without ``code`` the column is meant that the page offers. Nothing is kept.
    """
    found = take_list(content, filename, None)
    listed = found.draw_list(code or found.table.code, group)
    return listed, drawing.draw(listed.lines, seed_of(seed), wanted)


def draw_problems(new: NewDraw) -> list[Problem]:
    """All that keeps ``new`` from being drawn, each at the name of its field."""
    problems = [
        Problem(code, field, {"most": LONGEST_TEXT})
        for field, code in (("about", "draw_about"), ("seed_from", "draw_seed_from"))
        if not 0 < len(getattr(new, field).strip()) <= LONGEST_TEXT
    ]
    try:
        seed_of(new.seed)
    except Invalid as error:
        problems += error.problems
    return problems + drawing.wrong_with(new.wanted, _sizes(new.listed.lines))


def draw(db: Database, asker: Asker, id_: str) -> Draw:
    """The draw with that id. Raises NotFound, also when it is not for ``asker`` to know of."""
    try:
        found = rows.find(db, str(UUID(id_)))
    except ValueError:
        found = None
    if found is None or not open_to(db, asker, found):
        raise NotFound("no_such_draw")
    return found


def draws(db: Database, asker: Asker) -> list[Draw]:
    """The draws ``asker`` may see, the latest first."""
    return [found for found in rows.every(db) if open_to(db, asker, found)]


def of_case(db: Database, asker: Asker, case: str) -> list[Draw]:
    """The draws made for the case of that id, the latest first."""
    return [found for found in draws(db, asker) if found.inspection == case]


def dossiers_for(db: Database, visits: Iterable[str]) -> dict[str, list[Draw]]:
    """Visit -> the draws of dossiers for its case, the latest first; whoever asks must go on the visits."""
    found = [one for one in rows.every(db) if one.kind is DrawKind.DOSSIERS and one.inspection]
    of = {visit: cases.case_of_visit(db, visit) for visit in visits} if found else {}
    return {
        visit: [one for one in found if one.inspection == case.id]
        for visit, case in of.items()
        if case is not None
    }


def open_to(db: Database, asker: Asker, of: Draw) -> bool:
    """Whether ``asker`` may know of a draw: it tells which units and dossiers will be looked at.

    Who made it, administrators and leaders of the whole office may; of a draw for a case also whoever of
    those who inspect or lead may see that case.
    """
    if asker.role not in LOOKING:
        return False
    if asker.role is Role.ADMINISTRATOR or asker.username == of.made_by:
        return True
    if of.inspection:
        found = cases.unguarded(db, of.inspection)
        return found is not None and found.open_to(asker)
    return asker.role is Role.LEADER and asker.units is None


def list_of(db: Database, of: Draw) -> DrawList:
    """The list a draw was made from, in the order it came."""
    return rows.listed(db, of.id)


def drawn_before(db: Database, digest: str) -> int:
    """How many draws there were from the list of that digest, whoever made them."""
    return len(rows.from_list(db, digest))


def which_time(db: Database, of: Draw) -> tuple[int, int]:
    """The how manieth draw from its list this was, and how many there are by now."""
    every = rows.from_list(db, of.digest)
    return every.index(of.id) + 1, len(every)


def grouping(db: Database, of: Draw) -> str:
    """The digest of the list of a draw with its groups; '' without groups, and where ``digest`` is that."""
    return grouped_digest(list_of(db, of).lines) if of.group and not of.digests_groups else ""


def check(of: Draw, lines: Iterable[Line], against: Iterable[Line]) -> Check:
    """The draw done again from ``lines``; where they are another list, how that differs from ``against``."""
    given, kept = {line.code: line.group for line in lines}, {line.code: line.group for line in against}
    again = tuple(Line(code, group) for code, group in given.items())
    if digest_by(of.method, again) == of.digest and _sizes(again) == {
        one.group: one.listed for one in of.drawn
    }:
        same = drawing.draw(again, of.seed, of.wanted, of.method) == of.drawn
        if same or given == kept:
            return Check(same_list=True, same_result=same)
    return Check(
        same_list=False,
        same_result=False,
        missing=tuple(sorted(kept.keys() - given.keys())),
        added=tuple(sorted(given.keys() - kept.keys())),
        regrouped=tuple(sorted(code for code in kept.keys() & given.keys() if kept[code] != given[code])),
    )


def units_below(db: Database, under: str, types: Iterable[UnitType], on: date) -> list[Unit]:
    """The units of those types under ``under`` ('' for everywhere) on that day, by code. Raises NotFound."""
    wanted, tree = frozenset(types), places.tree(db, on)
    inside = [places.unit(db, under, on), *tree.under(under)] if under else tree.units.values()
    return sorted((unit for unit in inside if unit.type in wanted), key=lambda unit: unit.code)


def list_of_units(units: Iterable[Unit], *, by_type: bool) -> DrawList:
    """Units as a list to draw from, grouped by their type if so wanted."""
    found = list(units)
    lines = tuple(Line(unit.code, unit.type.value if by_type else "") for unit in found)
    cells = tuple((unit.code, unit.type.value, unit.name_vi) for unit in found)
    return DrawList(lines, ("code", "type", "name"), cells, "code", "type" if by_type else "")


def as_csv(db: Database, of: Draw) -> bytes:
    """The whole list in the order of the lot, with each code's lot: CSV in UTF-8 with a byte order mark."""
    listed = list_of(db, of)
    taken = {code for one in of.drawn for code in one.codes}
    further = {code for one in of.drawn for code in one.replacements}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(guarded, [of.code, *([of.group] if of.group else []), *_FURTHER]))
    ordered = groupby(drawing.in_order(listed.lines, of.seed, of.method), key=lambda line: line.group)
    for rank, line in (numbered for _, lines in ordered for numbered in enumerate(lines, start=1)):
        state = "drawn" if line.code in taken else "replacement" if line.code in further else ""
        groups = [line.group] if of.group else []
        row = [line.code, *groups, rank, drawing.lot(of.seed, of.digest, line.code), state]
        writer.writerow(guarded(cell) for cell in row)
    return out.getvalue().encode("utf-8-sig")


def _sizes(lines: Iterable[Line]) -> Counter[str]:
    """How many lines each group has."""
    return Counter(line.group for line in lines)
