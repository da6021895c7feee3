"""The citizen's way: a code opens a form, screen by screen, without cookie or script, to a receipt."""

import re
from dataclasses import replace
from functools import lru_cache

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from forms import Checked, Instrument, Problem, Screen, next_screen, previous_screen, screens
from survey_app import web
from survey_app.errors import Gone, NotFound, SurveyError, Unavailable
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.responses import page, token
from survey_app.responses.forms import CitizenForm, citizen_form
from survey_app.responses.model import Assisted, Context, day_and_slot
from survey_app.responses.service import accept
from survey_app.responses.token import FormToken
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Collector, Mode, State
from survey_app.store import Store
from wording import FALLBACK, say

pages = Blueprint("responses", __name__, template_folder="../templates")
_KIOSK_RESTS = 8  # seconds the thank-you page stays before the next person's start
_RECEIPT = re.compile(r"[A-Z2-7]{10}")
_CLOSED: dict[State, SurveyError] = {
    State.CLOSED: Gone("collector_closed"),
    State.ENDED: Gone("round_ended"),
    State.NOT_YET_OPEN: NotFound("round_not_open_yet"),
}


@pages.get("/k/<code>")
@pages.get("/K/<code>", endpoint="open_capitals")
@web.public
def open_form(code: str) -> Answer:
    """The first screen of a new form."""
    collector = _open_collector(code)
    instrument = _instrument(collector)
    language = _language(instrument, request.args.get("lang"))
    form = token.open_form(collector.code, instrument.version, language, web.now())
    first = screens(instrument)[0]
    return _html(
        page.blank_page(instrument, first, language, _place(collector, language), _sign(form), Assisted.NONE),
        collector,
    )


@pages.post("/k/<code>")
@pages.post("/K/<code>", endpoint="answer_capitals")
@web.public
def answer(code: str) -> Answer:
    """Take one screen's answers: show the next one, this one again with what is wrong, or thank."""
    collector = _open_collector(code)
    instrument = _instrument(collector)
    form = citizen_form(instrument, collector.code, web.current_store().key("signing"))
    known = form.validate_on_submit()
    visit = _Visit(collector, instrument, form)
    if not known:
        return visit.show(visit.screen, notice="token_unknown", status=422)
    pressed = request.form
    if "lang" in pressed:
        visit.token = replace(visit.token, language=_language(instrument, pressed["lang"]))
        return visit.show(visit.screen)
    for choice in Assisted:
        if f"help_{choice}" in pressed:
            visit.assisted = choice
            return visit.show(visit.screen)
    if "back" in pressed:
        earlier = previous_screen(instrument, form.judge(instrument), visit.screen.number)
        return visit.show(earlier or visit.screen)
    if "skip" in pressed:
        for item in visit.screen.items:
            form.answers.data.pop(item.name, None)
    return _go_on(visit, form.judge(instrument))


@pages.get("/k/<code>/thanks/<receipt>")
@web.public
def thanks(code: str, receipt: str) -> Answer:
    """What was acknowledged: that an answer was stored, and nothing of what it says."""
    if not _RECEIPT.fullmatch(receipt):
        raise NotFound("no_such_page")
    collector = rounds.collector(web.current_store().read(), code)
    language = _language(_instrument(collector), request.args.get("lang"))
    html = render_template(
        "responses/thanks.html", receipt=receipt, **_frame(language), place=_place(collector, language)
    )
    response = _html(html, collector)
    if collector.mode == Mode.KIOSK:
        response.headers["Refresh"] = f"{_KIOSK_RESTS}; url=/k/{collector.code}"
    return response


@pages.errorhandler(SurveyError)
def refused(error: SurveyError) -> tuple[Response, int]:
    """A friendly page that says which: mistyped, unknown, closed, or given before with other answers."""
    language = request.args.get("lang") or FALLBACK
    problem = error.problem
    html = render_template(
        "responses/refused.html",
        title=say(language, "responses.refused_title"),
        message=say(language, f"errors.{problem.code}", **{"place": problem.place, **problem.values}),
        place=None,
        **_frame(language),
    )
    return _html(html, None), web.status_of(error)


