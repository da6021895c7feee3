"""The shipped forms of staff on a visit: the review announces what is recorded, the record shows results."""

import re
from html import unescape
from typing import Any

import pytest

from survey_app.findings.service import visit_findings
from tests.survey_app.inspections.parts import NUMBERS, shipped


def announced(page: str) -> list[tuple[str, str, str]]:
    """Severity, code and statement of each finding that the review lists."""
    lines = re.findall(
        r'class="severity (n\d)".*?class="reference">([^<]*)<.*?(?:class="tall"|class="said")[^>]*>([^<]*)<',
        page,
        re.DOTALL,
    )
    return [(grave.upper(), code, unescape(said)) for grave, code, said in lines]


@pytest.mark.parametrize("name", ["cchc_checklist", "counter_check", "mystery_visit", "quick_interview"])
def test_review__of_a_shipped_form__announces_the_very_findings_that_are_recorded(
    team: Any, tablet: Any, carried: Any, name: str
) -> None:
    visit = carried(name, NUMBERS.get(name, {}))
    page = tablet("anh").open(f"/inspections/{visit.id}/review").text
    listed = announced(page)
    done = team.submit(visit)
    found = visit_findings(team.store.read(), visit.id)
    recorded = [(one.severity.value, one.code, one.text("vi")) for one in found]
    assert sorted(listed) == sorted(recorded)
    assert len(found) == done.failed > 0
    codes = {one.code for one in found}
    calculated = {"cchc_checklist": {"CV01", "TT02", "CS07"}, "mystery_visit": {"CV01"}}
    assert calculated.get(name, set()) <= codes
    links = re.findall(r'href="(/inspections/[^"]*/sections/\d+)#', page)
    assert len(links) == len(found)


def test_record__of_a_scored_unit__shows_total_and_class(team: Any, tablet: Any, carried: Any) -> None:
    scores = {"s1": "1.7", "s2": "1.6", "s3": "1.8", "s4": "1.2", "s7": "1.7"}
    visit = carried("tt01_unit", scores | {"i5": "2", "i6": "2", "i8": "2", "i9": "1"})
    team.submit(visit)
    page = tablet("anh").open(f"/inspections/{visit.id}").text
    assert "Tổng điểm: 15" in page
    assert "xuất sắc" in page
    assert "khá." not in page
    assert "Lấy từ phiếu chấm" not in page  # what is always there is no result


def test_record__of_a_checklist__shows_what_was_worked_out_and_fails(
    team: Any, tablet: Any, carried: Any
) -> None:
    visit = carried("cchc_checklist", NUMBERS["cchc_checklist"])
    team.submit(visit)
    page = tablet("anh").open(f"/inspections/{visit.id}").text
    slow = re.search(r"<dt>Số hồ sơ trễ hạn hoặc quá hạn</dt>\s*<dd><span class=\"said\">(\d+)</span>", page)
    assert slow is not None
    assert slow[1] == "5"


def test_findings__of_the_counter_checklist__say_what_is_wrong_before_their_figures(
    team: Any, carried: Any
) -> None:
    visit = carried(
        "counter_check", {"B02_required": "50", "B02_displayed": "40", "B02_note": "Thiếu 10 TTHC."}
    )
    team.submit(visit)
    found = {one.item: one.text("vi") for one in visit_findings(team.store.read(), visit.id)}
    said = "Niêm yết thủ tục hành chính chưa đầy đủ. Số TTHC phải niêm yết: 50; Số TTHC đã niêm yết"
    assert found["B02"].startswith(said)


def test_findings__of_the_full_list__say_the_title_and_the_figures_that_tell_more(
    team: Any, carried: Any
) -> None:
    visit = carried("cchc_checklist", NUMBERS["cchc_checklist"])
    team.submit(visit)
    found = {one.item: one.statement["vi"] for one in visit_findings(team.store.read(), visit.id)}
    instrument = shipped("cchc_checklist").instrument
    title = {item.name: item.finding_title["vi"] for item in instrument.items if item.severity}
    assert found["D04"] == title["D04"]
    assert found["F03"].startswith(f"{title['F03_done']}. Tổng số hồ sơ trễ: 2; ")
    assert found["F03"].endswith(": 0")
    late, overdue = "Đã giải quyết trễ hạn: 2", "Đang giải quyết, quá hạn: 3"
    assert found["F01"] == f"{title['F01_slow']}. {late}; {overdue}; Số hồ sơ trễ hạn hoặc quá hạn: 5"
    assert found["C07"].endswith("Điểm mạng: số thiếu, hỏng: 3; Tổng số thiết bị thiếu, hỏng: 3")
    assert {"D07", "B06_posted", "B06_answered"} <= found.keys()


def test_findings__of_an_interview__say_nothing_else_of_who_was_asked(team: Any, carried: Any) -> None:
    visit = carried("quick_interview", NUMBERS["quick_interview"])
    team.submit(visit)
    found = {one.item: one for one in visit_findings(team.store.read(), visit.id)}
    assert found["paid[2]"].statement["vi"] == "Người dân phản ánh bị gợi ý chi ngoài quy định (người dân 2)"
    assert {one.note for one in found.values()} == {""}


def test_form_that_cannot_fail__on_a_visit__is_named_and_says_nothing_of_findings(
    team: Any, tablet: Any, carried: Any
) -> None:
    visit, anh = carried("tt01_unit", {}), tablet("anh")
    title = shipped("tt01_unit").instrument.title["vi"]
    review = anh.open(f"/inspections/{visit.id}/review").text
    assert title in review
    assert "chưa đạt" not in review
    record = anh.open(anh.press(f"/inspections/{visit.id}/review").location).text
    assert f"<dd>{title}</dd>" in record
    assert "Đã nộp lượt kiểm tra." in record
    for page in (record, anh.open("/inspections").text):
        assert not re.search("Tồn tại: |phát hiện tồn tại|ghi thành tồn tại", page)
