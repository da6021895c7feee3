"""What the register says as a document."""

import io
from datetime import UTC, date, datetime

import pytest
from docx import Document

from survey_app import documents
from survey_app.documents import Look, Office
from survey_app.findings.papers.tags import REGISTER_TAGS
from survey_app.findings.papers.values import MOST_ROWS, Entry, Sums, values
from survey_app.places.model import LOCAL_TIME

NOW = datetime(2026, 4, 1, 3, tzinfo=UTC).astimezone(LOCAL_TIME)
ENTRY = Entry(
    reference="TT-2026-0001",
    conclusion="Kiểm tra ngày 03/02/2026",
    unit="UBND xã Đông Hải",
    content="Niêm yết đủ <40> thủ tục",
    severity="N2",
    due_on=date(2026, 3, 20),
    state="Đang khắc phục",
    overdue=12,
    extensions=1,
    failures=2,
    evidence=3,
    verifier="Bùi Thẩm",
)
SUMS = Sums(open=4, overdue=1, open_n1=2, on_time=(3, 4), first_time=(2, 3), repeats=(0, 0), median_days=12.5)


def look(language: str = "vi") -> Look:
    return Look(language, Office("UBND tỉnh An Giang", "Sở Nội vụ", "An Giang"), NOW)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_values__of_the_register__are_those_of_its_tags(language: str) -> None:
    said = values([ENTRY], 1, SUMS, "toàn bộ", look(language))
    assert set(said) == {tag.name for tag in REGISTER_TAGS}
    (sample,) = next(tag.sample for tag in REGISTER_TAGS if tag.name == "rows")
    assert set(said["rows"][0]) == set(sample)


def test_register__made__has_a_line_a_finding_and_the_figures() -> None:
    template = documents.shipped(documents.kind_of("findings_register", "vi")).content
    made = Document(io.BytesIO(documents.fill(template, values([ENTRY], 1, SUMS, "toàn bộ", look()))))
    (table,) = (table for table in made.tables if len(table.columns) == 12)
    assert [cell.text for cell in table.rows[1].cells] == [
        "TT-2026-0001",
        "Kiểm tra ngày 03/02/2026",
        "UBND xã Đông Hải",
        "Niêm yết đủ <40> thủ tục",
        "N2",
        "20/03/2026",
        "Đang khắc phục",
        "12",
        "1",
        "2",
        "3",
        "Bùi Thẩm",
    ]
    said = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "Khắc phục đúng hạn: 3/4 (75,0%)." in said
    assert "trung vị từ khi kiến nghị đến khi đóng: 12,5." in said
    assert "Tái phạm trong 24 tháng: 0/0 (–)." in said


def test_register__of_very_many__lists_the_first_and_says_how_many_are_left() -> None:
    said = values([ENTRY] * (MOST_ROWS + 5), 2500, SUMS, "toàn bộ", look())
    assert len(said["rows"]) == MOST_ROWS
    assert said["total"] == "2.500"
    assert said["not_listed"].startswith("Còn 1500 dòng")


def test_register__of_nothing__says_so() -> None:
    template = documents.shipped(documents.kind_of("findings_register", "vi")).content
    none = Sums(0, 0, 0, (0, 0), (0, 0), (0, 0))
    made = Document(io.BytesIO(documents.fill(template, values([], 0, none, "toàn bộ", look()))))
    assert "Không có kiến nghị nào." in [paragraph.text for paragraph in made.paragraphs]
