"""What was found in a case: explained, made recommendations by its conclusion, followed to its end."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from survey_app.accounts.model import Asker, Role
from survey_app.errors import NotFound, Problem
from survey_app.findings import service as findings
from survey_app.findings.model import LEAST_NOTE, MOST_YEARS, Action, Finding, State, Step, last_day
from survey_app.inspections.model.cases import Case, CaseAction, Recommended
from survey_app.places import service as places
from survey_app.store import Database

_UNANSWERED = (State.FOUND, State.EXPLAINING)


def of_case(db: Database, case: str) -> list[Finding]:
    """The findings of a case, by number, whoever asks."""
    return findings.of_case(db, case)


def findings_for(db: Database, asker: Asker, of: Case) -> list[Finding]:
    """The findings of a case that ``asker`` may see, by number."""
    return findings.of_case(db, of.id, asker)


def open_of(db: Database, case: str) -> list[str]:
    """The references of the findings of a case that have not ended."""
    return [one.reference for one in of_case(db, case) if not one.ended]


def to_recheck(db: Database, case: str) -> list[str]:
    """The references of those that are to be seen again on site."""
    return [one.reference for one in of_case(db, case) if one.state is State.RECHECKING]


def to_ask(db: Database, of: Case) -> list[Finding]:
    """What was found and nobody has asked the unit about."""
    return [one for one in of_case(db, of.id) if one.state is State.FOUND]


def to_conclude(db: Database, of: Case) -> list[Finding]:
    """What stands once the unit was heard: a conclusion makes a recommendation of each."""
    return [one for one in of_case(db, of.id) if one.state is State.UPHELD]


def undecided(db: Database, of: Case) -> list[str]:
    """The references of what nobody has upheld or withdrawn yet."""
    return [one.reference for one in of_case(db, of.id) if one.state in _UNANSWERED]


def told(db: Database, case: str) -> list[object]:
    """Reference, code, severity, words and note of each, as plain JSON."""
    return [
        [one.reference, one.code, one.severity.value, dict(one.statement), one.note, list(one.photos)]
        for one in of_case(db, case)
    ]


def conclusion_problems(db: Database, of: Case, action: CaseAction) -> list[Problem]:
    """Why the findings of a case cannot be concluded like that; of one finding at 'field/id'."""
    if waiting := undecided(db, of):
        return [Problem("findings_not_decided", values={"references": ", ".join(waiting)})]
    if sorted(one.id for one in to_conclude(db, of)) != sorted(one.finding for one in action.recommended):
        return [Problem("findings_changed_meanwhile")]
    return [problem for one in action.recommended for problem in _problems(db, one, action)]


def ask_all(db: Database, asker: Asker, of: Case, now: datetime) -> None:
    """Ask the unit to explain everything that was found and nobody has asked about."""
    for one in to_ask(db, of):
        _take(db, asker, one, Action(Step.ASK, one.revision, due_on=of.explain_due), now)


def issue_all(
    db: Database, asker: Asker, of: Case, recommended: Sequence[Recommended], now: datetime
) -> None:
    """Make recommendations of what stands, dated as the conclusion is."""
    said = {one.finding: one for one in recommended}
    for one in to_conclude(db, of):
        what = said[one.id]
        action = Action(
            Step.ISSUE,
            one.revision,
            text=what.text,
            owner=what.owner,
            due_on=what.due_on,
            day=of.conclusion_on,
            document=of.conclusion_number,
            site_check=what.site_check,
        )
        _take(db, asker, one, action, now, concluding=True)


def change_lead(db: Database, case: str, lead: str, who: str, now: datetime) -> None:
    """Let the steps of the lead with what a case found be those of ``lead``."""
    findings.change_lead(db, case, lead, who, now)


def _take(
    db: Database, asker: Asker, one: Finding, action: Action, now: datetime, *, concluding: bool = False
) -> None:
    """Take the step of a finding that comes with one of its case: whoever may take that may take this."""
    acting = replace(asker, role=Role.SECRETARY, units=None)
    findings.step_within(db, acting, one.reference, action, now, concluding=concluding)


def _problems(db: Database, one: Recommended, action: CaseAction) -> Iterator[Problem]:
    if len("".join(one.text.split())) < LEAST_NOTE:
        yield Problem("recommendation_says_too_little", f"text/{one.finding}", {"least": LEAST_NOTE})
    if one.due_on is None:
        yield Problem("due_day_missing", f"due_on/{one.finding}")
    elif action.day and one.due_on <= action.day:
        yield Problem("due_not_after_conclusion", f"due_on/{one.finding}", {"day": action.day})
    elif action.day and one.due_on > (last := last_day(action.day)):
        yield Problem("due_too_far", f"due_on/{one.finding}", {"years": MOST_YEARS, "last": last})
    if not one.owner.strip():
        yield Problem("owner_missing", f"owner/{one.finding}")
        return
    try:
        places.periods(db, one.owner)
    except NotFound:
        yield Problem("no_such_owner", f"owner/{one.finding}", {"unit": one.owner})
