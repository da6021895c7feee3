from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from survey_app import store
from survey_app.errors import Gone, Invalid, NotFound, SurveyError, Unavailable
from survey_app.places import service as places
from survey_app.rounds import service
from survey_app.rounds.model import MOST_POSTERS, Mode, Scope, Size
from survey_app.rounds.service.drawing import DRAWER


def make(office: Any, *codes: str, size: Size = Size.A4) -> bytes:
    return service.make_posters(office.store.read(), codes, size, office.today)


def refusal(office: Any, *codes: str) -> SurveyError:
    with pytest.raises(SurveyError) as caught:
        make(office, *codes)
    return caught.value


@pytest.mark.parametrize("size", list(Size))
def test_make_posters__code_of_a_counter__leads_back_to_it(
    reachable: Any, size: Size, pages: Callable[..., Any]
) -> None:
    code = reachable.collector()
    (page,) = pages(make(reachable, code, size=size))
    url = service.collector_url(reachable.store.read(), code)
    assert {read.text for read in page.codes} == {url.upper()}
    assert "Quầy 1" in page.text
    assert "Cơ quan lấy ý kiến: Trung tâm Một" in page.text


def test_make_posters__office_that_has_a_name__asks_and_says_where_the_counter_is(
    reachable: Any, pages: Callable[..., Any]
) -> None:
    reachable.store.write(lambda db: store.put_setting(db, "office_name", "Sở Nội vụ"))
    (page,) = pages(make(reachable, reachable.collector()))
    assert "Cơ quan lấy ý kiến: Sở Nội vụ" in page.text
    assert "Trung tâm Một" in page.text


def test_make_posters__same_code_twice__is_one_page(reachable: Any, pages: Callable[..., Any]) -> None:
    code = reachable.collector()
    assert len(pages(make(reachable, code, code))) == 1


def test_make_posters__longer_form__says_how_many_minutes(reachable: Any, pages: Callable[..., Any]) -> None:
    (page,) = pages(make(reachable, reachable.collector(round_="S1")))
    assert "Khoảng 1 phút" not in page.text
    assert "minutes." in page.text


def test_make_posters__no_address_or_a_private_one__is_refused(office: Any) -> None:
    code = office.collector()
    assert refusal(office, code).problem.code == "public_url_missing"
    office.store.write(lambda db: store.put_setting(db, "public_url", "http://192.168.1.5:8000"))
    assert refusal(office, code).problem.code == "public_url_private"
    office.store.write(lambda db: store.put_setting(db, "hotspot_only", "yes"))
    assert make(office, code).startswith(b"%PDF")


def test_make_posters__code_that_leads_nowhere__is_refused(reachable: Any) -> None:
    code = reachable.collector()
    reachable.store.write(lambda db: service.close_collector(db, code, reachable.today))
    ended = reachable.collector(round_="OLD")
    kiosk = reachable.collector(Mode.KIOSK)
    found = {c: refusal(reachable, c) for c in (code, ended, kiosk, "2222222", "O0")}
    assert [type(error) for error in found.values()] == [Gone, Gone, Invalid, NotFound, NotFound]
    assert found[code].problem.code == "closed_code_not_printed"
    assert found[ended].problem.code == "round_ended_no_codes"
    assert found[kiosk].problem.code == "poster_is_for_phones"


def test_make_posters__round_that_is_not_open_yet__can_be_printed_ahead(reachable: Any) -> None:
    assert make(reachable, reachable.collector(round_="NEXT")).startswith(b"%PDF")


def test_make_posters__too_many__are_refused_before_anything_is_drawn(reachable: Any) -> None:
    assert refusal(reachable, *["7QX29MK"] * (MOST_POSTERS + 1)).problem.code == "too_many_posters"


def test_make_posters__counter_that_has_ended__is_refused_and_left_out_of_all(reachable: Any) -> None:
    last = (reachable.today - timedelta(1)).isoformat()
    header = ",".join(places.COLUMNS)
    row = f"{header}\nQ9,Quầy Chín,,counter,T1,2025-07-01,{last},,\n"
    file = places.read_units(row.encode(), "u.csv")
    reachable.store.write(lambda db: places.import_units(db, file))
    added = reachable.store.write(
        lambda db: service.add_collector(db, "Q9", "R1", Mode.QR_PHONE, reachable.today)
    )
    refused = refusal(reachable, added.code)
    assert refused.problem.code == "counter_has_ended"
    assert refused.problem.values["unit"] == "Q9"
    code = reachable.collector()
    below = service.posters_below(reachable.store.read(), "", "R1", reachable.today)
    assert [found.code for found in below] == [code]


def test_posters_below__commune__are_its_open_codes_for_phones(reachable: Any) -> None:
    code, closed = reachable.collector(), reachable.collector()
    reachable.collector(Mode.KIOSK)
    reachable.store.write(lambda db: service.close_collector(db, closed, reachable.today))
    db = reachable.store.read()
    for unit in ("C1", "T1", "Q1", ""):
        assert [found.code for found in service.posters_below(db, unit, "R1", reachable.today)] == [code]


def test_posters_below__nothing_to_print_or_unknown__is_refused(reachable: Any) -> None:
    db = reachable.store.read()
    for unit, round_, kind in (("C1", "R1", Invalid), ("X", "R1", NotFound), ("C1", "X", NotFound)):
        with pytest.raises(kind):
            service.posters_below(db, unit, round_, reachable.today)


def test_make_posters__200_counters__have_a_page_each(reachable: Any, pages: Callable[..., Any]) -> None:
    header = ",".join(places.COLUMNS)
    rows = [f"D{n:03d},Quầy số {n},,counter,T1,2025-07-01,,," for n in range(200)]
    file = places.read_units("\n".join([header, *rows]).encode(), "u.csv")
    reachable.store.write(lambda db: places.import_units(db, file))
    made = reachable.store.write(
        lambda db: service.open_collectors(db, "R1", "C1", Scope.BELOW, Mode.QR_PHONE, reachable.today)
    )
    codes = [found.code for found in made.opened]
    sheets = pages(make(reachable, *codes, size=Size.STICKERS))
    assert {read.text[-7:] for sheet in sheets for read in sheet.codes} == set(codes)
    assert len(sheets) == -(-len(codes) // 8) == 26


def test_drawing__request_that_fails_or_hangs__says_so(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Unavailable) as caught:
        DRAWER.make("survey_app.rounds.posters", {}, 20)
    assert caught.value.problem.code == "printing_failed"
    assert "KeyError" in caplog.text
    with pytest.raises(Unavailable) as caught:
        DRAWER.make("survey_app.rounds.posters", {}, 0.001)
    assert caught.value.problem.code == "printing_took_too_long"
