"""What is made small on its way, for whom, and what never is."""

import gzip
from typing import Any

import pytest
from flask import Flask

from survey_app import web
from survey_app.app import create_app

_PATH = "/static/css/staff.css"


@pytest.fixture
def app(office: Any) -> Flask:
    return create_app(office.store)


def _asked(app: Flask, path: str, takes: str) -> Any:
    return app.test_client().get(path, headers={"Accept-Encoding": takes} if takes else {})


@pytest.mark.parametrize("takes", ["gzip", "gzip, deflate, br", "br;q=1, gzip;q=0.5"])
def test_style__for_who_takes_it__comes_compressed_and_is_the_same(app: Flask, takes: str) -> None:
    with _asked(app, _PATH, "") as plain, _asked(app, _PATH, takes) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.content_length == len(answer.data) < len(plain.data) / 2
        assert gzip.decompress(answer.data) == plain.data
        assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("takes", ["", "br", "gzip;q=0", "identity"])
def test_style__for_who_does_not_take_it__comes_plain(app: Flask, takes: str) -> None:
    with _asked(app, _PATH, takes) as answer:
        assert "Content-Encoding" not in answer.headers
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_page__that_did_not_say_so__is_never_compressed(app: Flask) -> None:
    assert "Content-Encoding" not in _asked(app, "/sign-in", "gzip").headers


def test_view__that_says_so__is_compressed_where_it_is_worth_it(app: Flask) -> None:
    app.add_url_rule("/long", "long", web.public(web.compressed(lambda: "long " * 1000)))
    app.add_url_rule("/short", "short", web.public(web.compressed(lambda: "short")))
    assert gzip.decompress(_asked(app, "/long", "gzip").data) == b"long " * 1000
    assert _asked(app, "/short", "gzip").text == "short"


def test_file__asked_for_in_part__is_sent_as_it_is(app: Flask) -> None:
    headers = {"Accept-Encoding": "gzip", "Range": "bytes=0-9"}
    with app.test_client().get(_PATH, headers=headers) as answer:
        assert (answer.status_code, len(answer.data)) == (206, 10)
        assert "Content-Encoding" not in answer.headers


def test_file__known_by_its_mark__is_not_sent_again(app: Flask) -> None:
    with _asked(app, _PATH, "gzip") as first:
        mark = first.headers["ETag"]
    headers = {"Accept-Encoding": "gzip", "If-None-Match": mark}
    with app.test_client().get(_PATH, headers=headers) as again:
        assert (again.status_code, again.data) == (304, b"")
