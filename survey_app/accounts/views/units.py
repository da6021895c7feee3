"""The units somebody acts for: given by code or by words of the name, from and until a day; taken back."""

import hashlib
from collections.abc import Sequence
from datetime import date

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts import service
from survey_app.accounts.forms import offer, unit_form
from survey_app.accounts.model import OF_UNIT, Role, Scope
from survey_app.accounts.views.pages import me, pages
from survey_app.errors import Conflict, Invalid, NotFound, Problem, SurveyError
from survey_app.places import service as places
from survey_app.places.model import Unit, local_day
from wording import FALLBACK, say

_OFFERED = 20


@pages.route("/people/<username>/units", methods=["GET", "POST"])
@web.only("administrator")
def units(username: str) -> Answer | tuple[str, int]:
    """The units of somebody; one more, or one less."""
    db = web.current_store().read()
    known, stored = service.person(db, username), service.scopes(db, username)
    form = unit_form(seen=_seen(stored))
    choose = ""
    if form.validate_on_submit():
        wanted, choose = _wanted(form, stored)
        if wanted is not None and _kept(form, username, stored, wanted):
            web.done("accounts.units_changed", name=known.name)
            return redirect(url_for("accounts.units", username=username), code=303)
    today = local_day(web.now())
    page, status = web.form_page(
        "accounts/units.html",
        form,
        known=known,
        choose=choose,
        of_unit=known.role in OF_UNIT,
        limited=bool(stored) and known.role not in OF_UNIT | {Role.ADMINISTRATOR},
        administers=known.role is Role.ADMINISTRATOR,
        scopes=[(one, name_of(one, today), key(one), one.holds(today)) for one in stored],
    )
    return page, 200 if choose else status


def _wanted(form: web.StaffForm, stored: Sequence[Scope]) -> tuple[list[Scope] | None, str]:
    """The units there are to be, one more or fewer; None when the form must be shown again, and why."""
    if _everywhere():
        return [], ""
    if taken := request.form.get("take", ""):
        return [one for one in stored if key(one) != taken], ""
    scope, choose = chosen(form)
    return ([*stored, scope] if scope else None), choose


def _everywhere() -> bool:
    """Whether it was asked that somebody act everywhere."""
    return bool(request.form.get("everywhere"))


def _kept(form: web.StaffForm, username: str, stored: Sequence[Scope], wanted: Sequence[Scope]) -> bool:
    """Whether ``wanted`` are the units now; what is wrong is said on ``form``."""
    try:
        if form.seen.data != _seen(stored):
            raise Conflict("person_changed", username=username)
        who, now = me().username, web.now()
        service.change_scopes(
            web.current_store(), username, stored, wanted, who, now, everywhere=_everywhere()
        )
    except SurveyError as error:
        form.take(error)
        form.seen.data = _seen(stored)  # what is stored now stands on the page: sent again, it counts
        return False
    return True


def chosen(form: web.StaffForm) -> tuple[Scope | None, str]:
    """The unit and days filled in; or None with a choice offered and words to it, or told why none is."""
    typed, db = (form.unit.data or "").strip(), web.current_store().read()
    first, last = form.first.data, form.last.data
    day = first or local_day(web.now())
    if not typed:
        form.take(Invalid([Problem("unit_missing", "unit")]))
        return None, ""
    try:
        return Scope(places.periods(db, form.found.data or typed)[0].code, first, last), ""
    except NotFound:
        found = places.search(db, typed, day)
    same = [line for line in found.lines if line.unit.code.casefold() == typed.casefold()]
    if len(found.lines) == 1 or same:
        return Scope((same or found.lines)[0].unit.code, first, last), ""
    if not found.lines:
        form.take(Invalid([Problem("no_unit_of_words", "unit", {"words": typed})]))
        return None, ""
    offer(form, [(line.unit.code, _described(line.unit, line.above)) for line in found.lines[:_OFFERED]])
    many = found.total > _OFFERED
    said = "accounts.more_units_found" if many else "accounts.choose_the_unit"
    return None, say(web.language(), said, **({"n": _OFFERED, "total": found.total} if many else {}))


def name_of(scope: Scope, today: date) -> str:
    """What the unit of ``scope`` is called now, or was called last; its code when an import took it away."""
    try:
        periods = places.periods(web.current_store().read(), scope.unit)
    except NotFound:
        return scope.unit
    now = [unit for unit in periods if unit.valid_on(today.isoformat())]
    return _name((now or periods)[-1])


def key(scope: Scope) -> str:
    """What a form calls this one of somebody's units."""
    return f"{scope.unit} {scope.first_day or ''}"


def _described(unit: Unit, above: Sequence[Unit]) -> str:
    return " – ".join([f"{_name(unit)} ({unit.code})", *(_name(one) for one in reversed(above))])


def _name(unit: Unit) -> str:
    return unit.name_vi if web.language() == FALLBACK else unit.name_en or unit.name_vi


def _seen(scopes: Sequence[Scope]) -> str:
    return hashlib.sha256(repr(sorted(map(repr, scopes))).encode()).hexdigest()[:16]
