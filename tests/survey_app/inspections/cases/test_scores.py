"""The score of a case: who sees it and when, what page, file and documents say; schemes that follow."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from docx import Document

from survey_app.errors import Invalid
from survey_app.findings import service as findings
from survey_app.findings.model import Action, Step
from survey_app.inspections import schemes as files
from survey_app.inspections.model.cases import Kind, Recommended
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.papers.gathering import facts_of
from survey_app.inspections.service import scores
from tests.survey_app.inspections.conftest import compiled

WEIGHTS = {"N1": 5, "N2": 3, "N3": 1}
GRAVE = {"D04": "no", "D04_note": "Uống rượu bia trong giờ làm việc."}


def whole() -> int:
    """The sum of weights when every item of the checklist counts; each criterion counts once."""
    return sum(
        {one.criterion: WEIGHTS[one.severity] for one in compiled().instrument.items if one.severity}.values()
    )


def printed(lost: int) -> str:
    """The score when items of that weight failed, as Vietnamese pages write it."""
    score = (100 * Decimal(whole() - lost) / whole()).quantize(Decimal("0.01"))
    return f"{score}".replace(".", ",")


def withdraw(bench: Any, of: Any, code: str) -> None:
    found = next(one for one in findings.of_case(bench.db(), of.id) if one.item == code)
    action = Action(Step.WITHDRAW, found.revision, "Đơn vị giải trình có lý do chính đáng.")
    findings.take_step(bench.store, bench.who("lan"), found.reference, action, bench.now)


def concluded(bench: Any, of: Any) -> Any:
    of = bench.heard(of)
    stands = [one for one in findings.of_case(bench.db(), of.id) if not one.ended]
    for one in stands:
        action = Action(Step.UPHOLD, one.revision)
        findings.take_step(bench.store, bench.who("lan"), one.reference, action, bench.now)
    said = [Recommended(one.id, "Khắc phục tồn tại.", "C1", bench.today + timedelta(9)) for one in stands]
    of = bench.later(1).take(of, CaseStep.CONCLUDE, "giam", number="45/TB", day=bench.today, recommended=said)
    return bench.stored(of)


def test_score__on_the_page_of_a_case_and_of_its_visit__is_worked_out_in_sight(
    bench: Any, tablet: Any
) -> None:
    of, thu, anh = bench.at_minutes(), tablet("thu"), tablet("anh")
    page = thu.open(f"/cases/{of.reference}/score").text
    lost = printed(1)  # C01, N3
    assert f"<strong>{lost}/100</strong>" in page
    assert "<strong>Xuất sắc</strong>" in page
    assert f"100 × {whole() - 1} ÷ {whole()} = {lost}" in page
    assert "Đây là cách chấm của cơ quan, không phải văn bản pháp luật." in page
    assert "Cách chấm số 1" in page
    assert "Không đạt" in page
    assert f'href="/cases/{of.reference}/score"' in thu.open(f"/cases/{of.reference}").text
    visit = scores.score_of_case(bench.db(), of, "vi").visits[0].visit
    assert f"{lost}/100 – Xuất sắc" in anh.open(f"/inspections/{visit.id}").text
    assert f"<strong>{lost}/100</strong>" in anh.open(f"/inspections/{visit.id}/score").text
    english = thu.open(f"/cases/{of.reference}/score?lang=en").text
    assert "own way to score, not a legal text" in english


def test_figures_in_csv__make_the_sums_they_end_in(bench: Any, tablet: Any) -> None:
    of, thu = bench.at_minutes(), tablet("thu")
    answer = thu.open(f"/cases/{of.reference}/score.csv?lang=vi")
    assert f"{of.reference}-diem-kiem-tra.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    items = [row for row in rows if row["dong"] == "item" and row["Phần đạt"]]
    (visit,) = [row for row in rows if row["dong"] == "visit"]
    points = sum(Decimal(row["Điểm thành phần"]) for row in items)
    weight = sum(Decimal(row["Trọng số"]) for row in items)
    assert (points, weight) == (whole() - 1, whole())
    assert Decimal(visit["Điểm"]) == (100 * points / weight).quantize(Decimal("0.01"))
    assert Decimal(visit["Phần đạt"]) == Decimal(visit["Điểm"]) / 100  # as exact as the score
    assert visit["Xếp loại"] == "Xuất sắc"
    assert {row["Cách chấm số"] for row in rows} == {"1"}
    assert {row["Ghi chú"] for row in rows} == {"Đây là cách chấm của cơ quan, không phải văn bản pháp luật."}
    one = scores.score_of_case(bench.db(), of, "vi").visits[0].visit
    again = tablet("anh").open(f"/inspections/{one.id}/score.csv?lang=vi").data.decode("utf-8-sig")
    assert f",{visit['Điểm']},Xuất sắc,1," in again


def test_grave_failure__caps_the_label__until_its_finding_is_withdrawn(bench: Any) -> None:
    of = bench.at_minutes(**GRAVE)
    facts = facts_of(bench.db(), of, bench.who("lan"), "vi", bench.today)
    assert f"Điểm kiểm tra {printed(6)}/100, xếp loại Khá" in facts.score
    assert "Hạ từ “" in facts.score
    assert facts.score == facts.score_signed
    withdraw(bench, of, "D04")
    after = facts_of(bench.db(), of, bench.who("lan"), "vi", bench.today)
    assert after.score_signed == facts.score  # what both sides sign stays
    assert "xếp loại Xuất sắc" in after.score
    assert "Không tính 1 tồn tại đã rút." in after.score
    total = scores.score_of_case(bench.db(), of, "vi").total
    assert total is not None
    assert (total.weight, total.points) == (whole() - 5, whole() - 6)


def test_unit__sees_the_score__once_the_case_is_concluded(bench: Any, tablet: Any) -> None:
    of, head = bench.signed(Kind.PLANNED), tablet("head")
    address = f"/cases/{of.reference}/score"
    for path in (address, f"{address}.csv"):
        assert head.open(path).status_code == 404
        assert tablet("other").open(path).status_code == 404
        assert tablet("inner").open(path).status_code == 404  # of the office, but not of the team
    assert "/score" not in head.open(f"/cases/{of.reference}").text
    assert facts_of(bench.db(), of, bench.who("head"), "vi", bench.today).score == ""
    assert tablet("lan").open(address).status_code == 200
    done = concluded(bench, of)
    assert f"<strong>{printed(1)}/100</strong>" in head.open(address).text
    assert tablet("other").open(address).status_code == 404
    told = facts_of(bench.db(), done, bench.who("head"), "vi", bench.today)
    assert printed(1) in told.score


def test_unit__of_what_was_withdrawn_before_it_was_asked__hears_that_it_was_and_no_more(
    bench: Any, tablet: Any
) -> None:
    of, head = bench.signed(Kind.PLANNED, **GRAVE), tablet("head")
    kept = {one.item: one for one in findings.of_case(bench.db(), of.id)}["D04"]
    withdraw(bench, of, "D04")
    done = concluded(bench, of)
    page = head.open(f"/cases/{of.reference}/score").text
    assert page.count("Tồn tại đã rút, không tính") == 1
    assert "Không tính 1 tồn tại đã rút." in page
    for path in (f"/cases/{of.reference}", f"/cases/{of.reference}/score", "/findings", "/our-findings"):
        said = head.open(path).text
        assert kept.reference not in said
        assert GRAVE["D04_note"] not in said
    assert head.open(f"/findings/{kept.reference}").status_code == 404
    of_office, of_unit = (
        facts_of(bench.db(), done, bench.who(name), "vi", bench.today) for name in ("lan", "head")
    )
    assert (of_office.withdrawn, of_office.unlisted) == (1, 0)
    assert (of_unit.withdrawn, of_unit.unlisted) == (1, 1)
    assert of_unit.score == of_office.score


def test_case__before_its_team_came_or_without_a_visit__says_so(bench: Any, tablet: Any) -> None:
    of, thu = bench.approved(), tablet("thu")
    assert thu.open(f"/cases/{of.reference}/score").status_code == 404
    of = bench.on_site()
    visit = bench.team.make(bench.team.new())
    page = thu.open(f"/cases/{of.reference}/score").text
    assert "Chưa có lượt kiểm tra nào nộp" in page
    assert "Còn 1 lượt kiểm tra chưa nộp" in page
    assert tablet("anh").open(f"/inspections/{visit.id}/score").status_code == 404
    assert scores.score_of_visit(bench.db(), visit, "vi") is None


def test_documents__print_score_label_scheme_and_its_mark(bench: Any, tablet: Any) -> None:
    of, thu = bench.signed(Kind.PLANNED), tablet("thu")
    for document in ("minutes", "report", "conclusion"):
        answer = thu.open(f"/cases/{of.reference}/documents/inspection_{document}.docx")
        said = "\n".join(one.text for one in Document(io.BytesIO(answer.data)).paragraphs)
        assert f"{printed(1)}/100, xếp loại Xuất sắc" in said, document
        assert "Cách chấm số 1" in said, document
        assert "không phải văn bản pháp luật" in said, document


def scheme(bench: Any, days: int, **changed: Any) -> Any:
    said = replace(files.first().said, name="Cách chấm mới", valid_from=bench.today + timedelta(days))
    return replace(said, **changed)


def test_scheme__made_later__follows_and_changes_no_score_given(bench: Any) -> None:
    of = bench.at_minutes()
    before = scores.score_of_case(bench.db(), of, "vi")
    with pytest.raises(Invalid) as refused:
        scores.make_scheme(bench.store, "giam", scheme(bench, 0), bench.now)
    assert [one.code for one in refused.value.problems] == ["scheme_too_early"]
    made = scores.make_scheme(bench.store, "giam", scheme(bench, 1), bench.now)
    assert (made.number, scores.schemes(bench.db())[0]) == (2, made)
    assert scores.score_of_case(bench.db(), of, "vi") == before
    assert scores.scheme_on(bench.db(), bench.today).number == 1
    assert scores.scheme_on(bench.db(), bench.today + timedelta(1)).number == 2
    with pytest.raises(Exception, match="a scheme is never changed"):
        bench.store.write(lambda db: db.execute("UPDATE inspections_scheme SET name = 'x'"))


def test_visit__is_scored_by_the_scheme_of_its_day(bench: Any) -> None:
    weights = dict.fromkeys(files.first().said.weights, Decimal(1))
    scores.make_scheme(bench.store, "giam", scheme(bench, 0, weights=weights, digits=1), bench.now)
    of = bench.at_minutes()
    scored = scores.score_of_case(bench.db(), of, "vi")
    assert scored.visits[0].scheme.number == 2
    assert scored.total is not None
    items = len({one.criterion for one in compiled().instrument.items if one.severity})
    assert (scored.total.points, scored.total.weight) == (items - 1, items)
    assert scored.total.score == (100 * Decimal(items - 1) / items).quantize(Decimal("0.1"))


def test_new_scheme__on_its_page__is_made_by_leaders_only__and_told_all_that_is_wrong(
    bench: Any, tablet: Any
) -> None:
    giam = tablet("giam")
    assert tablet("lan").open("/schemes/new").status_code == 403
    assert tablet("head").open("/schemes").status_code == 200
    form = {
        "name": "Cách chấm năm sau",
        "paper": "12/QĐ-SNV",
        "valid_from": (bench.today + timedelta(1)).isoformat(),
        "weight_N1": "6",
        "weight_N2": "2,5",
        "weight_N3": "1",
        "labels": "Đạt; Pass; 70; 100\nChưa đạt; Fail; 0; 70",
        "cap": "N1",
        "cap_label": "Chưa đạt",
        "digits": "1",
    }
    giam.open("/schemes/new")
    wrong = {"name": "", "weight_N2": "x", "labels": "Đạt; 70", "digits": ""}
    refused = giam.press("/schemes/new", **form | wrong)
    assert refused.status_code == 422
    for said in (
        "Cách chấm cần có tên",
        "Trọng số mức N2 là số",
        "Không đọc được dòng",
        "chữ số thập phân của điểm từ 0",
    ):
        assert said in refused.text
    gap = giam.press("/schemes/new", **form | {"labels": "Đạt; Pass; 70; 100\nChưa đạt; Fail; 0; 60"})
    assert "Điểm từ 60 đến 70 chưa có xếp loại." in gap.text
    made = giam.press("/schemes/new", **form)
    assert (made.status_code, made.location) == (303, "/schemes/2")
    page = giam.open("/schemes/2").text
    assert "N2: 2,5" in page
    assert "xếp loại cao nhất là “Chưa đạt”" in page
    assert "12/QĐ-SNV" in giam.open("/schemes").text
    assert giam.open("/schemes/3").status_code == 404


def test_scheme__of_a_file__is_read_as_it_was_written__or_refused() -> None:
    first = files.first().said
    assert scores.read_scheme(files.written(first)) == first
    said = json.loads(files.written(first))
    for broken in (
        "{",
        "[]",
        json.dumps({**said, "weights": {"N9": "1"}}),
        json.dumps({**said, "labels": [1]}),
    ):
        with pytest.raises(Invalid):
            scores.read_scheme(broken)
