"""Pages of the tablets' app and of the office's side of it; the doors that programs use."""

from survey_app.sync.views import (
    bundles,
    conflicts,
    contact,
    contradictions,
    devices,
    enrolment,
    files,
    forms,
    pack,
    people,
    records,
    waiting,
)
from survey_app.sync.views.pages import doors, pages

__all__ = [
    "bundles",
    "conflicts",
    "contact",
    "contradictions",
    "devices",
    "doors",
    "enrolment",
    "files",
    "forms",
    "pack",
    "pages",
    "people",
    "records",
    "waiting",
]
