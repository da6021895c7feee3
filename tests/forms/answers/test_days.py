"""Days, times and both, typed in their ways and kept in one."""

import pytest

from forms.answers import Unreadable
from forms.answers.days import read_date, read_datetime, read_time


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("14:30", "14:30"),
        ("14:30:00", "14:30"),
        ("14:30:05", "14:30:05"),
        ("7:05", "07:05"),
        ("14h30", "14:30"),
        ("14H", "14:00"),
        ("14 giờ 30 phút", "14:30"),
        ("14:30:00.000+07:00", "14:30"),
        ("23:30:00Z", "06:30"),
        (["8h"], "08:00"),
        ("", None),
        ([], None),
    ],
)
def test_time__written_as_people_and_machines_do__is_kept_in_one_way(given: object, kept: str | None) -> None:
    assert read_time(given) == kept


@pytest.mark.parametrize("given", ["24:00", "14:60", "14", "2:3", "٣:٣٠", "chiều", "14:30+99:00", True])
def test_time__that_is_none__is_refused(given: object) -> None:
    with pytest.raises(Unreadable):
        read_time(given)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2026-11-22T14:30", "2026-11-22T14:30"),
        ("2026-11-22 14:30", "2026-11-22T14:30"),
        ("22/11/2026 14h30", "2026-11-22T14:30"),
        ("22/11/2026, 14:30", "2026-11-22T14:30"),
        ("14 giờ 30 22/11/2026", "2026-11-22T14:30"),
        ("2026-11-22T20:30:00.000Z", "2026-11-23T03:30"),
        ("2026-11-22T14:30:07.250+07:00", "2026-11-22T14:30:07"),
        (" ", None),
    ],
)
def test_datetime__written_in_its_ways__is_kept_on_the_clock_of_viet_nam(
    given: object, kept: str | None
) -> None:
    assert read_datetime(given) == kept


@pytest.mark.parametrize(
    "given",
    ["2026-11-22", "14:30", "22/13/2026 14:30", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", "T"],
)
def test_datetime__that_is_none__is_refused(given: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_datetime(given)
    assert refused.value.code == "answer_datetime"


@pytest.mark.parametrize(("given", "kept"), [("5.1.2026", "2026-01-05"), ("05-01-2026", "2026-01-05")])
def test_date__with_points_or_hyphens__is_kept_as_iso(given: str, kept: str) -> None:
    assert read_date(given) == kept
