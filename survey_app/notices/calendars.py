"""A calendar as a file (RFC 5545) that programs and phones subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

# Eight in the morning: three days before, and on the day.
_ALARMS: Final = (timedelta(days=-3, hours=8), timedelta(hours=8))
_ASK_AGAIN: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole day in a calendar; ``uid`` stays the same as long as it is the same thing."""

    uid: str
    day: date
    title: str
    text: str
    address: str = ""


def calendar(name: str, entries: Iterable[Entry], now: datetime) -> bytes:
    """The calendar called ``name`` with ``entries``, each with an alarm while its day is ahead.

    Lines have at most 75 octets and end as the standard says.
    """
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//survey//notices//VI")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", _ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in entries:
        made.add_component(_event(entry, now))
    written: bytes = made.to_ical()
    return written


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(1))
    event.add("summary", entry.title)
    event.add("description", entry.text)
    # Nobody is busy all day because something is due.
    event.add("transp", "TRANSPARENT")
    if entry.address:
        event.add("url", entry.address)
    for before in _ALARMS if entry.day >= now.date() else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", before)
        alarm.add("description", entry.title)
        event.add_component(alarm)
    return event
