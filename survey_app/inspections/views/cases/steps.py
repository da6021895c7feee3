"""The steps of a case as pages; whoever comes with a page of yesterday hears where the case stands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused, SurveyError
from survey_app.findings.model import Finding
from survey_app.inspections.case_forms import read_revision, step_form
from survey_app.inspections.model.cases import Case, CaseAction, Move, Recommended
from survey_app.inspections.model.deadlines import TO_EXPLAIN, after_working_days, default_due
from survey_app.inspections.model.steps import WAYS, CaseStep, Needs, fits, may
from survey_app.inspections.service import cases
from survey_app.inspections.views.cases.one import BY_REPORT
from survey_app.inspections.views.cases.pages import READERS, asker, case_of, pages, today, unit_of
from survey_app.inspections.views.pages import called, unit_name
from survey_app.places import service as places

_TOLD = (
    "place",
    "time",
    "latitude",
    "longitude",
    "accuracy",
    "for_team",
    "for_unit",
    "opinion",
    "refused",
    "witness_1",
    "witness_2",
)
# What a step asks beside what it asks of each finding and what a script fills in.
_PLAIN = ("number", "day", "due", "place", "time", *_TOLD[5:], "note")
_PAGES = frozenset(CaseStep) - BY_REPORT - {CaseStep.FOLLOW}


@pages.route("/cases/<reference>/<step>", methods=["GET", "POST"])
@web.only(*READERS)
def step(reference: str, step: str) -> Answer | tuple[str, int]:
    """Take a step, or say why it cannot be taken and where the case stands now."""
    if step not in _PAGES:
        raise NotFound("no_such_page")
    wanted, found = CaseStep(step), case_of(reference)
    if not fits(found, wanted) and request.method == "GET":
        return overtaken(found, wanted)
    if fits(found, wanted) and not may(asker(), found, WAYS[wanted].by):
        raise Refused("case_step_not_yours", reference=found.reference)
    findings = cases.to_conclude(web.current_store().read(), found) if _concludes(wanted) else []
    keys = {one.id: _key(one) for one in findings}
    form = step_form(found, wanted, list(keys.values()), _owners(found) if findings else [])
    if not form.is_submitted():
        _fill(form, found, [(keys[one.id], one.severity.value) for one in findings])
    if form.validate_on_submit():
        action = _action(form, wanted, keys)
        try:
            moved = cases.step(web.current_store(), asker(), found.reference, action, web.now())
        except Conflict:
            return overtaken(case_of(reference), wanted, action.note, action.revision)
        except SurveyError as error:
            form.take(_at_fields(error, keys))
        else:
            web.done(f"cases.done_{wanted}", reference=moved.reference)
            return redirect(url_for("cases.one", reference=moved.reference), code=303)
    return web.form_page(
        "inspections/cases/step.html",
        form,
        case=found,
        step=wanted,
        unit=unit_of(found),
        findings=[(one, keys[one.id]) for one in findings],
        fields=[name for name in form._fields if name in _PLAIN],
    )


def overtaken(found: Case, wanted: CaseStep, note: str = "", revision: int | None = None) -> tuple[str, int]:
    """The page that says where the case stands now; what was typed stands on it to be copied.

    ``revision`` is the one the step was taken on: something else may have changed, and the state not.
    """
    every = cases.moves(web.current_store().read(), found)
    moves = [] if asker().of_unit else every
    stayed = revision is not None and _state_at(every, found, revision) == found.state
    page = render_template(
        "inspections/cases/overtaken.html",
        case=found,
        step=wanted,
        unit=unit_of(found),
        note=note,
        stayed=stayed,
        again=stayed and fits(found, wanted) and may(asker(), found, WAYS[wanted].by),
        last=moves[-1] if moves else None,
    )
    return page, 409


def _state_at(moves: Sequence[Move], found: Case, revision: int) -> str:
    """Where a case stood when a page was made from that revision."""
    return next((one.start for one in moves if one.revision > revision), found.state.value)


def _key(one: Finding) -> str:
    """What ends the names of the fields of a finding: its own, whatever was withdrawn meanwhile."""
    return f"{one.year}_{one.number}"


def _concludes(wanted: CaseStep) -> bool:
    return Needs.RECOMMENDATIONS in WAYS[wanted].needs


def _action(form: web.StaffForm, wanted: CaseStep, keys: Mapping[str, str]) -> CaseAction:
    said = {name: form[name].data for name in form._fields}
    told = {name: "1" if said[name] is True else str(said[name] or "") for name in _TOLD if name in said}
    if not said.get("refused"):
        told.pop("refused", None)
    return CaseAction(
        wanted,
        read_revision(form),
        note=said.get("note") or "",
        number=said.get("number") or "",
        day=said.get("day"),
        due=said.get("due"),
        told=told,
        recommended=tuple(
            Recommended(
                finding,
                said[f"text_{key}"] or "",
                said[f"owner_{key}"] or "",
                said[f"due_on_{key}"],
                bool(said[f"site_check_{key}"]),
            )
            for finding, key in keys.items()
        ),
    )


def _fill(form: web.StaffForm, found: Case, findings: list[tuple[str, str]]) -> None:
    """What a step commonly says: the office's own default, for somebody to change."""
    now = today()
    if "day" in form:
        form.day.data = now
    if "due" in form:
        form.due.data = after_working_days(now, TO_EXPLAIN)
    if "for_team" in form:
        form.for_team.data = called(found.leader())
    for key, severity in findings:
        form[f"owner_{key}"].data = found.unit
        form[f"due_on_{key}"].data = default_due(severity, now)


def _owners(of: Case) -> list[tuple[str, str]]:
    """The inspected unit, what stands below it, and what stood above it when it was planned."""
    db, now = web.current_store().read(), today()
    below = (*places.children(db, of.unit, now), *places.counters_under(db, of.unit, now))
    above = reversed(of.above.strip("/").split("/")[:-1])
    codes = dict.fromkeys((of.unit, *(unit.code for unit in below), *above))
    return [(code, f"{unit_name(code, today())} ({code})") for code in codes]


def _at_fields(error: SurveyError, keys: Mapping[str, str]) -> SurveyError:
    """``error`` with what is wrong with a finding's recommendation placed at its field on this page."""
    if not isinstance(error, Invalid):
        return error
    return Invalid([_placed(problem, keys) for problem in error.problems], error.more)


def _placed(problem: Problem, keys: Mapping[str, str]) -> Problem:
    field, _, finding = problem.place.partition("/")
    return replace(problem, place=f"{field}_{keys[finding]}") if finding in keys else problem
