"""A draw of units: from the tree as it stands, or from those of a plan."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts.model import INSPECTING
from survey_app.errors import Conflict, Invalid, NotFound, Problem, SurveyError
from survey_app.inspections.drawing import grouped_digest, list_digest
from survey_app.inspections.model.cases import CaseFilters
from survey_app.inspections.model.draws import DrawKind, DrawList, NewDraw
from survey_app.inspections.service import cases
from survey_app.inspections.service import draws as service
from survey_app.inspections.views.draws.forms import numbers, units_form
from survey_app.inspections.views.draws.pages import draws, wanted_from
from survey_app.inspections.views.pages import asker
from survey_app.places import service as places
from survey_app.places.model import Unit, UnitType, local_day
from wording import FALLBACK, say

LOOK = "look"


@draws.route("/draws/units", methods=["GET", "POST"])
@web.only(*INSPECTING)
def units() -> Answer | tuple[str, int]:
    """Which units are meant, their list and its digest; then draw from it."""
    store = web.current_store()
    db, language = store.read(), web.language()
    plans = {one.id: one.title for one in cases.plans(db)}
    form = units_form([(one, say(language, f"places.type_{one}")) for one in UnitType], plans)
    listed, found = DrawList(()), list[Unit]()
    sent = form.validate_on_submit()
    try:
        found = _units(form.plan.data or "", (form.under.data or "").strip(), form.types_.data or [])
        listed = service.list_of_units(found, by_type=form.by_type.data == "yes")
        seen, form.made_from.data = form.made_from.data, grouped_digest(listed.lines)
        if sent and LOOK not in request.form:
            if seen != form.made_from.data:
                raise Conflict("draw_list_changed")
            made = service.make_draw(store, asker(), _asked(form, plans, listed), web.now())
            web.done("draws.made", n=made.taken)
            return redirect(url_for("draws.one", draw_id=made.id), code=303)
    except SurveyError as error:
        form.take(error)
    page, status = web.form_page(
        "inspections/draws/units.html",
        form,
        units=found,
        named={unit.code: _name(unit) for unit in found},
        listed=listed,
        digest=list_digest(listed.lines) if listed.lines else "",
        grouping=grouped_digest(listed.lines) if listed.group and listed.lines else "",
        before=service.drawn_before(db, list_digest(listed.lines)) if listed.lines else 0,
    )
    return page, 200 if LOOK in request.form and not form.errors else status


def _units(plan: str, under: str, types: list[str]) -> list[Unit]:
    """The units that are meant, as they stand today; those of a plan are the reader's own to see."""
    db, today = web.current_store().read(), local_day(web.now())
    if not plan:
        wanted = [UnitType(one) for one in types if one in set(UnitType)]
        if not wanted:
            raise Invalid([Problem("draw_no_types", "types_")])
        try:
            found = service.units_below(db, under, wanted, today)
        except NotFound:
            raise Invalid([Problem("draw_no_such_unit", "under", {"unit": under[:40]})]) from None
    else:
        codes = {one.unit for one in cases.cases(db, asker(), CaseFilters(plan=plan))}
        standing = places.tree(db, today).units
        found = [standing[code] for code in sorted(codes) if code in standing]
    if not found:
        raise Invalid([Problem("draw_no_units", "plan" if plan else "under")])
    return found


def _asked(form: web.StaffForm, plans: dict[str, str], listed: DrawList) -> NewDraw:
    """What the form asks to be drawn from that list. Raises Invalid for numbers it cannot read."""
    return NewDraw(
        kind=DrawKind.UNITS,
        about=form.about.data or "",
        source=_source(form, plans),
        seed=form.seed.data or "",
        seed_from=form.seed_from.data or "",
        wanted=wanted_from(*numbers(form)),
        listed=listed,
        plan=form.plan.data or "",
    )


def _source(form: web.StaffForm, plans: dict[str, str]) -> str:
    """Where the units come from, in the words that are kept with the draw."""
    if form.plan.data:
        return plans.get(form.plan.data, "")
    types = ", ".join(say(FALLBACK, f"places.type_{one}") for one in form.types_.data)
    under = (form.under.data or "").strip()
    return f"{types} ({under})" if under else types


def _name(unit: Unit) -> str:
    return unit.name_vi if web.language() == FALLBACK else unit.name_en or unit.name_vi
