import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from survey_app import store, web
from survey_app.accounts import service as people
from survey_app.accounts.model import Person, Role
from survey_app.app import create_app
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.rounds import service
from survey_app.rounds.model import Mode

_PASSWORD = "mật khẩu đủ dài"  # noqa: S105


@pytest.fixture
def admin(reachable: Any, staff: Callable[..., Any]) -> Any:
    return staff("administrator")


def text(answer: TestResponse, status: int = 200) -> str:
    assert answer.status_code == status, answer.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def last_day(office: Any, round_: str = "R1") -> date:
    return service.round_(office.store.read(), round_).ends_on


def test_calendar__rounds__are_drawn_and_listed_with_where_they_are_open(office: Any, admin: Any) -> None:
    office.collector()
    answer = admin.client.get("/rounds")
    said = text(answer)
    for code in ("R1", "S1", "OLD", "NEXT"):
        assert said.count(code) >= 2  # in the picture and in the table
    assert "đang mở" in said
    assert "chưa đối chiếu" in said  # the status of a form stands beside it
    assert '<svg class="calendar"' in answer.text
    assert " style=" not in answer.text


def test_calendar__no_address__says_so_and_where_to_mend_it(office: Any, staff: Callable[..., Any]) -> None:
    admin = staff("administrator")
    for path in ("/rounds", "/rounds/R1", f"/rounds/R1/codes/{office.collector()}"):
        assert "Chưa đặt địa chỉ công khai" in text(admin.client.get(path))


def test_calendar__nothing_yet__says_what_to_do_next(opened: store.Store) -> None:
    app = create_app(opened)
    people.add_person(opened, Person("one", "Một", Role.ADMINISTRATOR), _PASSWORD, web.now())
    browser = app.test_client()
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', browser.get("/sign-in").text)
    assert token is not None
    browser.post("/sign-in", data={"csrf_token": token[1], "username": "one", "password": _PASSWORD})
    assert "Chưa có đợt khảo sát nào" in text(browser.get("/rounds"))
    assert "Chưa công bố bộ câu hỏi nào" in text(browser.get("/new-round"))


@pytest.mark.parametrize("role", ["inspector", "viewer"])
@pytest.mark.parametrize("path", ["/rounds", "/rounds/R1", "/new-round", "/rounds/R1/open"])
def test_pages__roles_without_rounds__are_denied(staff: Callable[..., Any], role: str, path: str) -> None:
    assert staff(role).client.get(path).status_code == 403


def test_pages__analyst__reads_and_changes_nothing(office: Any, staff: Callable[..., Any]) -> None:
    code, analyst = office.collector(), staff("analyst")
    seen = analyst.client.get("/rounds/R1").text
    assert code in seen
    for path in ("open", "last-day", f"codes/{code}", "posters.pdf"):
        assert f"/rounds/R1/{path}" not in seen
        assert analyst.client.get(f"/rounds/R1/{path}").status_code == 403
    assert "/new-round" not in analyst.client.get("/rounds").text


def test_new__good_values__adds_the_round_with_its_version(office: Any, admin: Any) -> None:
    answer = admin.post(
        "/new-round", code="2027-Q1", instrument="sipas 2017.1", starts_on="2027-01-01", ends_on="2027-03-31"
    )
    assert (answer.status_code, answer.location) == (303, "/rounds/2027-Q1")
    added = service.round_(office.store.read(), "2027-Q1")
    assert (added.instrument, added.version, added.ends_on) == ("sipas", "2017.1", date(2027, 3, 31))
    assert "Đã thêm đợt 2027-Q1" in text(admin.client.get("/rounds/2027-Q1"))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"code": "R1"}, "Đã có đợt khảo sát mã R1"),
        ({"code": "đợt 1"}, "không hợp lệ"),
        ({"code": "x" * 300}, "Dài quá 40 ký tự"),
        ({"ends_on": "2026-12-31"}, "trước ngày bắt đầu"),
        ({"starts_on": "soon"}, "Cần một ngày"),
        ({"starts_on": ""}, "Cần điền mục này"),
        ({"instrument": "absent 1"}, "Chọn một trong các mục"),
    ],
)
def test_new__bad_value__is_said_and_nothing_is_added(
    office: Any, admin: Any, changed: dict[str, str], words: str
) -> None:
    good = {"code": "N1", "instrument": "sipas 2017.1", "starts_on": "2027-01-01", "ends_on": "2027-03-31"}
    before = service.rounds(office.store.read())
    assert words in text(admin.post("/new-round", **{**good, **changed}), 422)
    assert service.rounds(office.store.read()) == before


