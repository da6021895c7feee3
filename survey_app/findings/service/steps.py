"""The steps of a finding, each one an event: judged, stored with its files, followed through its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from survey_app import media
from survey_app.accounts.model import Asker
from survey_app.errors import Conflict, Invalid, Problem, Refused
from survey_app.findings.model import (
    DECIDING,
    FOLLOWED,
    OF_TIME,
    RULES,
    Action,
    Around,
    Bar,
    Event,
    Finding,
    Kind,
    Request,
    State,
    Step,
    bar,
)
from survey_app.findings.service.lookups import finding
from survey_app.findings.service.moving import after, said
from survey_app.findings.service.needs import problems, tidied
from survey_app.findings.service.opening import path_text
from survey_app.findings.service.own import judges_own
from survey_app.findings.store import findings as rows
from survey_app.findings.store import log
from survey_app.findings.store.due import explain_by
from survey_app.places.model import local_day
from survey_app.store import Database, Store

_BARRED: Final[Mapping[Bar, str]] = {
    Bar.NOT_NOW: "finding_step_not_now",
    Bar.PARTS_OPEN: "finding_waits_for_its_parts",
    Bar.REQUEST_WAITS: "finding_request_waits",
    Bar.EXTENDED_TWICE: "finding_extended_twice",
    Bar.OF_CASE: "finding_issued_by_its_conclusion",
    Bar.NOT_HEARD: "finding_not_heard_yet",
    Bar.LATE: "finding_too_late_for_more_time",
    Bar.NOT_YOURS: "finding_step_not_yours",
    Bar.OF_UNIT: "finding_closed_by_its_unit",
    Bar.FOUND: "finding_closed_by_its_finder",
    Bar.REPORTED: "finding_closed_by_its_remedier",
    Bar.ASKED: "finding_decided_by_its_asker",
}


def steps_for(db: Database, asker: Asker, found: Finding, today: date) -> tuple[Step, ...]:
    """What ``asker`` may do with the finding ``today``."""
    around = around_of(db, found, today, asker)
    return tuple(step for step in Step if bar(found, step, asker, around) is None)


def bar_of(db: Database, asker: Asker, found: Finding, step: Step, today: date) -> Bar | None:
    """Why ``asker`` cannot take ``step`` ``today``; None when they can."""
    return bar(found, step, asker, around_of(db, found, today, asker))


def check_step(
    db: Database, asker: Asker, found: Finding, step: Step, today: date, *, concluding: bool = False
) -> None:
    """Raise Conflict when ``step`` cannot be taken ``today``, Refused when it is not theirs."""
    around = around_of(db, found, today, asker, concluding=concluding)
    barred = bar(found, step, asker, around)
    if barred is not None:
        day = around.heard_until if barred is Bar.NOT_HEARD else found.due_on
        kind = Conflict if barred in OF_TIME else Refused
        raise kind(_BARRED[barred], finding=found.reference, day=day or "")


def take_step(store: Store, asker: Asker, reference: str, action: Action, now: datetime) -> Finding:
    """The finding after the step, with its event and files stored.

    Raises NotFound where they do not reach; Conflict when somebody did something with it meanwhile, or the
    step cannot be taken now; Refused when it is not theirs; Invalid with all that is missing, by field.
    """
    _judged(store.read(), asker, reference, action, now, len(action.files))
    # Files are on disk before the event that names them; left over by a refusal they are harmless.
    names = keep_files(store, action.files, now)
    return store.write(lambda db: step_within(db, asker, reference, action, now, names))


def step_within(
    db: Database,
    asker: Asker,
    reference: str,
    action: Action,
    now: datetime,
    files: Sequence[str] = (),
    *,
    concluding: bool = False,
) -> Finding:
    """As `take_step`, within the caller's write: ``files`` are the names they are kept under.

    ``concluding`` is said by the conclusion of its case alone.
    """
    found, action = _judged(db, asker, reference, action, now, len(files), concluding=concluding)
    if action.step in (Step.ASK_EXTENSION, Step.ASK_REOPENING):
        _ask(db, found, asker.username, action, now)
    today = local_day(now)
    around = around_of(db, found, today)
    if action.step in DECIDING:
        log.decide_request(db, found.id, DECIDING[action.step], asker.username, now, action.note)
    if action.step in (Step.ASK_REOPENING, Step.REFUSE_REOPENING):
        return found
    owner_above = path_text(db, action.owner, today) if action.owner else found.owner_above
    event = Event(
        *(found.revision + 1, now, asker.username, action.step, found.state, found.state, action.note),
        tuple(files),
        said(action, around),
    )
    moved = put(db, found, after(found, action, around, owner_above, today), event)
    if moved.ended:
        close_whole(db, moved, asker.username, now)
    if action.step is Step.REOPEN and around.request:
        _reopen_whole(db, moved, around.request, asker.username, now)
    return finding(db, asker, reference)


def change_lead(db: Database, inspection: str, lead: str, who: str, now: datetime) -> None:
    """Let ``lead`` take the steps of the lead with what a case found and has not ended, by a change of its
    team; what was found still names who led then."""
    for found in rows.of_case(db, inspection):
        if not found.ended and found.lead != lead:
            stays, data = (found.state, found.state), {"lead": lead}
            event = Event(found.revision + 1, now, who, Step.CHANGE_LEAD, *stays, data=data)
            put(db, found, replace(found, revision=event.revision), event)


def put(db: Database, before: Finding, moved: Finding, event: Event) -> Finding:
    """``moved``, stored with its event; what was asked for and not decided ends with it."""
    if moved.ended:
        log.decide_request(db, moved.id, granted=False, who=event.who, at=event.at, answer="")
    rows.move(db, moved)
    log.insert_event(db, moved.id, replace(event, start=before.state, end=moved.state))
    return moved


def close_whole(db: Database, part: Finding, who: str, now: datetime) -> None:
    """Close what ``part`` was a part of, when no part is open any more; and so on upwards."""
    whole = rows.of_ids(db, [part.parent]).get(part.parent)
    if whole is None or whole.state not in FOLLOWED or rows.open_parts(db, whole.id):
        return
    closed = replace(whole, state=State.CLOSED, revision=whole.revision + 1, ended_on=local_day(now))
    data = {"part": part.reference}
    put(db, whole, closed, Event(closed.revision, now, who, Step.PASS, whole.state, closed.state, data=data))
    close_whole(db, closed, who, now)


def around_of(
    db: Database, found: Finding, today: date, asker: Asker | None = None, *, concluding: bool = False
) -> Around:
    """What the finding's own row does not say ``today``, of ``asker`` or while its case is concluded."""
    until = explain_by(db, found.id) if found.state is State.EXPLAINING else None
    return Around(
        log.open_request(db, found.id),
        rows.open_parts(db, found.id),
        concluding,
        until if until and today <= until else None,
        found.overdue(today),
        asker is not None and judges_own(db, asker, found, today),
    )


