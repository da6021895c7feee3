from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from survey_app import store
from survey_app.app import create_app
from wording import say

Browse = Callable[..., Any]
VIETNAMESE, ENGLISH = '<html lang="vi"', '<html lang="en"'


@pytest.fixture
def app(office: Any) -> Flask:
    return create_app(office.store)


def test_language__nothing_chosen__is_vietnamese(app: Flask) -> None:
    page = app.test_client().get("/", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert VIETNAMESE in page.text


def test_language__chosen__is_kept_for_the_next_page(app: Flask) -> None:
    client = app.test_client()
    assert ENGLISH in client.get("/?lang=en").text
    assert ENGLISH in client.get("/sign-in").text
    assert VIETNAMESE in client.get("/sign-in?lang=vi").text
    assert VIETNAMESE in client.get("/").text


@pytest.mark.parametrize("tag", ["xx", "", "../en", "EN", "<script>", "vi,en"])
def test_language__that_we_do_not_have__changes_nothing(app: Flask, tag: str) -> None:
    client = app.test_client()
    client.get("/?lang=en")
    page = client.get("/", query_string={"lang": tag})
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert ENGLISH in client.get("/").text


def test_language__on_a_citizens_page__leaves_no_cookie(office: Any, app: Flask) -> None:
    client = app.test_client()
    for path in (f"/k/{office.collector()}?lang=en", f"/K/{office.collector()}?lang=en"):
        assert "Set-Cookie" not in client.get(path).headers


def test_language__switch__keeps_the_rest_of_the_address(staff: Browse) -> None:
    page = staff("viewer").client.get("/results?month=2026-11")
    assert "month=2026-11&amp;lang=en" in page.text


def test_home__answers_without_log_in(app: Flask) -> None:
    assert app.test_client().get("/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/sign-in", "/results", "/nowhere"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_demonstration__every_page__says_so(office: Any, staff: Browse, path: str, language: str) -> None:
    banner = say(language, "web.demo_banner")
    assert banner not in staff("viewer").client.get(f"{path}?lang={language}").text
    office.store.write(lambda db: store.put_setting(db, "demo", "yes"))
    assert banner in staff("viewer").client.get(f"{path}?lang={language}").text


def test_demonstration__citizens_page__says_so(office: Any) -> None:
    office.store.write(lambda db: store.put_setting(db, "demo", "yes"))
    page = create_app(office.store).test_client().get(f"/k/{office.collector()}")
    assert "GIẢ LẬP" in page.text


def test_asset__changed_file__has_another_address(app: Flask) -> None:
    page = app.test_client().get("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "?v=" in address
    with app.test_client().get(address) as file:
        assert file.status_code == 200
