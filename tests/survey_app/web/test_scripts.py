"""Scripts of forms are kept for a year at an address that changes with them."""

from typing import Any

import pytest
from flask import Flask

from forms import SCRIPTS, script, script_digest
from survey_app.app import create_app
from survey_app.web.scripts import script_address


@pytest.fixture
def app(office: Any) -> Flask:
    return create_app(office.store)


@pytest.mark.parametrize("name", SCRIPTS)
def test_script__at_its_address__is_handed_out_for_a_year(app: Flask, name: str) -> None:
    with app.test_request_context():
        address = script_address(name)
    answer = app.test_client().get(address)
    assert answer.text == script(name)
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers


def test_script__with_another_digest_or_name__is_not_found(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/form-scripts/000000000000/form.js").status_code == 404
    assert client.get(f"/form-scripts/{script_digest('form')}/forms.js").status_code == 404
