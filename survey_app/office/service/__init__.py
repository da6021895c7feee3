"""What an office does with its instance: examine it, change its settings, see what to do next."""

from survey_app.office.service.health import examine, look_over, records
from survey_app.office.service.settings import (
    SETTINGS,
    change_setting,
    change_settings,
    setting,
    settings,
)
from survey_app.office.service.steps import Step, steps

__all__ = [
    "SETTINGS",
    "Step",
    "change_setting",
    "change_settings",
    "examine",
    "look_over",
    "records",
    "setting",
    "settings",
    "steps",
]
