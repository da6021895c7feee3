"""What a unit reports of itself: written by its people, handed in by who heads it, sent back at most once."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from forms import Instrument, Screen
from forms.addresses import place_of
from forms.items import FILES
from survey_app import media
from survey_app.accounts.model import Asker, Role
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused
from survey_app.inspections.model import (
    Given,
    Progress,
    State,
    progress_of,
    section_answers,
    section_digest,
)
from survey_app.inspections.model.cases import Case, CaseAction, CaseState
from survey_app.inspections.model.self_reports import SelfReport
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import cases
from survey_app.inspections.service.judging import judged
from survey_app.inspections.store import self_reports as rows
from survey_app.instruments import service as instruments
from survey_app.places.model import local_day
from survey_app.store import Database, Store

_DUE_SAID_WITH = (CaseStep.AWAIT_REPORT, CaseStep.RETURN_REPORT)


def reports(db: Database, of: Case, today: date) -> list[SelfReport]:
    """The reports of a case, the first first, its draft the last."""
    return rows.of_case(db, of.id, today)


def standing(db: Database, of: Case, today: date) -> SelfReport | None:
    """The report of a case that was handed in and not sent back, or None."""
    return next((one for one in reversed(reports(db, of, today)) if one.stands), None)


def writes(asker: Asker, of: Case) -> bool:
    """Whether ``asker`` may write the report of a case now: somebody of its unit, while it is awaited."""
    return asker.of_unit and asker.reaches(of.above) and of.state is CaseState.AWAITING_REPORT


def hands_in(asker: Asker, of: Case) -> bool:
    """Whether ``asker`` may hand it in now: who heads the unit."""
    return writes(asker, of) and asker.role is Role.UNIT_HEAD


def draft(db: Database, asker: Asker, of: Case, now: datetime) -> SelfReport:
    """The draft of a case's report as it is stored now, or a new one.

    After one was sent back the new one starts from what that said. Raises Refused for whom it is not,
    Conflict when no report is awaited, NotFound when the form is not published.
    """
    if not (asker.of_unit and asker.reaches(of.above)):
        raise Refused("self_report_of_unit")
    if not writes(asker, of):
        raise Conflict("self_report_not_now", reference=of.reference)
    today = local_day(now)
    known = reports(db, of, today)
    if known and known[-1].state is State.DRAFT:
        return known[-1]
    if known:
        last = known[-1]
        return SelfReport(
            of.id,
            last.number + 1,
            last.instrument,
            last.version,
            today,
            asker.username,
            now,
            draft=last.draft,
        )
    version = instruments.newest_version(db, of.self_report)
    return SelfReport(of.id, 1, of.self_report, version, today, asker.username, now)


def instrument_of(db: Database, of: SelfReport) -> Instrument:
    """What a report answers."""
    return instruments.published(db, of.instrument, of.version)


def progress(db: Database, of: SelfReport) -> Progress:
    """How far a report is, judged on its day."""
    return progress_of(judged(instrument_of(db, of), of, of.draft), of.day)


def save_section(
    db: Database,
    asker: Asker,
    of: Case,
    screen: Screen,
    given: Mapping[str, Given],
    made_from: str,
    now: datetime,
) -> None:
    """Keep ``given`` as what ``screen`` says now, complete or not.

    ``made_from`` is the section's digest when the page was made. Raises Conflict when somebody saved other
    answers since. Files that did not come in for this case are left out.
    """
    found = draft(db, asker, of, now)
    known = rows.files(db, of.id)
    asked = {item.name for item in screen.items if item.type in FILES}
    new = {
        place: value
        for place, value in section_answers(given, screen).items()
        if place_of(place)[0] not in asked or value in known
    }
    if new == section_answers(found.draft, screen):
        return
    if section_digest(found.draft, screen) != made_from:
        raise Conflict("section_changed_meanwhile")
    others = {place: value for place, value in found.draft.items() if place_of(place)[0] not in screen.names}
    rows.save(db, found, {**others, **new}, asker.username, now)


def keep_files(db: Database, asker: Asker, of: Case, names: Sequence[str], now: datetime) -> None:
    """Keep that files came in for the draft. Raises as `draft`."""
    draft(db, asker, of, now)
    rows.add_files(db, of.id, names)


def submit(store: Store, asker: Asker, reference: str, revision: int, now: datetime) -> SelfReport:
    """The report, handed in, and with it the case's step; one write.

    Raises Refused unless who heads the unit asks, Conflict when it changed since it was reviewed or is not
    awaited, Invalid when something is missing or wrong.
    """

    def work(db: Database) -> SelfReport:
        of = cases.case(db, asker, reference)
        found = draft(db, asker, of, now)
        if not hands_in(asker, of):
            raise Refused("self_report_by_head")
        if found.revision != revision:
            raise Conflict("self_report_changed_meanwhile")
        # Its moment is now: what was right yesterday must be right today.
        final = replace(
            found, made_by=asker.username, made_at=now, submitted_by=asker.username, submitted_at=now
        )
        far = progress(db, final)
        if not far.complete:
            raise Invalid([Problem("self_report_incomplete", values={"n": len(far.checked.problems)})])
        stays = {place: given for place, given in found.draft.items() if place in far.checked.answers}
        if not found.revision:
            rows.save(db, found, stays, asker.username, now)
        rows.hand_in(db, found, stays, digest_of(of, found, stays), asker.username, now)
        rows.keep_files(db, of.id, _files(db, of, local_day(now)))
        action = CaseAction(CaseStep.RECEIVE_REPORT, of.revision, told={"number": str(found.number)})
        cases.step_within(db, asker, of.id, action, now)
        return reports(db, of, local_day(now))[-1]

    return store.write(work)


def digest_of(of: Case, report: SelfReport, answers: Mapping[str, Given]) -> str:
    """SHA-256 of what a report says, as canonical JSON with its case, unit, number and form."""
    said = {
        "answers": answers,
        "case": of.reference,
        "instrument": report.instrument,
        "number": report.number,
        "unit": of.unit,
        "version": report.version,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def unchanged(of: Case, report: SelfReport) -> bool:
    """Whether what is stored still has the digest it was handed in with."""
    return digest_of(of, report, report.draft) == report.digest


def due_of(db: Database, of: Case, report: SelfReport) -> date | None:
    """The day that report was or is due: the one last said before it was handed in."""
    until = report.submitted_at
    said = [
        str(move.data["due"])
        for move in cases.moves(db, of)
        if move.step in _DUE_SAID_WITH and "due" in move.data and (until is None or move.at <= until)
    ]
    return date.fromisoformat(said[-1]) if said else of.report_due


def late(db: Database, of: Case, report: SelfReport) -> bool:
    """Whether it was handed in after that day, or is not handed in and the day is over."""
    due = due_of(db, of, report)
    return due is not None and report.day > due


def file_of(store: Store, asker: Asker, of: Case, name: str) -> bytes:
    """A file of the case's reports. Raises NotFound for any other; the office sees those handed in."""
    check_file(store.read(), asker, of, name)
    return media.kept(store, name)


def thumbnail_of(store: Store, asker: Asker, of: Case, name: str) -> bytes:
    """A picture of the case's reports, small. Raises NotFound as `file_of`."""
    check_file(store.read(), asker, of, name)
    return media.thumbnail(store, name)


def check_file(db: Database, asker: Asker, of: Case, name: str) -> None:
    """Raise NotFound unless ``asker`` may see the file of that name."""
    known = rows.files(db, of.id)
    if not asker.of_unit:
        known &= {str(value) for one in _handed_in(db, of) for value in one.draft.values()}
    if name not in known:
        raise NotFound("no_such_file_kept", file=name[:80])


def _handed_in(db: Database, of: Case) -> list[SelfReport]:
    return [one for one in reports(db, of, of.planned_on) if one.state is State.SUBMITTED]


def _files(db: Database, of: Case, today: date) -> set[str]:
    """The names of the files that the reports of a case answer with."""
    every = {str(value) for one in reports(db, of, today) for value in one.draft.values()}
    return rows.files(db, of.id) & every
