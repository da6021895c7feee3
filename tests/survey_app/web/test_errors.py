import logging
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from survey_app import errors, web
from survey_app.app import create_app
from survey_app.errors import Problem
from survey_app.web.errors import STATUS


@pytest.fixture
def app(office: Any) -> Flask:
    return create_app(office.store)


def raising(app: Flask, error: Exception) -> Any:
    """The answer of a page that raises ``error``."""

    @web.public
    def page() -> str:
        raise error

    app.add_url_rule("/raises", "raises", page)
    return app.test_client().get("/raises")


def tree(root: type[errors.SurveyError]) -> list[type[errors.SurveyError]]:
    return [kind for child in root.__subclasses__() for kind in (child, *tree(child))]


def test_status__of_every_error_of_the_tree__is_decided() -> None:
    assert set(tree(errors.SurveyError)) == set(STATUS)


def test_tree__as_drawn__names_every_error() -> None:
    drawn = errors.__doc__ or ""
    assert all(kind.__name__ in drawn for kind in tree(errors.SurveyError))
    assert all(str(status) in drawn for status in STATUS.values())


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (errors.NotFound("no_such_round", round="R9", known="R1"), 404, "R9"),
        (errors.Gone("round_ended"), 410, "đã kết thúc"),
        (errors.Refused("wrong_setup_code"), 403, "Mã khởi tạo"),
        (errors.Conflict("response_differs"), 409, "được giữ nguyên"),
        (errors.Invalid([Problem("no_such_channel", "channel", {"channel": "fax"})]), 422, "fax"),
        (errors.Unavailable("disk_full", detail="x"), 503, "Ổ đĩa đã đầy"),
        (sqlite3.OperationalError("disk I/O error"), 503, "cơ sở dữ liệu"),
        (sqlite3.DatabaseError("database disk image is malformed"), 503, "cơ sở dữ liệu"),
        (RuntimeError("inner secret"), 500, "ngoài dự kiến"),
    ],
)
def test_error__of_any_kind__is_a_page_in_the_readers_language(
    app: Flask, caplog: pytest.LogCaptureFixture, error: Exception, status: int, said: str
) -> None:
    caplog.set_level(logging.CRITICAL)
    answer = raising(app, error)
    assert answer.status_code == status
    assert said in answer.text
    assert '<html lang="vi"' in answer.text
    assert "Traceback" not in answer.text
    assert "inner secret" not in answer.text


def test_error__with_markup_in_its_values__is_written_as_text(app: Flask) -> None:
    answer = raising(app, errors.NotFound("no_such_code", typed="<script>alert(1)</script>"))
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/static/nowhere.css", 404),
        ("GET", "/static/../app.py", 404),
        ("DELETE", "/sign-in", 405),
        ("GET", "/sign-out", 405),
        ("POST", "/sign-in", 400),
    ],
)
@pytest.mark.parametrize(("language", "title"), [("vi", "<h1>"), ("en", "<h1>")])
def test_error__of_the_framework__is_a_page_of_ours(
    app: Flask, method: str, path: str, status: int, language: str, title: str
) -> None:
    answer = app.test_client().open(f"{path}?lang={language}", method=method)
    assert answer.status_code == status
    assert title in answer.text
    assert f'<html lang="{language}"' in answer.text
    assert "Werkzeug" not in answer.text


def test_post__larger_than_any_form__is_refused_before_it_is_read(office: Any, app: Flask) -> None:
    path = f"/k/{office.collector()}"
    for language, said in (("vi", "25.000 ký tự"), ("en", "25,000 letters")):
        action = f"{path}?lang={language}"
        assert f'action="{action}"' in app.test_client().get(action).text
        answer = app.test_client().post(action, data={"f1": "x" * 300_000})
        assert answer.status_code == 413
        assert said in answer.text
        assert f'<html lang="{language}"' in answer.text


def test_error_page__when_the_database_cannot_be_read__still_comes(
    office: Any, app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)

    def broken() -> Any:
        raise sqlite3.DatabaseError("file is not a database")

    monkeypatch.setattr(office.store, "read", broken)
    answer = app.test_client().get("/")
    assert answer.status_code == 503
    assert "cơ sở dữ liệu" in answer.text


def test_unexpected_error__is_logged_without_the_address(
    office: Any, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    """A collector's code and a receipt stand in addresses: they stay out of logs."""
    code: str = office.collector()

    @web.public
    def page(code: str) -> str:
        raise RuntimeError

    app.add_url_rule("/raises/<code>", "raises", page)
    assert app.test_client().get(f"/raises/{code}").status_code == 500
    assert caplog.records
    assert code not in caplog.text


def test_log__of_citizens_requests__holds_no_code(
    office: Any, phone: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = office.collector()
    phone(code).answer_all("5", "4", "5", "4", "5", "5")
    assert code not in caplog.text
