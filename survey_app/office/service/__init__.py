"""What an office does with its instance: examine it, change its settings."""

from survey_app.office.service.health import examine
from survey_app.office.service.settings import change_setting

__all__ = ["change_setting", "examine"]
