"""What must be true before a case takes a step; everything that is not is said at once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from survey_app.accounts.model import Asker
from survey_app.errors import Problem
from survey_app.findings.service import day_to_explain
from survey_app.inspections.model.cases import WITHOUT_VISIT, Case, CaseAction, Kind
from survey_app.inspections.model.steps import WAYS, By, CaseStep, Needs, fits, may
from survey_app.inspections.model.visits import State
from survey_app.inspections.service.cases import found
from survey_app.inspections.service.cases.lookups import day_of, moves, visits_of
from survey_app.inspections.service.cases.making import missing_for_approval
from survey_app.inspections.store import self_reports
from survey_app.places.model import LOCAL_TIME, local_day
from survey_app.store import Database

LEAST_REASON, LONGEST = 15, 2000
# What is written by hand in one line.
_LINE = 200
_CLOCKS_APART = timedelta(minutes=10)


def steps_for(db: Database, asker: Asker, of: Case) -> tuple[CaseStep, ...]:
    """The steps ``asker`` can take with a case that stands there, in their usual order."""
    fitting = (step for step in CaseStep if fits(of, step) and may(asker, of, WAYS[step].by))
    return tuple(step for step in fitting if has_ground(db, of, step))


def next_for(db: Database, of: Case) -> list[tuple[CaseStep, By]]:
    """The steps a case that stands there may take next and whose each is; not those that hold it up."""
    holding = (CaseStep.SUSPEND, CaseStep.CANCEL)
    fitting = ((step, way.by) for step, way in WAYS.items() if step not in holding and fits(of, step))
    return [(step, by) for step, by in fitting if has_ground(db, of, step)]


def has_ground(db: Database, of: Case, step: CaseStep) -> bool:
    """Whether there is anything to take that step for: nobody goes again where nothing waits to be seen."""
    return step is not CaseStep.RECHECK or bool(found.to_recheck(db, of.id))


def problems_of(db: Database, asker: Asker, of: Case, action: CaseAction, now: datetime) -> list[Problem]:
    """Why the case does not take that step now, each problem at the field it is about, '' for the whole."""
    step, today = CaseStep(action.step), local_day(now)
    said = [problem for need in WAYS[step].needs for problem in _SAID[need](of, action, today)]
    if step is CaseStep.BEGIN and not said:
        said = _arrival(action, now)
    if step is CaseStep.APPROVE:
        said += of_its_team(asker, of)
    judge = _STANDS.get(step)
    return said + (judge(db, of, action, today) if judge else [])


def of_its_team(asker: Asker, of: Case) -> list[Problem]:
    """That ``asker`` is of the team and so leaves the approval to somebody else."""
    return [Problem("case_approved_by_its_team")] if asker.username in of.team else []


def _arrival(action: CaseAction, now: datetime) -> list[Problem]:
    """That the team came at a moment that is still to come, some minutes of a device's clock aside."""
    if not (said := action.told.get("time", "").strip()):
        return []
    came = datetime.fromisoformat(said)
    came = came if came.tzinfo else came.replace(tzinfo=LOCAL_TIME)
    return [Problem("check_in_in_future", "time")] if came > now + _CLOCKS_APART else []


def _note(_: Case, action: CaseAction, __: date) -> list[Problem]:
    if not LEAST_REASON <= len(action.note.strip()) <= LONGEST:
        return [Problem("reason_length", "note", {"least": LEAST_REASON, "most": LONGEST})]
    return []


def _number(_: Case, action: CaseAction, __: date) -> list[Problem]:
    if not 0 < len(action.number.strip()) <= _LINE:
        return [Problem("decision_number_missing", "number")]
    return []


def _day(_: Case, action: CaseAction, today: date) -> list[Problem]:
    if action.day is None:
        return [Problem("decision_day_missing", "day")]
    return [Problem("decision_day_in_future", "day")] if action.day > today else []


def _due(_: Case, action: CaseAction, today: date) -> list[Problem]:
    if action.due is None:
        return [Problem("due_day_missing", "due")]
    return [Problem("due_day_past", "due", {"today": today})] if action.due < today else []


def _place(of: Case, action: CaseAction, today: date) -> list[Problem]:
    """Nobody told the unit of an unannounced one: when and where the team came is what shows it came."""
    said = {name: action.told.get(name, "").strip() for name in ("place", "time")}
    found_ = []
    if of.kind is Kind.UNANNOUNCED:
        found_ = [Problem("check_in_incomplete", name) for name, text in said.items() if not text]
    if said["time"]:
        try:
            came = datetime.fromisoformat(said["time"]).date()
        except ValueError:
            return [*found_, Problem("check_in_time", "time")]
        first = of.decision_on or came
        if not first <= came <= today:
            found_.append(Problem("check_in_day", "time", {"first": first, "last": today}))
    return found_


