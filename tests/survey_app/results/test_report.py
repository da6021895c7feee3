"""The Word report of a round: its figures are those of the page."""

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Written

from survey_app import documents, store, web
from survey_app.accounts.model import Role
from survey_app.documents import Kind
from survey_app.results.tags import TAGS

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def opened(reader: Any, round_: str = "R1") -> Written:
    answer = reader.get(f"/results/{round_}/report.docx")
    assert answer.status_code == 200, answer.text
    assert answer.content_type == WORD
    return Document(io.BytesIO(answer.data))


def lines(document: Written, heading: str) -> list[list[str]]:
    """The table whose first heading is ``heading``."""
    for table in document.tables:
        found = [[cell.text for cell in row.cells] for row in table.rows]
        if found[0][0] == heading:
            return found
    raise AssertionError(f"no table of {heading}")


def words(document: Written) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def page_lines(table: list[list[str]], *wanted: str) -> list[list[str]]:
    """The lines of a table of the page under these headings; n as the report says it."""
    found = []
    for line in table[1:]:
        cells = dict(zip(table[0], line, strict=True))
        cells["n"] = cells["n (số phiếu)"] or cells["Ghi chú"]
        found.append([cells[name] for name in wanted])
    return found


HIDDEN = "ẩn (n nhỏ)"
FIGURES = ("n", "Tỷ lệ hài lòng", "Cận dưới 95%", "Cận trên 95%", "Cách tính khoảng")


def test_report__tables__say_what_the_page_says(shown: Any) -> None:
    document, page = opened(shown), shown.tables()
    for name, first, second in (
        ("factors", "Chỉ số", "Cách gộp"),
        ("criteria", "Tiêu chí", "Yếu tố"),
        ("channels", "Hình thức", "Bậc bằng chứng"),
    ):
        assert lines(document, first)[1:] == page_lines(page[name], first, second, *FIGURES)
    units = [line for line in page_lines(page["units"], "Đơn vị", "Mã", *FIGURES) if line[2] != HIDDEN]
    assert lines(document, "Đơn vị")[1:] == units


def test_report__answers__have_a_column_for_each_choice(shown: Any) -> None:
    report, page = lines(opened(shown), "Câu hỏi"), shown.tables()["answers"]
    assert report[0][1:] == ["n", *(name.removesuffix(": tỷ lệ") for name in page[0] if "tỷ lệ" in name)]
    place = [i for i, name in enumerate(page[0]) if "tỷ lệ" in name]
    assert len(place) == 5
    for line, other in zip(report[1:], page[1:], strict=True):
        assert line == [other[0], other[1], *(f"{other[i - 1]}\n{other[i]}" for i in place)]


def test_report__answers_that_rate_nothing__are_those_of_the_page(shown: Any) -> None:
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in opened(shown).tables]
    (report,) = [table for table in tables if table[0][-1] == "Bỏ trống"]
    page = shown.tables()["answers"]
    assert report[0][2:] == page[0][-5:-1]
    assert [line[2:] for line in report[1:]] == [line[-5:-1] for line in page[1:]]
    assert [line[:2] for line in report[1:]] == [line[:2] for line in page[1:]]


def test_report__properties__say_what_it_is_who_made_it_and_when(place: Any, reader: Any) -> None:
    place.store.write(lambda db: store.put_setting(db, "office_name", "Sở Nội vụ"))
    before = datetime.now(UTC).replace(microsecond=0)
    said = opened(reader).core_properties
    assert said.title == "Báo cáo kết quả khảo sát mức độ hài lòng, đợt R1"
    assert (said.author, said.last_modified_by, said.language) == ("Sở Nội vụ", "Sở Nội vụ", "vi-VN")
    assert said.created is not None
    assert before <= said.created.replace(tzinfo=UTC) <= datetime.now(UTC)
    assert said.modified == said.created


def test_report__headline__is_that_of_the_page(shown: Any) -> None:
    text = words(opened(shown))
    assert "Tỷ lệ hài lòng chung là 77,78%" in text
    assert "Số phiếu đã nhận trong đợt: 120; số phiếu nằm trong các tỷ lệ dưới đây: 99." in text
    assert "bộ câu hỏi của công cụ, không phải mẫu chính thức" in text
    assert "share_satisfied@1" in text
    assert re.search(r"SHA-256 [0-9a-f]{64}\.", text)
    assert "niêm phong đến lô số" in text


def test_report__units_with_few__are_counted_and_not_named(shown: Any) -> None:
    document = opened(shown)
    names = [line[0] for line in lines(document, "Đơn vị")[1:]]
    assert names == ["Thành phố Hà Nội", "Thành phố Hải Phòng"]
    assert "Ngoài ra có 2 đơn vị không được công bố số liệu" in words(document)


