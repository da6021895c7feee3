"""The list of visits, and a new one."""

import re
from dataclasses import replace
from datetime import date
from uuid import uuid4

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts.model import INSPECTING
from survey_app.errors import Invalid, NotFound, Problem
from survey_app.inspections import service
from survey_app.inspections.forms import offer, visit_form
from survey_app.inspections.model import Asked, NewVisit, State, Visit, may_fail
from survey_app.inspections.service import cases
from survey_app.inspections.views.pages import asker as asks
from survey_app.inspections.views.pages import form_title, pages, unit_name, unit_names, who
from survey_app.places import service as places
from survey_app.places.model import UnitType, local_day
from survey_app.store import Database
from wording import say, vietnamese_key

_A_PAGE = 25
_OFFERED = 20


@pages.get("/inspections")
@web.only(*INSPECTING)
def visits() -> str:
    """The visits open to whoever asks, their own drafts first."""
    db, today, asker = web.current_store().read(), local_day(web.now()), who()
    asked, more_places = _asked(db)
    page = max(1, request.args.get("page", 1, type=web.whole))
    found = service.listed(db, asker, asked, (page - 1) * _A_PAGE, _A_PAGE)
    count = service.count(db, asker, asked)
    drafts = {one.id: service.progress(db, one) for one in found if one.state is State.DRAFT}
    known = service.rounds_visited(db)
    asked_in = {code: service.asked_in(db, code) for code in known}
    return render_template(
        "inspections/visits.html",
        visits=found,
        progress=drafts,
        waits={one.id: service.waits_for(db, one) for one in found if one.state is State.DRAFT},
        same=service.doubled(db, found, asker),
        units=unit_names(found),
        count=count,
        page=page,
        page_count=-(-count // _A_PAGE),
        asked=asked,
        filtered=bool(asked.round or asked.state or asked.units is not None),
        forms={code: form_title(one) for code, one in asked_in.items()},
        failing={code for code, one in asked_in.items() if may_fail(one)},
        states=list(State),
        lacks=service.lacking(db, today),
        place=request.args.get("place", ""),
        more_places=more_places,
    )


@pages.route("/inspections/new", methods=["GET", "POST"])
@web.only(*INSPECTING)
def new_visit() -> Answer | tuple[str, int]:
    """Make a visit: a place by its code or by searching, then whoever goes."""
    db, today, asker = web.current_store().read(), local_day(web.now()), who()
    form = visit_form(service.checklists(db, today), service.inspectors(db), today, asker.username)
    if request.method == "GET":
        form.place.data = request.args.get("unit", "")[:100] or form.place.data
        _offer_round(form, request.args.get("case", ""))
    same: list[object] = []
    choose = ""
    if form.validate_on_submit():
        unit, choose = _unit(form, today)
        new = NewVisit(form.round.data, unit, form.day.data, tuple(form.inspectors.data))
        if new.unit:
            same = list(service.same_visits(db, new, asker)) if not form.again.data else []
            made = None if same else _made(form, new)
            if made:
                web.done("inspections.visit_made")
                return redirect(url_for("inspections.visit", visit_id=made), code=303)
    page, status = web.form_page(
        "inspections/new_visit.html",
        form,
        same=same,
        choose=choose,
        asker=asker,
        lacks=service.lacking(db, today),
        today=today,
    )
    return page, 200 if choose else status


def _made(form: web.StaffForm, new: NewVisit) -> str:
    """The id of the new visit, or '' with what is wrong said on ``form``."""
    moment, asker, visit = web.now(), who(), uuid4()
    # Its case, where it is made for one, stands in the address of the page.
    reference = request.args.get("case", "")[:40]

    def work(db: Database) -> Visit:
        made = service.make_visit(db, new, asker, visit, local_day(moment), moment, reference)
        case = cases.case_of_visit(db, made.id)
        # Whoever has a network checks in first; a tablet without one cannot.
        if case and case.secret:
            raise Invalid([Problem("visit_before_check_in", "unit", {"reference": case.reference})])
        return made

    try:
        made = web.current_store().write(work)
    except Invalid as error:
        # What is wrong with the unit stands beside the field it was typed into.
        form.take(Invalid([_beside_place(problem) for problem in error.problems]))
        return ""
    return made.id


def _offer_round(form: web.StaffForm, reference: str) -> None:
    """Tick the round of the case a visit is made for. Raises NotFound when that is not theirs to know of."""
    if reference and (found := cases.case(web.current_store().read(), asks(), reference)).round:
        form.round.data = found.round


def _beside_place(problem: Problem) -> Problem:
    return replace(problem, place="place") if problem.place == "unit" else problem


def _unit(form: web.StaffForm, today: date) -> tuple[str, str]:
    """The code of the place that is meant; '' with a choice offered and words to it, or told why none is.

    Where a place is looked for depends on the day: a day that cannot be is said first, and alone.
    """
    db, typed, day = web.current_store().read(), form.place.data.strip(), form.day.data
    if wrong := service.day_problems(db, form.round.data, day, today):
        form.take(Invalid(wrong))
        return "", ""
    try:
        return places.unit(db, typed, day).code, ""
    except NotFound:
        found = places.search(db, typed, day)
    lines = sorted(
        (line for line in found.lines if line.unit.type is not UnitType.PROVINCE),
        key=lambda line: [alphabetical(unit.name_vi) for unit in (*line.above, line.unit)],
    )
    for line in lines:
        if line.unit.code == form.unit.data or line.unit.code.casefold() == typed.casefold():
            return line.unit.code, ""
    if not lines:
        form.take(Invalid([_no_place(db, typed, day, today)]))
        return "", ""
    offer(form, [(line.unit.code, described(line, day)) for line in lines[:_OFFERED]])
    if found.total > _OFFERED:
        return "", say(web.language(), "inspections.more_places_found", n=_OFFERED, total=found.total)
    return "", say(web.language(), "inspections.choose_the_place")


def _no_place(db: Database, typed: str, day: date, today: date) -> Problem:
    """That a place was not there on that day, or that there is none."""
    try:
        known = bool(places.periods(db, typed))
    except NotFound:
        known = places.search(db, typed, today).total > 0
    if known:
        return Problem("place_not_there_that_day", "place", {"typed": typed, "day": day})
    return Problem("no_place_found", "place", {"typed": typed})


def alphabetical(name: str) -> object:
    """Names in Vietnamese order, figures in them by size; what stands above a place comes before it."""
    return vietnamese_key(re.sub(r"[0-9]+", lambda figure: figure[0].zfill(9), name))


def described(line: places.Line, day: date) -> str:
    """A unit that was found, as somebody chooses it: its name, what it stands under, its code."""
    names = [unit_name(unit.code, day) for unit in (line.unit, *reversed(line.above))]
    return f"{', '.join(names)} ({line.unit.code})"


def _asked(db: Database) -> tuple[Asked, bool]:
    """What the list is narrowed to, and whether more places were found than it looks at."""
    state, place = request.args.get("state", ""), request.args.get("place", "").strip()[:100]
    units, more = None, False
    if place:
        found = places.search(db, place, local_day(web.now()))
        more = found.total > len(found.lines)
        units = tuple(sorted({place, *(line.unit.code for line in found.lines)}))
    known = state if state in set(State) else ""
    return Asked(request.args.get("round", ""), known, units), more
