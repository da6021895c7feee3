"""Any instrument leaves as a workbook that compiles to the same instrument."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import SHIPPED, Instrument, compile_workbook, load_shipped
from forms.compile import _instrument as compiled_sheets
from forms.compile.findings import Findings
from forms.workbook import sheets_of, tables_of
from forms.workbook.writing import write_xlsx
from forms.xlsform import Row, Sheet, Workbook

FULL = (Path(__file__).parent / "full.md").read_bytes()


def again(instrument: Instrument) -> Instrument:
    """What the workbook of an instrument compiles to."""
    return compile_workbook(write_xlsx(sheets_of(instrument)), "again.xlsx", tables_of(instrument)).instrument


@pytest.mark.parametrize("name", SHIPPED)
def test_workbook__of_a_shipped_instrument__compiles_to_the_same(name: str) -> None:
    instrument = compile_workbook(load_shipped(name), f"{name}.md").instrument
    assert again(instrument).digest == instrument.digest


def test_workbook__of_a_form_of_every_kind__compiles_to_the_same() -> None:
    instrument = compile_workbook(FULL, "full.md").instrument
    assert again(instrument).to_json() == instrument.to_json()
    assert again(Instrument.from_json(instrument.to_json())).digest == instrument.digest


def test_workbook__with_tables__compiles_to_the_same_with_its_files() -> None:
    form = """\
| survey |                             |      |       |                              |
|        | type                        | name | label | calculation                  |
|        | csv-external                | more |       |                              |
|        | select_one_from_file xa.csv | xa   | Xã?   |                              |
|        | calculate                   | ma   |       | pulldata('xa', 'code', 'name', ${xa}) |

| settings |         |         |            |
|          | form_id | version | form_title |
|          | bang    | 1       | Bảng       |
"""
    files = {"xa.csv": "name,label,code\na,Xã A,01\nb,Xã “B”,02\n".encode(), "more.csv": b"key,more\nx,\n"}
    instrument = compile_workbook(form.encode(), "form.md", files).instrument
    assert set(tables_of(instrument)) == set(files)
    assert again(instrument).digest == instrument.digest


def test_workbook__with_methods__compiles_to_the_same() -> None:
    form = """\
| survey |              |      |       |           |        |
|        | type         | name | label | role      | factor |
|        | select_one s | q1   | Một   | criterion | a      |
|        | select_one s | q2   | Hai   | criterion | b      |

| choices |           |      |       |           |
|         | list_name | name | label | satisfied |
|         | s         | good | Tốt   | yes       |
|         | s         | bad  | Xấu   | no        |

| settings |         |         |            |
|          | form_id | version | form_title |
|          | cach    | 1       | Cách tính  |

