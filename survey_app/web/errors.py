"""From an error to a page and a status; the one place where both meet."""

import sqlite3

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

from survey_app.errors import (
    Conflict,
    Gone,
    Invalid,
    NotFound,
    Problem,
    Refused,
    SurveyError,
    Unavailable,
)
from survey_app.store import fault_code
from survey_app.web.forms import problem_text

STATUS: dict[type[SurveyError], int] = {
    NotFound: 404,
    Gone: 410,
    Refused: 403,
    Conflict: 409,
    Invalid: 422,
    Unavailable: 503,
}


def status_of(error: SurveyError) -> int:
    """The HTTP status that fits ``error``."""
    return STATUS[type(error)]


def register_errors(app: Flask) -> None:
    """Answer every error of ``app`` with a page in the reader's language."""

    @app.errorhandler(SurveyError)
    def ours(error: SurveyError) -> tuple[str, int]:
        return _page(error.problem, status_of(error))

    @app.errorhandler(sqlite3.DatabaseError)
    def store_fault(error: sqlite3.DatabaseError) -> tuple[str, int]:
        app.logger.error("store fault: %s", error)
        return _page(Problem(fault_code(error), values={"detail": str(error)}), 503)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> tuple[str, int]:
        known = {400: "bad_request", 404: "no_such_page", 405: "no_such_page", 413: "too_large"}
        status = error.code or 500
        return _page(Problem(known.get(status, "unexpected")), status)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> tuple[str, int]:
        app.logger.exception("unexpected error", exc_info=error)
        return _page(Problem("unexpected"), 500)


def _page(problem: Problem, status: int) -> tuple[str, int]:
    return render_template("web/error.html", message=problem_text(problem), status=status), status
