"""The desk in a browser: list, send, read, confirm, publish, download."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask.testing import FlaskClient

from survey_app import store, web
from survey_app.accounts import service as people
from survey_app.accounts.model import Person, Role
from survey_app.app import create_app
from survey_app.instruments import service
from survey_app.instruments.model import plain_name

Browse = Callable[..., Any]
NEW = "/instrument-drafts/new"
ROLES = ("administrator", "analyst", "inspector", "viewer")


def send(browser: Any, content: bytes, name: str = "thu.md", *sounds: tuple[str, bytes]) -> Any:
    fields = {
        "csrf_token": browser.token(NEW),
        "workbook": (BytesIO(content), name),
        "files": [(BytesIO(sound), called) for called, sound in sounds],
    }
    answer = browser.client.post(NEW, data=fields)
    answer.request.environ["wsgi.input"].close()  # the test client leaves a large body's file open
    return answer


def publish(opened: Any, samples: Any, **of: Any) -> None:
    examined = samples.examined(**of)
    id = samples.draft(opened, **of)
    assert examined.acceptable
    opened.write(lambda db: service.publish_draft(db, id, True, samples.now))


def test_desk__with_versions__shows_them_newest_first(office: Any, staff: Browse, samples: Any) -> None:
    publish(office.store, samples)
    publish(office.store, samples, version="2", label="Mới")
    page = staff("administrator").client.get("/instruments").text
    assert page.index("/instruments/thu/2") < page.index("/instruments/thu/1")
    for said in ("Phiếu thử", "công bố lần 2", "Tiếng Việt, English", "counter_rating"):
        assert said in page
    english = staff("analyst").client.get("/instruments?lang=en").text
    assert "Trial" in english


def test_desk__of_an_analyst__offers_nothing_that_publishes(office: Any, staff: Browse, samples: Any) -> None:
    samples.draft(office.store)
    page = staff("analyst").client.get("/instruments").text
    assert "/instruments/sipas/" in page
    assert "instrument-drafts" not in page


def test_desk__with_nothing_published__publishes_a_shipped_one_with_a_button(alone: Any) -> None:
    page = alone.get("/instruments").text
    assert "Chưa công bố bộ câu hỏi nào." in page
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[-1]
    answer = alone.post("/instruments/shipped/sipas", data={"csrf_token": token})
    assert answer.status_code == 303
    assert "Đã công bố sipas" in alone.get(answer.location).text
    assert "/instruments/shipped/sipas" not in alone.get("/instruments").text
    assert alone.post("/instruments/shipped/no", data={"csrf_token": token}).status_code == 404


def test_upload__clean_form__is_published_from_its_draft(office: Any, staff: Browse, samples: Any) -> None:
    browser = staff("administrator")
    sent = send(browser, samples.form(), "C:\\bộ câu hỏi\\<b>thử</b>.md")
    assert sent.status_code == 303
    page = browser.client.get(sent.location).text
    assert "Không có lỗi hay cảnh báo." in page
    assert "<b>" not in page
    assert service.versions(office.store.read(), "thu") == []
    published = browser.post(sent.location)
    assert (published.status_code, published.location) == (303, "/instruments/thu/1")
    assert "Đã công bố thu, phiên bản 1." in browser.client.get("/instruments/thu/1").text
    assert browser.client.get(sent.location).status_code == 410


def test_upload__refused__shows_all_findings_and_stores_nothing(
    office: Any, staff: Browse, samples: Any
) -> None:
    content = samples.form().replace(b"| text ", b"| txet ").replace(b"select_one words", b"select_one none ")
    answer = send(staff("administrator"), content, "thu.md", ("a.mp3", b"no sound"))
    assert answer.status_code == 422
    for said in ("survey, dòng 2, cột A", "survey, dòng 3, cột A", "txet", "“text”", "a.mp3", "Lỗi"):
        assert said in answer.text
    assert service.drafts(office.store.read(), samples.now) == []


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "thu.xlsx", "Tệp trống."),
        (b"MZ\x90\x00\x03", "thu.xlsx", "UTF-8"),
        (b"\xd0\xcf\x11\xe0", "thu.xls", "kiểu cũ"),
        (b"PK\x03\x04 not an archive", "thu.xlsx", "bị hỏng"),
        (b"| a | b |\n| c | d |", "thu.md", "không có trang tính"),
        (b"x" * 5_000_001, "thu.csv", "quá lớn"),
        (("survey" + ",x" * 500 + "\n,a" * 3).encode(), "thu.csv", "quá nhiều cột"),
    ],
)
def test_upload__no_workbook__says_why(
    office: Any, staff: Browse, content: bytes, name: str, said: str
) -> None:
    answer = send(staff("administrator"), content, name)
    assert answer.status_code == 422
    assert said in answer.text


def test_upload__excel__is_taken_unless_a_sheet_is_hidden_or_it_has_macros(
    office: Any, staff: Browse, samples: Any
) -> None:
    browser = staff("administrator")
    assert send(browser, samples.excel(), "thu.xlsx").status_code == 303
    hidden = send(browser, samples.excel(hidden="survey"), "thu.xlsx")
    assert "Trang tính “survey” đang bị ẩn" in hidden.text
    macros = BytesIO(samples.excel())
    with ZipFile(macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"")
    assert "macro" in send(browser, macros.getvalue(), "thu.xlsm").text
    assert len(service.drafts(office.store.read(), samples.now)) == 1


def test_upload__archive_that_unpacks_to_too_much__is_refused(office: Any, staff: Browse) -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 61_000_000)
    assert len(bomb.getvalue()) < 100_000
    answer = send(staff("administrator"), bomb.getvalue(), "thu.xlsx")
    assert answer.status_code == 422
    assert "Tệp quá lớn: tối đa 60 MB." in answer.text


def test_upload__without_a_file__says_so_beside_the_field(office: Any, staff: Browse) -> None:
    answer = staff("administrator").post(NEW)
    assert answer.status_code == 422
    assert "Hãy chọn tệp bộ câu hỏi." in answer.text


def test_upload__more_than_is_read__is_refused_in_words(office: Any, staff: Browse, samples: Any) -> None:
    answer = send(staff("administrator"), samples.form(), "thu.md", ("a.mp3", bytes(27 * 2**20)))
    assert answer.status_code == 413
    assert "vượt quá 26 MB" in answer.text


def test_draft__with_warnings__is_published_only_when_they_were_confirmed(
    office: Any, staff: Browse, samples: Any
) -> None:
    browser = staff("administrator")
    content = samples.form().replace(b"Anything else?", b"              ")
    path = send(browser, content).location
    assert "Cảnh báo" in browser.client.get(path).text
    refused = browser.post(path)
    assert refused.status_code == 422
    assert "Hãy đọc các cảnh báo" in refused.text
    assert browser.post(path, confirmed="y").status_code == 303


def test_draft__file_is_missing__names_it_and_offers_no_publishing(
    office: Any, staff: Browse, samples: Any
) -> None:
    browser = staff("administrator")
    path = send(browser, samples.form(sound="q1.mp3"), "thu.md", ("q_1.mp3", samples.mp3)).location
    page = browser.client.get(path).text
    assert "Biểu mẫu cần tệp “q1.mp3”" in page
    assert "“q_1.mp3” bị sai tên" in page
    assert "Công bố</button>" not in page
    assert browser.post(path, confirmed="y").status_code == 422


def test_draft__version_taken_meanwhile__says_which_name_to_give(
    office: Any, staff: Browse, samples: Any
) -> None:
    browser = staff("administrator")
    path = "/instrument-drafts/" + samples.draft(office.store, label="Khác")
    token = browser.token(path)
    publish(office.store, samples)
    answer = browser.client.post(path, data={"csrf_token": token})
    assert answer.status_code == 422
    assert "ví dụ thành 2" in answer.text


def test_draft__same_content_again__says_it_is_published(office: Any, staff: Browse, samples: Any) -> None:
    publish(office.store, samples)
    browser = staff("administrator")
    path = send(browser, samples.form()).location
    assert "Nội dung này đã được công bố: thu, phiên bản 1." in browser.client.get(path).text
    answer = browser.post(path)
    assert answer.location == "/instruments/thu/1"
    assert "không có gì thay đổi" in browser.client.get(answer.location).text


def test_draft__deleted_by_somebody_else__is_gone_in_words(office: Any, staff: Browse, samples: Any) -> None:
    one, other = staff("administrator"), staff("administrator")
    path = "/instrument-drafts/" + samples.draft(office.store)
    token = one.token(path)
    deleted = other.client.post(f"{path}/delete", data={"csrf_token": other.token(path)})
    assert deleted.location == "/instruments"
    for address in (path, f"{path}/delete"):
        answer = one.client.post(address, data={"csrf_token": token})
        assert answer.status_code == 410
        assert "không còn" in answer.text


def test_version__of_a_checklist__shows_what_becomes_a_finding(office: Any, staff: Browse) -> None:
    office.survey("init")
    page = staff("analyst").client.get("/instruments/counter_check/2?lang=en").text
    row = re.search(r'<th scope="row">B01</th>.*?</tr>', page, re.DOTALL)
    assert row
    assert "N3" in row[0]
    assert "TT04" in row[0]
    assert len(re.findall(r"[0-9a-f]{64}", page)) == 1


def test_original__of_a_version__is_what_was_sent(office: Any, staff: Browse, samples: Any) -> None:
    browser = staff("administrator")
    browser.post(send(browser, samples.form(), "phiếu thử.md").location)
    answer = staff("analyst").client.get("/instruments/thu/1/original")
    assert answer.data == samples.form()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename")
    assert disposition.endswith("phi%E1%BA%BFu%20th%E1%BB%AD.md")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("C:\\Users\\a\\phiếu.xlsx", "phiếu.xlsx"),
        ("../../etc/passwd", "passwd"),
        ('a\r\n"b"<c>.md', "abc.md"),
        ("", "file"),
        ("...", "file"),
        ("x" * 200 + ".md", "x" * 117 + ".md"),
    ],
)
def test_plain_name__of_what_a_browser_sends__is_a_name_alone(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    "path",
    [
        "/instruments/thu/9",
        "/instruments/%00/%0a",
        "/instruments/..%2f..%2fetc/passwd",
        "/instruments/<script>/1",
        "/instruments/thu'--/1/original",
        "/instruments/ph%E1%BA%BFu/%F0%9F%98%80/preview",
        "/instruments/thu/9/screens/vi",
        "/instruments/sipas/2017.1/files/..%2fx.mp3",
        "/instruments/sipas/2017.1/files/x.mp3",
    ],
)
def test_address__of_nothing__is_not_found_in_words(office: Any, staff: Browse, path: str) -> None:
    answer = staff("administrator").client.get(path)
    assert answer.status_code == 404
    assert "<script>" not in answer.text


@pytest.mark.parametrize("role", ROLES)
def test_pages__of_the_desk__are_open_to_whom_they_are_for(
    office: Any, staff: Browse, samples: Any, role: str
) -> None:
    draft = "/instrument-drafts/" + samples.draft(office.store)
    reads = ["/instruments", "/instruments/sipas/2017.1", "/instruments/sipas/2017.1/preview"]
    publishes = [NEW, draft, f"{draft}/preview", f"{draft}/screens/vi"]
    client = staff(role).client
    assert {client.get(path).status_code for path in reads} == {200 if role in ROLES[:2] else 403}
    assert {client.get(path).status_code for path in publishes} == {200 if role == ROLES[0] else 403}


def test_publishing__without_a_token_of_the_form__is_refused(
    office: Any, staff: Browse, samples: Any
) -> None:
    path = "/instrument-drafts/" + samples.draft(office.store)
    client = staff("administrator").client
    for address in (path, f"{path}/delete", "/instruments/shipped/sipas"):
        assert client.post(address).status_code == 400
    assert service.versions(office.store.read(), "thu") == []


@pytest.fixture
def alone(opened: store.Store, samples: Any) -> FlaskClient:
    """The first administrator's browser, at an instance with nothing in it."""
    person = Person("first", "Nguyễn Thị Ánh", Role.ADMINISTRATOR)
    people.add_person(opened, person, "mật khẩu đủ dài", samples.now)
    client = create_app(opened).test_client()
    with client.session_transaction() as session:
        session[web.SESSION_TOKEN] = people.sign_in(opened, "first", "mật khẩu đủ dài", samples.now)
    return client
