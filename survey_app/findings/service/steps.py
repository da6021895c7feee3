"""The steps of a finding: remedied, closed by an outsider, or open again; each one an event."""

from collections.abc import Mapping
from datetime import datetime

from survey_app import media
from survey_app.errors import Conflict, Invalid, Problem, Refused
from survey_app.findings import store as rows
from survey_app.findings.model import LEAST_NOTE, MOST_NOTE, STEPS, Action, Bar, Event, Finding, Step
from survey_app.findings.service.lookups import finding
from survey_app.store import Database, Store
from wording import nfc

_CLOSED_BY: Mapping[Bar, str] = {
    Bar.FOUND: "finding_closed_by_its_finder",
    Bar.REMEDIED: "finding_closed_by_its_remedier",
}


def check_step(found: Finding, step: Step, username: str) -> None:
    """Raise Conflict when the finding does not stand where ``step`` begins, Refused when it is not theirs."""
    if step not in found.next_steps:
        raise Conflict("finding_step_not_now", finding=found.reference)
    if step is Step.CLOSE and (bar := found.bar(username)):
        raise Refused(_CLOSED_BY[bar], finding=found.reference)


def take_step(store: Store, reference: str, action: Action, now: datetime) -> Finding:
    """The finding after the step, with its event and photo stored.

    Raises NotFound; Conflict when somebody did something with it meanwhile, or it does not stand where the
    step begins; Refused for closing what one's own team found or one recorded as remedied oneself; Invalid,
    placed at 'note' and 'photo'.
    """
    _check(finding(store.read(), reference), action)
    note = nfc(action.note.replace("\r\n", "\n")).strip()
    if problems := _note_problems(action.step, note):
        raise Invalid(problems)
    # The photo is on disk before the event that names it; left over by a refusal it is harmless.
    photo = media.take_photo(store, action.photo, now).name if action.photo else ""

    def work(db: Database) -> Finding:
        found = finding(db, reference)
        _check(found, action)
        start, end = STEPS[action.step]
        event = Event(found.revision + 1, now, action.who, start, end, note, photo)
        rows.move(db, found.id, end, event.revision)
        rows.insert_event(db, found.id, event)
        return finding(db, reference)

    return store.write(work)


def _check(found: Finding, action: Action) -> None:
    if found.revision != action.revision:
        raise Conflict("finding_changed_meanwhile", finding=found.reference)
    check_step(found, action.step, action.who)


def _note_problems(step: Step, note: str) -> list[Problem]:
    too_short = len("".join(note.split())) < LEAST_NOTE
    if too_short and step is Step.REMEDY:
        return [Problem("remedy_needs_a_note", "note", {"least": LEAST_NOTE})]
    if too_short and step is Step.REOPEN:
        return [Problem("reopening_needs_a_reason", "note", {"least": LEAST_NOTE})]
    if len(note) > MOST_NOTE:
        return [Problem("note_too_long", "note", {"most": MOST_NOTE})]
    return []
