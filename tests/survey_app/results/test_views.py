import csv
import io
import subprocess
import sys
from datetime import timedelta
from typing import Any

import openpyxl
import pytest

from survey_app import store, web
from survey_app.accounts.model import Role
from survey_app.places.model import local_day
from survey_app.responses import service as responses

OVERALL = "Hài lòng chung · gộp mọi câu trả lời"
VIETNAMESE_PERCENT = str.maketrans({",": ".", "%": ""})


def cells(table: list[list[str]], label: str) -> dict[str, str]:
    """The line that begins with ``label``, by heading."""
    return dict(zip(table[0], next(line for line in table[1:] if line[0] == label), strict=True))


def column(table: list[list[str]], heading: str) -> dict[str, str]:
    place = table[0].index(heading)
    return {line[0]: line[place] for line in table[1:]}


def test_rounds__none_yet__says_what_to_do(opened: store.Store, sign_in: Any) -> None:
    page = sign_in(opened, Role.VIEWER).get("/results")
    assert page.status_code == 200
    assert "Đợt và mã QR" in page.text
    assert "survey rounds add" not in page.text


def test_rounds__with_responses__shows_counts_status_and_links(shown: Any) -> None:
    page = shown.get("/results")
    assert 'href="/results/R1"' in page.text
    assert "mẫu 2017, chưa đối chiếu" in page.text  # the round S1 asks this form
    assert page.text.index("NEXT") < page.text.index(">R1<") < page.text.index(">OLD<")
    assert '<td class="figure">120</td>' in page.text


def test_round__overall__is_what_was_answered(shown: Any) -> None:
    # The kiosk channel has most responses: A1 24 of 32, A2 11 of 20, B1 26 of 31, D1 7 of 7, E1 9 of 9.
    line = cells(shown.tables()["factors"], OVERALL)
    assert (line["n (số phiếu)"], line["Tỷ lệ hài lòng"]) == ("99", "77,78%")  # 77 of 99


def test_round__figures_of_one_indicator__are_named_by_how_they_are_made(shown: Any) -> None:
    names = [line[0] for line in shown.tables()["factors"][1:]]
    assert len(set(names)) == len(names)
    assert {"Hài lòng chung · trung bình các tiêu chí", "Hài lòng chung · câu hỏi chung"} < set(names)


def test_round__ways_of_intervals__are_said_in_words(shown: Any) -> None:
    tables = shown.tables()
    told = {
        line[tables[name][0].index("Cách tính khoảng")]
        for name in ("factors", "criteria")
        for line in tables[name][1:]
    }
    assert told == {"Wilson, n phiếu", "Wilson, n hiệu dụng"}
    assert "wilson_neff" not in shown.get().text


@pytest.mark.parametrize("name", ["factors", "criteria", "answers", "units", "channels"])
def test_round__every_table__says_what_its_csv_says(shown: Any, name: str) -> None:
    seen, written = shown.tables()[name], shown.csv(name)
    assert seen[0] == written[0]
    assert len(seen) == len(written) > 1
    for line, other in zip(seen[1:], written[1:], strict=True):
        for text, value in zip(line, other, strict=True):
            if text.endswith("%"):
                share = float(text.translate(VIETNAMESE_PERCENT)) / 100
                assert share == pytest.approx(float(value), abs=0.5001e-4)
            else:
                assert text == value


def test_workbook__every_sheet__says_what_the_csv_says(shown: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(shown.get("/results/R1/results.xlsx").data), data_only=True)
    names = ["factors", "answers", "criteria", "units", "channels"]
    for name, sheet in zip(names, book.worksheets[1:6], strict=True):
        rows = [["" if value is None else value for value in row] for row in sheet.values]
        for line, other in zip(rows, shown.csv(name), strict=True):
            for value, text in zip(line, other, strict=True):
                assert (float(text) if isinstance(value, int | float) else text) == value


def test_workbook__notes__name_round_method_status_and_filters(shown: Any) -> None:
    month = local_day(web.now())
    asked = shown.asking(unit="01", channel="all", month=f"{month:%Y-%m}")
    book = openpyxl.load_workbook(io.BytesIO(asked.get("/results/R1/results.xlsx").data))
    notes = "\n".join(str(row[0]) for row in book.worksheets[0].values)
    for word in (
        "R1",
        "share_satisfied@1",
        "không phải mẫu chính thức",
        "Thành phố Hà Nội",
        "Gộp các hình thức",
        f"{month:%m/%Y}",
    ):
        assert word in notes


