"""Who may open a visit, the review, handing in once, throwing away."""

import re
from typing import Any

import pytest

from survey_app.accounts.model import Role
from survey_app.findings.service import visit_findings
from survey_app.inspections.model import State


def test_pages__of_others_or_of_nothing__are_not_there(team: Any, tablet: Any) -> None:
    visit = team.make()
    photo = team.photograph(visit)
    stranger = tablet("cuong")
    for path in ("", "/sections/1", "/review", "/delete", f"/photos/{photo}"):
        answer = stranger.open(f"/inspections/{visit.id}{path}")
        assert answer.status_code == 404
        assert "Nguyễn Thị Ánh" not in answer.text
    assert visit.id not in stranger.open("/inspections").text
    stranger.open("/inspections/new")
    assert stranger.press(team.section(visit, 1), f2="yes").status_code == 404
    assert team.now(visit).draft == {}
    nobody = "/inspections/00000000-0000-4000-8000-000000000000"
    assert stranger.open(nobody).status_code == 404
    assert stranger.open("/inspections/none").status_code == 404
    anh = tablet("anh")
    assert anh.open(f"/inspections/{visit.id}/photos/{'0' * 64}.jpg").status_code == 404
    assert anh.open(f"/inspections/{visit.id}/photos/..%2Fkeys").status_code == 404


@pytest.mark.parametrize("role", [Role.ANALYST, Role.VIEWER])
def test_pages__analyst_and_viewer__are_refused(team: Any, tablet: Any, role: Role) -> None:
    visit = team.make()
    reader = tablet("reader", role)
    for path in ("", "/new", f"/{visit.id}", f"/{visit.id}/sections/1", f"/{visit.id}/review"):
        assert reader.open(f"/inspections{path}").status_code == 403


def test_review__incomplete__leads_to_what_is_missing_and_takes_nothing(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    team.save(visit, 1, {"B01": "no"})
    page = anh.open(f"/inspections/{visit.id}/review").text
    assert f"{team.section(visit, 1)}?missing=1#{team.field_of('B05')}" in page
    assert "N3 – nhẹ" in page
    assert 'name="revision"' not in page
    forced = anh.client.get(f"/inspections/{visit.id}/delete").text
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', forced)
    assert token is not None
    data = {"csrf_token": token[1], "revision": str(team.now(visit).revision)}
    answer = anh.client.post(f"/inspections/{visit.id}/review", data=data)
    assert answer.status_code == 422
    assert "Chưa nộp được" in answer.text
    assert team.now(visit).state is State.DRAFT


def test_review__handed_in_twice__is_one_visit_to_be_read(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    photo = team.photograph(visit)
    team.fill(visit, B05="no", B05_photo=photo, B05_note="Thiếu mẫu đơn.")
    opened = anh.open(f"/inspections/{visit.id}/review")
    assert "N2 – chính" in opened.text
    for _ in range(2):
        anh.page = opened
        answer = anh.press(f"/inspections/{visit.id}/review")
        assert (answer.status_code, answer.location) == (303, f"/inspections/{visit.id}")
    found = visit_findings(team.store.read(), visit.id)
    assert len(found) == 1
    page = anh.open(f"/inspections/{visit.id}").text
    for said in (
        found[0].reference,
        "Thiếu mẫu đơn.",
        f"/photos/{photo}",
        "Đã nộp: Nguyễn Thị Ánh",
        "Không đạt",
    ):
        assert said in page
    assert "/sections/" not in page
    assert anh.open(team.section(visit, 1)).status_code == 303
    assert anh.open(f"/inspections/{visit.id}/review").status_code == 303
    assert anh.open(f"/inspections/{visit.id}/delete").status_code == 409
    assert "Tồn tại: 1" in anh.open("/inspections?state=submitted").text


def test_review__changed_since_it_was_read__asks_to_read_again(team: Any, tablet: Any) -> None:
    visit, anh = team.fill(team.make()), tablet("anh")
    anh.open(f"/inspections/{visit.id}/review")
    team.save(visit, 2, {**team.met, "C01": "no"}, team.binh)
    answer = anh.press(f"/inspections/{visit.id}/review")
    assert answer.status_code == 422
    assert "đã thay đổi trong lúc trang đang mở" in answer.text
    assert team.now(visit).state is State.DRAFT
    assert anh.press(f"/inspections/{visit.id}/review").status_code == 303
    assert team.now(visit).failed == 1


def test_delete__asked_and_confirmed__is_gone(team: Any, tablet: Any) -> None:
    visit, anh, binh = team.make(), tablet("anh"), tablet("binh")
    assert binh.open(f"/inspections/{visit.id}/delete").status_code == 403
    assert "Xóa lượt kiểm tra này" not in binh.open(f"/inspections/{visit.id}").text
    anh.open(f"/inspections/{visit.id}/delete")
    team.save(visit, 1, {"B01": "yes"}, team.binh)
    assert anh.press(f"/inspections/{visit.id}/delete").status_code == 422
    assert anh.press(f"/inspections/{visit.id}/delete").location == "/inspections"
    assert anh.open(f"/inspections/{visit.id}").status_code == 404


def test_pages__in_english__say_it_in_english(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    assert "Desk 1" in anh.open(f"/inspections/{visit.id}?lang=en").text
    assert "Save and go on" in anh.open(team.section(visit, 1)).text
    assert "Still missing" in anh.open(f"/inspections/{visit.id}/review").text


def test_team__a_third_is_added_and_the_maker_stays__may_fill_it_in(team: Any, tablet: Any) -> None:
    visit, binh, third = team.make(), tablet("binh"), tablet("cuong")
    path = f"/inspections/{visit.id}/team"
    assert third.open(path).status_code == 404
    opened = binh.open(path)
    assert "Nguyễn Thị Ánh" in opened.text
    assert binh.press(path, inspectors=["binh", "cuong"]).status_code == 303
    assert team.now(visit).inspectors == ("anh", "binh", "cuong")
    assert third.open(f"/inspections/{visit.id}").status_code == 200
    binh.page = opened
    stale = binh.press(path, inspectors=["binh"])
    assert (stale.status_code, "đã thay đổi" in stale.text) == (422, True)
    binh.open(path)
    assert "Không thể cử: viewer" in binh.press(path, inspectors=["viewer"]).text
    assert team.now(visit).inspectors == ("anh", "binh", "cuong")
    team.submit(team.fill(visit))
    assert binh.open(path).status_code == 409