class _Visit:
    """One post of one screen, and how a screen is shown in answer to it."""

    def __init__(self, collector: Collector, instrument: Instrument, form: CitizenForm) -> None:
        self.collector, self.instrument, self.form = collector, instrument, form
        self.token = form.token_read or token.open_form(
            collector.code, instrument.version, _language(instrument, None), web.now()
        )
        number = request.form.get("screen", type=int) or 1
        every = screens(instrument)
        self.screen = every[min(max(number, 1), len(every)) - 1]
        asked = request.form.get("assisted", "")
        self.assisted = Assisted(asked) if asked in set(Assisted) else Assisted.NONE

    def show(
        self, screen: Screen, problems: tuple[Problem, ...] = (), notice: str = "", status: int = 200
    ) -> Answer:
        """``screen`` with everything answered until now."""
        if notice:
            notice = say(self.token.language, f"responses.{notice}")
        html = page.page_with(
            self.instrument,
            screen,
            self.token.language,
            _place(self.collector, self.token.language),
            _sign(self.token),
            self.assisted,
            answers=self.form.answers.data,
            problems=problems,
            notice=notice,
        )
        return _html(html, self.collector, status)

    def context(self) -> Context:
        """Where and when this response was given."""
        day, slot = day_and_slot(web.now())
        return Context(
            uuid=self.token.uuid,
            round=self.collector.round.code,
            counter=self.collector.counter,
            collector=self.collector.code,
            mode=self.collector.mode,
            tier=self.collector.tier,
            day=day,
            slot=slot,
            language=self.token.language,
            assisted=self.assisted,
        )


def _go_on(visit: _Visit, checked: Checked) -> Answer:
    here = {item.name for item in visit.screen.items}
    problems = tuple(problem for problem in checked.problems if problem.place in here)
    if problems:
        return visit.show(visit.screen, problems, status=422)
    following = next_screen(visit.instrument, checked, visit.screen.number)
    if following is not None:
        return visit.show(following)
    if checked.problems:  # an earlier screen's, of a page that was tampered with or left half-way
        place = checked.problems[0].place
        screen = next(s for s in screens(visit.instrument) if place in {item.name for item in s.items})
        return visit.show(screen, tuple(p for p in checked.problems if p.place == place), status=422)
    try:
        receipt = accept(web.current_store(), checked, visit.context())
    except Unavailable as error:
        current_app.logger.error("not stored: %s", error)
        return visit.show(visit.screen, notice="store_busy", status=503)
    address = f"/k/{visit.collector.code}/thanks/{receipt.code}?lang={visit.token.language}"
    return redirect(address, code=303)


def _open_collector(code: str) -> Collector:
    """The collector, open today. Raises NotFound or Gone, saying which."""
    collector = rounds.collector(web.current_store().read(), code)
    state = collector.state(day_and_slot(web.now())[0])
    if state is State.OPEN:
        return collector
    raise _CLOSED[state]


def _instrument(collector: Collector) -> Instrument:
    return _published(web.current_store(), collector.round.instrument, collector.round.version)


@lru_cache(maxsize=64)  # what was published never changes
def _published(store: Store, instrument: str, version: str) -> Instrument:
    return instruments.published(store.read(), instrument, version)


def _language(instrument: Instrument, asked: str | None) -> str:
    return asked if asked in instrument.languages else instrument.default_language


def _place(collector: Collector, language: str) -> page.Place:
    """What the page says of the counter; one that ended during the round keeps its name to the end."""
    round_ = collector.round
    unit = places.unit_during(web.current_store().read(), collector.counter, round_.starts_on, round_.ends_on)
    name = unit.name_vi if language == FALLBACK else unit.name_en or unit.name_vi
    return page.Place(collector.code, name, collector.mode == Mode.KIOSK)


def _sign(form: FormToken) -> str:
    return token.sign(form, web.current_store().key("signing"))


def _frame(language: str) -> dict[str, object]:
    def t(key: str, **values: object) -> str:
        return say(language, key, **values)

    return {"lang": language, "t": t, "css": page.styles()[0]}


def _html(html: str, collector: Collector | None, status: int = 200) -> Response:
    response = make_response(html, status)
    response.headers["Content-Security-Policy"] = page.styles()[1]
    if collector is not None and collector.mode != Mode.KIOSK:
        # A phone is its owner's: the browser's own way back must work. A kiosk keeps nothing.
        response.headers["Cache-Control"] = "private, no-cache"
    return response
