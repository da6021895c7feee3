"""Opening codes for a unit or all counters below it, a code's own page, closing it."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Invalid, NotFound, Problem, SurveyError
from survey_app.places import service as places
from survey_app.places.model import Unit, UnitType, local_day
from survey_app.rounds import service
from survey_app.rounds.forms import opening_form
from survey_app.rounds.model import Collector, Mode, Round, Scope, Size, State
from survey_app.rounds.views.listing import lines, nearest_day, places_called
from survey_app.rounds.views.pages import pages
from survey_app.store import Database
from wording import say


@pages.route("/rounds/<code>/open", methods=["GET", "POST"])
@web.only("administrator")
def open_(code: str) -> Answer | tuple[str, int]:
    """Choose a unit, then give it or every counter below it a code."""
    db, today = web.current_store().read(), local_day(web.now())
    wave = service.round_(db, code)
    if service.is_for_visits(db, wave):
        raise Invalid([Problem("round_is_for_visits", values={"round": code})])
    text = request.args.get("unit", "").strip()
    unit, matches = places_called(db, wave, text, today)
    if unit is None:
        return render_template("rounds/choose.html", wave=wave, text=text, matches=matches), 200
    below = len(places.counters_under(db, unit.code, nearest_day(wave, today)))
    form = opening_form(_scopes(unit, below))
    if form.validate_on_submit():
        scope, mode, chosen = Scope(form.scope.data), Mode(form.mode.data), unit.code
        try:
            made = web.current_store().write(
                lambda db: service.open_collectors(db, code, chosen, scope, mode, today)
            )
        except SurveyError as error:
            form.take(error)
        else:
            web.done("rounds.opened", n=len(made.opened), kept=made.kept)
            return redirect(url_for("rounds.round_", code=code, unit=unit.code), code=303)
    ended = wave.state(today) is State.ENDED
    return web.form_page(
        "rounds/open.html", form, wave=wave, unit=unit, path=_path(db, wave, unit), ended=ended
    )


@pages.get("/rounds/<round_>/codes/<code>")
@web.only("administrator")
def code(round_: str, code: str) -> str:
    """One code: where it stands, its address, its pictures and posters, closing it."""
    db, today = web.current_store().read(), local_day(web.now())
    found = collector_of(db, round_, code)
    (line,) = lines(db, [found], today)
    problem = service.reachable(db)
    return render_template(
        "rounds/code.html",
        line=line,
        url=service.collector_url(db, found.code),
        sizes=list(Size),
        phones=found.mode is Mode.QR_PHONE,
        takes=line.state in (State.OPEN, State.NOT_YET_OPEN),
        problem=web.problem_text(problem) if problem else "",
    )


@pages.route("/rounds/<round_>/codes/<code>/close", methods=["GET", "POST"])
@web.only("administrator")
def close(round_: str, code: str) -> Answer | tuple[str, int]:
    """Let a code take nothing any more, once somebody has said that they mean it: it is final."""
    store, today = web.current_store(), local_day(web.now())
    db = store.read()
    found = collector_of(db, round_, code)
    back = redirect(url_for("rounds.code", round_=round_, code=found.code), code=303)
    form = web.StaffForm()
    if form.validate_on_submit():
        closed = store.write(lambda db: service.close_collector(db, found.code, today))
        web.done("rounds.closed", code=closed.code)
        return back
    if found.closed_on is not None:
        return back
    (line,) = lines(db, [found], today)
    return web.form_page("rounds/close.html", form, line=line)


def collector_of(db: Database, round_: str, code: str) -> Collector:
    """The code of that round. Raises NotFound, also for a code of another round."""
    found = service.collector(db, code)
    if found.round.code != round_:
        raise NotFound("no_such_code", typed=found.code)
    return found


def _scopes(unit: Unit, below: int) -> list[tuple[Scope, str]]:
    language = web.language()
    found = [(Scope.BELOW, say(language, "rounds.scope_below", n=below))] if below else []
    if unit.type is not UnitType.PROVINCE:
        found.append((Scope.UNIT, say(language, "rounds.scope_unit")))
    return found or [(Scope.BELOW, say(language, "rounds.scope_below", n=below))]


def _path(db: Database, wave: Round, unit: Unit) -> tuple[Unit, ...]:
    try:
        return places.path(db, unit.code, nearest_day(wave, local_day(web.now())))
    except NotFound:
        return (unit,)
