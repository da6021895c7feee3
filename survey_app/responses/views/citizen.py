"""The citizen's way: a code opens a form, screen by screen, without cookie or script, to a receipt."""

import re
from dataclasses import replace

from flask import Blueprint, Response, current_app, redirect, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as Answer

from forms import (
    Checked,
    end_of,
    is_fixed,
    next_screen,
    pressed_repeat,
    previous_screen,
    screen_of,
    screens,
    step_of,
)
from survey_app import web
from survey_app.errors import NotFound, SurveyError, Unavailable
from survey_app.instruments import service as instruments
from survey_app.responses import page, token
from survey_app.responses.forms import begun, citizen_form, judged
from survey_app.responses.model import Assisted, slot_begin
from survey_app.responses.room import is_damaged, letters_in
from survey_app.responses.service import MOST_MEGABYTES, accept
from survey_app.responses.views.unknown import keep_unknown
from survey_app.responses.views.visit import (
    Visit,
    frame,
    html,
    instrument_of,
    language_of,
    open_collector,
    opened_with,
    place_at,
    signed,
    size_of,
)
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Mode
from wording import FALLBACK, say
from wording.figures import number

pages = Blueprint("responses", __name__, template_folder="../templates")
_KIOSK_RESTS = 8  # seconds the thank-you page stays before the next person's start
_SOUND_KEPT = 24 * 60 * 60  # seconds a browser may keep a recording: a version's never changes
_RECEIPT = re.compile(r"[A-Z2-7]{10}")


@pages.get("/k/<code>")
@pages.get("/K/<code>", endpoint="open_capitals")
@web.public
def open_form(code: str) -> Answer:
    """The first screen of a new form."""
    collector = open_collector(code)
    instrument = instrument_of(collector)
    language = language_of(instrument, request.args.get("lang"))
    form = token.open_form(collector.code, instrument.version, language, web.now())
    place, first = place_at(collector, language), screens(instrument)[0]
    begin = slot_begin(web.now())
    if is_fixed(instrument, first):
        text = page.blank_page(instrument, first, language, place, signed(form), page.Manner(), begin)
    else:
        answers = begun(instrument, form, web.now(), {})
        filled = page.Filled(answers, judged(instrument, form, web.now(), answers))
        first = next_screen(instrument, filled.checked, 0) or first
        text = page.page_with(instrument, first, language, place, signed(form), page.Manner(), filled, begin)
    return html(text, collector, 200, instrument, first)


@pages.post("/k/<code>")
@pages.post("/K/<code>", endpoint="answer_capitals")
@web.public
def answer(code: str) -> Answer:
    """Take one screen's answers: show the next one, this one again with what is wrong, or thank."""
    collector = open_collector(code)
    try:
        instrument, opened = opened_with(collector)
    except NotFound as error:
        if error.problem.code == "no_such_version":
            return keep_unknown(collector)
        raise
    form = citizen_form(instrument, collector.code, opened)
    known = form.validate_on_submit()
    visit = Visit(collector, instrument, form)
    if not known:
        return visit.show(visit.screen, notice="token_unknown", status=422)
    if is_damaged(request):
        return visit.show(visit.screen, notice="text_damaged", status=422)
    pressed = request.form
    if visit.told:
        return visit.show(visit.screen, visit.wrong(visit.judged()), status=422)
    if _changes_manner(visit) or pressed_repeat(instrument, dict(pressed.lists())):
        return visit.show(visit.screen)
    if "back" in pressed:
        earlier = previous_screen(instrument, visit.judged(), visit.screen.number)
        return visit.show(earlier or visit.screen)
    if "skip" in pressed:
        visit.skip()
    return _go_on(visit, visit.judged())


@pages.get("/k/<code>/media/<name>")
@web.public
def medium(code: str, name: str) -> Answer:
    """A picture or a recording of a question, whole or in the parts a player asks for."""
    collector = open_collector(code)
    if name not in instrument_of(collector).files:
        raise NotFound("no_such_page")
    round_ = collector.round
    content, kind = instruments.attachment(
        web.current_store().read(), round_.instrument, round_.version, name
    )
    response = Response(content, mimetype=kind)
    response.headers["Cache-Control"] = f"public, max-age={_SOUND_KEPT}"
    # Players of iPhones play nothing from a server that does not answer in parts.
    return response.make_conditional(request, accept_ranges=True, complete_length=len(content))


