"""Tables of filled documents: widths that hold, rows that stay together, headings on every page."""

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from survey_app import documents
from survey_app.documents.layout.parts import listing, new_document, spread


def filled(rows: int, choices: int, n: str = "4.447") -> Any:
    """The two tables of a document with so many rows and choices."""
    document = new_document("vi-VN")
    spread(
        document,
        ["Câu hỏi", "n"],
        ["{{ row.name }}", "{{ row.n }}"],
        (4.6, 1.6, 1.95),
        rows="row in rows",
        across=("choice in choices", "{{ choice }}"),
        each=("share in row.shares", ("{{ share }}",)),
    )
    listing(document, ["A", "n"], ["{{ row.name }}", "{{ row.n }}"], (4, 2), rows="row in rows", figures=(1,))
    template = io.BytesIO()
    document.save(template)
    values = {
        "choices": ["c"] * choices,
        "rows": [{"name": f"Hàng {i}", "n": n, "shares": ["45,12%"] * choices} for i in range(rows)],
    }
    return Document(io.BytesIO(documents.fill(template.getvalue(), values))).tables


def grid(table: Any) -> list[int]:
    return [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]


def held(table: Any) -> list[bool]:
    """Which rows stay with the next one."""
    return [
        all(p.paragraph_format.keep_with_next is True for p in row.cells[0].paragraphs) for row in table.rows
    ]


@pytest.mark.parametrize("choices", [1, 2, 3, 5, 7, 11])
def test_fit__any_number_of_choices__fills_the_page_and_cells_agree(choices: int) -> None:
    table = filled(3, choices)[0]
    widths = grid(table)
    assert len(widths) == 2 + choices
    assert abs(sum(widths) - 16 * 567) < 30  # twentieths of a point: 16 cm
    for row in table.rows:
        assert [int(cell._tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.cells] == widths


@pytest.mark.parametrize("choices", [2, 4, 5])
def test_fit__scale_of_up_to_five__leaves_n_room_for_a_number_of_six_digits(choices: int) -> None:
    widths = grid(filled(3, choices)[0])
    assert widths[1] >= 900
    assert min(widths[2:]) >= 1000  # 100,00% in 10 points, with the margins of a cell


def test_fit__rows__are_never_split_and_none_stands_alone() -> None:
    for rows, expected in (
        (1, [True, False]),
        (3, [True, True, True, False]),
        (12, [True, True, *[False] * 9, True, False]),
    ):
        for table in filled(rows, 3):
            assert held(table) == expected
            assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
            assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")


def test_fit__table_without_a_heading_to_repeat__is_left_as_it_is(make: Any) -> None:
    document = Document()
    document.add_table(rows=3, cols=2)
    made = io.BytesIO()
    document.save(made)
    (table,) = Document(io.BytesIO(documents.fill(made.getvalue(), {}))).tables
    assert held(table) == [False, False, False]
