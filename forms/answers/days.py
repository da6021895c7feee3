"""Answers that are days and times of day, as pages send them and as Vietnamese write them.

A time is one of Việt Nam; what comes with another zone is turned into it. Seconds are kept where there are
any.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from forms.answers.given import Unreadable, single
from forms.expressions import Answer

_COUNTRY = timezone(timedelta(hours=7))
_DATE = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})", re.ASCII)
_DATE_IN_FIGURES = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})", re.ASCII)
_TIME = re.compile(
    r"(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?\s?(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?",
    re.ASCII,
)
_TIME_IN_WORDS = re.compile(
    r"(?P<h>[0-9]{1,2})\s?(?:h|g|giờ)(?:\s?(?P<m>[0-9]{2})(?:\s?(?:p|ph|phút))?)?", re.IGNORECASE
)
_ISO_LENGTH = len("2026-11-22")
_ANY_DAY = date(2000, 1, 1)


def read_date(given: object) -> Answer | None:
    """A day, kept as 2026-11-22; 22/11/2026 is taken too."""
    text = single(given)
    try:
        return _day(text).isoformat() if text else None
    except ValueError:
        raise Unreadable("answer_date", given=text[:60]) from None


def read_time(given: object) -> Answer | None:
    """A time of day, kept as 14:30 or 14:30:05; 14h30 is taken too."""
    text = single(given)
    try:
        return _time_of(_moment(_ANY_DAY, text)) if text else None
    except (ValueError, OverflowError):
        raise Unreadable("answer_time", given=text[:60]) from None


def read_datetime(given: object) -> Answer | None:
    """A day with a time, kept as 2026-11-22T14:30; '14h30 22/11/2026' is taken too."""
    text = single(given)
    try:
        return _day_and_time(text) if text else None
    except (ValueError, OverflowError):
        raise Unreadable("answer_datetime", given=text[:60]) from None


def _day_and_time(text: str) -> str:
    day, hour = text[:_ISO_LENGTH], text[_ISO_LENGTH + 1 :]
    if not (text[_ISO_LENGTH : _ISO_LENGTH + 1] == "T" and _DATE.fullmatch(day)):
        first, _, after = text.partition(" ")
        before, _, last = text.rpartition(" ")
        day, hour = (first, after) if _is_day(first.rstrip(",")) else (last, before)
    moment = _moment(_day(day.rstrip(",")), hour.strip().rstrip(","))
    return f"{moment.date().isoformat()}T{_time_of(moment)}"


def _is_day(text: str) -> bool:
    return bool(_DATE.fullmatch(text) or _DATE_IN_FIGURES.fullmatch(text))


def _day(text: str) -> date:
    found = _DATE.fullmatch(text) or _DATE_IN_FIGURES.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return date(*(int(found[part]) for part in "ymd"))


def _moment(day: date, text: str) -> datetime:
    found = _TIME.fullmatch(text) or _TIME_IN_WORDS.fullmatch(text)
    if found is None:
        raise ValueError(text)
    parts = found.groupdict()
    clock = time(int(parts["h"]), int(parts["m"] or 0), int(parts.get("s") or 0))
    moment = datetime.combine(day, clock)
    zone = parts.get("zone")
    return moment.replace(tzinfo=_zone(zone)).astimezone(_COUNTRY) if zone else moment


def _zone(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def _time_of(moment: datetime) -> str:
    return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
