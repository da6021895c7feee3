"""What goes over slow lines, made small: scripts, styles, and what a view says may be.

Never a page that holds a secret beside what somebody else may have put there: its length would tell of both.
"""

import gzip
from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, Response, request

View = TypeVar("View", bound=Callable[..., Any])
_LEAST = 1024  # bytes; less is hardly made smaller
_LEVEL = 6
_TEXTS = ("text/", "application/json", "application/javascript", "application/manifest+json", "image/svg+xml")
_ALWAYS = frozenset({"static", "form_script"})


def compressed(view: View) -> View:
    """Mark ``view`` as one whose answers hold no secret and are sent compressed to who takes them so."""
    cast(Any, view).compressed = True
    return view


def register_compression(app: Flask) -> None:
    """Let ``app`` compress the texts it hands out for everybody, and those of views that say so."""

    @app.after_request
    def pack(response: Response) -> Response:
        view = app.view_functions.get(request.endpoint or "")
        if request.endpoint not in _ALWAYS and not getattr(view, "compressed", False):
            return response
        response.vary.add("Accept-Encoding")
        if _takes(response):
            response.direct_passthrough = False
            response.set_data(gzip.compress(response.get_data(), _LEVEL, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
            response.headers.pop("Accept-Ranges", None)
        return response


def _takes(response: Response) -> bool:
    return (
        response.status_code == 200  # a part of a file stays as it is
        and "Content-Encoding" not in response.headers
        and (response.mimetype or "").startswith(_TEXTS)
        and (response.content_length or 0) >= _LEAST
        and request.accept_encodings["gzip"] > 0
    )
