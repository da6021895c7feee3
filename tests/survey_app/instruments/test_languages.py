"""The pages of a form's languages: added, translated with and without scripts, by way of Excel, published."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from survey_app.instruments import service
from survey_app.instruments.languages import Line, State

Browse = Callable[..., Any]
HOME = "/instruments/thu/1/languages"
TAY = f"{HOME}/tyz"


@pytest.fixture
def browser(office: Any, staff: Browse, samples: Any) -> Any:
    """An administrator, with the trial form published and Tày added."""
    id = samples.draft(office.store)
    office.store.write(lambda db: service.publish_draft(db, id, True, samples.now))
    browser = staff("administrator")
    assert browser.post(HOME, tag="tyz").location == TAY
    return browser


def line(office: Any, place: str, tag: str = "tyz") -> Line:
    db = office.store.read()
    form = service.published(db, "thu", service.newest_version(db, "thu"))
    return next(each for each in service.lines(db, form, tag) if each.text.place == place)


def fields(browser: Any, path: str) -> dict[str, Any]:
    """What a browser sends of the page as it stands."""
    page = browser.client.get(path).text
    hidden = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    boxes = re.findall(r'<textarea[^>]* name="([\w-]+)"[^>]*>\n?([^<]*)</textarea>', page)
    ticks = dict.fromkeys(re.findall(r'type="checkbox"[^>]* name="([\w-]+)" checked', page), "on")
    return {**hidden, **dict(boxes), **ticks}


def test_languages__page__shows_progress_and_refuses_what_is_no_language(browser: Any) -> None:
    page = browser.client.get(HOME).text
    for said in ("Tày", "0 trên 5", "5 trên 5", "Chưa có trong phiên bản đã công bố"):
        assert said in page
    refused = browser.post(HOME, tag="tiếng Tày")
    assert refused.status_code == 422
    assert "tiếng Tày" in refused.text
    assert browser.client.get(f"{HOME}/fr").status_code == 404


def test_translation__sent_without_scripts__stores_texts_and_recordings(
    office: Any, browser: Any, samples: Any
) -> None:
    sent = fields(browser, TAY) | {"text-2": "Bại <b>rừ</b>?", "reviewed-2": "on", "text-3": "Góp"}
    answer = browser.client.post(TAY, data={**sent, "sound-2": (BytesIO(samples.mp3), "a.mp3")})
    assert (answer.status_code, answer.location) == (303, TAY)
    assert [line(office, f"item {name} label").state for name in ("q1", "q2")] == [
        State.REVIEWED,
        State.DRAFT,
    ]
    page = browser.client.get(TAY).text
    assert "Bại &lt;b&gt;rừ&lt;/b&gt;?" in page
    played = browser.client.get(re.search(r'<audio[^>]* src="([^"]+)"', page)[1].replace("&amp;", "&"))  # type: ignore[index]
    assert (played.status_code, played.data, played.mimetype) == (200, samples.mp3, "audio/mpeg")
    again = browser.client.post(TAY, data=fields(browser, TAY) | {"heard-2": "on"})
    assert again.status_code == 303
    assert line(office, "item q1 label").sound is State.REVIEWED
    browser.client.post(TAY, data=fields(browser, TAY) | {"remove": "2"})
    assert line(office, "item q1 label").sound is State.NONE


def test_translation__changed_by_somebody_else__keeps_what_was_typed_beside_it(
    office: Any, browser: Any, staff: Browse
) -> None:
    mine = fields(browser, TAY) | {"text-2": "của tôi"}
    other = staff("analyst")
    assert other.client.post(TAY, data=fields(other, TAY) | {"text-2": "của chị"}).status_code == 303
    refused = browser.client.post(TAY, data=mine)
    assert refused.status_code == 422
    assert "của tôi</textarea>" in refused.text
    assert "vừa sửa câu này thành “của chị”" in refused.text
    assert line(office, "item q1 label").written == "của chị"


def test_translation__reviewed_by_whoever_made_it__says_so(browser: Any, staff: Browse, samples: Any) -> None:
    sound = {"sound-2": (BytesIO(samples.mp3), "a.mp3"), "heard-2": "on"}
    browser.client.post(
        TAY, data=fields(browser, TAY) | {"text-2": "Bại", "reviewed-2": "on", "text-3": "Góp"} | sound
    )
    page = browser.client.get(TAY).text
    assert (page.count("duyệt: cùng người dịch"), page.count("duyệt: cùng người ghi âm")) == (1, 1)
    other = staff("analyst")
    other.client.post(TAY, data=fields(other, TAY) | {"reviewed-3": "on"})
    page = browser.client.get(TAY).text
    assert page.count("cùng người dịch") == 1
    assert page.count("; duyệt: ") == 3


def test_translation__one_line_by_a_script__comes_back_as_it_stands(office: Any, browser: Any) -> None:
    page = fields(browser, TAY)
    sent = {name: page[name] for name in ("csrf_token", "mark-2", "sound-mark-2")} | {"text-2": "Bại"}
    answer = browser.client.post(TAY, data=sent, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    [row] = answer.json["lines"]
    assert (row["number"], row["reviewed"], "Nháp" in row["stand"], row["kept"]) == (2, False, True, True)
    assert "1 trên 5" in answer.json["progress"]
    refused = browser.client.post(TAY, data=sent | {"text-2": "Rừ"}, headers={"Accept": "application/json"})
    assert refused.status_code == 422
    [row] = refused.json["lines"]
    assert ("vừa sửa câu này" in row["stand"], row["kept"]) == (True, False)


@pytest.mark.parametrize(
    ("show", "count"), [("all", 5), ("untranslated", 4), ("draft", 1), ("unrecorded", 4), ("no", 5)]
)
def test_translation__narrowed__shows_those_lines(browser: Any, show: str, count: int) -> None:
    browser.client.post(TAY, data=fields(browser, TAY) | {"text-2": "Bại"})
    page = browser.client.get(f"{TAY}?show={show}").text
    assert page.count('<section class="line') == count


def table_of(browser: Any) -> Any:
    """The table as Excel opens it."""
    answer = browser.client.get(f"{TAY}/translations.xlsx")
    assert answer.status_code == 200
    return openpyxl.load_workbook(BytesIO(answer.data))


def send_table(browser: Any, book: Any, **more: str) -> Any:
    stream = BytesIO()
    book.save(stream)
    sent = {"csrf_token": browser.token(f"{TAY}/table"), "table": (BytesIO(stream.getvalue()), "tay.xlsx")}
    return browser.client.post(f"{TAY}/table", data={**sent, **more})


def test_table__filled_in_and_sent_back__comes_in_as_drafts(office: Any, browser: Any) -> None:
    browser.client.post(TAY, data=fields(browser, TAY) | {"text-3": "Góp", "reviewed-3": "on"})
    book = table_of(browser)
    sheet = book.active
    rows = list(sheet.iter_rows(values_only=True))
    assert sheet.title == "Bản dịch"
    assert rows[0] == ("Vị trí", "Câu gốc", "Bản dịch", "Trạng thái", "Mã đối chiếu")
    assert [row[:4] for row in rows[2:4]] == [
        ("Câu q1: câu chữ", "Thế nào?", None, "Chưa dịch"),
        ("Câu q2: câu chữ", "Góp ý", "Góp", "Đã duyệt"),
    ]
    sheet["C3"] = "Bại rừ?"
    sheet["C2"] = "=1+1"
    sheet["C2"].data_type = "s"
    answer = send_table(browser, book)
    assert answer.status_code == 303
    assert "2 câu thay đổi" in browser.client.get(answer.location).text
    assert line(office, "item q1 label").state is State.DRAFT
    assert line(office, "item q2 label").state is State.REVIEWED
    assert line(office, "form title").written == "=1+1"
    assert "C2" in {cell.coordinate for row in table_of(browser).active.iter_rows() for cell in row}


def test_table__with_faults__is_refused_whole_with_all_of_them(office: Any, browser: Any) -> None:
    book = table_of(browser)
    sheet = book.active
    sheet["C3"], sheet["C4"], sheet["C5"] = "của bảng", "Góp", "x" * 4001
    sheet["B4"], sheet["A6"] = "Câu khác", "Câu q9: câu chữ"
    browser.client.post(TAY, data=fields(browser, TAY) | {"text-2": "của trang"})
    refused = send_table(browser, book)
    assert refused.status_code == 422
    for said in (
        "“của trang”, trong bảng là “của bảng”",
        "câu gốc nay là “Góp ý”",
        "4001",
        "“Câu q9: câu chữ”",
    ):
        assert said in refused.text
    assert line(office, "item q2 label").state is State.NONE
    sheet["C5"], sheet["A6"] = "Tốt", sheet["A5"].value
    assert send_table(browser, book, overwrite="y").status_code == 303
    assert line(office, "item q1 label").written == "của bảng"


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        (("place", "source", "translation", "state", "mark"), "item q1 label"),
        (("Place", "Source", "Translation", "State", "Mark"), "Question q1: text"),
        (("VỊ TRÍ", "Câu gốc", " bản  dịch ", "", "Mã đối chiếu"), " Câu  q1: câu chữ"),
    ],
)
def test_table__with_its_heading_in_another_language__comes_in(
    office: Any, browser: Any, heading: tuple[str, ...], place: str
) -> None:
    book = table_of(browser)
    for column, name in enumerate(heading, start=1):
        book.active.cell(1, column, name)
    book.active["A3"], book.active["C3"] = place, "Bại rừ?"
    assert send_table(browser, book).status_code == 303
    assert line(office, "item q1 label").written == "Bại rừ?"


def test_table__with_strange_answers_and_hidden_characters__names_every_row_and_takes_none(
    office: Any, browser: Any
) -> None:
    book = table_of(browser)
    sheet = book.active
    sheet["C2"], sheet["C3"], sheet["C4"] = "Tên", "Bại ${khong_co}", "Góp \u202eý"
    refused = send_table(browser, book, overwrite="y")
    assert refused.status_code == 422
    assert "Dòng 3 (Câu q1: câu chữ): bản dịch hiện câu trả lời ${khong_co}" in refused.text
    assert "Dòng 4 (Câu q2: câu chữ)" in refused.text
    assert "U+202E" in refused.text
    assert line(office, "form title").state is State.NONE


@pytest.mark.parametrize(
    ("content", "said"), [(b"a,b\n1,2", "Vị trí, Bản dịch"), (b"", "trống"), (b"PK\x03\x04", "hỏng")]
)
def test_table__that_is_none__says_why(browser: Any, content: bytes, said: str) -> None:
    sent = {"csrf_token": browser.token(f"{TAY}/table"), "table": (BytesIO(content), "tay.xlsx")}
    refused = browser.client.post(f"{TAY}/table", data=sent)
    assert refused.status_code == 422
    assert said in refused.text


def test_new_version__asks_about_drafts_then_waits_on_the_desk(
    office: Any, browser: Any, staff: Browse
) -> None:
    path = "/instruments/thu/1/new-version"
    assert "Chưa có bản dịch hay bản ghi âm nào mới." in browser.client.get(path).text
    sent = {"text-2": "Bại rừ?", "reviewed-2": "on", "text-3": "Góp ý Tày"}
    browser.client.post(TAY, data=fields(browser, TAY) | sent)
    refused = browser.post(path)
    assert refused.status_code == 422
    assert "Góp ý Tày" in refused.text
    made = browser.post(path, confirmed="y")
    assert (made.status_code, made.location[:19]) == (303, "/instrument-drafts/")
    assert "Tày" in browser.client.get(made.location).text
    browser.post(made.location, confirmed="y")
    assert line(office, "item q1 label").state is State.PUBLISHED
    assert "Đây là phiên bản 1" in browser.client.get(HOME).text
    late = browser.post(path, confirmed="y")
    assert late.status_code == 422
    assert staff("analyst").client.get(path).status_code == 403


def test_too_large__a_page_of_recordings__is_an_error_of_its_own(browser: Any) -> None:
    sent = fields(browser, TAY)
    answer = browser.client.post(TAY, data={**sent, "sound-2": (BytesIO(bytes(27 * 2**20)), "a.mp3")})
    assert answer.status_code == 413
    assert 'name="workbook"' not in answer.text
    answer.request.environ["wsgi.input"].close()  # the test client leaves a large body's file open
