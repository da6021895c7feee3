"""The steps of a case as pages; whoever comes with a page of yesterday hears where the case stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import Field

from survey_app import web
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused, SurveyError
from survey_app.findings.model import Finding
from survey_app.inspections.case_forms import read_revision, step_form
from survey_app.inspections.model.cases import Case, CaseAction, Move, Recommended
from survey_app.inspections.model.deadlines import TO_EXPLAIN, after_working_days, default_due
from survey_app.inspections.model.steps import WAYS, CaseStep, fits, may
from survey_app.inspections.service import cases
from survey_app.inspections.views.cases.one import BY_REPORT
from survey_app.inspections.views.cases.pages import READERS, asker, case_of, pages, today, unit_of
from survey_app.inspections.views.pages import called, unit_name
from survey_app.places import service as places
from wording import say

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
# Which findings a step is about.
_FINDINGS = {CaseStep.ASK_EXPLANATIONS: cases.to_ask, CaseStep.CONCLUDE: cases.to_conclude}
# What somebody wrote themselves, and would have to write again.
_TYPED = frozenset({"StringField", "TextAreaField", "DateField"})


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page of a step: its form, the findings the step is about, the digest of what else it decides on."""

    case: Case
    step: CaseStep
    basis: str
    findings: Sequence[Finding]
    form: web.StaffForm

    @property
    def keys(self) -> dict[str, str]:
        """What ends the names of the fields of each finding, by its id."""
        return {one.id: _key(one) for one in self.findings}


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
    drawn = _drawn(found, wanted)
    form = drawn.form
    if not form.is_submitted():
        _fill(form, found)
        _propose(drawn)
    if form.validate_on_submit():
        action = _action(form, wanted, drawn.keys)
        try:
            moved = cases.step(web.current_store(), asker(), found.reference, action, web.now())
        except Conflict as error:
            stands = case_of(reference)
            if stands.revision == action.revision and fits(stands, wanted):
                return _drawn_again(stands, wanted, error)
            return overtaken(stands, wanted, _typed(drawn), action.revision)
        except SurveyError as error:
            form.take(_at_fields(error, drawn.keys))
        else:
            web.done(f"cases.done_{wanted}", reference=moved.reference)
            return redirect(url_for("cases.one", reference=moved.reference), code=303)
    return _page(drawn)


def overtaken(
    found: Case, wanted: CaseStep, typed: Sequence[tuple[str, object]] = (), revision: int | None = None
) -> tuple[str, int]:
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
        typed=typed,
        stayed=stayed,
        again=stayed and fits(found, wanted) and may(asker(), found, WAYS[wanted].by),
        last=moves[-1] if moves else None,
    )
    return page, 409


def _drawn(of: Case, wanted: CaseStep) -> _Drawn:
    db = web.current_store().read()
    # The digest first: of what changes while the page is drawn it is then the older one, and is refused.
    basis = cases.basis_of(db, of, wanted) if fits(of, wanted) else ""
    found = _FINDINGS[wanted](db, of) if wanted in _FINDINGS else []
    recommended = found if wanted is CaseStep.CONCLUDE else []
    keys = [_key(one) for one in recommended]
    return _Drawn(of, wanted, basis, found, step_form(of, wanted, basis, keys, _owners(of) if keys else []))


def _drawn_again(of: Case, wanted: CaseStep, error: Conflict) -> tuple[str, int]:
    """The page as it is drawn now, with what was typed and that something changed under it."""
    drawn = _drawn(of, wanted)
    drawn.form.take(error)
    drawn.form.made_from.data = drawn.basis
    _propose(drawn)
    return _page(drawn)[0], 409


def _page(drawn: _Drawn) -> tuple[str, int]:
    form, of = drawn.form, drawn.case
    signs = drawn.step is CaseStep.SIGN and fits(of, drawn.step)
    return web.form_page(
        "inspections/cases/step.html",
        form,
        case=of,
        step=drawn.step,
        unit=unit_of(of),
        asked=drawn.findings if drawn.step is CaseStep.ASK_EXPLANATIONS else [],
        findings=[(one, _key(one)) for one in drawn.findings] if drawn.step is CaseStep.CONCLUDE else [],
        about=_about(drawn),
        left=_left_over(drawn),
        sealed=cases.minutes_content(web.current_store().read(), of) if signs else None,
        digest=drawn.basis,
        fields=[name for name in form._fields if name in _PLAIN],
    )


def _left_over(drawn: _Drawn) -> list[tuple[Finding, str]]:
    """What was typed for a finding that is not to be recommended any more."""
    keys = set(drawn.keys.values())
    sent = {name.removeprefix("text_"): text.strip() for name, text in request.form.items()}
    if drawn.step is not CaseStep.CONCLUDE or not any(sent.values()):
        return []
    every = cases.findings_for(web.current_store().read(), asker(), drawn.case)
    left = [(one, sent.get(_key(one), "")) for one in every if _key(one) not in keys]
    return [(one, text) for one, text in left if text]


def _typed(drawn: _Drawn) -> list[tuple[str, object]]:
    """What was typed on the page, each with what it is called."""
    form, about = drawn.form, _about(drawn)
    said = [(_called(field, about), field.data) for field in form if field.type in _TYPED and field.data]
    label = say(web.language(), "cases.recommendation")
    return [*said, *((f"{one.reference}: {label}", text) for one, text in _left_over(drawn))]


def _called(field: Field, about: Mapping[str, str]) -> str:
    """What a field is called; of a finding with its reference."""
    of = about.get(field.name)
    return f"{of}: {field.label.text}" if of else field.label.text


def _about(drawn: _Drawn) -> dict[str, str]:
    """The reference of the finding that a field is about, which is found by what ends its name."""
    names = {f"_{_key(one)}": one.reference for one in drawn.findings}
    return {
        field.name: said for field in drawn.form for key, said in names.items() if field.name.endswith(key)
    }


def _state_at(moves: Sequence[Move], found: Case, revision: int) -> str:
    """Where a case stood when a page was made from that revision."""
    return next((one.start for one in moves if one.revision > revision), found.state.value)


def _key(one: Finding) -> str:
    """What ends the names of the fields of a finding: its own, whatever was withdrawn meanwhile."""
    return f"{one.year}_{one.number}"


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
            if f"text_{key}" in said
        ),
        made_from=said.get("made_from") or "",
    )


def _fill(form: web.StaffForm, found: Case) -> None:
    """What a step commonly says: the office's own default, for somebody to change."""
    now = today()
    if "day" in form:
        form.day.data = now
    if "due" in form:
        form.due.data = after_working_days(now, TO_EXPLAIN)
    if "for_team" in form:
        form.for_team.data = called(found.leader())


def _propose(drawn: _Drawn) -> None:
    """Owner and deadline, as the office has them, of each finding that was not on the page as it was sent."""
    for one in drawn.findings:
        owner, due_on = f"owner_{_key(one)}", f"due_on_{_key(one)}"
        if owner in drawn.form and owner not in request.form:
            drawn.form[owner].data = drawn.case.unit
            drawn.form[due_on].data = default_due(one.severity.value, today())


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
