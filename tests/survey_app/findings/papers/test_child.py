"""The register as a document, of what is stored: its lines and figures those of the register."""

import io
from datetime import timedelta
from typing import Any

from docx import Document

from survey_app.findings import service
from survey_app.findings.making import made_register
from survey_app.findings.model import Filters, Order, Step
from tests.survey_app.findings.conftest import HEAD, LEAD, UNIT


def read(content: bytes) -> tuple[str, list[list[str]]]:
    """The paragraphs, and the lines of the table of twelve columns, without its heading."""
    document = Document(io.BytesIO(content))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    tables = [table for table in document.tables if len(table.columns) == 12]
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows[1:]]
    return said, rows


def made(desk: Any, asker: Any, filters: Filters, days: int = 0) -> tuple[str, list[list[str]]]:
    now = desk.now + timedelta(days)
    return read(made_register(desk.store.instance.root, asker, filters, Order.NEWEST, "vi", now))


def test_register__made__has_the_lines_and_figures_of_the_register(desk: Any) -> None:
    closed, issued = desk.closed(), desk.issued(severity="N1")
    failed = desk.through(desk.reported(), Step.FAIL)
    said, rows = made(desk, HEAD, Filters(), days=20)
    by = {row[0]: row for row in rows}
    assert set(by) == {closed.reference, issued.reference, failed.reference}
    assert by[issued.reference][7] == str(desk.again(issued).days_over(desk.today + timedelta(20))) == "5"
    assert by[closed.reference][7] == ""
    assert by[closed.reference][10:] == ["1", "hoa"]
    assert by[failed.reference][9] == "1"
    figures = service.indicators(desk.store.read(), HEAD, Filters(), desk.today + timedelta(20)).all
    assert f"Đang theo dõi: {figures.open}; quá hạn: {figures.overdue}; mức N1" in said
    assert f"Khắc phục đúng hạn: {figures.on_time.count}/{figures.on_time.of}" in said
    assert "Số kiến nghị, tồn tại trong sổ: 3." in said


def test_register__with_a_withdrawn_finding__says_in_its_head_that_no_indicator_counts_it(desk: Any) -> None:
    desk.issued()
    dropped = desk.step(desk.one(), Step.WITHDRAW, note="Ghi nhầm quầy của đơn vị khác.")
    said, rows = made(desk, HEAD, Filters())
    assert dropped.reference in {row[0] for row in rows}
    assert "trong sổ: 2 (trong đó 1 đã rút bỏ, không tính vào các chỉ số)." in said
    assert "Tái phạm trong 24 tháng: 0/1" in said


def test_register__narrowed__says_by_what(desk: Any) -> None:
    desk.issued(severity="N1")
    wanted = desk.issued(severity="N3")
    said, rows = made(desk, HEAD, Filters(severity="N3", first=desk.day, open=True))
    assert [row[0] for row in rows] == [wanted.reference]
    assert "Phạm vi: chưa kết thúc; N3; ghi nhận từ" in said


def test_register__for_a_unit__leaves_out_what_it_was_not_told(desk: Any) -> None:
    desk.one()
    told = desk.issued()
    said, rows = made(desk, UNIT, Filters())
    assert [row[0] for row in rows] == [told.reference]
    assert "Số kiến nghị, tồn tại trong sổ: 1." in said


def test_register__of_nothing__has_no_lines(desk: Any) -> None:
    said, rows = made(desk, LEAD, Filters(code="TT99"))
    assert rows == []
    assert "Không có kiến nghị nào." in said


def test_register__on_its_page__comes_as_a_word_file_of_what_is_shown(staff: Any, desk: Any) -> None:
    desk.issued(severity="N1")
    wanted = desk.issued(severity="N3")
    browser = staff("viewer")
    assert "/findings/register.docx?severity=N3" in browser.client.get("/findings?severity=N3").text
    answer = browser.client.get("/findings/register.docx?severity=N3")
    assert answer.content_type.endswith("wordprocessingml.document")
    assert "-so-theo-doi-kien-nghi.docx" in answer.headers["Content-Disposition"]
    assert [row[0] for row in read(answer.data)[1]] == [wanted.reference]
