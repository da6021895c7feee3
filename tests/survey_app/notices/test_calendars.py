from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from survey_app.notices import Entry, calendar

NOW = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)
LONG = "Khắc phục kiến nghị TT-2026-0001, đơn vị Phường Một; ghi chú\nhai dòng " * 4


def entry(**changed: Any) -> Entry:
    values = {
        "uid": "abc@survey",
        "day": date(2026, 12, 1),
        "title": "Khắc phục",
        "text": "Phường Một",
        "address": "https://khaosat.vn/findings/TT-2026-0001",
    }
    return Entry(**{**values, **changed})


def events(made: bytes) -> list[Any]:
    return list(Calendar.from_ical(made).walk("VEVENT"))


def test_calendar__parsed_back__has_whole_days_with_what_was_said() -> None:
    (event,) = events(calendar("Nhắc việc", [entry(title=LONG, text=LONG)], NOW))
    assert event["SUMMARY"] == LONG
    assert event["DESCRIPTION"] == LONG
    assert event["UID"] == "abc@survey"
    assert event["DTSTART"].dt == date(2026, 12, 1)
    assert event["DTEND"].dt == date(2026, 12, 2)
    assert event["DTSTAMP"].dt == NOW
    assert event["URL"] == "https://khaosat.vn/findings/TT-2026-0001"


def test_calendar__of_long_vietnamese_texts__has_lines_of_at_most_75_octets_ended_as_the_standard_says() -> (
    None
):
    made = calendar(LONG.replace("\n", " "), [entry(title=LONG, text=LONG)], NOW)
    assert made.endswith(b"END:VCALENDAR\r\n")
    lines = made.removesuffix(b"\r\n").split(b"\r\n")
    assert all(b"\n" not in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert len(lines) > 20


def test_calendar__day_ahead__rings_three_days_before_and_on_the_day() -> None:
    (event,) = events(calendar("x", [entry()], NOW))
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [
        timedelta(days=-3, hours=8),
        timedelta(hours=8),
    ]


def test_calendar__day_that_has_passed__does_not_ring() -> None:
    (event,) = events(calendar("x", [entry(day=date(2026, 11, 21))], NOW))
    assert event.walk("VALARM") == []


def test_calendar__without_anything__is_a_calendar_still() -> None:
    made = Calendar.from_ical(calendar("Nhắc việc", [], NOW))
    assert (made["VERSION"], str(made["X-WR-CALNAME"])) == ("2.0", "Nhắc việc")
    assert events(made.to_ical()) == []
