import subprocess
import sys
from datetime import date

import pytest

from survey_app import store
from survey_app.errors import Invalid, NotFound
from survey_app.rounds import codes, service
from survey_app.rounds.model import Collector, Mode, Round, State

FIRST, LAST, TODAY = date(2026, 3, 1), date(2026, 3, 31), date(2026, 2, 1)


def add_round(ready: store.Store, code: str = "2026-1", first: date = FIRST, last: date = LAST) -> Round:
    return ready.write(lambda db: service.add_round(db, code, "rating", first, last))


def add_collector(ready: store.Store, counter: str = "Q", mode: Mode = Mode.QR_PHONE) -> Collector:
    return ready.write(lambda db: service.add_collector(db, counter, "2026-1", mode, TODAY))


def test_add_round__instrument_with_two_versions__asks_the_newest(ready: store.Store) -> None:
    added = add_round(ready)
    assert (added.instrument, added.version) == ("rating", "2")
    assert service.round_(ready.read(), "2026-1") == added
    assert service.rounds(ready.read()) == [added]


def test_add_round__everything_wrong__lists_all_and_stores_nothing(ready: store.Store) -> None:
    with pytest.raises(Invalid) as caught:
        ready.write(lambda db: service.add_round(db, "đợt 1", "absent", LAST, FIRST))
    assert [problem.code for problem in caught.value.problems] == [
        "bad_round_code",
        "round_ends_before_it_starts",
        "no_such_instrument",
    ]
    assert service.rounds(ready.read()) == []


@pytest.mark.parametrize("code", ["", "a" * 41, "a b", "a/b", "..", "-a", "đ"])
def test_add_round__code_that_is_no_file_name__is_refused(ready: store.Store, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        add_round(ready, code)
    assert caught.value.problem.code == "bad_round_code"


def test_add_round__taken_code__is_refused(ready: store.Store) -> None:
    add_round(ready)
    with pytest.raises(Invalid) as caught:
        add_round(ready)
    assert caught.value.problem.code == "round_code_is_taken"


def test_round__unknown__names_the_known_ones(ready: store.Store) -> None:
    add_round(ready)
    with pytest.raises(NotFound) as caught:
        service.round_(ready.read(), "x")
    assert caught.value.problem.values == {"round": "x", "known": "2026-1"}


def test_add_collector__counter_of_the_round__is_found_by_its_code_as_typed(ready: store.Store) -> None:
    wave, added = add_round(ready), add_collector(ready)
    typed = f" {added.code[:3]}-{added.code[3:]} ".lower()
    assert service.collector(ready.read(), typed) == added
    assert (added.round, added.state(FIRST)) == (wave, State.OPEN)


def test_add_collector__same_counter_twice__gets_two_codes(ready: store.Store) -> None:
    add_round(ready)
    assert add_collector(ready).code != add_collector(ready).code
    assert len(service.collectors(ready.read())) == 2


def test_add_collector__commune__is_taken(ready: store.Store) -> None:
    add_round(ready)
    assert add_collector(ready, "C", Mode.KIOSK).counter == "C"


@pytest.mark.parametrize(
    ("counter", "code"),
    [("absent", "no_such_unit"), ("gone", "no_such_unit"), ("01", "unit_takes_no_collector")],
)
def test_add_collector__unit_that_cannot_have_one__is_refused(
    ready: store.Store, counter: str, code: str
) -> None:
    add_round(ready)
    with pytest.raises((NotFound, Invalid)) as caught:
        add_collector(ready, counter)
    assert caught.value.problem.code == code
    assert service.collectors(ready.read()) == []


def test_add_collector__unknown_round__is_refused(ready: store.Store) -> None:
    with pytest.raises(NotFound) as caught:
        add_collector(ready)
    assert caught.value.problem.code == "no_such_round"


def test_collector__typing_error__is_told_from_an_unknown_code(ready: store.Store) -> None:
    add_round(ready)
    code = add_collector(ready).code
    mistyped = code[:-1] + next(letter for letter in codes.ALPHABET if letter != code[-1])
    unknown = "222222" + codes.check_character("222222")
    for text, problem in ((mistyped, "mistyped_code"), (unknown, "no_such_code")):
        with pytest.raises(NotFound) as caught:
            service.collector(ready.read(), text)
        assert caught.value.problem.code == problem


def test_close_collector__twice__keeps_the_first_day(ready: store.Store) -> None:
    add_round(ready)
    code = add_collector(ready).code
    for day in (5, 9):
        closed = ready.write(lambda db, day=day: service.close_collector(db, code, date(2026, 3, day)))
        assert closed.closed_on == date(2026, 3, 5)
    assert service.collector(ready.read(), code) == closed


def test_import__service__loads_what_the_server_needs_and_no_more() -> None:
    heavy = "{'numpy', 'pandas', 'openpyxl', 'qrcode', 'PIL'}"
    script = f"import sys, survey_app.rounds.service; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "[]"


def test_collector_url__public_address_set__is_used(ready: store.Store) -> None:
    assert service.collector_url(ready.read(), "7QX29MK") == "http://127.0.0.1:8000/k/7QX29MK"
    ready.write(lambda db: store.put_setting(db, "public_url", "https://ks.example.gov.vn/"))
    assert service.collector_url(ready.read(), "7QX29MK") == "https://ks.example.gov.vn/k/7QX29MK"


def test_collector_url__public_address_taken_back__is_the_server_itself(ready: store.Store) -> None:
    ready.write(lambda db: store.put_setting(db, "public_url", ""))
    assert service.collector_url(ready.read(), "7QX29MK") == "http://127.0.0.1:8000/k/7QX29MK"


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        (date(1999, 12, 31), date(2000, 1, 9), ["round_day_is_odd"]),
        (date(2100, 12, 1), date(2101, 1, 1), ["round_day_is_odd"]),
        (date(206, 1, 1), date(9999, 12, 31), ["round_day_is_odd", "round_day_is_odd"]),
        (date(2026, 3, 1), date(2031, 3, 2), ["round_is_too_long"]),
        (date(2024, 2, 29), date(2029, 3, 1), ["round_is_too_long"]),
        (date(2026, 3, 1), date(2031, 3, 1), []),
        (date(2000, 1, 1), date(2000, 1, 1), []),
    ],
)
def test_add_round__days_nobody_means__are_refused(
    ready: store.Store, first: date, last: date, codes: list[str]
) -> None:
    found = []
    try:
        add_round(ready, first=first, last=last)
    except Invalid as error:
        found = [problem.code for problem in error.problems]
    assert found == codes
    assert len(service.rounds(ready.read())) == (not codes)


def test_add_round__same_letters_in_capitals__is_taken(ready: store.Store) -> None:
    add_round(ready, "dot-A")
    with pytest.raises(Invalid) as caught:
        add_round(ready, "DOT-a")
    assert caught.value.problem.values == {"round": "dot-A"}


def test_change_last_day__year_nobody_means__is_refused(ready: store.Store) -> None:
    add_round(ready)
    for last in (date(2206, 1, 1), date(2036, 1, 1)):
        with pytest.raises(Invalid) as caught:
            ready.write(lambda db, last=last: service.change_last_day(db, "2026-1", LAST, last, TODAY))
        assert caught.value.problem.place == "ends_on"
