"""The minutes of a draw as a Word file: what its page says, for whoever may know of it."""

import io
from typing import Any

import pytest
from docx import Document

from survey_app.errors import NotFound
from survey_app.inspections.model.draws import Draw, DrawKind, DrawList, Line, Wanted
from survey_app.inspections.papers.child import write
from survey_app.inspections.papers.lot import LOT
from survey_app.inspections.service import draws
from tests.survey_app.inspections.cases.conftest import Bench, bench
from tests.survey_app.inspections.test_draws import new

__all__ = ["bench"]


def made(bench: Bench, of: Draw, username: str, language: str = "vi") -> tuple[str, list[list[list[str]]]]:
    """The paragraphs, and the tables of what was drawn without their headings."""
    asked = {
        "language": language,
        "document": LOT,
        "reference": of.id,
        "username": username,
        "role": bench.who(username).role.value,
        "now": bench.now.isoformat(),
    }
    document = Document(io.BytesIO(write(bench.store, asked)))
    tables = [table for table in document.tables if len(table.columns) == 4]
    rows = [[[cell.text for cell in row.cells] for row in table.rows[1:]] for table in tables]
    return "\n".join(paragraph.text for paragraph in document.paragraphs), rows


def draw(bench: Bench, **changed: Any) -> Draw:
    return draws.make_draw(bench.store, bench.who("anh"), new(**changed), bench.now)


def test_lot__of_dossiers__has_seed_digest_and_result(bench: Bench) -> None:
    of = draw(bench)
    said, tables = made(bench, of, "anh")
    assert f"Mã băm SHA-256 của danh sách: {of.digest}" in said
    assert draws.grouping(bench.db(), of) in said
    assert f"Mầm: {of.seed}. Mầm lấy từ: Xổ số." in said
    assert "Cột cá nhân đã bỏ khỏi danh sách: Người nộp." in said
    codes = [[row[1] for row in rows] for rows in tables]
    assert codes == [[*one.codes, *one.replacements] for one in of.drawn]
    assert tables[0][-1][3] == "Dự phòng 1"
    assert {row[3] for rows in tables for row in rows[:-1]} == {"Được chọn"}


def test_lot__of_units__names_them_and_says_it_was_drawn_before(bench: Bench) -> None:
    listed = DrawList((Line("C1", "commune"), Line("C2", "commune")), ("code",), (("C1",), ("C2",)), "code")
    asked = {"kind": DrawKind.UNITS, "listed": listed, "wanted": Wanted(1, 1)}
    draw(bench, **asked)
    later = bench.later(1)
    said, tables = made(later, draw(later, **asked, seed="xsmb 99 lần hai"), "anh")
    assert {row[2] for row in tables[0]} == {"Phường Một", "Phường Hai"}
    assert "Danh sách này đã được bốc thăm 2 lần; đây là lần thứ 2." in said


def test_lot__for_a_unit__is_not_there(bench: Bench) -> None:
    of = draw(bench)
    with pytest.raises(NotFound):
        made(bench, of, "head")


def test_lot__on_its_page__comes_as_a_word_file(bench: Bench, tablet: Any) -> None:
    of, anh = draw(bench), tablet("anh")
    assert f'href="/draws/{of.id}/minutes.docx"' in anh.open(f"/draws/{of.id}").text
    answer = anh.open(f"/draws/{of.id}/minutes.docx")
    assert answer.content_type.endswith("wordprocessingml.document")
    assert "=bien-ban-boc-tham-" in answer.headers["Content-Disposition"]
    assert answer.data[:2] == b"PK"