def _signatures(_: Case, action: CaseAction, today: date) -> list[Problem]:
    told, found_ = action.told, []
    if not told.get("for_team", "").strip():
        found_.append(Problem("signature_missing", "for_team"))
    if told.get("refused"):
        found_ += _note(_, action, today)
        witnesses = [told.get(name, "").strip() for name in ("witness_1", "witness_2")]
        found_ += [
            Problem("witness_missing", name)
            for name, said in zip(("witness_1", "witness_2"), witnesses, strict=True)
            if not said
        ]
        if all(witnesses) and witnesses[0].casefold() == witnesses[1].casefold():
            found_.append(Problem("witness_twice", "witness_2"))
    elif not told.get("for_unit", "").strip():
        found_.append(Problem("signature_missing", "for_unit"))
    return found_


def _recommendations(_: Case, __: CaseAction, ___: date) -> list[Problem]:
    return []  # judged with what was found: see `_conclude`


_SAID: dict[Needs, Callable[[Case, CaseAction, date], list[Problem]]] = {
    Needs.NOTE: _note,
    Needs.NUMBER: _number,
    Needs.DAY: _day,
    Needs.DUE: _due,
    Needs.PLACE: _place,
    Needs.SIGNATURES: _signatures,
    Needs.RECOMMENDATIONS: _recommendations,
}


def _approve(db: Database, of: Case, _: CaseAction, today: date) -> list[Problem]:
    return missing_for_approval(db, of, today)


def _await_report(_: Database, of: Case, __: CaseAction, ___: date) -> list[Problem]:
    return [] if of.self_report else [Problem("case_has_no_report_form")]


def _receive_report(db: Database, of: Case, _: CaseAction, __: date) -> list[Problem]:
    return [] if self_reports.stands(db, of.id) else [Problem("self_report_missing")]


def _return_report(db: Database, of: Case, action: CaseAction, today: date) -> list[Problem]:
    """Once; the unit keeps its day unless it is given another, which is still to come."""
    before = any(one.step == CaseStep.RETURN_REPORT for one in moves(db, of))
    problems = [Problem("report_returned_before")] if before else []
    return problems + (_due(of, action, today) if action.due else [])


def _draw_up(db: Database, of: Case, _: CaseAction, __: date) -> list[Problem]:
    visits = visits_of(db, of)
    drafts = [one for one in visits if one.state is State.DRAFT]
    if drafts:
        return [Problem("case_visits_open", values={"count": len(drafts)})]
    if not visits and of.kind not in WITHOUT_VISIT:
        return [Problem("case_without_visit")]
    return []


def _ask_explanations(db: Database, of: Case, action: CaseAction, today: date) -> list[Problem]:
    """Something was found, and the unit is given days to answer: nobody upholds anything within them."""
    problems = [] if found.of_case(db, of.id) else [Problem("nothing_to_explain")]
    if action.due and action.due >= today:
        problems += day_to_explain(action.due, today, "due")
    return problems


def _conclude(db: Database, of: Case, action: CaseAction, _: date) -> list[Problem]:
    """What was found stands or was withdrawn by now; each that stands gets text, owner and a day after."""
    signed = day_of(db, of, CaseStep.SIGN)
    problems = []
    if action.day and signed and action.day < signed:
        problems.append(Problem("conclusion_before_minutes", "day", {"day": signed}))
    return problems + found.conclusion_problems(db, of, action)


def _recheck(db: Database, of: Case, _: CaseAction, __: date) -> list[Problem]:
    return [] if found.to_recheck(db, of.id) else [Problem("nothing_to_recheck")]


def _recheck_done(db: Database, of: Case, _: CaseAction, __: date) -> list[Problem]:
    left = found.to_recheck(db, of.id)
    return [Problem("recheck_not_done", values={"references": ", ".join(left)})] if left else []


def _end(db: Database, of: Case, _: CaseAction, __: date) -> list[Problem]:
    left = found.open_of(db, of.id)
    return [Problem("case_has_open_findings", values={"references": ", ".join(left)})] if left else []


def _cancel(db: Database, of: Case, _: CaseAction, __: date) -> list[Problem]:
    """What was found is withdrawn with a reason each, not lost with the case."""
    left = found.open_of(db, of.id)
    return [Problem("case_cancelled_with_findings", values={"references": ", ".join(left)})] if left else []


_STANDS: dict[CaseStep, Callable[[Database, Case, CaseAction, date], list[Problem]]] = {
    CaseStep.APPROVE: _approve,
    CaseStep.AWAIT_REPORT: _await_report,
    CaseStep.RECEIVE_REPORT: _receive_report,
    CaseStep.RETURN_REPORT: _return_report,
    CaseStep.DRAW_UP: _draw_up,
    CaseStep.ASK_EXPLANATIONS: _ask_explanations,
    CaseStep.CONCLUDE: _conclude,
    CaseStep.RECHECK: _recheck,
    CaseStep.RECHECK_DONE: _recheck_done,
    CaseStep.END: _end,
    CaseStep.CANCEL: _cancel,
}
