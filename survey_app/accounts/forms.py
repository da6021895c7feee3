"""Forms for signing in, for the first administrator, and for the people of the office."""

from collections.abc import Sequence

from wtforms import BooleanField, HiddenField, PasswordField, RadioField, StringField
from wtforms.validators import AnyOf, Optional

from survey_app import web
from survey_app.accounts.model import PASSWORD_MAX, Role
from survey_app.web import at_most, labelled, required
from wording import say

_PLAIN = {"autocapitalize": "none", "spellcheck": "false"}
_LONGEST_NAME, _LONGEST_USERNAME, _LONGEST_CODE = 200, 100, 40


def sign_in_form() -> web.StaffForm:
    """User name and password."""

    class SignIn(web.StaffForm):
        username = _username(autocomplete="username")
        password = _password("accounts.password", "current-password")
        held = HiddenField()  # what was sent when the session before had ended

    return SignIn()


def first_run_form() -> web.StaffForm:
    """The one-time code, and who the first administrator is."""

    class FirstRun(web.StaffForm):
        code = labelled(StringField, "accounts.setup_code", [required()], render_kw={"autocomplete": "off"})
        name = _name()
        username = _username(autocomplete="username")
        password = _password("accounts.new_password", "new-password")

    return FirstRun()


def new_person_form() -> web.StaffForm:
    """Somebody new: name, user name, role and a first password."""

    class NewPerson(web.StaffForm):
        name = _name()
        username = _username(autocomplete="off")
        email = _email()
        role = _role()
        unit, found, first, last = _unit_fields()
        password = _password("accounts.first_password", "new-password")

    return NewPerson()


def person_form(**values: object) -> web.StaffForm:
    """Name, role and whether somebody left; ``seen`` is what the form was made from."""

    class ChangePerson(web.StaffForm):
        seen = StringField()
        name = _name()
        email = _email()
        role = _role()
        left = labelled(BooleanField, "accounts.left")

    return ChangePerson(data=values)


def password_form() -> web.StaffForm:
    """Another password for somebody who forgot theirs."""

    class NewPassword(web.StaffForm):
        password = _password("accounts.new_password", "new-password")

    return NewPassword()


def own_password_form() -> web.StaffForm:
    """The password somebody has, and the one they want."""

    class OwnPassword(web.StaffForm):
        current = _password("accounts.current_password", "current-password")
        password = _password("accounts.new_password", "new-password")

    return OwnPassword()


def unit_form(**values: object) -> web.StaffForm:
    """A unit somebody is to act for, typed by its code or name; ``seen`` is what the page was made from."""

    class GiveUnit(web.StaffForm):
        seen = HiddenField()
        unit, found, first, last = _unit_fields()

    return GiveUnit(data=values)


def offer(form: web.StaffForm, units: Sequence[tuple[str, str]]) -> None:
    """Let ``form`` ask which of ``units`` (code and what to read) is meant."""
    form.found.choices = list(units)
    form.found.data = None


def code_form() -> web.StaffForm:
    """A code of the app, or a recovery code."""

    class SecondProof(web.StaffForm):
        code = _code()
        held = HiddenField()  # carried on from the log-in

    return SecondProof()


def set_up_form(secret: str) -> web.StaffForm:
    """The first code of an app that has just been given ``secret``."""

    class SetUp(web.StaffForm):
        secret = HiddenField()
        code = _code()
        held = HiddenField()

    return SetUp(data={"secret": secret})


def _code() -> StringField:
    kw = {"autocomplete": "one-time-code", **_PLAIN}
    return labelled(StringField, "accounts.code", [required(), at_most(_LONGEST_CODE)], render_kw=kw)


def _unit_fields() -> tuple[StringField, RadioField, web.DateField, web.DateField]:
    return (
        labelled(StringField, "accounts.unit", [at_most(_LONGEST_NAME)], render_kw={"autocomplete": "off"}),
        labelled(RadioField, "accounts.unit_found", choices=[], validate_choice=False),
        labelled(web.DateField, "accounts.first_day", [Optional()]),
        labelled(web.DateField, "accounts.last_day", [Optional()]),
    )


def _email() -> StringField:
    kw = {"autocomplete": "email", "inputmode": "email", **_PLAIN}
    return labelled(StringField, "accounts.email", [at_most(_LONGEST_NAME)], render_kw=kw)


def _name() -> StringField:
    kw = {"autocomplete": "name"}
    return labelled(StringField, "accounts.name", [required(), at_most(_LONGEST_NAME)], render_kw=kw)


def _username(autocomplete: str) -> StringField:
    kw = {"autocomplete": autocomplete, **_PLAIN}
    return labelled(StringField, "accounts.username", [required(), at_most(_LONGEST_USERNAME)], render_kw=kw)


def _password(key: str, autocomplete: str) -> PasswordField:
    kw = {"autocomplete": autocomplete}
    return labelled(PasswordField, key, [required(), at_most(PASSWORD_MAX)], render_kw=kw)


def _role() -> RadioField:
    words = web.language()
    offered = [(role.value, say(words, f"accounts.role_{role}_may")) for role in Role]
    return labelled(RadioField, "accounts.role", [_known_role()], choices=offered, validate_choice=False)


def _known_role() -> AnyOf:
    return AnyOf([role.value for role in Role], message=say(web.language(), "web.field_choice"))
