"""What is kept of the circumstances: of citizens the day alone."""

from datetime import date, datetime, timedelta, timezone

from forms import check, circumstances
from forms.items import Audience
from tests.forms.parts import form, item

DAY = date(2026, 11, 22)
BEGAN = datetime(2026, 11, 22, 8, 5, 7, 250, tzinfo=timezone(timedelta(hours=7)))
ITEMS = [
    item("metadata", kind, metadata=kind)
    for kind in ("today", "username", "start", "end", "deviceid", "phonenumber", "simserial")
]


def test_circumstances__of_a_citizen__are_the_day_whatever_is_known() -> None:
    known = circumstances(form(*ITEMS), today=DAY, username="lan", start=BEGAN, end=BEGAN)
    assert known == {"today": "2026-11-22"}


def test_circumstances__of_staff__name_them_and_when_they_began_and_ended() -> None:
    instrument = form(*ITEMS, audience=Audience.STAFF)
    known = circumstances(instrument, today=DAY, username="lan", start=BEGAN)
    assert known == {"today": "2026-11-22", "username": "lan", "start": "2026-11-22T08:05:07+07:00"}
    assert check(instrument, known, DAY).answers == known


def test_metadata__handed_in_all_the_same__is_kept_of_nobody_it_is_not_kept_of() -> None:
    handed = {each.name: "2026-11-22" for each in ITEMS}
    assert check(form(*ITEMS), handed, DAY).answers == {"today": "2026-11-22"}
    kept = check(form(*ITEMS, audience=Audience.STAFF), handed, DAY).answers
    assert set(kept) == {"today", "username", "start", "end"}


def test_circumstances__nothing_asked__are_none() -> None:
    assert circumstances(form(item("text", "a")), today=DAY, username="lan") == {}
