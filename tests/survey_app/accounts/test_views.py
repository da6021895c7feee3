from collections.abc import Callable
from typing import Any

import pytest

from survey_app.accounts import service
from survey_app.accounts.attempts import TRIES

Browse = Callable[..., Any]


def test_sign_in__right_password__goes_on_to_what_was_asked(office: Any, staff: Browse) -> None:
    browser = staff("viewer")
    assert browser.client.get("/results").status_code == 200
    assert "Nguyễn Thị Ánh" in browser.client.get("/results").text


@pytest.mark.parametrize("path", ["/results", "/results?lang=en", "/results/R1?unit=Q1&month="])
def test_guarded_page__nobody_signed_in__comes_back_after_the_log_in(staff: Browse, path: str) -> None:
    browser = staff()
    asked = browser.client.get(path)
    assert asked.status_code == 303
    assert asked.location.startswith("/sign-in?next=")
    signed_in = browser.post(asked.location, username=staff("analyst").username, password=browser.password)
    assert (signed_in.status_code, signed_in.location) == (303, path)


@pytest.mark.parametrize(
    "asked",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/results%0D%0AX-Evil: 1",
        "",
    ],
)
def test_sign_in__asked_for_another_site__stays_here(office: Any, staff: Browse, asked: str) -> None:
    username = staff("viewer").username
    assert staff().sign_in(username, then=asked).location == "/results"


def test_sign_in__in_english__stays_in_english(office: Any, staff: Browse) -> None:
    browser = staff()
    browser.client.get("/?lang=en")
    browser.sign_in(staff("viewer").username)
    assert '<html lang="en">' in browser.client.get("/results").text


@pytest.mark.parametrize(
    ("role", "page"),
    [("administrator", "/"), ("inspector", "/inspections"), ("analyst", "/results"), ("viewer", "/results")],
)
def test_sign_in__every_role__lands_where_its_work_is(
    office: Any, staff: Browse, role: str, page: str
) -> None:
    assert staff().sign_in(staff(role).username).location == page


def test_sign_in__wrong_password__says_so_without_saying_which(office: Any, staff: Browse) -> None:
    username = staff("viewer").username
    wrong, unknown = staff().sign_in(username, "không phải đâu"), staff().sign_in("nobody-here", "không phải")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    said = "Tên đăng nhập hoặc mật khẩu không đúng."
    assert said in wrong.text
    assert said in unknown.text
    assert "không phải đâu" not in wrong.text


def test_sign_in__too_many_guesses__is_blocked_however_the_name_is_written(
    office: Any, staff: Browse
) -> None:
    username = staff("viewer").username
    spellings = [username, username.upper(), f" {username}", f"{username} ", username.title()]
    browser = staff()
    for number in range(TRIES):
        browser.sign_in(spellings[number % len(spellings)], "guess guess guess")
    for spelling in spellings:
        blocked = browser.sign_in(spelling)  # with the right password
        assert blocked.status_code == 422
        assert "15 phút" in blocked.text


def test_sign_in__name_in_capitals__is_the_same_person(office: Any, staff: Browse) -> None:
    username = staff("viewer").username
    assert staff().sign_in(f" {username.upper()}").status_code == 303


def test_sign_in__without_its_token__is_refused(office: Any, staff: Browse) -> None:
    browser = staff()
    browser.client.get("/sign-in")
    answer = browser.client.post("/sign-in", data={"username": "a", "password": "b"})
    assert answer.status_code == 400
    assert "tải lại trang" in answer.text


def test_sign_in__nothing_filled_in__names_every_field(staff: Browse) -> None:
    page = staff().post("/sign-in", username="", password="")
    assert page.status_code == 422
    assert 'href="#username"' in page.text
    assert 'href="#password"' in page.text


def test_sign_in__what_was_in_the_session_before__is_gone_but_the_language(staff: Browse) -> None:
    browser = staff()
    browser.client.get("/sign-in?lang=en")
    with browser.client.session_transaction() as before:
        assert before["language"] == "en"
        before["planted"] = "by somebody else"
    username = staff("viewer").username
    browser.sign_in(username)
    with browser.client.session_transaction() as after:
        assert set(after) <= {"token", "csrf_token", "language"}


def test_sign_out__session__is_over_even_for_a_kept_cookie(staff: Browse) -> None:
    browser = staff("viewer")
    kept = browser.client.get_cookie("survey").value
    token = browser.token("/results")
    assert browser.client.post("/sign-out", data={"csrf_token": token}).status_code == 303
    assert browser.client.get("/results").status_code == 303
    browser.client.set_cookie("survey", kept)
    assert browser.client.get("/results").status_code == 303


def test_sign_out__from_another_site__is_refused(staff: Browse) -> None:
    browser = staff("viewer")
    assert browser.client.post("/sign-out").status_code == 400
    assert browser.client.get("/results").status_code == 200


def test_first_run__code_from_the_console__makes_the_administrator_once(office: Any, staff: Browse) -> None:
    code = service.setup_code(office.store)
    fields = {"name": "Lê Văn Bình", "username": "Binh", "password": "mật khẩu đủ dài"}
    wrong = staff().post("/first-run", code="0000-0000-0000-0000", **fields)
    assert wrong.status_code == 422
    assert "Mã khởi tạo không đúng" in wrong.text
    assert 'value="Lê Văn Bình"' in wrong.text
    assert "mật khẩu đủ dài" not in wrong.text
    assert staff().post("/first-run", code=code, **fields).status_code == 303
    person = service.people(office.store.read())[0]
    assert (person.username, person.role) == ("binh", "administrator")
    assert staff().client.get("/first-run").location == "/sign-in"


def test_first_run__bad_values__stand_at_their_fields(office: Any, staff: Browse) -> None:
    code = service.setup_code(office.store)
    fields = {"name": " ", "username": "ấn", "password": "ngắn"}
    page = staff().post("/first-run", code=code, **fields)
    assert page.status_code == 422
    for field in ("name", "username", "password"):
        assert f'href="#{field}"' in page.text
    assert service.needs_administrator(office.store.read())
