"""Signing in and out, and the first administrator."""

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts import service
from survey_app.accounts.attempts import SIGN_INS
from survey_app.accounts.forms import first_run_form, sign_in_form
from survey_app.accounts.model import Person, Role
from survey_app.accounts.views.onward import go_on
from survey_app.accounts.views.pages import HALF, browser, pages
from survey_app.accounts.views.second_factor import ask_second_proof
from survey_app.errors import Invalid, Refused


@pages.route("/sign-in", methods=["GET", "POST"])
@web.public
def sign_in() -> Answer | tuple[str, int]:
    """The log-in page."""
    form = sign_in_form()
    if form.validate_on_submit():
        try:
            token = _sign_in(form.username.data, form.password.data)
        except Refused as error:
            form.take(error)
        else:
            if service.waiting_person(web.current_store().read(), token, web.now()) is None:
                return go_on(token, form.held.data or "")
            web.clear_session()
            session[HALF] = token
            if form.held.data:  # it is too long for an address: the page that comes next carries it on
                return ask_second_proof(), 200
            asked = request.args.get("next")
            return redirect(url_for("accounts.sign_in_code", next=asked), code=303)
    return web.form_page("accounts/sign_in.html", form)


@pages.post("/sign-out")
@web.public
def sign_out() -> Answer:
    """End the session here and on the server."""
    token = session.get(web.SESSION_TOKEN)
    if token:
        service.sign_out(web.current_store(), token)
    web.clear_session()
    return redirect(url_for("office.home"), code=303)


@pages.route("/first-run", methods=["GET", "POST"])
@web.public
def first_run() -> Answer | tuple[str, int]:
    """Make the first administrator with the code from the console."""
    if not service.needs_administrator(web.current_store().read()):
        return redirect(url_for("accounts.sign_in"), code=303)
    form = first_run_form()
    if form.is_submitted():
        username, name = (form.username.data or "").strip().casefold(), (form.name.data or "").strip()
        person = Person(username, name, Role.ADMINISTRATOR)
    if form.is_submitted() and not form.validate():
        form.take_missing(service.person_problems(person, form.password.data or ""))
    elif form.is_submitted():
        try:
            service.make_first_administrator(
                web.current_store(), form.code.data, person, form.password.data, web.now()
            )
        except Invalid as error:
            form.take(error)
        except Refused as error:
            form.code.errors = [web.problem_text(error.problem)]
        else:
            web.done("accounts.first_run_done")
            return redirect(url_for("accounts.sign_in"), code=303)
    return web.form_page("accounts/first_run.html", form)


def _sign_in(username: str, password: str) -> str:
    username = username.strip().casefold()  # else every spelling of one name had tries of its own
    if SIGN_INS.blocked(username, web.now()):
        raise Refused("too_many_attempts")
    try:
        token = service.sign_in(web.current_store(), username, password, web.now(), browser())
    except Refused:
        SIGN_INS.failed(username, web.now())
        raise
    SIGN_INS.succeeded(username)
    return token
