import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pyotp import TOTP

from survey_app import web
from survey_app.accounts import service
from survey_app.accounts.model import SECOND_FACTOR_ROLES
from survey_app.accounts.service import second_factor
from survey_app.store import put_setting
from wording import say

Browse = Callable[..., Any]


def secret_of(html: str) -> str:
    found = re.search(r'name="secret"[^>]*value="([A-Z2-7]{32})"', html)
    assert found
    return found[1]


def code(secret: str, steps: int = 0) -> str:
    """What an app shows now, or so many steps later."""
    return TOTP(secret).at(web.now() + timedelta(seconds=30 * steps))


def set_up(browser: Any) -> tuple[str, list[str]]:
    """The secret and the recovery codes of whoever is signed in there."""
    html = browser.client.get("/second-factor").text
    secret = secret_of(html)
    page = browser.post("/second-factor", secret=secret, code=code(secret))
    assert page.status_code == 200
    codes = re.findall(r"<code>([A-Z2-9-]{14})</code>", page.text)
    assert len(codes) == 10
    return secret, codes


def test_set_up__page__shows_picture_secret_and_no_more_once_it_is_on(staff: Browse) -> None:
    browser = staff("secretary")
    page = browser.client.get("/second-factor").text
    assert "<svg" in page
    secret, codes = set_up(browser)
    on = browser.client.get("/second-factor").text
    assert "<svg" not in on
    assert secret not in on
    assert not any(one in on for one in codes)


def test_set_up__wrong_code__shows_the_same_secret_again(staff: Browse) -> None:
    browser = staff("viewer")
    secret = secret_of(browser.client.get("/second-factor").text)
    page = browser.post("/second-factor", secret=secret, code="000000")
    assert page.status_code == 422
    assert secret_of(page.text) == secret


def test_set_up__secret_somebody_else_made_up__is_not_taken(office: Any, staff: Browse) -> None:
    browser = staff("viewer")
    made_up = 'AAAA"><b>'
    page = browser.post("/second-factor", secret=made_up, code="000000")
    assert page.status_code == 422
    assert "<b>" not in page.text.split("<main")[1]
    assert secret_of(page.text)


def test_sign_in__with_a_second_factor__asks_for_the_code_before_anything_opens(staff: Browse) -> None:
    owner = staff("viewer")
    secret, _ = set_up(owner)
    browser = staff()
    asked = browser.sign_in(owner.username, then="/results")
    assert asked.location == "/sign-in/code?next=/results"
    assert browser.client.get("/results").status_code == 303
    with browser.client.session_transaction() as kept:
        assert "token" not in kept
    wrong = browser.post(asked.location, code="000000")
    assert wrong.status_code == 422
    assert say("vi", "errors.wrong_second_proof") in wrong.text
    right = browser.post(asked.location, code=code(secret, 1))
    assert (right.status_code, right.location) == (303, "/results")
    assert browser.client.get("/results").status_code == 200


def test_sign_in__with_a_recovery_code__is_let_in_once(staff: Browse) -> None:
    owner = staff("viewer")
    _, codes = set_up(owner)
    for status in (303, 422):
        browser = staff()
        browser.sign_in(owner.username)
        assert browser.post("/sign-in/code", code=codes[0]).status_code == status


def test_code_page__without_the_password__leads_to_the_log_in(staff: Browse) -> None:
    for path in ("/sign-in/code", "/sign-in/second-factor"):
        answer = staff().client.get(path)
        assert (answer.status_code, answer.location) == (303, "/sign-in")


def test_sign_in__what_was_sent_meanwhile__comes_back_after_the_second_step(staff: Browse) -> None:
    owner = staff("administrator")
    secret, _ = set_up(owner)
    token = owner.token("/people/new")
    kept = owner.client.get_cookie("survey").value
    owner.client.post("/sign-out", data={"csrf_token": owner.token("/password")})
    owner.client.set_cookie("survey", kept)
    sent = {"csrf_token": token, "name": "Lê Văn Bình", "username": "binh", "role": "viewer"}
    out = owner.client.post("/people/new", data=sent, headers={"Sec-Fetch-Site": "same-origin"})
    held = re.search(r'name="held"[^>]*value="([^"]+)"', out.text)
    assert held
    first = owner.post("/sign-in", username=owner.username, password=owner.password, held=held[1])
    assert first.status_code == 200
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', first.text)
    carried = re.search(r'name="held"[^>]*value="([^"]+)"', first.text)
    assert token
    assert carried
    data = {"csrf_token": token[1], "held": carried[1], "code": code(secret, 1)}
    again = owner.client.post("/sign-in/code", data=data)
    assert "Lê Văn Bình" in again.text


