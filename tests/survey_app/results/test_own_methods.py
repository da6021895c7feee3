"""A form with a formula of its own: page, files, report and command count by it and say so."""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document

from analysis.dataset import read
from forms import check, compile_workbook, load_shipped
from survey_app import store, web
from survey_app.accounts.model import Role
from survey_app.cli import main
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import local_day
from survey_app.responses import service as responses
from survey_app.responses.model import Context
from survey_app.results.dataset import bring_up_to_date
from survey_app.rounds import service as rounds

FORM = """\
| survey | | | | | |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | role |
| | select_one muc | q1 | Dễ tìm nơi tiếp nhận | Easy to find |
| | select_one muc | q2 | Đủ chỗ ngồi chờ | Enough seats |
| | select_one muc | q3 | Thái độ của công chức | Attitude |
| | select_one muc | q4 | Nhìn chung, hài lòng thế nào? | Overall | overall |
| choices | | | | | |
| | list_name | name | label::Tiếng Việt (vi) | label::English (en) | score |
| | muc | kem | Kém | Poor | 1 |
| | muc | kha | Khá | Fair | 2 |
| | muc | tot | Tốt | Good | 3 |
| settings | | | |
| | form_id | version | form_title |
| | rieng | {version} | Phiếu của huyện |
"""
METHODS = """\
| methods | | | | | | | | | | | |
| | method | version | label::Tiếng Việt (vi) | source | statistic | satisfied | within | across | factor | items | weight |
| | cua_ta | 1 | Cách tính của tỉnh | Quyết định 1 | share | tot | mean_of_criteria | weighted_factors | | | |
| | cua_ta | | Tiếp cận | | | | | | tiep_can | q1 q2 | 0,25 |
| | cua_ta | | Thái độ | | | | | | thai_do | q3 | 0,75 |
| | diem | 1 | Điểm của tỉnh | | mean | | pooled | mean_of_factors | | | |
| | diem | | | | | | | | tiep_can | q1 q2 | |
| | diem | | | | | | | | thai_do | q3 | |
"""  # noqa: E501
# 20 responses: tot to q1 by 16, to q2 by 8, to q3 by 12, to q4 by 6; all others kha.
GOOD = {"q1": 16, "q2": 8, "q3": 12, "q4": 6}
WHOLE = 0.25 * (0.8 + 0.4) / 2 + 0.75 * 0.6
SCORE = ((2.8 + 2.4) / 2 + 2.6) / 2
OVERALL, ASKED = "Hài lòng chung · trung bình các yếu tố theo trọng số", "Hài lòng chung · câu hỏi chung"
FILE = "rieng.md"


def publish(opened: store.Store, version: str, methods: str) -> None:
    source = (FORM.format(version=version) + methods).encode()
    form = compile_workbook(source, FILE)
    opened.write(lambda db: instruments.publish(db, form, source, FILE, web.now()))


