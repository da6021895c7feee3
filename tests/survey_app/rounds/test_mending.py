"""Pages of rounds that are mended: codes left open, rounds with a wrong day or too many of them."""

import re
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from survey_app import store, web
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.rounds import service
from survey_app.rounds.model import Mode


@pytest.fixture
def admin(reachable: Any, staff: Callable[..., Any]) -> Any:
    return staff("administrator")


def text(answer: TestResponse, status: int = 200) -> str:
    assert answer.status_code == status, answer.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.fixture
def left(office: Any) -> str:
    """An open code of a counter that has ended yesterday."""
    ended = (office.today - timedelta(1)).isoformat()
    code: str = office.collector()

    def end(db: store.Database) -> None:
        places.end(
            db, "Q1", "2025-07-01", places.fingerprint(places.stored_unit(db, "Q1", "2025-07-01")),
            date.fromisoformat(ended), "",
        )  # fmt: skip

    office.store.write(end)
    return code


def test_round__open_code_at_a_counter_that_has_ended__is_counted_marked_and_listed(
    office: Any, admin: Any, left: str
) -> None:
    other = office.store.write(
        lambda db: service.add_collector(db, "T1", "R1", Mode.QR_PHONE, office.today)
    ).code
    page = admin.client.get("/rounds/R1")
    said = text(page)
    assert "1 quầy đã kết thúc hoạt động mà mã vẫn đang mở" in said
    assert "vẫn được nhận cho đến khi mã được đóng" in said
    assert said.count("quầy đã kết thúc ngày") == 1
    assert "show=left" in page.text
    listed = admin.client.get("/rounds/R1?show=left").text
    assert "Phường Một › Trung tâm Một" in listed  # where it stood
    assert left in listed
    assert other not in listed
    office.store.write(lambda db: service.close_collector(db, left, office.today))
    said = text(admin.client.get("/rounds/R1"))
    assert "đã kết thúc hoạt động" not in said
    assert "quầy đã kết thúc ngày" not in said


def test_code__at_a_counter_that_has_ended__is_not_printed_but_takes_answers_and_can_be_closed(
    admin: Any, left: str, phone: Callable[..., Any]
) -> None:
    path = f"/rounds/R1/codes/{left}"
    page = admin.client.get(path)
    assert "quầy đã kết thúc ngày" in text(page)
    assert "Quầy của mã này đã kết thúc ngày" in text(page)
    assert f"{path}/close" in page.text
    assert "posters.pdf" not in page.text
    assert "qr.svg" not in page.text
    for refused in (f"/rounds/R1/posters.pdf?code={left}", f"{path}/qr.svg", f"{path}/qr.png"):
        assert f"Quầy Q1 của mã {left} đã kết thúc" in text(admin.client.get(refused), 410)
    assert "không có mã nào" in text(admin.client.get("/rounds/R1/posters.pdf"), 422)
    assert phone(left).page.status_code == 200


def test_close__asked_first__says_that_it_is_final_and_closes_nothing(office: Any, admin: Any) -> None:
    code = office.collector()
    said = text(admin.client.get(f"/rounds/R1/codes/{code}/close"))
    assert f"Đóng mã {code}?" in said
    assert "không mở lại được" in said
    assert service.collector(office.store.read(), code).closed_on is None


def test_close__code_that_is_closed__leads_back_to_it(office: Any, admin: Any) -> None:
    code = office.collector()
    office.store.write(lambda db: service.close_collector(db, code, office.today))
    answer = admin.client.get(f"/rounds/R1/codes/{code}/close")
    assert (answer.status_code, answer.location) == (303, f"/rounds/R1/codes/{code}")


def test_new__checklist__says_that_visits_come_next(office: Any, admin: Any) -> None:
    version = instruments.publish_shipped(office.store, "counter_check", web.now()).version
    days = {"starts_on": office.today.isoformat(), "ends_on": office.today.isoformat()}
    answer = admin.post("/new-round", code="V1", instrument=f"counter_check {version}", **days)
    page = admin.client.get(answer.location)
    said = text(page)
    assert "Tiếp theo: lập các lượt kiểm tra" in said
    assert "mở mã QR cho các quầy" not in said
    assert 'href="/inspections/new"' in page.text


