"""What was sent after the session ended is not lost, and nobody else can put words into a form."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from survey_app.accounts import service as people

Browse = Callable[..., Any]
OURS = {"Sec-Fetch-Site": "same-origin"}
TYPED = {
    "name": 'Lê "Văn" Bình & con',
    "username": "binh",
    "role": "inspector",
    "password": "mật khẩu ban đầu",
}


def fields(page: str) -> dict[str, str]:
    """What a page carries hidden, as a browser would send it."""
    inputs = [dict(re.findall(r'(\w+)="([^"]*)"', each)) for each in re.findall(r"<input ([^>]*)>", page)]
    hidden = [(each["name"], each["value"]) for each in inputs if each.get("type") == "hidden"]
    areas = re.findall(r'<textarea name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {name: unescape(value) for name, value in [*hidden, *areas]}


def test_post__session_ended__is_held_through_the_log_in_and_sent_again(office: Any, staff: Browse) -> None:
    browser = staff("administrator")
    token = browser.token("/people/new")
    browser.client.delete_cookie("survey")
    asked = browser.client.post("/people/new?x=1", data={"csrf_token": token, **TYPED}, headers=OURS)
    assert asked.status_code == 403
    assert "chưa được lưu nhưng vẫn nằm trong trang này" in asked.text
    assert TYPED["password"] not in asked.text
    wrong = browser.client.post(
        "/sign-in", data={**fields(asked.text), "username": browser.username, "password": "sai sai sai sai"}
    )
    assert wrong.status_code == 422
    again = browser.client.post(
        "/sign-in", data={**fields(wrong.text), "username": browser.username, "password": browser.password}
    )
    assert "Gửi lại" in again.text
    kept = fields(again.text)
    assert kept["name"] == TYPED["name"]
    # Passwords are not held: the page asks for it again, everything else is there.
    sent = browser.client.post("/people/new?x=1", data={**kept, "password": TYPED["password"]}, headers=OURS)
    assert sent.status_code == 303
    assert people.person(office.store.read(), "binh").name == TYPED["name"]


def test_post__page_of_an_earlier_log_in__is_offered_again_with_a_fresh_token(
    office: Any, staff: Browse
) -> None:
    browser = staff("administrator")
    old = browser.token("/people/new")
    browser.sign_in(browser.username)
    refused = browser.client.post("/people/new", data={"csrf_token": old, **TYPED}, headers=OURS)
    assert refused.status_code == 403
    kept = fields(refused.text)
    assert kept["csrf_token"] != old
    sent = browser.client.post("/people/new", data={**kept, "password": TYPED["password"]}, headers=OURS)
    assert sent.status_code == 303


ELSEWHERE = [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}]


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_post__from_another_site__is_never_held(staff: Browse, headers: dict[str, str]) -> None:
    browser = staff("administrator")
    signed_in = browser.client.post("/people/new", data=TYPED, headers=headers)
    assert signed_in.status_code == 400
    assert TYPED["username"] not in fields(signed_in.text).values()
    browser.client.delete_cookie("survey")
    nobody = browser.client.post("/people/new", data=TYPED, headers=headers)
    assert nobody.status_code == 303
    assert nobody.location.startswith("/sign-in")


def test_held__made_up_by_somebody__leads_nowhere(staff: Browse) -> None:
    browser, known = staff(), staff("viewer")
    answer = browser.post("/sign-in", username=known.username, password=known.password, held="made up")
    assert answer.status_code == 303


def test_sign_in__browser_that_sends_no_cookie__is_told_the_right_address(office: Any, client: Any) -> None:
    page = client.get("/sign-in").text
    answer = client.post("/sign-in", data={**fields(page), "username": "a", "password": "b"})
    assert answer.status_code == 400
    assert "cookie" in answer.text


def test_post__large_and_from_nobody__is_not_read(office: Any, client: Any) -> None:
    answer = client.post("/units/import", data={"file": "x" * 400_000}, headers=OURS)
    assert answer.status_code == 413