def test_round__units_with_few__are_hidden_on_the_page_and_in_every_file(shown: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(shown.get("/results/R1/results.xlsx").data))
    sheet = [["" if value is None else str(value) for value in row] for row in book.worksheets[4].values]
    for table in (shown.tables()["units"], shown.csv("units"), sheet):
        for name in ("Thành phố Đà Nẵng", "Thành phố Huế"):
            line = cells(table, name)
            told = [name, "ẩn (n nhỏ)", "share_satisfied@1", line["Mã"]]
            assert [text for text in line.values() if text] == told


def test_round__hidden_units__are_not_drawn_and_their_counts_stand_nowhere(shown: Any) -> None:
    page = shown.get().text
    plot = page[page.index('<h2 id="units">') : page.index('id="caption-units"')]
    lines = plot.split('class="row"')[1:]
    assert ['class="dot"' in line for line in lines].count(True) == 2  # Hà Nội and Hải Phòng
    assert len(lines) == 4
    every = [value for name in shown.tables() for line in shown.csv(name) for value in line]
    assert "7" not in every
    assert "9" not in every


def test_round__a_unit_with_few__shows_no_figure_when_asked_for_alone(shown: Any) -> None:
    page = shown.asking(unit="48")
    assert 'id="shown"' not in page.get().text
    assert {value for table in page.tables().values() for value in column(table, "Ghi chú").values()} == {
        "ẩn (n nhỏ)"
    }


def test_round__responses_not_sealed__are_received_but_move_no_share(filled: Any, reader: Any) -> None:
    before = reader.tables()
    filled.receive("B1", 12, satisfied=0)
    page = reader.get()
    assert '<dd id="received">132</dd>' in page.text
    assert reader.tables() == before
    filled.seal()
    after = cells(reader.tables()["factors"], OVERALL)
    assert after["n (số phiếu)"] == "111"


def test_round__a_sealed_step_of_fewer_than_ten__moves_no_share(filled: Any, reader: Any) -> None:
    before = reader.tables()
    filled.receive("B1", 9, satisfied=0)
    filled.seal()
    assert reader.tables() == before


def test_round__a_unit_asked_for__shows_its_own_figures_and_what_lies_below(shown: Any) -> None:
    tables = shown.asking(unit="01").tables()
    assert cells(tables["factors"], OVERALL)["n (số phiếu)"] == "52"
    assert column(tables["units"], "Mã") == {"Phường Hai": "HN2", "Phường Một": "C1"}
    tables = shown.asking(unit="C1").tables()
    assert column(tables["units"], "Mã") == {"Quầy A1": "A1"}
    assert "units" not in shown.asking(unit="A1").tables()


def test_round__filter__keeps_the_choice_and_offers_the_units_below(shown: Any) -> None:
    page = shown.asking(unit="01", channel="qr_phone/C").get().text
    assert '<option value="01" selected>Thành phố Hà Nội</option>' in page
    assert '<option value="HN2">Phường Hai</option>' in page
    assert '<option value="qr_phone/C" selected>' in page
    assert "/results/R1?unit=C1&amp;channel=qr_phone/C" in page  # the line of the table leads on


def test_round__modes__are_pooled_only_when_asked(shown: Any) -> None:
    def n(**query: str) -> str:
        return cells(shown.asking(**query).tables()["factors"], OVERALL)["n (số phiếu)"]

    assert (n(), n(channel="kiosk/K"), n(channel="qr_phone/C"), n(channel="all")) == ("99", "99", "21", "120")


def test_round__by_mode_and_tier__has_a_row_for_each(shown: Any) -> None:
    table = shown.asking(channel="all").tables()["channels"]
    assert column(table, "n (số phiếu)") == {
        "Máy tính bảng tại quầy (kiosk)": "99",
        "Quét QR bằng điện thoại": "21",
    }


def test_round__a_month__counts_only_what_was_given_in_it(place: Any, reader: Any) -> None:
    early, late = place.today - timedelta(90), place.today - timedelta(30)
    place.receive("A1", 15, satisfied=9, day=early, round_="OLD")
    place.receive("A1", 12, satisfied=9, day=late, round_="OLD")
    place.seal("OLD")
    for query, n in (({}, "27"), ({"month": f"{early:%Y-%m}"}, "15"), ({"month": f"{late:%Y-%m}"}, "12")):
        table = reader.asking(**query).tables("OLD")["factors"]
        assert cells(table, OVERALL)["n (số phiếu)"] == n


