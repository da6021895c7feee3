"""The citizen's page: its computing above the bare framework, its bytes, how soon a slow phone can use it."""

import gzip
import io
import time
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

from benchmarks import phone
from benchmarks.figures import Figure
from benchmarks.office import OUT, add_collector, new_office
from benchmarks.servers import survey_server
from survey_app.app import create_app
from survey_app.store import Store

_QUESTIONS = 7  # as the form the code on a counter opens
_ROUNDS, _REQUESTS = 10, 500
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def run() -> list[Figure]:
    with new_office("page", _QUESTIONS, 1) as opened:
        code = add_collector(opened)
        figures = _computing(opened, code)
    with survey_server(OUT / "page") as port:
        seen = phone.open_page(f"http://127.0.0.1:{port}/k/{code}")
    return [
        *figures,
        Figure("bytes sent for the page, all requests", seen.bytes / 1000, "kB"),
        Figure("requests the page makes", seen.requests, "requests"),
        Figure("requests to another host", seen.outside, "requests", most=0),
        Figure("first question painted, slow network and CPU", seen.painted, "s", most=1.5),
        Figure("first answer taken, slow network and CPU", seen.usable, "s", most=1.5),
    ]


def _computing(opened: Store, code: str) -> list[Figure]:
    """CPU milliseconds a request of the page, and of a Flask that answers with the same bytes."""
    ours = create_app(opened)
    path = f"/k/{code}"
    html = _get(ours, path)
    bare = Flask("bare")
    bare.add_url_rule("/k/<code>", view_func=lambda code: html)  # noqa: ARG005  # Flask's signature
    page_cost, bare_cost = (
        min(costs)
        for costs in zip(*((_cpu(ours, path), _cpu(bare, path)) for _ in range(_ROUNDS)), strict=True)
    )
    return [
        Figure("CPU of the page", page_cost, "ms"),
        Figure("floor: CPU of a bare Flask with the same bytes", bare_cost, "ms"),
        Figure("CPU above the floor", page_cost - bare_cost, "ms", most=0.3),
        Figure("the page compressed (gzip)", len(gzip.compress(html)) / 1000, "kB", most=15),
    ]


def _cpu(application: Application, path: str) -> float:
    started = time.process_time()
    for _ in range(_REQUESTS):
        _get(application, path)
    return 1000 * (time.process_time() - started) / _REQUESTS


def _get(application: Application, path: str) -> bytes:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }
    statuses: list[str] = []
    body = b"".join(application(environ, lambda status, _headers: statuses.append(status)))
    if statuses != ["200 OK"]:
        raise RuntimeError(f"{path} answered {statuses}")
    return body
