"""The photos of a visit, shown to who goes on it, and those a page sends."""

from collections.abc import Sequence

from flask import Response, request

from forms import Item, ItemType
from survey_app import media, web
from survey_app.errors import Invalid, Problem, Unavailable
from survey_app.inspections import service
from survey_app.inspections.model import Visit
from survey_app.inspections.views.pages import pages, who

# Reading a little more than any photo may have is enough to refuse it.
_MOST_BYTES = 24 * 2**20


@pages.get("/inspections/<uuid:visit_id>/photos/<name>")
@web.only("administrator", "inspector")
def photo(visit_id: object, name: str) -> Response:
    """A photo taken on the visit."""
    store = web.current_store()
    found = service.visit(store.read(), str(visit_id), who())
    return _shown(service.photo_of(store, found, name), name)


@pages.get("/inspections/<uuid:visit_id>/thumbnails/<name>")
@web.only("administrator", "inspector")
def thumbnail(visit_id: object, name: str) -> Response:
    """A photo taken on the visit, small."""
    store = web.current_store()
    found = service.visit(store.read(), str(visit_id), who())
    return _shown(service.thumbnail_of(store, found, name), f"small-{name}")


def _shown(jpeg: bytes, mark: str) -> Response:
    answer = Response(jpeg, mimetype="image/jpeg")
    # Its name is the digest of its content: what was fetched once stays right, for this reader alone.
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    answer.set_etag(mark)
    answer.make_conditional(request)
    return answer


def take_photos(visit: Visit, items: Sequence[Item]) -> tuple[dict[str, str], list[tuple[Item, Problem]]]:
    """Item name -> the photo it has now, of what this request sent, kept and ticked for removal.

    With it what is wrong with each photo that was refused; the others are kept.
    """
    now_there: dict[str, str] = {}
    taken: list[str] = []
    refused: list[tuple[Item, Problem]] = []
    for item in items:
        if item.type is not ItemType.IMAGE:
            continue
        kept = request.form.get(f"{item.field}-kept", "")
        if kept and item.removal_field not in request.form:
            now_there[item.name] = kept
        sent = request.files.get(item.field)
        if sent is None or not sent.filename:
            continue
        try:
            name = media.take_photo(web.current_store(), sent.stream.read(_MOST_BYTES), web.now()).name
        except (Invalid, Unavailable) as error:
            refused.append((item, error.problem))
        else:
            now_there[item.name] = name
            taken.append(name)
    if taken:
        asker = who()
        web.current_store().write(lambda db: service.keep_photos(db, visit.id, asker, taken))
    return now_there, refused
