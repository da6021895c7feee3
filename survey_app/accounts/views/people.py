"""The people of the office: who may sign in and as what; everybody's own password."""

import hashlib
from dataclasses import replace

from flask import redirect, render_template, session, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts import service
from survey_app.accounts.forms import new_person_form, own_password_form, password_form, person_form
from survey_app.accounts.model import Person, Role
from survey_app.accounts.views.pages import pages
from survey_app.errors import Conflict, SurveyError
from survey_app.places.model import local_day


@pages.get("/people")
@web.only("administrator")
def people() -> str:
    """Everybody, those who left apart."""
    everybody = service.people(web.current_store().read())
    return render_template(
        "accounts/people.html",
        here=[person for person in everybody if person.left_on is None],
        left=[person for person in everybody if person.left_on is not None],
    )


@pages.route("/people/new", methods=["GET", "POST"])
@web.only("administrator")
def new_person() -> Answer | tuple[str, int]:
    """Add somebody."""
    form = new_person_form()
    if form.is_submitted() and not form.validate():
        person = Person(_username(form.username.data), form.name.data or "", Role.VIEWER)
        form.take_missing(service.person_problems(person, form.password.data or ""))
    elif form.is_submitted():
        name, username = form.name.data.strip(), _username(form.username.data)
        person = Person(username, name, Role(form.role.data))
        try:
            service.add_person(web.current_store(), person, form.password.data, web.now())
        except SurveyError as error:
            form.take(error)
        else:
            web.done("accounts.person_added", name=name, username=username)
            return redirect(url_for("accounts.people"), code=303)
    return web.form_page("accounts/new_person.html", form)


@pages.route("/people/<username>", methods=["GET", "POST"])
@web.only("administrator")
def change_person(username: str) -> Answer | tuple[str, int]:
    """Change somebody's name or role, let them leave or come back."""
    stored = service.person(web.current_store().read(), username)
    form = person_form(
        seen=_seen(stored), name=stored.name, role=stored.role.value, left=stored.left_on is not None
    )
    if form.validate_on_submit():
        left_on = (stored.left_on or local_day(web.now())) if form.left.data else None
        changed = replace(stored, name=form.name.data.strip(), role=Role(form.role.data), left_on=left_on)
        try:
            if form.seen.data != _seen(stored):
                raise Conflict("person_changed", username=username)
            service.change_person(web.current_store(), stored, changed, _me(), web.now())
        except SurveyError as error:
            form.take(error)
            form.seen.data = _seen(stored)  # what is stored now stands on the page: sent again, it counts
        else:
            web.done("accounts.person_changed", name=changed.name)
            return redirect(url_for("accounts.people"), code=303)
    return web.form_page("accounts/person.html", form, known=stored)


@pages.route("/people/<username>/password", methods=["GET", "POST"])
@web.only("administrator")
def new_password(username: str) -> Answer | tuple[str, int]:
    """Give somebody another password."""
    known = service.person(web.current_store().read(), username)
    form = password_form()
    if form.validate_on_submit():
        try:
            service.set_password(web.current_store(), username, form.password.data, _me(), web.now())
        except SurveyError as error:
            form.take(error)
        else:
            web.done("accounts.password_changed", name=known.name)
            return redirect(url_for("accounts.people"), code=303)
    return web.form_page("accounts/password.html", form, known=known)


@pages.route("/password", methods=["GET", "POST"])
@web.only(*Role)
def own_password() -> Answer | tuple[str, int]:
    """Change one's own password; it is asked for at the next log-in everywhere."""
    form = own_password_form()
    person = web.signed_in()
    if person is not None and form.validate_on_submit():
        try:
            service.change_own_password(
                web.current_store(), person.username, form.current.data, form.password.data, web.now()
            )
        except SurveyError as error:
            form.take(error)
        else:
            session.pop(web.SESSION_TOKEN, None)
            web.done("accounts.own_password_changed")
            return redirect(url_for("accounts.sign_in"), code=303)
    return web.form_page("accounts/own_password.html", form)


def _me() -> str:
    return getattr(web.signed_in(), "username", "")


def _username(typed: str | None) -> str:
    return (typed or "").strip().casefold()


def _seen(person: Person) -> str:
    """What a form was made from, so that a change in between is noticed."""
    return hashlib.sha256(repr(person).encode()).hexdigest()[:16]