| methods |        |         |            |              |                  |        |       |        |
|         | method | version | label      | source       | across           | factor | items | weight |
|         | own    | 2       | Cách riêng | Quyết định 1 | weighted_factors |        |       |        |
|         | own    | 2       | Yếu tố     |              |                  | f1     | q1    | 0.30   |
|         | own    | 2       |            |              |                  | f2     | q2    | 0.7    |
"""
    instrument = compile_workbook(form.encode(), "form.md").instrument
    assert instrument.methods
    assert again(instrument).digest == instrument.digest


def test_workbook__opened__is_easy_to_read() -> None:
    instrument = compile_workbook(FULL, "full.md").instrument
    book = openpyxl.load_workbook(BytesIO(write_xlsx(sheets_of(instrument))))
    assert book.sheetnames == ["survey", "choices", "settings", "values"]
    assert book["values"].sheet_state == "hidden"
    survey = book["survey"]
    assert survey.freeze_panes == "C2"
    assert survey["A1"].font.bold
    assert survey.column_dimensions["C"].width > 40
    checks = survey.data_validations.dataValidation
    offered = {str(check.sqref): (check.formula1, check.errorStyle) for check in checks}
    formula, style = offered["A2:A5001"]
    assert (formula.partition(":")[0], style) == ("values!$A$1", "warning")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]


def test_workbook__in_libreoffice__shows_what_was_written(libreoffice: Any, tmp_path: Path) -> None:
    if libreoffice is None:
        pytest.skip("no LibreOffice here")
    instrument = compile_workbook(FULL, "full.md").instrument
    file = tmp_path / "full.xlsx"
    file.write_bytes(write_xlsx(sheets_of(instrument)))
    shown = libreoffice(file, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1")
    assert "begin_repeat" in shown
    assert "=SUM(1)" in shown
    assert "= 1 + 1" in shown


ENDS_EMPTY = """
| survey | | | |
| | type | name | label |
| | text | q | Q |
| | begin_group | outer | |
| | begin_group | inner | |
| | end_group | | |
| | end_group | | |
| | begin_group | last | |
| | end_group | | |
| settings | | |
| | form_id | version |
| | e | 1 |
"""


def test_workbook__of_a_form_that_ends_in_empty_groups__compiles_to_the_same() -> None:
    instrument = compile_workbook(ENDS_EMPTY.encode(), "e.md").instrument
    assert [group.name for group in instrument.groups] == ["outer", "inner", "last"]
    assert again(instrument).digest == instrument.digest


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")) | st.just(" "),
    min_size=1,
    max_size=12,
)
KINDS = st.sampled_from(
    ["text", "integer", "decimal", "date", "note", "select_one l", "select_multiple l", "image"]
)
GROUPS = st.sampled_from(["", "", "begin_group", "begin_group", "end", "end"])


@st.composite
def surveys(draw: st.DrawFn) -> list[dict[str, str]]:
    """Rows of a survey sheet: questions, and groups in groups, some of them empty."""
    rows: list[dict[str, str]] = [{"type": "text", "name": "first", "label::A (vi)": "x"}]
    deep = 0
    for number in range(draw(st.integers(0, 10))):
        change = draw(GROUPS)
        if change == "begin_group":
            deep += 1
            rows.append(
                {
                    "type": change,
                    "name": f"g{number}",
                    "appearance": draw(st.sampled_from(["", "field-list"])),
                }
            )
        elif change == "end" and deep:
            deep -= 1
            rows.append({"type": "end_group"})
        else:
            rows.append(
                {
                    "type": draw(KINDS),
                    "name": f"q{number}",
                    "label::A (vi)": draw(WORDS),
                    "label::B (en)": draw(WORDS | st.just("")),
                    "hint::B (en)": draw(WORDS | st.just("")),
                    "required": draw(st.sampled_from(["", "yes", "${first} = 'x'"])),
                    "relevant": draw(st.sampled_from(["", "${first} != ''", "yes"])),
                    "criterion": draw(WORDS | st.just("")),
                }
            )
    return [*rows, *({"type": "end_group"} for _ in range(deep))]


def read(**sheets: list[dict[str, str]]) -> Workbook:
    """Sheets as a reader of files hands them on."""
    made = {}
    for name, rows in sheets.items():
        heading = tuple(dict.fromkeys(key for row in rows for key in row))
        cells = (tuple(row.get(key, "").strip() for key in heading) for row in rows)
        made[name] = Sheet(name, heading, tuple(Row(n, each) for n, each in enumerate(cells, start=2)))
    return Workbook(made)


@settings(max_examples=150)
@given(surveys(), st.lists(WORDS, min_size=1, max_size=3))
def test_workbook__of_any_small_form__compiles_to_the_same(
    rows: list[dict[str, str]], words: list[str]
) -> None:
    choices = [{"list_name": "l", "name": f"c{n}", "label::A (vi)": word} for n, word in enumerate(words)]
    about = [{"form_id": "any", "version": "1", "form_title": "Thử", "default_language": "A (vi)"}]
    findings = Findings()
    instrument = compiled_sheets(read(survey=rows, choices=choices, settings=about), {}, findings)
    if findings.problems:  # a label of blanks only, or of nothing that may be said
        return
    made = {
        table.name: [dict(zip(table.heading, row, strict=True)) for row in table.rows]
        for table in sheets_of(instrument)
    }
    second = compiled_sheets(read(**made), {}, Findings())  # type: ignore[arg-type]
    assert second.to_json() == instrument.to_json()
