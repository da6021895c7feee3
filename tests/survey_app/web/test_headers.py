"""Nothing from outside, nothing framed, nothing kept, nothing told to other sites."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from survey_app import store
from survey_app.app import create_app

Browse = Callable[..., Any]


def policy(answer: Any) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: rest for name, _, rest in parts}


@pytest.fixture
def pages(office: Any, staff: Browse) -> Iterator[dict[str, Any]]:
    """One answer of every kind: pages, refusals, errors, files."""
    client = staff("administrator").client
    code = office.collector()
    paths = ("/", "/sign-in", "/first-run", "/results", f"/k/{code}", f"/K/{code}", "/k/AAAAAAA", "/nowhere")
    found = {path: client.get(path) for path in (*paths, "/static/css/staff.css")}
    found["answer"] = client.post(f"/k/{code}", data={})
    found["method"] = client.delete("/results")
    yield found
    for answer in found.values():
        answer.close()  # a file is open as long as it is sent


def test_headers__on_every_answer__are_there(pages: dict[str, Any]) -> None:
    for path, answer in pages.items():
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert answer.headers["Referrer-Policy"] == "no-referrer", path
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert len(answer.headers.getlist("Content-Security-Policy")) == 1, path


def test_policy__on_every_answer__allows_nothing_from_outside(pages: dict[str, Any]) -> None:
    for path, answer in pages.items():
        found = policy(answer)
        assert found["default-src"] == "'none'", path
        assert found["frame-ancestors"] == "'none'", path
        assert found["base-uri"] == "'none'", path
        assert found["form-action"] == "'self'", path
        assert "unsafe" not in answer.headers["Content-Security-Policy"], path
        assert "http" not in answer.headers["Content-Security-Policy"], path
        assert "*" not in answer.headers["Content-Security-Policy"], path


def test_policy__of_the_citizens_page__allows_its_own_style_and_no_script(pages: dict[str, Any]) -> None:
    answer = next(
        answer for path, answer in pages.items() if path.startswith("/k/") and "<form" in answer.text
    )
    assert "script-src" not in policy(answer)
    assert policy(answer)["style-src"].startswith("'sha256-")
    assert "<script" not in answer.text
    assert not re.search(r"\son\w+=", answer.text)


def test_pages__all__ask_nothing_of_other_hosts(pages: dict[str, Any]) -> None:
    for path, answer in pages.items():
        asked = re.findall(r'(?:src|href|action)="([^"]*)"|url\(([^)]*)\)', answer.text)
        outside = [a or b for a, b in asked if re.match(r"(https?:)?//", a or b)]
        assert outside == [], path


def test_cache__pages__are_not_kept_and_files_are(pages: dict[str, Any]) -> None:
    assert pages["/results"].headers["Cache-Control"] == "no-store"
    assert pages["/sign-in"].headers["Cache-Control"] == "no-store"
    assert "immutable" in pages["/static/css/staff.css"].headers["Cache-Control"]


def test_cookies__citizens_pages__set_none(pages: dict[str, Any]) -> None:
    for path, answer in pages.items():
        if path.lower().startswith("/k/"):
            assert "Set-Cookie" not in answer.headers, path


@pytest.mark.parametrize(
    ("url", "name", "secure"), [("", "survey", False), ("https://a.vn", "__Host-survey", True)]
)
def test_session_cookie__is_out_of_reach_of_scripts_and_other_sites(
    office: Any, url: str, name: str, secure: bool
) -> None:
    office.store.write(lambda db: store.put_setting(db, "public_url", url))
    client = create_app(office.store).test_client()
    answer = client.get("/sign-in", base_url=url or "http://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{name}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert ("Secure" in cookie) == secure
    assert "Domain" not in cookie
