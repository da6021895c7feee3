"""Reminders: when one is due, who has been sent it, calendars and mails of them. Knows no other room.

A room to the right gathers what is due and says who may know of it; here it is put on the ladder, sent once,
and written down as a calendar.
"""

from survey_app.notices.calendars import Entry, calendar
from survey_app.notices.feeds import end_feed, feed_made_at, feed_reader, make_feed
from survey_app.notices.ladder import ESCALATES, Rung, Urgency, escalation, ladder, urgency
from survey_app.notices.letters import days_text, trial_letter
from survey_app.notices.mail import (
    MailServer,
    Security,
    keep_password,
    mail_server,
    password_file,
    send_letter,
    trouble,
)
from survey_app.notices.notice import Addressee, Notice
from survey_app.notices.readers import put_reader_language, reader_language
from survey_app.notices.sending import Sent, send_due

__all__ = [
    "ESCALATES",
    "Addressee",
    "Entry",
    "MailServer",
    "Notice",
    "Rung",
    "Security",
    "Sent",
    "Urgency",
    "calendar",
    "days_text",
    "end_feed",
    "escalation",
    "feed_made_at",
    "feed_reader",
    "keep_password",
    "ladder",
    "mail_server",
    "make_feed",
    "password_file",
    "put_reader_language",
    "reader_language",
    "send_due",
    "send_letter",
    "trial_letter",
    "trouble",
    "urgency",
]
