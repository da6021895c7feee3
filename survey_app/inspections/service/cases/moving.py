"""A case takes a step: one write that judges who asks, what stands now and what is said, and keeps it."""

from dataclasses import replace
from datetime import datetime

from survey_app.accounts.model import Asker
from survey_app.errors import Conflict, Invalid, Refused
from survey_app.inspections.model.cases import HELD, Case, CaseAction, Move
from survey_app.inspections.model.steps import WAYS, CaseStep, end_of, fits, may
from survey_app.inspections.service.cases import found
from survey_app.inspections.service.cases.basis import check_basis
from survey_app.inspections.service.cases.guards import problems_of
from survey_app.inspections.service.cases.lookups import case
from survey_app.inspections.store import cases as rows
from survey_app.inspections.store import self_reports
from survey_app.store import Database, Store


def step(store: Store, asker: Asker, reference: str, action: CaseAction, now: datetime) -> Case:
    """The case after the step; one write.

    Raises NotFound for a case that is not theirs to know of, Conflict on a stale page (also
    `basis_of`) or when the case stands elsewhere, Refused when the step is somebody else's, Invalid with
    everything that is missing.
    """
    return store.write(lambda db: step_within(db, asker, reference, action, now))


def step_within(db: Database, asker: Asker, reference: str, action: CaseAction, now: datetime) -> Case:
    """`step` inside the caller's write."""
    of, wanted = case(db, asker, reference), CaseStep(action.step)
    if of.revision != action.revision:
        raise Conflict("case_changed_meanwhile", reference=of.reference)
    if not fits(of, wanted):
        raise Conflict("case_not_now", reference=of.reference)
    if not may(asker, of, WAYS[wanted].by):
        raise Refused("case_step_not_yours", reference=of.reference)
    check_basis(db, of, action)
    if problems := problems_of(db, asker, of, action, now):
        raise Invalid(problems)
    moved = _take(db, of, wanted, action, asker.username, now)
    if wanted is CaseStep.RETURN_REPORT:
        self_reports.send_back(db, of.id, asker.username, action.note.strip(), now)
    if wanted is CaseStep.ASK_EXPLANATIONS:
        found.ask_all(db, asker, moved, now)
    if wanted is CaseStep.CONCLUDE:
        found.issue_all(db, asker, moved, action.recommended, now)
        moved = _take(db, moved, CaseStep.FOLLOW, CaseAction(CaseStep.FOLLOW, 0), asker.username, now)
    return moved


def _take(db: Database, of: Case, wanted: CaseStep, action: CaseAction, who: str, now: datetime) -> Case:
    end = end_of(of, wanted)
    moved = _with_said(replace(of, state=end, revision=of.revision + 1), wanted, action)
    held = of.held_from or of.state.value if end in HELD else ""
    moved = replace(moved, held_from=held)
    if wanted is CaseStep.SIGN:
        moved = replace(moved, minutes_digest=action.made_from)
    rows.save(db, moved)
    rows.insert_move(
        db,
        of.id,
        Move(
            moved.revision,
            now,
            who,
            wanted.value,
            of.state.value,
            end.value,
            action.note.strip(),
            _data(action, moved, wanted),
        ),
    )
    return moved


def _with_said(moved: Case, wanted: CaseStep, action: CaseAction) -> Case:
    if wanted is CaseStep.APPROVE:
        return replace(moved, decision_number=action.number.strip(), decision_on=action.day)
    if wanted is CaseStep.AWAIT_REPORT:
        return replace(moved, report_due=action.due)
    if wanted is CaseStep.RETURN_REPORT and action.due:
        return replace(moved, report_due=action.due)
    if wanted is CaseStep.ASK_EXPLANATIONS:
        return replace(moved, explain_due=action.due)
    if wanted is CaseStep.CONCLUDE:
        return replace(moved, conclusion_number=action.number.strip(), conclusion_on=action.day)
    return moved


def _data(action: CaseAction, moved: Case, wanted: CaseStep) -> dict[str, object]:
    """What is kept with the step beside its note; nothing empty."""
    said: dict[str, object] = {name: text.strip() for name, text in action.told.items()}
    said |= {
        "number": action.number.strip(),
        "day": action.day.isoformat() if action.day else "",
        "due": action.due.isoformat() if action.due else "",
        "digest": moved.minutes_digest if wanted is CaseStep.SIGN else "",
    }
    return {name: value for name, value in said.items() if value}
