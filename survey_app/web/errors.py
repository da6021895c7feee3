"""From an error to a page and a status; the one place where both meet."""

import sqlite3
from collections.abc import Sequence

from flask import Flask, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from survey_app.errors import (
    Conflict,
    Gone,
    Invalid,
    NotFound,
    Outdated,
    Problem,
    Refused,
    SurveyError,
    Unavailable,
    Unknown,
)
from survey_app.store import fault_code, get_setting
from survey_app.web.forms import problem_text
from survey_app.web.frame import API, current_store
from survey_app.web.guards import signed_in
from survey_app.web.held import hold, release, send_again_page
from survey_app.web.uploads import MEGABYTE

Answer = tuple[str | Response, int]
STATUS: dict[type[SurveyError], int] = {
    NotFound: 404,
    Gone: 410,
    Unknown: 401,
    Refused: 403,
    Conflict: 409,
    Invalid: 422,
    Outdated: 426,
    Unavailable: 503,
}


def status_of(error: SurveyError) -> int:
    """The HTTP status that fits ``error``."""
    return STATUS[type(error)]


def too_large_page() -> tuple[str, int]:
    """How much this page takes of whoever asks, and the way back to what was typed: nothing could be read."""
    megabytes = (request.max_content_length or 0) // MEGABYTE
    problem = Problem("too_large_together", values={"most": megabytes}) if megabytes else Problem("too_large")
    return render_template("web/error.html", message=problem_text(problem), status=413), 413


def register_errors(app: Flask) -> None:
    """Answer every error of ``app`` in the reader's language: with a page, programs with JSON."""

    @app.errorhandler(SurveyError)
    def ours(error: SurveyError) -> Answer:
        if isinstance(error, Invalid):
            return _page(error.problem, status_of(error), error.problems)
        return _page(error.problem, status_of(error))

    @app.errorhandler(sqlite3.DatabaseError)
    def store_fault(error: sqlite3.DatabaseError) -> Answer:
        app.logger.error("store fault: %s", error)
        return _page(Problem(fault_code(error), values={"detail": str(error)}), 503)

    @app.errorhandler(CSRFError)
    def old_page(_: CSRFError) -> Response | Answer:
        if signed_in() is not None and (held := release(hold())):
            return send_again_page(held)
        if app.config["SESSION_COOKIE_NAME"] not in request.cookies:
            address = get_setting(current_store().read(), "public_url") or request.host_url
            return _page(Problem("no_cookie", values={"address": address}), 400)
        return _page(Problem("bad_request"), 400)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Answer:
        known = {400: "bad_request", 404: "no_such_page", 405: "no_such_page", 413: "too_large"}
        status = error.code or 500
        if status == 413 and not request.path.startswith(API):
            return too_large_page()
        return _page(Problem(known.get(status, "unexpected")), status)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Answer:
        app.logger.exception("unexpected error", exc_info=error)
        return _page(Problem("unexpected"), 500)


def _page(problem: Problem, status: int, problems: Sequence[Problem] = ()) -> Answer:
    if not request.path.startswith(API):
        return render_template("web/error.html", message=problem_text(problem), status=status), status
    every = [{"code": one.code, "place": one.place, "message": problem_text(one)} for one in problems]
    return jsonify(error=problem.code, message=problem_text(problem), problems=every), status