def keep_files(store: Store, files: Sequence[bytes], now: datetime) -> list[str]:
    """The names the files are kept under. Raises Invalid, at 'files', for one that is not taken."""
    names: list[str] = []
    wrong: list[Problem] = []
    for number, content in enumerate(files, start=1):
        try:
            names.append(media.take_file(store, media.Kind.FILE, content, now))
        except Invalid as error:
            wrong += [
                replace(one, place="files", values={**one.values, "number": number}) for one in error.problems
            ]
    if wrong:
        raise Invalid(wrong)
    return names


def _judged(
    db: Database,
    asker: Asker,
    reference: str,
    action: Action,
    now: datetime,
    files: int,
    *,
    concluding: bool = False,
) -> tuple[Finding, Action]:
    found = finding(db, asker, reference)
    if found.revision != action.revision:
        raise Conflict("finding_changed_meanwhile", finding=found.reference)
    today = local_day(now)
    check_step(db, asker, found, action.step, today, concluding=concluding)
    tidy = tidied(action)
    asked = log.open_request(db, found.id)
    # To ask for opening again is no step of what is closed: its revision does not tell of another request.
    if asked and action.request not in (None, asked.number):
        raise Conflict("finding_changed_meanwhile", finding=found.reference)
    if wrong := problems(db, found, tidy, asker, today, files, asked):
        raise Invalid(wrong)
    return found, tidy


def _ask(db: Database, found: Finding, who: str, action: Action, now: datetime) -> None:
    kind = Kind.EXTENSION if action.step is Step.ASK_EXTENSION else Kind.REOPENING
    number = len(log.requests(db, found.id)) + 1
    log.insert_request(db, found.id, Request(number, kind, who, now, action.note, action.until))


def _reopen_whole(db: Database, part: Finding, request: Request, who: str, now: datetime) -> None:
    """Open again what ``part`` was a part of, by the same two people: it is not remedied any more."""
    whole = rows.of_ids(db, [part.parent]).get(part.parent)
    if whole is None or whole.state is not State.CLOSED:
        return
    log.decide_request(db, whole.id, granted=False, who=who, at=now, answer="")
    number = len(log.requests(db, whole.id)) + 1
    granted = replace(request, number=number, granted=True, decided_by=who, decided_at=now)
    log.insert_request(db, whole.id, granted)
    opened = replace(
        whole,
        state=RULES[Step.REOPEN].end or whole.state,
        revision=whole.revision + 1,
        due_on=request.until,
        ended_on=None,
    )
    data = {"part": part.reference, "asked_by": request.asked_by, "reason": request.reason}
    if request.until:
        data["until"] = request.until.isoformat()
    put(
        db, whole, opened, Event(opened.revision, now, who, Step.REOPEN, whole.state, opened.state, data=data)
    )
    _reopen_whole(db, opened, request, who, now)
