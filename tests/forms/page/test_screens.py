"""The way through the screens."""

from forms import Instrument, check, next_screen, previous_screen, screens


def test_screens__lone_items_and_a_group__are_numbered_in_order(instrument: Instrument) -> None:
    first, part, last = screens(instrument)
    assert [screen.number for screen in (first, part, last)] == [1, 2, 3]
    assert [item.name for item in first.items] == ["first"]
    assert first.title is None
    assert part.title == {"vi": "Phần hai", "en": "Part two"}
    assert [item.name for item in part.items] == [
        "lead", "several", "count", "weight_kg", "why", "more", "seen",
    ]  # fmt: skip


def test_next_screen__not_relevant__is_passed_over(instrument: Instrument) -> None:
    asked = check(instrument, {"first": "1"})
    passed = check(instrument, {"first": "2"})
    last = next_screen(instrument, asked, 2)
    assert last is not None
    assert last.number == 3
    assert next_screen(instrument, passed, 2) is None
    assert next_screen(instrument, asked, 3) is None


def test_next_and_previous__at_the_ends__are_the_first_and_none(instrument: Instrument) -> None:
    checked = check(instrument, {"first": "1"})
    opening = next_screen(instrument, checked, 0)
    before = previous_screen(instrument, checked, 3)
    assert opening is not None
    assert opening.number == 1
    assert before is not None
    assert before.number == 2
    assert previous_screen(instrument, checked, 1) is None
