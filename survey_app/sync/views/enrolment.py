"""The door by which a tablet comes in: a code from the office, once, for a token of its own."""

from flask import Response, jsonify, make_response, request

from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.errors import Invalid, Problem
from survey_app.sync.views.pages import doors


@doors.post("/devices")
@web.public
def enrol() -> Response:
    """The tablet's id, name and token for the code it brings."""
    asker = request.remote_addr or ""
    device, token = accounts.enrol(web.current_store(), text_in("code"), asker, web.now())
    answer = make_response(jsonify(device=device.id, token=token, name=device.name), 201)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def text_in(name: str) -> str:
    """A text of the JSON object that was sent. Raises Invalid where there is none."""
    sent = request.get_json(force=True, silent=True)
    if not isinstance(sent, dict):
        raise Invalid([Problem("not_a_json_object")])
    given = sent.get(name)
    # Half of a pair of surrogates is no text: nothing can be made of it.
    if not isinstance(given, str) or not given or any("\ud800" <= letter <= "\udfff" for letter in given):
        raise Invalid([Problem("json_text_missing", name)])
    return given
