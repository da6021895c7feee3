"""The pages of incidents: reported, read, examined, decided, by those few who may know of each."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Conflict, Invalid, NotFound, Problem, SurveyError
from survey_app.inspections.forms import offer, read_revision
from survey_app.inspections.model.cases import Case
from survey_app.inspections.model.incidents import ENDS, Incident, IncidentKind, IncidentState, NewIncident
from survey_app.inspections.noted_forms import decision_form, examination_form, incident_form
from survey_app.inspections.service import cases
from survey_app.inspections.service import incidents as service
from survey_app.inspections.views.pages import asker, unit_name
from survey_app.inspections.views.visits import described
from survey_app.places import service as places
from survey_app.places.model import UnitType, local_day
from wording import say

incidents = Blueprint("incidents", __name__, template_folder="../templates")
_OFFERED = 20


@incidents.get("/incidents")
@web.only(*service.REPORTING)
def listed() -> str:
    """The incidents the reader may know of; what each says is on its own page."""
    found = service.incidents(web.current_store().read(), asker())
    return render_template(
        "inspections/incidents/listed.html",
        incidents=found,
        units={one.id: unit_name(one.unit, one.happened_on) for one in found},
        references={one.id: case.reference for one in found if (case := _case_of(one))},
    )


@incidents.route("/incidents/new", methods=["GET", "POST"])
@web.only(*service.REPORTING)
def new_incident() -> Answer | tuple[str, int]:
    """Report an incident, of a case (``?reference=``) or of any unit."""
    reference = request.args.get("reference", "")[:40]
    case = cases.case(web.current_store().read(), asker(), reference) if reference else None
    form, choose = incident_form(of_case=case is not None), ""
    if not form.is_submitted():
        form.happened_on.data = local_day(web.now())
    if form.validate_on_submit():
        unit, choose = (case.unit, "") if case else _unit(form)
        if unit and (made := _reported(form, unit, case)):
            web.done("incidents.done_report")
            return redirect(url_for("incidents.one", incident_id=made.id), code=303)
    unit_called = unit_name(case.unit, case.planned_on) if case else ""
    page, status = web.form_page(
        "inspections/incidents/new.html", form, case=case, unit=unit_called, choose=choose
    )
    return page, 200 if choose else status


@incidents.get("/incidents/<uuid:incident_id>")
@web.only(*service.REPORTING)
def one(incident_id: object) -> str:
    """One incident; that somebody read it is kept."""
    store, reader = web.current_store(), asker()
    found = service.read(store, reader, str(incident_id), web.now())
    return render_template(
        "inspections/incidents/one.html",
        incident=found,
        unit=unit_name(found.unit, found.happened_on),
        case=_case_of(found),
        events=service.events(store.read(), reader, found),
        examines=found.may_examine(reader),
        decides=found.may_decide(reader),
        handles=found.handled_by(reader),
    )


@incidents.route("/incidents/<uuid:incident_id>/examine", methods=["GET", "POST"])
@web.only(*service.REPORTING)
def examine(incident_id: object) -> Answer | tuple[str, int]:
    """Say what examining an incident brought."""
    store, who, id_ = web.current_store(), asker(), str(incident_id)
    found = service.incident(store.read(), who, id_)
    form = examination_form(found)
    if request.method == "GET":
        return _form_page("examine", form, found) if found.may_examine(who) else _shown(found)
    return _taken(
        "examine",
        form,
        found,
        lambda: service.examine(store, who, id_, read_revision(form), form.note.data or "", web.now()),
    )


@incidents.route("/incidents/<uuid:incident_id>/decide", methods=["GET", "POST"])
@web.only(*service.REPORTING)
def decide(incident_id: object) -> Answer | tuple[str, int]:
    """Decide an incident: founded or not, and what comes of it."""
    store, who, id_ = web.current_store(), asker(), str(incident_id)
    found = service.incident(store.read(), who, id_)
    form = decision_form(found, ENDS)
    if request.method == "GET":
        return _form_page("decide", form, found) if found.may_decide(who) else _shown(found)
    return _taken(
        "decide",
        form,
        found,
        lambda: service.decide(
            store,
            who,
            id_,
            read_revision(form),
            IncidentState(form.state.data),
            form.outcome.data or "",
            web.now(),
        ),
    )


def _taken(
    page: str, form: web.StaffForm, of: Incident, take: Callable[[], Incident]
) -> Answer | tuple[str, int]:
    """Where it leads when a step was taken; else its page with what was typed, and why it was not."""
    status = 422
    if form.validate_on_submit():
        try:
            take()
        except (Conflict, Invalid) as error:
            form.take(error)
            status = 409 if isinstance(error, Conflict) else 422
        else:
            web.done(f"incidents.done_{page}")
            return _shown(of)
    return _form_page(page, form, of)[0], status


def _form_page(page: str, form: web.StaffForm, of: Incident) -> tuple[str, int]:
    """The page of a step; it says what was told, so that somebody read it is kept."""
    store, reader = web.current_store(), asker()
    found = service.read(store, reader, of.id, web.now())
    return web.form_page(
        f"inspections/incidents/{page}.html",
        form,
        incident=found,
        unit=unit_name(found.unit, found.happened_on),
        events=service.events(store.read(), reader, found),
    )


def _shown(of: Incident) -> Answer:
    return redirect(url_for("incidents.one", incident_id=of.id), code=303)


def _case_of(of: Incident) -> Case | None:
    """The case of an incident, if the reader may know of that, too."""
    found = cases.unguarded(web.current_store().read(), of.inspection) if of.inspection else None
    return found if found and found.open_to(asker()) else None


def _reported(form: web.StaffForm, unit: str, case: Case | None) -> Incident | None:
    """The incident as it was kept; None with what is wrong said on ``form``."""
    new = NewIncident(
        kind=IncidentKind(form.kind.data),
        unit=unit,
        happened_on=form.happened_on.data,
        told=form.told.data or "",
        place=form.place.data or "",
        officer=form.officer.data or "",
        inspection=case.id if case else "",
    )
    try:
        return service.report(web.current_store(), asker(), new, web.now(), web.read_key(form))
    except Invalid as error:
        form.take(Invalid([_beside(problem) for problem in error.problems]))
    except Conflict as error:
        form.take(error)
        web.new_key(form)
    except SurveyError as error:
        form.take(error)
    return None


def _beside(problem: Problem) -> Problem:
    return replace(problem, place="office") if problem.place == "unit" else problem


def _unit(form: web.StaffForm) -> tuple[str, str]:
    """The code of the unit that is meant; '' with a choice offered and words to it, or told that none is."""
    db, typed, day = web.current_store().read(), form.office.data.strip(), form.happened_on.data
    try:
        return places.unit(db, typed, day).code, ""
    except NotFound:
        found = [one for one in places.search(db, typed, day).lines if _takes(one)]
    for line in found:
        if line.unit.code == form.unit.data:
            return line.unit.code, ""
    if not found:
        form.take(Invalid([Problem("no_place_found", "office", {"typed": typed})]))
        return "", ""
    offer(form, [(line.unit.code, described(line, day)) for line in found[:_OFFERED]])
    return "", say(web.language(), "inspections.choose_the_place")


def _takes(line: places.Line) -> bool:
    path = "/" + "".join(f"{unit.code}/" for unit in (*line.above, line.unit))
    return line.unit.type is not UnitType.PROVINCE and asker().reaches(path)
