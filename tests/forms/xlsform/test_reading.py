"""Files of every kind and every kind of broken file."""

import unicodedata
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook as ExcelBook
from openpyxl import load_workbook

from forms import Instrument, WorkbookRefused, compile_workbook
from forms.xlsform import cell_place, limits

SURVEY = [["type", "name", "label"], ["select_one yn", "q", "Đồng ý?"], ["integer", "n", "Bao nhiêu?"]]
CHOICES = [["list_name", "name", "label"], ["yn", 1, "Có"], ["yn", 0, "Không"]]
SETTINGS = [["form_id", "version", "form_title"], ["f", 1, "Thử"]]
SHEETS = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS}


def excel(sheets: dict[str, list[list[object]]]) -> bytes:
    book = ExcelBook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def text(separator: str, prefix: str = "", end: str = "") -> str:
    lines = []
    for name, rows in SHEETS.items():
        lines.append([name, "", "", ""])
        lines += [["", *map(str, row)] for row in rows]
    return "\n".join(prefix + separator.join(line) + end for line in lines)


def refused(content: bytes) -> tuple[str, str]:
    with pytest.raises(WorkbookRefused) as refusal:
        compile_workbook(content, "file")
    (problem,) = refusal.value.problems
    return problem.code, problem.place


def compiled(content: bytes) -> Instrument:
    return compile_workbook(content, "file").instrument


def test_workbook__as_excel_csv_or_markdown__is_the_same_instrument() -> None:
    markdown = compiled(text("|", "|", "|").encode())
    assert [choice.name for choice in markdown.lists["yn"]] == ["1", "0"]
    assert compiled(excel(SHEETS)).digest == markdown.digest
    assert compiled(text(",").encode()).digest == markdown.digest
    assert compiled(text(",").encode("utf-8-sig")).digest == markdown.digest


def test_csv__in_decomposed_letters__reads_as_composed() -> None:
    assert (
        compiled(unicodedata.normalize("NFD", text(",")).encode()).digest
        == compiled(text(",").encode()).digest
    )


def package(name: str) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (text(";").encode(), "workbook_separator"),
        (text("\t").encode(), "workbook_separator"),
        (text(",").encode("utf-16"), "workbook_encoding"),
        (text(",").encode("cp1258", "replace"), "workbook_encoding"),
        (b"\xd0\xcf\x11\xe0 old", "workbook_old_excel"),
        (b"PK\x03\x04 broken", "workbook_damaged"),
        (excel(SHEETS)[:-200], "workbook_damaged"),
        (b"", "workbook_empty"),
        (b" \n", "workbook_empty"),
        (b"a\x00b", "workbook_kind"),
        (b"x" * (limits.BYTES + 1), "workbook_large"),
    ],
)
def test_file__of_another_kind_or_broken__is_refused_in_one_word(content: bytes, code: str) -> None:
    assert refused(content) == (code, "file")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x00\x00\x00\x18ftypheic\x00", "HEIC"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (package("word/document.xml"), "Word (.docx)"),
        (package("content.xml"), "OpenDocument (.ods)"),
        (package("anh.txt"), "ZIP"),
    ],
)
def test_file__that_holds_no_sheets__is_refused_by_the_name_of_its_kind(content: bytes, kind: str) -> None:
    with pytest.raises(WorkbookRefused) as refusal:
        compile_workbook(content, "file")
    assert [(p.code, p.values["found"]) for p in refusal.value.problems] == [("workbook_foreign", kind)]


def test_text__that_begins_as_a_picture_does__is_read_as_text() -> None:
    assert refused(b"BM,a,b\n,1,2\n") == ("workbook_own_table", "file")


def test_markdown__with_a_ruling_others_take_for_a_sheet__is_refused_with_its_line() -> None:
    lines = text("|", "|", "|").splitlines()
    bare, spaced = [*lines], [*lines]
    bare.insert(2, "|---|---|---|---|")
    spaced.insert(2, "| --- | :-- | --- | --- |")
    assert compiled("\n".join(bare).encode()).digest == compiled("\n".join(lines).encode()).digest
    with pytest.raises(WorkbookRefused) as refusal:
        compile_workbook("\n".join(spaced).encode(), "file")
    assert [(p.code, p.values["line"]) for p in refusal.value.problems] == [("workbook_ruling", 3)]


def test_excel__that_unpacks_to_too_much__is_refused_unread() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (limits.UNPACKED_BYTES + 1))
    assert refused(stream.getvalue()) == ("workbook_large", "file")


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        ([["x"]] * (limits.ROWS + 1), "workbook_rows", f"survey!A{limits.ROWS + 1}"),
        ([["x"] * (limits.COLUMNS + 1)], "workbook_columns", "survey!GS1"),
        ([["x", "y" * (limits.CELL + 1)]], "workbook_cell", "survey!B1"),
    ],
)
def test_excel__beyond_a_limit__is_refused_at_the_cell(
    rows: list[list[object]], code: str, place: str
) -> None:
    assert refused(excel({"survey": rows})) == (code, place)


def test_excel__rows_far_below__keep_their_numbers() -> None:
    rows: list[list[object]] = [*SURVEY, [], [], ["txet", "z", "Z"]]
    with pytest.raises(WorkbookRefused) as refusal:
        compile_workbook(excel({**SHEETS, "survey": rows}), "file")
    assert [(p.code, p.place) for p in refusal.value.problems] == [("type_near", "survey!A6")]


def test_reader__that_takes_too_long__is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.01)
    assert refused(text(",").encode()) == ("workbook_slow", "file")


def test_sheet__misspelt__is_named() -> None:
    with pytest.raises(WorkbookRefused) as refusal:
        compile_workbook(text(",").replace("survey", "surveys").encode(), "file")
    found = {problem.code: problem for problem in refusal.value.problems}
    assert found["sheet_missing_near"].values["nearest"] == "surveys"


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_cell_place__by_column__counts_in_letters(column: int, letters: str) -> None:
    assert cell_place("s", 7, column) == f"s!{letters}7"


@pytest.mark.parametrize(("sheet", "state"), [("survey", "hidden"), ("choices", "veryHidden")])
def test_excel__sheet_nobody_sees__is_refused(sheet: str, state: str) -> None:
    book = load_workbook(BytesIO(excel(SHEETS)))
    book[sheet].sheet_state = state
    stream = BytesIO()
    book.save(stream)
    assert refused(stream.getvalue()) == ("sheet_hidden", sheet)


def test_excel__hidden_sheet_of_another_name__is_read_all_the_same() -> None:
    book = load_workbook(BytesIO(excel({**SHEETS, "lookups": [["a"]]})))
    book["lookups"].sheet_state = "hidden"
    stream = BytesIO()
    book.save(stream)
    assert compiled(stream.getvalue()).digest == compiled(excel(SHEETS)).digest


def test_excel__with_macros__is_refused_whatever_its_name() -> None:
    stream = BytesIO(excel(SHEETS))
    with ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert refused(stream.getvalue())[0] == "workbook_macros"


def test_refusal__of_a_form_with_warnings_too__carries_both() -> None:
    survey = [[*SURVEY[0], "colour"], *SURVEY[1:], ["integer", "n", "Lại lần nữa?"]]
    with pytest.raises(WorkbookRefused) as refusal:
        compile_workbook(excel({**SHEETS, "survey": survey}), "file")
    assert [problem.code for problem in refusal.value.problems] == ["name_twice"]
    assert [(warning.code, warning.place) for warning in refusal.value.warnings] == [
        ("column_ignored", "survey!D1")
    ]