def test_sign_in__role_that_must_have_one__sets_it_up_first(office: Any, staff: Browse) -> None:
    username = staff("leader").username
    office.store.write(lambda db: put_setting(db, SECOND_FACTOR_ROLES, "administrator,leader"))
    browser = staff()
    assert browser.sign_in(username).location == "/sign-in/code"
    path = browser.client.get("/sign-in/code").location
    assert path == "/sign-in/second-factor"
    assert browser.client.get("/results").status_code == 303
    secret = secret_of(browser.client.get(path).text)
    page = browser.post(path, secret=secret, code=code(secret))
    assert page.status_code == 200
    assert browser.client.get("/results").status_code == 200
    off = browser.post("/second-factor", code=code(secret, 1), do="off")
    assert off.status_code == 422
    assert second_factor.has_factor(office.store.read(), username)


def test_switch_off__with_a_code__is_off(office: Any, staff: Browse) -> None:
    browser = staff("viewer")
    secret, codes = set_up(browser)
    assert browser.post("/second-factor", code="000000", do="off").status_code == 422
    new = browser.post("/second-factor", code=code(secret, 1), do="codes")
    assert new.status_code == 200
    assert codes[0] not in new.text
    listed = re.findall(r"<code>([A-Z2-9-]{14})</code>", new.text)
    assert browser.post("/second-factor", code=listed[0], do="off").status_code == 303
    assert not second_factor.has_factor(office.store.read(), browser.username)


def test_access__second_factor_of_somebody__is_asked_about_before_it_is_taken_away(
    office: Any, staff: Browse
) -> None:
    owner = staff("viewer")
    set_up(owner)
    chief = staff("administrator")
    path = f"/people/{owner.username}/access"
    page = chief.client.get(path).text
    assert 'value="factor"' not in page
    assert f"{path}?take=factor" in page
    answer = chief.client.post(path, data={"csrf_token": chief.token(path), "do": "factor"})
    assert second_factor.has_factor(office.store.read(), owner.username)
    asked = chief.client.get(answer.headers["Location"]).text
    assert 'name="sure" value="yes"' in asked
    assert say("vi", "accounts.keep_factor") in asked


def test_access__second_factor_of_somebody__is_taken_away_and_noted(office: Any, staff: Browse) -> None:
    owner = staff("viewer")
    set_up(owner)
    chief = staff("administrator")
    path = f"/people/{owner.username}/access"
    sure = {"csrf_token": chief.token(path), "do": "factor", "sure": "yes"}
    assert chief.client.post(path, data=sure).status_code == 303
    assert not second_factor.has_factor(office.store.read(), owner.username)
    page = chief.client.get(path).text
    assert say("vi", "accounts.done_factor_taken") in page


def test_sessions__others__are_ended_and_this_one_stays(staff: Browse) -> None:
    browser, other = staff("viewer"), staff()
    other.sign_in(browser.username)
    page = browser.client.get("/sessions").text
    assert page.count('name="session"') == 1
    data = {"csrf_token": browser.token("/sessions")}
    assert browser.client.post("/sessions", data=data).status_code == 303
    assert other.client.get("/results").status_code == 303
    assert browser.client.get("/results").status_code == 200


def test_sessions__browser__is_named(staff: Browse) -> None:
    browser = staff("viewer")
    agent = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"
    fields = {"username": browser.username, "password": browser.password}
    fresh = staff()
    data = {"csrf_token": fresh.token("/sign-in"), **fields}
    fresh.client.post("/sign-in", data=data, headers={"User-Agent": agent})
    assert "Firefox, Windows" in browser.client.get("/sessions").text


def test_sessions__of_somebody_else__cannot_be_ended_by_guessing(office: Any, staff: Browse) -> None:
    browser, other = staff("viewer"), staff("viewer")
    theirs = service.own_sessions(office.store.read(), other.username, web.now())[0].id
    for guessed in (theirs, "ff" * 32, "x"):
        data = {"csrf_token": browser.token("/sessions"), "session": guessed}
        assert browser.client.post("/sessions", data=data).status_code == 404
    assert other.client.get("/results").status_code == 200


def test_access__administrator__ends_sessions_of_others(office: Any, staff: Browse) -> None:
    chief, other = staff("administrator"), staff("viewer")
    path = f"/people/{other.username}/access"
    one = service.own_sessions(office.store.read(), other.username, web.now())[0].id
    data = {"csrf_token": chief.token(path), "session": one}
    assert chief.client.post(path, data=data).status_code == 303
    assert other.client.get("/results").status_code == 303
    other.sign_in(other.username)
    data = {"csrf_token": chief.token("/password"), "do": "sessions"}
    assert chief.client.post(path, data=data).status_code == 303
    assert other.client.get("/results").status_code == 303


@pytest.mark.parametrize("what", ["access", "units"])
def test_pages_of_a_person__nobody_has_that_name__are_not_there(staff: Browse, what: str) -> None:
    assert staff("administrator").client.get(f"/people/nobody/{what}").status_code == 404
