"""The tables of Word files: merged cells, automatic numbers, what lies within, and files that are none."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from survey_app.documents import read_tables
from survey_app.errors import Invalid


def saved(document: Any) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def numbered(paragraph: Any, list_id: int, level: int = 0) -> None:
    """Let Word number a paragraph of its own accord."""
    numbers = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(numbers))


def with_list(document: Any, *levels: tuple[str, str]) -> int:
    """The id of a new list whose levels have these formats and patterns."""
    root = document.part.numbering_part.element
    said = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for n, (kind, pattern) in enumerate(levels)
    )
    root.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{said}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    return 91


def test_tables__merged_cells__stand_once_and_a_wide_one_is_marked() -> None:
    document = Document()
    document.add_paragraph("Kính gửi")
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "I. Phần"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Nhóm"
    table.cell(1, 1).text, table.cell(2, 1).text = "một", "hai\nba"
    document.add_paragraph("Người lập")
    first, last = read_tables(saved(document), "a.docx")
    assert [(row.cells, row.wide, row.paragraph) for row in first] == [
        (("Kính gửi",), False, True),
        (("I. Phần", "", ""), True, False),
        (("Nhóm", "một", ""), False, False),
        (("", "hai\nba", ""), False, False),
    ]
    assert [row.cells for row in last] == [("Người lập",)]


def test_tables__automatic_numbers__are_written_out() -> None:
    document = Document()
    list_id = with_list(
        document, ("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%2.%3)"), ("bullet", "o")
    )
    table = document.add_table(rows=0, cols=1)
    for text, level in (("a", 0), ("b", 1), ("c", 1), ("d", 2), ("e", 3), ("g", 0), ("h", 1)):
        cell = table.add_row().cells[0]
        cell.text = text
        numbered(cell.paragraphs[0], list_id, level)
    rows = read_tables(saved(document), "a.docx")[0]
    assert [row.cells[0] for row in rows] == ["I. a", "1. b", "2. c", "2.a) d", "- e", "II. g", "1. h"]


def test_tables__content_controls_and_tables_within__are_read() -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    box = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>☐ Có</w:t></w:r></w:sdtContent></w:sdt>"
    table.cell(0, 0).paragraphs[0]._p.append(parse_xml(box))
    table.cell(0, 1).add_table(rows=1, cols=1).cell(0, 0).text = "bên trong"
    assert read_tables(saved(document), "a.docx")[0][0].cells == ("☐ Có", "bên trong")


def test_tables__of_400_rows__are_all_there() -> None:
    document = Document()
    rows = "".join(
        f"<w:tr><w:tc><w:p><w:r><w:t>{n}</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
        for n in range(400)
    )
    document.element.body.insert(0, parse_xml(f"<w:tbl {nsdecls('w')}>{rows}</w:tbl>"))
    assert [row.cells[0] for row in read_tables(saved(document), "a.docx")[0]] == [str(n) for n in range(400)]


def archive(**parts: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/") + ".xml", text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "document_broken"),
        (b"\xd0\xcf\x11\xe0", "document_old"),
        (b"PK\x03\x04", "document_broken"),
        (b"x" * 10_000_001, "file_too_large"),
        (archive(word__document="<w"), "document_broken"),
        (archive(word__other="<w/>"), "document_broken"),
        (archive(word__document="0" * 61_000_000), "file_too_large"),
    ],
)
def test_tables__no_document__is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_tables(content, "a.docx")
    assert refused.value.problem.code == code


def test_tables__entities_that_grow__are_not_built_up() -> None:
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE d [<!ENTITY a0 "aaaaaaaaaa">{grown}]>'
    source = BytesIO(saved(Document()))
    stream = BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            text = old.read(part).decode("utf-8", "surrogateescape")
            if part == "word/document.xml":
                text = text.replace("<w:document", f"{bomb}<w:document", 1)
                text = text.replace("<w:body>", "<w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", 1)
            new.writestr(part, text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Invalid) as refused:
        read_tables(stream.getvalue(), "a.docx")
    assert refused.value.problem.code == "document_broken"
