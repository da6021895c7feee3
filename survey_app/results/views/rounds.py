"""Results for staff: the list of rounds, a round's page, and the files of exactly what it shows."""

from typing import Any, cast

from flask import Blueprint, Response, current_app, render_template, request
from flask.blueprints import BlueprintSetupState

from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.places.model import local_day
from survey_app.results import service
from survey_app.results.client import Answer, Client, File
from survey_app.results.model import Request, months_of

pages = Blueprint("results", __name__, template_folder="../templates")
_READERS = ("administrator", "leader", "analyst", "viewer")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.record
def attach_client(state: BlueprintSetupState) -> None:
    """Give the application its client; the worker itself starts when it is first asked."""
    store = state.app.extensions["store"]
    state.app.extensions["results"] = Client(store.instance.root)


@pages.get("/results")
@web.only(*_READERS)
def rounds() -> str:
    """All rounds."""
    db = web.current_store().read()
    return render_template(
        "results/rounds.html", waves=service.waves(db, local_day(web.now()), web.language())
    )


@pages.get("/results/<code>")
@web.only(*_READERS)
def round_(code: str) -> str:
    """The results of one round, for what the reader filtered."""
    db, today = web.current_store().read(), local_day(web.now())
    found = service.rated_round(db, code)
    asked = _asked(code)
    return render_template(
        "results/round.html",
        page=_answer(asked)["page"],
        wave=service.wave(db, found, today, web.language()),
        asked=asked,
        months=months_of(found, today),
    )


@pages.get("/results/<code>/<table>.csv")
@web.only(*_READERS)
def table(code: str, table: str) -> Response:
    """One table of the page as CSV."""
    return _file(code, f"{table}.csv", "text/csv; charset=utf-8")


@pages.get("/results/<code>/results.xlsx")
@web.only(*_READERS)
def workbook(code: str) -> Response:
    """All tables of the page as one workbook."""
    return _file(code, "results.xlsx", _XLSX)


@pages.get("/results/<code>/report.docx")
@web.only(*_READERS)
def report(code: str) -> Response:
    """The report of what the page shows, made now."""
    return send(_client().report(_asked(code), web.now()), DOCX)


def send(file: File, kind: str) -> Response:
    """The answer that hands out ``file``."""
    response = Response(file.content, content_type=kind)
    response.headers.set("Content-Disposition", "attachment", filename=file.name)
    return response


def _file(code: str, name: str, kind: str) -> Response:
    stamp = service.stamp(web.current_store().read())
    return send(_client().file(stamp, _asked(code), name), kind)


def _asked(code: str) -> Request:
    db, today, person = web.current_store().read(), local_day(web.now()), cast(Any, web.signed_in())
    found = service.rated_round(db, code)
    asked = service.check_request(db, found, request.args, today, web.language())
    return service.within_reach(db, found, asked, accounts.asker(db, person.username, person.role, today))


def _answer(asked: Request) -> Answer:
    return _client().ask(service.stamp(web.current_store().read()), asked)


def _client() -> Client:
    found: Client = current_app.extensions["results"]
    return found
