"""Pages of the tablets' app and of the office's side of it; the doors that programs use."""

from survey_app.sync.views import contact, enrolment, forms, pack, people
from survey_app.sync.views.pages import doors, pages

__all__ = ["contact", "doors", "enrolment", "forms", "pack", "pages", "people"]