def test_new__code_that_differs_in_capitals__is_taken(office: Any, admin: Any) -> None:
    days = {"starts_on": "2027-01-01", "ends_on": "2027-02-01"}
    refused = admin.post("/new-round", code="r1", instrument="sipas 2017.1", **days)
    assert "Đã có đợt khảo sát mã R1" in text(refused, 422)
    with pytest.raises(sqlite3.IntegrityError):
        office.store.write(lambda db: db.execute("UPDATE rounds_round SET code = 's1' WHERE code = 'R1'"))


def test_first_day__unused_round__is_corrected(office: Any, admin: Any) -> None:
    stored = service.round_(office.store.read(), "NEXT")
    path, was = "/rounds/NEXT/first-day", stored.starts_on.isoformat()
    assert path in admin.client.get("/rounds/NEXT").text
    first = office.today + timedelta(1)
    answer = admin.post(path, was=was, starts_on=first.isoformat())
    assert (answer.status_code, answer.location) == (303, "/rounds/NEXT")
    assert service.round_(office.store.read(), "NEXT").starts_on == first
    assert "nay bắt đầu vào" in text(admin.client.get("/rounds/NEXT"))
    assert "người khác đã đổi" in text(admin.post(path, was=was, starts_on=was), 422)
    for bad, words in (
        ((stored.ends_on + timedelta(1)).isoformat(), "trước ngày bắt đầu"),
        ("0206-01-01", "Hãy kiểm tra lại năm"),
        ("2001-01-01", "nhiều nhất 5 năm"),
        ("", "Cần điền"),
    ):
        assert words in text(admin.post(path, was=first.isoformat(), starts_on=bad), 422)
    assert service.round_(office.store.read(), "NEXT").starts_on == first


def test_delete__unused_round__is_asked_first_then_gone(office: Any, admin: Any) -> None:
    assert "/rounds/NEXT/delete" in admin.client.get("/rounds/NEXT").text
    assert "Xóa đợt NEXT?" in text(admin.client.get("/rounds/NEXT/delete"))
    assert service.round_(office.store.read(), "NEXT")
    answer = admin.post("/rounds/NEXT/delete")
    assert (answer.status_code, answer.location) == (303, "/rounds")
    assert "Đã xóa đợt NEXT" in text(admin.client.get("/rounds"))
    assert admin.client.get("/rounds/NEXT").status_code == 404


@pytest.mark.parametrize("what", ["code", "closed code", "response", "visit"])
def test_delete__round_with_anything_in_it__is_refused(office: Any, admin: Any, what: str) -> None:
    token = admin.token("/rounds/R1/delete")
    if what == "response":
        office.receive(1)
    elif what == "visit":
        office.store.write(lambda db: visit_in(db, "R1", office.today))
    else:
        code = office.collector()
        if what == "closed code":
            office.store.write(lambda db: service.close_collector(db, code, office.today))
    assert "/rounds/R1/delete" not in admin.client.get("/rounds/R1").text
    for path in ("/rounds/R1/delete", "/rounds/R1/first-day"):
        assert "không xóa được" in text(admin.client.get(path), 409)
    refused = admin.client.post("/rounds/R1/delete", data={"csrf_token": token})
    assert refused.status_code == 409
    assert service.round_(office.store.read(), "R1")


def visit_in(db: store.Database, round_: str, today: date) -> None:
    """A visit that was only planned: nothing was handed in."""
    db.execute(
        "INSERT INTO inspections_visit (id, round, unit, day, state, revision, draft, made_by, made_at)"
        " VALUES (?, ?, 'Q1', ?, 'draft', 1, '{}', 'x', '')",
        [str(uuid4()), round_, today.isoformat()],
    )


@pytest.mark.parametrize("role", ["analyst", "viewer", "inspector"])
@pytest.mark.parametrize("path", ["/rounds/NEXT/delete", "/rounds/NEXT/first-day"])
def test_unused__other_roles__are_denied(staff: Callable[..., Any], role: str, path: str) -> None:
    assert staff(role).client.get(path).status_code == 403
