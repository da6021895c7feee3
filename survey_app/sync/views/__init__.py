"""Pages of the tablets' app and of the office's side of it; the doors that programs use."""

from survey_app.sync.views import forms
from survey_app.sync.views.pages import doors, pages

__all__ = ["doors", "forms", "pages"]
