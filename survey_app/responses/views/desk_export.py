"""Files of what staff entered in a round: answers as a table, photos and files as archives."""

from flask import Response, render_template, request

from survey_app import web
from survey_app.errors import NotFound
from survey_app.places.model import local_day
from survey_app.responses import service
from survey_app.responses.service import raw
from survey_app.responses.views.desk import DECIDE, pages
from survey_app.store import get_setting

_TYPES = {
    raw.Kind.CSV: "text/csv; charset=utf-8",
    raw.Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    raw.Kind.MEDIA: "application/zip",
}


@pages.get("/responses/files")
@web.only(*DECIDE)
def files() -> str:
    """Which files there are of each round."""
    db = web.current_store().read()
    rounds, _ = service.facets(db)
    chosen = request.args.get("round", "")
    if chosen and chosen not in rounds:
        raise NotFound("no_such_page")
    return render_template(
        "responses/desk_files.html",
        rounds=rounds,
        chosen=chosen,
        parts=raw.media_parts(db, chosen) if chosen else [],
    )


@pages.get("/responses/files/<code>/responses.csv")
@web.only(*DECIDE)
def table(code: str) -> Response:
    """The answers of a round as CSV."""
    return _made(code, raw.Kind.CSV)


@pages.get("/responses/files/<code>/responses.xlsx")
@web.only(*DECIDE)
def workbook(code: str) -> Response:
    """The answers of a round as a workbook."""
    return _made(code, raw.Kind.XLSX)


@pages.get("/responses/files/<code>/media-<int:part>.zip")
@web.only(*DECIDE)
def archive(code: str, part: int) -> Response:
    """A part of the photos and files of a round."""
    if not 1 <= part <= len(raw.media_parts(web.current_store().read(), code)):
        raise NotFound("no_such_page")
    return _made(code, raw.Kind.MEDIA, part)


def _made(code: str, kind: raw.Kind, part: int = 1) -> Response:
    store = web.current_store()
    db = store.read()
    if code not in service.facets(db)[0]:
        raise NotFound("no_such_page")
    made = raw.made_file(store.instance.root, code, kind, web.language(), part)
    answer = Response(made, content_type=_TYPES[kind])
    demo = "du-lieu-gia-lap-" if get_setting(db, "demo") == "yes" else ""
    number = f"-{part}" if kind is raw.Kind.MEDIA else ""
    name = f"{demo}{local_day(web.now()):%Y%m%d}-{code}{number}.{kind}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
