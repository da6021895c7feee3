"""Photos and files of a response on the desk, shown to who may read it."""

from flask import Response, request
from werkzeug.wrappers import Response as Answer

from survey_app import media, web
from survey_app.errors import NotFound
from survey_app.responses.views.desk import READERS, pages
from survey_app.responses.views.desk_one import opened


@pages.get("/responses/<uuid:uuid>/files/<name>")
@web.only(*READERS)
def file(uuid: object, name: str) -> Answer:
    """A photo or file the response answers with, whole; what a browser does not show or play is saved."""
    _check_named(uuid, name)
    content = media.kept(web.current_store(), name)
    answer = _shown(content, media.media_type(name), name)
    if name.rpartition(".")[2] not in media.PLAYED:
        answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer.make_conditional(request, accept_ranges=True, complete_length=len(content))


@pages.get("/responses/<uuid:uuid>/thumbnails/<name>")
@web.only(*READERS)
def thumbnail(uuid: object, name: str) -> Answer:
    """A photo the response answers with, small."""
    _check_named(uuid, name)
    small = media.thumbnail(web.current_store(), name)
    return _shown(small, "image/jpeg", f"small-{name}").make_conditional(request)


def _check_named(uuid: object, name: str) -> None:
    if name not in opened(uuid).files:
        raise NotFound("no_such_file_kept", file=name[:80])


def _shown(content: bytes, kind: str, mark: str) -> Response:
    answer = Response(content, mimetype=kind)
    # Its name is the digest of its content: what was fetched once stays right, for this reader alone.
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.set_etag(mark.encode().hex())
    return answer