def test_report__every_picture__says_in_words_what_it_shows(shown: Any) -> None:
    document = opened(shown)
    texts = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(texts) == 4
    assert all(re.match(r"Hình \d\. .+\. Mỗi (dòng|thanh)", text) for text in texts)
    captions = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Caption"]
    assert [text.partition(".")[0] for text in captions] == [
        "Hình 1", "Hình 2", "Bảng 1", "Hình 3", "Bảng 2", "Bảng 3", "Bảng 4", "Hình 4", "Bảng 5", "Bảng 6",
    ]  # fmt: skip


def test_report__filters__are_those_of_the_page(shown: Any) -> None:
    asked = shown.asking(unit="01", channel="all")
    document = opened(asked)
    assert "Thành phố Hà Nội; Gộp các hình thức; Cả đợt" in words(document)
    assert lines(document, "Đơn vị")[1:] == [
        line for line in page_lines(asked.tables()["units"], "Đơn vị", "Mã", *FIGURES) if line[2] != HIDDEN
    ]


def test_report__in_english__is_english(shown: Any) -> None:
    document = opened(shown.asking(lang="en"))
    text = words(document)
    assert "Share satisfied overall: 77.78%" in text
    for word in ("Tỷ lệ", "Hài lòng", "Đơn vị", "phiếu"):
        assert word not in text


def test_report__nothing_sealed__says_so_and_shows_no_figure(place: Any, reader: Any) -> None:
    place.receive("A1", 3, satisfied=3)
    document = opened(reader)
    text = words(document)
    assert "Với lựa chọn này chưa có phiếu nào được niêm phong" in text
    assert "Số phiếu đã nhận trong đợt: 3;" in text
    assert not document.inline_shapes


def test_report__everything_hidden__draws_no_empty_plot_and_counts_who_is_left_out(shown: Any) -> None:
    document = opened(shown.asking(unit="48"))
    assert not document.inline_shapes
    assert {line[2] for line in lines(document, "Chỉ số")[1:]} == {HIDDEN}
    assert "Chỉ số chung của lựa chọn này được ẩn" in words(document)


def test_report__of_a_demonstration__says_so_on_every_page(filled: Any, sign_in: Any) -> None:
    filled.store.write(lambda db: store.put_setting(db, "demo", "yes"))
    answer = sign_in(filled.store, Role.VIEWER).get("/results/R1/report.docx")
    assert "filename=du-lieu-gia-lap-R1-report.docx" in answer.headers["Content-Disposition"]
    section = Document(io.BytesIO(answer.data)).sections[0]
    for header in (section.first_page_header, section.header):
        assert "DỮ LIỆU GIẢ LẬP" in [paragraph.text for paragraph in header.paragraphs]


def test_report__of_a_real_instance__has_no_mark_and_leaves_lines_for_the_office(shown: Any) -> None:
    answer = shown.get("/results/R1/report.docx")
    assert "filename=R1-report.docx" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        parts = [
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if "word/" in name
        ]
    assert not any("GIẢ LẬP" in part for part in parts)
    assert "………" in Document(io.BytesIO(answer.data)).tables[0].rows[0].cells[0].text


def test_report__office_in_the_settings__is_named(filled: Any, reader: Any) -> None:
    def name(db: store.Database) -> None:
        store.put_setting(db, "office_parent", "UBND tỉnh & thành")
        store.put_setting(db, "office_name", "Sở Nội vụ <A>")
        store.put_setting(db, "office_place", "Huế")

    filled.store.write(name)
    left, right = opened(reader).tables[0].rows[0].cells
    assert left.text.startswith("UBND TỈNH & THÀNH\nSỞ NỘI VỤ <A>")
    assert re.search(r"Huế, ngày \d\d tháng \d+ năm 20\d\d", right.text)


def test_report__own_template__is_used(filled: Any, reader: Any) -> None:
    document = Document()
    for tag in TAGS:
        if tag.needed:
            document.add_paragraph(f"{{{{ {tag.name} }}}}")
    document.add_paragraph("Mẫu của cơ quan: {{ share }}")
    made = io.BytesIO()
    document.save(made)
    content = made.getvalue()
    documents.put(filled.store, Kind.ROUND_REPORT_VI, "a.docx", content, TAGS, by="a", now=web.now())
    assert "Mẫu của cơ quan: 77,78%" in words(opened(reader))


@pytest.mark.parametrize("role", [Role.INSPECTOR])
def test_report__for_others__is_closed(place: Any, sign_in: Any, role: Role) -> None:
    assert sign_in(place.store, role).get("/results/R1/report.docx").status_code == 403