def test_round__nothing_sealed__says_so_and_counts_what_was_received(place: Any, reader: Any) -> None:
    place.receive("A1", 3, satisfied=3)
    page = reader.get()
    assert page.status_code == 200
    assert "Chưa có tỷ lệ nào để công bố" in page.text
    assert '<dd id="received">3</dd>' in page.text
    assert reader.get("/results/R1/results.xlsx").status_code == 404


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/results/nope", {}, 404),
        ("/results/R1/nope.csv", {}, 404),
        ("/results/R1", {"unit": "nope"}, 404),
        ("/results/R1", {"channel": "pigeon/Z"}, 422),
        ("/results/R1", {"month": "2019-13"}, 422),
        ("/results/R1", {"month": "2019-01"}, 422),
    ],
)
def test_round__asked_for_what_there_is_not__says_which(
    shown: Any, path: str, query: dict[str, str], status: int
) -> None:
    page = shown.asking(**query).get(path)
    assert page.status_code == status
    assert "<h1>Không thực hiện được</h1>" in page.text


def test_round__in_english__has_no_vietnamese_words_of_ours(shown: Any) -> None:
    page = shown.asking(lang="en").get().text
    assert "Share satisfied overall" in page
    for word in ("Tỷ lệ", "Hài lòng", "Đơn vị", "phiếu"):
        assert word not in page


@pytest.mark.parametrize("path", ["/results", "/results/R1", "/results/R1/factors.csv"])
def test_pages__for_others__are_closed(place: Any, sign_in: Any, path: str) -> None:
    inspector = sign_in(place.store, Role.INSPECTOR)
    assert inspector.get(path).status_code == 403
    assert inspector.app.test_client().get(path).status_code == 303


def test_files__of_a_demonstration__say_so_in_name_rows_and_notes(filled: Any, sign_in: Any) -> None:
    filled.store.write(lambda db: store.put_setting(db, "demo", "yes"))
    reader = sign_in(filled.store, Role.VIEWER)
    answer = reader.get("/results/R1/factors.csv")
    assert "filename=du-lieu-gia-lap-R1-factors.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert {row[-1] for row in rows} == {"du_lieu", "DỮ LIỆU GIẢ LẬP"}
    book = openpyxl.load_workbook(io.BytesIO(reader.get("/results/R1/results.xlsx").data))
    assert any("DỮ LIỆU GIẢ LẬP" in str(row[0]) for row in book.worksheets[0].values)
    assert "DỮ LIỆU GIẢ LẬP" in reader.get().text


def test_files__of_a_real_instance__carry_no_mark(shown: Any) -> None:
    answer = shown.get("/results/R1/factors.csv")
    assert "filename=R1-factors.csv" in answer.headers["Content-Disposition"]
    assert "GIẢ LẬP" not in answer.data.decode()


SERVED = """
import sys
from pathlib import Path
from survey_app import store, web
from survey_app.accounts import service as people
from survey_app.accounts.model import Person, Role
from survey_app.app import create_app
from survey_app.web.guards import SESSION_TOKEN

opened = store.open_store(store.Instance(Path(sys.argv[1])))
people.add_person(opened, Person("a", "A", Role.VIEWER), "mot mat khau dai", web.now())
client = create_app(opened).test_client()
with client.session_transaction() as session:
    session[SESSION_TOKEN] = people.sign_in(opened, "a", "mot mat khau dai", web.now())
assert "77,78%" in client.get("/results/R1").text
assert client.get("/results/R1/results.xlsx").status_code == 200
print(*sys.modules)
"""


def test_server__after_a_page_of_results__has_loaded_nothing_that_computes(filled: Any) -> None:
    command = [sys.executable, "-c", SERVED, str(filled.store.instance.root)]
    loaded = set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    assert "survey_app.results.client" in loaded
    assert loaded.isdisjoint({"pandas", "numpy", "duckdb", "matplotlib", "scipy", "analysis"})


def test_received__on_the_page__is_what_the_service_counts(filled: Any, reader: Any) -> None:
    filled.receive("D1", 1, satisfied=1)
    count = responses.received(filled.store.read(), "R1")
    assert count == 121
    assert f'<dd id="received">{count}</dd>' in reader.get().text
