"""The doors for tablets: a token opens them, nothing else does, and programs are answered with JSON."""

import hashlib
from typing import Any

import pytest
from flask import Flask

from survey_app import web
from survey_app.app import create_app
from survey_app.errors import Invalid, Problem

_TOKEN = "a-token-of-a-tablet"  # noqa: S105


@pytest.fixture
def app(office: Any) -> Flask:
    made = create_app(office.store)
    open_, always = web.device_only(), web.device_only(even_revoked=True)
    made.add_url_rule("/api/v1/trial", "trial", open_(lambda: web.device().name))
    made.add_url_rule("/api/v1/always", "always", always(lambda: str(web.device().revoked)))
    digest = hashlib.sha256(_TOKEN.encode()).digest()
    values = ["8f14e45f-ceea-467f-a0e6-1f4b2a0b8d11", "Máy 1", digest]
    columns = "id, name, token, enrolled_by, enrolled_at"
    insert = f"INSERT INTO accounts_device ({columns}) VALUES (?, ?, ?, 'an', 'now')"  # noqa: S608
    office.store.write(lambda db: db.execute(insert, values))
    return made


def _revoke(office: Any) -> None:
    revoke = "UPDATE accounts_device SET revoked_by = 'an', revoked_at = 'now'"
    office.store.write(lambda db: db.execute(revoke))


def _asked(app: Flask, path: str, token: str = _TOKEN, **headers: str) -> Any:
    return app.test_client().get(path, headers={"Authorization": f"Bearer {token}", **headers})


def test_door__with_the_token__opens(app: Flask) -> None:
    assert _asked(app, "/api/v1/trial").text == "Máy 1"


@pytest.mark.parametrize("token", ["", "x", _TOKEN + "x", _TOKEN.upper()])
def test_door__with_another_token__answers_401_in_json(app: Flask, token: str) -> None:
    answer = _asked(app, "/api/v1/trial", token)
    assert answer.status_code == 401
    assert answer.json["error"] == "no_such_device"
    assert "ghi danh" in answer.json["message"]


def test_door__for_somebody_signed_in_without_a_token__stays_shut(app: Flask, staff: Any) -> None:
    assert staff("administrator", app).client.get("/api/v1/trial").status_code == 401


def test_door__of_a_revoked_tablet__opens_only_where_it_says_so(app: Flask, office: Any) -> None:
    _revoke(office)
    refused = _asked(app, "/api/v1/trial", **{"Accept-Language": "en"})
    assert (refused.status_code, refused.json["error"]) == (403, "device_revoked")
    assert "revoked" in refused.json["message"]
    assert _asked(app, "/api/v1/always").text == "True"


def test_error__of_several_problems__names_all_of_them(app: Flask) -> None:
    def refuse() -> str:
        raise Invalid([Problem("name_missing", "name"), Problem("bad_username", "username")])

    app.add_url_rule("/api/v1/refuse", "refuse", web.device_only()(refuse))
    answer = _asked(app, "/api/v1/refuse")
    assert answer.status_code == 422
    assert [one["place"] for one in answer.json["problems"]] == ["name", "username"]


def test_address_nobody_has__below_the_doors__answers_in_json(app: Flask) -> None:
    answer = app.test_client().get("/api/v1/nothing")
    assert (answer.status_code, answer.json["error"]) == (404, "no_such_page")
