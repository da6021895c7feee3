"""What is printed: posters as PDF, the QR alone as a picture."""

from flask import Response, request

from survey_app import web
from survey_app.errors import NotFound
from survey_app.places.model import local_day
from survey_app.rounds import service
from survey_app.rounds.model import Size
from survey_app.rounds.views.codes import collector_of
from survey_app.rounds.views.pages import pages

_KINDS = {".svg": "image/svg+xml", ".png": "image/png"}


@pages.get("/rounds/<round_>/posters.pdf")
@web.only("administrator")
def posters(round_: str) -> Response:
    """Posters of one code ('code'), or of every open code for phones at a unit ('unit') and below."""
    db, today = web.current_store().read(), local_day(web.now())
    size = request.args.get("size", Size.A4)
    if size not in list(Size):
        raise NotFound("no_such_size", size=size[:20], known=", ".join(Size))
    asked, unit = request.args.get("code", ""), request.args.get("unit", "")
    one = [collector_of(db, round_, asked)] if asked else None
    found = one or service.posters_below(db, unit, round_, today)
    pdf = service.make_posters(db, [each.code for each in found], Size(size), today)
    return _file(pdf, "application/pdf", f"{round_}-{found[0].code if asked else unit or 'all'}-{size}.pdf")


@pages.get("/rounds/<round_>/codes/<code>/qr<suffix>")
@web.only("administrator")
def picture(round_: str, code: str, suffix: str) -> Response:
    """The QR picture of a code."""
    if suffix not in _KINDS:
        raise NotFound("no_such_page")
    db = web.current_store().read()
    found = collector_of(db, round_, code)
    service.check_counter(db, found, local_day(web.now()))
    content = service.qr_picture(service.collector_url(db, found.code), suffix)
    return _file(content, _KINDS[suffix], f"{round_}-{found.code}{suffix}")


def _file(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
