"""What the documents of an inspection say, in values and in the Word files made of them."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from survey_app import documents
from survey_app.documents import Look, Tag
from survey_app.inspections.papers.facts import Count, Facts, Found, Row
from survey_app.inspections.papers.tags import TAGS
from survey_app.inspections.papers.values import (
    CONCLUSION,
    DOCUMENTS,
    MINUTES,
    NOTICE,
    RECHECK,
    REMEDIATION,
    RESULT,
    values,
)

Looks = Callable[..., Look]
Make = Callable[..., Found]


def shape(value: Any) -> Any:
    """Texts and pictures alike; a list by the shapes of all its elements together; mappings by name."""
    if isinstance(value, dict):
        return {name: shape(part) for name, part in value.items()}
    if isinstance(value, list):
        shapes = [shape(part) for part in value]
        return [merged(shapes)] if shapes else []
    return "…"


def merged(shapes: list[Any]) -> Any:
    first = shapes[0]
    if isinstance(first, dict):
        return {name: merged([one[name] for one in shapes]) for name in first}
    return next((one for one in shapes if one), first)


def matches(value: Any, sample: Any) -> bool:
    """Whether a value has the shape of its sample; an empty list has that of any."""
    if isinstance(sample, dict):
        return set(value) == set(sample) and all(matches(value[name], sample[name]) for name in sample)
    if isinstance(sample, list):
        return isinstance(value, list) and (not value or matches(value[0], sample[0]))
    return isinstance(value, str)


def words(content: bytes) -> str:
    """All that a Word file says: body and tables in their order, headers and footers."""
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    parts = [document.element.body]
    parts += [part._element for part in (section.first_page_header, section.header, section.footer)]
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for part in parts
        for paragraph in part.iter(qn("w:p"))
    )


def made(document: str, facts: Facts, look: Look) -> str:
    template = documents.shipped(documents.kind_of(document, look.language)).content
    return words(documents.fill(template, values(document, facts, look)))


def issued(facts: Facts) -> Facts:
    """The inspection once it was concluded; one recommendation was remedied, one finding was withdrawn."""
    one, two = facts.found
    one = replace(
        one,
        issued=True,
        recommendation="Niêm yết đủ thủ tục",
        owner="UBND xã Đông Hải",
        due_on=date(2026, 3, 20),
        state="Đã báo cáo khắc phục",
        cause="Thiếu người phụ trách niêm yết",
        measure="Đã niêm yết lại toàn bộ 40 thủ tục",
        reported_on=date(2026, 3, 15),
        evidence=2,
        site_check=True,
    )
    return replace(
        facts,
        conclusion_number="12/TB-SNV",
        conclusion_on=date(2026, 3, 2),
        found=(one, replace(two, withdrawn=True, state="Rút bỏ")),
        withdrawn=1,
    )


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_values__of_every_document__have_the_shape_of_its_tags(
    facts: Facts, look: Looks, document: str, language: str
) -> None:
    said = values(document, issued(facts), look(language))
    tags: tuple[Tag, ...] = TAGS[document]
    assert set(said) == {tag.name for tag in tags}
    assert [tag.name for tag in tags if not matches(shape(said[tag.name]), tag.sample)] == []


def test_minutes__made__say_the_figures_of_each_section_and_their_sums(facts: Facts, look: Looks) -> None:
    said = made(MINUTES, facts, look())
    assert (
        "Số tiêu chí đã xem xét: 16, trong đó đạt 13, không đạt 2, không áp dụng hoặc chỉ ghi nhận 1" in said
    )
    assert "Niêm yết công khai\n9\n6\n2\n1\n0\n" in said
    assert "Số hồ sơ tiếp nhận\n1.204\n" in said
    assert "Cộng\n\n20\n17\n2\n1\n" in said
    assert "Bắt đầu lúc 07:30 ngày 03/02/2026, kết thúc lúc 16:05 ngày 03/02/2026" in said


def test_minutes__made__say_what_failed_whole_with_captions_of_photos(facts: Facts, look: Looks) -> None:
    said = made(MINUTES, facts, look())
    assert "1. Không niêm yết đủ thủ tục: 12/40 (TT-2026-0001, mức N2)" in said
    assert "Bảng niêm yết cũ, thiếu phí & lệ phí <in mờ>" in said
    assert "Bảng niêm yết, 07:41" in said
    assert "Sổ (không còn tệp ảnh)" in said


def test_minutes__signed__bear_digest_code_and_the_day_of_signing(facts: Facts, look: Looks) -> None:
    said = made(MINUTES, facts, look())
    assert f"Mã băm SHA-256 của nội dung: {facts.digest}." in said
    assert f"https://kiemtra.example.vn/cases/KT-2026-0007#sha256={facts.digest}" in said
    assert "An Giang, ngày 03 tháng 02 năm 2026" in said
    assert "DỰ THẢO" not in said
    assert "Đơn vị nhất trí với kết quả kiểm tra.\nĐề nghị hướng dẫn thêm về niêm yết." in said


@pytest.mark.parametrize(
    ("cover", "holds"),
    [
        ("draft", "phải in, ký lại"),
        ("score", "cách chấm điểm; không gồm"),
        ("no_score", "không gồm điểm"),
        ("differs", "không còn khớp"),
    ],
)
def test_minutes__signed_or_to_be__say_what_their_digest_holds(
    facts: Facts, look: Looks, cover: str, holds: str
) -> None:
    assert holds in made(MINUTES, replace(facts, digest_cover=cover), look())


def test_minutes__not_drawn_up__are_a_draft_without_digest(facts: Facts, look: Looks) -> None:
    said = made(MINUTES, replace(facts, signed_on=None, digest="", address=""), look())
    assert said.count("DỰ THẢO") == 2  # on the first page and on the others
    assert "Mã băm được in khi biên bản đã lập." in said
    assert "SHA-256 ab12" not in said


def test_minutes__refused__say_the_reason_and_both_witnesses(facts: Facts, look: Looks) -> None:
    refused = replace(facts, refusal="Không đồng ý với mục 1", witnesses=("Vũ Sáu", "Đỗ Bảy"), unit_signer="")
    said = made(MINUTES, refused, look())
    assert "Đại diện đơn vị không ký biên bản. Lý do: Không đồng ý với mục 1" in said
    assert "- Người làm chứng: Vũ Sáu;\n- Người làm chứng: Đỗ Bảy;" in said


def test_code__without_an_address__names_the_inspection(facts: Facts, look: Looks) -> None:
    said = values(MINUTES, replace(facts, address=""), look())["qr"]
    assert f"KT-2026-0007 SHA-256 {facts.digest}" in said


def test_notice__made__says_when_who_and_the_outline(facts: Facts, look: Looks) -> None:
    said = made(NOTICE, facts, look())
    assert "hành chính năm 2026 (văn bản số 26/KH-UBND ngày 08 tháng 01 năm 2026);" in said
    assert "Căn cứ Quyết định số 155/QĐ-SNV ngày 15 tháng 01 năm 2026 về việc" in said
    assert "- Lê Văn Cường: Thư ký;" in said
    assert "gửi Sở Nội vụ trước ngày 28/01/2026" in said
    assert "1. Chỉ đạo điều hành\n- Số văn bản đã ban hành\n- Kế hoạch có định lượng không?" in said


def test_causes__of_what_was_only_objected_to__are_left_to_be_written(facts: Facts, look: Looks) -> None:
    objected = tuple(replace(found, cause="", explanation="Số liệu đã đạt.") for found in facts.found)
    assert values(CONCLUSION, replace(facts, found=objected), look())["causes"] == []


def test_attendance__counted_twice_in_one_place__has_no_sum(facts: Facts, look: Looks) -> None:
    at = datetime(2026, 2, 3, 1, tzinfo=UTC)
    twice = (Count("Quầy", at, 9, 9, 0, 0), Count("Quầy", at + timedelta(hours=5), 9, 7, 2, 0))
    assert len(values(MINUTES, replace(facts, counts=twice), look())["attendance"]) == 2
    two = (twice[0], replace(twice[1], place="Phòng họp"))
    *_, total = values(MINUTES, replace(facts, counts=two), look())["attendance"]
    assert (total["due"], total["present"]) == ("18", "16")


def test_notice__without_a_report__asks_for_papers_and_has_no_outline(facts: Facts, look: Looks) -> None:
    said = made(NOTICE, replace(facts, outline=(), outline_form=""), look())
    assert "Hồ sơ, tài liệu, số liệu liên quan đến nội dung kiểm tra." in said
    assert "ĐỀ CƯƠNG" not in said


def test_result__made__praises_only_what_was_met_throughout(facts: Facts, look: Looks) -> None:
    assert values(RESULT, facts, look())["strengths"] == [
        "“Cơ sở vật chất” tại Bộ phận Một cửa xã Đông Hải: đạt toàn bộ 7 tiêu chí được đánh giá."
    ]


def test_result__of_sections_with_little_to_measure__praises_none_and_says_what_was_not_judged(
    facts: Facts, look: Looks
) -> None:
    rows = (
        Row("Tiếp nhận hồ sơ", 8, 2, 0, 6, 0),
        Row("Công vụ", 8, 0, 0, 8, 0),
        Row("Công khai", 9, 8, 0, 1, 0),
    )
    seen = replace(facts.visits[0], sections=rows)
    assert values(RESULT, replace(facts, visits=(seen,)), look())["strengths"] == [
        "“Công khai” tại Bộ phận Một cửa xã Đông Hải: đạt toàn bộ 8 tiêu chí được đánh giá; "
        "1 tiêu chí không áp dụng hoặc không có gì để đo."
    ]


def test_conclusion__given__lists_what_was_issued_with_owner_and_deadline(facts: Facts, look: Looks) -> None:
    said = made(CONCLUSION, issued(facts), look())
    assert "Số: 12/TB-SNV" in said
    assert "An Giang, ngày 02 tháng 3 năm 2026" in said
    assert "TT-2026-0001\nNiêm yết đủ thủ tục\nUBND xã Đông Hải\nN2\n20/03/2026" in said
    assert "TT-2026-0002" not in said  # withdrawn
    assert "DỰ THẢO" not in said


def test_conclusion__given__says_how_many_were_withdrawn_so_that_the_sums_agree(
    facts: Facts, look: Looks
) -> None:
    said = made(CONCLUSION, issued(facts), look())
    summary = "không đạt 2, không áp dụng hoặc chỉ ghi nhận 1, chưa trả lời 0. Số tồn tại: 1."
    assert f"{summary} Số tồn tại đã rút: 1." in said
    assert said.index(summary) < said.index("I. ƯU ĐIỂM")
    assert "đã rút" not in made(MINUTES, issued(facts), look())


def test_minutes__for_a_unit_that_was_not_told_of_all__say_how_many_were_withdrawn_before(
    facts: Facts, look: Looks
) -> None:
    told = replace(facts, found=facts.found[:1], withdrawn=1, unlisted=1)
    said = made(MINUTES, told, look())
    assert "Số tồn tại: 1. Số tồn tại đã rút trước khi yêu cầu giải trình, không liệt kê ở đây: 1." in said


def test_conclusion__not_given__is_a_draft_without_number(facts: Facts, look: Looks) -> None:
    said = made(CONCLUSION, facts, look())
    assert "Số:         /TB-………" in said
    assert "DỰ THẢO" in said


def test_remediation__made__says_cause_measure_and_evidence(facts: Facts, look: Looks) -> None:
    said = made(REMEDIATION, issued(facts), look())
    assert "Số kiến nghị: 1; đã báo cáo khắc phục: 1; đã đóng sau thẩm tra: 0; quá hạn: 0." in said
    assert "Nguyên nhân: Thiếu người phụ trách niêm yết" in said
    assert "Báo cáo ngày 15/03/2026; minh chứng: 2 tệp." in said
    assert "UBND XÃ ĐÔNG HẢI" in said  # it is the unit's own document


def test_recheck__before_and_after__leaves_room_or_says_the_outcome(facts: Facts, look: Looks) -> None:
    waiting = issued(facts)
    assert "☐ Chưa đạt" in made(RECHECK, waiting, look())
    assert "Đơn vị nhất trí" not in made(RECHECK, waiting, look())  # said of the first minutes
    seen = replace(
        waiting.found[0], remedied=False, rechecked_on=date(2026, 4, 1), recheck_note="Còn thiếu 3 thủ tục."
    )
    said = made(RECHECK, replace(waiting, found=(seen,)), look())
    assert "Kết quả phúc tra ngày 01/04/2026: Chưa đạt. Còn thiếu 3 thủ tục." in said
    assert "☐" not in said


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents__of_a_demonstration__say_so_on_every_page(
    facts: Facts, look: Looks, document: str
) -> None:
    assert made(document, issued(facts), look("en", demo=True)).count("DỮ LIỆU GIẢ LẬP") == 2


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents__always__say_what_of_their_form_is_not_confirmed(
    facts: Facts, look: Looks, document: str
) -> None:
    assert "Bản đề xuất, chưa đối chiếu với văn bản gốc." in made(document, issued(facts), look())


@pytest.mark.parametrize("document", [MINUTES, RESULT])
def test_finding__that_repeats_another__says_which(facts: Facts, look: Looks, document: str) -> None:
    one, two = facts.found
    repeated = replace(facts, found=(replace(one, repeats="TT-2025-0009"), two))
    said = made(document, repeated, look())
    assert said.count("Tái phạm: đã được nêu tại TT-2025-0009.") == 1
    assert said.count("Tái phạm") == 1
