"""Reminders: when one is due, who has been sent it, calendars and mails of them. Knows no other room."""
