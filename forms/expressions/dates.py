"""Days, times and moments as text and as numbers: days since 1970-01-01 on the clock of Việt Nam.

A day is a whole number, a moment has a fraction, a time is a fraction alone. A moment written with another
offset is put on that clock first, one written without any is on it. What cannot be read is NaN as a number
and '' as text.
"""

import math
import re
from datetime import date, datetime, timedelta, timezone

_CLOCK = timezone(timedelta(hours=7))
_EPOCH = date(1970, 1, 1).toordinal()
_LAST = date.max.toordinal() - _EPOCH
_FIRST = date.min.toordinal() - _EPOCH
DAY = 86_400_000  # in milliseconds
_OFFSET = 7 * 3_600_000
_TIME = r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:?[0-9]{2})?"
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T" + _TIME + ")?")
_HOUR = re.compile(_TIME)


def days_of(written: str) -> float:
    """The days that a day, a moment or a time counts as; NaN for any other text."""
    if not written[:2].isdigit():  # nearly every text that comes here is a word
        return math.nan
    found = _MOMENT.fullmatch(written)
    if found is None:
        hour = _HOUR.fullmatch(written)
        return _milliseconds(*hour.groups()) % DAY / DAY if hour else math.nan
    try:
        day = date.fromisoformat(found[1]).toordinal() - _EPOCH
    except ValueError:
        return math.nan
    return float(day) if found[2] is None else (day * DAY + _milliseconds(*found.groups()[1:])) / DAY


def _milliseconds(hour: str, minute: str, second: str | None, fraction: str | None, zone: str | None) -> int:
    """Since midnight on the clock of Việt Nam; below 0 or above a day where the offset says so."""
    passed = ((int(hour) * 60 + int(minute)) * 60 + int(second or 0)) * 1000
    passed += int((fraction or "").ljust(3, "0")[:3])
    if zone is None:
        return passed
    if zone == "Z":
        return passed + _OFFSET
    offset = (int(zone[1:3]) * 60 + int(zone[-2:])) * 60_000
    return passed + _OFFSET - (offset if zone[0] == "+" else -offset)


def day_text(days: float) -> str:
    """The day ('2026-11-22') that `days` fall on; '' for none."""
    return _parts(days)[0]


def moment_text(days: float) -> str:
    """The moment ('2026-11-22T14:30:00.000+07:00'); '' for none."""
    day, passed = _parts(days)
    if not day:
        return ""
    seconds, thousandths = divmod(passed, 1000)
    return f"{day}T{_clock(seconds)}.{thousandths:03d}+07:00"


def moment_of(now: datetime | None, today: date) -> str:
    """What now() says: the moment, or the beginning of the day where nobody told the time."""
    if now is None:
        return f"{today.isoformat()}T00:00:00.000+07:00"
    return now.astimezone(_CLOCK).isoformat(timespec="milliseconds")


def formatted(days: float, pattern: str, names: tuple[list[str], list[str]]) -> str:
    """`days` by a pattern of ODK (%Y %y %m %n %b %d %e %a %H %h %M %S %3); '' for none.

    `names` are the short names of the months and of the days from Sunday.
    """
    day, passed = _parts(days)
    if not day:
        return ""
    year, month, number = day[:4], day[5:7], day[8:]
    hour, minute, second = _clock(passed // 1000).split(":")
    months, weekdays = names
    written = {
        "Y": year,
        "y": year[2:],
        "m": month,
        "n": str(int(month)),
        "b": months[int(month) - 1],
        "d": number,
        "e": str(int(number)),
        "a": weekdays[date.fromisoformat(day).isoweekday() % 7],
        "H": hour,
        "h": str(int(hour)),
        "M": minute,
        "S": second,
        "3": f"{passed % 1000:03d}",
        "%": "%",
    }
    return re.sub(r"%([YymnbdeaHhMS3%])", lambda found: written[found[1]], pattern)


def _parts(days: float) -> tuple[str, int]:
    """The day and the milliseconds since its midnight; no day where there is none."""
    if not _FIRST <= days <= _LAST + 1:
        return "", 0
    whole, passed = divmod(math.floor(days * DAY + 0.5), DAY)
    if whole > _LAST:
        return "", 0
    return date.fromordinal(whole + _EPOCH).isoformat(), passed


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