def test_last_day__later__is_stored_and_said(office: Any, admin: Any) -> None:
    was = last_day(office)
    later = (was + timedelta(9)).isoformat()
    answer = admin.post("/rounds/R1/last-day", was=was.isoformat(), ends_on=later)
    assert answer.location == "/rounds/R1"
    assert last_day(office) == was + timedelta(9)
    assert "nay kết thúc vào" in text(admin.client.get("/rounds/R1"))


def test_last_day__past_or_none__is_refused(office: Any, admin: Any) -> None:
    was = last_day(office).isoformat()
    for day, words in (
        ((office.today - timedelta(1)).isoformat(), "đã qua"),
        ("", "Cần điền"),
        ("x", "ngày"),
    ):
        assert words in text(admin.post("/rounds/R1/last-day", was=was, ends_on=day), 422)
    assert last_day(office).isoformat() == was


def test_last_day__two_officers__second_is_told_then_may_send_again(office: Any, admin: Any) -> None:
    was = last_day(office)
    first, second = ((was + timedelta(n)).isoformat() for n in (1, 2))
    admin.post("/rounds/R1/last-day", was=was.isoformat(), ends_on=first)
    answer = admin.post("/rounds/R1/last-day", was=was.isoformat(), ends_on=second)
    assert "người khác đã đổi" in text(answer, 422)
    assert last_day(office).isoformat() == first
    assert f'value="{second}"' in answer.text  # what was typed is kept
    again = re.search(r'name="was"[^>]* value="([^"]+)"', answer.text)
    assert again is not None
    admin.post("/rounds/R1/last-day", was=again[1], ends_on=second)
    assert last_day(office).isoformat() == second


def test_open__found_by_name_without_marks__leads_to_the_unit(admin: Any) -> None:
    answer = admin.client.get("/rounds/R1/open?unit=phuong+mot")
    assert "/rounds/R1/open?unit=C1" in answer.text
    assert "Không tìm thấy" in text(admin.client.get("/rounds/R1/open?unit=zzzz"))


def test_open__commune__gives_its_counters_codes_and_says_who_had_one(office: Any, admin: Any) -> None:
    answer = admin.post("/rounds/R1/open?unit=C1", scope="below", mode="qr_phone")
    assert answer.location == "/rounds/R1?unit=C1"
    assert "Đã mở 1 mã mới; 0 nơi" in text(admin.client.get(answer.location))
    admin.post("/rounds/R1/open?unit=C1", scope="below", mode="qr_phone")
    assert "Đã mở 0 mã mới; 1 nơi" in text(admin.client.get("/rounds/R1"))
    assert [found.counter for found in service.collectors(office.store.read())] == ["Q1"]


@pytest.mark.parametrize(
    ("unit", "scope", "mode"),
    [("C1", "everywhere", "qr_phone"), ("C1", "below", "fax"), ("01", "unit", "qr_phone"), ("C1", "", "")],
)
def test_open__choice_there_is_not__opens_nothing(
    office: Any, admin: Any, unit: str, scope: str, mode: str
) -> None:
    text(admin.post(f"/rounds/R1/open?unit={unit}", scope=scope, mode=mode), 422)
    assert service.collectors(office.store.read()) == []


def test_open__round_that_has_ended__offers_no_form(admin: Any) -> None:
    assert "đã kết thúc" in text(admin.client.get("/rounds/OLD/open?unit=C1"))
    assert "/rounds/OLD/open" not in admin.client.get("/rounds/OLD").text


def test_close__code__takes_nothing_and_offers_no_print(office: Any, admin: Any) -> None:
    code = office.collector()
    path = f"/rounds/R1/codes/{code}"
    answer = admin.post(f"{path}/close")
    assert (answer.status_code, answer.location) == (303, path)
    page = admin.client.get(path)
    assert "đã đóng ngày" in text(page)
    assert "posters.pdf" not in page.text
    assert admin.client.get(f"/rounds/R1/posters.pdf?code={code}").status_code == 410


def test_close__without_the_token_of_the_page__is_refused(office: Any, admin: Any) -> None:
    code = office.collector()
    assert admin.client.post(f"/rounds/R1/codes/{code}/close").status_code in (400, 422)
    assert service.collector(office.store.read(), code).closed_on is None


