"""How much a page takes: little, unless its view says that it takes files."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, request, session

from survey_app.web.guards import SESSION_TOKEN

View = TypeVar("View", bound=Callable[..., Any])
MEGABYTE = 2**20


def takes_files(megabytes: int) -> Callable[[View], View]:
    """Mark a view as one whose form brings files of so many megabytes altogether."""

    def mark(view: View) -> View:
        cast(Any, view).most_bytes = megabytes * MEGABYTE
        return view

    return mark


def register_uploads(app: Flask) -> None:
    """Let the pages of ``app`` that take files take them; call before anything reads the form."""

    @app.before_request
    def widen() -> None:
        view = app.view_functions.get(request.endpoint or "")
        most = getattr(view, "most_bytes", None)
        # Only from somebody who signed in here once: a stranger's post is never read beyond the little.
        if most is not None and SESSION_TOKEN in session:
            request.max_content_length = most
