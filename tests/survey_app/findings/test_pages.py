"""What is late, what is asked, what it comes to in figures; findings from above; nothing typed is lost."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from survey_app.accounts.model import Asker, Role
from survey_app.findings import service
from survey_app.findings.model import Filters, Order, Step
from survey_app.findings.service import following
from survey_app.places.model import local_day
from tests.survey_app.findings.conftest import HEAD, LONG
from tests.survey_app.findings.test_following import late
from tests.survey_app.findings.test_step_pages import send, words


def unit_browser(staff: Callable[..., Any], desk: Any, unit: str = "T1") -> Any:
    """A browser of a unit's contact."""
    browser = staff("unit_contact")
    give = "INSERT INTO accounts_scope (username, unit) VALUES (?, ?)"
    desk.store.write(lambda db: db.execute(give, [browser.username, unit]))
    return browser


def test_follow_up__for_a_leader__says_what_is_late_and_whose_since_when(
    staff: Callable[..., Any], desk: Any
) -> None:
    found, leader = late(desk, "N1", days=4), staff("leader")
    asked = desk.through(desk.issued(), Step.ASK_EXTENSION)
    page = leader.client.get("/follow-up")
    said = words(page)
    for text in ("1 kiến nghị quá hạn", "Quầy 1", "quá hạn 4 ngày", found.reference, "Đề nghị gia hạn đến"):
        assert text in said
    assert f"/findings/{asked.reference}/grant" in page.text
    assert staff("viewer").client.get("/follow-up").status_code == 200
    assert f"/findings/{asked.reference}/grant" not in staff("viewer").client.get("/follow-up").text
    assert unit_browser(staff, desk).client.get("/follow-up").status_code == 403


def test_follow_up__nothing_late__says_so(staff: Callable[..., Any]) -> None:
    assert "Không có kiến nghị nào quá hạn." in words(staff("leader").client.get("/follow-up"))


def test_ours__of_a_unit__names_next_step_and_what_it_needs(staff: Callable[..., Any], desk: Any) -> None:
    browser = unit_browser(staff, desk)
    hidden, foreign = desk.one(), desk.issued(unit="C1")
    found = desk.step(desk.reported(), Step.FAIL, note="Ảnh chưa thấy đủ bảng niêm yết")
    page = browser.client.get("/our-findings")
    said = words(page)
    for text in (found.reference, "khắc phục rồi báo cáo", "ít nhất một tệp minh chứng", "Ảnh chưa thấy đủ"):
        assert text in said
    assert f"/findings/{found.reference}/report" in page.text
    for one in (hidden, foreign):
        assert one.reference not in page.text
    assert staff("leader").client.get("/our-findings").status_code == 403


