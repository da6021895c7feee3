"""Photos and files of a response on the desk, shown to who may read it."""

from flask import request
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
    answer = web.kept_file(content, media.media_type(name), name)
    if name.rpartition(".")[2] not in media.PLAYED:
        answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer.make_conditional(request, accept_ranges=True, complete_length=len(content))


@pages.get("/responses/<uuid:uuid>/thumbnails/<name>")
@web.only(*READERS)
def thumbnail(uuid: object, name: str) -> Answer:
    """A photo the response answers with, small."""
    _check_named(uuid, name)
    small = media.thumbnail(web.current_store(), name)
    return web.kept_file(small, "image/jpeg", f"small-{name}").make_conditional(request)


def _check_named(uuid: object, name: str) -> None:
    if name not in opened(uuid).files:
        raise NotFound("no_such_file_kept", file=name[:80])
