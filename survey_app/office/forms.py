"""The form of the office's settings."""

from typing import Any

from wtforms import BooleanField, SelectField, SelectMultipleField, StringField

from survey_app import web
from survey_app.accounts.model import SECOND_FACTOR_ROLES, Role
from survey_app.notices import Security
from survey_app.office.service import SETTINGS
from survey_app.web import at_most, labelled
from wording import say

_LONGEST = 200
_TICKS = ("hotspot_only",)
_LISTS = (SECOND_FACTOR_ROLES,)
_SECURITY = "smtp_security"


def settings_form(seen: str, **stored: str) -> Any:
    """A field a setting; ``seen`` is what the form was made from."""

    class Settings(web.StaffForm):
        seen = StringField()

        def values(self) -> dict[str, str]:
            """What was filled in, by the names of the settings."""
            return {name: _text(name, self[name].data) for name in SETTINGS}

    for name in SETTINGS:
        setattr(Settings, name, _field(name))
    ticked = {name: stored[name] == "yes" for name in _TICKS}
    listed = {name: stored[name].split(",") for name in _LISTS}
    return Settings(data={"seen": seen, **stored, **ticked, **listed})


def _field(name: str) -> Any:
    label = f"office.setting_{name}"
    if name in _LISTS:
        roles = [(role.value, say(web.language(), f"accounts.role_{role}")) for role in Role]
        return labelled(SelectMultipleField, label, choices=roles, validate_choice=False)
    if name in _TICKS:
        return labelled(BooleanField, label)
    if name == _SECURITY:
        ways = [(way.value, say(web.language(), f"office.security_{way}")) for way in Security]
        return labelled(SelectField, label, choices=ways, validate_choice=False)
    return labelled(StringField, label, [at_most(_LONGEST)])


def _text(name: str, value: object) -> str:
    if name in _TICKS:
        return "yes" if value else "no"
    if name in _LISTS and isinstance(value, list):
        return ",".join(map(str, value))
    return str(value or "").strip()
