"""The forms of inspectors and units, answered: interviews, mystery visits, back-checks, self-reports."""

from datetime import date
from functools import cache

from forms import Checked, Instrument, check, compile_workbook, failures, load_shipped

TODAY = date(2026, 11, 22)
Answers = dict[str, str | list[str]]


@cache
def instrument(name: str) -> Instrument:
    return compile_workbook(load_shipped(name), f"{name}.md").instrument


def wrong(checked: Checked) -> set[str]:
    return {problem.place for problem in checked.problems}


def found_codes(checked: Checked) -> set[str]:
    return {failure.item.finding or "" for failure in failures(checked, TODAY)}


def test_interview__asks_as_many_people_as_agreed__and_finds_each_unofficial_payment() -> None:
    raw: Answers = {"people": "2", "declined": "1"}
    for number, paid in (("1", "no"), ("2", "yes")):
        said = {
            "service": "land",
            "visits": "3",
            "on_time": "late",
            "paid": paid,
            "trouble": "no",
            "overall": "4",
        }
        raw |= {f"{name}[{number}]": value for name, value in said.items()}
    checked = check(instrument("quick_interview"), raw, TODAY)
    assert checked.problems == ()
    assert (checked.answers["visits_all"], checked.answers["visits_mean"]) == (6, 3)
    assert [failure.item.finding for failure in failures(checked, TODAY)] == ["CV10"]


def test_mystery_visit__to_a_closed_counter__asks_nothing_more_of_the_counter() -> None:
    raw: Answers = {"errand": "birth", "arrived": "08:00", "waiting": "0", "open": "no", "left": "08:10"}
    checked = check(instrument("mystery_visit"), raw, TODAY)
    assert checked.problems == ()
    assert {"greeting", "fee"} <= set(checked.irrelevant)
    assert found_codes(checked) == {"CV04"}


def test_mystery_visit__the_minutes_waited__are_worked_out() -> None:
    raw: Answers = {"errand": "birth", "arrived": "08:05", "waiting": "3", "open": "yes", "called": "08:40"}
    assert check(instrument("mystery_visit"), raw, TODAY).answers["waited"] == 35


def test_back_check__of_somebody_not_reached__needs_only_the_decision() -> None:
    raw: Answers = {"original_code": "P-17", "way": "phone", "outcome": "absent", "keep": "keep"}
    assert check(instrument("back_check"), raw, TODAY).problems == ()
    assert wrong(check(instrument("back_check"), raw | {"keep": "cancel"}, TODAY)) == {"why"}


def test_self_report__that_does_not_balance__is_refused() -> None:
    form = instrument("unit_self_report")
    figures = "carried=3 new=4 early=0 on_time=6 late=0 pending=0 overdue=0 withdrawn=0".split()  # noqa: SIM905
    raw: Answers = dict(pair.split("=") for pair in figures)
    assert "withdrawn" in wrong(check(form, raw, TODAY))
    assert "withdrawn" not in wrong(check(form, raw | {"withdrawn": "1"}, TODAY))
