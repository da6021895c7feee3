"""Forms for signing in and for the first administrator."""

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from survey_app.accounts.model import PASSWORD_MAX
from wording import say


def sign_in_form(language: str) -> FlaskForm:
    """User name and password."""

    class SignIn(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
        username = StringField(say(language, "accounts.username"), [_required(language), Length(max=100)])
        password = PasswordField(
            say(language, "accounts.password"), [_required(language), Length(max=PASSWORD_MAX)]
        )

    form = SignIn()
    form.username.render_kw = {"autocomplete": "username", "autocapitalize": "none"}
    form.password.render_kw = {"autocomplete": "current-password"}
    return form


def first_run_form(language: str) -> FlaskForm:
    """The one-time code, and who the first administrator is."""

    class FirstRun(FlaskForm):  # type: ignore[misc]
        code = StringField(say(language, "accounts.setup_code"), [_required(language)])
        name = StringField(say(language, "accounts.name"), [_required(language), Length(max=200)])
        username = StringField(say(language, "accounts.username"), [_required(language), Length(max=100)])
        password = PasswordField(say(language, "accounts.new_password"), [_required(language)])

    form = FirstRun()
    form.code.render_kw = {"autocomplete": "off"}
    form.name.render_kw = {"autocomplete": "name"}
    form.username.render_kw = {"autocomplete": "username", "autocapitalize": "none"}
    form.password.render_kw = {"autocomplete": "new-password"}
    return form


def _required(language: str) -> InputRequired:
    return InputRequired(say(language, "accounts.required"))