def test_round__codes_filtered__shows_those_only(office: Any, admin: Any) -> None:
    code, kiosk = office.collector(), office.collector(Mode.KIOSK)
    office.store.write(lambda db: service.close_collector(db, kiosk, office.today))
    seen = {
        query: {each for each in (code, kiosk) if each in admin.client.get(f"/rounds/R1{query}").text}
        for query in ("", "?show=open", "?show=closed", "?unit=Q1&show=open", "?unit=quay", "?show=x&page=x")
    }
    assert seen == {
        "": {code, kiosk},
        "?show=open": {code},
        "?show=closed": {kiosk},
        "?unit=Q1&show=open": {code},
        "?unit=quay": set(),  # several places are called so: the reader chooses first
        "?show=x&page=x": {code, kiosk},
    }


def test_round__responses__are_counted_for_the_round_alone(office: Any, admin: Any) -> None:
    office.receive(3)
    assert re.search(r"Số phiếu đã nhận 3\b", text(admin.client.get("/rounds/R1")))


def test_round__names_of_english_readers__are_english(office: Any, admin: Any) -> None:
    office.collector()
    assert "Desk 1" in text(admin.client.get("/rounds/R1?lang=en"))


@pytest.mark.parametrize(
    "path",
    [
        "/rounds/X",
        "/rounds/X/open",
        "/rounds/X/last-day",
        "/rounds/R1/codes/2222222",
        "/rounds/R1/posters.pdf?size=a3",
    ],
)
def test_pages__unknown_round_code_or_size__are_not_found(admin: Any, path: str) -> None:
    assert admin.client.get(path).status_code == 404


def test_code__of_another_round__is_not_found(office: Any, admin: Any) -> None:
    assert admin.client.get(f"/rounds/S1/codes/{office.collector()}").status_code == 404


@pytest.mark.parametrize("size", ["a4", "a6", "stickers"])
def test_posters__of_a_commune__are_a_pdf_whose_codes_lead_here(
    office: Any, admin: Any, size: str, pages: Callable[..., Any]
) -> None:
    code = office.collector()
    answer = admin.client.get(f"/rounds/R1/posters.pdf?unit=C1&size={size}")
    assert answer.content_type == "application/pdf"
    assert f"filename=R1-C1-{size}.pdf" in answer.headers["Content-Disposition"]
    (page,) = pages(answer.data)
    assert {found.text[-7:] for found in page.codes} == {code}


def test_posters__nothing_to_print_or_no_address__says_what_to_do(office: Any, admin: Any) -> None:
    assert "không có mã nào" in text(admin.client.get("/rounds/R1/posters.pdf?unit=C1"), 422)
    office.collector()
    office.store.write(lambda db: store.put_setting(db, "public_url", ""))
    assert "Chưa đặt địa chỉ" in text(admin.client.get("/rounds/R1/posters.pdf?unit=C1"), 422)


def test_picture__of_a_code__comes_as_svg_and_png(office: Any, admin: Any) -> None:
    code = office.collector()
    svg = admin.client.get(f"/rounds/R1/codes/{code}/qr.svg")
    assert f"/k/{code}</title>" in svg.text
    assert svg.headers["Content-Disposition"].startswith("attachment")
    assert admin.client.get(f"/rounds/R1/codes/{code}/qr.png").data.startswith(b"\x89PNG")
    assert admin.client.get(f"/rounds/R1/codes/{code}/qr.gif").status_code == 404


def test_round__unit_with_odd_letters__is_shown_escaped(office: Any, admin: Any) -> None:
    header = ",".join(places.COLUMNS)
    row = f'{header}\nQ<1>,"Quầy <b>&</b> ""hai""",,counter,T1,2025-07-01,,,\n'
    file = places.read_units(row.encode(), "u.csv")
    office.store.write(lambda db: places.import_units(db, file))
    office.store.write(lambda db: service.add_collector(db, "Q<1>", "R1", Mode.QR_PHONE, office.today))
    page = admin.client.get("/rounds/R1?unit=Q%3C1%3E").text
    assert "<b>&</b>" not in page
    assert "Quầy &lt;b&gt;" in page


def test_round__of_a_checklist__points_to_visits_and_opens_no_code(office: Any, admin: Any) -> None:
    instruments.publish_shipped(office.store, "counter_check", web.now())
    office.store.write(
        lambda db: service.add_round(db, "V1", "counter_check", office.today, office.today + timedelta(9))
    )
    page = admin.client.get("/rounds/V1")
    assert "Hãy tạo lượt kiểm tra" in text(page)
    assert "/rounds/V1/open" not in page.text
    assert "Hãy tạo lượt kiểm tra" in text(admin.client.get("/rounds/V1/open?unit=C1"), 422)