def test_ours__more_than_a_page_lists__says_how_many_and_where_the_rest_is(
    staff: Callable[..., Any], desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = unit_browser(staff, desk)
    for _ in range(3):
        desk.issued()
    assert "chưa liệt kê" not in browser.client.get("/our-findings").text
    monkeypatch.setattr(following, "_MOST_WORK", 1)
    page = browser.client.get("/our-findings")
    assert "liệt kê 1 việc có thời hạn sớm nhất, còn 2 việc khác" in words(page)
    assert 'href="/findings?due=open&amp;order=due&amp;page=1"' in page.text
    assert browser.client.get("/findings?due=open&order=due&page=1").status_code == 200


def test_ours__more_is_late_than_a_page_lists__counts_all_that_is_late(
    staff: Callable[..., Any], desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = unit_browser(staff, desk)
    late(desk, "N1")
    late(desk, "N2")
    monkeypatch.setattr(following, "_MOST_WORK", 1)
    assert "2 kiến nghị quá hạn" in words(browser.client.get("/our-findings"))


def test_indicators__of_the_register__are_those_of_the_service_on_page_and_file(
    staff: Callable[..., Any], desk: Any
) -> None:
    desk.closed()
    late(desk, "N1")
    desk.step(desk.one(), Step.WITHDRAW)
    browser = staff("analyst")
    said = words(browser.client.get("/findings/indicators"))
    assert "50,0 % 1 trên 2 đã đóng hoặc quá hạn" in said
    assert "trong 1 chưa kết thúc, 1 quá hạn" in said
    answer = browser.client.get("/findings/indicators.csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    figures = service.indicators(desk.store.read(), HEAD, Filters(), desk.today)
    assert len(rows) == 1 + len(figures.by_unit) + len(figures.by_code) + len(figures.by_team)
    whole = rows[0]
    assert (whole["Tổng số"], whole["Đóng đúng hạn"], whole["Đã đóng hoặc quá hạn"]) == ("2", "1", "2")
    assert {row["Tên"] for row in rows if row["Nhóm"] == "Theo đơn vị"} == {"Quầy 1"}


def test_indicators__narrowed_by_what_there_is_not__says_so(staff: Callable[..., Any]) -> None:
    browser = staff("viewer")
    assert browser.client.get("/findings/indicators?unit=khong").status_code == 422
    assert browser.client.get("/findings/indicators.csv?unit=khong").status_code == 303


@pytest.mark.parametrize(
    ("query", "count"),
    [("due=overdue", 1), ("due=open", 2), ("year=1999", 0), ("source=external", 0), ("repeat=yes", 2)],
)
def test_register__narrowed_by_deadline_source_and_repeat__shows_what_fits(
    staff: Callable[..., Any], desk: Any, query: str, count: int
) -> None:
    late(desk)
    desk.issued()
    desk.closed()
    if query == "year=1999":  # a year in which nothing was found is no choice
        assert staff("viewer").client.get(f"/findings?{query}").status_code == 422
        return
    text = staff("viewer").client.get(f"/findings?{query}").text
    assert len(set(re.findall(r"TT-\d{4}-\d{4}", text))) == count


def test_register__in_another_order__is_handed_out_in_it(staff: Callable[..., Any], desk: Any) -> None:
    late(desk, "N3")
    desk.issued()
    answer = staff("viewer").client.get("/findings/findings.csv?order=due&due=open")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    found = service.listing(desk.store.read(), HEAD, Filters(open=True), order=Order.DUE).findings
    assert [row["Số hiệu"] for row in rows] == [one.reference for one in found]
    assert rows[0]["Số ngày quá hạn"] == "1"


def external(desk: Any, **changed: str) -> dict[str, str]:
    """What somebody fills in for a finding from above."""
    today = local_day(desk.now)
    return {
        "unit": "C1",
        "authority": "Bộ Nội vụ",
        "document": "45/TB-BNV",
        "document_on": (today - timedelta(9)).isoformat(),
        "code": "TT04",
        "severity": "N1",
        "statement": "Chưa công khai kết quả giải quyết hồ sơ.",
        "recommendation": LONG,
        "due_on": (today + timedelta(9)).isoformat(),
        **changed,
    }


def test_external__entered_and_divided__is_closed_by_its_last_part(
    staff: Callable[..., Any], desk: Any
) -> None:
    browser, due_on = staff("secretary"), (desk.today + timedelta(5)).isoformat()
    answer = send(browser, "/findings/external", **external(desk))
    assert answer.status_code == 303
    path = answer.location
    assert "Bộ Nội vụ" in words(browser.client.get(path))
    assert f"{path}/parts" in browser.client.get(path).text
    more = send(browser, f"{path}/parts", more="1", **{"unit-2": "Quầy 1", "text-2": LONG})
    assert (more.status_code, 'name="unit-8"' in more.text, "Quầy 1" in more.text) == (200, True, True)
    rows = {"unit-1": "T1", "text-1": LONG, "due_on-1": due_on}
    rows |= {"unit-3": "quay 1", "text-3": LONG, "due_on-3": due_on}
    answer = send(browser, f"{path}/parts", **rows)
    assert (answer.status_code, answer.location) == (303, path)
    page = words(browser.client.get(path))
    assert "Các phần đã giao" in page
    whole = service.finding(desk.store.read(), HEAD, path.rpartition("/")[2])
    for part in service.parts_of(desk.store.read(), HEAD, whole):
        desk.step(part, Step.TRANSFER)
    assert "Đã đóng" in words(browser.client.get(path))
    assert browser.client.get(f"{path}/parts").status_code == 409


def test_external__with_faults__names_each_and_keeps_what_was_typed(
    staff: Callable[..., Any], desk: Any
) -> None:
    browser = staff("secretary")
    page = send(browser, "/findings/external", **external(desk, unit="không ai", statement="ngắn"))
    assert page.status_code == 422
    assert "Không có đơn vị nào có mã hoặc tên “không ai”." in words(page)
    page = send(browser, "/findings/external", **external(desk, due_on="2020-01-01", statement="ngắn"))
    said = words(page)
    assert page.status_code == 422
    assert "Hãy ghi rõ, ít nhất 15 chữ cái." in said
    assert "45/TB-BNV" in page.text
    assert staff("inspector").client.get("/findings/external").status_code == 403


def test_parts__with_faults__are_named_at_their_rows(staff: Callable[..., Any], desk: Any) -> None:
    browser = staff("secretary")
    path = send(browser, "/findings/external", **external(desk)).location
    rows = {"unit-2": "không ai", "text-2": LONG, "due_on-2": "", "unit-4": "T1", "text-4": "ngắn"}
    page = send(browser, f"{path}/parts", **rows)
    assert page.status_code == 422
    assert '<a href="#unit-2">' in page.text
    assert '<a href="#due_on-2">' in page.text
    rows = {"unit-2": "01", "text-2": LONG, "due_on-2": "2099-01-01", "unit-4": "T1", "text-4": "ngắn"}
    page = send(browser, f"{path}/parts", **rows, **{"due_on-4": "2099-01-01"})
    assert '<a href="#unit-2">' in page.text  # not below its owner
    assert '<a href="#text-4">' in page.text
    whole = service.finding(desk.store.read(), HEAD, path.rpartition("/")[2])
    assert service.parts_of(desk.store.read(), HEAD, whole) == []
    own = desk.issued()
    assert browser.client.get(f"/findings/{own.reference}/parts").status_code == 403


def test_requests__asked_and_decided__are_on_the_page(staff: Callable[..., Any], desk: Any) -> None:
    found, leader = desk.step(desk.issued(), Step.ASK_EXTENSION), staff("leader")
    path = f"/findings/{found.reference}"
    assert LONG in words(leader.client.get(f"{path}/grant"))
    assert send(leader, f"{path}/grant").status_code == 303
    said = words(leader.client.get(path))
    assert "gia hạn 1 lần" in said
    assert "Nguyễn Thị Ánh đồng ý" in said
    closed = desk.closed()
    path = f"/findings/{closed.reference}"
    until = (desk.today + timedelta(9)).isoformat()
    verifier = staff("verifier")
    assert send(verifier, f"{path}/ask_reopening", note=LONG, until=until).status_code == 303
    assert verifier.client.get(f"{path}/reopen").status_code == 403  # not by who asked
    assert send(leader, f"{path}/reopen").status_code == 303
    assert "Đang khắc phục" in words(leader.client.get(path))


def test_step__overtaken__shows_everything_that_was_typed(staff: Callable[..., Any], desk: Any) -> None:
    browser, found = staff("secretary"), desk.issued()
    path = f"/findings/{found.reference}/report"
    token = browser.token(path)
    desk.step(found, Step.ACKNOWLEDGE)
    typed = {"cause": "Do bảng cũ bị hỏng", "measure": "Đã in và treo bảng mới", "paper": "BC 15"}
    page = browser.client.post(path, data={"csrf_token": token, "revision": str(found.revision), **typed})
    assert page.status_code == 409
    for text in (*typed.values(), "Đơn vị đã tiếp nhận"):
        assert text in words(page)


def test_step__no_longer_theirs_when_sent__is_refused_and_keeps_what_was_typed(
    staff: Callable[..., Any], desk: Any
) -> None:
    browser = unit_browser(staff, desk)
    found = desk.issued()
    token = browser.token(f"/findings/{found.reference}/report")
    sent = {"csrf_token": token, "revision": str(found.revision), "note": "Thấy đã xong hết rồi"}
    page = browser.client.post(f"/findings/{found.reference}/transfer", data=sent)
    assert page.status_code == 403
    assert "Thấy đã xong hết rồi" in page.text


def test_step__files_that_came_with_a_fault__are_to_be_chosen_again(
    staff: Callable[..., Any], desk: Any
) -> None:
    browser, path = staff("secretary"), f"/findings/{desk.issued().reference}/report"
    page = send(browser, path, cause="ngắn", files=(io.BytesIO(desk.picture()), "a.jpg"))
    assert page.status_code == 422
    assert "Tệp gửi kèm chưa được lưu, phải chọn lại: a.jpg" in words(page)
    assert "phải chọn lại" not in words(send(browser, path, cause="ngắn"))
    late_ = {"csrf_token": browser.token(path), "revision": "0", "cause": LONG}
    overtaken = browser.client.post(path, data={**late_, "files": (io.BytesIO(b"x"), "b.pdf")})
    assert overtaken.status_code == 409
    assert "phải chọn lại: b.pdf" in words(overtaken)


def test_external__files_that_came_with_a_fault__are_to_be_chosen_again(staff: Callable[..., Any]) -> None:
    browser = staff("secretary")
    page = send(browser, "/findings/external", files=(io.BytesIO(b"x"), "kl.pdf"))
    assert page.status_code == 422
    assert "phải chọn lại: kl.pdf" in words(page)
    assert "phải chọn lại" not in words(send(browser, "/findings/external"))


def test_finding__that_repeats__leads_to_the_earlier_one(staff: Callable[..., Any], desk: Any) -> None:
    earlier, again = desk.closed(), desk.one()
    page = staff("viewer").client.get(f"/findings/{again.reference}")
    assert f'href="/findings/{earlier.reference}"' in page.text


def test_log__of_a_granted_extension__calls_people_and_days_what_they_are(
    staff: Callable[..., Any], desk: Any
) -> None:
    asker = unit_browser(staff, desk)
    asks = Asker(asker.username, Role.UNIT_CONTACT, ("T1",))
    found = desk.through(desk.step(desk.issued(), Step.ASK_EXTENSION, asks), Step.GRANT)
    said = words(staff("leader").client.get(f"/findings/{found.reference}"))
    assert "Người đề nghị: Nguyễn Thị Ánh" in said
    assert asker.username not in said
    assert f"Lý do: {LONG}" in said
    dated = desk.step(desk.one(), Step.ISSUE, day=desk.today)
    assert "Ngày ban hành:" in words(staff("leader").client.get(f"/findings/{dated.reference}"))
