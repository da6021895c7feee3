"""What somebody has to do by a day: for their list, their calendar and their mail, by one rule."""

from survey_app.office.service.reminders.dues import CONCERNED, Due, Kind, Part, part_of, rung_of
from survey_app.office.service.reminders.gathering import MOST, count_by_urgency, dues_of, every_due
from survey_app.office.service.reminders.posting import notices_due, send_reminders, send_trial
from survey_app.office.service.reminders.telling import calendar_of, page_of, task_text

__all__ = [
    "CONCERNED",
    "MOST",
    "Due",
    "Kind",
    "Part",
    "calendar_of",
    "count_by_urgency",
    "dues_of",
    "every_due",
    "notices_due",
    "page_of",
    "part_of",
    "rung_of",
    "send_reminders",
    "send_trial",
    "task_text",
]
