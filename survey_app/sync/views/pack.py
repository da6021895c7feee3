"""The door at which a tablet asks what to take along."""

from flask import Response, request

from survey_app import web
from survey_app.sync import service
from survey_app.sync.views.pages import doors


@doors.get("/pack")
@web.device_only()
@web.compressed
def pack() -> Response:
    """The pack of the tablet that asks; nothing but 304 when it has the newest."""
    device = web.device()
    content, digest = service.pack(web.current_store().read(), device.id, device.name, web.now())
    answer = Response(content, mimetype="application/json")
    answer.set_etag(digest)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.make_conditional(request)
    return answer
