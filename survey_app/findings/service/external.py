"""Findings of teams from above, entered by the office; and how they are divided among units below."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from survey_app.accounts.model import Asker
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused
from survey_app.findings.model import (
    FOLLOWED,
    LEAST_NOTE,
    MOST_NOTE,
    Action,
    Around,
    Event,
    Finding,
    NewExternal,
    Severity,
    Source,
    Step,
    may_cascade,
    may_enter,
)
from survey_app.findings.service.lookups import finding
from survey_app.findings.service.moving import after, said
from survey_app.findings.service.needs import after_whole, too_far
from survey_app.findings.service.opening import path_text, repeated
from survey_app.findings.service.steps import keep_files, put
from survey_app.findings.store import findings as rows
from survey_app.places.model import local_day
from survey_app.store import Database, Store
from wording import nfc

_MOST_PARTS = 200
_MOST_LINE = 300


def enter_external(
    store: Store,
    asker: Asker,
    new: NewExternal,
    now: datetime,
    files: Sequence[bytes] = (),
    id_: UUID | None = None,
) -> Finding:
    """The finding of a team from above, stored as issued, with its document among ``files``.

    Sent a second time under its ``id_`` it is the one there is. Raises Refused for who may not enter it,
    Invalid with all that is missing or wrong, by field, Conflict when another was entered under that id.
    """
    if not may_enter(asker):
        raise Refused("finding_entry_not_yours")
    today, new = local_day(now), _tidied(new)
    if wrong := _problems(store.read(), asker, new, today):
        raise Invalid(wrong)
    names = keep_files(store, files, now)

    def work(db: Database) -> Finding:
        if id_ and (there := rows.of_ids(db, [str(id_)]).get(str(id_))):
            if there.finders == (asker.username,) and _says(there, new):
                return there
            raise Conflict("finding_entered_by_this_form")
        entered = _entered(db, asker, new, id_ or uuid4())
        return _issue(db, entered, asker.username, new, now, tuple(names))

    return store.write(work)


def cascade(
    store: Store,
    asker: Asker,
    reference: str,
    parts: Sequence[tuple[str, str, date]],
    now: datetime,
    divided: int | None = None,
) -> list[Finding]:
    """The parts (unit, text, due day) that a finding from above is divided into, issued, all or none.

    It is closed by the step that ends the last of them. ``divided`` is how many parts they knew of. Raises
    NotFound, Conflict when it has ended or has more parts by now, Refused for who may not divide it, Invalid
    by row ('unit-1', 'text-1', 'due_on-1').
    """
    today = local_day(now)
    tidy = [(unit.strip(), nfc(text).strip(), due_on) for unit, text, due_on in parts]

    def work(db: Database) -> list[Finding]:
        whole = finding(db, asker, reference)
        if whole.state not in FOLLOWED or whole.source is not Source.EXTERNAL:
            raise Conflict("finding_step_not_now", finding=whole.reference)
        if not may_cascade(asker, whole):
            raise Refused("finding_entry_not_yours")
        if divided not in (None, count_parts(db, whole)):
            raise Conflict("finding_divided_meanwhile", finding=whole.reference)
        if wrong := _part_problems(db, whole, tidy, today):
            raise Invalid(wrong)
        return [_part(db, whole, unit, text, due_on, asker, now) for unit, text, due_on in tidy]

    return store.write(work)


def count_parts(db: Database, whole: Finding) -> int:
    """How many parts a finding was divided into, whoever may see them."""
    return len(rows.parts_of(db, whole.id))


def _says(there: Finding, new: NewExternal) -> bool:
    """Whether a finding was entered as ``new`` says; what was done with it since does not count."""
    names = ("unit", "code", "severity", "authority", "document", "document_on", "legal_basis", "note")
    same = all(getattr(there, name) == getattr(new, name) for name in names)
    return same and (there.statement, there.first_due_on) == ({"vi": new.statement}, new.due_on)


def _entered(db: Database, asker: Asker, new: NewExternal, own: UUID) -> Finding:
    """A finding from above, not stored yet."""
    above = path_text(db, new.unit, new.document_on)
    return Finding(
        id=str(own),
        year=new.document_on.year,
        number=rows.last_number(db, new.document_on.year) + 1,
        visit="",
        item="",
        unit=new.unit,
        code=new.code,
        severity=Severity(new.severity),
        statement={"vi": new.statement},
        legal_basis=new.legal_basis,
        note=new.note,
        photos=(),
        finders=(asker.username,),
        found_on=new.document_on,
        above=above,
        team="",
        source=Source.EXTERNAL,
        authority=new.authority,
        document=new.document,
        document_on=new.document_on,
        repeats=repeated(db, new.code, new.unit, new.document_on, "", ""),
        owner=new.unit,
        owner_above=above,
    )


def _issue(
    db: Database, found: Finding, who: str, new: NewExternal, now: datetime, files: tuple[str, ...] = ()
) -> Finding:
    """``found``, stored and issued at once."""
    rows.insert(db, found)
    action = Action(
        Step.ISSUE,
        0,
        text=new.recommendation,
        due_on=new.due_on,
        day=new.document_on,
        site_check=new.site_check,
    )
    moved = after(found, action, Around(), found.owner_above, local_day(now))
    event = Event(1, now, who, Step.ISSUE, found.state, moved.state, "", files, said(action, Around()))
    return put(db, found, moved, event)


def _part(
    db: Database, whole: Finding, unit: str, text: str, due_on: date, asker: Asker, now: datetime
) -> Finding:
    today = local_day(now)
    above = path_text(db, unit, today)
    found = replace(
        whole,
        id=str(uuid4()),
        number=rows.last_number(db, whole.year) + 1,
        unit=unit,
        above=above,
        owner=unit,
        owner_above=above,
        parent=whole.id,
        repeats=repeated(db, whole.code, unit, whole.found_on, "", "", whole.id),
        finders=(asker.username,),
        state=type(whole.state).FOUND,
        revision=0,
        told=False,
        extensions=0,
        failures=0,
        reported_by="",
    )
    new = NewExternal(
        *(unit, whole.code, whole.severity, "", whole.authority, whole.document, today, text, due_on),
        site_check=whole.site_check,
    )
    return _issue(db, found, asker.username, new, now)


def _tidied(new: NewExternal) -> NewExternal:
    names = ("unit", "code", "statement", "authority", "document", "recommendation", "legal_basis", "note")
    tidy: dict[str, Any] = {n: nfc(getattr(new, n).replace("\r\n", "\n")).strip() for n in names}
    return replace(new, **tidy)


def _problems(db: Database, asker: Asker, new: NewExternal, today: date) -> list[Problem]:
    wrong = [
        Problem("finding_needs_this", name)
        for name in ("code", "authority", "document")
        if not getattr(new, name)
    ]
    wrong += [
        Problem("finding_says_too_little", name, {"least": LEAST_NOTE})
        for name in ("statement", "recommendation")
        if len("".join(getattr(new, name).split())) < LEAST_NOTE
    ]
    lines = ((name, _MOST_LINE) for name in ("code", "authority", "document", "legal_basis"))
    texts = ((name, MOST_NOTE) for name in ("statement", "recommendation", "note"))
    for name, most in (*lines, *texts):
        if len(getattr(new, name)) > most:
            wrong.append(Problem("note_too_long", name, {"most": most}))
    if new.severity not in set(Severity):
        wrong.append(Problem("finding_needs_this", "severity"))
    if new.document_on > today:
        wrong.append(Problem("document_in_future", "document_on", {"last": today}))
    if new.due_on <= new.document_on:
        wrong.append(Problem("due_not_after_issue", "due_on", {"day": new.document_on}))
    wrong += too_far(new.due_on, max(today, new.document_on), "due_on")
    return [*wrong, *_unit_problems(db, asker, new.unit, new.document_on)]


def _unit_problems(db: Database, asker: Asker, unit: str, day: date) -> list[Problem]:
    try:
        above = path_text(db, unit, day)
    except NotFound as error:
        return [replace(error.problem, place="unit")]
    return [] if asker.reaches(above) else [Problem("finding_unit_out_of_reach", "unit", {"unit": unit})]


def _part_problems(
    db: Database, whole: Finding, parts: Sequence[tuple[str, str, date]], today: date
) -> list[Problem]:
    if not 0 < len(parts) <= _MOST_PARTS:
        return [Problem("finding_parts_out_of_number", "unit-1", {"most": _MOST_PARTS})]
    units = [unit for unit, _, _ in parts]
    given = {one.owner: one.reference for one in rows.parts_of(db, whole.id) if not one.ended}
    wrong = []
    for row, (unit, text, due_on) in enumerate(parts, start=1):
        wrong += _part_unit_problems(db, whole, unit, units[: row - 1], row, today)
        if part := given.get(unit):
            wrong.append(Problem("finding_part_there", f"unit-{row}", {"unit": unit, "part": part}))
        if len("".join(text.split())) < LEAST_NOTE:
            wrong.append(Problem("finding_says_too_little", f"text-{row}", {"least": LEAST_NOTE}))
        if len(text) > MOST_NOTE:
            wrong.append(Problem("note_too_long", f"text-{row}", {"most": MOST_NOTE}))
        if due_on <= today:
            wrong.append(Problem("due_not_after_issue", f"due_on-{row}", {"day": today}))
        if far := too_far(due_on, today, f"due_on-{row}"):
            wrong += far
        elif whole.due_on and due_on > whole.due_on:
            wrong.append(after_whole(whole, f"due_on-{row}"))
    return wrong


def _part_unit_problems(
    db: Database, whole: Finding, unit: str, before: Sequence[str], row: int, today: date
) -> list[Problem]:
    place = f"unit-{row}"
    try:
        above = path_text(db, unit, today)
    except NotFound as error:
        return [replace(error.problem, place=place)]
    if f"/{whole.owner}/" not in above or unit == whole.owner:
        return [Problem("finding_part_not_below", place, {"unit": unit, "owner": whole.owner})]
    if unit in before:
        return [Problem("finding_part_twice", place, {"unit": unit})]
    return []
