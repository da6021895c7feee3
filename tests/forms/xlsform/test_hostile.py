"""Workbooks made to harm: each is refused by a limit, or read as what it shows."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from xlsxwriter import Workbook

from forms import WorkbookRefused, compile_workbook, word_workbook_problem
from forms.xlsform import limits

SHEETS = {
    "survey": [["type", "name", "label"], ["text", "q", "Hỏi"], ["integer", "n", "Số"]],
    "settings": [["form_id", "version", "form_title"], ["f", "1", "T"]],
}
SURVEY, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
Change = Callable[[bytes], bytes]


def excel(formula: str = "", value: str = "") -> bytes:
    """A small form; with a formula in survey!C2 that last gave `value`."""
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        for name, rows in SHEETS.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        if formula:
            book.worksheets()[0].write_formula(1, 2, formula, None, value)
    return stream.getvalue()


def changed(part: str, change: Change, content: bytes | None = None) -> bytes:
    """The form with one part of its archive changed."""
    stream = BytesIO()
    with ZipFile(BytesIO(content or excel())) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for each in old.infolist():
            read = old.read(each)
            new.writestr(each.filename, change(read) if each.filename == part else read)
    return stream.getvalue()


def refused(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(WorkbookRefused) as refusal:
        compile_workbook(content, "form.xlsx")
    for problem in refusal.value.problems:
        assert all(word_workbook_problem(problem, language) for language in ("vi", "en"))
    return [(problem.code, problem.place) for problem in refusal.value.problems]


def below(rows: bytes) -> Change:
    """More rows at the end of a sheet."""
    return lambda sheet: sheet.replace(b"</sheetData>", rows + b"</sheetData>")


def declared(entities: bytes, reference: bytes) -> Change:
    """A sheet that declares entities and shows one of them."""

    def change(sheet: bytes) -> bytes:
        start = sheet.index(b"<worksheet")
        shown = b'<row r="9"><c r="A9" t="inlineStr"><is><t>' + reference + b"</t></is></c></row></sheetData>"
        doctype = b"<!DOCTYPE worksheet [" + entities + b"]>"
        return sheet[:start] + doctype + sheet[start:].replace(b"</sheetData>", shown)

    return change


def test_sheet__blank_for_a_million_rows__is_refused_where_reading_stopped() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(4, 1_000_000))
    assert refused(changed(SURVEY, below(rows))) == [("workbook_blank", f"survey!A{limits.LAST_ROW + 1}")]


def test_sheet__with_one_row_far_below__is_refused_there() -> None:
    row = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    assert refused(changed(SURVEY, below(row))) == [("workbook_blank", f"survey!A{limits.LAST_ROW + 1}")]


def test_sheet__with_cells_far_to_the_right__is_refused() -> None:
    rows = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(4, 30_000))
    ((code, _),) = refused(changed(SURVEY, below(rows)))
    assert code == "workbook_blank"


def test_sheet__of_ten_thousand_questions__is_refused_at_the_first_too_many() -> None:
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>text</t></is></c></row>' % (n, n)
        for n in range(4, 10_000)
    )
    assert refused(changed(SURVEY, below(rows))) == [("workbook_rows", f"survey!A{limits.ROWS + 1}")]


def test_sheet__that_reads_a_file_of_the_server__is_refused() -> None:
    outside = b'<!ENTITY x SYSTEM "file:///etc/passwd">'
    assert refused(changed(SURVEY, declared(outside, b"&x;"))) == [("workbook_damaged", "form.xlsx")]


def test_sheet__whose_entities_unfold_without_end__is_refused() -> None:
    laughs = b'<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(12)
    )
    assert refused(changed(SURVEY, declared(laughs, b"&m;"))) == [("workbook_damaged", "form.xlsx")]


def test_strings__whose_entities_unfold_without_end__are_refused() -> None:
    doctype = b'<!DOCTYPE sst [<!ENTITY a "ha">]><sst'
    assert refused(changed(STRINGS, lambda part: part.replace(b"<sst", doctype, 1))) == [
        ("workbook_damaged", "form.xlsx")
    ]


def test_styles__in_a_flood__are_refused_unread() -> None:
    flood = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' * (limits.STYLES_BYTES // 50)
    content = changed(STYLES, lambda part: part.replace(b"</cellXfs>", flood + b"</cellXfs>"))
    assert refused(content) == [("workbook_styles", "form.xlsx")]


def test_styles__broken__are_told_as_damage() -> None:
    content = changed(STYLES, lambda part: part.replace(b"<fills", b"<fills><fill x='1'><y/></fill", 1))
    assert refused(content) == [("workbook_damaged", "form.xlsx")]


def test_strings__in_a_flood__are_refused_unread() -> None:
    flood = b"<si><t>abcd</t></si>" * (limits.STRINGS_BYTES // 20 + 1)
    content = changed(STRINGS, lambda part: part.replace(b"</sst>", flood + b"</sst>"))
    assert refused(content) == [("workbook_text", "form.xlsx")]


def test_archive__of_very_many_parts__is_refused() -> None:
    stream = BytesIO(excel())
    with ZipFile(stream, "a") as archive:
        for number in range(limits.PARTS):
            archive.writestr(f"junk/{number}", b"")
    assert refused(stream.getvalue()) == [("workbook_large", "form.xlsx")]


def test_archive__that_lies_about_its_size__is_damaged() -> None:
    content = bytearray(changed(SURVEY, lambda part: part + b" " * 1_000_000))
    entry = content.rindex(SURVEY.encode()) - 46  # its record in the central directory
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    assert refused(bytes(content)) == [("workbook_damaged", "form.xlsx")]


def test_text__of_all_cells_together__is_bounded() -> None:
    lines = ["survey", ",type,name,label", *(f",text,q{n},{'x' * 7900}" for n in range(400))]
    assert refused("\n".join(lines).encode()) == [("workbook_text", "form.xlsx")]


def test_formula__with_a_stored_value__gives_that_value() -> None:
    made = compile_workbook(excel('="Câu " & 1', "Câu 1"), "form.xlsx").instrument
    assert made.item("q").label == {"vi": "Câu 1"}


def test_formula__never_calculated__is_told_at_its_cell() -> None:
    content = excel('="Câu " & 1', "Câu 1")
    content = changed(SURVEY, lambda part: re.sub(rb"<v>C[^<]*</v>", b"", part), content)
    assert refused(content) == [("workbook_formula", "survey!C2")]


def test_formula__that_failed__is_told_at_its_cell() -> None:
    assert refused(excel("=A1/0", "#DIV/0!")) == [("workbook_error", "survey!C2")]
