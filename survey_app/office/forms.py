"""The form of the office's settings."""

from typing import Any

from wtforms import BooleanField, StringField

from survey_app import web
from survey_app.office.service import SETTINGS
from survey_app.web import at_most, labelled

_LONGEST = 200
_TICKS = ("hotspot_only",)


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
    return Settings(data={"seen": seen, **stored, **ticked})


def _field(name: str) -> Any:
    label = f"office.setting_{name}"
    return (
        labelled(BooleanField, label) if name in _TICKS else labelled(StringField, label, [at_most(_LONGEST)])
    )


def _text(name: str, value: object) -> str:
    if name in _TICKS:
        return "yes" if value else "no"
    return str(value or "").strip()
