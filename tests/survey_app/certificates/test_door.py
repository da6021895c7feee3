import http.client
import socket
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pytest

from survey_app.certificates import Door

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def house(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Says what was asked for and with which cookie."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['PATH_INFO']} {environ.get('HTTP_COOKIE', '-')}".encode()]


@pytest.fixture
def door() -> Iterator[Door]:
    door = Door(house, "127.0.0.1", 0)
    door.open()
    yield door
    door.close()


def ask(door: Door, method: str, path: str) -> tuple[int, str, str]:
    """Status, where it leads, and what is said."""
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=60)
    try:
        connection.request(method, path, headers={"Cookie": "survey=secret"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location", ""), answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/certificate", "/certificate/survey.crt", "/static/css/staff.css"])
def test_door__page_for_certificates__is_open_without_cookies(door: Door, path: str) -> None:
    assert ask(door, "GET", path) == (200, "", f"{path} -")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/sign-in"),
        ("GET", "/certificates"),
        ("GET", "/k/2222222"),
        ("POST", "/certificate"),
        ("POST", "/sign-in"),
        ("PUT", "/api/v1/responses/x"),
    ],
)
def test_door__anything_else__leads_there_and_asks_nothing(door: Door, method: str, path: str) -> None:
    assert ask(door, method, path) == (303, "/certificate", "")


def test_door__visitors_who_say_nothing__keep_nobody_else_out_for_good(door: Door) -> None:
    silent = [socket.create_connection(("127.0.0.1", door.port)) for _ in range(16)]
    try:
        refused = socket.create_connection(("127.0.0.1", door.port), timeout=60)
        assert refused.recv(1) == b""  # no room: closed at once, not left waiting
        refused.close()
    finally:
        for one in silent:
            one.close()
    for _ in range(100):
        try:
            assert ask(door, "GET", "/certificate")[0] == 200
            return
        except (ConnectionError, http.client.BadStatusLine):
            continue
    raise AssertionError
