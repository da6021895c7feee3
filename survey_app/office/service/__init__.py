"""What an office does with its instance: examine it, change its settings."""

from survey_app.office.service.health import examine
from survey_app.office.service.settings import SETTINGS, change_setting, setting, settings

__all__ = ["SETTINGS", "change_setting", "examine", "setting", "settings"]