@pages.get("/k/<code>/thanks/<receipt>")
@web.public
def thanks(code: str, receipt: str) -> Answer:
    """What was acknowledged: that an answer was stored, and nothing of what it says."""
    if not _RECEIPT.fullmatch(receipt):
        raise NotFound("no_such_page")
    collector = rounds.collector(web.current_store().read(), code)
    language = language_of(instrument_of(collector), request.args.get("lang"))
    text = render_template(
        "responses/thanks.html",
        receipt=receipt,
        **frame(language),
        place=place_at(collector, language),
        size=size_of(request.args.get("text")),
    )
    response = html(text, collector)
    if collector.mode == Mode.KIOSK:
        response.headers["Refresh"] = f"{_KIOSK_RESTS}; url=/k/{collector.code}"
    return response


@pages.errorhandler(SurveyError)
def refused(error: SurveyError) -> tuple[Response, int]:
    """A friendly page that says which: mistyped, unknown, closed, or given before with other answers."""
    language = request.args.get("lang") or FALLBACK
    problem = error.problem
    sent = problem.code == "response_differs"
    text = render_template(
        "responses/refused.html",
        title=say(language, "responses.sent_title" if sent else "responses.refused_title"),
        sent=sent,
        message=say(language, f"errors.{problem.code}", **{"place": problem.place, **problem.values}),
        place=None,
        **frame(language),
    )
    return html(text, None), web.status_of(error)


@pages.errorhandler(RequestEntityTooLarge)
def too_large(_: RequestEntityTooLarge) -> tuple[Response, int]:
    """How much a page takes, and the way back to it: nothing could be read of what was sent."""
    language = request.args.get("lang") or FALLBACK
    most = request.max_content_length or 0
    text = render_template(
        "responses/too_large.html",
        megabytes=MOST_MEGABYTES if most == MOST_MEGABYTES * 2**20 else 0,
        letters=number(letters_in(min(most, request.max_form_memory_size or most)), language),
        place=None,
        **frame(language),
    )
    return html(text, None), 413


def _changes_manner(visit: Visit) -> bool:
    """Whether a button was pressed that changes how the form is shown or answered, not what is said."""
    pressed = request.form
    if "lang" in pressed:
        language = language_of(visit.instrument, pressed["lang"])
        visit.token = replace(visit.token, language=language)
        return True
    if "text" in pressed:
        visit.manner = replace(visit.manner, size=size_of(pressed["text"]))
        return True
    for choice in Assisted:
        if f"help_{choice}" in pressed:
            visit.manner = replace(visit.manner, assisted=choice)
            return True
    return False


def _go_on(visit: Visit, checked: Checked) -> Answer:
    here = visit.wrong(checked)
    if here:
        return visit.show(visit.screen, here, status=422)
    following = next_screen(visit.instrument, checked, visit.screen.number)
    if following is not None:
        return visit.show(following)
    if checked.problems:  # an earlier screen's, of a page that was tampered with or left half-way
        place = checked.problems[0].place
        screen = screen_of(visit.instrument, place) or visit.screen
        return visit.show(screen, tuple(p for p in checked.problems if p.place == place), status=422)
    last = step_of(visit.instrument, visit.screen, checked).last
    if not last and "send" not in request.form:
        return visit.show(end_of(visit.instrument))  # the page did not say that it was the last one
    try:
        receipt = accept(web.current_store(), checked, visit.context())
    except Unavailable as error:
        current_app.logger.error("not stored: %s", error)
        return visit.show(visit.screen, notice="store_busy", status=503)
    address = f"/k/{visit.collector.code}/thanks/{receipt.code}?lang={visit.token.language}"
    if visit.manner.size:
        address += f"&text={visit.manner.size}"
    answer = redirect(address, code=303)
    visit.mark(answer)
    return answer
