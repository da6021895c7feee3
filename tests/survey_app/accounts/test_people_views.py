import re
from collections.abc import Callable
from typing import Any

import pytest

from survey_app.accounts import service
from survey_app.accounts.model import Role

Browse = Callable[..., Any]
NEW = {"name": "Lê Văn Bình", "username": "Binh", "role": "inspector", "password": "mật khẩu ban đầu"}


def test_new_person__good_values__is_listed_and_may_sign_in(office: Any, staff: Browse) -> None:
    browser = staff("administrator")
    answer = browser.post("/people/new", **NEW)
    assert (answer.status_code, answer.location) == (303, "/people")
    page = browser.client.get("/people").text
    assert "Đã thêm Lê Văn Bình" in page
    assert "Kiểm tra viên" in page
    assert staff().sign_in("binh", NEW["password"]).status_code == 303


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Họ và tên"),
        ({"username": "Lê Bình"}, "Tên đăng nhập"),
        ({"role": "chief"}, "Chọn một trong các mục"),
        ({"password": "ngắn"}, "12"),
    ],
)
def test_new_person__bad_values__are_said_first_and_nobody_is_added(
    office: Any, staff: Browse, wrong: dict[str, str], said: str
) -> None:
    browser = staff("administrator")
    answer = browser.post("/people/new", **(NEW | wrong))
    assert answer.status_code == 422
    summary = answer.text[answer.text.index("error-summary") :][:1500]
    assert said in summary
    assert len(service.people(office.store.read())) == 1


def test_change_person__two_administrators_at_once__the_second_is_told(office: Any, staff: Browse) -> None:
    browser, known = staff("administrator"), staff("viewer").username
    path = f"/people/{known}"
    seen = re.search(r'name="seen" value="([^"]+)"', browser.client.get(path).text)
    assert seen is not None
    fields = {"seen": seen[1], "name": "Tên Một", "role": "viewer"}
    assert browser.post(path, **fields).status_code == 303
    second = browser.post(path, **(fields | {"name": "Tên Hai"}))
    assert second.status_code == 422
    assert "vừa sửa" in second.text
    assert "Tên Một" in second.text  # what is stored now
    assert 'value="Tên Hai"' in second.text  # what was typed
    assert service.person(office.store.read(), known).name == "Tên Một"


def test_change_person__locked_out__is_signed_out_at_once(office: Any, staff: Browse) -> None:
    browser, leaving = staff("administrator"), staff("viewer")
    path = f"/people/{leaving.username}"
    seen = re.search(r'name="seen" value="([^"]+)"', browser.client.get(path).text)
    assert seen is not None
    fields = {"seen": seen[1], "name": "Người Nghỉ", "role": "viewer", "left": "y"}
    assert browser.post(path, **fields).status_code == 303
    assert leaving.client.get("/results").status_code == 303
    assert "khóa ngày" in browser.client.get("/people").text


@pytest.mark.parametrize("role", list(Role))
def test_own_password__everybody__changes_theirs(office: Any, staff: Browse, role: Role) -> None:
    browser = staff(role)
    answer = browser.post("/password", current=browser.password, password="mật khẩu mới của tôi")  # noqa: S106
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert staff().sign_in(browser.username, "mật khẩu mới của tôi").status_code == 303


def test_person_nobody_has__page__says_so(staff: Browse) -> None:
    assert staff("administrator").client.get("/people/nobody").status_code == 404


def test_new_person__everything_wrong__is_all_said_at_once(staff: Browse) -> None:
    browser = staff("administrator")
    answer = browser.post("/people/new", name="", username="A B", role="chief", password="ngắn")  # noqa: S106
    assert answer.status_code == 422
    assert set(re.findall(r'<li><a href="#([\w-]+)"', answer.text)) == {
        "name",
        "username",
        "role",
        "password",
    }
