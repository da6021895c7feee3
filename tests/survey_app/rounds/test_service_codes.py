from datetime import date, timedelta
from typing import Any

import pytest

from forms import compile_workbook, load_shipped
from survey_app import store, web
from survey_app.errors import Conflict, Gone, Invalid, NotFound, SurveyError
from survey_app.instruments import service as instruments
from survey_app.rounds import service
from survey_app.rounds.model import PER_PAGE, Chosen, Mode, Reach, Round, Scope

FIRST, LAST, TODAY = date(2026, 3, 1), date(2026, 3, 31), date(2026, 3, 10)


@pytest.fixture
def wave(ready: store.Store) -> Round:
    return add_round(ready, "r1", "counter_rating")


def add_round(opened: store.Store, code: str, name: str) -> Round:
    """A round of a shipped instrument."""
    content = load_shipped(name)
    compiled = compile_workbook(content, f"{name}.md")

    def write(db: store.Database) -> Round:
        instruments.publish(db, compiled, content, f"{name}.md", web.now())
        return service.add_round(db, code, name, FIRST, LAST)

    return opened.write(write)


def open_codes(
    opened: store.Store,
    unit: str = "C",
    scope: Scope = Scope.BELOW,
    mode: Mode = Mode.QR_PHONE,
    day: date = TODAY,
) -> Any:
    return opened.write(lambda db: service.open_collectors(db, "r1", unit, scope, mode, day))


def change(opened: store.Store, was: date, to: date, today: date = TODAY) -> Round:
    return opened.write(lambda db: service.change_last_day(db, "r1", was, to, today))


def refused(opened: store.Store, was: date, to: date, today: date = TODAY) -> SurveyError:
    with pytest.raises(SurveyError) as caught:
        change(opened, was, to, today)
    assert service.round_(opened.read(), "r1").ends_on == LAST
    return caught.value


def test_add_round__named_version__is_asked_instead_of_the_newest(ready: store.Store) -> None:
    # The version's own content is not read here: the shipped forms have one, these two have none.
    with pytest.raises(Invalid) as caught:
        ready.write(lambda db: service.add_round(db, "r1", "rating", FIRST, LAST, "3"))
    assert caught.value.problem.code == "no_such_version"
    assert caught.value.problem.place == "instrument"


def test_add_round__named_version_of_the_office__is_kept(office: Any) -> None:
    added = office.store.write(lambda db: service.add_round(db, "r9", "sipas", FIRST, LAST, "2017.1"))
    assert service.round_(office.store.read(), "r9") == added
    assert added.version == "2017.1"


@pytest.mark.usefixtures("wave")
def test_open_collectors__commune__gives_each_counter_one(ready: store.Store) -> None:
    made = open_codes(ready)
    assert [found.counter for found in made.opened] == ["Q"]
    assert made.kept == 0
    assert service.reach(ready.read()) == {"r1": Reach(1, 1)}


@pytest.mark.usefixtures("wave")
def test_open_collectors__again__keeps_what_is_open_and_replaces_what_was_closed(ready: store.Store) -> None:
    first = open_codes(ready).opened[0]
    again = open_codes(ready)
    assert (again.opened, again.kept) == ((), 1)
    assert len(open_codes(ready, mode=Mode.KIOSK).opened) == 1
    ready.write(lambda db: service.close_collector(db, first.code, TODAY))
    assert len(open_codes(ready).opened) == 1


@pytest.mark.usefixtures("wave")
def test_open_collectors__unit_itself__may_be_a_commune_but_no_province(ready: store.Store) -> None:
    assert [found.counter for found in open_codes(ready, scope=Scope.UNIT).opened] == ["C"]
    with pytest.raises(Invalid) as caught:
        open_codes(ready, "01", Scope.UNIT)
    assert caught.value.problem.code == "unit_takes_no_collector"
    assert [found.counter for found in open_codes(ready, "01").opened] == ["Q"]


@pytest.mark.usefixtures("wave")
def test_open_collectors__nothing_below_or_unknown__opens_nothing(ready: store.Store) -> None:
    for unit, kind, code in (("Q", Invalid, "no_counters_below"), ("X", NotFound, "no_such_unit")):
        with pytest.raises(kind) as caught:
            open_codes(ready, unit)
        assert caught.value.problem.code == code
    assert service.collectors(ready.read()) == []


