"""The shipped templates: made by their program, in the layout of offices, good by their own check."""

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from survey_app import documents
from survey_app.documents import Kind
from survey_app.documents.layout import draw
from survey_app.documents.layout.__main__ import packed
from survey_app.results.service import tags_of

# The order in which Word wants what describes a paragraph, a run, a table (ECMA-376, part 1, 17.3 and 17.4).
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc"
    " outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color kern sz szCs highlight u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
}


# How many ruled tables a document has.
_RULED = {
    "round_report": 6,
    "inspection_minutes": 3,
    "inspection_report": 2,
    "inspection_conclusion": 1,
    "draw_minutes": 1,
    "findings_register": 1,
}


@pytest.fixture(params=list(Kind))
def kind(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_shipped__drawn_again__is_the_same_file(kind: Kind) -> None:
    assert packed(draw(kind)) == documents.shipped(kind).content


def test_shipped__checked__has_no_fault(kind: Kind) -> None:
    assert documents.check(f"{kind}.docx", documents.shipped(kind).content, tags_of(kind)) == []


def test_shipped__page__is_a4_with_the_margins_of_the_decree(kind: Kind) -> None:
    document = Document(io.BytesIO(documents.shipped(kind).content))
    section = document.sections[0]
    if kind.document == "findings_register":  # a page of twelve columns is laid across
        assert round((section.page_width or 0) / Mm(1)) == 297
        return
    lengths = [section.page_width, section.page_height, section.top_margin, section.bottom_margin]
    lengths += [section.left_margin, section.right_margin]
    # Word counts in twentieths of a point, so that millimetres come back rounded.
    assert [round(length.mm) for length in lengths if length] == [210, 297, 20, 20, 30, 20]
    normal = document.styles["Normal"].font
    assert (normal.name, normal.size.pt) == ("Times New Roman", 14)


def test_shipped__every_page__carries_the_mark_of_a_demonstration(kind: Kind) -> None:
    section = Document(io.BytesIO(documents.shipped(kind).content)).sections[0]
    for header in (section.first_page_header, section.header):
        assert any("{{ demo_mark }}" in paragraph.text for paragraph in header.paragraphs)


def test_shipped__state_header__names_the_state_and_its_motto(kind: Kind) -> None:
    document = Document(io.BytesIO(documents.shipped(kind).content))
    left, right = document.tables[0].rows[0].cells
    state = {
        "vi": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
        "en": ["SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness"],
    }
    assert right.text.split("\n")[:2] == state[kind.language]
    assert ("/BC-" if kind.document == "round_report" else "{{ number }}") in left.text


def test_shipped__tables__repeat_their_heading_on_every_page(kind: Kind) -> None:
    document = Document(io.BytesIO(documents.shipped(kind).content))
    ruled = [table for table in document.tables if table.style.name == "Table Grid"]
    assert len(ruled) == _RULED.get(kind.document, 0)
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in ruled)


def test_shipped__properties__stand_in_the_order_word_wants(kind: Kind) -> None:
    document = Document(io.BytesIO(documents.shipped(kind).content))
    section = document.sections[0]
    seen = 0
    for tree in (document.element, section.header._element, section.first_page_header._element):
        for name, order in ORDER.items():
            for found in tree.iter(qn(f"w:{name}")):
                children = [child.tag.partition("}")[2] for child in found]
                places = [order.split().index(child) for child in children]
                assert places == sorted(places), (name, children)
                seen += 1
    assert seen > 100


@pytest.mark.parametrize("document", ["inspection_minutes", "recheck_minutes"])
def test_shipped__foot_of_minutes__says_which_page_of_how_many(document: str) -> None:
    section = Document(io.BytesIO(documents.shipped(Kind(f"{document}.vi")).content)).sections[0]
    for footer in (section.first_page_footer, section.footer):
        fields = [element.text for element in footer._element.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert "{{ reference }}" in footer.paragraphs[0].text
    assert not list(section.header._element.iter(qn("w:instrText")))
