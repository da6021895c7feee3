"""The people of the office: who may sign in and as what; everybody's own password."""

import hashlib
from collections.abc import Sequence

from flask import redirect, render_template, session, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts import service
from survey_app.accounts.forms import new_person_form, own_password_form, password_form, person_form
from survey_app.accounts.model import OF_UNIT, Person, Role, Scope
from survey_app.accounts.service import second_factor
from survey_app.accounts.views.pages import me, pages
from survey_app.accounts.views.units import chosen, name_of
from survey_app.errors import Conflict, SurveyError
from survey_app.places.model import local_day


@pages.get("/people")
@web.only("administrator")
def people() -> str:
    """Everybody, those who left apart."""
    db, today = web.current_store().read(), local_day(web.now())
    everybody, scopes = service.people(db), service.every_scope(db)
    units = {who: [name_of(one, today) for one in given if one.holds(today)] for who, given in scopes.items()}
    return render_template(
        "accounts/people.html",
        here=[person for person in everybody if person.left_on is None],
        left=[person for person in everybody if person.left_on is not None],
        units=units,
        factors=second_factor.who_has_factor(db),
    )


@pages.route("/people/new", methods=["GET", "POST"])
@web.only("administrator")
def new_person() -> Answer | tuple[str, int]:
    """Add somebody."""
    form = new_person_form()
    if form.is_submitted() and not form.validate():
        person = Person(_username(form.username.data), form.name.data or "", Role.VIEWER, None, _email(form))
        form.take_missing(service.person_problems(person, form.password.data or ""))
    elif form.is_submitted():
        name, username = form.name.data.strip(), _username(form.username.data)
        person = Person(username, name, Role(form.role.data), None, _email(form))
        scope, choose = chosen(form) if (form.unit.data or "").strip() else (None, "")
        if choose:
            return web.form_page("accounts/new_person.html", form, choose=choose)[0], 200
        if not form.errors and _added(form, person, [scope] if scope else []):
            web.done("accounts.person_added", name=name, username=username)
            return redirect(url_for("accounts.people"), code=303)
    return web.form_page("accounts/new_person.html", form, choose="")


@pages.route("/people/<username>", methods=["GET", "POST"])
@web.only("administrator")
def change_person(username: str) -> Answer | tuple[str, int]:
    """Change somebody's name or role, let them leave or come back."""
    db = web.current_store().read()
    stored = service.person(db, username)
    form = person_form(
        seen=_seen(stored),
        name=stored.name,
        email=stored.email,
        role=stored.role.value,
        left=stored.left_on is not None,
    )
    if form.validate_on_submit():
        left_on = (stored.left_on or local_day(web.now())) if form.left.data else None
        changed = Person(username, form.name.data.strip(), Role(form.role.data), left_on, _email(form))
        try:
            if form.seen.data != _seen(stored):
                raise Conflict("person_changed", username=username)
            service.change_person(web.current_store(), stored, changed, me().username, web.now())
        except SurveyError as error:
            form.take(error)
            form.seen.data = _seen(stored)  # what is stored now stands on the page: sent again, it counts
        else:
            web.done("accounts.person_changed", name=changed.name)
            return redirect(url_for("accounts.people"), code=303)
    units = [(one, name_of(one, local_day(web.now()))) for one in service.scopes(db, username)]
    return web.form_page(
        "accounts/person.html", form, known=stored, units=units, of_unit=stored.role in OF_UNIT
    )


@pages.route("/people/<username>/password", methods=["GET", "POST"])
@web.only("administrator")
def new_password(username: str) -> Answer | tuple[str, int]:
    """Give somebody another password."""
    known = service.person(web.current_store().read(), username)
    form = password_form()
    if form.validate_on_submit():
        try:
            service.set_password(web.current_store(), username, form.password.data, me().username, web.now())
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


def _added(form: web.StaffForm, person: Person, scopes: Sequence[Scope]) -> bool:
    """Whether the person is there now; what is wrong is said on ``form``."""
    try:
        service.add_person(web.current_store(), person, form.password.data, web.now(), scopes)
    except SurveyError as error:
        form.take(error)
        return False
    return True


def _email(form: web.StaffForm) -> str:
    return (form.email.data or "").strip()


def _username(typed: str | None) -> str:
    return (typed or "").strip().casefold()


def _seen(person: Person) -> str:
    """What a form was made from, so that a change in between is noticed."""
    return hashlib.sha256(repr(person).encode()).hexdigest()[:16]