def fill(opened: store.Store) -> None:
    today = local_day(web.now())
    form = instruments.published(opened.read(), "rieng", "1")
    for number in range(20):
        answers = {item: "tot" if number < good else "kha" for item, good in GOOD.items()}
        context = Context(
            uuid=str(uuid4()), round="R", counter="A1", mode="kiosk", tier="K", day=today, slot=4
        )
        responses.accept(opened, check(form, answers), context)
    responses.seal_round(opened, "R", today)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Store]:
    """A round of the form with 20 sealed responses at one counter."""
    opened = store.create(store.Instance(tmp_path_factory.mktemp("own") / "instance"))
    today = local_day(web.now())
    unit = "code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act\n"
    units = (
        unit
        + "C1,Phường Một,Ward One,commune,01,2025-07-01,,,\nA1,Quầy A1,Desk A1,counter,C1,2025-07-01,,,\n"
    )

    def furnish(db: store.Database) -> None:
        places.load_provinces(db)
        places.import_units(db, places.read_units(units.encode(), "units.csv"))

    opened.write(furnish)
    publish(opened, "1", METHODS)
    around = (today - timedelta(5), today + timedelta(5))
    opened.write(lambda db: rounds.add_round(db, "R", "rieng", *around))
    fill(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def reader(held: store.Store, sign_in_once: Any) -> Any:
    return sign_in_once(held, Role.ANALYST)


def line(table: list[list[str]], label: str) -> dict[str, str]:
    return dict(zip(table[0], next(line for line in table[1:] if line[0] == label), strict=True))


def test_dataset__of_the_form__has_its_methods(held: store.Store) -> None:
    folder = held.instance.dataset
    bring_up_to_date(held, folder)
    found = read([folder]).methods
    assert list(zip(found["method"], found["version"], strict=True)) == [("cua_ta", 1), ("diem", 1)]


def test_page__no_method_asked__counts_by_the_forms_first(reader: Any) -> None:
    page = reader.get("/results/R").text
    assert "Cách tính của tỉnh (cua_ta@1)" in page
    assert "Nguồn: Quyết định 1." in page
    table = reader.tables("R")["factors"]
    whole = line(table, OVERALL)
    assert whole["Tỷ lệ hài lòng"] == f"{WHOLE * 100:.2f}".replace(".", ",") + "%"
    assert whole["Cách gộp"] == "trung bình các yếu tố theo trọng số"
    assert {row[-1] for row in table[1:]} == {"cua_ta@1"}
    assert [row[0] for row in table[1:]] == [OVERALL, ASKED, "Tiếp cận", "Thái độ"]
    assert line(table, ASKED)["Tỷ lệ hài lòng"] == "30,00%"
    assert line(reader.tables("R")["criteria"], "Thái độ của công chức")["Yếu tố"] == "Thái độ"


def test_page__mean_asked__shows_scores_and_no_percent(reader: Any) -> None:
    asked = reader.asking(method="diem@1")
    page = asked.get("/results/R").text
    assert "Điểm trung bình chung" in page
    assert '<option value="diem@1" selected>' in page
    table = asked.tables("R")["factors"]
    whole = line(table, "Hài lòng chung · trung bình các yếu tố")
    assert whole["Điểm trung bình"] == f"{SCORE:.2f}".replace(".", ",")
    assert not any("%" in cell for row in table[1:] for cell in row)
    assert "Không nêu nguồn." in page


def test_page__methods_to_choose__are_the_forms_own(reader: Any) -> None:
    page = reader.get("/results/R").text
    assert '<option value="cua_ta@1" selected>' in page
    assert "share_satisfied" not in page


def test_page__unknown_method__is_refused_in_words(reader: Any) -> None:
    answer = reader.asking(method="cua_ta@9").get("/results/R")
    assert answer.status_code == 422
    assert "cua_ta@1" in answer.text


def test_workbook__weighted_whole__is_a_formula_over_the_factors(reader: Any) -> None:
    answer = reader.get("/results/R/results.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    sheet = book.worksheets[1]
    heading = [cell.value for cell in sheet[1]]
    formula = sheet.cell(2, heading.index("Tỷ lệ hài lòng") + 1).value
    assert formula.startswith("=(")
    assert formula.endswith("*0.75)/(0.25+0.75)")
    assert [sheet.cell(row, 1).value for row in (2, 3)] == [OVERALL, ASKED]
    notes = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)
    assert "cua_ta@1" in notes
    assert "Tiếp cận (q1, q2; trọng số 0,25)" in notes
    values = openpyxl.load_workbook(io.BytesIO(answer.data), data_only=True).worksheets[1]
    assert values.cell(2, heading.index("Tỷ lệ hài lòng") + 1).value == pytest.approx(WHOLE)


@pytest.mark.parametrize(
    ("method", "heading", "figure"),
    [("", "Tỷ lệ hài lòng", "60,00%"), ("diem@1", "Điểm trung bình", "2,60")],
)
def test_report__of_the_form__says_method_measure_and_source(
    reader: Any, method: str, heading: str, figure: str
) -> None:
    answer = reader.asking(method=method).get("/results/R/report.docx")
    assert answer.status_code == 200
    document = Document(io.BytesIO(answer.data))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert f"{heading} chung là {figure}" in said
    assert (method or "cua_ta@1") in said
    assert any(heading in [cell.text for cell in table.rows[0].cells] for table in document.tables)
    named = [row.cells[0].text for table in document.tables for row in table.rows]
    assert [name.partition(" · ")[2] for name in named if name.startswith("Hài lòng chung")] == [
        "trung bình các yếu tố" if method else "trung bình các yếu tố theo trọng số",
        "câu hỏi chung",
    ]


def test_indicators__command__prints_method_label_and_source(held: store.Store) -> None:
    asked = ["indicators", "--instrument", "rieng", "--lang", "vi"]
    done = CliRunner().invoke(main, ["--instance", str(held.instance.root), *asked])
    assert done.exit_code == 0, done.output
    assert "cua_ta@1" in done.stdout
    assert "Cách tính của tỉnh (cua_ta@1)." in done.stderr
    assert "Nguồn: Quyết định 1." in done.stderr


def test_round__whose_form_left_the_method_out__is_still_counted_by_it(
    held: store.Store, reader: Any
) -> None:
    publish(held, "2", "")
    later = reader.asking(method="cua_ta@1", month=f"{local_day(web.now()):%Y-%m}")
    assert line(later.tables("R")["factors"], OVERALL)["Tỷ lệ hài lòng"] == "60,00%"


def test_round__of_a_form_without_a_method__stays_with_the_share_when_a_later_version_brings_one(
    filled: Any, sign_in: Any
) -> None:
    source = load_shipped("counter_rating").replace(b"| counter_rating | 1  ", b"| counter_rating | 2  ")
    source += (
        b"\n| methods | | | | |\n| | method | version | label | within |\n| | moi | 1 | New | pooled |\n"
    )
    form = compile_workbook(source, FILE)
    filled.store.write(lambda db: instruments.publish(db, form, source, FILE, web.now()))
    page = sign_in(filled.store, Role.ANALYST).get("/results/R1").text
    assert '<option value="share_satisfied@1" selected>' in page
    assert '<option value="moi@1">' in page