@pytest.mark.usefixtures("wave")
def test_open_collectors__round_that_has_ended__is_gone(ready: store.Store) -> None:
    with pytest.raises(Gone) as caught:
        open_codes(ready, day=LAST + timedelta(1))
    assert caught.value.problem.code == "round_ended_no_codes"


@pytest.mark.usefixtures("wave")
def test_change_last_day__longer_or_earlier__is_kept(ready: store.Store) -> None:
    assert change(ready, LAST, LAST + timedelta(30)).ends_on == LAST + timedelta(30)
    assert change(ready, LAST + timedelta(30), TODAY).ends_on == TODAY
    assert service.round_(ready.read(), "r1").ends_on == TODAY


@pytest.mark.usefixtures("wave")
def test_change_last_day__to_a_day_that_cannot_be__is_refused(ready: store.Store) -> None:
    assert refused(ready, LAST, TODAY - timedelta(1)).problem.code == "round_ends_in_the_past"
    assert refused(ready, LAST, FIRST - timedelta(1)).problem.code == "round_ends_before_it_starts"


@pytest.mark.usefixtures("wave")
def test_change_last_day__ended_round__may_be_opened_again_but_not_shortened(ready: store.Store) -> None:
    after = LAST + timedelta(5)
    assert refused(ready, LAST, after - timedelta(1), after).problem.code == "round_ends_in_the_past"
    assert change(ready, LAST, after, after).ends_on == after


@pytest.mark.usefixtures("wave")
def test_change_last_day__before_the_round__may_be_any_of_its_days(ready: store.Store) -> None:
    assert change(ready, LAST, FIRST, FIRST - timedelta(9)).ends_on == FIRST


@pytest.mark.usefixtures("wave")
def test_change_last_day__two_officers__the_second_is_told(ready: store.Store) -> None:
    change(ready, LAST, LAST + timedelta(1))
    with pytest.raises(Conflict) as caught:
        change(ready, LAST, LAST + timedelta(9))
    assert caught.value.problem.code == "round_changed_meanwhile"
    assert service.round_(ready.read(), "r1").ends_on == LAST + timedelta(1)


@pytest.mark.usefixtures("wave")
def test_collectors_page__filters__give_what_they_say(ready: store.Store) -> None:
    code = open_codes(ready).opened[0].code
    open_codes(ready, scope=Scope.UNIT)
    ready.write(lambda db: service.close_collector(db, code, TODAY))

    def listed(unit: str, chosen: Chosen) -> list[str]:
        page = service.collectors_page(ready.read(), "r1", unit, chosen, 1, TODAY)
        assert page.total == len(page.rows)
        return [found.counter for found in page.rows]

    assert listed("", Chosen.ALL) == listed("C", Chosen.ALL) == ["C", "Q"]
    assert listed("C", Chosen.OPEN) == ["C"]
    assert listed("Q", Chosen.CLOSED) == ["Q"]
    assert listed("Q", Chosen.OPEN) == []
    with pytest.raises(NotFound):
        listed("X", Chosen.ALL)


@pytest.mark.usefixtures("wave")
def test_collectors_page__many__come_in_pages_and_a_page_too_far_is_the_last(ready: store.Store) -> None:
    def fill(db: store.Database) -> None:
        for _ in range(PER_PAGE + 1):
            service.add_collector(db, "Q", "r1", Mode.QR_PHONE, TODAY)

    ready.write(fill)
    for asked, number, rows in ((-1, 1, PER_PAGE), (1, 1, PER_PAGE), (2, 2, 1), (99, 2, 1)):
        page = service.collectors_page(ready.read(), "r1", "", Chosen.ALL, asked, TODAY)
        assert (page.number, len(page.rows), page.pages, page.total) == (number, rows, 2, PER_PAGE + 1)


def test_open_collectors__round_of_a_checklist__is_for_visits(ready: store.Store) -> None:
    add_round(ready, "r1", "counter_check")
    with pytest.raises(Invalid) as caught:
        open_codes(ready)
    assert caught.value.problem.code == "round_is_for_visits"
    assert service.collectors(ready.read()) == []
