"""The second proof: asked for after the password, set up, renewed and switched off on one's own page."""

from dataclasses import dataclass

from flask import redirect, render_template, request, session, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts import service
from survey_app.accounts.forms import code_form, set_up_form
from survey_app.accounts.model import Person, Role
from survey_app.accounts.service import second_factor
from survey_app.accounts.views.onward import go_on
from survey_app.accounts.views.pages import HALF, browser, me, pages
from survey_app.errors import Conflict, Invalid, Refused, SurveyError, Unavailable
from survey_app.store import get_setting
from wording import say


def ask_second_proof() -> str:
    """The page that asks whoever has just given the password for the second proof, or to set one up."""
    person = _waiting()
    if person is not None and not second_factor.has_factor(web.current_store().read(), person.username):
        form = set_up_form(second_factor.new_secret())
        return render_template("accounts/set_up.html", form=form, shown=_shown(form, person), waiting=person)
    return render_template("accounts/sign_in_code.html", form=code_form(), waiting=person)


@pages.route("/sign-in/code", methods=["GET", "POST"])
@web.public
def sign_in_code() -> Answer | tuple[str, int]:
    """Ask for the code of the app, or a recovery code, after the password."""
    person = _waiting()
    if person is None:
        return redirect(url_for("accounts.sign_in"), code=303)
    if not second_factor.has_factor(web.current_store().read(), person.username):
        return redirect(url_for("accounts.sign_in_set_up", next=request.args.get("next")), code=303)
    form = code_form()
    if form.validate_on_submit():
        try:
            token = second_factor.prove(
                web.current_store(), session.get(HALF, ""), form.code.data, web.now(), browser()
            )
        except Refused as error:
            form.take(error)
        else:
            return go_on(token, form.held.data or "")
    return web.form_page("accounts/sign_in_code.html", form, waiting=person)


@pages.route("/sign-in/second-factor", methods=["GET", "POST"])
@web.public
def sign_in_set_up() -> Answer | tuple[str, int] | str:
    """Have somebody set the second factor up whose role must have one, before anything else opens."""
    person = _waiting()
    if person is None:
        return redirect(url_for("accounts.sign_in"), code=303)
    if second_factor.has_factor(web.current_store().read(), person.username):
        return redirect(url_for("accounts.sign_in_code", next=request.args.get("next")), code=303)
    form = set_up_form(second_factor.new_secret())
    if form.validate_on_submit():
        try:
            token, codes = second_factor.set_up_waiting(
                web.current_store(),
                session.get(HALF, ""),
                form.secret.data or "",
                form.code.data,
                web.now(),
                browser(),
            )
        except (Invalid, Refused, Conflict) as error:
            form.take(error)
        else:
            onward = go_on(token, form.held.data or "")
            return _codes_page(codes, onward.location or url_for("office.home"))
    return web.form_page("accounts/set_up.html", form, shown=_shown(form, person), waiting=person)


@pages.route("/second-factor", methods=["GET", "POST"])
@web.only(*Role)
def own_second_factor() -> Answer | tuple[str, int] | str:
    """One's own second factor: set it up; or make other recovery codes, or switch it off."""
    if second_factor.has_factor(web.current_store().read(), me().username):
        return _change()
    form = set_up_form(second_factor.new_secret())
    if form.validate_on_submit():
        try:
            codes = second_factor.set_up(
                web.current_store(), me().username, form.secret.data or "", form.code.data, web.now()
            )
        except (Invalid, Conflict) as error:
            form.take(error)
        else:
            return _codes_page(codes, url_for("accounts.own_second_factor"))
    return web.form_page("accounts/set_up.html", form, shown=_shown(form, me()), waiting=None)


def _change() -> Answer | tuple[str, int] | str:
    form = code_form()
    store, person = web.current_store(), me()
    if form.validate_on_submit():
        try:
            if request.form.get("do") != "off":
                codes = second_factor.renew_codes(store, person.username, form.code.data, web.now())
                return _codes_page(codes, url_for("accounts.own_second_factor"))
            second_factor.switch_off(store, person, form.code.data, web.now())
        except SurveyError as error:
            form.take(error)
        else:
            web.done("accounts.factor_is_off")
            return redirect(url_for("accounts.own_second_factor"), code=303)
    db = store.read()
    return web.form_page(
        "accounts/second_factor.html",
        form,
        left=second_factor.codes_left(db, person.username),
        demanded=service.demanded(db, person.role),
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """What an app is given: the secret in groups of four letters, the address of it, its picture or None."""

    secret: str
    address: str
    picture: Markup | None


def _shown(form: web.StaffForm, person: Person) -> _Shown:
    secret = form.secret.data or ""
    if not second_factor.is_secret(secret):
        secret = form.secret.data = second_factor.new_secret()  # never drawn from what somebody else made up
    issuer = get_setting(web.current_store().read(), "office_name") or say(web.language(), "web.product")
    address = second_factor.app_address(secret, person.username, issuer)
    try:
        picture = Markup(second_factor.picture(address))  # noqa: S704  # drawn by our own module
    except Unavailable:
        picture = None  # the secret can be typed
    return _Shown(" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)), address, picture)


def _codes_page(codes: tuple[str, ...], onward: str) -> str:
    return render_template("accounts/recovery_codes.html", codes=codes, onward=onward)


def _waiting() -> Person | None:
    return service.waiting_person(web.current_store().read(), session.get(HALF, ""), web.now())
