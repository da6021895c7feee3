"""Results for staff: the list of rounds, a round's page, and the files of exactly what it shows."""

import base64
from datetime import date

from flask import Blueprint, Response, current_app, render_template, request
from flask.blueprints import BlueprintSetupState

from survey_app import web
from survey_app.errors import NotFound
from survey_app.places.model import local_day
from survey_app.results import service
from survey_app.results.client import Answer, Client
from survey_app.results.model import Request, months_of
from survey_app.rounds import service as rounds_service
from wording.figures import day, number

pages = Blueprint("results", __name__, template_folder="templates")
_READERS = ("administrator", "analyst", "viewer")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.record
def attach_client(state: BlueprintSetupState) -> None:
    """Give the application its client; the worker itself starts when it is first asked."""
    store = state.app.extensions["store"]
    state.app.extensions["results"] = Client(store.instance.root)


@pages.app_template_filter("day")
def write_day(value: date) -> str:
    """A date as the reader of this page writes it."""
    return day(value, web.language())


@pages.app_template_filter("number")
def write_number(value: int) -> str:
    """A count as the reader of this page writes it."""
    return number(value, web.language())


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
    found = rounds_service.round_(db, code)
    asked = service.check_request(db, found, request.args, today, web.language())
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


def _file(code: str, name: str, kind: str) -> Response:
    db = web.current_store().read()
    found = rounds_service.round_(db, code)
    answer = _answer(service.check_request(db, found, request.args, local_day(web.now()), web.language()))
    if name not in answer["files"]:
        raise NotFound("no_such_table", table=name)
    response = Response(base64.b64decode(answer["files"][name]), content_type=kind)
    file_name = f"{answer['page']['file_prefix']}{code}-{name}"
    response.headers.set("Content-Disposition", "attachment", filename=file_name)
    return response


def _answer(asked: Request) -> Answer:
    client: Client = current_app.extensions["results"]
    return client.ask(service.stamp(web.current_store().read()), asked)
