"""Inspections on the pages of the responses desk: who reads, reviews, corrects, excludes; what leaves."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from forms import check
from survey_app.accounts.model import Role
from survey_app.findings.service import visit_findings
from survey_app.responses import service
from survey_app.responses.desk import State
from survey_app.responses.model import Context
from tests.survey_app.inspections.conftest import Tablet, compiled
from tests.survey_app.inspections.desk import Form, answers, faults, send

Sign = Callable[..., Tablet]


def test_desk__of_an_inspector__holds_their_own_visits_alone(team: Any, tablet: Sign, visited: Any) -> None:
    address = f"/responses/{visited.id}"
    for name, reads in (("anh", True), ("binh", True), ("chief", True), ("cuong", False)):
        reader = tablet(name)
        assert (address in reader.client.get("/responses").text) == reads, name
        for path in (address, f"{address}/thumbnails/{answers(team, visited.id)['C01_photo']}"):
            assert reader.client.get(path).status_code == (200 if reads else 404), (name, path)
        assert ("/review" in reader.client.get(address).text) == (name == "chief")


@pytest.mark.parametrize("role", [Role.ANALYST, Role.VIEWER])
def test_desk__other_roles__are_refused(team: Any, tablet: Sign, visited: Any, role: Role) -> None:
    reader = tablet(f"somebody-{role}", role)
    for path in ("/responses", f"/responses/{visited.id}", "/responses/files", "/responses/quarantine"):
        assert reader.client.get(path).status_code == 403, path


def test_desk__of_a_citizen__is_found_by_nobody(team: Any, tablet: Sign) -> None:
    instrument, uuid = compiled().instrument, str(uuid4())
    context = Context(uuid=uuid, round="K1", counter="Q1", mode="qr_phone", tier="C", day=team.today, slot=4)
    service.accept(team.store, check(instrument, {"B01": "yes"}), context)
    service.seal_round(team.store, "K1", team.today)
    chief = tablet("chief")
    name = "0" * 64 + ".jpg"
    for rest in (
        "",
        "?revision=1",
        "/review",
        "/correct",
        "/exclude",
        f"/files/{name}",
        f"/thumbnails/{name}",
    ):
        assert chief.client.get(f"/responses/{uuid}{rest}").status_code == 404, rest
    for rest in ("/review", "/correct", "/exclude"):
        token = Form(chief.client.get("/people/new").text).fields["csrf_token"]
        sent = chief.client.post(f"/responses/{uuid}{rest}", data={"csrf_token": token, "reason": "x"})
        assert sent.status_code == 404, rest
    for query in ("", f"?id={uuid}", f"?id={uuid[:8]}", "?round=K1", "?unit=Q1"):
        assert f'href="/responses/{uuid}' not in chief.client.get(f"/responses{query}").text
    assert chief.client.get("/responses/files/K1/responses.csv").status_code == 404


def test_one__page__says_what_was_answered_found_and_sealed(team: Any, tablet: Sign, visited: Any) -> None:
    page = tablet("chief").client.get(f"/responses/{visited.id}").text
    finding = visit_findings(team.store.read(), visited.id)[0]
    for said in (finding.reference, "Thiếu biển.", "Nguyễn Thị Ánh", "Trần Văn Bình", "Mục 1", "Đã nhận"):
        assert said in page, said
    assert f"/responses/{visited.id}/thumbnails/{finding.photos[0]}" in page
    assert "latitude" not in page


def test_list__narrowed_on_the_page__finds_by_unit_id_person_and_day(
    team: Any, tablet: Sign, visited: Any
) -> None:
    chief, address = tablet("chief"), f"/responses/{visited.id}"
    for query, found in (
        ("unit=01", True),
        ("unit=C1", True),
        ("unit=Phường Một", True),
        ("unit=Q2", False),
        (f"id={visited.id[:8]}", True),
        (f"id={visited.id.upper()}", True),
        ("id=00000000", visited.id.startswith("00000000")),
        ("person=binh", True),
        ("person=cuong", False),
        ("state=approved", False),
        (f"first={team.today}&last={team.today}", True),
        ("last=2020-01-01", False),
        ("excluded=y", False),
    ):
        page = chief.client.get(f"/responses?{query}")
        assert page.status_code == 200, query
        assert (address in page.text) == found, query
    for query in ("id=không", "unit=xyzxyz", f"first={team.today}&last=2020-01-01"):
        assert chief.client.get(f"/responses?{query}").status_code == 422, query


def test_review__on_its_page__needs_a_reason_and_hears_of_others(
    team: Any, tablet: Sign, visited: Any
) -> None:
    chief, path = tablet("chief"), f"/responses/{visited.id}/review"
    assert send(chief, path, state="has_issues", reason=" ").status_code == 422
    assert send(chief, path, state="received", reason="x").status_code == 422
    assert send(chief, path, state="nonsense", reason="x").status_code == 422
    opened = chief.client.get(path).text
    assert send(chief, path, state="approved").status_code == 303
    late = send(chief, path, opened, state="rejected", reason="Ảnh mờ, chụp lại")
    assert late.status_code == 409
    assert "Ảnh mờ, chụp lại" in late.text
    assert service.dossier(team.store.read(), visited.id).line.state == State.APPROVED
    assert send(chief, path, late.text, state="rejected").status_code == 303
    found = service.dossier(team.store.read(), visited.id)
    assert [(one.to_state, one.reason, one.by) for one in found.reviews] == [
        ("approved", "", "chief"),
        ("rejected", "Ảnh mờ, chụp lại", "chief"),
    ]


def test_correct__untouched_form__changes_nothing(team: Any, tablet: Sign, visited: Any) -> None:
    """The page holds every answer as it stands: sent back as it is, it is no correction."""
    path = f"/responses/{visited.id}/correct"
    page = send(tablet("chief"), path, reason="Xem lại")
    assert page.status_code == 422
    assert "Chưa có câu trả lời nào được sửa" in page.text
    assert service.dossier(team.store.read(), visited.id).revisions == []


def test_correct__an_answer__is_shown_beside_the_first(team: Any, tablet: Sign, visited: Any) -> None:
    chief, path, db = tablet("chief"), f"/responses/{visited.id}/correct", team.store.read()
    before = answers(team, visited.id)
    field = team.field_of
    wrong = send(chief, path, reason="Đếm lại", **{field("B02_displayed"): "-3"})
    assert wrong.status_code == 422
    assert f'href="#{field("B02_displayed")}"' in wrong.text
    assert send(chief, path, reason="", **{field("B02_displayed"): "19"}).status_code == 422
    counted = {field("B02_required"): "19", field("B02_displayed"): "19", field("B02_note"): "Đếm lại."}
    done = send(chief, path, wrong.text, **counted)
    assert done.status_code == 303, done.text
    assert answers(team, visited.id, 1) == before
    assert answers(team, visited.id) == {
        **before,
        "B02_required": 19,
        "B02_displayed": 19,
        "B02_note": "Đếm lại.",
    }
    page = chief.client.get(f"/responses/{visited.id}").text
    assert "<ins>19</ins>" in page
    assert "Các tồn tại vẫn như khi nộp" in page
    assert "<ins>" in chief.client.get(f"/responses/{visited.id}?revision=1").text
    assert chief.client.get(f"/responses/{visited.id}?revision=3").status_code == 404
    # Nobody's name stands under what somebody else has written.
    for address in (f"/inspections/{visited.id}", f"/inspections/{visited.id}/print"):
        shown = tablet("anh").client.get(address).text
        assert "19" in shown
        assert re.search(r"là bản 2, do .+ sửa lúc .+, sau khi đoàn đã nộp", shown), address
    assert len(visit_findings(db, visited.id)) == 1
    assert faults(team) == []


def test_correct__two_people__the_later_hears_of_the_first_and_loses_nothing(
    team: Any, tablet: Sign, visited: Any
) -> None:
    chief, path, field = tablet("chief"), f"/responses/{visited.id}/correct", team.field_of
    opened = chief.client.get(path).text
    assert send(chief, path, reason="Một", **{field("C05_days"): "31"}).status_code == 303
    late = send(chief, path, opened, reason="Hai", **{field("D01_due"): "9"})
    assert late.status_code == 409
    form = Form(late.text).fields
    assert (form[field("D01_due")], form["reason"], form["made_from"]) == (["9"], ["Hai"], ["1"])
    assert "stands-caption" in late.text
    assert "31" in late.text
    assert answers(team, visited.id)["C05_days"] == 31


def test_exclude__and_count_again__on_their_page(team: Any, tablet: Sign, visited: Any) -> None:
    chief, path, db = tablet("chief"), f"/responses/{visited.id}/exclude", team.store.read()
    assert send(chief, path, reason="").status_code == 422
    assert send(chief, path, reason="Đi nhầm nơi").status_code == 303
    assert service.excluded_in(db, "K1") == 1
    assert "Đã loại trừ" in chief.client.get(f"/responses/{visited.id}").text
    for address in (f"/inspections/{visited.id}", f"/inspections/{visited.id}/print"):
        assert "đã loại phiếu này khỏi số liệu" in tablet("anh").client.get(address).text
    assert "Tính lại" in chief.client.get(path).text
    assert send(chief, path, reason="Đúng nơi").status_code == 303
    assert service.excluded_in(db, "K1") == 0
    assert faults(team) == []
