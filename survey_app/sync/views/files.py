"""The door for files: a tablet asks how much of one is here, and sends the next piece."""

import re

from flask import Response, after_this_request, request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from survey_app import web
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Refused
from survey_app.sync.service import files
from survey_app.sync.service.files import Held, Piece
from survey_app.sync.views.pages import doors

OFFSET, LENGTH, COMPLETE = "Upload-Offset", "Upload-Length", "Upload-Complete"
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)
MOST_OF_A_PIECE = 256 * 1024
_AT_ONCE = 16 * 1024


@doors.route("/files/<digest>", methods=["HEAD"])
@web.device_only(even_revoked=True)
def held(digest: str) -> Response:
    """How much of a file is here."""
    return _answer(200, files.held(web.current_store(), _digest(digest), web.now()))


@doors.patch("/files/<digest>")
@web.device_only(even_revoked=True)
def add(digest: str) -> Response:
    """Keep a piece of a file, as much of it as came: what a broken line swallowed is sent again, no more."""
    name, (offset, total) = _digest(digest), _numbers(OFFSET, LENGTH)
    store, device = web.current_store(), web.device()
    if device.revoked and not files.is_named(store.read(), name):
        raise Refused("device_revoked", name=device.name)
    try:
        here = files.add_piece(store, device.id, name, Piece(offset, total, _body()), web.now())
    except (Conflict, Invalid) as error:
        if error.problem.code in ("file_offset_wrong", "file_digest_wrong"):
            _say_offset(error.problem.values.get("offset", 0))
        raise
    return _answer(201 if here.complete else 204, here)


def _answer(status: int, here: Held) -> Response:
    answer = Response(status=status)
    answer.headers[OFFSET] = str(here.size)
    answer.headers[COMPLETE] = "?1" if here.complete else "?0"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _say_offset(offset: object) -> None:
    @after_this_request
    def say(answer: Response) -> Response:
        answer.headers[OFFSET] = str(offset)
        return answer


def _body() -> bytes:
    """What came of the body: all of it, or what there was when the line broke."""
    request.max_content_length = MOST_OF_A_PIECE + 1  # to read up to the most is to read to the end
    came = bytearray()
    try:
        while piece := request.stream.read(_AT_ONCE):
            came += piece
    except ClientDisconnected:
        pass
    if len(came) > MOST_OF_A_PIECE:
        raise RequestEntityTooLarge
    return bytes(came)


def _digest(given: str) -> str:
    if not _DIGEST.fullmatch(given):
        raise NotFound("no_such_file_kept", file=given[:80])
    return given


def _numbers(*names: str) -> list[int]:
    """The numbers in these headers. Raises Invalid with each that is none."""
    given = {name: request.headers.get(name, "") for name in names}
    wrong = [
        Problem("header_wants_number", name) for name, text in given.items() if not _NUMBER.fullmatch(text)
    ]
    if wrong:
        raise Invalid(wrong)
    return [int(text) for text in given.values()]
